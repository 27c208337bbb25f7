/** Random histories of the whole mall through routes, events, sweeps, jobs and PostgreSQL, against a model made by hand from the rules. */
import { afterAll, expect, test } from 'vitest';
import { testDatabase } from '#test/database.ts';
import { simulate, STEPS, type Tally } from './simulate.ts';

/** One grants at once, the other two days after receipt. `npm run sim` plays any other, and longer. */
const SEEDS = [4, 5];
const EVENTS = 1_500;
/** How often every kind of step is to happen. */
const A_FEW = 5;
/** What is to happen besides. */
const MEANT = [
  'noons', 'capped', 'money sent back', 'falls', 'debts', 'is shopkeeper', 'refunded unshipped', 'refunded shipped', 'refunded confirmed',
  ...['purchase', 'direct', 'differential', 'activated', 'shareBonus'].map((kind) => `undone ${kind}`), ...['refunded', 'closed'].map((state) => `case ${state}`),
];
const tallies: Tally[] = [];

test.each(SEEDS)(`seed %i: ${EVENTS} events end as the rules say, to the atom`, { timeout: 300_000 }, async (seed) => {
  const db = await testDatabase();
  try {
    tallies.push(await simulate(db, { seed, events: EVENTS }));
  } finally {
    await db.close();
  }
});

afterAll(() => {
  // The histories must reach what they are meant to try.
  if (tallies.length < SEEDS.length) return;
  const count = (name: string): number => tallies.reduce((sum, tally) => sum + (tally.get(name) ?? 0), 0);
  const rare = [...STEPS.filter((name) => count(name) < A_FEW), ...MEANT.filter((name) => count(name) === 0)];
  expect(rare).toEqual([]);
});
