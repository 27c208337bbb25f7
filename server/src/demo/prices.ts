/** The demo's guide prices: proposed by one person, approved by another, rising slowly once the fund is open (N22). */
import { dayOf, formatDay, instantOf } from '#kernel/day.ts';
import { ONE_POINT, PPM } from '#kernel/amount.ts';
import { fundTotals } from '#modules/airdrop/index.ts';
import type { Rules } from '#modules/rules/index.ts';
import type { Cast } from './cast.ts';
import type { Shop } from './shop.ts';

/** A tenth of a fen: guide prices of the demo are round. */
const ROUND = 100_000n;
/** Above this daily yield the demo's price does not rise, a little below the upper end of the band. */
const HIGHEST_YIELD_PPM = 900n;
const RISES_PPM = [1_050_000n, 1_030_000n, 1_060_000n, 1_020_000n, 1_040_000n];

/**
 * The price of the next noon in atoms; undefined while the fund is not open: it opens once the eligible share value bears the first price
 * within the band (N22). After that the price never falls and rises only as far as the yield allows.
 */
export function nextPrice(state: { eligible: bigint; last: bigint | undefined; day: number }, rules: Rules): bigint | undefined {
  const { eligible, last, day } = state;
  const highestAt = (yieldPpm: bigint): bigint => (eligible * yieldPpm * ONE_POINT) / (rules.airdrop.dailyPts * PPM);
  if (last === undefined) return highestAt(rules.yield.highPpm) >= rules.price.initialAtoms ? rules.price.initialAtoms : undefined;
  const wished = (last * (RISES_PPM[day % RISES_PPM.length] ?? PPM)) / PPM;
  const bearable = highestAt(HIGHEST_YIELD_PPM);
  const next = ((wished < bearable ? wished : bearable) / ROUND) * ROUND;
  return next > last ? next : last;
}

/** The first noon after the instant. */
export function noonAfter(instant: Date, noonMs: number): Date {
  const day = dayOf(instant);
  const today = instantOf(day, noonMs);
  return today > instant ? today : instantOf(day + 1, noonMs);
}

/** Proposes and approves the price of a noon; returns it, or undefined when the fund stays closed. */
export async function setPrice(shop: Shop, cast: Cast, order: { noon: Date; last: bigint | undefined; rules: Rules }): Promise<bigint | undefined> {
  const { noon, last, rules } = order;
  const totals = await fundTotals(shop.app.infra.sql);
  const day = dayOf(noon);
  const price = nextPrice({ eligible: totals?.eligibleShares ?? 0n, last, day }, rules);
  if (price === undefined) return undefined;
  const proposer = cast.staff.get(day % 2 === 0 ? 'operator' : 'strategist');
  const approver = cast.staff.get(day % 2 === 0 ? 'strategist' : 'finance');
  if (!proposer || !approver) throw new Error('the demo has staff who set prices');
  const { approvalId } = await shop.post<{ approvalId: string }>(proposer, '/api/console/economy/proposals', {
    day: formatDay(day), priceAtoms: String(price), amountPts: String(rules.airdrop.dailyPts),
  });
  await shop.post(approver, `/api/console/economy/proposals/${approvalId}/decision`, { decision: 'approve', reason: '' });
  return price;
}
