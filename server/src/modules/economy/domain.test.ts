/** The arithmetic of price and release: the document's own figures, and what speaks against a plan. */
import { describe, expect, test } from 'vitest';
import vectors from '#test/vectors/airdrop.json' with { type: 'json' };
import { ONE_POINT, ONE_SHARE, parseAtoms } from '#kernel/amount.ts';
import { assert } from '#kernel/assert.ts';
import { ceiling, type Facts, findFindings, mayOpen, plannedCeiling, priceForYield, scheduled, yieldPpm } from './domain.ts';

const YUAN = 100_000_000n;
function atoms(text: string): bigint {
  const value = parseAtoms(text, 8);
  assert(value !== undefined, 'a vector is a decimal');
  return value;
}

describe('yield and price', () => {
  test.each(vectors.yieldPrice)('$yieldPpm ppm of $sv SV with $daily points is a price of $price', ({ sv, daily, yieldPpm: ppm, price }) => {
    expect(priceForYield({ ppm: BigInt(ppm), shares: atoms(sv), amount: atoms(daily) })).toBe(atoms(price));
    expect(yieldPpm({ amount: atoms(daily), price: atoms(price) }, atoms(sv))).toBe(BigInt(ppm));
  });

  test('there is no yield on no share value', () => expect(yieldPpm({ amount: 1n, price: 1n }, 0n)).toBeNull());
});

describe('the ceiling', () => {
  test.each(vectors.ceiling)('a budget of $budget over $total points bears $floorPrice as planned', ({ budget, total, consumedPpm, floorPrice }) => {
    const price = plannedCeiling({ budgetFen: BigInt(budget) * 100n, totalPts: atoms(total), planConsumedPpm: BigInt(consumedPpm) });
    expect(price / YUAN).toBe(BigInt(floorPrice));
  });

  const base = { budgetFen: 1_000_000_000_000n, totalPts: atoms('2500000'), planConsumedPpm: 300_000n };
  test.each([
    ['nothing is destroyed and nothing circulates', { destroyedPts: 0n, circulatingPts: 0n }, '4000'],
    ['half of the plan is destroyed', { destroyedPts: atoms('375000'), circulatingPts: 0n }, '4705.88235294'],
    ['more than the plan is destroyed: only the plan counts', { destroyedPts: atoms('2000000'), circulatingPts: 0n }, '5714.28571428'],
    ['more circulates than the plan leaves', { destroyedPts: atoms('750000'), circulatingPts: atoms('2000000') }, '5000'],
  ])('live, when %s', (_, facts, price) => expect(ceiling({ ...base, ...facts })).toBe(atoms(price)));
});

describe('the schedule', () => {
  test.each(vectors.presets)('$name sums to its own pool', ({ perDay, days, airdrop, founders, total }) => {
    expect(atoms(perDay) * BigInt(days)).toBe(atoms(airdrop));
    expect(atoms(airdrop) + atoms(founders)).toBe(atoms(total));
  });
  test.each([['1000', '5000', '1000'], ['1000', '400', '400'], ['1000', '0', '0']])('%s a day with %s left gives %s', (daily, pool, expected) =>
    expect(scheduled({ dailyPts: atoms(daily), poolPts: atoms(pool) })).toBe(atoms(expected)));
});

test.each([['100000', true], ['99999.99999999', false]])('at 0.1 yuan and 1,000 a day %s eligible SV open the airdrop: %s', (shares, expected) =>
  expect(mayOpen({ eligibleShares: atoms(shares), price: atoms('0.1'), dailyPts: atoms('1000'), highPpm: 1_000n })).toBe(expected));

describe('findings', () => {
  const facts: Facts = {
    eligibleShares: 1_000_000n * ONE_SHARE, outstandingShares: 1_000_000n * ONE_SHARE, issued: 1_000n * ONE_POINT, capped: false, poolPts: 1_825_000n * ONE_POINT,
    scheduledPts: 1_000n * ONE_POINT, ceiling: 4_000n * YUAN, previousPrice: YUAN / 2n, followingPrice: null, monotone: 'enforce', band: { lowPpm: 500n, highPpm: 1_000n },
    controlThreshold: 20_000_000n * ONE_SHARE, open: true,
  };
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
