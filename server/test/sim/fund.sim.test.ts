/** The engine against exact fractions: 1,000 random histories, no atom of difference (ENGINE A.4). */
import { describe, expect, test } from 'vitest';
import { dayLine, daysOf } from '#modules/airdrop/domain/daily.ts';
import { LongFund } from './long-fund.ts';
import { ModelFund } from './model-fund.ts';
import { type HistoryEvent, NaiveFund } from './naive-fund.ts';
import { randomHistory, seeded } from './random-history.ts';

const HISTORIES = 1_000;

function play(history: readonly HistoryEvent[]): { naive: NaiveFund; model: ModelFund } {
  const naive = new NaiveFund();
  const model = new ModelFund();
  for (const event of history) {
    naive.apply(event);
    model.apply(event);
  }
  return { naive, model };
}

describe('the fund against exact fractions', () => {
  test(`${HISTORIES} random histories end with the same balances, to the atom, and never credit more than was issued`, () => {
    let noons = 0;
    let generations = 0;
    let refined = 0;
    for (let seed = 1; seed <= HISTORIES; seed++) {
      const { naive, model } = play(randomHistory(seed, 20 + (seed % 80)));
      expect(model.balances(), `seed ${seed}`).toEqual(naive.balances());
      const claimed = [...model.balances().values()].reduce((sum, balance) => sum + balance.points, 0n);
      expect(claimed <= model.issued, `seed ${seed} over-issues`).toBe(true);
      noons += naive.noons;
      generations += model.fund.current.generation;
      refined += model.fund.current.shift > 0 ? 1 : 0;
    }
    // The histories must reach what they are meant to try.
    expect({ noons: noons > 15_000, generations: generations > 500, refined: refined > 50 }).toEqual({ noons: true, generations: true, refined: true });
  });

  test('long decimals, which simulations of a whole mall use, end as exact fractions do', () => {
    for (let seed = 1; seed <= 300; seed++) {
      const history = randomHistory(seed, 20 + (seed % 80));
      const naive = new NaiveFund();
      const long = new LongFund();
      for (const event of history) {
        naive.apply(event);
        long.apply(event);
      }
      expect(long.balances(), `seed ${seed}`).toEqual(naive.balances());
    }
  });

  test('the units of the cohorts are exactly those of their members after every event', () => {
    for (let seed = 5_001; seed <= 5_100; seed++) {
      const model = new ModelFund();
      for (const event of randomHistory(seed, 60)) {
        model.apply(event);
        const cohorts = new Map([...model.cohorts].filter(([until, units]) => units !== 0n && until > model.fund.current.day));
        expect(cohorts, `seed ${seed}`).toEqual(model.unitsByUntil());
      }
    }
  });

  test('the daily list telescopes to what was credited and to the shares at every touch', () => {
    for (let seed = 7_001; seed <= 7_100; seed++) {
      const { model } = play(randomHistory(seed, 60));
      for (const [name, intervals] of model.intervals) {
        for (const interval of intervals.filter((one) => one.kind !== 'locked')) {
          const { first, last } = daysOf(interval);
          let points = 0n;
          let shares = interval.shares;
          for (let day = first; day <= last; day++) {
            const line = dayLine(interval, day, model.fund);
            expect(line.sharesBefore, `seed ${seed} ${name} day ${day}`).toBe(shares);
            points += line.points;
            shares = line.sharesAfter;
          }
          expect(points, `seed ${seed} ${name}`).toBe(interval.credited);
          expect(shares + interval.sharesDelta, `seed ${seed} ${name}`).toBe(interval.sharesAfter);
        }
      }
    }
  });

  test('splitting a stake never earns more, whatever the noons', () => {
    for (let seed = 1; seed <= 200; seed++) {
      const random = seeded(seed);
      const parts = Array.from({ length: 2 + Math.floor(random() * 6) }, () => BigInt(1 + Math.floor(random() * 1e9)));
      const whole = parts.reduce((sum, part) => sum + part, 0n);
      const noons = randomHistory(seed + 900_000, 60).filter((event) => event.e === 'noon').map((event, index) => ({ ...event, day: index + 1 }));
      const play2 = (stakes: readonly bigint[]) => {
        const model = new ModelFund();
        [...stakes, 12_345_678_901n].forEach((x, index) => {
          model.apply({ e: 'earn', m: `m${index}`, x });
          model.apply({ e: 'until', m: `m${index}`, day: 1_000 });
        });
        for (const noon of noons) model.apply(noon);
        return stakes.reduce((sum, _, index) => sum + (model.balances().get(`m${index}`)?.points ?? 0n), 0n);
      };
      expect(play2(parts) <= play2([whole])).toBe(true);
    }
  });

  test('settling more often changes no point: the fraction of an atom is carried', () => {
    for (let seed = 1; seed <= 100; seed++) {
      const random = seeded(seed);
      const lazy = new ModelFund();
      const eager = new ModelFund();
      for (const model of [lazy, eager]) {
        for (const m of ['a', 'b', 'c']) {
          model.apply({ e: 'earn', m, x: 333_333_333n });
          model.apply({ e: 'until', m, day: 99 });
        }
      }
      for (let day = 1; day <= 60; day++) {
        // Nothing burns, so that only the points' fraction is at stake.
        const noon: HistoryEvent = { e: 'noon', day, A: BigInt(Math.floor(random() * 1_000)), price: 0n };
        lazy.apply(noon);
        eager.apply(noon);
        if (random() < 0.5) eager.operate('a', { kind: 'settled' });
      }
      expect(eager.balances()).toEqual(lazy.balances());
    }
  });
});

describe('the comparison bites: each mutant of the naive model differs within 150 histories', () => {
  type Mutate = (event: HistoryEvent, naive: NaiveFund) => HistoryEvent[];
  const mutants: Record<string, Mutate> = {
    'a window that lasts one noon longer': (event) => [event.e === 'until' ? { ...event, day: event.day + 1 } : event],
    'a pause that is ignored': (event, naive) => (event.e === 'until' && event.day <= naive.noons ? [] : [event]),
    'half a burn': (event) => [event.e === 'noon' ? { ...event, price: event.price / 2n } : event],
    'an activation that is a touch even with nothing locked': (event) => (event.e === 'activate' ? [{ e: 'earn', m: event.m, x: 0n }, event] : [event]),
    'an extension that cuts': (event) => (event.e === 'until' ? [{ e: 'earn', m: event.m, x: 0n }, event] : [event]),
    'a short spend that is no touch': (event, naive) => {
      if (event.e !== 'spend') return [event];
      return (naive.balances().get(event.m)?.shares ?? 0n) < event.x ? [] : [event];
    },
    'an earning before the noon that follows it is counted after': (event, naive) =>
      event.e === 'earn' && naive.noons > 2 ? [{ e: 'noon', day: naive.noons, A: 1n, price: 0n }, event] : [event],
  };
  test.each(Object.entries(mutants))('%s', (_, mutate) => {
    let caught = 0;
    for (let seed = 1; seed <= 150; seed++) {
      const naive = new NaiveFund();
      const model = new ModelFund();
      for (const event of randomHistory(seed, 60)) {
        model.apply(event);
        for (const changed of mutate(event, naive)) naive.apply(changed);
      }
      const mine = model.balances();
      if ([...naive.balances()].some(([name, b]) => JSON.stringify(Object.values(b).map(String)) !== JSON.stringify(Object.values(mine.get(name) ?? {}).map(String)))) caught++;
    }
    expect(caught).toBeGreaterThan(0);
  });
});
