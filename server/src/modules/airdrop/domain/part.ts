/**
 * The part of a stake that one grant is, long after it was made (DECISIONS N6): what is left of it, and the points it earned.
 *
 * Problem. A grant of x share atoms joins a stake that noons burn, touches cut to atoms, pauses hold back, and other grants and refunds change.
 * Nothing is kept per grant: noon could not pay for it, and a stake of a thousand grants would be a thousand rows.
 * Idea. What noons do to a stake they do to every part of it in proportion, so a part is a fraction of the stake that only its own history
 * changes. The stretches of the stake since the grant, one a day at most, are kept anyway (`stake_interval`). With a stake of s_i atoms written at
 * the noon whose index is (P_i, G_i), and s'_i atoms, cut, where the stretch ended:
 *
 *   units     n_i = s_i·Q ÷ P_i                       of the stake; the part owns a_i ÷ s_i of them
 *   points    t_i = n_i·(G'_i − G_i) ÷ R              of the stake; the part earned a_i·t_i ÷ s_i
 *   left      a_(i+1) = a_i·s'_i ÷ s_i                 a_0 = x
 *   spent     a_(i+1) = a_i·(s'_i − y) ÷ s'_i          spending y takes from all parts alike; a grant taken back takes from no other
 *
 * While everyone is eligible and nothing is cut this is the familiar x·P ÷ P_0 and x·(G − G_0)·Q ÷ (P_0·R), the value and the points of the units
 * the grant bought. Following the cuts instead keeps Σ parts = stake and Σ points of the parts = points of the stake, exactly and always: nobody
 * ever owes an atom that our rounding took, and taking back every grant leaves less than an atom a grant.
 *
 * Rounding. Everything is one integer over one integer until the end; what is left and what was earned are then each rounded down, in the
 * member's favour, by less than an atom. Proof: part.test.ts, against exact fractions member by member. (docs/adr/0011)
 */
import { assert } from '#kernel/assert.ts';
import { cut, opening, POINT_SCALE, settle } from './fund.ts';
import { endIndex, type Fund } from './stake.ts';

/** A closed stretch of a stake after a grant, as its history keeps it, oldest first. */
export interface Step {
  readonly kind: string;
  readonly from: number;
  readonly to: number;
  readonly until: number;
  /** Share atoms as written at `from`. */
  readonly shares: bigint;
  readonly sharesDelta: bigint;
  readonly sharesAfter: bigint;
}

export interface Part {
  /** Share atoms that are left. */
  readonly shares: bigint;
  /** Point atoms earned. */
  readonly points: bigint;
}

/** What has become of a grant of `amount` share atoms through `steps`, the last of which ends now. `fund` knows the indexes they need. */
export function partOf(amount: bigint, steps: readonly Step[], fund: Fund): Part {
  // left ÷ whole of a share atom; points ÷ (whole · POINT_SCALE · 10^shift) of a point atom.
  let left = amount;
  let whole = 1n;
  let points = 0n;
  let shift = 0;
  for (const step of steps) {
    const { from, to, until, shares } = step;
    const after = step.sharesAfter - step.sharesDelta;
    if (left > 0n && from < Math.min(to, until)) {
      assert(left <= shares * whole, 'a part is no larger than its stake');
      const end = endIndex({ since: from, until }, fund, to);
      const earned = settle({ shares, fraction: 0n, since: opening(fund.indexAt(from)) }, end);
      const scale = POINT_SCALE * 10n ** BigInt(end.shift);
      points = points * shares * 10n ** BigInt(end.shift - shift) + left * (earned.points * scale + earned.fraction);
      shift = end.shift;
      whole *= shares;
      left *= after;
    }
    if (left > 0n && step.kind === 'spent' && after > 0n) {
      points *= after;
      whole *= after;
      left *= step.sharesAfter;
    }
  }
  return { shares: left / whole, points: cut(points, whole * POINT_SCALE * 10n ** BigInt(shift)) };
}

/** The days whose indexes the steps need. */
export function daysOfSteps(steps: readonly Pick<Step, 'from' | 'to' | 'until'>[]): number[] {
  return steps.flatMap(({ from, to, until }) => [from, Math.max(from, Math.min(to, until))]);
}
