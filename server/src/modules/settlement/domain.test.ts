import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decideShares, payableState } from './domain.ts';

const line = (quantity: number, unitFen: bigint, supplyFen: bigint) => ({ quantity, unitFen, supplyFen });

describe('shares of an order', () => {
  test.each([
    ['supply 60, retail 100 (R1.6)', 7n, [line(1, 10_000n, 6_000n)], 6_000n, 4_000n],
    ['several lines and pieces', 7n, [line(3, 1_000n, 700n), line(2, 250n, 200n)], 2_500n, 1_000n],
    ['self-operated goods owe nobody', null, [line(2, 1_000n, 700n)], 0n, 2_000n],
    ['sold under the supply price', 7n, [line(1, 500n, 700n)], 700n, -200n],
  ])('%s', (_, supplierId, lines, payableFen, marginFen) => {
    const totalFen = lines.reduce((sum, l) => sum + l.unitFen * BigInt(l.quantity), 0n);
    expect(decideShares({ orderId: 1n, supplierId, totalFen, lines })).toEqual({ payableFen, marginFen });
  });

  test('payable and margin always sum to what was paid', () => {
    const lines = fc.array(fc.record({ quantity: fc.integer({ min: 1, max: 999 }), unitFen: fc.bigInt(0n, 10n ** 9n), supplyFen: fc.bigInt(0n, 10n ** 9n) }), { minLength: 1, maxLength: 9 });
    fc.assert(fc.property(lines, fc.constantFrom(null, 5n), (all, supplierId) => {
      const totalFen = all.reduce((sum, l) => sum + l.unitFen * BigInt(l.quantity), 0n);
      const { payableFen, marginFen } = decideShares({ orderId: 1n, supplierId, totalFen, lines: all });
      expect(payableFen + marginFen).toBe(totalFen);
    }));
  });

  test('lines that do not sum to the total are a bug', () => {
    expect(() => decideShares({ orderId: 1n, supplierId: null, totalFen: 1n, lines: [line(1, 2n, 1n)] })).toThrow('sum to its total');
  });
});

const payableAt = new Date('2026-03-08T04:00:00Z');
test.each([
  [{ payableAt, disputed: false, reversedAt: null }, -1, 'accrued'], [{ payableAt, disputed: false, reversedAt: null }, 0, 'due'],
  [{ payableAt, disputed: true, reversedAt: null }, 0, 'disputed'], [{ payableAt, disputed: false, reversedAt: payableAt }, 0, 'reversed'],
] as const)('a payable %j, %i ms from its time, is %s', (payable, ms, state) => {
  expect(payableState(payable, new Date(payableAt.getTime() + ms))).toBe(state);
});
