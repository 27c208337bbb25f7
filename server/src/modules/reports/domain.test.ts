import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addUp, type DayCounts, keptFilters } from './domain.ts';

test('a view keeps set filters and no typed search', () => {
  expect(keptFilters({ search: '13800000001', state: 'paid', level: '' })).toEqual({ state: 'paid' });
});

test('days add up to what was given, one row a day, whatever the order', () => {
  const counts = fc.record({ day: fc.integer({ min: 0, max: 5 }), paidOrders: fc.bigInt({ min: 0n, max: 9n }), paidFen: fc.bigInt({ min: 0n, max: 9n }), refundedFen: fc.bigInt({ min: 0n, max: 9n }), newMembers: fc.bigInt({ min: 0n, max: 9n }) });
  const total = (all: readonly DayCounts[], field: 'paidOrders' | 'paidFen' | 'refundedFen' | 'newMembers'): bigint => all.reduce((sum, one) => sum + one[field], 0n);
  fc.assert(fc.property(fc.array(counts), (all) => {
    const days = addUp(all);
    expect(days.map(({ day }) => day)).toEqual([...new Set(all.map(({ day }) => day))].sort((a, b) => a - b));
    for (const field of ['paidOrders', 'paidFen', 'refundedFen', 'newMembers'] as const) expect(total(days, field)).toBe(total(all, field));
    expect(addUp(all.toReversed())).toEqual(days);
  }));
});
