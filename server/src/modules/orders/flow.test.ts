import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { bucketOf } from '#kernel/id.ts';
import { type TestDatabase, testDatabase } from '#test/database.ts';
import { type TestBuyer, type TestShop, testShop } from '#test/shop.ts';
import type { PlaceItem } from './batch.ts';
import { planCheckout } from './domain.ts';
import { beginFlow, releaseFlow, undoFlow } from './store/flow.ts';

let db: TestDatabase;
let shop: TestShop;
let buyer: TestBuyer;
let goods: [near: bigint, far: bigint];
beforeAll(async () => {
  db = await testDatabase();
  shop = await testShop(db);
  buyer = await shop.buyer();
});
beforeEach(async () => {
  goods = [await shop.sell({ stock: 10, supplier: await shop.supplier('One') }), await shop.sell({ stock: 10, bucket: 63 })];
});
afterAll(async () => {
  await shop.close();
  await db.close();
});

const stock = (): Promise<number[]> => Promise.all(goods.map((skuId) => shop.stockOf(skuId)));
const checkoutOf = (id: bigint) => db.sql.maybe<{ state: string; orders: bigint; due: Date | null }>(
  'select c.state, (select count(*) from orders.orders o where o.checkout_id = c.id) as orders, c.flow_due_at as due from orders.checkout c where c.id = $1', [id]);
/** How often the log tells that one of these orders was placed. */
const announced = async (orderIds: readonly bigint[]): Promise<bigint> => (await db.sql.one<{ n: bigint }>(
  `select count(*) as n from infra.event_log where type = 'orders.placed' and payload->'orderIds' ?| $1::text[]`, [orderIds.map(String)])).n;
const ordersOf = async (checkoutId: bigint): Promise<bigint[]> => (await db.sql.rows<{ id: bigint }>('select id from orders.orders where checkout_id = $1', [checkoutId])).map(({ id }) => id);

/** A flow as its process left it when it died after `steps` of its two orders. */
async function leaveHalfWay(steps: 0 | 1 | 2): Promise<{ checkoutId: bigint; items: PlaceItem[] }> {
  const { infra, orders } = shop;
  const plan = planCheckout(goods.map((skuId) => {
    const offer = shop.goods.get(skuId);
    if (!offer) throw new Error('on sale');
    return { ...offer, quantity: 2 };
  }));
  const checkoutId = infra.ids.next(bucketOf(buyer.memberId));
  const base = { checkoutId, memberId: buyer.memberId, contactId: buyer.contactId, keyHash: checkoutId, inputHash: 1n };
  const items = plan.parts.map((part): PlaceItem => ({ ...base, whole: false, orderId: infra.ids.next(part.bucket), part }));
  const now = infra.clock.now();
  await shop.unit((ctx) => beginFlow(ctx.tx, { ...base, totalFen: plan.totalFen, orderIds: items.map(({ orderId }) => orderId), placedAt: now, payBefore: now, dueAt: new Date(now.getTime() + 60_000) }));
  for (const item of items.slice(0, steps)) expect((await orders.orders.lane.place(item)).kind).toBe('placed');
  return { checkoutId, items };
}

test('goods of two fulfillers are one checkout of two orders, told of once and paid at once', async () => {
  const placed = await shop.place(buyer, goods.map((skuId) => ({ skuId, quantity: 3 })));
  await shop.drain();
  expect(placed.totalFen).toBe(59_400n);
  expect(await checkoutOf(placed.checkoutId)).toEqual({ state: 'awaitingPayment', orders: 2n, due: null });
  expect(await announced(await ordersOf(placed.checkoutId))).toBe(1n);
  await shop.pay(buyer, placed.checkoutId);
  await shop.drain();
  const { body } = await buyer.get(`/api/checkouts/${placed.checkoutId}`);
  expect(body).toMatchObject({ state: 'paid', orders: [{ state: 'paid', totalFen: '29700' }, { state: 'paid', totalFen: '29700' }] });
  expect(await stock()).toEqual([7, 7]);
});

test('a flow with all its orders is finished by the sweep, once', async () => {
  const { checkoutId, items } = await leaveHalfWay(2);
  await shop.drain();
  expect(await checkoutOf(checkoutId)).toMatchObject({ state: 'placing' });
  await shop.infra.clock.advance(60_000);
  for (let again = 0; again < 2; again++) await shop.drain();
  expect(await checkoutOf(checkoutId)).toEqual({ state: 'awaitingPayment', orders: 2n, due: null });
  expect([await announced(items.map((item) => item.orderId)), await stock()]).toEqual([1n, [8, 8]]);
});

test.each([0, 1] as const)('a flow that died after %i of its orders is undone by the sweep: goods back, nothing left', async (steps) => {
  const { checkoutId, items } = await leaveHalfWay(steps);
  await shop.infra.clock.advance(60_000);
  for (let again = 0; again < 2; again++) await shop.drain();
  expect(await checkoutOf(checkoutId)).toBeUndefined();
  expect([await announced(items.map((item) => item.orderId)), await stock()]).toEqual([0n, [10, 10]]);
});

test('a flow that died while it was being undone is undone to the end', async () => {
  const { checkoutId } = await leaveHalfWay(1);
  await shop.unit((ctx) => releaseFlow(ctx.tx, checkoutId));
  await shop.infra.clock.advance(60_000);
  await shop.drain();
  expect([await checkoutOf(checkoutId), await stock()]).toEqual([undefined, [10, 10]]);
});

test('a step that comes after the flow was given up places nothing', async () => {
  const { checkoutId, items } = await leaveHalfWay(1);
  const [, late] = items;
  if (!late) throw new Error('two orders');
  await shop.unit((ctx) => releaseFlow(ctx.tx, checkoutId));
  expect(await shop.orders.orders.lane.place(late)).toEqual({ kind: 'released' });
  await shop.unit((ctx) => undoFlow(ctx.tx, checkoutId));
  expect(await shop.orders.orders.lane.place(late)).toEqual({ kind: 'released' });
  expect(await stock()).toEqual([10, 10]);
});

test('a step that is tried again, as after a lost connection, takes its goods once', async () => {
  const { items } = await leaveHalfWay(2);
  expect(await Promise.all(items.map((item) => shop.orders.orders.lane.place(item)))).toMatchObject([{ kind: 'placed' }, { kind: 'placed' }]);
  expect(await stock()).toEqual([8, 8]);
});

test('when the second fulfiller is short nothing stays, and the same key may try again', async () => {
  const key = 'both-or-nothing';
  const ask = () => shop.place(buyer, [{ skuId: goods[0], quantity: 1 }, { skuId: goods[1], quantity: 11 }], key);
  await expect(ask()).rejects.toMatchObject({ code: 'orders.outOfStock', details: { skuIds: [String(goods[1])] } });
  expect(await stock()).toEqual([10, 10]);
  await db.sql.run('update orders.stock set available = 11 where sku_id = $1', [goods[1]]);
  expect(await checkoutOf((await ask()).checkoutId)).toMatchObject({ state: 'awaitingPayment' });
  expect(await stock()).toEqual([9, 0]);
});

test('the same key over two fulfillers, asked for at once, is one checkout; while it is being placed others are told to wait', async () => {
  const answers = await Promise.allSettled(Array.from({ length: 4 }, () => shop.place(buyer, goods.map((skuId) => ({ skuId, quantity: 1 })), 'four-at-once')));
  const ids = new Set(answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value.checkoutId] : [])));
  expect(ids.size).toBe(1);
  for (const answer of answers) if (answer.status === 'rejected') expect(answer.reason).toMatchObject({ code: 'orders.inProgress' });
  expect(await stock()).toEqual([9, 9]);
});
