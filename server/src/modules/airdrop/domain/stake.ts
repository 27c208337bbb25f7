/**
 * What happens to one member's stake: pure decisions of ENGINE A.2, with the meaning of DECISIONS N7, N11 and "Replay".
 *
 * A *touch* (grant, spend, activation, resume, settlement) first cuts the shares to atoms and keeps the fraction of a point, then writes the stake
 * anew at the current noon. Lapse, pause and moving an eligible member's last noon are no touches: they round nothing.
 * A member is eligible while his last noon lies after the last noon run; the units of all eligible members stand in cohorts by last noon.
 */
import { assert } from '#kernel/assert.ts';
import { defineRefusals } from '#kernel/errors.ts';
import { type Index, opening, settle, unitsOf } from './fund.ts';
import type { Part } from './part.ts';
import { CLOSED, extend, type Purchase, type Spending, type Window, windowOf } from './window.ts';

export const errors = defineRefusals('airdrop', {
  /** A noon must be the one after the last that ran. */
  noonOutOfOrder: 409,
  /** The member's statement has no such line. */
  unknownLine: 404,
});

/** A member's stake, with the window of noons at which it takes part. */
export interface Stake extends Window {
  readonly memberId: bigint;
  /** Share atoms after the noon `since`; paused ones do not decay. */
  readonly shares: bigint;
  /** The last noon run when the stake was written. */
  readonly since: number;
  /** Fraction of a point atom at the shift of `since`. */
  readonly fraction: bigint;
  /** Share atoms given at registration, out of the fund until activation. */
  readonly locked: bigint;
  /** Point atoms credited so far, less those taken back. */
  readonly earned: bigint;
  /** Point atoms to be taken back that the member had spent: what noons earn him goes there first (N6). */
  readonly owed: bigint;
}

/** Totals in the ledger between which an operation moves share atoms. */
export type ShareAccount = 'svIssued' | 'svActive' | 'svLocked' | 'svPaused';
export interface ShareMove { readonly from: ShareAccount; readonly to: ShareAccount; readonly amount: bigint }

export const KINDS = ['granted', 'locked', 'activated', 'spent', 'resumed', 'settled', 'reclaimed'] as const;
export type Kind = (typeof KINDS)[number];

export type Operation =
  | { readonly kind: 'granted'; readonly amount: bigint }
  | { readonly kind: 'locked'; readonly amount: bigint }
  | { readonly kind: 'spent'; readonly amount: bigint }
  | { readonly kind: 'activated' }
  | { readonly kind: 'settled' }
  /** Sets the last noon to a day. */
  | { readonly kind: 'until'; readonly day: number }
  /** A purchase opens or extends the window (N7). */
  | { readonly kind: 'purchased'; readonly spending: Spending }
  /** The window becomes what these purchases make of it: one of those before was refunded (N6). */
  | { readonly kind: 'refolded'; readonly purchases: readonly Purchase[] };

/** A grant is taken back: what is left of it and what it earned (N6). What it had unlocked is `relocked` whole. */
export interface Reclaim {
  readonly kind: 'reclaimed';
  readonly part: Part;
  readonly relocked: bigint;
  /** Point atoms that the member's account can pay. */
  readonly onAccount: bigint;
}

/** A closed interval of the history: the stake as it stood, and what ended it. The daily list is computed from it (ENGINE A.6). */
export interface Interval {
  readonly kind: Kind;
  readonly from: number;
  readonly to: number;
  readonly until: number;
  readonly shares: bigint;
  readonly fraction: bigint;
  readonly sharesDelta: bigint;
  readonly lockedDelta: bigint;
  /** Points taken back, as a negative amount. */
  readonly pointsDelta: bigint;
  readonly sharesAfter: bigint;
  readonly lockedAfter: bigint;
  readonly credited: bigint;
  readonly earnedAfter: bigint;
}

export interface Outcome {
  readonly stake: Stake;
  /** False when a spend was short: nothing was taken. */
  readonly done: boolean;
  readonly interval?: Interval;
  readonly moves: readonly ShareMove[];
  /** Point atoms that noons have earned since the stake was last written. */
  readonly credited: bigint;
  /** The part of `credited` that goes back to the pool for what the member owes. */
  readonly netted: bigint;
  /** Point atoms taken from the member's account. */
  readonly reclaimed: bigint;
}

/** The indexes an operation needs: the current one, and by day those of `since` and of the end of every stake concerned. */
export interface Fund {
  readonly current: Index;
  indexAt(day: number): Index;
  /** The noon that burned everything and so ended a generation. */
  endOf(generation: number): Index;
}

/** A fund that knows the given indexes. */
export function fundOf(indexes: readonly Index[], currentDay: number): Fund {
  const byDay = new Map(indexes.map((index) => [index.day, index]));
  const ended = new Map(indexes.filter((index) => index.valuePerUnit === 0n).map((index) => [index.generation, index]));
  const known = (index: Index | undefined): Index => {
    assert(index !== undefined, 'the index of the day was loaded');
    return index;
  };
  return { current: known(byDay.get(currentDay)), indexAt: (day) => known(byDay.get(day)), endOf: (generation) => known(ended.get(generation)) };
}

/** A member's stake before anything happened to it. */
export function newStake(memberId: bigint, current: Index): Stake {
  return { memberId, shares: 0n, since: current.day, ...CLOSED, fraction: 0n, locked: 0n, earned: 0n, owed: 0n };
}

/** Whether the next noon counts the stake. */
export function isEligible(stake: Stake, current: Index): boolean {
  return stake.until > current.day;
}

/** The noon up to which a stake has taken part: ENGINE's min(current, until), within its generation. */
export function endIndex(stake: Pick<Stake, 'since' | 'until'>, fund: Fund, to: number): Index {
  const end = fund.indexAt(Math.max(stake.since, Math.min(to, stake.until)));
  const { generation } = opening(fund.indexAt(stake.since));
  return end.day > stake.since && end.generation > generation ? fund.endOf(generation) : end;
}

/** Shares, points and fraction of a stake now, cut to atoms, without writing anything. */
export function valueNow(stake: Stake, fund: Fund): { shares: bigint; points: bigint; fraction: bigint; end: Index } {
  const end = endIndex(stake, fund, fund.current.day);
  return { ...settle({ ...stake, since: opening(fund.indexAt(stake.since)) }, end), end };
}

/** Units that an eligible stake holds in its cohort; none when everything has burned since it was written. */
export function unitsNow(stake: Stake, fund: Fund): bigint {
  const since = opening(fund.indexAt(stake.since));
  return since.generation === opening(fund.current).generation ? unitsOf(stake.shares, since) : 0n;
}

/** How much of some points earned goes to what the member owes. */
export function nettedOf(stake: Pick<Stake, 'owed'>, points: bigint): bigint {
  return points < stake.owed ? points : stake.owed;
}

interface Touched { stake: Stake; credited: bigint; netted: bigint; before: Stake }

function touch(stake: Stake, fund: Fund): Touched {
  const now = valueNow(stake, fund);
  const shiftAtEnd = now.end.day === stake.since ? fund.indexAt(stake.since).shift : now.end.shift;
  const fraction = now.fraction * 10n ** BigInt(fund.current.shift - shiftAtEnd);
  const netted = nettedOf(stake, now.points);
  return {
    stake: { ...stake, shares: now.shares, since: fund.current.day, fraction, earned: stake.earned + now.points, owed: stake.owed - netted },
    credited: now.points, netted,
    before: stake,
  };
}

function close(kind: Kind, touched: Touched, after: Stake): Interval {
  const { before } = touched;
  return {
    kind, from: before.since, to: after.since, until: before.until, shares: before.shares, fraction: before.fraction,
    sharesDelta: after.shares - touched.stake.shares, lockedDelta: after.locked - before.locked,
    pointsDelta: after.earned - touched.stake.earned,
    sharesAfter: after.shares, lockedAfter: after.locked, credited: touched.credited, earnedAfter: after.earned,
  };
}

export interface CohortChange { readonly until: number; readonly units: bigint }

/**
 * How the cohorts change when a stake becomes another under the same index, by one operation or by many: what comes in between leaves a
 * cohort with the units with which it entered, so only the first and the last stake count.
 */
export function cohortChanges(before: Stake, after: Stake, fund: Fund): CohortChange[] {
  const changes: CohortChange[] = [];
  if (isEligible(before, fund.current)) changes.push({ until: before.until, units: -unitsNow(before, fund) });
  if (isEligible(after, fund.current)) changes.push({ until: after.until, units: unitsNow(after, fund) });
  return changes.filter((change) => change.units !== 0n);
}

function written(kind: Kind, touched: Touched, result: { after: Stake; moves: readonly ShareMove[] }): Outcome {
  const { after, moves } = result;
  return { stake: after, done: true, interval: close(kind, touched, after), moves: moves.filter((move) => move.amount > 0n), credited: touched.credited, netted: touched.netted, reclaimed: 0n };
}

const nothing = (stake: Stake): Outcome => ({ stake, done: true, moves: [], credited: 0n, netted: 0n, reclaimed: 0n });

function setUntil(stake: Stake, day: number, fund: Fund): Outcome {
  const eligible = isEligible(stake, fund.current);
  if (day <= fund.current.day) {
    if (!eligible) return nothing(stake);
    const after = { ...stake, until: fund.current.day };
    const amount = valueNow(stake, fund).shares;
    return { ...nothing(after), moves: amount > 0n ? [{ from: 'svActive', to: 'svPaused', amount }] : [] };
  }
  if (eligible) {
    const after = { ...stake, until: day };
    return day === stake.until ? nothing(stake) : nothing(after);
  }
  const touched = touch(stake, fund);
  const after = { ...touched.stake, until: day };
  return written('resumed', touched, { after, moves: [{ from: 'svPaused', to: 'svActive', amount: after.shares }] });
}

/**
 * Replaces the window after a refund. The stake is settled first, so that noons already run keep the window they had, whatever `until` becomes:
 * written anew at the current noon, it took part in none since.
 */
function refold(stake: Stake, window: Window, fund: Fund): Outcome {
  const touched = touch(stake, fund);
  const after = { ...touched.stake, ...window };
  const [was, is] = [isEligible(stake, fund.current), isEligible(after, fund.current)];
  const { shares: amount } = after;
  if (was === is) return written('settled', touched, { after, moves: [] });
  return written(is ? 'resumed' : 'settled', touched, { after, moves: [is ? { from: 'svPaused', to: 'svActive', amount } : { from: 'svActive', to: 'svPaused', amount }] });
}

/**
 * Takes a grant back: its share value returns to where it came from, its points are due. What the member has pays first, `onAccount` before this
 * touch and what the touch credits; the rest he owes. What an activation had unlocked is locked again whole, its decayed part anew.
 */
function reclaim(stake: Stake, { part, relocked, onAccount }: Reclaim, fund: Fund): Outcome {
  const touched = touch(stake, fund);
  const { shares, locked, earned, owed } = touched.stake;
  assert(part.shares <= shares && part.points <= earned, 'a part is no larger than its stake');
  const there = onAccount + touched.credited - touched.netted;
  const reclaimed = part.points < there ? part.points : there;
  const after = { ...touched.stake, shares: shares - part.shares, locked: locked + relocked, earned: earned - part.points, owed: owed + part.points - reclaimed };
  const from = isEligible(stake, fund.current) ? 'svActive' : 'svPaused';
  const moves: ShareMove[] = relocked === 0n ? [{ from, to: 'svIssued', amount: part.shares }]
    : [{ from, to: 'svLocked', amount: part.shares }, { from: 'svIssued', to: 'svLocked', amount: relocked - part.shares }];
  return { ...written('reclaimed', touched, { after, moves }), reclaimed };
}

/**
 * Applies one operation. A spend that is short takes nothing but is a touch all the same (DECISIONS, Replay); an activation without locked
 * shares and a day that moves nothing leave the stake as it is.
 */
export function decide(stake: Stake, operation: Operation | Reclaim, fund: Fund): Outcome {
  const held: ShareAccount = isEligible(stake, fund.current) ? 'svActive' : 'svPaused';
  switch (operation.kind) {
    case 'locked': {
      assert(operation.amount >= 0n, 'an amount to lock is not negative');
      const after = { ...stake, locked: stake.locked + operation.amount };
      const here = fund.current.day;
      const interval: Interval = {
        kind: 'locked', from: here, to: here, until: stake.until, shares: 0n, fraction: 0n, sharesDelta: 0n, lockedDelta: operation.amount, pointsDelta: 0n,
        sharesAfter: valueNow(stake, fund).shares, lockedAfter: after.locked, credited: 0n, earnedAfter: stake.earned + valueNow(stake, fund).points,
      };
      return { ...nothing(after), interval, moves: operation.amount > 0n ? [{ from: 'svIssued', to: 'svLocked', amount: operation.amount }] : [] };
    }
    case 'reclaimed': return reclaim(stake, operation, fund);
    case 'activated': {
      if (stake.locked === 0n) return nothing(stake);
      const touched = touch(stake, fund);
      const after = { ...touched.stake, shares: touched.stake.shares + stake.locked, locked: 0n };
      return written('activated', touched, { after, moves: [{ from: 'svLocked', to: held, amount: stake.locked }] });
    }
    case 'granted': {
      assert(operation.amount >= 0n, 'a grant is not negative');
      const touched = touch(stake, fund);
      const after = { ...touched.stake, shares: touched.stake.shares + operation.amount };
      return written('granted', touched, { after, moves: [{ from: 'svIssued', to: held, amount: operation.amount }] });
    }
    case 'spent': {
      assert(operation.amount >= 0n, 'what is spent is not negative');
      const touched = touch(stake, fund);
      const short = touched.stake.shares < operation.amount;
      const taken = short ? 0n : operation.amount;
      const after = { ...touched.stake, shares: touched.stake.shares - taken };
      return { ...written(short ? 'settled' : 'spent', touched, { after, moves: [{ from: held, to: 'svIssued', amount: taken }] }), done: !short };
    }
    case 'settled': {
      const touched = touch(stake, fund);
      return written('settled', touched, { after: touched.stake, moves: [] });
    }
    case 'until':
      return setUntil(stake, operation.day, fund);
    case 'purchased': {
      const { until, accumulated, accumulatedOn } = extend(stake, operation.spending, fund.current.day);
      // Below a whole threshold a paused member stays paused, with the last noon he had.
      const outcome = until === stake.until ? nothing(stake) : setUntil(stake, until, fund);
      return { ...outcome, stake: { ...outcome.stake, accumulated, accumulatedOn } };
    }
    case 'refolded': return refold(stake, windowOf(operation.purchases, fund.current.day), fund);
  }
}
