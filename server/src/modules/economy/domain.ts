/**
 * Guide price and daily release: the arithmetic of yield, burn, cap and ceiling, and what speaks against a plan (R5.1–R5.7, N2, N3, N9, N10, N16).
 * A price is set by the operator; it is not a market price, and nothing here predicts one.
 */
import { ONE_POINT, PPM } from '#kernel/amount.ts';
import { assert } from '#kernel/assert.ts';
import { defineRefusals } from '#kernel/errors.ts';

export const errors = defineRefusals('economy', {
  /** The day has a price already. */
  daySet: 409,
  /** The noon of the day has run. */
  dayOver: 409,
  /** More than a week ahead. */
  dayTooFar: 409,
  /** Not a day of the calendar. */
  noSuchDay: 400,
  /** A finding of the preview blocks the plan. */
  blocked: 409,
  /** No points are released in this database until the law's checks exist (rules/gate.ts). */
  held: 409,
  /** Only in a demo database. */
  demoOnly: 404,
});

/** Prices may be set this many days ahead. */
export const DAYS_AHEAD = 7;

/** Price and release of a day as proposed. */
export interface Plan {
  /** Day number. */
  readonly day: number;
  /** 1e-8 yuan a point. */
  readonly price: bigint;
  /** Point atoms. */
  readonly amount: bigint;
}

/** D·P ÷ ΣSV in ppm, rounded down; null while there is no share value (R5.4, N9). */
export function yieldPpm(plan: { amount: bigint; price: bigint }, shares: bigint): bigint | null {
  return shares === 0n ? null : (plan.amount * plan.price * PPM) / (shares * ONE_POINT);
}

/** Whether D·P ÷ ΣSV is above `ppm`, by however little (R5.4). */
function yieldsMoreThan(ppm: bigint, plan: { amount: bigint; price: bigint }, shares: bigint): boolean {
  return plan.amount * plan.price * PPM > shares * ppm * ONE_POINT;
}

/** The price at which `amount` points yield `ppm` of the share value, rounded down (R5.4). */
export function priceForYield(input: { ppm: bigint; shares: bigint; amount: bigint }): bigint {
  assert(input.amount > 0n, 'a yield is of some points');
  return (input.shares * input.ppm * ONE_POINT) / (input.amount * PPM);
}

export interface CeilingInput {
  readonly budgetFen: bigint;
  readonly totalPts: bigint;
  /** The plan's share of points consumed, in ppm. */
  readonly planConsumedPpm: bigint;
  /** Point atoms destroyed so far, net. */
  readonly destroyedPts: bigint;
  /** Point atoms outside pool, founders and destroyed. */
  readonly circulatingPts: bigint;
}

/** 1e-8 yuan × point atoms in one fen. */
const FEN = 1_000_000n * ONE_POINT;

/**
 * The highest price that the budget bears (N3): min(budget ÷ (total × (1 − min(plan, actual consumed))), budget ÷ circulating), the second only
 * when something circulates. 1e-8 yuan a point, rounded down.
 */
export function ceiling(input: CeilingInput): bigint {
  const planned = (input.totalPts * input.planConsumedPpm) / PPM;
  const consumed = input.destroyedPts < planned ? input.destroyedPts : planned;
  const byTotal = (input.budgetFen * FEN) / (input.totalPts - consumed);
  if (input.circulatingPts <= 0n) return byTotal;
  const byCirculating = (input.budgetFen * FEN) / input.circulatingPts;
  return byTotal < byCirculating ? byTotal : byCirculating;
}

/** What the plan of the pack comes to when the planned share is consumed: the figures of N2. */
export function plannedCeiling(input: Pick<CeilingInput, 'budgetFen' | 'totalPts' | 'planConsumedPpm'>): bigint {
  return ceiling({ ...input, destroyedPts: input.totalPts, circulatingPts: 0n });
}

/** Whether the eligible share value suffices to open the airdrop: one scheduled day may burn at most `yield.high` of it (N22). */
export function mayOpen(input: { eligibleShares: bigint; price: bigint; dailyPts: bigint; highPpm: bigint }): boolean {
  return !yieldsMoreThan(input.highPpm, { amount: input.dailyPts, price: input.price }, input.eligibleShares);
}

export interface Facts {
  readonly eligibleShares: bigint;
  readonly outstandingShares: bigint;
  readonly issued: bigint;
  readonly capped: boolean;
  /** What the pool holds and no other day was promised. */
  readonly poolPts: bigint;
  readonly scheduledPts: bigint;
  readonly ceiling: bigint;
  /** The latest price set for a day before, and the earliest for a day after. */
  readonly previousPrice: bigint | null;
  readonly followingPrice: bigint | null;
  readonly monotone: 'enforce' | 'warn';
  readonly band: { readonly lowPpm: bigint; readonly highPpm: bigint };
  /** ΣSV outstanding from which the band binds (R5.5, N9). */
  readonly controlThreshold: bigint;
  readonly open: boolean;
}

export type FindingCode =
  | 'aboveCeiling' | 'priceFalls' | 'poolEmpty' | 'capped' | 'aboveBand' | 'belowBand' | 'offSchedule' | 'notOpen' | 'nobodyEligible';
export interface Finding { readonly code: FindingCode; readonly severity: 'block' | 'warn' | 'note' }

/** What speaks against a plan, the gravest first: ceiling > cap > monotone > band (AMB-41). */
export function findFindings(plan: Plan, facts: Facts): Finding[] {
  const findings: Finding[] = [];
  const add = (when: boolean, code: FindingCode, severity: Finding['severity']): void => {
    if (when) findings.push({ code, severity });
  };
  const yieldNow = yieldPpm(plan, facts.eligibleShares);
  const controlled = facts.outstandingShares >= facts.controlThreshold;
  add(plan.price > facts.ceiling, 'aboveCeiling', 'block');
  add(plan.amount > facts.poolPts, 'poolEmpty', 'block');
  const falls = (facts.previousPrice !== null && plan.price < facts.previousPrice) || (facts.followingPrice !== null && plan.price > facts.followingPrice);
  add(falls, 'priceFalls', facts.monotone === 'enforce' ? 'block' : 'warn');
  add(facts.capped, 'capped', 'warn');
  add(yieldNow !== null && yieldsMoreThan(facts.band.highPpm, plan, facts.eligibleShares), 'aboveBand', 'warn');
  add(yieldNow !== null && yieldNow < facts.band.lowPpm, 'belowBand', controlled ? 'warn' : 'note');
  add(plan.amount !== facts.scheduledPts, 'offSchedule', 'note');
  add(!facts.open, 'notOpen', 'note');
  add(yieldNow === null, 'nobodyEligible', 'warn');
  return findings;
}
