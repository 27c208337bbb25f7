/** SQL of accounts and of writing transfers. */
import { int2Array, int4Array, int8Array } from '#infra/binary-array.ts';
import { numberArray, textArray } from '#infra/binary-text-array.ts';
import type { Sql, Tx } from '#infra/sql.ts';
import { BUCKETS } from '#kernel/id.ts';
import { CHART, FLOORED_NUMBERS, type AccountKey, type AccountKind, type Move, type NumberedEntry } from '#modules/ledger/domain.ts';

/** What a batch lacked; the transaction is aborted by then. */
export interface Shortage {
  readonly bucket: number;
  readonly kind: number;
  readonly holder: bigint;
  readonly shortage: bigint;
}

/**
 * One statement changes the balances, creates missing accounts, writes the transfers and checks the floors on the rows it has just
 * locked. The rows of `unnest` arrive in lock order and INSERT … SELECT keeps it, so the locks are taken in key order without a pass
 * of their own. An account below its floor aborts the statement, so nothing of it is ever written.
 */
const MOVES = `insert into ledger.account as a (bucket, kind, holder, balance, held)
  select m.bucket, m.kind, m.holder, m.balance, m.held
  from unnest($1::int[], $2::smallint[], $3::bigint[], $4::numeric[], $5::numeric[]) as m (bucket, kind, holder, balance, held)
  on conflict (bucket, kind, holder) do update set balance = a.balance + excluded.balance, held = a.held + excluded.held
  returning a.bucket, a.kind, a.holder, a.balance - a.held as room`;
const TRANSFERS = `insert into ledger.transfer
    (bucket, entry_id, line, debit_kind, debit_holder, credit_kind, credit_holder, amount, memo, event_position, rule_version, at)
  select t.bucket, t.entry_id, t.line, t.debit_kind, t.debit_holder, t.credit_kind, t.credit_holder, t.amount, t.memo, t.event_position, t.rule_version, $6::timestamptz
  from unnest($7::int[], $8::bigint[], $9::smallint[], $10::smallint[], $11::bigint[], $12::smallint[], $13::bigint[], $14::bigint[], $15::text[], $16::bigint[], $17::int[])
    as t (bucket, entry_id, line, debit_kind, debit_holder, credit_kind, credit_holder, amount, memo, event_position, rule_version)`;
const SHORT = `select ledger.refuse_shortage(short.bucket, short.kind, short.holder, -short.room)
  from (select bucket, kind, holder, room from moved where room < 0 and kind = any('{${FLOORED_NUMBERS.join(',')}}'::smallint[])
    order by bucket, kind, holder limit 1) as short`;
const APPLY_MOVES = `with moved as (${MOVES}) ${SHORT}`;
/** Changes balances and writes transfers; takes `applyValues`. */
export const APPLY = `with moved as (${MOVES}), written as (${TRANSFERS}) ${SHORT}`;

interface Batch {
  readonly at: Date;
  /** In lock order. */
  readonly moves: readonly Move[];
  readonly entries: readonly NumberedEntry[];
}

/** The values of the statement: the first five are those of moves without transfers. */
export function applyValues({ at, moves, entries }: Batch): unknown[] {
  return [
    int4Array(moves.map((m) => m.bucket)), int2Array(moves.map((m) => m.kind)), int8Array(moves.map((m) => m.holder)),
    numberArray(moves.map((m) => m.balance)), numberArray(moves.map((m) => m.held)),
    ...(entries.length > 0 ? [at, ...transferArrays(entries)] : []),
  ];
}

/** Applies net moves and writes the transfers of `entries`; returns the first shortage, after which the transaction is aborted. */
export async function applyBatch(tx: Tx, batch: Batch): Promise<Shortage | undefined> {
  try {
    await tx.run(batch.entries.length > 0 ? APPLY : APPLY_MOVES, applyValues(batch));
    return undefined;
  } catch (error) {
    const shortage = shortageOf(error);
    if (!shortage) throw error;
    return shortage;
  }
}

function transferArrays(entries: readonly NumberedEntry[]): unknown[] {
  const rows = entries.flatMap((entry) => entry.transfers.map((transfer, line) => ({ entry, line, transfer })));
  return [
    int4Array(rows.map((r) => r.entry.bucket)), int8Array(rows.map((r) => r.entry.id)), int2Array(rows.map((r) => r.line)),
    int2Array(rows.map((r) => CHART[r.transfer.debit.kind].number)), int8Array(rows.map((r) => r.transfer.debit.holder)),
    int2Array(rows.map((r) => CHART[r.transfer.credit.kind].number)), int8Array(rows.map((r) => r.transfer.credit.holder)),
    int8Array(rows.map((r) => r.transfer.amount)), textArray(rows.map((r) => r.entry.memo)),
    numberArray(rows.map((r) => r.entry.eventPosition)), numberArray(rows.map((r) => r.entry.ruleVersion)),
  ];
}

function shortageOf(error: unknown): Shortage | undefined {
  if (!(error instanceof Error && 'code' in error && error.code === 'LG001' && 'detail' in error)) return undefined;
  const [bucket, kind, holder, shortage] = JSON.parse(String(error.detail)) as [number, number, string, string];
  return { bucket, kind, holder: BigInt(holder), shortage: BigInt(shortage) };
}

export interface BalanceRow {
  readonly bucket: number;
  readonly kind: number;
  readonly holder: bigint;
  readonly balance: bigint;
  readonly held: bigint;
}

/** The rows of those accounts that exist. */
export function findBalances(sql: Sql, keys: readonly AccountKey[]): Promise<BalanceRow[]> {
  return sql.rows<BalanceRow>(
    `select a.bucket, a.kind, a.holder, a.balance, a.held
     from unnest($1::int[], $2::smallint[], $3::bigint[]) as k (bucket, kind, holder)
     join ledger.account a on a.bucket = k.bucket and a.kind = k.kind and a.holder = k.holder`,
    [int4Array(keys.map((k) => k.bucket)), int2Array(keys.map((k) => CHART[k.kind].number)), int8Array(keys.map((k) => k.holder))]);
}

/** Σ of a system kind over all buckets, each found by the key. */
export async function sumSystem(sql: Sql, kind: AccountKind): Promise<bigint> {
  const row = await sql.one<{ total: bigint }>(
    `select coalesce(sum(a.balance), 0)::numeric(38,0) as total from generate_series(0, ${BUCKETS - 1}) as b join ledger.account a on a.bucket = b and a.kind = $1 and a.holder = 0`,
    [CHART[kind].number]);
  return row.total;
}
