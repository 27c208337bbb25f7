/** `npm run crash -- --seed N`: every step of a day at every moment, killed in every way, compared with the day on which nobody died. Not part of `npm test`. */
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { type Lived, liveDay } from './day.ts';
import { everyPoint } from './plan.ts';
import type { Point } from './run.ts';
import { setStage, type Stage } from './stage.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    crashSeed: number;
  }
}

const DAYS_AT_ONCE = 3;
const LEAST_DEATHS = 200;
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const nameOf = ({ step, when, victim, after }: Point): string => `${step} · ${when}${after > 0 ? ` (after ${after})` : ''} · ${victim}`;

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
});
afterAll(() => stage.close());

test('whoever dies wherever, the day ends as if nobody had died', { timeout: 1_800_000 }, async () => {
  const seed = inject('crashSeed');
  const undisturbed = await liveDay(stage, []);
  const days = everyPoint(seed, undisturbed.times);
  const planned = days.flat().length;
  say(`seed ${seed}: ${planned} points in ${days.length} days`);
  const lived: (Lived & { wrong: string | undefined })[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let number = next++; number < days.length; number = next++) {
      const points = days[number] ?? [];
      const begun = performance.now();
      const day = await liveDay(stage, points).then(
        (result) => ({ ...result, wrong: differenceOf(result.outcome, undisturbed.outcome) }),
        (error: unknown) => ({ outcome: {}, deaths: [], waiting: points, times: new Map(), wrong: error instanceof Error ? error.message : String(error) }));
      lived.push(day);
      say(`day ${number + 1} of ${days.length}: ${day.deaths.length} of ${points.length} deaths in ${Math.round((performance.now() - begun) / 1000)} s, ${day.wrong === undefined ? 'as it should be' : 'WRONG'}`);
      for (const { point, stood } of day.deaths) say(`    ${nameOf(point)}\n        stood: ${stood}`);
      for (const point of day.waiting) say(`    nobody came by: ${nameOf(point)}`);
      if (day.wrong !== undefined) say(`    ${day.wrong}`);
    }
  };
  await Promise.all(Array.from({ length: DAYS_AT_ONCE }, worker));
  const deaths = lived.flatMap((day) => day.deaths);
  summarise(deaths.map(({ point }) => point));
  say(`seed ${seed}: ${deaths.length} deaths at ${planned} points in ${days.length} days; ${lived.filter(({ wrong }) => wrong !== undefined).length} days came out wrong`);
  expect(lived.filter(({ wrong }) => wrong !== undefined)).toEqual([]);
  expect(deaths.length).toBeGreaterThanOrEqual(LEAST_DEATHS);
});

/** What differs from the undisturbed outcome, part by part; undefined when nothing does. */
function differenceOf(outcome: Record<string, unknown>, expected: Record<string, unknown>): string | undefined {
  const text = (value: unknown): string => JSON.stringify(value, (_key, part: unknown) => (typeof part === 'bigint' ? String(part) : part), 1);
  const parts = Object.keys(expected).filter((part) => text(outcome[part]) !== text(expected[part]));
  return parts.length === 0 ? undefined : parts.map((part) => `${part} is ${text(outcome[part])}\n    instead of ${text(expected[part])}`).join('\n    ');
}

/** Deaths by step and victim. */
function summarise(points: readonly Point[]): void {
  const victims = [...new Set(points.map(({ victim }) => victim))].sort();
  say(`\n${'deaths by step and victim'.padEnd(40)}${victims.map((victim) => victim.padStart(18)).join('')}`);
  for (const step of [...new Set(points.map((point) => point.step))].sort()) {
    say(step.padEnd(40) + victims.map((victim) => String(points.filter((point) => point.step === step && point.victim === victim).length).padStart(18)).join(''));
  }
}
