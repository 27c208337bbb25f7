/** Fourteen deaths in two days, of the process, of the database, of both and of the connection, at every kind of step; the rest of them all is `npm run crash`. */
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type Lived, liveDay } from './day.ts';
import type { Point } from './run.ts';
import { setStage, type Stage } from './stage.ts';

type Short = readonly [step: string, when: Point['when'], victim: Point['victim'], after?: number];

/** A morning of orders and payments. */
const ORDERS: readonly Short[] = [
  ['order: place in one bucket', 'committed', 'server'],
  ['order: place one of several', 'during', 'postgres'],
  ['order: finish over several buckets', 'inside', 'server'],
  ['payment: begin', 'committed', 'connection'],
  ['payment: settle', 'committed', 'server'],
  ['orders: paid', 'inside', 'server'],
  ['engine: grant', 'inside', 'machine'],
];
/** What follows from them. */
const CONSEQUENCES: readonly Short[] = [
  ['event: inbox to log', 'inside', 'server', 3],
  ['engine: freeze payees', 'committed', 'connection'],
  ['refund: before the gateway', 'committed', 'server'],
  ['refund: the gateway has answered', 'before', 'machine'],
  ['noon', 'inside', 'server'],
  ['noon', 'committed', 'postgres at once', 1],
  ['order: confirm', 'committed', 'postgres', 2],
];

let stage: Stage;
let undisturbed: Lived;
// A day takes some seconds, on a busy machine many.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 180_000, maxConcurrency: 2 });
beforeAll(async () => {
  stage = await setStage();
  undisturbed = await liveDay(stage, []);
});
afterAll(() => stage.close());

test.concurrent.for([['of orders and payments', ORDERS], ['of what follows from them', CONSEQUENCES]] as const)('a day %s ends as if nobody had died', async ([, short]) => {
  const points = short.map(([step, when, victim, after = 0]): Point => ({ step, when, victim, after }));
  const { outcome, deaths, waiting } = await liveDay(stage, points);
  expect(waiting).toEqual([]);
  expect(deaths).toHaveLength(points.length);
  expect(outcome).toEqual(undisturbed.outcome);
});
