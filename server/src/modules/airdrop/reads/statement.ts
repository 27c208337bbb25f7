/** Statements: the noons and all else that moved a member's share value or points. */
import type { Sql } from '#infra/sql.ts';
import { type HistoryRow, listTouches } from '#modules/airdrop/store/history.ts';
import { keyOf } from '#modules/airdrop/store/key.ts';
import { findStakes } from '#modules/airdrop/store/stakes.ts';
import { type AirdropLine, daysOfStake } from './daily.ts';
import { titleOf } from './reasons.ts';

/** A touch or a noon, in the order in which they took effect: the noon of a day comes before what followed it that day. */
export interface Place { readonly day: number; readonly id: bigint }
const LATEST: Place = { day: 2_147_483_647, id: 0n };
const isBefore = (a: Place, b: Place): boolean => a.day < b.day || (a.day === b.day && a.id < b.id);

export type StatementAsset = 'sv' | 'pts';

/** A line of a statement. `amount` is signed; `balanceAfter` is the share value in the fund, or the points from it, after the line. */
export interface StatementLine {
  readonly place: Place;
  readonly kind: string;
  readonly asset: StatementAsset;
  readonly amount: bigint;
  /** Null where the line does not move the balance: share value that waits locked for activation. */
  readonly balanceAfter: bigint | null;
  /** Day number of a noon; null for what else happened. */
  readonly day: number | null;
  readonly at: Date;
}

/** A page of the lines of one asset before a place, latest first. Noons come from the stretches of the stake, all else from what ended them. */
export async function statement(
  sql: Sql, input: { memberId: bigint; asset: StatementAsset; before?: Place; limit: number },
): Promise<{ lines: StatementLine[]; next: Place | null }> {
  const { memberId, asset, before = LATEST, limit } = input;
  const key = keyOf(memberId);
  const [found] = await findStakes(sql, [key]);
  if (!found) return { lines: [], next: null };
  const touches = await listTouches(sql, { ...key, asset, before: { toDay: before.day, id: before.id }, limit: limit + 1 });
  const last = before.id > 0n ? before.day : before.day - 1;
  const days = await daysOfStake(sql, { stake: found.stake, today: found.currentDay, last, limit: limit + 1 });
  const oldest = touches.length > limit ? touches.at(-1) : undefined;
  const complete = latest(days.from === undefined ? undefined : { day: days.from, id: 0n }, oldest && { day: oldest.to, id: oldest.id });
  const merged = [...days.lines.map((line) => noonLine(line, asset)), ...touches.map((row) => touchLine(row, asset))]
    .filter((line) => complete === undefined || !isBefore(line.place, complete))
    .sort((a, b) => (isBefore(a.place, b.place) ? 1 : -1));
  const lines = merged.slice(0, limit);
  if (merged.length > limit) return { lines, next: lines.at(-1)?.place ?? null };
  return { lines, next: complete ?? null };
}

function latest(a: Place | undefined, b: Place | undefined): Place | undefined {
  return a && b ? (isBefore(a, b) ? b : a) : (a ?? b);
}

function noonLine(line: AirdropLine, asset: StatementAsset): StatementLine {
  const common = { place: { day: line.day, id: 0n }, asset, day: line.day, at: line.row.runAt };
  return asset === 'pts'
    ? { ...common, kind: 'airdrop.points', amount: line.points, balanceAfter: line.earned }
    : { ...common, kind: 'airdrop.burned', amount: line.sharesAfter - line.sharesBefore, balanceAfter: line.sharesAfter };
}

function touchLine(row: HistoryRow, asset: StatementAsset): StatementLine {
  const common = { place: { day: row.to, id: row.id }, kind: titleOf(row), asset, day: null, at: row.at };
  if (asset === 'pts') return { ...common, amount: row.pointsDelta, balanceAfter: row.earnedAfter };
  const isLocked = row.kind === 'locked';
  return {
    ...common,
    amount: isLocked ? row.lockedDelta : row.sharesDelta, balanceAfter: isLocked ? null : row.sharesAfter,
  };
}
