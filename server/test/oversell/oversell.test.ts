/** 64 buyers at once, on one SKU, over two suppliers and two lanes, with refusals, time-outs and races: sold + left is what was put on the shelf, always. */
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { assert } from '#kernel/assert.ts';
import { DAY_MS } from '#kernel/day.ts';
import { Refusal } from '#kernel/errors.ts';
import type { Supplier } from '#modules/suppliers/index.ts';
import { type TestDatabase, testDatabase } from '#test/database.ts';
import { type TestBuyer, type TestShop, testShop } from '#test/shop.ts';
import { seeded } from '#test/sim/random-history.ts';
import { expectExact, watchStock } from './onlooker.ts';

const BUYERS = 64;
/** More than one batch takes: from then on the second lane serves the odd buckets. */
const CROWD = 1_100;
const HALF_AN_HOUR_MS = 30 * 60_000;

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let db: TestDatabase;
let shop: TestShop;
/** A second process on the same database. */
let other: TestShop;
let origin: string;
let buyers: TestBuyer[];
let shelf: Map<bigint, number>;
let keys = 0;
beforeAll(async () => {
  db = await testDatabase();
  [shop, other] = [await testShop(db), await testShop(db)];
  buyers = await Promise.all(Array.from({ length: BUYERS }, () => shop.buyer()));
  origin = await shop.app.http.listen({ port: 0, host: '127.0.0.1' });
});
beforeEach(() => {
  shelf = new Map();
});
afterAll(async () => {
  await other.close();
  await shop.close();
  await db.close();
});

async function sell(goods: Parameters<TestShop['sell']>[0]): Promise<bigint> {
  const skuId = await shop.sell(goods);
  const offer = shop.goods.get(skuId);
  assert(offer, 'it is on sale');
  other.goods.set(skuId, offer);
  shelf.set(skuId, goods.stock);
  return skuId;
}

type Lines = readonly { readonly skuId: bigint; readonly quantity: number }[];
const one = (...skuIds: readonly bigint[]): Lines => skuIds.map((skuId) => ({ skuId, quantity: 1 }));
const buyerOf = (index: number): TestBuyer => {
  const buyer = buyers[index % BUYERS];
  assert(buyer, 'there are 64 buyers');
  return buyer;
};
const newKey = (): string => `oversell-key-${keys += 1}`;

type Answer = { readonly placed: bigint } | { readonly refused: string; readonly skuIds: readonly string[] };

/** Places over the wire. */
async function order(buyer: TestBuyer, lines: Lines, key: string): Promise<Answer> {
  const body = JSON.stringify({ key, contactId: String(buyer.contactId), lines: lines.map(({ skuId, quantity }) => ({ skuId: String(skuId), quantity })) });
  const response = await fetch(`${origin}/api/checkouts`, { method: 'POST', body, headers: { ...buyer.headers, 'content-type': 'application/json' } });
  const answer = await response.json() as { checkoutId: string } & { error: { code: string; details: { skuIds?: string[] } } };
  if (response.status === 200) return { placed: BigInt(answer.checkoutId) };
  expect(response.status, JSON.stringify(answer)).toBe(409);
  return { refused: answer.error.code, skuIds: answer.error.details.skuIds ?? [] };
}

const placedOf = (answer: Answer): bigint[] => ('placed' in answer ? [answer.placed] : []);

test('64 buyers over HTTP on one SKU, each asking twice at once: whoever is refused is told so, nobody is served twice, and the last piece is sold', async () => {
  const skuId = await sell({ stock: 100 });
  const random = seeded(1);
  const watch = watchStock(db.sql, shelf);
  let sold = 0;
  for (const least of [1, 1, 0]) {
    const asked = await Promise.all(buyers.map(async (buyer) => {
      const [quantity, key] = [least === 0 ? 1 : least + Math.floor(random() * 3), newKey()];
      const answers = await Promise.all([1, 2].map(() => order(buyer, [{ skuId, quantity }], key)));
      return { quantity, answers };
    }));
    for (const { quantity, answers } of asked) {
      const placed = answers.flatMap(placedOf);
      expect([0, 2]).toContain(placed.length);
      expect(new Set(placed).size).toBe(placed.length / 2);
      sold += placed.length > 0 ? quantity : 0;
      for (const answer of answers) if ('refused' in answer) expect(answer).toEqual({ refused: 'orders.outOfStock', skuIds: [String(skuId)] });
    }
  }
  expect((await watch.stop()).looks).toBeGreaterThan(3);
  await shop.drain();
  expect([sold, (await expectExact(db.sql, shelf)).get(skuId)]).toEqual([100, 0]);
});

test('checkouts over two suppliers and two lanes, from two processes and in either order of the lanes, where one part runs short', async () => {
  const [first, second] = [await shop.supplier('One'), await shop.supplier('Two')];
  const at = (bucket: number, supplier: Supplier, stock: number) => sell({ bucket, supplier, stock });
  const [crowded, even, odd, far] = [await at(4, first, CROWD), await at(10, first, 400), await at(21, second, 150), await at(30, first, 400)] as const;
  const ask = (at: TestShop, index: number, lines: Lines) => at.place(buyerOf(index), lines, newKey()).then(
    ({ checkoutId }): Answer => ({ placed: checkoutId }),
    (error: unknown): Answer => {
      if (!(error instanceof Refusal)) throw error;
      return { refused: error.code, skuIds: error.details['skuIds'] as string[] };
    });
  // The first lane stands still at the crowded goods, so that all others queue behind it while the second lane serves the odd buckets.
  const brake = new pg.Client({ connectionString: db.url });
  await brake.connect();
  await brake.query('begin');
  await brake.query('select 1 from orders.stock where sku_id = $1 for update', [crowded]);
  const watch = watchStock(db.sql, shelf);
  const singles = Array.from({ length: CROWD }, (_, index) => ask(shop, index, one(crowded)));
  // even, odd: the first lane before the second. odd, far: the second before the first.
  const flows = Array.from({ length: 3 * BUYERS }, (_, index) => ask(index % 3 === 0 ? other : shop, index, index % 2 === 0 ? one(odd, even) : one(far, odd)));
  try {
    await vi.waitFor(async () => {
      // Those of the process that stands still: its number is in bits 6 to 11 of the ids it makes.
      const { orders } = await db.sql.one<{ orders: bigint }>(
        `select count(*) as orders from orders.order_line l join orders.orders o on o.id = l.order_id join orders.checkout c on c.id = o.checkout_id
         where l.sku_id = $1 and c.state = 'placing' and (o.id >> 6) & 63 = $2`, [odd, shop.infra.ids.node]);
      expect(Number(orders)).toBeGreaterThan(BUYERS / 4);
    }, { interval: 10, timeout: 20_000 });
  } finally {
    await brake.end();
  }
  const answers = await Promise.all(flows);
  expect((await Promise.all(singles)).flatMap(placedOf)).toHaveLength(CROWD);
  const { looks, halfWay } = await watch.stop();
  expect({ looks: looks > 3, halfWay: halfWay > 0 }).toEqual({ looks: true, halfWay: true });

  await shop.drain();
  const left = await expectExact(db.sql, shelf);
  const placed = answers.flatMap(placedOf);
  expect([left.get(crowded), left.get(odd)]).toEqual([0, 0]);
  expect(placed).toHaveLength(150);
  expect(800 - (left.get(even) ?? 0) - (left.get(far) ?? 0)).toBe(150);
  for (const answer of answers) if ('refused' in answer) expect(answer).toEqual({ refused: 'orders.outOfStock', skuIds: [String(odd)] });
});

/** What a buyer does with what he placed. */
const FATES = ['pays', 'pays', 'cancels', 'pays and cancels at once', 'leaves it', 'pays late'] as const;

test.each([11, 12])('64 buyers who order, pay, cancel, do both at once, or leave it, while time passes and two processes sweep (seed %i)', async (seed) => {
  const suppliers = [await shop.supplier('One'), await shop.supplier('Two'), undefined];
  const goods = await Promise.all(Array.from({ length: 6 }, async (_, index) => {
    const supplier = suppliers[index % 3];
    return sell({ stock: 12 + index, unitFen: BigInt(101 * (index + 1)), ...(supplier ? { supplier } : { bucket: 7 * index }) });
  }));
  const watch = watchStock(db.sql, shelf);
  const late: (() => Promise<void>)[] = [];
  const counts = new Map<string, number>();
  const note = (what: string): void => void counts.set(what, (counts.get(what) ?? 0) + 1);
  let buying = true;

  const pay = async (at: TestShop, buyer: TestBuyer, checkoutId: bigint): Promise<(() => Promise<void>) | undefined> => {
    const begun = await buyer.post(`/api/checkouts/${checkoutId}/payments`, { channel: 'demo' });
    if (begun.status === 409) {
      note('too late to pay');
      return undefined;
    }
    expect(begun.status).toBe(200);
    const attemptId = BigInt((begun.body as { attemptId: string }).attemptId);
    const { amountFen } = await db.sql.one<{ amountFen: bigint }>('select amount_fen as "amountFen" from payments.payment_attempt where id = $1', [attemptId]);
    return () => at.payments.settle('demo', { attemptId, amountFen, transactionNumber: `number-${attemptId}` });
  };
  const cancel = async (buyer: TestBuyer, checkoutId: bigint): Promise<void> => note(`cancelled: ${(await buyer.post(`/api/checkouts/${checkoutId}/cancel`)).status}`);
  const live = async (buyer: TestBuyer, random: () => number): Promise<void> => {
    for (let round = 0; round < 4; round++) {
      const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item;
      const lines = Array.from({ length: 1 + Math.floor(random() * 3) }, () => ({ skuId: pick(goods), quantity: 1 + Math.floor(random() * 2) }));
      const input = { key: newKey(), contactId: buyer.contactId, lines, ...(random() < 0.1 ? { totalFen: 1n } : {}) };
      const tries = await Promise.allSettled([pick([shop, other]), ...(random() < 0.3 ? [pick([shop, other])] : [])]
        .map((at) => at.orders.place({ actor: buyer.actor, requestId: 'test', memberId: buyer.memberId }, input)));
      for (const answer of tries) if (answer.status === 'rejected') note(String((answer.reason as Partial<Refusal>).code));
      const ids = new Set(tries.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value.checkoutId] : [])));
      expect(ids.size).toBeLessThan(2);
      const [fate, at] = [pick(FATES), pick([shop, other])];
      for (const checkoutId of ids) {
        note(fate);
        if (fate === 'cancels') await cancel(buyer, checkoutId);
        const settle = fate.startsWith('pays') ? await pay(at, buyer, checkoutId) : undefined;
        if (fate === 'pays') await settle?.();
        if (fate === 'pays late' && settle) late.push(settle);
        if (fate === 'pays and cancels at once') await Promise.all([settle?.(), cancel(buyer, checkoutId)]);
      }
    }
  };
  const passTime = async (): Promise<void> => {
    while (buying) {
      for (const { infra } of [shop, other]) await infra.clock.advance(HALF_AN_HOUR_MS / 4);
      await Promise.all([shop.drain(), other.drain()]);
    }
  };
  const passing = passTime();
  await Promise.all(buyers.map((buyer, index) => live(buyer, seeded(seed * 1_000 + index)))).finally(() => {
    buying = false;
  });
  await passing;
  // Some pay at the very instant at which their time is over, and the last after it.
  for (const { infra } of [shop, other]) await infra.clock.advance(HALF_AN_HOUR_MS);
  await Promise.all([shop.drain(), other.drain(), ...late.map((settle) => settle())]);
  // Time ran so fast that a batch may have been written behind the last look of a sweep; once a day it looks at all.
  for (const { infra } of [shop, other]) await infra.clock.advance(DAY_MS);
  await shop.drain();
  await other.drain();

  expect((await watch.stop()).looks).toBeGreaterThan(10);
  const left = await expectExact(db.sql, shelf);
  expect(await db.sql.rows(`select 1 from orders.checkout where state = 'awaitingPayment' and pay_before <= $1`, [shop.infra.clock.now()])).toEqual([]);
  // The run has met what it was meant to meet: everything that may be answered, money sent back, and goods that come and go.
  expect([...counts.keys()].filter((what) => !/^(orders\.(outOfStock|priceChanged|inProgress)|cancelled: (200|409)|too late to pay)$/.test(what)).toSorted()).toEqual([...new Set(FATES)].toSorted());
  for (const what of ['orders.outOfStock', 'orders.priceChanged', 'cancelled: 200']) expect(counts.get(what), what).toBeGreaterThan(0);
  const { refunds } = await db.sql.one<{ refunds: bigint }>('select count(*) as refunds from payments.refund');
  expect(Number(refunds)).toBeGreaterThan(0);
  expect([...left.values()].some((pieces) => pieces < 12)).toBe(true);
});
