/** The index: the worked examples of the design, exactness where rounding could hide it, and what must hold for any noon. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import worked from '#test/vectors/worked-examples.json' with { type: 'json' };
import { parseAtoms } from '#kernel/amount.ts';
import { assert } from '#kernel/assert.ts';
import { cut, firstIndex, opening, POINT_SCALE, runNoon, settle, SHARE_SCALE, sharesOf, unitsOf, VALUE_ONE } from './fund.ts';

function atoms(text: string): bigint {
  const value = parseAtoms(text, 8);
  assert(value !== undefined, 'a vector is a decimal');
  return value;
}

const ALL = 1_000_000n;
const START = firstIndex(0);

describe('worked examples', () => {
  test.each(worked.airdrop)('$sv of $total_sv SV earn $pts of $daily points at $price yuan and lose $sv_burned SV', (example) => {
    const mine = unitsOf(atoms(example.sv), START);
    const units = mine + unitsOf(atoms(example.total_sv) - atoms(example.sv), START);
    const { index, issued, shares } = runNoon(START, { day: 1, amount: atoms(example.daily), price: atoms(example.price), units, maxYieldPpm: ALL });
    const after = settle({ shares: atoms(example.sv), fraction: 0n, since: START }, index);
    expect({ issued, shares, points: after.points, left: after.shares }).toEqual({
      issued: atoms(example.daily), shares: atoms(example.total_sv), points: atoms(example.pts), left: atoms(example.sv_left),
    });
    expect(atoms(example.sv) - after.shares).toBe(atoms(example.sv_burned));
  });

  test('a release worth more than all share value is cut to what it is worth, and everything burns', () => {
    const { total_sv, daily, price, daily_effective, carried, max_daily_yield } = worked.airdrop_cap;
    const units = unitsOf(atoms(total_sv), START);
    const result = runNoon(START, { day: 1, amount: atoms(daily), price: atoms(price), units, maxYieldPpm: atoms(max_daily_yield) / 100n });
    expect(result).toMatchObject({ issued: atoms(daily_effective), burned: atoms(total_sv), capped: true });
    expect(atoms(daily) - result.issued).toBe(atoms(carried));
    expect(result.index.valuePerUnit).toBe(0n);
  });

  test('a release worth exactly all share value burns everything and is not cut', () => {
    const result = runNoon(START, { day: 1, amount: atoms('60'), price: atoms('10'), units: unitsOf(atoms('600'), START), maxYieldPpm: ALL });
    expect(result).toMatchObject({ issued: atoms('60'), burned: atoms('600'), capped: false });
  });

  test('a yield limit of 1 % runs an ordinary noon with floor(ΣSV × limit ÷ price) points', () => {
    const result = runNoon(START, { day: 1, amount: atoms('100'), price: atoms('7'), units: unitsOf(atoms('600'), START), maxYieldPpm: 10_000n });
    expect(result).toMatchObject({ issued: 85_714_285n, burned: 599_999_995n, capped: true });
    expect(result.index.valuePerUnit > 0n).toBe(true);
  });

  test.each([
    ['nobody is eligible', { amount: 5n, price: 5n, units: 0n }],
    ['nothing is released', { amount: 0n, price: 5n, units: 7n * VALUE_ONE }],
  ])('a noon changes no index when %s', (_, input) => {
    const { index, issued, burned } = runNoon(START, { day: 1, maxYieldPpm: ALL, ...input });
    expect({ index, issued, burned }).toEqual({ index: { ...START, day: 1 }, issued: 0n, burned: 0n });
  });
});

describe('exactness', () => {
  test('stakes of one and two atoms written after an uneven noon share a large release exactly one to two', () => {
    // With units of 30 digits beyond an atom the second got 199999999999999: docs/adr/0002.
    const uneven = runNoon(START, { day: 1, amount: 400_000_000n, price: 100_000_000n, units: unitsOf(700_000_000n, START), maxYieldPpm: ALL }).index;
    const one = { shares: 1n, fraction: 0n, since: uneven };
    const two = { shares: 2n, fraction: 0n, since: uneven };
    const units = unitsOf(1n, uneven) + unitsOf(2n, uneven);
    const { index } = runNoon(uneven, { day: 2, amount: 300_000_000_000_000n, price: 0n, units, maxYieldPpm: ALL });
    expect([settle(one, index).points, settle(two, index).points]).toEqual([100_000_000_000_000n, 200_000_000_000_000n]);
  });

  test('after an uneven history the rest burns whole: no ghost of a stake is left to share the next release', () => {
    const units = unitsOf(300n, START);
    const third = runNoon(START, { day: 1, amount: 100n, price: 100_000_000n, units, maxYieldPpm: ALL }).index;
    const { index } = runNoon(third, { day: 2, amount: 200n, price: 100_000_000n, units, maxYieldPpm: ALL });
    expect(index.valuePerUnit).toBe(0n);
    expect(opening(index)).toMatchObject({ generation: 1, valuePerUnit: VALUE_ONE });
  });

  test('digits are added when little value is left, and nobody\'s units or worth change', () => {
    const units = unitsOf(100_000_000n, START);
    const { index } = runNoon(START, { day: 1, amount: 99_999_999n, price: 100_000_000n, units, maxYieldPpm: ALL });
    expect(index.shift).toBeGreaterThan(0);
    expect(sharesOf(units, index)).toBe(1n);
    expect(settle({ shares: 100_000_000n, fraction: 0n, since: START }, index)).toMatchObject({ shares: 1n, points: 99_999_999n });
  });

  test('a fraction of an atom is kept until it is whole', () => {
    let since = START;
    let fraction = 0n;
    const credited: bigint[] = [];
    for (let day = 1; day <= 6; day++) {
      const { index } = runNoon(since, { day, amount: 1n, price: 0n, units: unitsOf(3n, since), maxYieldPpm: ALL });
      const after = settle({ shares: 1n, fraction, since }, index);
      credited.push(after.points);
      ({ fraction } = after);
      since = index;
    }
    expect(credited).toEqual([0n, 0n, 1n, 0n, 0n, 1n]);
  });

  test.each([[0n, 0n], [POINT_SCALE - 1n, 1n], [POINT_SCALE - POINT_SCALE / 10n ** 35n, 0n], [POINT_SCALE, 1n]])(
    'cut(%d) forgives less than 10^-36 of an atom', (value, expected) => expect(cut(value, POINT_SCALE)).toBe(expected));
});

describe('for any noon', () => {
  const noons = fc.record({
    shares: fc.array(fc.bigInt({ min: 0n, max: 10n ** 23n }), { minLength: 1, maxLength: 12 }),
    amount: fc.bigInt({ min: 0n, max: 10n ** 15n }), price: fc.bigInt({ min: 0n, max: 10n ** 13n }), limit: fc.constantFrom(ALL, 10_000n, 1n),
  });

  test('members together receive at most the issue, the issue is at most what was asked, and only what burned is missing', () => {
    fc.assert(fc.property(noons, ({ shares, amount, price, limit }) => {
      const units = shares.reduce((sum, share) => sum + unitsOf(share, START), 0n);
      const result = runNoon(START, { day: 1, amount, price, units, maxYieldPpm: limit });
      const after = shares.map((share) => settle({ shares: share, fraction: 0n, since: START }, result.index));
      const total = shares.reduce((sum, share) => sum + share, 0n);
      const points = after.reduce((sum, one) => sum + one.points, 0n);
      const left = after.reduce((sum, one) => sum + one.shares, 0n);
      expect(result.shares).toBe(total);
      expect(points <= result.issued && result.issued <= amount).toBe(true);
      expect(result.issued - points < BigInt(shares.length) + 1n).toBe(total > 0n || result.issued === 0n);
      const burned = total - left;
      expect(burned - result.burned >= 0n && burned - result.burned <= BigInt(shares.length)).toBe(true);
      if (limit < ALL) expect(result.burned * ALL <= total * limit).toBe(true);
    }));
  });

  test('under a limit of the yield exactly floor(ΣSV × limit ÷ price) point atoms are issued; without one, ΣSV ÷ price at most (N10)', () => {
    fc.assert(fc.property(fc.bigInt({ min: 1n, max: 10n ** 20n }), fc.bigInt({ min: 1n, max: 10n ** 15n }), fc.bigInt({ min: 1n, max: 10n ** 13n }), fc.bigInt({ min: 1n, max: ALL - 1n }), (shares, amount, price, limit) => {
      const noon = (maxYieldPpm: bigint) => runNoon(START, { day: 1, amount, price, units: unitsOf(shares, START), maxYieldPpm });
      const allowed = (shares * 100_000_000n * limit) / (price * ALL);
      expect(noon(limit).issued).toBe(amount < allowed ? amount : allowed);
      const worth = (shares * 100_000_000n + price - 1n) / price;
      const { issued, burned, capped } = noon(ALL);
      expect(issued).toBe(amount < worth ? amount : worth);
      expect(capped).toBe(issued < amount);
      expect(burned).toBeLessThanOrEqual(shares);
    }));
  });

  test('units are worth at least the shares they were bought for, by less than a forgiven fraction', () => {
    fc.assert(fc.property(fc.bigInt({ min: 0n, max: 10n ** 24n }), fc.bigInt({ min: 1n, max: VALUE_ONE }), (shares, valuePerUnit) => {
      fc.pre(valuePerUnit >= VALUE_ONE / 10_000n);
      const at = { ...START, valuePerUnit };
      const worth = unitsOf(shares, at) * valuePerUnit;
      expect(worth >= shares * SHARE_SCALE && worth - shares * SHARE_SCALE < SHARE_SCALE / 10n ** 36n).toBe(true);
      expect(sharesOf(unitsOf(shares, at), at)).toBe(shares);
    }));
  });
});
