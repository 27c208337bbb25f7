import { afterAll, beforeAll, expect, test } from 'vitest';
import { demoNotification, makeDemoGateway, signDemo } from '#infra/demo-gateway.ts';
import type { PaymentGateway } from '#infra/payment-gateway.ts';
import { codeOf, TEST_SECRET_KEY } from '#test/app.ts';
import { type TestDatabase, testDatabase } from '#test/database.ts';
import { type TestBuyer, type TestGateway, type TestShop, testShop } from '#test/shop.ts';

let db: TestDatabase;
let shop: TestShop;
let buyer: TestBuyer;
let skuId: bigint;
/** Notifications are believed as the demo's are; questions and refunds go to the test. */
const gateways = (gateway: TestGateway): PaymentGateway[] => [{ ...gateway, verify: makeDemoGateway({ secretKey: TEST_SECRET_KEY, simulatorPort: 1 }, { wall: () => new Date(0) }).verify, query: (id) => gateway.query(id), close: (id) => gateway.close(id), refund: (r) => gateway.refund(r) }];
beforeAll(async () => {
  db = await testDatabase();
  shop = await testShop(db, { gateways });
  buyer = await shop.buyer();
  skuId = await shop.sell({ stock: 1_000_000 });
});
afterAll(async () => {
  await shop.close();
  await db.close();
});

const open = async (): Promise<{ checkoutId: bigint; attemptId: string }> => {
  const { checkoutId } = await shop.place(buyer, [{ skuId, quantity: 1 }]);
  const { body } = await buyer.post(`/api/checkouts/${checkoutId}/payments`, { channel: 'demo' });
  return { checkoutId, attemptId: (body as { attemptId: string }).attemptId };
};
type Message = { body: string; headers: Record<string, string> };
const paid = (attemptId: string, changes: Record<string, string> = {}, secret = TEST_SECRET_KEY): Message =>
  demoNotification(secret, { attemptId, transactionId: `TX-${attemptId}`, amountFen: '9900', ...changes }, shop.infra.clock.wall());
const notify = (message: Message) => shop.visitor.send({ method: 'POST', url: '/api/payments/demo/notify', payload: message.body, headers: message.headers });
const stateOf = async (attemptId: string): Promise<unknown> => ((await buyer.get(`/api/payments/${attemptId}`)).body as { state: string }).state;
const everything = (): Promise<unknown> => db.sql.rows(
  `select (select json_agg(a order by a.id) from payments.payment_attempt a)::text as attempts, (select json_agg(t order by t.number) from payments.channel_transaction t)::text as numbers,
     (select count(*) from infra.event_inbox) + (select count(*) from infra.event_log) as events`);
const timesPaid = async (attemptId: string): Promise<bigint> => (await db.sql.one<{ n: bigint }>(
  `select count(*) as n from infra.event_log, jsonb_array_elements(payload->'payments') p where type = 'payments.succeeded' and p->>'attemptId' = $1`, [attemptId])).n;

test('a signed notification pays once, however often and by how many processes at once it is told', async () => {
  const { checkoutId, attemptId } = await open();
  expect(await stateOf(attemptId)).toBe('pending');
  const other = await testShop(db, { gateways });
  const message = paid(attemptId);
  const tell = (at: TestShop) => at.visitor.send({ method: 'POST', url: '/api/payments/demo/notify', payload: message.body, headers: message.headers });
  const answers = await Promise.all([shop, other, shop, other, shop, other].map(tell));
  await other.close();
  expect([...answers, await notify(message)].map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200, 200]);
  await shop.drain();
  expect([await stateOf(attemptId), await timesPaid(attemptId)]).toEqual(['succeeded', 1n]);
  expect((await buyer.get(`/api/checkouts/${checkoutId}`)).body).toMatchObject({ state: 'paid' });
});

test('every fact of the event is right', async () => {
  const { checkoutId, attemptId } = await open();
  await notify(paid(attemptId));
  await shop.drain();
  const [event] = await db.sql.rows<{ payload: { payments: object[] } }>(
    `select payload from infra.event_log where type = 'payments.succeeded' and payload->'payments' @> jsonb_build_array(jsonb_build_object('attemptId', $1::text))`, [attemptId]);
  expect(event?.payload.payments).toContainEqual({
    attemptId, checkoutId: String(checkoutId), memberId: String(buyer.memberId), amountFen: '9900', channel: 'demo', paidAt: shop.infra.clock.now().toISOString(),
  });
});

const other = (message: Message, changes: { body?: string; headers?: Record<string, string> }): Message => ({ body: changes.body ?? message.body, headers: { ...message.headers, ...changes.headers } });
const signedAt = (message: Message, seconds: number): Message => {
  const timestamp = String(Math.floor(shop.infra.clock.wall().getTime() / 1000) + seconds);
  const nonce = 'n';
  return other(message, { headers: { 'x-demo-timestamp': timestamp, 'x-demo-nonce': nonce, 'x-demo-signature': signDemo(TEST_SECRET_KEY, { timestamp, nonce, body: message.body }) } });
};
const forgeries: [what: string, forge: (attemptId: string) => Message, status: number, code: string][] = [
  ['a foreign key', (id) => paid(id, {}, 'f0'.repeat(32)), 401, 'payments.notificationForged'],
  ['no signature', (id) => ({ body: paid(id).body, headers: { 'content-type': 'application/json' } }), 401, 'payments.notificationForged'],
  ['a body changed after signing', (id) => other(paid(id), { body: paid(id).body.replace('9900', '9901') }), 401, 'payments.notificationForged'],
  ['the same content in other bytes', (id) => other(paid(id), { body: `${paid(id).body} ` }), 401, 'payments.notificationForged'],
  ['a time 301 s ago', (id) => signedAt(paid(id), -301), 401, 'payments.notificationForged'],
  ['a time 301 s ahead', (id) => signedAt(paid(id), 301), 401, 'payments.notificationForged'],
  ['another nonce', (id) => other(paid(id), { headers: { 'x-demo-nonce': 'other' } }), 401, 'payments.notificationForged'],
  ['no JSON', (id) => signedAt({ ...paid(id), body: '{' }, 0), 401, 'payments.notificationForged'],
  ['another event', (id) => signedAt({ ...paid(id), body: paid(id).body.replace('payment.succeeded', 'payment.failed') }, 0), 401, 'payments.notificationForged'],
  ['an amount too high', (id) => paid(id, { amountFen: '9901' }), 409, 'payments.notificationMismatch'],
  ['an amount too low', (id) => paid(id, { amountFen: '1' }), 409, 'payments.notificationMismatch'],
  ['another currency', (id) => signedAt({ ...paid(id), body: paid(id).body.replace('"CNY"', '"USD"') }, 0), 409, 'payments.notificationMismatch'],
  ['an unknown attempt', () => paid('4611686018427387904'), 409, 'payments.notificationMismatch'],
];
test.each(forgeries)('a notification with %s is refused and changes nothing', async (_what, forge, status, code) => {
  const { attemptId } = await open();
  const before = await everything();
  const answer = await notify(forge(attemptId));
  expect([answer.status, codeOf(answer)]).toEqual([status, code]);
  expect(await everything()).toEqual(before);
  expect(await stateOf(attemptId)).toBe('pending');
});

test('five minutes off is still believed', async () => {
  const { attemptId } = await open();
  expect((await notify(signedAt(paid(attemptId), -299))).status).toBe(200);
});

test('a channel that does not exist is refused', async () => {
  const { checkoutId, attemptId } = await open();
  expect(codeOf(await buyer.post(`/api/checkouts/${checkoutId}/payments`, { channel: 'gold' }))).toBe('payments.unknownChannel');
  const message = paid(attemptId);
  expect((await shop.visitor.send({ method: 'POST', url: '/api/payments/gold/notify', payload: message.body, headers: message.headers })).status).toBe(400);
});

test('a transaction number pays one attempt, also when two claim it at once; a paid attempt takes no second number', async () => {
  const [a, b] = [await open(), await open()];
  const answers = await Promise.all([a, b].map(({ attemptId }) => notify(paid(attemptId, { transactionId: 'TX-SHARED-1' }))));
  expect(answers.map(({ status }) => status).toSorted((x, y) => x - y)).toEqual([200, 409]);
  expect(new Set([await stateOf(a.attemptId), await stateOf(b.attemptId)])).toEqual(new Set(['pending', 'succeeded']));
  const c = await open();
  expect((await notify(paid(c.attemptId))).status).toBe(200);
  expect(codeOf(await notify(paid(c.attemptId, { transactionId: 'TX-ANOTHER-1' })))).toBe('payments.notificationMismatch');
});

test('asking to pay again finds the open try, also at once; a try the gateway closed gives way to a new one', async () => {
  const { checkoutId } = await shop.place(buyer, [{ skuId, quantity: 1 }]);
  const begin = async (): Promise<string> => ((await buyer.post(`/api/checkouts/${checkoutId}/payments`, { channel: 'demo' })).body as { attemptId: string }).attemptId;
  const [first, second, third] = await Promise.all([begin(), begin(), begin()]);
  expect(new Set([first, second, third]).size).toBe(1);
  await db.sql.run(`update payments.payment_attempt set state = 'closed', closed_at = created_at where id = $1`, [first]);
  const next = await begin();
  expect(next).not.toBe(first);
  expect(await begin()).toBe(next);
});

test('an attempt without a word is asked about after a minute, and the answer pays it', async () => {
  const { checkoutId, attemptId } = await open();
  shop.gateway.asked.length = 0;
  await shop.drain();
  expect(shop.gateway.asked).toEqual([]);
  shop.gateway.states.set(BigInt(attemptId), { state: 'paid', payment: { attemptId: BigInt(attemptId), transactionNumber: `ASKED-${attemptId}`, amountFen: 9_900n, currency: 'CNY' } });
  await shop.infra.clock.advance(60_000);
  for (let again = 0; again < 3; again++) await shop.drain();
  expect([await stateOf(attemptId), await timesPaid(attemptId)]).toEqual(['succeeded', 1n]);
  expect((await buyer.get(`/api/checkouts/${checkoutId}`)).body).toMatchObject({ state: 'paid' });
  expect((await notify(paid(attemptId, { transactionId: `ASKED-${attemptId}` }))).status).toBe(200);
  expect(await timesPaid(attemptId)).toBe(1n);
});

test('money that arrives for a closed checkout goes back through the channel, once, and the member sees it', async () => {
  const { checkoutId, attemptId } = await open();
  await shop.infra.clock.advance(31 * 60_000);
  for (let again = 0; again < 2; again++) await shop.drain();
  expect(await stateOf(attemptId)).toBe('failed');
  expect((await notify(paid(attemptId))).status).toBe(200);
  await notify(paid(attemptId));
  for (let again = 0; again < 2; again++) await shop.drain();
  expect((await buyer.get(`/api/payments/${attemptId}`)).body).toMatchObject({ state: 'refunded', refund: { reason: 'checkoutClosed', state: 'succeeded' } });
  expect(shop.gateway.refunds.filter((refund) => String(refund.attemptId) === attemptId)).toEqual([expect.objectContaining({ amountFen: 9_900n })]);
  expect((await buyer.get(`/api/checkouts/${checkoutId}`)).body).toMatchObject({ state: 'closed' });
  expect(codeOf(await buyer.post(`/api/checkouts/${checkoutId}/payments`, { channel: 'demo' }))).toBe('orders.checkoutNotOpen');
});

test('cancelling ends the open attempt at the gateway', async () => {
  const { checkoutId, attemptId } = await open();
  shop.gateway.asked.length = 0;
  await buyer.post(`/api/checkouts/${checkoutId}/cancel`);
  await shop.drain();
  expect([shop.gateway.asked, await stateOf(attemptId)]).toEqual([['close'], 'failed']);
});

test('an attempt belongs to its member, and to nobody else', async () => {
  const { checkoutId, attemptId } = await open();
  const stranger = await shop.buyer();
  expect(codeOf(await stranger.get(`/api/payments/${attemptId}`))).toBe('payments.attemptNotFound');
  expect(codeOf(await stranger.post(`/api/checkouts/${checkoutId}/payments`, { channel: 'demo' }))).toBe('orders.checkoutNotFound');
  expect((await shop.visitor.get(`/api/payments/${attemptId}`)).status).toBe(401);
  expect((await (await shop.staff('owner')).get(`/api/payments/${attemptId}`)).status).toBe(403);
  expect(codeOf(await buyer.get('/api/payments/9223372036854775808')), 'no id is that large').toBe('http.badRequest');
});
