/** A flow whose steps are lost, that is swept while its caller still runs, whose key comes again: one checkout or nothing, and every piece accounted for. */
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { Database } from '#infra/database.ts';
import { Refusal } from '#kernel/errors.ts';
import { type TestDatabase, testDatabase } from '#test/database.ts';
import { type TestBuyer, type TestShop, testShop } from '#test/shop.ts';
import { FLOW_WITHIN_MS } from './domain.ts';
import { sweepFlows } from './flow.ts';
import { makePlaceLane } from './lane.ts';
import { type Orders, placeCheckout, type PlaceInput } from './service.ts';

let db: TestDatabase;
let shop: TestShop;
let buyer: TestBuyer;
let goods: [near: bigint, far: bigint];
let keys = 0;
let key: string;
beforeAll(async () => {
  db = await testDatabase();
  shop = await testShop(db);
  buyer = await shop.buyer();
});
beforeEach(async () => {
  goods = [await shop.sell({ stock: 10, bucket: 6 }), await shop.sell({ stock: 10, bucket: 63 })];
  key = `race-key-${keys += 1}`;
});
afterAll(async () => {
  await shop.close();
  await db.close();
});

const stock = (): Promise<number[]> => Promise.all(goods.map((skuId) => shop.stockOf(skuId)));
const ask = (changes: Partial<PlaceInput> = {}): PlaceInput => ({ key, contactId: buyer.contactId, lines: goods.map((skuId) => ({ skuId, quantity: 2 })), ...changes });
const place = (orders: Orders, input: PlaceInput = ask()) => placeCheckout(orders, { actor: buyer.actor, requestId: 'test', memberId: buyer.memberId }, input);
const codeOf = (work: Promise<unknown>): Promise<string> => work.then(() => 'placed', (error: unknown) => (error instanceof Refusal ? error.code : String(error)));
/** What stands under the key of this test. */
const standing = async () => {
  const rows = await db.sql.rows<{ id: bigint; state: string; orders: bigint; pieces: bigint | null }>(
    `select c.id, c.state, (select count(*) from orders.orders o where o.checkout_id = c.id) as orders,
       (select sum(l.quantity) from orders.orders o join orders.order_line l on l.order_id = o.id where o.checkout_id = c.id) as pieces
     from orders.checkout c where c.member_id = $1 and c.total_fen = 39600 and c.order_ids && (select array_agg(l.order_id) from orders.order_line l where l.sku_id = any($2::bigint[]))
       or c.state in ('placing', 'releasing')`, [buyer.memberId, goods]);
  return rows.map(({ state, orders, pieces }) => ({ state, orders: Number(orders), pieces: Number(pieces ?? 0) }));
};
const WHOLE = [{ state: 'awaitingPayment', orders: 2, pieces: 4 }];

/** The shop with a lane whose statements are all carried out, and of which the answers `lost` picks (by number, from 1) never arrive. */
function losing(lost: (statement: number) => boolean): Orders {
  let statements = 0;
  const { infra } = shop;
  const prepared: Database['prepared'] = async (statement, values) => {
    const rows = await infra.database.prepared<never>(statement, values);
    if (lost(statements += 1)) throw Object.assign(new Error('the answer is lost'), { code: 'ECONNRESET' });
    return rows;
  };
  return { ...shop.orders.orders, lane: makePlaceLane({ ...infra, database: { ...infra.database, prepared } }) };
}

test('a step whose answer is lost is asked again and takes its goods once', async () => {
  await place(losing((statement) => statement % 2 === 1));
  expect([await standing(), await stock()]).toEqual([WHOLE, [8, 8]]);
});

test('when no answer to the last step arrives, its caller fails, the key says so, and the sweep finishes what stands: the key answers it', async () => {
  expect(await codeOf(place(losing((statement) => statement > 1)))).toContain('the answer is lost');
  expect(await standing()).toEqual([{ state: 'placing', orders: 2, pieces: 4 }]);
  expect(await codeOf(place(shop.orders.orders))).toBe('orders.inProgress');
  await shop.infra.clock.advance(FLOW_WITHIN_MS);
  await shop.drain();
  const { checkoutId, payBefore } = await place(shop.orders.orders);
  expect(payBefore.getTime()).toBeGreaterThan(shop.infra.clock.now().getTime());
  expect([await standing(), await stock()]).toEqual([WHOLE, [8, 8]]);
  await shop.pay(buyer, checkoutId);
  await shop.drain();
  expect((await buyer.get(`/api/checkouts/${checkoutId}`)).body).toMatchObject({ state: 'paid', orders: [{ state: 'paid' }, { state: 'paid' }] });
});

test('when no answer to the first step arrives the sweep undoes it, and the key is free', async () => {
  expect(await codeOf(place(losing(() => true)))).toContain('the answer is lost');
  expect([await standing(), await stock()]).toEqual([[{ state: 'placing', orders: 1, pieces: 2 }], [8, 10]]);
  await shop.infra.clock.advance(FLOW_WITHIN_MS);
  await shop.drain();
  expect([await standing(), await stock()]).toEqual([[], [10, 10]]);
  await place(shop.orders.orders);
  expect([await standing(), await stock()]).toEqual([WHOLE, [8, 8]]);
});

test('a flow that is swept while its caller waits for the second fulfiller is undone: the caller is told to try again, and can', async () => {
  const brake = new pg.Client({ connectionString: db.url });
  await brake.connect();
  await brake.query('begin');
  await brake.query('select 1 from orders.stock where sku_id = $1 for update', [goods[1]]);
  const slow = codeOf(place(shop.orders.orders));
  await vi.waitFor(async () => expect(await standing()).toEqual([{ state: 'placing', orders: 1, pieces: 2 }]), { interval: 5, timeout: 5_000 });
  await shop.infra.clock.advance(FLOW_WITHIN_MS);
  expect(await sweepFlows(shop.infra)).toBe(1);
  expect([await standing(), await stock()]).toEqual([[], [10, 10]]);
  await brake.end();
  expect(await slow).toBe('orders.inProgress');
  expect([await standing(), await stock()]).toEqual([[], [10, 10]]);
  await place(shop.orders.orders);
  expect([await standing(), await stock()]).toEqual([WHOLE, [8, 8]]);
});

test('a flow that the sweep finishes just before its caller does is the caller\'s checkout', async () => {
  const { infra } = shop;
  let units = 0;
  const swept: Orders['infra'] = {
    ...infra,
    async unit(origin, work) {
      units += 1;
      if (units === 2) {
        await infra.clock.advance(FLOW_WITHIN_MS);
        expect(await sweepFlows(infra)).toBe(1);
      }
      return infra.unit(origin, work);
    },
  };
  const { checkoutId } = await place({ ...shop.orders.orders, infra: swept });
  expect((await place(shop.orders.orders)).checkoutId).toBe(checkoutId);
  expect([await standing(), await stock()]).toEqual([WHOLE, [8, 8]]);
});

test('while a key is being placed, whoever asks again is told so, also after the price has changed or the goods went off sale; the price of the plan stands', async () => {
  const { infra, orders } = shop;
  const [offer] = goods.map((skuId) => shop.goods.get(skuId));
  if (!offer) throw new Error('on sale');
  const answers: string[] = [];
  const slow: Orders = {
    ...orders.orders,
    lane: {
      ...orders.orders.lane,
      async place(item) {
        const before = await db.sql.one<{ rows: bigint }>('select count(*) as rows from orders.order_line');
        shop.goods.set(offer.skuId, { ...offer, unitFen: offer.unitFen + 1n });
        answers.push(await codeOf(place(orders.orders)), await codeOf(place(orders.orders, ask({ totalFen: 39_600n }))));
        shop.goods.delete(offer.skuId);
        answers.push(await codeOf(place(orders.orders)));
        answers.push(await codeOf(place(orders.orders, ask({ lines: [{ skuId: goods[1], quantity: 2 }] }))));
        const id = (await db.sql.one<{ id: bigint }>('select id from orders.checkout where member_id = $1 and state = $2', [buyer.memberId, 'placing'])).id;
        answers.push((await buyer.post(`/api/checkouts/${id}/cancel`)).status === 409 ? 'open to nobody' : 'cancelled');
        answers.push((await buyer.post(`/api/checkouts/${id}/payments`, { channel: 'demo' })).status === 409 ? 'open to nobody' : 'paying');
        expect(await db.sql.one('select count(*) as rows from orders.order_line')).toEqual(before);
        return orders.orders.lane.place(item);
      },
    },
  };
  const { checkoutId } = await place({ ...slow, infra });
  const whileOpen = ['orders.inProgress', 'orders.inProgress', 'orders.inProgress', 'orders.keyReused', 'open to nobody', 'open to nobody'];
  expect(answers).toEqual([...whileOpen, ...whileOpen]);
  expect((await buyer.get(`/api/checkouts/${checkoutId}`)).body).toMatchObject({ state: 'awaitingPayment', totalFen: '39600', orders: [{ totalFen: '19800' }, { totalFen: '19800' }] });
});

test('another input under the key of a batch-mate that came to nothing is told to try again, not which of the other\'s goods are short', async () => {
  const wants = (skuId: bigint, quantity: number) => place(shop.orders.orders, ask({ lines: [{ skuId, quantity }] }));
  const answers = await Promise.all([codeOf(wants(goods[0], 11)), codeOf(wants(goods[0], 11)), codeOf(wants(goods[1], 1))]);
  expect(answers).toEqual(['orders.outOfStock', 'orders.outOfStock', 'orders.inProgress']);
  expect(await stock()).toEqual([10, 10]);
  await wants(goods[1], 1);
  expect(await stock()).toEqual([10, 9]);
});

test('a checkout written far behind the last look, as by a machine that slept in the middle of a batch, is closed within a day', async () => {
  const sleeper = await testShop(db, { at: shop.infra.clock.now() });
  for (const skuId of goods) {
    const offer = shop.goods.get(skuId);
    if (offer) sleeper.goods.set(skuId, offer);
  }
  await shop.infra.clock.advance(3 * 3_600_000);
  await shop.drain();
  await place(sleeper.orders.orders);
  await sleeper.close();
  await shop.drain();
  await shop.infra.clock.advance(86_400_000);
  await shop.drain();
  expect(await stock()).toEqual([10, 10]);
});
