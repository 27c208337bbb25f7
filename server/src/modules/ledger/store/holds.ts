/** SQL of holds and idempotency keys. */
import type { Tx } from '#infra/sql.ts';
import type { HoldState, Json } from '#modules/ledger/domain.ts';

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
