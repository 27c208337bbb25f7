/** What each event does to a stake: DECISIONS N7, N11 and "Replay", one guarantee a test. Histories of many events: test/sim. */
import { describe, expect, test } from 'vitest';
import { ModelFund } from '#test/sim/model-fund.ts';
import { decide, isEligible, type Operation, type Stake } from './stake.ts';
import { NEVER } from './window.ts';

const ONE = 100_000_000n;

/** A fund in which `ann` holds 100 SV and `bob` 200 SV, both up to noon 5. */
function fund(): ModelFund {
  const model = new ModelFund();
  for (const [m, x] of [['ann', 100n * ONE], ['bob', 200n * ONE]] as const) {
    model.operate(m, { kind: 'granted', amount: x });
    model.operate(m, { kind: 'until', day: 5 });
  }
  return model;
}
function stakeOf(model: ModelFund, name: string): Stake {
  const stake = model.stakes.get(name);
  if (!stake) throw new Error(`no stake of ${name}`);
  return stake;
}
const apply = (model: ModelFund, operation: Operation, name = 'ann') => decide(stakeOf(model, name), operation, model.fund);

describe('who takes part', () => {
  test('nobody before a window opens: share value alone earns nothing', () => {
    const model = new ModelFund();
    model.operate('ann', { kind: 'granted', amount: ONE });
    expect(stakeOf(model, 'ann').until).toBe(NEVER);
    expect(model.noon(1, { amount: ONE, price: 0n })).toMatchObject({ issued: 0n, shares: 0n });
  });

  test('the first purchase opens a window of exactly 30 noons', () => {
    const model = new ModelFund();
    model.operate('ann', { kind: 'purchased', spending: { fen: 1n, thresholdFen: null, noons: 30, mostNoons: 90 } });
    let noons = 0;
    for (let day = 1; day <= 40; day++) {
      if (isEligible(stakeOf(model, 'ann'), model.fund.current)) noons++;
      model.noon(day, { amount: 0n, price: 0n });
    }
    expect(noons).toBe(30);
  });

  test('a day that has run pauses now, and a paused member is not moved by another such day', () => {
    const model = fund();
    model.noon(1, { amount: ONE, price: ONE });
    model.operate('ann', { kind: 'until', day: 0 });
    expect(stakeOf(model, 'ann').until).toBe(1);
    model.noon(2, { amount: ONE, price: ONE });
    expect(apply(model, { kind: 'until', day: 2 })).toEqual({ stake: stakeOf(model, 'ann'), done: true, moves: [], credited: 0n, netted: 0n, reclaimed: 0n });
  });
});

describe('touches and what is none', () => {
  /** After this noon ann holds a third of an atom beyond a whole one. */
  const uneven = (): ModelFund => {
    const model = fund();
    model.noon(1, { amount: 100n, price: ONE });
    return model;
  };

  test.each<[string, Operation]>([
    ['a pause', { kind: 'until', day: 0 }], ['an extension', { kind: 'until', day: 9 }], ['an activation with nothing locked', { kind: 'activated' }],
  ])('%s writes nothing and rounds nothing', (_, operation) => {
    const model = uneven();
    const { stake, interval } = apply(model, operation);
    expect({ shares: stake.shares, since: stake.since, interval }).toEqual({ shares: 100n * ONE, since: 0, interval: undefined });
  });

  test.each<[string, Operation, bigint]>([
    ['a grant', { kind: 'granted', amount: 7n }, 7n], ['a spend', { kind: 'spent', amount: 7n }, -7n], ['a settlement', { kind: 'settled' }, 0n],
    ['a short spend', { kind: 'spent', amount: 101n * ONE }, 0n],
  ])('%s cuts the shares to atoms, credits whole points and keeps the fraction', (_, operation, change) => {
    const { stake, credited } = apply(uneven(), operation);
    expect({ shares: stake.shares, since: stake.since, credited, earned: stake.earned }).toEqual({ shares: 100n * ONE - 34n + change, since: 1, credited: 33n, earned: 33n });
    expect(stake.fraction > 0n).toBe(true);
  });

  test('a short spend takes nothing and says so', () =>
    expect(apply(fund(), { kind: 'spent', amount: 100n * ONE + 1n })).toMatchObject({ done: false, moves: [], stake: { shares: 100n * ONE } }));
});

describe('totals of the ledger', () => {
  test.each<[string, boolean, Operation, object[]]>([
    ['a grant to an eligible member', true, { kind: 'granted', amount: 5n }, [{ from: 'svIssued', to: 'svActive', amount: 5n }]],
    ['a grant to a paused one', false, { kind: 'granted', amount: 5n }, [{ from: 'svIssued', to: 'svPaused', amount: 5n }]],
    ['a lock', true, { kind: 'locked', amount: 5n }, [{ from: 'svIssued', to: 'svLocked', amount: 5n }]],
    ['a pause', true, { kind: 'until', day: 0 }, [{ from: 'svActive', to: 'svPaused', amount: 100n * ONE }]],
    ['a resume', false, { kind: 'until', day: 9 }, [{ from: 'svPaused', to: 'svActive', amount: 100n * ONE }]],
    ['a spend', true, { kind: 'spent', amount: 5n }, [{ from: 'svActive', to: 'svIssued', amount: 5n }]],
    ['an extension', true, { kind: 'until', day: 9 }, []],
  ])('%s moves them', (_, eligible, operation, moves) => {
    const model = fund();
    if (!eligible) model.operate('ann', { kind: 'until', day: 0 });
    expect(apply(model, operation).moves).toEqual(moves);
  });
});

test('when everything burns the eligible lose all, the paused nothing, and the next grant begins anew', () => {
  const model = fund();
  model.operate('bob', { kind: 'until', day: 0 });
  model.noon(1, { amount: 1_000n * ONE, price: ONE });
  expect(model.balances()).toEqual(new Map([
    ['ann', { shares: 0n, points: 100n * ONE, frozen: 0n }], ['bob', { shares: 200n * ONE, points: 0n, frozen: 0n }],
  ]));
  model.operate('ann', { kind: 'granted', amount: 50n * ONE });
  model.operate('bob', { kind: 'until', day: 9 });
  model.noon(2, { amount: 25n * ONE, price: ONE });
  expect(model.balances()).toEqual(new Map([
    ['ann', { shares: 45n * ONE, points: 105n * ONE, frozen: 0n }], ['bob', { shares: 180n * ONE, points: 20n * ONE, frozen: 0n }],
  ]));
});
