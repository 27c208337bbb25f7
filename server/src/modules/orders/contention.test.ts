/** What meets in the database at one instant ends without waiting in a ring: closing and undoing take stock first, as placing does. */
import pg from 'pg';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Database } from '#infra/database.ts';
import { bucketOf } from '#kernel/id.ts';
import { type TestDatabase, testDatabase } from '#test/database.ts';
import { type TestBuyer, type TestShop, testShop } from '#test/shop.ts';
import type { PlaceAnswer, PlaceItem } from './batch.ts';
import { planCheckout } from './domain.ts';
import { makePlaceLane, type PlaceLane } from './lane.ts';
import { cancelCheckout, placeCheckout } from './service.ts';
import { beginFlow, releaseFlow, undoFlow } from './store/flow.ts';

let db: TestDatabase;
let shop: TestShop;
let buyer: TestBuyer;
/** A lane of the shop whose statements are counted when they fail in a way that is tried again. */
let lane: PlaceLane;
let failures: string[];
beforeAll(async () => {
  db = await testDatabase();
  shop = await testShop(db);
  buyer = await shop.buyer();
  failures = [];
  const prepared: Database['prepared'] = (statement, values) => shop.infra.database.prepared<never>(statement, values).catch((error: unknown) => {
    failures.push(error instanceof Error && 'code' in error ? String(error.code) : String(error));
    throw error;
  });
  lane = makePlaceLane({ ...shop.infra, database: { ...shop.infra.database, prepared } });
});
afterAll(async () => {
  await shop.close();
  await db.close();
});

/** Holds a row lock from a connection of its own until released. */
async function hold(query: string, values: readonly unknown[]): Promise<{ release(): Promise<void> }> {
  const client = new pg.Client({ connectionString: db.url });
  await client.connect();
  await client.query('begin');
  expect((await client.query(query, [...values])).rowCount).toBe(1);
  return { release: () => client.end() };
}
const untilWaiting = (count: number): Promise<void> => vi.waitFor(async () => {
  const { waiting } = await db.sql.one<{ waiting: bigint }>(`select count(*) as waiting from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`);
  expect(Number(waiting)).toBe(count);
}, { interval: 5, timeout: 5_000 });

test('a checkout that is cancelled while its key is placed again: nobody waits for the other in a ring', async () => {
  const skuId = await shop.sell({ stock: 5 });
  const again = { key: 'cancelled-and-again', contactId: buyer.contactId, lines: [{ skuId, quantity: 1 }] };
  const origin = { actor: buyer.actor, requestId: 'test', memberId: buyer.memberId };
  const { checkoutId } = await shop.orders.place(origin, again);
  const brake = await hold('select 1 from orders.orders where checkout_id = $1 for update', [checkoutId]);
  let tries = 0;
  const cancelled = shop.unit((ctx) => {
    tries += 1;
    return cancelCheckout(shop.orders.orders, ctx, { checkoutId, memberId: buyer.memberId });
  });
  await untilWaiting(1);
  const placed = placeCheckout({ ...shop.orders.orders, lane }, origin, again);
  await untilWaiting(2);
  await brake.release();
  await cancelled;
  expect((await placed).checkoutId).toBe(checkoutId);
  // The swift statement meets the key once; that is no deadlock.
  expect({ tries, failures }).toEqual({ tries: 1, failures: ['23505'] });
  expect(await shop.stockOf(skuId)).toBe(5);
});

test('a flow that is undone while a late step of it waits in a batch with others: nobody waits for the other in a ring', async () => {
  const [near, far] = [await shop.sell({ stock: 10, bucket: 5 }), await shop.sell({ stock: 10, bucket: 63 })];
  const { infra } = shop;
  const offers = [near, far].map((skuId) => {
    const offer = shop.goods.get(skuId);
    if (!offer) throw new Error('on sale');
    return { ...offer, quantity: 2 };
  });
  const item = (whole: boolean, lines: typeof offers): PlaceItem[] => {
    const checkoutId = infra.ids.next(bucketOf(buyer.memberId));
    return planCheckout(lines).parts.map((part) => ({
      whole, checkoutId, orderId: infra.ids.next(part.bucket), memberId: buyer.memberId, contactId: buyer.contactId, keyHash: checkoutId, inputHash: 1n, part,
    }));
  };
  const [first, late] = item(false, offers);
  const [other] = item(true, offers.slice(0, 1));
  if (!first || !late || !other) throw new Error('three orders');
  const now = infra.clock.now();
  await shop.unit((ctx) => beginFlow(ctx.tx, { ...first, totalFen: 1n, orderIds: [first.orderId, late.orderId], placedAt: now, payBefore: now, dueAt: now }));
  expect((await shop.orders.orders.lane.place(first)).kind).toBe('placed');
  await shop.unit((ctx) => releaseFlow(ctx.tx, first.checkoutId));
  failures = [];
  const brake = await hold('select 1 from orders.stock where sku_id = $1 for update', [far]);
  const placed = Promise.all([lane.place(late), lane.place(other)]);
  await untilWaiting(1);
  let tries = 0;
  const undone = shop.unit((ctx) => {
    tries += 1;
    return undoFlow(ctx.tx, first.checkoutId);
  });
  await untilWaiting(2);
  await brake.release();
  await undone;
  expect(await placed).toMatchObject([{ kind: 'released' }, { kind: 'placed' }]);
  expect({ tries, failures }).toEqual({ tries: 1, failures: [] });
  expect([await shop.stockOf(near), await shop.stockOf(far)]).toEqual([8, 10]);
});

/** Places a step of one piece each of two SKUs while another changes their stock, who commits once the step waits for him. Returns the answer and what is left. */
async function placeAcross(change: { stock: number; by: number }): Promise<{ answer: PlaceAnswer; left: number[]; scarce: bigint }> {
  const [plenty, scarce] = [await shop.sell({ stock: 5 }), await shop.sell({ stock: change.stock })];
  const [part] = planCheckout([plenty, scarce].map((id) => {
    const offer = shop.goods.get(id);
    if (!offer) throw new Error('on sale');
    return { ...offer, quantity: 1 };
  })).parts;
  if (!part) throw new Error('a part');
  const { infra } = shop;
  const checkoutId = infra.ids.next(bucketOf(buyer.memberId));
  const step: PlaceItem = { whole: false, checkoutId, orderId: infra.ids.next(part.bucket), memberId: buyer.memberId, contactId: buyer.contactId, keyHash: checkoutId, inputHash: 1n, part };
  const now = infra.clock.now();
  await shop.unit((ctx) => beginFlow(ctx.tx, { ...step, totalFen: 1n, orderIds: [step.orderId], placedAt: now, payBefore: now, dueAt: now }));
  failures = [];
  const [changed, waited] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const changing = shop.unit(async (ctx) => {
    await ctx.tx.run('update orders.stock set available = available + $2 where sku_id = any($1::bigint[])', [[plenty, scarce], change.by]);
    changed.resolve();
    await waited.promise;
  });
  await changed.promise;
  const placed = lane.place(step);
  await untilWaiting(1);
  waited.resolve();
  await changing;
  const answer = await placed;
  return { answer, left: [await shop.stockOf(plenty), await shop.stockOf(scarce)], scarce };
}

test('a step that waits for the last piece while another takes it is told that it is short, at the first try', async () => {
  const { answer, left, scarce } = await placeAcross({ stock: 1, by: -1 });
  expect({ answer, left, failures }).toEqual({ answer: { kind: 'short', skuIds: [scarce] }, left: [4, 0], failures: [] });
});

test('a step that waits while the last piece comes back gets it, at the first try', async () => {
  const { answer, left } = await placeAcross({ stock: 0, by: 1 });
  expect({ answer, left, failures }).toMatchObject({ answer: { kind: 'placed' }, left: [5, 0], failures: [] });
});
