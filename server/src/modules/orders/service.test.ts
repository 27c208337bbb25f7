import { afterAll, beforeAll, expect, test } from 'vitest';
import { Refusal } from '#kernel/errors.ts';
import { type TestDatabase, testDatabase } from '#test/database.ts';
import { type TestBuyer, type TestShop, testShop } from '#test/shop.ts';

let db: TestDatabase;
let shop: TestShop;
let buyer: TestBuyer;
beforeAll(async () => {
  db = await testDatabase();
  shop = await testShop(db);
  buyer = await shop.buyer();
});
afterAll(async () => {
  await shop.close();
  await db.close();
});

const refusalOf = async (work: Promise<unknown>): Promise<Refusal> => {
  const error: unknown = await work.then(() => undefined, (thrown: unknown) => thrown);
  if (!(error instanceof Refusal)) throw new Error(`refused, not ${String(error)}`);
  return error;
};
/** Every row of orders, for showing that a refusal changed nothing. */
const everything = async (): Promise<unknown> => db.sql.rows(
  `select (select json_agg(c order by c.id) from orders.checkout c)::text as checkouts, (select json_agg(o order by o.id) from orders.orders o)::text as orders,
     (select json_agg(l order by l.order_id, l.line) from orders.order_line l)::text as lines, (select json_agg(s order by s.sku_id) from orders.stock s)::text as stock,
     (select count(*) from infra.event_inbox)::text as events`);
const logged = async (type: string): Promise<unknown[]> =>
  (await db.sql.rows<{ payload: unknown }>('select payload from infra.event_log where type = $1 order by position', [type])).map(({ payload }) => payload);

test('64 buyers at once on one SKU: sold + left is the stock, and every order has its rows', async () => {
  const skuId = await shop.sell({ stock: 50 });
  const answers = await Promise.allSettled(Array.from({ length: 64 }, (_, index) => shop.place(buyer, [{ skuId, quantity: 1 + (index % 2) }])));
  const sold = await db.sql.one<{ pieces: bigint; orders: bigint }>('select coalesce(sum(quantity), 0) as pieces, count(*) as orders from orders.order_line where sku_id = $1', [skuId]);
  expect(Number(sold.pieces) + (await shop.stockOf(skuId))).toBe(50);
  expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(Number(sold.orders));
  for (const answer of answers) if (answer.status === 'rejected') expect(answer.reason).toMatchObject({ code: 'orders.outOfStock', details: { skuIds: [String(skuId)] } });
});

test('two processes on the same SKUs in opposite order sell each piece once', async () => {
  const other = await testShop(db);
  const skus = [await shop.sell({ stock: 40 }), await shop.sell({ stock: 40 })] as const;
  for (const skuId of skus) other.goods.set(skuId, shop.goods.get(skuId) ?? (() => { throw new Error('on sale'); })());
  const ask = (at: TestShop, order: readonly bigint[]) => at.place(buyer, order.map((skuId) => ({ skuId, quantity: 1 })));
  const answers = await Promise.allSettled(Array.from({ length: 60 }, (_, i) => (i % 2 === 0 ? ask(shop, skus) : ask(other, [...skus].reverse()))));
  await other.close();
  expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(40);
  expect([await shop.stockOf(skus[0]), await shop.stockOf(skus[1])]).toEqual([0, 0]);
});

test('the totals of line, order and checkout agree, and supply price and share value stand as they were offered', async () => {
  const skuId = await shop.sell({ stock: 9, unitFen: 12_345n, supplyFen: 7_000n });
  const placed = await shop.place(buyer, [{ skuId, quantity: 2 }, { skuId, quantity: 1 }]);
  expect(placed.totalFen).toBe(37_035n);
  const { id, ...row } = await db.sql.one<{ id: string }>(
    `select o.id::text, c.total_fen as checkout, o.total_fen as order, l.unit_fen * l.quantity as line, l.supply_fen as supply, l.unit_sv as sv from orders.checkout c
     join orders.orders o on o.checkout_id = c.id join orders.order_line l on l.order_id = o.id where c.id = $1`, [placed.checkoutId]);
  expect(row).toEqual({ checkout: 37_035n, order: 37_035n, line: 37_035n, supply: 7_000n, sv: 12_345_000_000n });
  await shop.drain();
  expect(await logged('orders.placed')).toContainEqual(expect.objectContaining({ orderIds: expect.arrayContaining([id]) }));
});

test('the same key answers the same checkout, also at once and after the price has changed; another input is refused', async () => {
  const skuId = await shop.sell({ stock: 10 });
  const ask = (quantity: number) => shop.place(buyer, [{ skuId, quantity }], 'key-of-one');
  const [first, ...rest] = await Promise.all([ask(2), ask(2), ask(2)]);
  for (const again of [...rest, await ask(2)]) expect(again.checkoutId).toBe(first.checkoutId);
  expect(await shop.stockOf(skuId)).toBe(8);
  const before = await everything();
  expect((await refusalOf(ask(3))).code).toBe('orders.keyReused');
  shop.goods.delete(skuId);
  expect((await ask(2)).checkoutId).toBe(first.checkoutId);
  expect(await everything()).toEqual(before);
});

test('two processes with the same key place it once', async () => {
  const other = await testShop(db);
  const skuId = await shop.sell({ stock: 100 });
  const offer = shop.goods.get(skuId);
  if (offer) other.goods.set(skuId, offer);
  for (let round = 0; round < 10; round++) {
    const ids = await Promise.all([shop, other, shop, other].map(async (at) => (await at.place(buyer, [{ skuId, quantity: 1 }], `both-${round}`)).checkoutId));
    expect(new Set(ids).size).toBe(1);
  }
  await other.close();
  expect(await shop.stockOf(skuId)).toBe(90);
});

test('refusals change nothing: not on sale, another\'s contact, a new price, short goods of one or of two fulfillers', async () => {
  const skuId = await shop.sell({ stock: 1 });
  const far = await shop.sell({ stock: 0, bucket: 900 });
  const stranger = await shop.buyer();
  const before = await everything();
  expect(await refusalOf(shop.place(buyer, [{ skuId: 77n, quantity: 1 }]))).toMatchObject({ code: 'orders.notOnSale', details: { skuIds: ['77'] } });
  expect((await refusalOf(shop.place({ ...buyer, contactId: stranger.contactId }, [{ skuId, quantity: 1 }]))).code).toBe('members.contactNotFound');
  const origin = { actor: buyer.actor, requestId: 'test', memberId: buyer.memberId };
  expect(await refusalOf(shop.orders.place(origin, { key: 'seen-another', contactId: buyer.contactId, lines: [{ skuId, quantity: 1 }], totalFen: 1n }))).toMatchObject({ code: 'orders.priceChanged', details: { totalFen: '9900' } });
  expect(await refusalOf(shop.place(buyer, [{ skuId, quantity: 2 }]))).toMatchObject({ code: 'orders.outOfStock', details: { skuIds: [String(skuId)] } });
  expect(await refusalOf(shop.place(buyer, [{ skuId, quantity: 1 }, { skuId: far, quantity: 1 }]))).toMatchObject({ code: 'orders.outOfStock', details: { skuIds: [String(far)] } });
  expect(await everything()).toEqual(before);
});

test('a SKU without a stock row has none left, alone and in company', async () => {
  const sold = await shop.sell({ stock: 5 });
  const bare = await shop.sell({ stock: 5 });
  await db.sql.run('delete from orders.stock where sku_id = $1', [bare]);
  const [good, bad] = await Promise.allSettled([shop.place(buyer, [{ skuId: sold, quantity: 1 }]), shop.place(buyer, [{ skuId: bare, quantity: 1 }])]);
  expect([good.status, bad.status]).toEqual(['fulfilled', 'rejected']);
  expect(await shop.stockOf(sold)).toBe(4);
});

test('an unpaid checkout closes after 30 minutes of business time and its goods come back once', async () => {
  const skuId = await shop.sell({ stock: 3 });
  const placed = await shop.place(buyer, [{ skuId, quantity: 2 }]);
  await shop.infra.clock.advance(30 * 60_000 - 1);
  await shop.drain();
  expect(await shop.stockOf(skuId)).toBe(1);
  await shop.infra.clock.advance(1);
  for (let again = 0; again < 2; again++) await shop.drain();
  expect(await shop.stockOf(skuId)).toBe(3);
  const { body } = await buyer.get(`/api/checkouts/${placed.checkoutId}`);
  expect(body).toMatchObject({ state: 'closed', orders: [{ state: 'cancelled', actions: [] }] });
  expect(await logged('orders.cancelled')).toContainEqual({ checkouts: expect.arrayContaining([expect.objectContaining({ checkoutId: String(placed.checkoutId), reason: 'unpaid' })]) });
});

test('cancelling, paying and running out of time meet: stock comes back at most once, and money for a closed checkout goes back', async () => {
  const skuId = await shop.sell({ stock: 30 });
  const placed = await Promise.all(Array.from({ length: 10 }, () => shop.place(buyer, [{ skuId, quantity: 1 }])));
  const attempts = await Promise.all(placed.map(async ({ checkoutId }) => {
    const { body } = await buyer.post(`/api/checkouts/${checkoutId}/payments`, { channel: 'demo' });
    return BigInt((body as { attemptId: string }).attemptId);
  }));
  await shop.infra.clock.advance(30 * 60_000);
  await Promise.all([
    ...placed.map(({ checkoutId }) => buyer.post(`/api/checkouts/${checkoutId}/cancel`)),
    ...attempts.map((attemptId) => shop.payments.settle('demo', { attemptId, amountFen: 9_900n, transactionNumber: `race-${attemptId}` })),
    shop.drain(),
  ]);
  await shop.drain();
  const states = await db.sql.rows<{ state: string }>('select state from orders.checkout where id = any($1::bigint[])', [placed.map((p) => p.checkoutId)]);
  const paid = states.filter(({ state }) => state === 'paid').length;
  expect(states.every(({ state }) => state === 'paid' || state === 'closed')).toBe(true);
  expect(await shop.stockOf(skuId)).toBe(30 - paid);
  expect(shop.gateway.refunds.filter(({ attemptId }) => attempts.includes(attemptId))).toHaveLength(10 - paid);
});

test('two attempts paid for one checkout: the second money goes back, the order is paid once', async () => {
  const skuId = await shop.sell({ stock: 3 });
  const { checkoutId } = await shop.place(buyer, [{ skuId, quantity: 1 }]);
  const first = await shop.pay(buyer, checkoutId);
  const second = shop.infra.ids.next<'attempt'>(Number((checkoutId >> 12n) & 1023n));
  await db.sql.run(
    `insert into payments.payment_attempt (bucket, id, member_id, checkout_id, channel, scene, round, amount_fen, state, created_at, expires_at)
     select bucket, $2, member_id, checkout_id, channel, scene, 1, amount_fen, 'open', created_at, expires_at from payments.payment_attempt where id = $1`, [first, second]);
  await shop.payments.settle('demo', { attemptId: second, amountFen: 9_900n, transactionNumber: `second-${second}` });
  await shop.drain();
  expect(shop.gateway.refunds.filter(({ attemptId }) => attemptId === second)).toHaveLength(1);
  expect(shop.gateway.refunds.filter(({ attemptId }) => attemptId === first)).toEqual([]);
  expect((await buyer.get(`/api/payments/${second}`)).body).toMatchObject({ state: 'refunded', refund: { reason: 'paidTwice', state: 'succeeded' } });
  const paid = (await logged('orders.paid')) as { orders: { checkoutId: string; paidAt: string; totalFen: string }[] }[];
  expect(paid.flatMap(({ orders }) => orders).filter((order) => order.checkoutId === String(checkoutId))).toEqual([expect.objectContaining({ totalFen: '9900' })]);
});

test('shipped orders confirm themselves after 7 days, once, with all facts', async () => {
  const skuId = await shop.sell({ stock: 3, zone: 'vip' });
  const { checkoutId } = await shop.place(buyer, [{ skuId, quantity: 1 }]);
  await shop.pay(buyer, checkoutId);
  await shop.drain();
  const staff = await shop.staff('owner');
  const [order] = ((await buyer.get('/api/me/orders?status=paid')).body as { items: { orderId: string; checkoutId: string }[] }).items;
  expect(order?.checkoutId).toBe(String(checkoutId));
  expect((await staff.post(`/api/console/orders/${order?.orderId}/ship`, { carrier: 'sf', trackingNumber: 'SF1234567890' })).status).toBe(200);
  await shop.infra.clock.advance(7 * 86_400_000 - 1);
  await shop.drain();
  expect((await buyer.get(`/api/me/orders/${order?.orderId}`)).body).toMatchObject({ state: 'shipped', actions: ['confirm', 'afterSales'], shipping: { trackingNumber: 'SF1234567890' } });
  await shop.infra.clock.advance(1);
  for (let again = 0; again < 2; again++) await shop.drain();
  const confirmed = (await logged('orders.confirmed')) as { orders: { orderId: string; lines: unknown[] }[] }[];
  expect(confirmed.flatMap(({ orders }) => orders).filter(({ orderId }) => orderId === order?.orderId)).toEqual([
    expect.objectContaining({ lines: [expect.objectContaining({ skuId: String(skuId), supplyFen: '6000', unitSv: '9900000000', zone: 'vip' })] })]);
  expect((await buyer.get('/api/me/orders?status=confirmed')).body).toMatchObject({ items: [{ orderId: order?.orderId, state: 'confirmed' }] });
});
