import { createPublicKey, createVerify } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { codeOf } from '#test/app.ts';
import { type TestDatabase, testDatabase } from '#test/database.ts';
import type { TestBuyer } from '#test/shop.ts';
import { type Heard, type WechatShop, wechatShop } from '#test/wechat.ts';

let db: TestDatabase;
let w: WechatShop;
let buyer: TestBuyer;
beforeAll(async () => {
  db = await testDatabase();
  w = await wechatShop(db);
  buyer = await w.shop.buyer();
});
afterAll(async () => {
  await w.close();
  await db.close();
});
beforeEach(() => {
  w.heard.length = 0;
  w.wechat.fault('none');
});

const stateOf = async (attemptId: string): Promise<unknown> => ((await buyer.get(`/api/payments/${attemptId}`)).body as { state: string }).state;
const everything = (): Promise<unknown> => db.sql.rows(
  `select (select json_agg(a order by a.id) from payments.payment_attempt a)::text as attempts, (select json_agg(r order by r.id) from payments.refund r)::text as refunds,
     (select count(*) from payments.channel_transaction) as numbers, (select count(*) from infra.event_inbox) + (select count(*) from infra.event_log) as events`);
const timesPaid = async (attemptId: string): Promise<bigint> => (await db.sql.one<{ n: bigint }>(
  `select count(*) as n from infra.event_log, jsonb_array_elements(payload->'payments') p where type = 'payments.succeeded' and p->>'attemptId' = $1`, [attemptId])).n;
const statuses = (): number[] => w.heard.map(({ status }) => status);
const repeat = (message: Heard, changes: Record<string, string> = {}) => w.shop.visitor.send({ method: 'POST', url: message.path, payload: message.body, headers: { ...message.headers, ...changes } });

test('a code is shown, the payer pays, the notification comes twice and pays once', async () => {
  const { attemptId, body, checkoutId } = await w.begin(buyer);
  expect(body).toMatchObject({ show: 'code', payUrl: expect.stringMatching(/^http:\/\/shop\.test\/demo\/wechat\?prepay_id=/), state: 'pending' });
  expect((await buyer.post(`/api/checkouts/${checkoutId}/payments`, { channel: 'wechat' })).body, 'asked again it is the same code').toEqual(body);
  w.wechat.pay(attemptId);
  await w.wechat.notifyAll();
  await w.shop.drain();
  expect([statuses(), await stateOf(attemptId), await timesPaid(attemptId)]).toEqual([[200, 200], 'succeeded', 1n]);
  expect((await buyer.get(`/api/checkouts/${checkoutId}`)).body).toMatchObject({ state: 'paid' });
});

test('on a phone a page is opened that returns to the shop; inside WeChat the app is called with what we sign', async () => {
  const h5 = await w.begin(buyer, { scene: 'h5' });
  expect(h5.body).toMatchObject({ show: 'page', payUrl: expect.stringContaining(`redirect_url=${encodeURIComponent(`http://shop.test/#/pages/result/index?checkout=${h5.checkoutId}&attempt=${h5.attemptId}`)}`) });
  const jsapi = await w.begin(buyer, { scene: 'jsapi', openid: 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o' });
  const { appId, timeStamp, nonceStr, package: what, signType, paySign } = jsapi.body['call'] as Record<string, string>;
  expect([what, signType]).toEqual([expect.stringMatching(/^prepay_id=wx/), 'RSA']);
  const key = createPublicKey(w.merchantKey);
  expect(createVerify('RSA-SHA256').update(`${appId}\n${timeStamp}\n${nonceStr}\n${what}\n`).verify(key, paySign ?? '', 'base64')).toBe(true);
  expect([codeOf((await w.begin(buyer, { scene: 'jsapi' })).answer), codeOf((await w.begin(buyer, { scene: 'page' })).answer)]).toEqual(['payments.openidNeeded', 'payments.unknownScene']);
});

test('another scene ends the first try at the gateway; if that was paid meanwhile, nothing is left to pay', async () => {
  const first = await w.begin(buyer);
  const begin = (scene: string) => buyer.post(`/api/checkouts/${first.checkoutId}/payments`, { channel: 'wechat', scene });
  const second = (await begin('h5')).body as { attemptId: string };
  expect([second.attemptId === first.attemptId, await stateOf(first.attemptId), w.wechat.pay(first.attemptId)]).toEqual([false, 'failed', false]);
  w.wechat.pay(second.attemptId, 'paySilent');
  expect((await begin('native')).body).toMatchObject({ attemptId: second.attemptId, state: 'succeeded', show: 'nothing' });
  await w.wechat.notifyAll();
});

test.each(['error500', 'timeoutAfterCommit', 'wrongAnswerSignature', 'answerSkew'] as const)('an answer that is no answer (%s) charges nothing, and trying again finds the same try', async (fault) => {
  w.wechat.fault(fault);
  const failed = await w.begin(buyer);
  expect([failed.answer.status, codeOf(failed.answer)]).toEqual([503, 'payments.gatewayUnavailable']);
  const again = await buyer.post(`/api/checkouts/${failed.checkoutId}/payments`, { channel: 'wechat' });
  expect(again.status).toBe(200);
  expect(await db.sql.rows('select round from payments.payment_attempt where checkout_id = $1', [failed.checkoutId])).toEqual([{ round: 0 }]);
});

const forged = [['wrongAmount', 409], ['wrongMchid', 401], ['wrongAppid', 401], ['wrongSignature', 401], ['noticeSkew', 401], ['probe', 401]] as const;
test.each(forged)('a notification with %s is refused and changes nothing; the right one after it pays', async (fault, status) => {
  const { attemptId } = await w.begin(buyer);
  w.wechat.pay(attemptId, 'paySilent');
  await w.shop.drain();
  const before = await everything();
  w.wechat.fault(fault);
  await w.wechat.notifyAll();
  expect(statuses()).toEqual([status, status]);
  expect([await everything(), await stateOf(attemptId)]).toEqual([before, 'pending']);
  await w.wechat.notifyAll();
  expect([statuses().slice(2), await stateOf(attemptId)]).toEqual([[200, 200], 'succeeded']);
});

test('a notification told again is harmless, and refused when it is old; bytes, nonce and key that do not belong to it are refused', async () => {
  const { attemptId } = await w.begin(buyer);
  w.wechat.pay(attemptId, 'paySilent');
  await w.wechat.notifyAll();
  await w.shop.drain();
  const [message] = w.heard;
  if (!message) throw new Error('a notification has come');
  const before = await everything();
  expect((await repeat(message)).status).toBe(200);
  for (const changed of [{ ...message, body: `${message.body} ` }, { ...message, headers: { ...message.headers, 'wechatpay-nonce': 'other' } }, { ...message, headers: { ...message.headers, 'wechatpay-serial': 'PUB_KEY_ID_0' } }, { ...message, headers: { 'content-type': 'application/json' } }]) {
    const answer = await w.shop.visitor.send({ method: 'POST', url: changed.path, payload: changed.body, headers: changed.headers });
    expect([answer.status, codeOf(answer)]).toEqual([401, 'payments.notificationForged']);
  }
  await w.advance(301_000);
  expect((await repeat(message)).status).toBe(401);
  expect(await everything()).toEqual(before);
});

test('without a notification the gateway is asked: typing the password is not paid, paying is', async () => {
  const { attemptId } = await w.begin(buyer);
  w.wechat.pay(attemptId, 'typing');
  await w.advance(60_000);
  await w.shop.drain();
  expect(await stateOf(attemptId)).toBe('pending');
  w.wechat.pay(attemptId, 'paySilent');
  await w.advance(60_000);
  for (let again = 0; again < 2; again++) await w.shop.drain();
  expect([await stateOf(attemptId), await timesPaid(attemptId)]).toEqual(['succeeded', 1n]);
  await w.wechat.notifyAll();
});

test('nobody pays: the try is closed there at its end, and cannot be paid then', async () => {
  const { attemptId } = await w.begin(buyer);
  await w.advance(31 * 60_000);
  for (let again = 0; again < 2; again++) await w.shop.drain();
  expect([await stateOf(attemptId), w.wechat.pay(attemptId)]).toEqual(['failed', false]);
});

async function paid(): Promise<bigint> {
  const { attemptId } = await w.begin(buyer);
  w.wechat.pay(attemptId, 'paySilent');
  await w.wechat.notifyAll();
  await w.shop.drain();
  w.heard.length = 0;
  return BigInt(attemptId);
}
const ask = async (attemptId: bigint, subjectId: bigint, amountFen: bigint): Promise<bigint> =>
  (await w.shop.unit((ctx) => w.shop.payments.refund(ctx, { attemptId, subjectId, amountFen, reason: 'order' }))).refundId;
const refundState = async (id: bigint) => (await db.sql.one<{ state: string }>('select state from payments.refund where id = $1', [id])).state;

test('parts of a payment go back: in processing first, back when WeChat says so', async () => {
  const attemptId = await paid();
  const [a, b] = [await ask(attemptId, 1n, 4_000n), await ask(attemptId, 2n, 5_900n)];
  await w.shop.drain();
  await w.wechat.notifyAll();
  expect([await refundState(a), await refundState(b), new Set(statuses())]).toEqual(['succeeded', 'succeeded', new Set([200])]);
  expect(await db.sql.one('select count(*) as n from payments.refund where attempt_id = $1 and taken_at is not null', [attemptId])).toEqual({ n: 2n });
});

test('a refund that is stuck is asked about, and one with a wrong amount is not believed', async () => {
  const attemptId = await paid();
  w.wechat.fault('refundStuck');
  const id = await ask(attemptId, 1n, 4_000n);
  await w.shop.drain();
  await w.advance(60_000);
  await w.shop.drain();
  expect(await refundState(id)).toBe('processing');
  w.wechat.fault('wrongAmount');
  w.wechat.finishRefund(String(id));
  await w.wechat.notifyAll();
  expect([statuses().slice(0, 2), await refundState(id)]).toEqual([[409, 409], 'succeeded']);
});

test.each([['refundAbnormal', '1'], ['refundClosed', '2']] as const)('a refund that fails (%s) waits for a person, who has it tried again', async (fault, round) => {
  const attemptId = await paid();
  w.wechat.fault(fault);
  const id = await ask(attemptId, 1n, 9_900n);
  await w.shop.drain();
  await w.wechat.notifyAll();
  expect(await refundState(id)).toBe('failed');
  await w.shop.unit((ctx) => w.shop.payments.retryRefund(ctx, id));
  await w.shop.drain();
  await w.wechat.notifyAll();
  expect(await db.sql.one('select state, round::text from payments.refund where id = $1', [id])).toEqual({ state: fault === 'refundClosed' ? 'succeeded' : 'failed', round });
});
