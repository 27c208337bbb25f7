/** What people see of the economy: the preview of a plan, totals, prices with who set them, noons. */
import type { Sql } from '#infra/sql.ts';
import { currentDay, fundTotals, noonTotals, previewNoon } from '#modules/airdrop/index.ts';
import { systemTotal, trialBalance } from '#modules/ledger/index.ts';
import { type Rules, scheduledAmount } from '#modules/rules/index.ts';
import { ceiling, type Finding, findFindings, type Plan, yieldPpm } from './domain.ts';
import * as store from './store.ts';

/** Where all points and all share value stand, in atoms. */
export interface Totals {
  readonly eligibleShares: bigint;
  /** Of members whose window is closed, and of those not activated: at the ledger's sealed position, up to two minutes old. */
  readonly pausedShares: bigint;
  readonly lockedShares: bigint;
  readonly burnedShares: bigint;
  readonly poolPts: bigint;
  readonly foundersPts: bigint;
  readonly circulatingPts: bigint;
  readonly destroyedPts: bigint;
  readonly totalPts: bigint;
  /** 1e-8 yuan a point (N3). */
  readonly ceiling: bigint;
  readonly scheduledPts: bigint;
}

/** All totals. Points and burn are exact as of now; pool + founders + circulating + destroyed = total. */
export async function readTotals(sql: Sql, rules: Rules): Promise<Totals> {
  const { lines } = await trialBalance(sql);
  const sealed = (kind: string): bigint => lines.find((line) => line.kind === kind)?.balance ?? 0n;
  const fund = await fundTotals(sql);
  const noons = await noonTotals(sql);
  const supply = await store.findSupply(sql);
  const opening = await store.findOpening(sql);
  const ran = await currentDay(sql);
  const totalPts = supply?.totalPts ?? rules.supply.totalPts;
  const foundersPts = supply?.foundersPts ?? rules.supply.foundersPts;
  const destroyedPts = sealed('destroyed');
  const poolPts = supply ? await systemTotal(sql, 'pool') : totalPts - foundersPts;
  const circulatingPts = totalPts - foundersPts - poolPts - destroyedPts;
  return {
    eligibleShares: fund?.eligibleShares ?? 0n, pausedShares: sealed('svPaused'), lockedShares: sealed('svLocked'), burnedShares: noons.burned,
    poolPts, foundersPts, circulatingPts, destroyedPts, totalPts,
    ceiling: ceiling({ budgetFen: rules.plan.budgetFen, totalPts, planConsumedPpm: rules.plan.consumedPpm, destroyedPts, circulatingPts }),
    scheduledPts: scheduledAmount({ airdrop: rules.airdrop, index: opening && ran !== undefined ? ran + 1 - opening.day : 0, poolPts }),
  };
}

export interface Preview {
  readonly plan: Plan;
  readonly totals: Totals;
  /** On the eligible, and on all outstanding share value (N9); null while there is none. */
  readonly yieldPpm: bigint | null;
  readonly planYieldPpm: bigint | null;
  readonly issued: bigint;
  readonly burned: bigint;
  readonly capped: boolean;
  readonly previousPrice: bigint | null;
  readonly findings: readonly Finding[];
}

/** What a plan would do at the next noon as things stand now, and what speaks against it. */
export async function previewPlan(sql: Sql, input: { plan: Plan; rules: Rules }): Promise<Preview> {
  const { plan, rules } = input;
  const totals = await readTotals(sql, rules);
  const result = await previewNoon(sql, { amount: plan.amount, price: plan.price, maxYieldPpm: Number(rules.airdrop.maxDailyYieldPpm) });
  const [previous] = await store.listPrices(sql, { before: plan.day, limit: 1 });
  const [following] = await store.listPricesAfter(sql, { after: plan.day, limit: 1 });
  // Points that other days to come were promised are not there to be promised again.
  const promised = await store.sumPromised(sql, { after: (await currentDay(sql)) ?? 0, except: plan.day });
  const outstandingShares = totals.eligibleShares + totals.pausedShares;
  const nobody = totals.eligibleShares === 0n;
  const findings = findFindings(plan, {
    eligibleShares: totals.eligibleShares, outstandingShares, issued: result?.issued ?? 0n, capped: !nobody && (result?.capped ?? false), poolPts: totals.poolPts - promised,
    scheduledPts: totals.scheduledPts, ceiling: totals.ceiling, previousPrice: previous?.price ?? null, followingPrice: following?.price ?? null,
    monotone: rules.price.monotone, band: rules.yield, controlThreshold: rules.controlThresholdSv, open: (await store.findOpening(sql)) !== undefined,
  });
  return {
    plan, totals, yieldPpm: yieldPpm(plan, totals.eligibleShares), planYieldPpm: yieldPpm(plan, outstandingShares), issued: result?.issued ?? 0n, burned: result?.burned ?? 0n,
    capped: !nobody && (result?.capped ?? false), previousPrice: previous?.price ?? null, findings,
  };
}
