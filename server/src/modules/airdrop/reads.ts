/** What members and other modules may read of the fund: positions, totals, the daily list, statements and their reasons. Nothing here writes. */
import type { Sql } from '#infra/sql.ts';
import { DECIMALS, formatAtoms, PRICE_DECIMALS } from '#kernel/amount.ts';
import { bucketOf } from '#kernel/id.ts';
import { findEntries, type PostedEntry } from '#modules/ledger/index.ts';
import { type DayLine, dayLine, daysOf } from './domain/daily.ts';
import { type NoonResult, opening, runNoon, sharesOf } from './domain/fund.ts';
import { errors, type Fund, fundOf, isEligible, nettedOf, type Stake, valueNow } from './domain/stake.ts';
import { accumulatedAt, NEVER } from './domain/window.ts';
import type { Line, Step } from './service/change.ts';
import { type DayRow, findCurrentDay, findLastRow, listDays, listIndexes, sumDays } from './store/days.ts';
import { type ChangedLine, findInterval, type HistoryRow, linesOf, listLines, listStretches, listTouches } from './store/history.ts';
import type { Key } from './store/key.ts';
import { findStakes, sumCohorts } from './store/stakes.ts';

/** A member's place in the fund now; all amounts in atoms. */
export interface Position {
  readonly memberId: bigint;
  /** Share value in the fund: active when eligible, else paused and undecayed. */
  readonly shares: bigint;
  readonly locked: bigint;
  readonly eligible: boolean;
  /** Last noon at which the member takes part (day number); null before a window ever opened. */
  readonly until: number | null;
  /** Fen spent towards the next extension of the window (N7). */
  readonly accumulated: bigint;
  /** Points earned beyond what was posted to the ledger, less what is owed: shown balance = ledger + accrued. */
  readonly accrued: bigint;
  /** All points the fund ever gave the member and did not take back. */
  readonly earned: bigint;
  /** Points still to be taken back from what noons earn him (N6). */
  readonly owed: bigint;
}

const keyOf = (memberId: bigint): Key => ({ bucket: bucketOf(memberId), memberId });

/** Where some members stand now, in two statements. Members the fund does not know have nothing. */
export async function positionsOf(sql: Sql, memberIds: readonly bigint[]): Promise<Map<bigint, Position>> {
  const found = await findStakes(sql, memberIds.map(keyOf));
  const fund = await fundAt(sql, found.map(({ stake }) => stake), found[0]?.currentDay);
  const positions = found.map(({ stake }) => [stake.memberId, positionIn(stake, fund)] as const);
  const none = memberIds.map((memberId) => [memberId, { memberId, shares: 0n, locked: 0n, eligible: false, until: null, accumulated: 0n, accrued: 0n, earned: 0n, owed: 0n }] as const);
  return new Map<bigint, Position>([...none, ...positions]);
}

/** Where one member stands now. */
export async function positionOf(sql: Sql, memberId: bigint): Promise<Position> {
  const positions = await positionsOf(sql, [memberId]);
  return positions.get(memberId) as Position;
}

function positionIn(stake: Stake, fund: Fund): Position {
  const now = valueNow(stake, fund);
  const netted = nettedOf(stake, now.points);
  return {
    memberId: stake.memberId, shares: now.shares, locked: stake.locked, eligible: isEligible(stake, fund.current),
    until: stake.until === NEVER ? null : stake.until, accumulated: accumulatedAt(stake, fund.current.day), accrued: now.points - netted, earned: stake.earned + now.points, owed: stake.owed - netted,
  };
}

async function fundAt(sql: Sql, stakes: readonly Pick<Stake, 'since' | 'until'>[], currentDay = 0): Promise<Fund> {
  const days = stakes.flatMap(({ since, until }) => [since, Math.max(since, Math.min(currentDay, until))]);
  return stakes.length === 0 ? emptyFund : fundOf(await listIndexes(sql, { days: [...new Set([currentDay, ...days])], ends: true }), currentDay);
}

/** For answers about nobody. */
const emptyFund: Fund = fundOf([{ day: 0, valuePerUnit: 1n, pointsPerUnit: 0n, shift: 0, generation: 0 }], 0);

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

/** A line of the daily list: what the noon of a day did to one member. */
export interface AirdropLine extends DayLine {
  readonly row: DayRow;
  /** Points earned in all, this day included. */
  readonly earned: bigint;
}

/** A touch or a noon, in the order in which they took effect: the noon of a day comes before what followed it that day. */
export interface Place { readonly day: number; readonly id: bigint }
const LATEST: Place = { day: 2_147_483_647, id: 0n };
const isBefore = (a: Place, b: Place): boolean => a.day < b.day || (a.day === b.day && a.id < b.id);

/** How many stretches of a stake a page looks through at most; a page may then be short, never wrong. */
const STRETCHES = 200;

interface Stretch { from: number; to: number; until: number; shares: bigint; fraction: bigint; earnedBefore: bigint }
const stretchOf = (row: HistoryRow): Stretch => ({ ...row, earnedBefore: row.earnedAfter - row.pointsDelta - row.credited });

interface Days {
  readonly lines: readonly AirdropLine[];
  /** Days before this one were not looked at; undefined when there are none. */
  readonly from: number | undefined;
}

/** The noons at which a stake took part and something was issued, from `last` backwards. */
async function daysOfStake(sql: Sql, input: { stake: Stake; today: number; last: number; limit: number }): Promise<Days> {
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

/** The reason of a line as it was kept when the line was written. */
export interface KeptReason {
  readonly title: string;
  readonly event: { readonly type: string; readonly position: string; readonly at: string } | null;
  readonly rule: { readonly version: number; readonly pack: string; readonly paragraph: string } | null;
  readonly steps: readonly Step[];
}

// The reason was written by this module from a typed value.
const reasonOf = ({ reason }: { readonly reason: string | null }): KeptReason | null => (reason === null ? null : (JSON.parse(reason) as KeptReason));
const titleOf = (row: HistoryRow): string => reasonOf(row)?.title ?? `airdrop.${row.kind}`;

/** Every line of a member's history, oldest first: what it changed in atoms, and why. */
export async function historyOf(sql: Sql, memberId: bigint): Promise<(Omit<ChangedLine, 'reason'> & { reason: KeptReason | null })[]> {
  return (await linesOf(sql, memberId)).map((line) => ({ ...line, reason: reasonOf(line) }));
}

/** The reasons of some lines by the id of the line. */
export async function reasonsOf(sql: Sql, lines: readonly (Line & { memberId: bigint })[]): Promise<Map<bigint, KeptReason>> {
  const rows = await listLines(sql, lines.map(({ memberId, day, id }) => ({ ...keyOf(memberId), day, id })));
  return new Map(rows.flatMap((row) => {
    const reason = reasonOf(row);
    return reason ? [[row.id, reason] as const] : [];
  }));
}

/** Why a line is as it is: what happened, under which rule, the arithmetic, and the entries in the ledger. */
export interface Explanation {
  readonly kind: string;
  readonly event: { readonly type: string; readonly position: string | null; readonly at: Date };
  readonly rule: { readonly version: number; readonly pack: string; readonly paragraph: string } | null;
  readonly steps: readonly Step[];
  readonly entries: readonly PostedEntry[];
}

const sv = (atoms: bigint): string => formatAtoms(atoms, DECIMALS.SV);
const pts = (atoms: bigint): string => formatAtoms(atoms, DECIMALS.PTS);

/** Explains the line of a noon (its day number) or of a touch (its id). Refusal: airdrop.unknownLine. */
export async function explainLine(sql: Sql, line: { memberId: bigint; id: bigint }): Promise<Explanation> {
  return line.id < 10_000_000n ? explainNoon(sql, { memberId: line.memberId, day: Number(line.id) }) : explainTouch(sql, line);
}

async function explainTouch(sql: Sql, line: { memberId: bigint; id: bigint }): Promise<Explanation> {
  const key = keyOf(line.memberId);
  const row = await findInterval(sql, { ...key, id: line.id });
  if (!row) throw errors.unknownLine();
  const reason = reasonOf(row);
  const before = row.sharesAfter - row.sharesDelta;
  const own: Step[] = [{ key: 'airdrop.step.balance', params: { before: sv(before), change: sv(row.sharesDelta), after: sv(row.sharesAfter), locked: sv(row.lockedAfter) } }];
  return {
    kind: titleOf(row),
    event: reason?.event ? { type: reason.event.type, position: reason.event.position, at: new Date(reason.event.at) } : { type: titleOf(row), position: null, at: row.at },
    rule: reason?.rule ?? null,
    steps: [...(reason?.steps ?? []), ...own],
    entries: row.entryId === null ? [] : await findEntries(sql, [{ bucket: bucketOf(row.entryId), id: row.entryId }]),
  };
}

async function explainNoon(sql: Sql, input: { memberId: bigint; day: number }): Promise<Explanation> {
  const { lines } = await listAirdrops(sql, { memberId: input.memberId, beforeDay: input.day + 1, limit: 1 });
  const line = lines.find((one) => one.day === input.day);
  if (!line) throw errors.unknownLine();
  const { row } = line;
  const price = formatAtoms(row.price, PRICE_DECIMALS);
  return {
    kind: 'airdrop.points', event: { type: 'airdrop.noonRun', position: null, at: row.runAt }, rule: null,
    steps: [
      { key: 'airdrop.step.share', params: { mine: sv(line.sharesBefore), total: sv(row.shares) } },
      { key: 'airdrop.step.points', params: { issued: pts(row.issued), mine: sv(line.sharesBefore), total: sv(row.shares), points: pts(line.points) } },
      { key: 'airdrop.step.burn', params: { points: pts(line.points), price, burned: sv(line.sharesBefore - line.sharesAfter), after: sv(line.sharesAfter) } },
    ],
    entries: row.entryId === null ? [] : await findEntries(sql, [{ bucket: 0, id: row.entryId }]),
  };
}
