import { afterAll, beforeAll, expect, test } from 'vitest';
import { setStock } from '#modules/orders/index.ts';
import { type Answer, codeOf } from '#test/app.ts';
import { type TestDatabase, testDatabase } from '#test/database.ts';
import { type TestBuyer, type TestShop, testShop } from '#test/shop.ts';

let db: TestDatabase;
let shop: TestShop;
let tea: bigint;
let cup: bigint;
let own: bigint;
beforeAll(async () => {
  db = await testDatabase();
  shop = await testShop(db);
  const [first, second] = [await shop.supplier('Tea house'), await shop.supplier('Kiln')];
  tea = await shop.sell({ stock: 100, supplier: first, unitFen: 1_000n, zone: 'vip' });
  cup = await shop.sell({ stock: 100, supplier: second, unitFen: 300n });
  own = await shop.sell({ stock: 100, unitFen: 50n });
});
afterAll(async () => {
  await shop.close();
  await db.close();
});

interface Line { skuId: string; quantity: number; chosen: boolean; state: string; stock: number; unitFen: string | null; seenFen: string; svAtoms: string }
interface View { groups: { supplierName: string | null; totalFen: string; lines: Line[] }[]; unavailable: Line[]; count: number; chosen: number; totalFen: string; svAtoms: string }
const viewOf = (answer: Answer): View => {
  expect(answer.status).toBe(200);
  return answer.body as View;
};
const cartOf = async (buyer: TestBuyer): Promise<View> => viewOf(await buyer.get('/api/me/cart'));
const change = (buyer: TestBuyer, lines: object[]): Promise<Answer> => buyer.send({ method: 'PUT', url: '/api/me/cart', payload: { lines } });
const put = (buyer: TestBuyer, skuId: bigint, quantity = 1): Promise<Answer> => buyer.post('/api/me/cart', { skuId: String(skuId), quantity });
async function filled(): Promise<TestBuyer> {
  const buyer = await shop.buyer();
  for (const [skuId, quantity] of [[own, 4], [cup, 2], [tea, 3]] as const) expect((await put(buyer, skuId, quantity)).status).toBe(200);
  return buyer;
}
let keys = 0;
const order = (buyer: TestBuyer, changes: object = {}): object => ({
  key: `cart-key-${keys += 1}`, contactId: String(buyer.contactId), fromCart: true, totalFen: '3800',
  lines: [[own, 4], [cup, 2], [tea, 3]].map(([skuId, quantity]) => ({ skuId: String(skuId), quantity: Number(quantity) })), ...changes,
});
async function repriced<Result>(skuId: bigint, unitFen: bigint, work: () => Promise<Result>): Promise<Result> {
  const goods = shop.goods.get(skuId);
  if (!goods) throw new Error('no such goods');
  shop.goods.set(skuId, { ...goods, unitFen });
  return work().finally(() => shop.goods.set(skuId, goods));
}
const stocked = (skuId: bigint, available: number): Promise<void> => shop.unit((ctx) => setStock(ctx, [{ bucket: shop.goods.get(skuId)?.bucket ?? 0, skuId, available }]));

test('the cart stands by who sells, newest first, and the server sums it', async () => {
  const view = await cartOf(await filled());
  expect(view.groups.map(({ supplierName, totalFen }) => [supplierName, totalFen])).toEqual([['Tea house', '3000'], ['Kiln', '600'], [null, '200']]);
  expect(view).toMatchObject({ count: 3, chosen: 3, totalFen: '3800', unavailable: [] });
  // 3 × ¥10 double in the VIP zone, 2 × ¥3, 4 × ¥0.50: one share a yuan.
  expect(view.svAtoms).toBe(String((6_000n + 600n + 200n) * 1_000_000n));
});

test('lines are unticked, changed and taken out; what is gone is left alone', async () => {
  const buyer = await filled();
  expect(viewOf(await change(buyer, [{ skuId: String(tea), chosen: false }, { skuId: String(cup), quantity: 5 }, { skuId: '123', quantity: 1 }]))).toMatchObject({ count: 3, chosen: 2, totalFen: '1700' });
  expect(viewOf(await change(buyer, [{ skuId: String(cup), quantity: 0 }]))).toMatchObject({ count: 2, chosen: 1, totalFen: '200' });
  expect((await buyer.get('/api/me/cart/count')).body).toEqual({ count: 2 });
});

test('a price that rose or fell is shown beside the one seen, until it is taken note of', async () => {
  const buyer = await filled();
  await repriced(tea, 1_100n, async () => {
    const view = await cartOf(buyer);
    expect(view.groups[0]?.lines[0]).toMatchObject({ unitFen: '1100', seenFen: '1000' });
    expect(view.totalFen).toBe('4100');
    const noted = viewOf(await change(buyer, [{ skuId: String(tea), seenFen: '1100' }]));
    expect(noted.groups[0]?.lines[0]).toMatchObject({ unitFen: '1100', seenFen: '1100' });
  });
});

test('short, sold out and unlisted goods are told apart, count for nothing, and can be taken out at once', async () => {
  const buyer = await filled();
  const goods = shop.goods.get(own);
  await Promise.all([stocked(tea, 2), stocked(cup, 0)]);
  shop.goods.delete(own);
  try {
    const view = await cartOf(buyer);
    expect(view.groups.flatMap(({ lines }) => lines.map(({ state, stock }) => [state, stock]))).toEqual([['short', 2]]);
    expect(view.unavailable.map(({ state, unitFen }) => [state, unitFen])).toEqual([['soldOut', '300'], ['unlisted', null]]);
    expect(view).toMatchObject({ chosen: 0, totalFen: '0', svAtoms: '0' });
    expect(codeOf(await put(buyer, own))).toBe('orders.notOnSale');
    const left = viewOf(await change(buyer, [...view.unavailable.map(({ skuId }) => ({ skuId, quantity: 0 })), { skuId: String(tea), quantity: 2 }]));
    expect(left).toMatchObject({ count: 1, chosen: 1, totalFen: '2000', unavailable: [] });
  } finally {
    if (goods) shop.goods.set(own, goods);
    await Promise.all([stocked(tea, 100), stocked(cup, 100)]);
  }
});

test('one payment for several sellers: an order each, and what was bought leaves the cart, once', async () => {
  const buyer = await filled();
  const body = order(buyer);
  const { checkoutId } = (await buyer.post('/api/checkouts', body)).body as { checkoutId: string };
  expect((await buyer.get(`/api/checkouts/${checkoutId}`)).body).toMatchObject({ totalFen: '3800', orders: { length: 3 } });
  expect(await cartOf(buyer)).toMatchObject({ count: 0 });
  await shop.infra.clock.advance(1_000);
  await put(buyer, cup);
  expect((await buyer.post('/api/checkouts', body)).body).toMatchObject({ checkoutId });
  expect(await cartOf(buyer)).toMatchObject({ count: 1, totalFen: '300' });
});

test('a refused checkout leaves the cart and the shelf as they were', async () => {
  const buyer = await filled();
  const refused = [
    await repriced(tea, 1_100n, () => buyer.post('/api/checkouts', order(buyer))),
    await buyer.post('/api/checkouts', order(buyer, { totalFen: undefined, lines: [{ skuId: String(tea), quantity: 3 }, { skuId: String(cup), quantity: 900 }] })),
    await buyer.post('/api/checkouts', order(buyer, { totalFen: undefined, lines: [{ skuId: String(tea), quantity: 3 }, { skuId: '123', quantity: 1 }] })),
  ];
  expect(refused.map(codeOf)).toEqual(['orders.priceChanged', 'orders.outOfStock', 'orders.notOnSale']);
  expect(await cartOf(buyer)).toMatchObject({ count: 3, totalFen: '3800' });
});

test('an order from the cart that nobody pays gives every seller\'s goods back', async () => {
  const buyer = await shop.buyer();
  const goods = [await shop.sell({ stock: 10 }), await shop.sell({ stock: 10, supplier: await shop.supplier('Mill') })];
  const stock = (): Promise<number[]> => Promise.all(goods.map((skuId) => shop.stockOf(skuId)));
  const lines = goods.map((skuId) => ({ skuId: String(skuId), quantity: 3 }));
  for (const skuId of goods) await put(buyer, skuId, 3);
  const { checkoutId } = (await buyer.post('/api/checkouts', order(buyer, { totalFen: undefined, lines }))).body as { checkoutId: string };
  expect(await stock()).toEqual([7, 7]);
  await shop.infra.clock.advance(31 * 60_000);
  await shop.drain();
  expect(await stock()).toEqual([10, 10]);
  expect((await buyer.get(`/api/checkouts/${checkoutId}`)).body).toMatchObject({ state: 'closed', orders: [{ state: 'cancelled' }, { state: 'cancelled' }] });
});

test('a visitor sees how his goods stand; after signing in they join his cart, once', async () => {
  const lines = [{ skuId: String(tea), quantity: 2, seenFen: '900' }, { skuId: String(tea), quantity: 1, seenFen: '900' }, { skuId: '123', quantity: 1, seenFen: '1' }];
  expect(viewOf(await shop.visitor.post('/api/cart', { lines }))).toMatchObject({ count: 2, chosen: 1, totalFen: '3000', unavailable: [{ state: 'unlisted' }] });
  const buyer = await shop.buyer();
  for (const _ of [1, 2]) expect((await buyer.post('/api/me/cart/merge', { lines })).body).toEqual({ count: 1, leftOut: 1 });
  expect((await cartOf(buyer)).groups[0]?.lines).toMatchObject([{ quantity: 3, seenFen: '900', unitFen: '1000' }]);
});

test('two hands that fill one cart at once lose nothing', async () => {
  const buyer = await shop.buyer();
  await Promise.all(Array.from({ length: 8 }, (_, index) => put(buyer, [tea, cup][index % 2] ?? tea)));
  expect((await cartOf(buyer)).groups.flatMap(({ lines }) => lines.map(({ quantity }) => quantity))).toEqual([4, 4]);
});

test('a cart is its member\'s alone, and malformed lines are refused', async () => {
  await filled();
  expect(await cartOf(await shop.buyer())).toMatchObject({ count: 0, groups: [] });
  expect((await shop.visitor.get('/api/me/cart')).status).toBe(401);
  expect((await (await shop.staff('owner')).get('/api/me/cart')).status).toBe(403);
  const buyer = await shop.buyer();
  const bad = [{ skuId: 'x', quantity: 1 }, { skuId: '1', quantity: 0.5 }, { skuId: '1', quantity: 1_000 }, { skuId: '1', quantity: -1 }, { skuId: '1', seenFen: '0' }];
  for (const line of bad) expect((await change(buyer, [line])).status).toBe(400);
});
