/**
 * Team figures and the way to the next level (R4.3, R4.8, R4.9.3, AMB-16, AMB-37). Pure.
 *
 * Problem: every member sees, exactly, what everybody below him bought and how many they are by level, at any depth. Idea: an event is a small
 * change at one member. The changes of a batch are added up along the tree, the deepest first, so that each ancestor changes once a batch however
 * many of his people did something in it. Changes are sums and commute. Reading is one row. docs/adr/0017 says why not otherwise.
 */
import { assert } from '#kernel/assert.ts';
import { LEVELS, type Level, rankOf } from '#kernel/level.ts';
import type { Counter, Rules } from '#modules/rules/index.ts';

/** Where a member stands; a root has depth 0. */
export interface Place {
  readonly memberId: bigint;
  readonly referrerId: bigint | null;
  readonly depth: number;
}

/** A change of money (fen) and of heads by rank. */
export interface Change {
  salesFen: bigint;
  readonly people: number[];
}

/** What changes for a member: his own purchases, everybody below him, and the heads among those he invited himself. */
export interface Rise {
  ownFen: bigint;
  readonly team: Change;
  readonly direct: number[];
}

const nobody = (): number[] => LEVELS.map(() => 0);
const nothing = (): Change => ({ salesFen: 0n, people: nobody() });

function add(to: Change, change: Change): void {
  to.salesFen += change.salesFen;
  change.people.forEach((count, rank) => { to.people[rank] = (to.people[rank] ?? 0) + count; });
}

/** The changes of a batch by the member at whom they happened. */
export interface Batch {
  /** A member joins at the lowest level. */
  joined(memberId: bigint): void;
  moved(memberId: bigint, step: { from: Level; to: Level }): void;
  /** Fen, negative for what went back. */
  bought(memberId: bigint, amountFen: bigint): void;
  readonly changes: ReadonlyMap<bigint, Change>;
}

/** An empty batch. */
export function makeBatch(): Batch {
  const changes = new Map<bigint, Change>();
  const of = (memberId: bigint): Change => {
    const change = changes.get(memberId) ?? nothing();
    changes.set(memberId, change);
    return change;
  };
  const count = (memberId: bigint, level: Level, heads: number): void => {
    const { people } = of(memberId);
    people[rankOf(level)] = (people[rankOf(level)] ?? 0) + heads;
  };
  return {
    changes,
    joined: (memberId) => count(memberId, LEVELS[0], 1),
    moved(memberId, { from, to }) {
      count(memberId, from, -1);
      count(memberId, to, 1);
    },
    bought(memberId, amountFen) { of(memberId).salesFen += amountFen; },
  };
}

/** Adds the changes up to the roots; asserts that every member concerned and everybody above him stands in `places`. */
export function foldUp(places: ReadonlyMap<bigint, Place>, changes: ReadonlyMap<bigint, Change>): Map<bigint, Rise> {
  const rises = new Map<bigint, Rise>();
  const waiting: Place[][] = [];
  const riseOf = (memberId: bigint): Rise => {
    const known = rises.get(memberId);
    if (known) return known;
    const place = places.get(memberId);
    assert(place, `member ${memberId} stands in the team`);
    const rise: Rise = { ownFen: 0n, team: nothing(), direct: nobody() };
    rises.set(memberId, rise);
    (waiting[place.depth] ??= []).push(place);
    return rise;
  };
  for (const [memberId, change] of changes) riseOf(memberId).ownFen = change.salesFen;
  for (let depth = waiting.length - 1; depth > 0; depth--) {
    for (const { memberId, referrerId } of waiting[depth] ?? []) {
      assert(referrerId !== null, 'whoever stands below the root was invited');
      const above = riseOf(referrerId);
      const own = changes.get(memberId);
      if (own) {
        add(above.team, own);
        own.people.forEach((count, rank) => { above.direct[rank] = (above.direct[rank] ?? 0) + count; });
      }
      add(above.team, riseOf(memberId).team);
    }
  }
  return rises;
}

/** One thing a level asks for. `missing` is what is still to come, 0 when it is met. */
export type Condition =
  | { readonly kind: 'purchase'; readonly zone: 'ordinary' | 'vip'; readonly met: boolean }
  | { readonly kind: 'level'; readonly level: Level; readonly met: boolean }
  | { readonly kind: 'count'; readonly counter: Counter; readonly least: number; readonly have: number; readonly missing: number; readonly met: boolean };

export interface LevelStep {
  readonly level: Level;
  /** Whether the member has reached it by himself. */
  readonly reached: boolean;
  readonly conditions: readonly Condition[];
  /** What it earns, in ppm of the share value that the buyer gains; `mayShare` is the right to invite (R4.10.1). */
  readonly directPpm: bigint;
  readonly extraPpm: bigint;
  readonly mayShare: boolean;
}

/** What the way to a level is measured by: the level reached by himself, and the counters of those he invited. */
export type Standing = Readonly<Record<Counter, number>> & { readonly earned: Level };

/**
 * Every level with what it asks for and what of it is missing, by the rules given (R4.3.2–5). A level without conditions but a purchase is reached by
 * buying; one that counts also asks for the level from which counting begins (AMB-17). Levels may be skipped.
 */
export function levelSteps(standing: Standing, rules: Rules): LevelStep[] {
  const reachedRank = rankOf(standing.earned);
  return LEVELS.map((level) => {
    const rule = rules.levels[level];
    const counted = Object.entries(rule.requires) as [Counter, number][];
    const conditions: Condition[] = counted.map(([counter, least]) => {
      const have = standing[counter];
      return { kind: 'count', counter, least, have, missing: Math.max(0, least - have), met: have >= least };
    });
    const reached = reachedRank >= rankOf(level);
    if (counted.length > 0) conditions.unshift({ kind: 'level', level: rules.climbFrom, met: reachedRank >= rankOf(rules.climbFrom) });
    else for (const zone of ['ordinary', 'vip'] as const) if (rules.zones[zone].level === level) conditions.push({ kind: 'purchase', zone, met: reached });
    return { level, reached, conditions, directPpm: rule.directPpm, extraPpm: rule.extraPpm, mayShare: rankOf(level) >= rankOf(rules.share.minLevel) };
  });
}
