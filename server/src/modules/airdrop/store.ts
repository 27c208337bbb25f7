/**
 * All SQL of the share-value fund. Every function is one statement, whatever the number of members. The statements of a touch are prepared once a
 * connection: planning them anew would cost a single touch as much as running them, and a waiting noon waits for the touches under way.
 */
import type { Sql, Tx } from '#infra/sql.ts';
import { int4Array, int8Array } from '#infra/binary-array.ts';
import { numberArray, textArray } from '#infra/binary-text-array.ts';
import { growing } from '#infra/growing-statement.ts';
import { assert } from '#kernel/assert.ts';
import { bucketOf } from '#kernel/id.ts';
import type { Index } from './domain/fund.ts';
import type { Step } from './domain/part.ts';
import type { Interval, Stake } from './domain/stake.ts';

/** The advisory lock that every stake transaction shares and noon takes alone (ENGINE A.5). */
const GATE = 4_277;

/** A row of the history of the fund: inputs, results and the index after the noon. */
export interface DayRow extends Index {
  readonly revision: number;
  readonly amountSet: bigint;
  readonly price: bigint;
  readonly maxYieldPpm: number;
  readonly units: bigint;
  readonly shares: bigint;
  readonly issued: bigint;
  readonly burned: bigint;
  readonly lapsed: bigint;
  readonly runAt: Date;
  readonly entryId: bigint | null;
  readonly previousHash: Buffer;
  readonly hash: Buffer;
}

const DAY_COLUMNS = ['day', 'revision', 'amount_set', 'price', 'max_yield_ppm', 'units', 'shares', 'issued', 'burned', 'lapsed', 'value_per_unit',
  'points_per_unit', 'shift', 'generation', 'run_at', 'entry_id', 'previous_hash', 'hash'];
const camel = (name: string): string => name.replaceAll(/_(.)/g, (_, letter: string) => letter.toUpperCase());
const select = (columns: readonly string[], from: string): string => columns.map((column) => `${from}.${column} as "${camel(column)}"`).join(', ');
const DAY = select(DAY_COLUMNS, 'd');
const STAKE_COLUMNS = ['member_id', 'shares', 'since_day', 'until_day', 'fraction', 'locked', 'earned', 'owed', 'accumulated', 'accumulated_on'];

const ENTER_GATE = { name: 'airdrop.enterGate', text: 'select pg_advisory_xact_lock_shared($1)' };

/** Waits until no noon is running; noon then waits until this transaction ends. Read `current_day` in a later statement only. */
export async function enterGate(tx: Tx): Promise<void> {
  await tx.run(ENTER_GATE, [GATE]);
}

/** Waits at most `limitMs` for running stake transactions; newcomers wait meanwhile, so the limit is short and the caller retries. */
export async function closeGate(tx: Tx, limitMs: number): Promise<void> {
  await tx.run(`set local lock_timeout = ${Math.trunc(limitMs)}; select pg_advisory_xact_lock(${GATE})`);
}

/** The last noon that ran; undefined before the fund begins. */
export async function findCurrentDay(sql: Sql): Promise<number | undefined> {
  return (await sql.maybe<{ day: number }>('select current_day as day from airdrop.fund where only_row'))?.day;
}

const LAST_ROW = growing({ name: 'airdrop.lastRow', text: `select ${DAY} from airdrop.day d where d.day = (select f.current_day from airdrop.fund f where f.only_row)` });

/** The row of the last noon that ran; undefined before the fund begins. */
export async function findLastRow(sql: Sql): Promise<DayRow | undefined> {
  return sql.maybe<DayRow>(LAST_ROW.next());
}

/** Begins the fund with its first row, unless somebody else just did. */
export async function insertFirstDay(tx: Tx, row: DayRow): Promise<void> {
  await tx.run(`with begun as (insert into airdrop.fund (current_day) values ($1) on conflict do nothing returning 1)
    insert into airdrop.day (${DAY_COLUMNS.join(', ')}) select ${DAY_COLUMNS.map((_, n) => `$${n + 1}${DAY_CASTS[n]}`).join(', ')} from begun`, dayValues(row));
}

const DAY_CASTS = ['::int', '::int', '::numeric', '::numeric', '::int', '::numeric', '::numeric', '::numeric', '::numeric', '::numeric', '::numeric',
  '::numeric', '::int', '::int', '::timestamptz', '::bigint', '::bytea', '::bytea'];

function dayValues(row: DayRow): unknown[] {
  return [row.day, row.revision, row.amountSet, row.price, row.maxYieldPpm, row.units, row.shares, row.issued, row.burned, row.lapsed, row.valuePerUnit,
    row.pointsPerUnit, row.shift, row.generation, row.runAt, row.entryId, row.previousHash, row.hash];
}

/** Writes the row of a noon and moves the clock to it. */
export async function insertDay(tx: Tx, row: DayRow): Promise<void> {
  await tx.run(`with moved as (update airdrop.fund set current_day = $1 where only_row and current_day = $1::int - 1 returning 1)
    insert into airdrop.day (${DAY_COLUMNS.join(', ')}) select ${DAY_COLUMNS.map((_, n) => `$${n + 1}${DAY_CASTS[n]}`).join(', ')} from moved`, dayValues(row));
}

/** The row of a day. */
export async function findDay(sql: Sql, day: number): Promise<DayRow | undefined> {
  return sql.maybe<DayRow>(`select ${DAY} from airdrop.day d where d.day = $1`, [day]);
}

/** The rows of a range of days, latest first; `onlyIssued` leaves out days without an airdrop. */
export async function listDays(sql: Sql, range: { first: number; last: number; limit: number; onlyIssued: boolean }): Promise<DayRow[]> {
  return sql.rows<DayRow>(`select ${DAY} from airdrop.day d where d.day between $1 and $2 and (d.issued > 0 or not $3) order by d.day desc limit $4`,
    [range.first, range.last, range.onlyIssued, range.limit]);
}

/** Sums over the whole history. */
export async function sumDays(sql: Sql): Promise<{ issued: bigint; burned: bigint }> {
  return sql.one<{ issued: bigint; burned: bigint }>('select coalesce(sum(issued), 0) as issued, coalesce(sum(burned), 0) as burned from airdrop.day');
}

const INDEX = select(['day', 'value_per_unit', 'points_per_unit', 'shift', 'generation'], 'd');

const INDEXES = growing({ name: 'airdrop.indexes', text: `select ${INDEX} from airdrop.day d where d.day = any($1::int[])` });
const INDEXES_WITH_ENDS = growing({ name: 'airdrop.indexesWithEnds', text: `select ${INDEX} from airdrop.day d where d.day = any($1::int[])
     union
     select ${INDEX} from airdrop.day k
     join airdrop.day d on d.value_per_unit = 0 and d.generation = k.generation + (k.value_per_unit = 0)::int
     where k.day = any($1::int[])` });

/** The indexes of some days; with `ends`, also of the noons that ended the generations of stakes written then. */
export async function listIndexes(sql: Sql, input: { days: readonly number[]; ends: boolean }): Promise<Index[]> {
  return sql.rows<Index>((input.ends ? INDEXES_WITH_ENDS : INDEXES).next(), [int4Array(input.days)]);
}

interface StakeRow { memberId: bigint; shares: bigint; sinceDay: number; untilDay: number; fraction: bigint; locked: bigint; earned: bigint; owed: bigint; accumulated: bigint; accumulatedOn: number }

function toStake(row: StakeRow): Stake {
  return {
    memberId: row.memberId, shares: row.shares, since: row.sinceDay, until: row.untilDay, fraction: row.fraction, locked: row.locked, earned: row.earned,
    owed: row.owed, accumulated: row.accumulated, accumulatedOn: row.accumulatedOn,
  };
}

/** Who: a member and his bucket. */
export interface Key { readonly bucket: number; readonly memberId: bigint }

const keyArrays = (keys: readonly Key[]): unknown[] => [int4Array(keys.map((key) => key.bucket)), int8Array(keys.map((key) => key.memberId))];

const LOCK_STAKES = growing({ name: 'airdrop.lockStakes', text: `select ${select(STAKE_COLUMNS, 's')} from unnest($1::int[], $2::bigint[]) as k (bucket, member_id)
     join airdrop.stake s on s.bucket = k.bucket and s.member_id = k.member_id
     order by s.bucket, s.member_id for no key update of s` });

/** Locks the stakes of some members in key order; members without one are absent. */
export async function lockStakes(tx: Tx, keys: readonly Key[]): Promise<Stake[]> {
  const rows = await tx.rows<StakeRow>(
    LOCK_STAKES.next(), keyArrays(keys));
  return rows.map(toStake);
}

/** Gives members their empty stakes, so that there is a row to lock. */
export async function insertStakes(tx: Tx, input: { keys: readonly Key[]; stakes: readonly Stake[] }): Promise<void> {
  const { keys, stakes } = input;
  await tx.run(
    `insert into airdrop.stake (bucket, ${STAKE_COLUMNS.join(', ')})
     select k.bucket, k.member_id, 0, k.since_day, k.until_day, 0, 0, 0, 0, 0, k.accumulated_on
     from unnest($1::int[], $2::bigint[], $3::int[], $4::int[], $5::int[]) as k (bucket, member_id, since_day, until_day, accumulated_on)
     order by 1, 2 on conflict do nothing`,
    [...keyArrays(keys), ...[stakes.map((stake) => stake.since), stakes.map((stake) => stake.until), stakes.map((stake) => stake.accumulatedOn)].map((days) => int4Array(days))]);
}

const FIND_STAKES = growing({ name: 'airdrop.findStakes', text: `select ${select(STAKE_COLUMNS, 's')}, f.current_day as "currentDay" from unnest($1::int[], $2::bigint[]) as k (bucket, member_id)
     join airdrop.stake s on s.bucket = k.bucket and s.member_id = k.member_id cross join airdrop.fund f` });

/** The stakes of some members as last written, with the noon that was current when they were read. */
export async function findStakes(sql: Sql, keys: readonly Key[]): Promise<{ stake: Stake; currentDay: number }[]> {
  const rows = await sql.rows<StakeRow & { currentDay: number }>(
    FIND_STAKES.next(), keyArrays(keys));
  return rows.map((row) => ({ stake: toStake(row), currentDay: row.currentDay }));
}

const UPDATE_STAKES = growing({ name: 'airdrop.updateStakes', text: `update airdrop.stake s set shares = n.shares, since_day = n.since_day, until_day = n.until_day, fraction = n.fraction, locked = n.locked, earned = n.earned, owed = n.owed,
       accumulated = n.accumulated, accumulated_on = n.accumulated_on
     from unnest($1::int[], $2::bigint[], $3::numeric[], $4::int[], $5::int[], $6::numeric[], $7::numeric[], $8::numeric[], $9::numeric[], $10::bigint[], $11::int[])
       as n (bucket, member_id, shares, since_day, until_day, fraction, locked, earned, owed, accumulated, accumulated_on)
     where s.bucket = n.bucket and s.member_id = n.member_id` });

/** Writes stakes that are locked. */
export async function updateStakes(tx: Tx, input: { keys: readonly Key[]; stakes: readonly Stake[] }): Promise<void> {
  const { keys, stakes } = input;
  await tx.run(
    UPDATE_STAKES.next(),
    [...keyArrays(keys), numberArray(stakes.map((s) => s.shares)), int4Array(stakes.map((s) => s.since)), int4Array(stakes.map((s) => s.until)),
      numberArray(stakes.map((s) => s.fraction)), numberArray(stakes.map((s) => s.locked)), numberArray(stakes.map((s) => s.earned)), numberArray(stakes.map((s) => s.owed)),
      int8Array(stakes.map((s) => s.accumulated)), int4Array(stakes.map((s) => s.accumulatedOn))]);
}

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

export interface CohortRow { readonly bucket: number; readonly lastNoon: number; readonly units: bigint }

const ADD_TO_COHORTS = growing({ name: 'airdrop.addToCohorts', text: `insert into airdrop.cohort as c (bucket, last_noon, units)
     select n.bucket, n.last_noon, n.units from unnest($1::int[], $2::int[], $3::numeric[]) as n (bucket, last_noon, units) order by 1, 2
     on conflict (bucket, last_noon) do update set units = c.units + excluded.units returning c.units` });

/** Adds to cohorts, in key order; a change may be negative, the sum never. */
export async function addToCohorts(tx: Tx, rows: readonly CohortRow[]): Promise<void> {
  const sums = await tx.rows<{ units: bigint }>(
    ADD_TO_COHORTS.next(),
    [int4Array(rows.map((r) => r.bucket)), int4Array(rows.map((r) => r.lastNoon)), numberArray(rows.map((r) => r.units))]);
  assert(sums.every((sum) => sum.units >= 0n), 'the units of a cohort are never below zero');
}

/** Σ units that the noon of `day` counts, and of those the part whose last noon it is. */
export async function sumCohorts(sql: Sql, day: number): Promise<{ units: bigint; lapsing: bigint }> {
  return sql.one<{ units: bigint; lapsing: bigint }>(
    `select coalesce(sum(units), 0) as units, coalesce(sum(units) filter (where last_noon = $1), 0) as lapsing from airdrop.cohort where last_noon >= $1`, [day]);
}

/** Drops the cohorts that no later noon counts; all of them when everything was burned. */
export async function dropCohorts(tx: Tx, input: { day: number; all: boolean }): Promise<void> {
  await tx.run('delete from airdrop.cohort where $2 or last_noon <= $1', [input.day, input.all]);
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

/** Stakes of some buckets after (bucket, memberId), in key order. */
export async function listStakes(sql: Sql, page: { buckets: readonly number[]; after: Key; limit: number }): Promise<{ bucket: number; stake: Stake }[]> {
  const rows = await sql.rows<StakeRow & { bucket: number }>(
    `select s.bucket, ${select(STAKE_COLUMNS, 's')} from airdrop.stake s where s.bucket = any($1::int[]) and (s.bucket, s.member_id) > ($2::int, $3::bigint)
     order by s.bucket, s.member_id limit $4`, [page.buckets, page.after.bucket, page.after.memberId, page.limit]);
  return rows.map((row) => ({ bucket: row.bucket, stake: toStake(row) }));
}

/** The cohorts of some buckets that a noon after `day` counts. */
export function listCohorts(sql: Sql, input: { bucket: number; day: number }): Promise<CohortRow[]> {
  return sql.rows<CohortRow>('select bucket, last_noon as "lastNoon", units from airdrop.cohort where bucket = $1 and last_noon > $2 and units <> 0 order by last_noon', [input.bucket, input.day]);
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
