/** One checkout of goods of two suppliers and the platform, through the whole app: one payment, several orders, and of each its list entry, events, payable and rewards. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { demoNotification } from '#infra/demo-gateway.ts';
import { assert } from '#kernel/assert.ts';
import { catalogOf, createCategory, createProduct, recordMedia } from '#modules/catalog/index.ts';
import { getMember } from '#modules/members/index.ts';
import { setStock } from '#modules/orders/index.ts';
import { installPack, SEED_PACK } from '#modules/rules/index.ts';
import { createSupplier, type Supplier } from '#modules/suppliers/index.ts';
import { TEST_SECRET_KEY, testApp, type TestApp, type TestCaller, type TestMember, type TestStaff } from '#test/app.ts';
import { type TestDatabase, testDatabase } from '#test/database.ts';

const PICTURE = { sha256: 'a'.repeat(64), width: 600, height: 600, bytes: 1 };

interface Goods { readonly skuId: bigint; readonly supplier: Supplier | null; readonly priceFen: bigint; readonly supplyFen: bigint; readonly zone: 'ordinary' | 'vip' }
interface Card { readonly orderId: string; readonly checkoutId: string; readonly state: string; readonly totalFen: string; readonly supplierName: string | null; readonly lines: { readonly skuId: string; readonly quantity: number }[] }
type Checkout = { readonly state: string; readonly totalFen: string; readonly orders: Card[] };

let db: TestDatabase;
let mall: TestApp;
let operator: TestStaff;
let inviter: TestMember;
let buyer: TestMember;
let contactId: string;
let categoryId: Awaited<ReturnType<typeof createCategory>>;
let goods: { tea: Goods; cups: Goods; box: Goods; bag: Goods; own: Goods };
beforeAll(async () => {
  db = await testDatabase();
  mall = await testApp(db);
  await mall.unit((ctx) => installPack(mall.infra, ctx, SEED_PACK));
  const one = await mall.unit((ctx) => createSupplier(ctx, { name: 'One' }));
  const two = await mall.unit((ctx) => createSupplier(ctx, { name: 'Two' }));
  categoryId = await mall.unit(async (ctx) => {
    await recordMedia(ctx, PICTURE);
    return createCategory(ctx, { name: 'Goods' });
  });
  goods = {
    tea: await shelve({ supplier: one, priceFen: 5_990n, supplyFen: 3_333n, zone: 'ordinary' }), cups: await shelve({ supplier: one, priceFen: 101n, supplyFen: 99n, zone: 'ordinary' }),
    box: await shelve({ supplier: one, priceFen: 39_900n, supplyFen: 20_000n, zone: 'vip' }), bag: await shelve({ supplier: two, priceFen: 49_900n, supplyFen: 30_001n, zone: 'vip' }),
    own: await shelve({ supplier: null, priceFen: 12_345n, supplyFen: 0n, zone: 'ordinary' }),
  };
  await catalogOf(mall.infra).refresh();
  operator = await mall.staff('operator');
  inviter = await mall.member();
  await buyAll(inviter, [[goods.box, 1]]);
  const { inviteCode } = await getMember(mall.infra.sql, inviter.memberId);
  assert(inviteCode !== null, 'whoever has a package may share');
  buyer = await mall.member({ inviteCode });
  contactId = await contactOf(buyer);
});
afterAll(async () => {
  await mall.close();
  await db.close();
});

async function shelve(offer: Omit<Goods, 'skuId'>): Promise<Goods> {
  const { bucket, skus } = await mall.unit((ctx) => createProduct(ctx, {
    categoryId, subtitle: '', description: '', images: [PICTURE.sha256], listed: true,
    supplier: offer.supplier, zone: offer.zone, title: `Goods ${offer.priceFen}`, skus: [{ name: 'One', priceFen: offer.priceFen, supplyFen: offer.supplyFen }],
  }));
  const [sku] = skus;
  assert(sku, 'a product has a SKU');
  await mall.unit((ctx) => setStock(ctx, [{ bucket, skuId: sku.id, available: 50 }]));
  return { ...offer, skuId: sku.id };
}

async function ok<Body>(caller: TestCaller, url: string, body: object): Promise<Body> {
  const answer = await caller.post(url, body);
  expect([200, 201], JSON.stringify(answer.body)).toContain(answer.status);
  return answer.body as Body;
}
const contactOf = async (member: TestMember): Promise<string> => (await ok<{ id: string }>(member, '/api/me/contacts', { name: 'A', phone: '13800000000', regionCode: '330106', detail: 'C' })).id;
const linesOf = (wanted: readonly (readonly [Goods, number])[]) => wanted.map(([{ skuId }, quantity]) => ({ skuId: String(skuId), quantity }));
const see = async (member: TestMember, checkoutId: string): Promise<Checkout> => (await member.get(`/api/checkouts/${checkoutId}`)).body as Checkout;

async function pay(member: TestMember, checkoutId: string, amountFen: string): Promise<void> {
  const { attemptId } = await ok<{ attemptId: string }>(member, `/api/checkouts/${checkoutId}/payments`, { channel: 'demo' });
  const { body, headers } = demoNotification(TEST_SECRET_KEY, { attemptId, transactionId: `NUMBER${attemptId}`, amountFen }, mall.infra.clock.wall());
  expect((await mall.visitor.send({ method: 'POST', url: '/api/payments/demo/notify', payload: body, headers })).status).toBe(200);
  await mall.drain();
}

async function ship(order: Card): Promise<void> {
  const supplier = [goods.tea, goods.bag].map((one) => one.supplier).find((one) => one?.name === order.supplierName);
  const clerk = supplier ? await mall.staff('supplierStaff', { orgId: supplier.organisationId }) : operator;
  await ok(clerk, `/api/${supplier ? 'supplier' : 'console'}/orders/${order.orderId}/ship`, { carrier: 'sf', trackingNumber: `SF${order.orderId}` });
}

/** From the cart to the doorbell. */
async function buyAll(member: TestMember, wanted: readonly (readonly [Goods, number])[]): Promise<void> {
  const { checkoutId, totalFen } = await ok<{ checkoutId: string; totalFen: string }>(member, '/api/checkouts', { key: `all-${member.memberId}`, contactId: await contactOf(member), lines: linesOf(wanted) });
  await pay(member, checkoutId, totalFen);
  for (const order of (await see(member, checkoutId)).orders) {
    await ship(order);
    await ok(member, `/api/me/orders/${order.orderId}/confirm`, {});
  }
  await mall.drain();
}

/** Everything that placing may write. */
const everything = async (): Promise<unknown> => db.sql.one(
  `select (select json_agg(c order by c.id) from orders.checkout c)::text as checkouts, (select json_agg(o order by o.id) from orders.orders o)::text as orders,
     (select json_agg(l order by l.order_id, l.line) from orders.order_line l)::text as lines, (select json_agg(s order by s.sku_id) from orders.stock s)::text as stock,
     (select json_agg(a order by a.id) from payments.payment_attempt a)::text as attempts, (select count(*) from infra.event_inbox) as events`);

test('one payment and three orders: each with its own list entry, event, payable and rewards; what concerns the buyer once happens once', async () => {
  const { tea, cups, box, bag, own } = goods;
  // The tea stands in the cart twice; the order of the lines is the member's.
  const wanted = [[bag, 1], [tea, 2], [own, 1], [cups, 3], [tea, 1], [box, 1]] as const;
  const total = 49_900n + 3n * 5_990n + 12_345n + 3n * 101n + 39_900n;
  const { checkoutId, totalFen } = await ok<{ checkoutId: string; totalFen: string }>(buyer, '/api/checkouts', { key: 'several-at-once', contactId, totalFen: String(total), lines: linesOf(wanted) });
  expect(totalFen).toBe(String(total));
  await mall.drain();
  const placed = await see(buyer, checkoutId);
  const byName = (cards: readonly Card[]) => new Map(cards.map((card) => [card.supplierName, card]));
  expect(placed).toMatchObject({ state: 'awaitingPayment', totalFen });
  const parts = byName(placed.orders);
  expect(new Set(parts.keys())).toEqual(new Set(['One', 'Two', null]));
  expect(new Set(placed.orders.map((card) => [card.supplierName, card.totalFen, new Map(card.lines.map(({ skuId, quantity }) => [BigInt(skuId), quantity]))]))).toEqual(new Set([
    ['One', '58173', new Map([[tea.skuId, 3], [cups.skuId, 3], [box.skuId, 1]])], ['Two', '49900', new Map([[bag.skuId, 1]])], [null, '12345', new Map([[own.skuId, 1]])],
  ]));
  await pay(buyer, checkoutId, totalFen);
  expect(await see(buyer, checkoutId)).toMatchObject({ state: 'paid', orders: [{ state: 'paid' }, { state: 'paid' }, { state: 'paid' }] });
  const list = (await buyer.get('/api/me/orders?status=paid')).body as { items: Card[] };
  expect(new Set(list.items.map((card) => [card.checkoutId, card.orderId]))).toEqual(new Set(placed.orders.map((card) => [checkoutId, card.orderId])));

  // The parts go their own ways: the first arrives and is confirmed before the last is shipped.
  const order = (name: string | null): Card => {
    const card = parts.get(name);
    assert(card, 'each fulfiller has an order');
    return card;
  };
  for (const name of [null, 'Two', 'One']) {
    await ship(order(name));
    await ok(buyer, `/api/me/orders/${order(name).orderId}/confirm`, {});
    await mall.drain();
    expect(byName((await see(buyer, checkoutId)).orders).get(name)).toMatchObject({ state: 'confirmed' });
  }

  const told = await db.sql.rows<{ type: string; orders: string[] }>(
    `select l.type, array_agg(o ->> 'orderId' order by o ->> 'orderId') as orders from infra.event_log l cross join jsonb_array_elements(l.payload -> 'orders') as o
     where o ->> 'checkoutId' = $1 group by l.type order by l.type`, [checkoutId]);
  const ids = placed.orders.map(({ orderId }) => orderId).toSorted();
  expect(told).toEqual(['orders.confirmed', 'orders.paid', 'orders.shipped'].map((type) => ({ type, orders: ids })));
  expect((await db.sql.one<{ n: bigint }>(`select count(*) as n from infra.event_log where type = 'payments.succeeded' and payload::text like '%' || $1 || '%'`, [checkoutId])).n).toBe(1n);

  const { items } = (await (await mall.staff('finance')).get('/api/console/payables?limit=100')).body as { items: { orderId: string; amountFen: string; orderFen: string; supplierName: string }[] };
  expect(new Set(items.filter(({ orderId }) => ids.includes(orderId)).map(({ supplierName, amountFen, orderFen }) => [supplierName, amountFen, orderFen])))
    .toEqual(new Set([['One', String(3 * 3_333 + 3 * 99 + 20_000), '58173'], ['Two', '30001', '49900']]));

  // Share value by zone, the direct referrer's 40 % of each order, and once only: activation and its bonus.
  const granted = await db.sql.rows<{ orderId: string; kind: string; memberId: bigint; amount: string }>(
    `select g.source_id::text as "orderId", g.kind, g.member_id as "memberId", g.amount::text from rewards.grant g
     where g.source_id = any($1::bigint[]) or g.source_id = $2 and g.kind = 'shareBonus'`, [ids, buyer.memberId]);
  const fen = (amount: bigint): string => String(amount * 1_000_000n);
  const gains = [['One', 2n * 39_900n + 18_273n], ['Two', 2n * 49_900n], [null, 12_345n]] as const;
  const expected = [
    ...gains.flatMap(([name, gain]) => [
      [order(name).orderId, 'purchase', buyer.memberId, fen(gain)], [order(name).orderId, 'direct', inviter.memberId, String((gain * 1_000_000n * 4n) / 10n)],
    ]), [String(buyer.memberId), 'shareBonus', inviter.memberId, '10000000000'],
  ];
  expect(granted.map(({ orderId, kind, memberId, amount }) => [orderId, kind, memberId, amount].join()).toSorted()).toEqual(expected.map((row) => row.join()).toSorted());
  expect(await db.sql.rows('select p.level from referral.promotion p join referral.node n using (ordinal) where n.member_id = $1 and p.level = 2', [buyer.memberId])).toHaveLength(1);
});

test('a checkout of 50 lines of which one is short, or whose total is not today\'s, changes nothing at all; without it, it is placed whole', async () => {
  const { own, tea } = goods;
  const many = Array.from({ length: 48 }, (_, index) => ({ skuId: String((index % 2 === 0 ? own : tea).skuId), quantity: 1 }));
  const ask = (changes: object): object => ({ key: 'fifty-lines', contactId, lines: [...many, ...linesOf([[goods.cups, 1], [goods.bag, 1]])], ...changes });
  const before = await everything();
  const short = [...many, ...linesOf([[goods.cups, 1], [goods.bag, 51]])];
  expect(await buyer.post('/api/checkouts', ask({ lines: short }))).toMatchObject({ status: 409, body: { error: { code: 'orders.outOfStock', details: { skuIds: [String(goods.bag.skuId)] } } } });
  const total = 24n * 12_345n + 24n * 5_990n + 101n + 49_900n;
  expect(await buyer.post('/api/checkouts', ask({ totalFen: String(total - 1n) }))).toMatchObject({ status: 409, body: { error: { code: 'orders.priceChanged', details: { totalFen: String(total) } } } });
  expect(await buyer.post('/api/checkouts', ask({ contactId: '1' }))).toMatchObject({ status: 404 });
  expect(await everything()).toEqual(before);
  const { checkoutId } = await ok<{ checkoutId: string }>(buyer, '/api/checkouts', ask({ totalFen: String(total) }));
  const { orders } = await see(buyer, checkoutId);
  expect(new Set(orders.map(({ supplierName, lines }) => [supplierName, lines.reduce((sum, { quantity }) => sum + quantity, 0)]))).toEqual(new Set([['One', 25], ['Two', 1], [null, 24]]));
});
