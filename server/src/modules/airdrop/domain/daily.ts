/**
 * The daily list of a member from the intervals of his stake (ENGINE A.6): nothing is stored per member and day, and the list telescopes exactly
 * to what was credited, since every day is a difference of the same two cumulative floors.
 */
import { type Index, opening, settle, type Written } from './fund.ts';
import { endIndex, type Fund } from './stake.ts';

/** A stretch of a stake: written after the noon `from`, counted up to the noon min(to, until). */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly until: number;
  readonly shares: bigint;
  readonly fraction: bigint;
}

/** What one noon did to one member, in atoms cut as screens show them. */
export interface DayLine {
  readonly day: number;
  readonly sharesBefore: bigint;
  readonly sharesAfter: bigint;
  readonly points: bigint;
  /** Points of the stretch up to and including this day. */
  readonly pointsSinceFrom: bigint;
}

/** The days of a stretch at which the member took part, as a range; empty when first > last. */
export function daysOf(stretch: Stretch): { first: number; last: number } {
  return { first: stretch.from + 1, last: Math.min(stretch.to, stretch.until) };
}

/** What the noon of `day`, one of `daysOf(stretch)`, did. `fund` knows the indexes of from, day − 1 and day. */
export function dayLine(stretch: Stretch, day: number, fund: Fund): DayLine {
  const since: Index = opening(fund.indexAt(stretch.from));
  const written: Written = { shares: stretch.shares, fraction: stretch.fraction, since };
  const at = (to: number) => settle(written, endIndex({ since: stretch.from, until: stretch.until }, fund, to));
  const before = at(day - 1);
  const after = at(day);
  return {
    day, sharesBefore: before.shares, sharesAfter: after.shares, points: after.points - before.points, pointsSinceFrom: after.points,
  };
}
