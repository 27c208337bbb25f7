/** The daily list: what the noons of a member's days did to him. */
import type { Sql } from '#infra/sql.ts';
import { type DayLine, dayLine, daysOf } from '#modules/airdrop/domain/daily.ts';
import { fundOf, type Stake } from '#modules/airdrop/domain/stake.ts';
import { type DayRow, listDays, listIndexes } from '#modules/airdrop/store/days.ts';
import { type HistoryRow, listStretches } from '#modules/airdrop/store/history.ts';
import { keyOf } from '#modules/airdrop/store/key.ts';
import { findStakes } from '#modules/airdrop/store/stakes.ts';

/** A line of the daily list: what the noon of a day did to one member. */
export interface AirdropLine extends DayLine {
  readonly row: DayRow;
  /** Points earned in all, this day included. */
  readonly earned: bigint;
}

/** How many stretches of a stake a page looks through at most; a page may then be short, never wrong. */
const STRETCHES = 200;

interface Stretch { from: number; to: number; until: number; shares: bigint; fraction: bigint; earnedBefore: bigint }
const stretchOf = (row: HistoryRow): Stretch => ({ ...row, earnedBefore: row.earnedAfter - row.pointsDelta - row.credited });

/** Noons of a member, latest first. */
export interface Days {
  readonly lines: readonly AirdropLine[];
  /** Days before this one were not looked at; undefined when there are none. */
  readonly from: number | undefined;
}

/** The noons at which a stake took part and something was issued, from `last` backwards. */
export async function daysOfStake(sql: Sql, input: { stake: Stake; today: number; last: number; limit: number }): Promise<Days> {
  const { stake, today, limit } = input;
  const last = Math.min(input.last, today);
  const rows = await listStretches(sql, { ...keyOf(stake.memberId), day: last, limit: STRETCHES });
  const open: Stretch = { from: stake.since, to: today, until: stake.until, shares: stake.shares, fraction: stake.fraction, earnedBefore: stake.earned };
  const stretches = [open, ...rows.map(stretchOf)];
  const first = Math.min(...stretches.map((stretch) => stretch.from)) + 1;
  const days = await listDays(sql, { first, last, limit, onlyIssued: true });
  const lastDay = days.length === limit ? days.at(-1)?.day : undefined;
  return { lines: await dayLines(sql, days, stretches), from: lastDay ?? (rows.length >= STRETCHES ? first : undefined) };
}

async function dayLines(sql: Sql, days: readonly DayRow[], stretches: readonly Stretch[]): Promise<AirdropLine[]> {
  const covered = days.flatMap((row) => {
    const stretch = stretches.find((one) => {
      const { first, last } = daysOf(one);
      return row.day >= first && row.day <= last;
    });
    return stretch ? [{ row, stretch }] : [];
  });
  if (covered.length === 0) return [];
  const needed = covered.flatMap(({ row, stretch }) => [row.day, row.day - 1, stretch.from]);
  const indexes = await listIndexes(sql, { days: [...new Set(needed)], ends: true });
  const fund = fundOf(indexes, covered[0]?.row.day ?? 0);
  return covered.map(({ row, stretch }) => {
    const line = dayLine(stretch, row.day, fund);
    return { ...line, row, earned: stretch.earnedBefore + line.pointsSinceFrom };
  });
}

/** The noons at which a member took part and something was issued, latest first, before `beforeDay`. */
export async function listAirdrops(sql: Sql, input: { memberId: bigint; beforeDay?: number; limit: number }): Promise<{ lines: AirdropLine[]; next: number | null }> {
  const [found] = await findStakes(sql, [keyOf(input.memberId)]);
  if (!found) return { lines: [], next: null };
  const last = input.beforeDay === undefined ? found.currentDay : input.beforeDay - 1;
  const { lines, from } = await daysOfStake(sql, { stake: found.stake, today: found.currentDay, last, limit: input.limit + 1 });
  const page = lines.slice(0, input.limit);
  const nextAfterPage = lines.length > input.limit ? page.at(-1)?.day : undefined;
  return { lines: page, next: nextAfterPage ?? from ?? null };
}
