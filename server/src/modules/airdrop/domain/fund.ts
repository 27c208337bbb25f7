/**
 * The share-value fund: one index instead of one row a member (ENGINE A.1, DECISIONS N10, Replay).
 *
 * Problem. Every noon A points are shared in proportion to the share value of all eligible members, and share value worth points × price is
 * burned. Done member by member that is O(members), and its roundings add up.
 * Idea. A unitised fund. A grant buys units at today's value per unit; noon lowers the value per unit and raises the points per unit; nobody's
 * units change. Since the burn is exactly points × price, the value per unit is *linear* in A ÷ units: errors add, they never compound.
 *
 *   units    n  = ceil(s·Q ÷ P)                            s share atoms bought after the noon whose index is (P, G)
 *   noon     dP = floor(p·A·R ÷ N),  G += ceil(A·R ÷ N),  P −= dP          N = Σ units of the eligible, p price, A point atoms
 *   cap      when that would leave nothing (A·p ≥ S = N·P÷Q): G += ceil(P ÷ p), all of S burns, the issue is S ÷ p
 *   member   s = n·P ÷ Q,   points = (n·(G − G at purchase) + fraction) ÷ R
 *
 * R and Q carry a `shift`: at shift z the scales are R·10^z and Q·10^z. When P falls below a ten-thousandth of its start, P, G and z gain the
 * same number of digits. That loses nothing and changes nobody's units, so Σ units = cohort holds exactly for ever (ENGINE A.3 scales
 * units down instead and loses up to one per member). A noon that burns everything ends a *generation*: its units are worth nothing for good.
 *
 * Rounding. Units and points round up, value per unit rounds up, only the last cut rounds down: whole results show whole. Where stakes of
 * different days meet, errors can also point down, by less than 10^-40 atom; `cut` forgives 10^-36 atom, which is more than all errors and, over
 * a billion members, far less than the one atom by which a sum of credits could exceed the issue.
 * Proof: domain/*.test.ts and test/sim/fund.sim.test.ts against exact rationals (test/sim/naive-fund.ts). Digits: docs/adr/0002.
 */
import { assert } from '#kernel/assert.ts';

/** A unit has this many decimal digits more than a share atom at the start of the fund. */
const UNIT_DIGITS = 60n;
/** Points per unit count 1/R of a point atom. */
export const POINT_SCALE = 10n ** 132n;
/** 10^K: share atoms (1e-8) × this = point atoms (1e-8) × price atoms (1e-8); K = 8. */
export const PRICE_SCALE = 100_000_000n;
/** Value per unit counts 1/Q of a share atom. */
export const SHARE_SCALE = POINT_SCALE * PRICE_SCALE;
/** Value per unit when the fund begins. */
export const VALUE_ONE = SHARE_SCALE / 10n ** UNIT_DIGITS;
/** 1/10^36 of an atom: see Rounding above. */
const FORGIVEN = 10n ** 36n;
/** Below this value per unit digits are added. */
const VALUE_LEAST = VALUE_ONE / 10_000n;
const PPM = 1_000_000n;

/** The index after the noon of `day`: what a unit is worth, what it has earned since the fund began. */
export interface Index {
  readonly day: number;
  /** P: 1/(Q·10^shift) of a share atom a unit; 0 when this noon burned everything. */
  readonly valuePerUnit: bigint;
  /** G: 1/(R·10^shift) of a point atom a unit, summed since the fund began. */
  readonly pointsPerUnit: bigint;
  /** Decimal digits by which P, G and all fractions of an atom are finer than at the start. */
  readonly shift: number;
  /** How many noons burned everything before this one. */
  readonly generation: number;
}

/** What a noon was asked for. */
export interface NoonInput {
  readonly day: number;
  /** Point atoms to issue at most, ≥ 0. */
  readonly amount: bigint;
  /** Guide price, 1e-8 yuan a point, ≥ 0 (0: nothing burns). */
  readonly price: bigint;
  /** Σ units of all members eligible at this noon. */
  readonly units: bigint;
  /** At most this part of all eligible share value may burn (N10); 1,000,000 ppm is no limit but all of it. */
  readonly maxYieldPpm: bigint;
}

export interface NoonResult {
  readonly index: Index;
  /** Point atoms issued: what all eligible members may claim together, at most `amount`. */
  readonly issued: bigint;
  /** Share atoms burned, rounded down. */
  readonly burned: bigint;
  /** Σ share atoms of the eligible before the noon, rounded down. */
  readonly shares: bigint;
  /** Whether less than `amount` was issued because of the cap. */
  readonly capped: boolean;
}

const ceilDiv = (a: bigint, b: bigint): bigint => (a + b - 1n) / b;
const pow10 = (digits: number): bigint => 10n ** BigInt(digits);

/** floor(numerator ÷ scale) after forgiving 10^-36 of a whole (see Rounding above); numerator ≥ 0. */
export function cut(numerator: bigint, scale: bigint): bigint {
  assert(numerator > -scale, 'only a forgiven fraction may be below zero');
  return (numerator + scale / FORGIVEN) / scale;
}

/** The index from which the fund begins, as if a noon had run on `day` that issued nothing. */
export function firstIndex(day: number): Index {
  return { day, valuePerUnit: VALUE_ONE, pointsPerUnit: 0n, shift: 0, generation: 0 };
}

/** What units bought after this noon cost: the index itself, or a new generation where it burned everything. */
export function opening(index: Index): Index {
  return index.valuePerUnit > 0n ? index : { ...index, valuePerUnit: VALUE_ONE, generation: index.generation + 1 };
}

/** Units that `shares` (atoms) buy at `at`, an opening index; rounded up. */
export function unitsOf(shares: bigint, at: Index): bigint {
  return ceilDiv(shares * SHARE_SCALE * pow10(at.shift), at.valuePerUnit);
}

/** Share atoms that `units` are worth at `at`, rounded down. */
export function sharesOf(units: bigint, at: Index): bigint {
  return cut(units * at.valuePerUnit, SHARE_SCALE * pow10(at.shift));
}

/** Adds digits while the value per unit is small; changes no ratio (ENGINE A.3). */
function refine(index: Index): Index {
  if (index.valuePerUnit === 0n || index.valuePerUnit >= VALUE_LEAST) return index;
  const digits = VALUE_ONE.toString().length - index.valuePerUnit.toString().length;
  const factor = pow10(digits);
  return { ...index, valuePerUnit: index.valuePerUnit * factor, pointsPerUnit: index.pointsPerUnit * factor, shift: index.shift + digits };
}

/** The noon after `last`: ENGINE A.1 with the cap of N10. Pure; the row can be recomputed from its own inputs. */
export function runNoon(last: Index, input: NoonInput): NoonResult {
  const { day, amount, price, units, maxYieldPpm } = input;
  assert(day === last.day + 1, 'noons run day after day');
  assert(amount >= 0n && price >= 0n && units >= 0n, 'amount, price and units are not negative');
  assert(maxYieldPpm > 0n && maxYieldPpm <= PPM, 'the limit of the yield is a part of the whole');
  const from = opening(last);
  const shares = sharesOf(units, from);
  if (units === 0n || amount === 0n) return { index: { ...from, day }, issued: 0n, burned: 0n, shares, capped: amount > 0n };
  const pointScale = POINT_SCALE * pow10(from.shift);
  const worth = units * from.valuePerUnit; // Σ shares × Q
  const allowed = maxYieldPpm < PPM && price > 0n ? cut(worth * maxYieldPpm, pointScale * price * PPM) : amount;
  const wanted = amount < allowed ? amount : allowed;
  const fall = (price * wanted * pointScale) / units;
  const left = (from.valuePerUnit - fall) * units;
  if (fall > 0n && left < (SHARE_SCALE * pow10(from.shift)) / FORGIVEN) {
    const perPoint = price * pointScale;
    const all = ceilDiv(worth - perPoint / FORGIVEN, perPoint);
    const index = { ...from, day, valuePerUnit: 0n, pointsPerUnit: from.pointsPerUnit + ceilDiv(from.valuePerUnit, price) };
    const issued = all < wanted ? all : wanted;
    return { index, issued, burned: shares, shares, capped: issued < amount };
  }
  const index = refine({ ...from, day, valuePerUnit: from.valuePerUnit - fall, pointsPerUnit: from.pointsPerUnit + ceilDiv(wanted * pointScale, units) });
  return { index, issued: wanted, burned: (wanted * price) / PRICE_SCALE, shares, capped: wanted < amount };
}

/** A stake as it was last written: `shares` atoms after the noon `since` (an opening index), and a fraction of a point atom at its shift. */
export interface Written {
  readonly shares: bigint;
  /** 1/(R·10^shift) of a point atom; may be below zero by a forgiven fraction. */
  readonly fraction: bigint;
  readonly since: Index;
}

/** What a written stake has become at a later index: shares left and points earned since, cut to atoms, and the fraction kept. */
export interface Settled {
  readonly shares: bigint;
  readonly points: bigint;
  /** At the shift of `end`. */
  readonly fraction: bigint;
}

/**
 * Carries a stake to the index `end` (ENGINE A.1 settle). `end` is the noon up to which it took part and belongs to the generation of
 * `stake.since`: the noon itself, or the one that burned everything before it.
 */
export function settle(stake: Written, end: Index): Settled {
  const { since, shares, fraction } = stake;
  if (end.day === since.day) return { shares, points: 0n, fraction };
  assert(end.day > since.day && end.generation === since.generation, 'a stake settles forward within its generation');
  const units = unitsOf(shares, since);
  const lift = pow10(end.shift - since.shift);
  const pointScale = POINT_SCALE * pow10(end.shift);
  const earned = units * (end.pointsPerUnit - since.pointsPerUnit * lift) + fraction * lift;
  const points = cut(earned, pointScale);
  return { shares: sharesOf(units, end), points, fraction: earned - points * pointScale };
}
