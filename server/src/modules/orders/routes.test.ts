import { afterAll, beforeAll, expect, test } from 'vitest';
import { codeOf } from '#test/app.ts';
import { type TestDatabase, testDatabase } from '#test/database.ts';
import { type TestBuyer, type TestShop, testShop } from '#test/shop.ts';

let db: TestDatabase;
let shop: TestShop;
let buyer: TestBuyer;
let stranger: TestBuyer;
let skuId: bigint;
beforeAll(async () => {
  db = await testDatabase();
  shop = await testShop(db);
  [buyer, stranger] = [await shop.buyer(), await shop.buyer()];
  skuId = await shop.sell({ stock: 1_000 });
});
afterAll(async () => {
  await shop.close();
  await db.close();
});

let keys = 0;
const body = (changes: object = {}): object => ({ key: `route-key-${keys += 1}`, contactId: String(buyer.contactId), lines: [{ skuId: String(skuId), quantity: 1 }], ...changes });
const placed = async (): Promise<{ checkoutId: string; orderId: string }> => {
  const { checkoutId } = (await buyer.post('/api/checkouts', body())).body as { checkoutId: string };
  const checkout = (await buyer.get(`/api/checkouts/${checkoutId}`)).body as { orders: { orderId: string }[] };
  return { checkoutId, orderId: checkout.orders[0]?.orderId ?? '' };
};
const rows = async (): Promise<bigint> => (await db.sql.one<{ n: bigint }>('select count(*) as n from orders.checkout')).n;

test('placing answers what to pay and until when; the checkout shows it at once, before any subscriber ran', async () => {
  const answer = await buyer.post('/api/checkouts', body({ totalFen: '9900' }));
  expect(answer).toMatchObject({ status: 200, body: { totalFen: '9900', payBefore: new Date(shop.infra.clock.now().getTime() + 30 * 60_000).toISOString() } });
  const { checkoutId } = answer.body as { checkoutId: string };
  expect((await buyer.get(`/api/checkouts/${checkoutId}`)).body).toMatchObject({
    id: checkoutId, state: 'awaitingPayment', contact: { id: String(buyer.contactId) },
    orders: [{ state: 'placed', supplierName: null, totalFen: '9900', actions: ['pay', 'cancel'], lines: [{ title: `Goods ${skuId}`, skuName: 'Red', imageUrl: '/media/1', quantity: 1, unitFen: '9900', zone: 'ordinary' }] }],
  });
});

test.each([
  ['no key', { key: undefined }], ['a short key', { key: 'x' }], ['no lines', { lines: [] }], ['51 lines', { lines: Array.from({ length: 51 }, () => ({ skuId: '1', quantity: 1 })) }],
  ['quantity 0', { lines: [{ skuId: '1', quantity: 0 }] }], ['quantity 1000', { lines: [{ skuId: '1', quantity: 1000 }] }], ['half a piece', { lines: [{ skuId: '1', quantity: 0.5 }] }],
  ['an id that is no number', { lines: [{ skuId: 'x', quantity: 1 }] }], ['a negative total', { totalFen: '-1' }],
])('%s is malformed and places nothing', async (_what, changes) => {
  const before = await rows();
  expect((await buyer.post('/api/checkouts', body(changes))).status).toBe(400);
  expect(await rows()).toBe(before);
});

test('the same goods on several lines count together', async () => {
  const line = { skuId: String(skuId), quantity: 999 };
  expect(codeOf(await buyer.post('/api/checkouts', body({ lines: [line, line] })))).toBe('orders.tooMany');
});

test('short goods are named in the caller\'s language', async () => {
  const rare = await shop.sell({ stock: 0 });
  const answer = await buyer.send({ method: 'POST', url: '/api/checkouts', payload: body({ lines: [{ skuId: String(rare), quantity: 1 }] }), headers: { 'accept-language': 'en' } });
  expect(answer).toMatchObject({ status: 409, body: { error: { code: 'orders.outOfStock', details: { skuIds: [String(rare)] }, message: expect.stringContaining('nothing was ordered') } } });
});

test('what belongs to another member is not found, and nothing happens to it', async () => {
  const { checkoutId, orderId } = await placed();
  const answers = await Promise.all([
    stranger.get(`/api/checkouts/${checkoutId}`), stranger.post(`/api/checkouts/${checkoutId}/cancel`), stranger.get(`/api/checkouts/${checkoutId}/channels`),
    stranger.post(`/api/checkouts/${checkoutId}/payments`, { channel: 'demo' }), stranger.get(`/api/me/orders/${orderId}`), stranger.post(`/api/me/orders/${orderId}/confirm`),
  ]);
  expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404, 404]);
  expect((await buyer.get(`/api/checkouts/${checkoutId}`)).body).toMatchObject({ state: 'awaitingPayment' });
  await shop.drain();
  expect((await stranger.get('/api/me/orders')).body).toEqual({ items: [], nextCursor: null });
  expect((await stranger.post('/api/checkouts', body())).status).toBe(404);
});

test.each([['owner', 200], ['operator', 200], ['finance', 200], ['compliance', 200], ['auditor', 200], ['strategist', 403], ['supplierOwner', 403], ['supplierStaff', 403]] as const)(
  '%s reads all orders: %i; no staff places, pays or confirms', async (role, status) => {
    const { checkoutId, orderId } = await placed();
    await shop.drain();
    const staff = await shop.staff(role);
    expect([(await staff.get('/api/console/orders')).status, (await staff.get(`/api/console/orders/${orderId}`)).status]).toEqual([status, status]);
    const acts = await Promise.all([staff.post('/api/checkouts', body()), staff.post(`/api/checkouts/${checkoutId}/cancel`), staff.post(`/api/me/orders/${orderId}/confirm`), staff.get('/api/me/orders')]);
    expect(acts.map((answer) => answer.status)).toEqual([403, 403, 403, 403]);
  });

test('visitors sign in first', async () => {
  const { orderId } = await placed();
  const answers = await Promise.all([shop.visitor.post('/api/checkouts', body()), shop.visitor.get('/api/me/orders'), shop.visitor.get('/api/console/orders'), shop.visitor.get(`/api/me/orders/${orderId}`)]);
  expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 401]);
  expect((await buyer.get('/api/console/orders')).status).toBe(403);
});

test('cancelling gives the goods back once; a paid checkout can be neither cancelled nor paid again', async () => {
  const { checkoutId } = await placed();
  const before = await shop.stockOf(skuId);
  const answers = await Promise.all([1, 2, 3].map(() => buyer.post(`/api/checkouts/${checkoutId}/cancel`)));
  expect(answers.map(({ status }) => status).toSorted((x, y) => x - y)).toEqual([200, 409, 409]);
  expect(await shop.stockOf(skuId)).toBe(before + 1);
  expect(codeOf(await buyer.post(`/api/checkouts/${checkoutId}/payments`, { channel: 'demo' }))).toBe('orders.checkoutNotOpen');
  const paid = await placed();
  await shop.pay(buyer, BigInt(paid.checkoutId));
  await shop.drain();
  expect(codeOf(await buyer.post(`/api/checkouts/${paid.checkoutId}/cancel`))).toBe('orders.checkoutNotOpen');
  expect(codeOf(await buyer.post(`/api/checkouts/${paid.checkoutId}/payments`, { channel: 'demo' }))).toBe('orders.checkoutNotOpen');
  expect(await shop.stockOf(skuId)).toBe(before);
});

test('receipt is confirmed once, only after shipping', async () => {
  const { checkoutId, orderId } = await placed();
  expect(codeOf(await buyer.post(`/api/me/orders/${orderId}/confirm`))).toBe('orders.notShipped');
  await shop.pay(buyer, BigInt(checkoutId));
  await shop.drain();
  expect(codeOf(await buyer.post(`/api/me/orders/${orderId}/confirm`))).toBe('orders.notShipped');
  await (await shop.staff('operator')).post(`/api/console/orders/${orderId}/ship`, { carrier: 'sf', trackingNumber: 'SF1234567890' });
  const answers = await Promise.all([1, 2].map(() => buyer.post(`/api/me/orders/${orderId}/confirm`)));
  expect([...answers, await buyer.post(`/api/me/orders/${orderId}/confirm`)].map(({ status }) => status)).toEqual([200, 200, 200]);
  await shop.drain();
  const told = await db.sql.one<{ n: bigint }>(`select count(*) as n from infra.event_log where type = 'orders.confirmed' and payload::text like '%' || $1::text || '%'`, [orderId]);
  expect(told.n).toBe(1n);
  expect((await buyer.get(`/api/me/orders/${orderId}`)).body).toMatchObject({ state: 'confirmed', autoConfirmAt: null, actions: ['afterSales'] });
});

test('lists are newest first, page without gap or repetition, and filter by state', async () => {
  for (let i = 0; i < 5; i++) await placed();
  await shop.drain();
  type List = { items: { orderId: string; state: string }[]; nextCursor: string | null };
  const whole = (await buyer.get('/api/me/orders?limit=100')).body as List;
  const paged: string[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const page = (await buyer.get(`/api/me/orders?limit=3${cursor === '' ? '' : `&cursor=${cursor}`}`)).body as List;
    paged.push(...page.items.map(({ orderId }) => orderId));
    cursor = page.nextCursor;
  }
  const ids = whole.items.map(({ orderId }) => orderId);
  expect(paged).toEqual(ids);
  expect(ids).toEqual([...ids].sort((a, b) => (BigInt(a) < BigInt(b) ? 1 : -1)));
  expect(((await buyer.get('/api/me/orders?status=cancelled&limit=100')).body as List).items.map(({ state }) => state)).toContain('cancelled');
  expect((await buyer.get('/api/me/orders?status=nonsense')).status).toBe(400);
});

test('the console finds an order by its id, its checkout\'s or its member\'s, and nothing for nonsense', async () => {
  const { checkoutId, orderId } = await placed();
  await shop.drain();
  const auditor = await shop.staff('auditor');
  const found = async (search: string) => ((await auditor.get(`/api/console/orders?search=${search}&limit=100`)).body as { items: { orderId: string; memberId: string }[] }).items;
  expect((await found(orderId)).map((item) => item.orderId)).toEqual([orderId]);
  expect((await found(checkoutId)).map((item) => item.orderId)).toEqual([orderId]);
  expect((await found(String(buyer.memberId))).every(({ memberId }) => memberId === String(buyer.memberId))).toBe(true);
  expect(await found('nonsense')).toEqual([]);
});

test('the ways to pay say which one is simulated', async () => {
  const { checkoutId } = await placed();
  expect((await buyer.get(`/api/checkouts/${checkoutId}/channels`)).body).toMatchObject({ items: [{ channel: 'demo', simulated: true }] });
});
