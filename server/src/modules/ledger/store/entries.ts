/** SQL that reads transfers back. */
import { int4Array, int8Array } from '#infra/binary-array.ts';
import type { Sql } from '#infra/sql.ts';

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

/** Which entries a list shows; a leg (debit or credit) must match kind and holder together. */
export interface EntryFilter {
  readonly kind?: number | undefined;
  readonly holder?: bigint | undefined;
  readonly bucket?: number | undefined;
}

/** Keys of the newest entries fromId ≤ id < beforeId that match, newest first. */
export function listEntryKeys(sql: Sql, input: EntryFilter & { fromId: bigint; beforeId: bigint; limit: number }): Promise<{ bucket: number; id: bigint }[]> {
  return sql.rows(
    `select t.bucket, t.entry_id as id from ledger.transfer t
     where t.entry_id >= $1 and t.entry_id < $2 and ($3::int is null or t.bucket = $3)
       and ((($4::smallint is null or t.debit_kind = $4) and ($5::bigint is null or t.debit_holder = $5))
         or (($4::smallint is null or t.credit_kind = $4) and ($5::bigint is null or t.credit_holder = $5)))
     group by t.bucket, t.entry_id order by t.entry_id desc limit $6`,
    [input.fromId, input.beforeId, input.bucket ?? null, input.kind ?? null, input.holder ?? null, input.limit]);
}

/** All transfers of the entries, in (entry, line) order. */
export function listTransfersOf(sql: Sql, keys: readonly { bucket: number; id: bigint }[]): Promise<TransferRow[]> {
  return sql.rows<TransferRow>(
    `select ${TRANSFER_COLUMNS} from unnest($1::int[], $2::bigint[]) as k (bucket, entry_id)
     join ledger.transfer t on t.bucket = k.bucket and t.entry_id = k.entry_id order by t.entry_id, t.line`,
    [int4Array(keys.map((key) => key.bucket)), int8Array(keys.map((key) => key.id))]);
}
