/** The noons that ran, what they did in all, and what the next would do. */
import type { Sql } from '#infra/sql.ts';
import { type NoonResult, opening, runNoon, sharesOf } from '#modules/airdrop/domain/fund.ts';
import { type DayRow, findCurrentDay, findLastRow, listDays, sumDays } from '#modules/airdrop/store/days.ts';
import { sumCohorts } from '#modules/airdrop/store/stakes.ts';

/** The last noon that ran (day number); undefined before the fund begins. */
export async function currentDay(sql: Sql): Promise<number | undefined> {
  return findCurrentDay(sql);
}

export interface FundTotals {
  /** The last noon that ran (day number). */
  readonly day: number;
  /** Share atoms that the next noon counts, as things stand. */
  readonly eligibleShares: bigint;
  /** The row of the last noon. */
  readonly last: DayRow;
}

/** What the next noon would count; undefined before the fund begins. */
export async function fundTotals(sql: Sql): Promise<FundTotals | undefined> {
  const last = await findLastRow(sql);
  if (!last) return undefined;
  const { units } = await sumCohorts(sql, last.day + 1);
  return { day: last.day, eligibleShares: sharesOf(units, opening(last)), last };
}

/** What the next noon would do as things stand: exactly its own arithmetic. Undefined before the fund begins. */
export async function previewNoon(sql: Sql, order: { amount: bigint; price: bigint; maxYieldPpm?: number }): Promise<NoonResult | undefined> {
  const last = await findLastRow(sql);
  if (!last) return undefined;
  const { units } = await sumCohorts(sql, last.day + 1);
  return runNoon(last, { day: last.day + 1, amount: order.amount, price: order.price, units, maxYieldPpm: BigInt(order.maxYieldPpm ?? 1_000_000) });
}

/** Point atoms issued and share atoms burned by all noons. */
export async function noonTotals(sql: Sql): Promise<{ issued: bigint; burned: bigint }> {
  return sumDays(sql);
}

/** Rows of the fund's history, latest first. */
export async function listNoons(sql: Sql, page: { before?: number; limit: number }): Promise<DayRow[]> {
  return listDays(sql, { first: -2_147_483_648, last: (page.before ?? 2_147_483_647) - 1, limit: page.limit, onlyIssued: false });
}
