import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addToCart, type Cart, CART_LINES, changeCart, groupLines, mergeCarts, standingOf, sumChosen, withoutBought } from './cart.ts';
import type { Offer } from './domain.ts';

const NOW = new Date('2026-03-02T02:00:00.000Z');
const LATER = new Date('2026-03-02T03:00:00.000Z');
const line = (skuId: bigint, changes: object = {}): Cart[number] => ({ skuId, quantity: 1, chosen: true, seenFen: 100n, changedAt: NOW, ...changes });
const offer = (skuId: bigint, unitFen: bigint, supplierId: bigint | null = null): Offer => ({ productId: skuId, skuId, bucket: 1, supplierId, unitFen, supplyFen: 0n, unitSv: 0n, zone: 'ordinary' });
const full: Cart = Array.from({ length: CART_LINES }, (_, index) => line(BigInt(index + 1)));

describe('putting in', () => {
  test('counts on top of what is there, moves the line to the head and takes note of today\'s price', () => {
    const cart = addToCart([line(1n), line(2n, { quantity: 3, chosen: false })], { skuId: 2n, quantity: 2, seenFen: 90n }, LATER);
    expect(cart).toEqual([line(2n, { quantity: 5, seenFen: 90n, changedAt: LATER }), line(1n)]);
  });
  test('a full cart takes no other goods, but more of its own', () => {
    expect(() => addToCart(full, { skuId: 99n, quantity: 1, seenFen: 1n }, NOW)).toThrow('orders.cartFull');
    expect(addToCart(full, { skuId: 7n, quantity: 1, seenFen: 1n }, NOW)).toHaveLength(CART_LINES);
  });
  test('no line grows beyond what one order may have of a product', () => {
    expect(() => addToCart([line(1n, { quantity: 998 })], { skuId: 1n, quantity: 2, seenFen: 1n }, NOW)).toThrow('orders.tooMany');
  });
});

describe('merging a visitor\'s cart', () => {
  test('the greater number stands, the price that the member saw stays, new goods come first', () => {
    const { cart, leftOut } = mergeCarts([line(1n, { quantity: 2 })], [{ skuId: 1n, quantity: 5, seenFen: 1n }, { skuId: 2n, quantity: 1, seenFen: 7n }], LATER);
    expect(cart).toEqual([line(2n, { seenFen: 7n, changedAt: LATER }), line(1n, { quantity: 5, changedAt: LATER })]);
    expect(leftOut).toBe(0);
  });
  test('what finds no room is left out and counted', () => {
    const { cart, leftOut } = mergeCarts(full, [{ skuId: 98n, quantity: 1, seenFen: 1n }, { skuId: 99n, quantity: 1, seenFen: 1n }], NOW);
    expect([cart.length, leftOut]).toEqual([CART_LINES, 2]);
  });
  test('merging twice is merging once, and no cart exceeds its size', () => {
    const gathered = fc.uniqueArray(fc.record({ skuId: fc.bigInt(1n, 80n), quantity: fc.integer({ min: 1, max: 999 }), seenFen: fc.bigInt(1n, 9_999n) }), { maxLength: CART_LINES, selector: ({ skuId }) => skuId });
    fc.assert(fc.property(gathered, gathered, (own, other) => {
      const { cart } = mergeCarts([], own, NOW);
      const once = mergeCarts(cart, other, NOW);
      expect(mergeCarts(once.cart, other, NOW).cart).toEqual(once.cart);
      expect(once.cart.length).toBeLessThanOrEqual(CART_LINES);
      expect(once.cart.length + once.leftOut).toBe(new Set([...own, ...other].map(({ skuId }) => skuId)).size);
    }), { numRuns: 100 });
  });
});

test('changing: 0 takes out, a tick is no change of the quantity, unknown lines are left alone', () => {
  const cart = changeCart([line(1n), line(2n), line(3n)], [{ skuId: 1n, quantity: 0 }, { skuId: 2n, chosen: false, seenFen: 120n }, { skuId: 3n, quantity: 4 }, { skuId: 9n, quantity: 1 }], LATER);
  expect(cart).toEqual([line(2n, { chosen: false, seenFen: 120n }), line(3n, { quantity: 4, changedAt: LATER })]);
});

test('what was bought leaves once: what was put in again after placing stays', () => {
  const bought = { skuIds: new Set([1n, 2n]), placedAt: NOW };
  expect(withoutBought([line(1n), line(2n, { changedAt: LATER }), line(3n)], bought)).toEqual([line(2n, { changedAt: LATER }), line(3n)]);
});

test.each([
  ['in stock', 3, offer(1n, 10n), 'ready'], ['just enough', 2, offer(1n, 10n), 'ready'], ['one short', 1, offer(1n, 10n), 'short'], ['none left', 0, offer(1n, 10n), 'soldOut'], ['not on sale', 9, undefined, 'unlisted'],
] as const)('%s: %i left of 2 wanted', (_what, stock, sold, state) => {
  expect(standingOf(line(1n, { quantity: 2 }), sold, stock).state).toBe(state);
});

test('only chosen lines that can be had count, at today\'s price; the groups sum to the whole', () => {
  const lines = [
    standingOf(line(1n, { quantity: 2 }), offer(1n, 10n, 5n), 9), standingOf(line(2n), offer(2n, 1_000n), 1), standingOf(line(3n, { chosen: false }), offer(3n, 500n, 5n), 1),
    standingOf(line(4n, { quantity: 2 }), offer(4n, 500n, 5n), 1), standingOf(line(5n), undefined, 1), standingOf(line(6n), offer(6n, 3n, 6n), 0),
  ];
  const { groups, unavailable } = groupLines(lines);
  expect([...groups.keys()]).toEqual([5n, null]);
  expect(unavailable.map(({ line: { skuId } }) => skuId)).toEqual([5n, 6n]);
  expect(sumChosen(lines)).toEqual({ lines: 2, totalFen: 1_020n });
  expect([...groups.values()].reduce((sum, group) => sum + sumChosen(group).totalFen, 0n)).toBe(1_020n);
});
