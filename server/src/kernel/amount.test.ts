import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { allocate, formatAtoms, mulDivCeil, mulDivFloor, parseAtoms } from './amount.ts';

const amount = fc.bigInt({ min: 0n, max: 10n ** 24n });
const weights = fc.array(fc.bigInt({ min: 0n, max: 10n ** 12n }), { minLength: 1, maxLength: 12 }).filter((w) => w.some((x) => x > 0n));

describe('rounding is named and exact', () => {
  test.each([
    [7n, 1n, 2n, 3n, 4n], [-7n, 1n, 2n, -4n, -3n], [6n, 1n, 2n, 3n, 3n], [0n, 5n, 3n, 0n, 0n], [10n ** 20n, 10n ** 20n, 3n, 10n ** 40n / 3n, 10n ** 40n / 3n + 1n],
  ])('%s × %s ÷ %s is %s down and %s up', (a, b, divisor, down, up) => {
    expect(mulDivFloor(a, b, divisor)).toBe(down);
    expect(mulDivCeil(a, b, divisor)).toBe(up);
  });

  test('a divisor that is not positive is a bug', () => {
    expect(() => mulDivFloor(1n, 1n, 0n)).toThrow('divisor is positive');
  });
});

describe('allocate', () => {
  test.each([
    [100n, [1n, 1n, 1n], [34n, 33n, 33n]],
    [1n, [1n, 1n], [1n, 0n]],
    [0n, [5n, 7n], [0n, 0n]],
    [10n, [0n, 3n], [0n, 10n]],
    [101n, [1n, 2n, 3n], [17n, 34n, 50n]],
  ])('%s over %s gives %s', (total, parts, expected) => {
    expect(allocate(total, parts)).toEqual(expected);
  });

  test('parts always sum to the whole, are never negative and are within one atom of the exact share', () => {
    fc.assert(fc.property(amount, weights, (total, shares) => {
      const parts = allocate(total, shares);
      const sum = shares.reduce((a, b) => a + b, 0n);
      expect(parts.reduce((a, b) => a + b, 0n)).toBe(total);
      parts.forEach((part, i) => {
        const low = (total * (shares[i] ?? 0n)) / sum;
        expect(part === low || part === low + 1n).toBe(true);
      });
    }));
  });

  test('nothing to weigh by is a bug', () => {
    expect(() => allocate(1n, [0n])).toThrow('allocate');
  });
});

describe('decimals', () => {
  test('what is formatted parses back to the same atoms', () => {
    fc.assert(fc.property(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), fc.integer({ min: 0, max: 8 }), (atoms, decimals) => {
      expect(parseAtoms(formatAtoms(atoms, decimals), decimals)).toBe(atoms);
    }));
  });

  test.each(['', '.5', '1.', '1e3', '+1', ' 1', '1,000', '0x10', '1.123456789', '--1', 'NaN', '١'])('"%s" is not an amount of 8 decimals', (text) => {
    expect(parseAtoms(text, 8)).toBeUndefined();
  });
});
