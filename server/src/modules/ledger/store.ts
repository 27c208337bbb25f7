/** All SQL of accounts, transfers, holds and idempotency keys. Sealing has its own file. */
import { int2Array, int4Array, int8Array } from '#infra/binary-array.ts';
import type { Sql, Tx } from '#infra/sql.ts';
import { CHART, FLOORED_NUMBERS, type AccountKey, type HoldState, type Json, type Move, type NumberedEntry } from './domain.ts';

/** A transfer as it stands in the table. */
export interface TransferRow {
  readonly bucket: number;
  readonly entryId: bigint;
  readonly line: number;
  readonly debitKind: number;
  readonly debitHolder: bigint;
  readonly creditKind: number;
  readonly creditHolder: bigint;
  readonly amount: bigint;
  readonly memo: string;
  readonly eventPosition: bigint | null;
  readonly ruleVersion: number | null;
  readonly at: Date;
}
export const TRANSFER_COLUMNS = `t.bucket, t.entry_id as "entryId", t.line, t.debit_kind as "debitKind", t.debit_holder as "debitHolder",
  t.credit_kind as "creditKind", t.credit_holder as "creditHolder", t.amount, t.memo, t.event_position as "eventPosition",
  t.rule_version as "ruleVersion", t.at`;

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
const APPLY = `with moved as (${MOVES}), written as (${TRANSFERS}) ${SHORT}`;

function textArray(values: readonly (bigint | number | null)[]): string {
  return `{${values.map((value) => value ?? 'null').join(',')}}`;
}

/** Applies net moves (in lock order) and writes the transfers of `entries`; returns the first shortage, after which the transaction is aborted. */
export async function applyBatch(tx: Tx, batch: { at: Date; moves: readonly Move[]; entries: readonly NumberedEntry[] }): Promise<Shortage | undefined> {
  const { at, moves, entries } = batch;
  const values: unknown[] = [
    int4Array(moves.map((m) => m.bucket)), int2Array(moves.map((m) => m.kind)), int8Array(moves.map((m) => m.holder)),
    textArray(moves.map((m) => m.balance)), textArray(moves.map((m) => m.held)),
  ];
  if (entries.length > 0) values.push(at, ...transferArrays(entries));
  try {
    await tx.run(entries.length > 0 ? APPLY : APPLY_MOVES, values);
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
    int8Array(rows.map((r) => r.transfer.amount)), rows.map((r) => r.entry.memo),
    textArray(rows.map((r) => r.entry.eventPosition)), textArray(rows.map((r) => r.entry.ruleVersion)),
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

export interface HoldRow {
  readonly bucket: number;
  readonly id: bigint;
  readonly kind: number;
  readonly holder: bigint;
  readonly amount: bigint;
  readonly state: HoldState;
}

export async function insertHold(tx: Tx, hold: Omit<HoldRow, 'state'> & { memo: string; at: Date }): Promise<void> {
  await tx.run(
    `insert into ledger.hold (bucket, id, kind, holder, amount, state, captured, memo, at) values ($1, $2, $3, $4, $5, 'held', 0, $6, $7)`,
    [hold.bucket, hold.id, hold.kind, hold.holder, hold.amount, hold.memo, hold.at]);
}

/** The hold, its row locked until the end of the unit of work. */
export function lockHold(tx: Tx, key: { bucket: number; id: bigint }): Promise<HoldRow | undefined> {
  return tx.maybe<HoldRow>(
    'select bucket, id, kind, holder, amount, state from ledger.hold where bucket = $1 and id = $2 for update', [key.bucket, key.id]);
}

export async function closeHold(tx: Tx, closed: { bucket: number; id: bigint; state: 'captured' | 'released'; captured: bigint; entryId: bigint | null; at: Date }): Promise<void> {
  await tx.run(
    'update ledger.hold set state = $3, captured = $4, entry_id = $5, closed_at = $6 where bucket = $1 and id = $2',
    [closed.bucket, closed.id, closed.state, closed.captured, closed.entryId, closed.at]);
}

export interface KeyRow {
  readonly bucket: number;
  readonly owner: bigint;
  readonly key: string;
}

/** Takes the key; false when it was taken before. Waits for another unit of work that is about to take it. */
export async function insertKey(tx: Tx, row: KeyRow & { inputHash: Buffer; at: Date }): Promise<boolean> {
  const inserted = await tx.run(
    'insert into ledger.idempotency_key (bucket, owner, key, input_hash, at) values ($1, $2, $3, $4, $5) on conflict (bucket, owner, key) do nothing',
    [row.bucket, row.owner, row.key, row.inputHash, row.at]);
  return inserted === 1;
}

export function getKey(tx: Tx, row: KeyRow): Promise<{ inputHash: Buffer; result: Json }> {
  return tx.one(
    'select input_hash as "inputHash", result from ledger.idempotency_key where bucket = $1 and owner = $2 and key = $3', [row.bucket, row.owner, row.key]);
}

export async function saveResult(tx: Tx, row: KeyRow & { result: Json }): Promise<void> {
  await tx.run(
    'update ledger.idempotency_key set result = $4::jsonb where bucket = $1 and owner = $2 and key = $3',
    [row.bucket, row.owner, row.key, JSON.stringify(row.result)]);
}
