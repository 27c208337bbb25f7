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

  test('down is the greatest whole number that is not above the exact fraction, up the least that is not below it, whatever the signs', () => {
    const factor = fc.bigInt({ min: -(10n ** 24n), max: 10n ** 24n });
    fc.assert(fc.property(factor, factor, fc.bigInt({ min: 1n, max: 10n ** 20n }), (a, b, divisor) => {
      const [down, up, product] = [mulDivFloor(a, b, divisor), mulDivCeil(a, b, divisor), a * b];
      expect(down * divisor <= product && product < (down + 1n) * divisor).toBe(true);
      expect((up - 1n) * divisor < product && product <= up * divisor).toBe(true);
      expect(up - down).toBe(product === down * divisor ? 0n : 1n);
    }));
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

  test('nothing goes to a weight of zero, no more to a lesser weight than to a greater one, and the scale of the weights is of no account', () => {
    fc.assert(fc.property(amount, weights, fc.bigInt({ min: 1n, max: 10n ** 6n }), (total, shares, scale) => {
      const parts = allocate(total, shares);
      shares.forEach((share, i) => {
        if (share === 0n) expect(parts[i]).toBe(0n);
        // Among equals the earlier is not behind.
        shares.forEach((other, j) => {
          if (share > other || (share === other && i < j)) expect((parts[i] ?? 0n) >= (parts[j] ?? 0n)).toBe(true);
        });
      });
      expect(allocate(total, shares.map((share) => share * scale))).toEqual(parts);
    }));
  });

  test('in another order everybody gets the same, but for an atom among equal remainders', () => {
    const shuffled = weights.chain((shares) => fc.tuple(fc.constant(shares), fc.shuffledSubarray(shares.map((_, i) => i), { minLength: shares.length, maxLength: shares.length })));
    fc.assert(fc.property(amount, shuffled, (total, [shares, order]) => {
      const sum = shares.reduce((a, b) => a + b, 0n);
      const remainders = shares.map((share) => (total * share) % sum);
      const parts = allocate(total, shares);
      const again = allocate(total, order.map((i) => shares[i] ?? 0n));
      order.forEach((i, at) => {
        const gap = (again[at] ?? 0n) - (parts[i] ?? 0n);
        const isAlone = remainders.filter((remainder) => remainder === remainders[i]).length === 1;
        if (isAlone) expect(gap).toBe(0n);
        expect(gap >= -1n && gap <= 1n).toBe(true);
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
