/** The gate that stakes and noons pass, and the history of noons. */
import { growing } from '#infra/growing-statement.ts';
import type { Sql, Tx } from '#infra/sql.ts';
import { int4Array } from '#infra/binary-array.ts';
import type { Index } from '#modules/airdrop/domain/fund.ts';
import { select } from './key.ts';

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
const DAY = select(DAY_COLUMNS, 'd');

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
