/** The arithmetic of price and release: the document's own figures, and what speaks against a plan. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { closingAmount, readPack, rulesFrom, scheduledAmount, SEED_PART4_PACK } from '#modules/rules/index.ts';
import decided from '#test/vectors/decided-examples.json' with { type: 'json' };
import worked from '#test/vectors/worked-examples.json' with { type: 'json' };
import { mulDivFloor, ONE_POINT, ONE_SHARE, parseAtoms, PPM } from '#kernel/amount.ts';
import { assert } from '#kernel/assert.ts';
import { ceiling, type Facts, findFindings, mayOpen, plannedCeiling, priceForYield, yieldPpm } from './domain.ts';

const YUAN = 100_000_000n;
function atoms(text: string, decimals = 8): bigint {
  const value = parseAtoms(text, decimals);
  assert(value !== undefined, 'a vector is a decimal');
  return value;
}
/** A mall in its first days, with nothing to be said against it. */
const FACTS: Facts = {
  eligibleShares: 1_000_000n * ONE_SHARE, outstandingShares: 1_000_000n * ONE_SHARE, issued: 1_000n * ONE_POINT, capped: false, poolPts: 1_825_000n * ONE_POINT,
  scheduledPts: 1_000n * ONE_POINT, ceiling: 4_000n * YUAN, previousPrice: YUAN / 2n, followingPrice: null, monotone: 'enforce', band: { lowPpm: 500n, highPpm: 1_000n },
  controlThreshold: 20_000_000n * ONE_SHARE, open: true,
};
const ppm = (text: string): bigint => atoms(text, 6);

describe('yield and price', () => {
  test.each(worked.yield_price)('a yield of $yield on $sv SV with $daily points is a price of $price', ({ sv, daily, yield: rate, price }) => {
    expect(priceForYield({ ppm: ppm(rate), shares: atoms(sv), amount: atoms(daily) })).toBe(atoms(price));
    expect(yieldPpm({ amount: atoms(daily), price: atoms(price) }, atoms(sv))).toBe(ppm(rate));
  });

  const positive = (digits: bigint) => fc.bigInt(1n, 10n ** digits);
  test('the price for a yield does not exceed it, and an atom more reaches it: no price between is missed', () => {
    fc.assert(fc.property(positive(17n), positive(15n), fc.bigInt(0n, PPM), (shares, amount, rate) => {
      const price = priceForYield({ ppm: rate, shares, amount });
      expect(yieldPpm({ amount, price }, shares)).toBeLessThanOrEqual(rate);
      expect(yieldPpm({ amount, price: price + 1n }, shares)).toBeGreaterThanOrEqual(rate);
    }));
  });

  test('the band of the findings is the band of the exact yield, not of the one shown in whole ppm', () => {
    const band = fc.tuple(fc.bigInt(0n, PPM), fc.bigInt(0n, PPM)).map(([a, b]) => (a < b ? { lowPpm: a, highPpm: b } : { lowPpm: b, highPpm: a }));
    fc.assert(fc.property(positive(17n), positive(15n), positive(13n), band, (eligibleShares, amount, price, { lowPpm, highPpm }) => {
      const facts = { ...FACTS, eligibleShares, poolPts: amount, scheduledPts: amount, ceiling: price, previousPrice: null, band: { lowPpm, highPpm } };
      const codes = findFindings({ day: 1, price, amount }, facts).map(({ code }) => code);
      const [exact, one] = [amount * price * PPM, eligibleShares * ONE_POINT];
      expect(codes.includes('belowBand')).toBe(exact < lowPpm * one);
      expect(codes.includes('aboveBand')).toBe(exact > highPpm * one);
    }));
    const edge = { ...FACTS, eligibleShares: 1_000n * ONE_SHARE, poolPts: ONE_POINT, scheduledPts: ONE_POINT };
    const at = (price: bigint) => findFindings({ day: 1, amount: ONE_POINT, price }, edge).map(({ code }) => code);
    expect([at(YUAN), at(YUAN + 1n)]).toEqual([[], ['aboveBand']]);
  });

  test('there is no yield on no share value', () => expect(yieldPpm({ amount: 1n, price: 1n }, 0n)).toBeNull());
});

describe('the ceiling', () => {
  test.each(worked.ceiling)('a budget of $budget over $total points bears $floor_price as planned, and as much while the plan circulates', ({ budget, total, consumed, circulating, floor_price }) => {
    const plan = { budgetFen: BigInt(budget) * 100n, totalPts: atoms(total), planConsumedPpm: ppm(consumed) };
    expect(plannedCeiling(plan) / YUAN).toBe(BigInt(floor_price));
    expect(ceiling({ ...plan, destroyedPts: atoms(total) - atoms(circulating), circulatingPts: atoms(circulating) }) / YUAN).toBe(BigInt(floor_price));
  });

  test('is the highest price at which the budget bears what the plan leaves and what circulates (N3)', () => {
    const inputs = fc.record({ budgetFen: fc.bigInt(1n, 10n ** 15n), totalPts: fc.bigInt(1n, 10n ** 16n), planConsumedPpm: fc.bigInt(0n, PPM - 1n), destroyedPts: fc.bigInt(0n, 10n ** 16n), circulatingPts: fc.bigInt(0n, 10n ** 16n) });
    fc.assert(fc.property(inputs, (input) => {
      const price = ceiling(input);
      const planned = mulDivFloor(input.totalPts, input.planConsumedPpm, PPM);
      const remaining = input.totalPts - (input.destroyedPts < planned ? input.destroyedPts : planned);
      const bears = (at: bigint): boolean => [remaining, input.circulatingPts].every((points) => at * points <= input.budgetFen * 1_000_000n * ONE_POINT);
      expect([bears(price), bears(price + 1n)]).toEqual([true, false]);
      // More destroyed never lowers it, more in circulation never raises it.
      expect(ceiling({ ...input, destroyedPts: input.destroyedPts + 1n })).toBeGreaterThanOrEqual(price);
      expect(ceiling({ ...input, circulatingPts: input.circulatingPts + 1n })).toBeLessThanOrEqual(price);
    }));
  });

  const base = { budgetFen: 1_000_000_000_000n, totalPts: atoms('2500000'), planConsumedPpm: 300_000n };
  test.each([
    ['nothing is destroyed and nothing circulates', { destroyedPts: 0n, circulatingPts: 0n }, '4000'],
    ['half of the plan is destroyed', { destroyedPts: atoms('375000'), circulatingPts: 0n }, '4705.88235294'],
    ['more than the plan is destroyed: only the plan counts', { destroyedPts: atoms('2000000'), circulatingPts: 0n }, '5714.28571428'],
    ['more circulates than the plan leaves', { destroyedPts: atoms('750000'), circulatingPts: atoms('2000000') }, '5000'],
  ])('live, when %s', (_, facts, price) => expect(ceiling({ ...base, ...facts })).toBe(atoms(price)));
});

test('the airdrop opens when a scheduled day burns at most the high yield of the eligible share value, exactly (N22)', () => {
  fc.assert(fc.property(fc.bigInt(0n, 10n ** 17n), fc.bigInt(1n, 10n ** 13n), fc.bigInt(1n, 10n ** 15n), fc.bigInt(1n, PPM), (eligibleShares, price, dailyPts, highPpm) => {
    const burn = { parts: price * dailyPts * PPM, of: eligibleShares * ONE_POINT };
    expect(mayOpen({ eligibleShares, price, dailyPts, highPpm })).toBe(burn.parts <= highPpm * burn.of);
  }));
});

describe('the schedule', () => {
  const constant = (dailyPts: bigint) => ({ dailyPts, days: 1825, halveDays: 0 });
  test('halving every 30 days sums to its own pool: 100, 50, 25 … a day, and the closing run takes what halving never reaches (R4.7.1, N2)', () => {
    const [geometric] = worked.schedule.flatMap((one) => (one.type === 'geometric' ? [one] : []));
    const preset = decided.presets.find(({ name }) => name === 'seed-part4');
    const { airdrop, supply } = rulesFrom(readPack(SEED_PART4_PACK), 1);
    expect([airdrop.dailyPts, airdrop.halveDays, supply.totalPts - supply.foundersPts]).toEqual([atoms(preset?.first_month_per_day ?? ''), preset?.month_days, atoms(geometric?.limit_total ?? '')]);
    let poolPts = supply.totalPts - supply.foundersPts;
    const released = Array.from({ length: airdrop.days }, (_, index) => {
      const amount = scheduledAmount({ airdrop, index, poolPts });
      poolPts -= amount;
      return amount;
    });
    expect([0, 29, 30, 59, 60, 90].map((index) => released[index])).toEqual(['100', '100', '50', '50', '25', '12.5'].map((text) => atoms(text)));
    expect([poolPts, released.at(-1)]).toEqual([0n, closingAmount({ airdrop, supply })]);
    expect(released.at(-1)).toBeLessThan(atoms('0.0001'));
    // Days without a price left their points in the pool: the closing run takes them too.
    expect(scheduledAmount({ airdrop, index: airdrop.days - 1, poolPts: atoms('150') })).toBe(atoms('150'));
  });
  const presets = decided.presets.flatMap((preset) => ('per_day' in preset ? [preset] : []));
  test.each(presets)('$name sums to its own pool, day by day, and its ceiling is $ceiling (N2)', ({ per_day, days, airdrop, founders, total, ceiling: floor }) => {
    let poolPts = atoms(airdrop ?? '');
    for (let day = 0; day < (days ?? 0); day++) {
      const released = scheduledAmount({ airdrop: constant(atoms(per_day ?? '')), index: day, poolPts });
      expect(released).toBe(atoms(per_day ?? ''));
      poolPts -= released;
    }
    expect([poolPts, scheduledAmount({ airdrop: constant(atoms(per_day ?? '')), index: days ?? 0, poolPts })]).toEqual([0n, 0n]);
    expect(atoms(airdrop ?? '') + atoms(founders ?? '')).toBe(atoms(total ?? ''));
    expect(plannedCeiling({ budgetFen: 1_000_000_000_000n, totalPts: atoms(total ?? ''), planConsumedPpm: 300_000n }) / YUAN).toBe(BigInt(floor ?? ''));
  });
  test.each(worked.schedule.flatMap((one) => (one.type === 'constant' ? [one] : [])))('$daily a day for $days days is $total', ({ daily, days, total }) =>
    expect(atoms(daily ?? '') * BigInt(days ?? 0)).toBe(atoms(total ?? '')));
  test('airdrop and founders are all there is', () => {
    const { airdrop, founders, total } = worked.supply_identity;
    expect(atoms(airdrop) + atoms(founders)).toBe(atoms(total));
  });
  test('what is left after any number of days is never below zero, and the last day takes the remainder', () => {
    fc.assert(fc.property(fc.bigInt(1n, 10n ** 6n), fc.bigInt(0n, 10n ** 8n), (dailyPts, pool) => {
      let poolPts = pool;
      let days = 0n;
      while (poolPts > 0n && days < 200n) {
        const released = scheduledAmount({ airdrop: constant(dailyPts), index: Number(days), poolPts });
        expect(released > 0n && released <= dailyPts && released <= poolPts).toBe(true);
        poolPts -= released;
        days += 1n;
      }
      expect(poolPts === 0n ? days : 200n).toBe(poolPts === 0n ? (pool + dailyPts - 1n) / dailyPts : days);
    }), { numRuns: 50 });
  });
  test.each([['1000', '5000', '1000'], ['1000', '400', '400'], ['1000', '0', '0']])('%s a day with %s left gives %s', (daily, pool, expected) =>
    expect(scheduledAmount({ airdrop: constant(atoms(daily)), index: 7, poolPts: atoms(pool) })).toBe(atoms(expected)));
});

test.each([['100000', true], ['99999.99999999', false]])('at 0.1 yuan and 1,000 a day %s eligible SV open the airdrop: %s', (shares, expected) =>
  expect(mayOpen({ eligibleShares: atoms(shares), price: atoms('0.1'), dailyPts: atoms('1000'), highPpm: 1_000n })).toBe(expected));

describe('findings', () => {
  const facts = FACTS;
  const plan = { day: 1, price: (YUAN * 3n) / 4n, amount: 1_000n * ONE_POINT };

  test('a plan within the band, on schedule and not below yesterday has none', () => expect(findFindings(plan, facts)).toEqual([]));
  test.each([
    ['above the ceiling', { price: 4_001n * YUAN }, {}, ['aboveCeiling:block', 'aboveBand:warn']],
    ['below yesterday', { price: YUAN / 2n - 1n }, {}, ['priceFalls:block', 'belowBand:note']],
    ['below yesterday where that is only watched', { price: YUAN / 2n - 1n }, { monotone: 'warn' as const }, ['priceFalls:warn', 'belowBand:note']],
    ['above a later day', {}, { followingPrice: YUAN / 2n }, ['priceFalls:block']],
    ['of more points than are left', { amount: 1_001n * ONE_POINT }, { poolPts: 1_000n * ONE_POINT }, ['poolEmpty:block', 'offSchedule:note']],
    ['that will be capped', {}, { capped: true }, ['capped:warn']],
    ['below the band under control', { price: YUAN / 2n - 1n }, { previousPrice: null, outstandingShares: 20_000_000n * ONE_SHARE }, ['belowBand:warn']],
    ['before the opening', {}, { open: false }, ['notOpen:note']],
    ['for nobody', {}, { eligibleShares: 0n }, ['nobodyEligible:warn']],
  ])('a plan %s', (_, changed, circumstances, expected) =>
    expect(findFindings({ ...plan, ...changed }, { ...facts, ...circumstances }).map(({ code, severity }) => `${code}:${severity}`)).toEqual(expected));
});
