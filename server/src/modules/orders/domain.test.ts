import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { allows } from '#kernel/state-machine.ts';
import { decideBatch, foldDuplicates, type PlaceItem, sumNeeds } from './batch.ts';
import { actionsOf, AFTER_SALES_MS, contactVisible, type Line, ORDER_STATES, ORDER_TRANSITIONS, orderFen, type OrderState, planCheckout, refundStageOf, tidyTrackingNumber } from './domain.ts';

const line = (given: Partial<Line> = {}): Line => ({
  productId: 1n, skuId: 11n, bucket: 3, supplierId: 7n, unitFen: 9_900n, supplyFen: 6_000n, unitSv: 0n, zone: 'ordinary', quantity: 1, ...given,
});
const lines = fc.array(fc.record({ sku: fc.integer({ min: 1, max: 12 }), quantity: fc.integer({ min: 1, max: 9 }) }), { minLength: 1, maxLength: 20 })
  .map((asked) => asked.map(({ sku, quantity }) => line({ skuId: BigInt(sku), bucket: sku % 3, supplierId: sku % 2 === 0 ? 7n : null, unitFen: BigInt(sku * 101), quantity })));

describe('the life of an order', () => {
  const table: [OrderState, OrderState[]][] = [['placed', ['paid', 'cancelled']], ['paid', ['shipped', 'refunded']], ['shipped', ['confirmed', 'refunded']], ['confirmed', ['refunded']], ['cancelled', []], ['refunded', []]];
  test.each(table)('from %s it may go only to %j', (from, to) => {
    expect(ORDER_STATES.filter((state) => allows(ORDER_TRANSITIONS, { from, to: state }))).toEqual(to);
  });
  const confirmedAt = new Date('2026-03-01T04:00:00Z');
  const lastMoment = new Date(confirmedAt.getTime() + AFTER_SALES_MS - 1);
  test.each([
    ['in time', lastMoment, null, ['pay,cancel', 'refund', 'confirm,afterSales', 'afterSales', '', '']],
    ['after seven days', new Date(lastMoment.getTime() + 1), null, ['pay,cancel', 'refund', 'confirm,afterSales', '', '', '']],
    ['while a case is open', lastMoment, confirmedAt, ['pay,cancel', 'refund', '', '', '', '']],
  ])('what a member may do follows from the state, %s', (_, now, heldAt, actions) => {
    expect(ORDER_STATES.map((state) => actionsOf({ state, heldAt, confirmedAt: state === 'confirmed' ? confirmedAt : null }, now).join())).toEqual(actions);
  });
  test('money goes back from paid, shipped and confirmed, each its own stage', () => {
    expect(ORDER_STATES.map((state) => refundStageOf(state) ?? '')).toEqual(['', 'unshipped', 'shipped', 'confirmed', '', '']);
  });
});

describe('a plan', () => {
  test('keeps the totals and every piece, one fulfiller and bucket an order, one line a SKU', () => {
    fc.assert(fc.property(lines, (asked) => {
      const { totalFen, parts } = planCheckout(asked);
      expect(totalFen).toBe(orderFen(asked));
      expect(parts.reduce((sum, part) => sum + part.totalFen, 0n)).toBe(totalFen);
      const all = parts.flatMap((part) => part.lines);
      expect(new Set(all.map(({ skuId }) => skuId)).size).toBe(all.length);
      for (const { skuId } of asked) {
        const wanted = asked.filter((l) => l.skuId === skuId).reduce((sum, l) => sum + l.quantity, 0);
        expect(all.find((l) => l.skuId === skuId)?.quantity).toBe(wanted);
      }
      for (const part of parts) {
        expect(part.totalFen).toBe(orderFen(part.lines));
        expect(part.lines.every((l) => l.bucket === part.bucket && l.supplierId === part.supplierId)).toBe(true);
      }
    }));
  });
  test('takes its parts in the order of their buckets, whatever was asked first', () => {
    expect(planCheckout([line({ skuId: 2n, bucket: 9 }), line({ skuId: 3n, bucket: 1 }), line({ skuId: 4n, bucket: 5 })]).parts.map((p) => p.bucket)).toEqual([1, 5, 9]);
  });
});

describe('a batch that could not be written', () => {
  const item = (index: number, asked: Line[]): PlaceItem => ({
    whole: true, checkoutId: BigInt(100 + index), orderId: BigInt(200 + index), memberId: 5n, contactId: 1n, keyHash: BigInt(index), inputHash: 1n,
    part: { bucket: 3, supplierId: 7n, totalFen: orderFen(asked), lines: asked },
  });
  test('answers some item, and what it leaves fits into what is available', () => {
    const scarce = fc.record({
      wanted: fc.array(fc.array(fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 5 })), { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 12 }),
      left: fc.array(fc.integer({ min: 0, max: 10 }), { minLength: 4, maxLength: 4 }),
    });
    fc.assert(fc.property(scarce, ({ wanted, left }) => {
      const items = wanted.map((asked, index) => item(index, [...new Map(asked.map(([sku, quantity]) => [sku, line({ skuId: BigInt(sku), quantity })])).values()]));
      const available = new Map(left.map((pieces, index) => [BigInt(index + 1), pieces]));
      const needs = sumNeeds(items);
      const isShort = needs.skuIds.some((skuId, index) => (available.get(skuId) ?? 0) < (needs.quantities[index] ?? 0));
      fc.pre(isShort);
      const answers = decideBatch(items, { available, known: [], steps: new Map() });
      expect(answers.size).toBeGreaterThan(0);
      const rest = sumNeeds(items.filter((_, index) => !answers.has(index)));
      rest.skuIds.forEach((skuId, index) => expect(rest.quantities[index]).toBeLessThanOrEqual(available.get(skuId) ?? 0));
    }));
  });
  test('is first come first served, and names just the short goods', () => {
    const items = [item(0, [line({ quantity: 2 })]), item(1, [line({ quantity: 2 }), line({ skuId: 12n })]), item(2, [line({ quantity: 1 })])];
    const answers = decideBatch(items, { available: new Map([[11n, 3], [12n, 9]]), known: [], steps: new Map() });
    expect([...answers]).toEqual([[1, { kind: 'short', skuIds: [11n] }]]);
  });
  test('a key that came twice in one batch is placed once', () => {
    const [a, b, c] = [item(0, [line()]), item(0, [line()]), item(1, [line()])];
    expect(foldDuplicates([a, b, c])).toEqual({ firsts: [a, c], firstOf: [0, 0, 1] });
  });
});

test.each([
  ['SF1234567890', 'SF1234567890'], [' sf 1234 5678 90 ', 'SF1234567890'], ['75-1234-5678', '75-1234-5678'],
  ['12345', undefined], ['ABCDEFGH', undefined], ['<script>1234', undefined], ['1'.repeat(33), undefined],
])('the tracking number %j reads as %j', (text, read) => {
  expect(tidyTrackingNumber(text)).toBe(read);
});

test('whoever ships sees the recipient until 90 days after shipping', () => {
  const now = new Date('2026-06-01T00:00:00Z');
  const daysAgo = (days: number): Date => new Date(now.getTime() - days * 86_400_000);
  expect(contactVisible({ state: 'placed', shippedAt: null }, now)).toBe(false);
  expect(contactVisible({ state: 'paid', shippedAt: null }, now)).toBe(true);
  expect(contactVisible({ state: 'shipped', shippedAt: daysAgo(90) }, now)).toBe(true);
  expect(contactVisible({ state: 'confirmed', shippedAt: daysAgo(90.1) }, now)).toBe(false);
  expect(contactVisible({ state: 'cancelled', shippedAt: null }, now)).toBe(false);
});
