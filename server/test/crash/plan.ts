/** Where to die: every step at every moment, once by the process, once by the database, and where an answer can be lost by the connection; dealt out to days by a seed. */
import { seeded } from '#test/sim/random-history.ts';
import type { Point, Victim } from './run.ts';
import { STEPS } from './steps.ts';

const POINTS_A_DAY = 18;

/** Every point once; `times` says how often a day commits each step, so that a point may wait for one of the later times. */
export function everyPoint(seed: number, times: ReadonlyMap<string, number>): Point[][] {
  const random = seeded(seed);
  const pick = <Item>(items: readonly Item[]): Item | undefined => items[Math.floor(random() * items.length)];
  const points = STEPS.flatMap(({ name, whens }) => whens.flatMap((when): Point[] => {
    const databases: readonly Victim[] = ['postgres', 'postgres at once', 'machine'];
    const victims: Victim[] = ['server', pick(databases) ?? 'postgres', ...(when === 'inside' || when === 'committed' ? ['connection' as const] : [])];
    return victims.map((victim) => ({ step: name, when, victim, after: Math.floor(random() * (times.get(name) ?? 1)) }));
  }));
  const days: Point[][] = [];
  for (const point of shuffle(points, random)) {
    const day = days.find((other) => other.length < POINTS_A_DAY && !other.some((its) => clash(its, point)));
    if (day) day.push(point);
    else days.push([point]);
  }
  return days;
}

/** A step that stands is not done again: of those who strike when it may stand, a day has one. */
function clash(one: Point, other: Point): boolean {
  const mayStand = ({ when }: Point): boolean => when === 'during' || when === 'committed';
  return one.step === other.step && (one.when === other.when || (mayStand(one) && mayStand(other)));
}

function shuffle<Item>(items: readonly Item[], random: () => number): Item[] {
  return items.map((item) => ({ item, at: random() })).sort((a, b) => a.at - b.at).map(({ item }) => item);
}
