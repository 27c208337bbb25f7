/** The history of stakes: intervals as they are appended, and the lines that statements and the copy of a member's data read. */
import { int4Array, int8Array } from '#infra/binary-array.ts';
import { numberArray, textArray } from '#infra/binary-text-array.ts';
import { growing } from '#infra/growing-statement.ts';
import type { Sql, Tx } from '#infra/sql.ts';
import { bucketOf } from '#kernel/id.ts';
import type { Step } from '#modules/airdrop/domain/part.ts';
import type { Interval } from '#modules/airdrop/domain/stake.ts';
import { type Key, keyArrays } from './key.ts';

/** An interval as it is kept: whose it is, and why it ended. */
export interface IntervalRow extends Interval {
  readonly bucket: number;
  readonly memberId: bigint;
  readonly id: bigint;
  readonly entryId: bigint | null;
  /** JSON of the reason. */
  readonly reason: string | null;
}

/** What insertIntervals writes, ready to be sent. */
export function intervalValues(input: { at: Date; rows: readonly IntervalRow[] }): unknown[] {
  const { at, rows } = input;
  return [
    ...keyArrays(rows), int4Array(rows.map((r) => r.to)), int8Array(rows.map((r) => r.id)), textArray(rows.map((r) => r.kind)), int4Array(rows.map((r) => r.from)),
    int4Array(rows.map((r) => r.until)), numberArray(rows.map((r) => r.shares)), numberArray(rows.map((r) => r.fraction)), numberArray(rows.map((r) => r.sharesDelta)),
    numberArray(rows.map((r) => r.lockedDelta)), numberArray(rows.map((r) => r.pointsDelta)), numberArray(rows.map((r) => r.sharesAfter)), numberArray(rows.map((r) => r.lockedAfter)),
    numberArray(rows.map((r) => r.credited)), numberArray(rows.map((r) => r.earnedAfter)), numberArray(rows.map((r) => r.entryId)),
    textArray(rows.map((r) => r.reason)), at,
  ];
}

const INSERT_INTERVALS = growing({ name: 'airdrop.insertIntervals', text: `insert into airdrop.stake_interval (bucket, member_id, to_day, id, kind, from_day, until_day, shares, fraction, shares_delta, locked_delta,
       points_delta, shares_after, locked_after, credited, earned_after, entry_id, reason, at)
     select i.*, $19::timestamptz from unnest($1::int[], $2::bigint[], $3::int[], $4::bigint[], $5::text[], $6::int[], $7::int[], $8::numeric[], $9::numeric[], $10::numeric[],
       $11::numeric[], $12::numeric[], $13::numeric[], $14::numeric[], $15::numeric[], $16::numeric[], $17::bigint[], $18::text[]) as i` });

/** Appends to the history. */
export async function insertIntervals(tx: Tx, values: readonly unknown[]): Promise<void> {
  await tx.run(
    INSERT_INTERVALS.next(), values);
}

/** What a statement reads of an interval. */
export interface HistoryRow extends Omit<IntervalRow, 'bucket' | 'memberId'> {
  readonly at: Date;
}

const HISTORY = `i.id, i.kind, i.from_day as "from", i.to_day as "to", i.until_day as "until", i.shares, i.fraction, i.shares_delta as "sharesDelta",
  i.locked_delta as "lockedDelta", i.points_delta as "pointsDelta", i.shares_after as "sharesAfter", i.locked_after as "lockedAfter", i.credited, i.earned_after as "earnedAfter", i.at,
  i.entry_id as "entryId", i.reason`;

/** What changed a member's share value, or what was taken from his points, before (toDay, id), latest first. */
export async function listTouches(sql: Sql, input: Key & { asset: 'sv' | 'pts'; before: { toDay: number; id: bigint }; limit: number }): Promise<HistoryRow[]> {
  const moved = input.asset === 'sv' ? '(i.shares_delta <> 0 or i.locked_delta <> 0)' : 'i.points_delta <> 0';
  return sql.rows<HistoryRow>(
    `select ${HISTORY} from airdrop.stake_interval i
     where i.bucket = $1 and i.member_id = $2 and (i.to_day, i.id) < ($3::int, $4::bigint) and ${moved}
     order by i.to_day desc, i.id desc limit $5`,
    [input.bucket, input.memberId, input.before.toDay, input.before.id, input.limit]);
}

/** The closed stretches of a stake that span noons: the one over the noon of `day`, and at most `limit` before it, latest first. */
export async function listStretches(sql: Sql, input: Key & { day: number; limit: number }): Promise<HistoryRow[]> {
  const spans = `i.bucket = $1 and i.member_id = $2 and i.from_day < i.to_day and i.kind <> 'locked'`;
  return sql.rows<HistoryRow>(
    `(select ${HISTORY} from airdrop.stake_interval i where ${spans} and i.to_day >= $3 order by i.to_day, i.id limit 1)
     union all
     (select ${HISTORY} from airdrop.stake_interval i where ${spans} and i.to_day < $3 order by i.to_day desc, i.id desc limit $4)`,
    [input.bucket, input.memberId, input.day, input.limit]);
}

/** Stretches since a grant that a part is followed through at most: one a day, so ten years. */
const STEPS = 3_660;

/** The stretches of stakes since some lines of theirs that spanned noons, and what was spent, oldest first, with the number of the line each follows. */
export async function listStepsSince(sql: Sql, lines: readonly (Key & { day: number; id: bigint })[]): Promise<(Step & { line: number })[]> {
  return sql.rows<Step & { line: number }>(
    `select k.line, i.* from unnest($1::int[], $2::bigint[], $3::int[], $4::bigint[], $5::int[]) as k (bucket, member_id, to_day, id, line)
     cross join lateral (
       select s.kind, s.from_day as "from", s.to_day as "to", s.until_day as "until", s.shares, s.shares_delta as "sharesDelta", s.shares_after as "sharesAfter"
       from airdrop.stake_interval s
       where s.bucket = k.bucket and s.member_id = k.member_id and (s.to_day, s.id) > (k.to_day, k.id)
         and (s.kind = 'spent' or (s.kind <> 'locked' and s.from_day >= k.to_day and s.from_day < s.to_day and s.from_day < s.until_day))
       order by s.to_day, s.id limit ${STEPS}) as i
     order by k.line, i."to", i."from"`,
    [...keyArrays(lines), int4Array(lines.map((line) => line.day)), int8Array(lines.map((line) => line.id)), int4Array(lines.map((_, index) => index))]);
}

/** One interval by its id. */
export async function findInterval(sql: Sql, key: Key & { id: bigint }): Promise<HistoryRow | undefined> {
  return sql.maybe<HistoryRow>(`select ${HISTORY} from airdrop.stake_interval i where i.bucket = $1 and i.member_id = $2 and i.id = $3`,
    [key.bucket, key.memberId, key.id]);
}

/** Lines by their whole keys; those that do not exist are absent. */
export async function listLines(sql: Sql, keys: readonly (Key & { day: number; id: bigint })[]): Promise<HistoryRow[]> {
  return sql.rows<HistoryRow>(
    `select ${HISTORY} from unnest($1::int[], $2::bigint[], $3::int[], $4::bigint[]) as k (bucket, member_id, to_day, id)
     join airdrop.stake_interval i on i.bucket = k.bucket and i.member_id = k.member_id and i.to_day = k.to_day and i.id = k.id`,
    [...keyArrays(keys), int4Array(keys.map((key) => key.day)), int8Array(keys.map((key) => key.id))]);
}

export interface ChangedLine {
  readonly at: Date;
  readonly kind: string;
  /** Atoms, as all three. */
  readonly shares: bigint;
  readonly locked: bigint;
  readonly points: bigint;
  readonly reason: string | null;
}

/** Every line of a member's history, oldest first: what it changed. */
export function linesOf(sql: Sql, memberId: bigint): Promise<ChangedLine[]> {
  return sql.rows<ChangedLine>(
    `select at, kind, shares_delta as shares, locked_delta as locked, credited + points_delta as points, reason from airdrop.stake_interval
     where bucket = $1 and member_id = $2 order by to_day, id`, [bucketOf(memberId), memberId]);
}
