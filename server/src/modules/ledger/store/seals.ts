/** SQL of sealing and proofs. A statement of this file reads one bucket, except the list of latest seals, which are closed positions. */
import type { Sql, Tx } from '#infra/sql.ts';
import { TRANSFER_COLUMNS, type TransferRow } from './entries.ts';

export interface SealRow {
  readonly bucket: number;
  readonly number: number;
  readonly fromId: bigint;
  readonly toId: bigint;
  /** Counted since the beginning, like debits and credits. */
  readonly entries: bigint;
  readonly transfers: bigint;
  readonly hash: Buffer;
  readonly kinds: readonly number[];
  readonly debits: readonly string[];
  readonly credits: readonly string[];
  readonly sealedAt: Date | null;
}
const SEAL_COLUMNS = `s.bucket, s.number, s.from_id as "fromId", s.to_id as "toId", s.entries, s.transfers, s.hash, s.kinds,
  s.debits::text[] as debits, s.credits::text[] as credits, s.sealed_at as "sealedAt"`;

/** Buckets that have entries after their latest seal and before `beforeId`. */
export async function listUnsealed(sql: Sql, input: { beforeId: bigint; limit: number }): Promise<number[]> {
  const rows = await sql.rows<{ bucket: number }>(
    `select s.bucket from ledger.seal s
     where s.latest and exists (select 1 from ledger.transfer t where t.bucket = s.bucket and t.entry_id > s.to_id and t.entry_id < $1)
     order by s.bucket limit $2`, [input.beforeId, input.limit]);
  return rows.map((row) => row.bucket);
}

/** The latest seal of a bucket, its row locked; undefined when another sealer has just written a later one. */
export function lockLatestSeal(tx: Tx, bucket: number): Promise<SealRow | undefined> {
  return tx.maybe<SealRow>(`select ${SEAL_COLUMNS} from ledger.seal s where s.bucket = $1 and s.latest for update`, [bucket]);
}

/** At least `limit` transfers (if there are) of the entries afterId < id < beforeId in order, never a part of an entry. */
export function listTransfers(sql: Sql, range: { bucket: number; afterId: bigint; beforeId: bigint; limit: number }): Promise<TransferRow[]> {
  return sql.rows<TransferRow>(
    `select ${TRANSFER_COLUMNS} from (
       select * from ledger.transfer where bucket = $1 and entry_id > $2 and entry_id < $3 order by entry_id fetch first $4 rows with ties
     ) t order by t.entry_id, t.line`, [range.bucket, range.afterId, range.beforeId, range.limit]);
}

export async function insertSeal(tx: Tx, seal: SealRow): Promise<void> {
  await tx.run('update ledger.seal set latest = false where bucket = $1 and number = $2', [seal.bucket, seal.number - 1]);
  await tx.run(
    `insert into ledger.seal (bucket, number, from_id, to_id, entries, transfers, hash, kinds, debits, credits, latest, sealed_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8::smallint[], $9::numeric[], $10::numeric[], true, $11)`,
    [seal.bucket, seal.number, seal.fromId, seal.toId, seal.entries, seal.transfers, seal.hash, seal.kinds, seal.debits, seal.credits, seal.sealedAt]);
}

/** The seals of a bucket after a number, ascending. */
export function listSealsAfter(sql: Sql, input: { bucket: number; number: number; limit: number }): Promise<SealRow[]> {
  return sql.rows<SealRow>(
    `select ${SEAL_COLUMNS} from ledger.seal s where s.bucket = $1 and s.number > $2 order by s.number limit $3`, [input.bucket, input.number, input.limit]);
}

/** The seals of a bucket before a number, newest first. */
export function listSealsBefore(sql: Sql, input: { bucket: number; number: number; limit: number }): Promise<SealRow[]> {
  return sql.rows<SealRow>(
    `select ${SEAL_COLUMNS} from ledger.seal s where s.bucket = $1 and s.number > 0 and s.number < $2 order by s.number desc limit $3`,
    [input.bucket, input.number, input.limit]);
}

/** The latest seal of every bucket after `bucket` that was ever sealed. */
export function listLatestSeals(sql: Sql, input: { afterBucket: number; limit: number }): Promise<SealRow[]> {
  return sql.rows<SealRow>(
    `select ${SEAL_COLUMNS} from ledger.seal s where s.latest and s.number > 0 and s.bucket > $1 order by s.bucket limit $2`,
    [input.afterBucket, input.limit]);
}

/** The number of the seal that closes an entry, if any. */
export async function findSealOf(sql: Sql, entry: { bucket: number; id: bigint }): Promise<number | undefined> {
  const row = await sql.maybe<{ number: number }>(
    'select number from ledger.seal where bucket = $1 and number > 0 and from_id <= $2 and to_id >= $2 order by number limit 1', [entry.bucket, entry.id]);
  return row?.number;
}

export interface KindTotals {
  readonly kind: number;
  readonly debits: bigint;
  readonly credits: bigint;
}

/** Debits and credits of every kind at the latest seals of all buckets: closed positions, so no snapshot over buckets is needed. */
export function sumSealed(sql: Sql): Promise<KindTotals[]> {
  return sql.rows<KindTotals>(
    `select k.kind, sum(k.debits)::numeric(38,0) as debits, sum(k.credits)::numeric(38,0) as credits
     from ledger.seal s cross join lateral unnest(s.kinds, s.debits, s.credits) as k (kind, debits, credits)
     where s.latest group by k.kind order by k.kind`);
}

export interface SealedSummary {
  readonly buckets: bigint;
  readonly entries: bigint;
  readonly transfers: bigint;
  readonly lastSealedAt: Date | null;
}

export function summariseSeals(sql: Sql): Promise<SealedSummary> {
  return sql.one<SealedSummary>(
    `select count(*) filter (where number > 0) as buckets, coalesce(sum(entries), 0)::numeric(38,0) as entries,
       coalesce(sum(transfers), 0)::numeric(38,0) as transfers, max(sealed_at) as "lastSealedAt"
     from ledger.seal where latest`);
}

export interface AccountDifference {
  readonly kind: number;
  readonly holder: bigint;
  readonly balance: bigint;
  readonly posted: bigint;
  readonly held: bigint;
  readonly holds: bigint;
}

/** The first account of a bucket that differs from its transfers and open holds, or stands below its floor; one snapshot of one bucket. */
export function findAccountDifference(sql: Sql, input: { bucket: number; floored: readonly number[] }): Promise<AccountDifference | undefined> {
  return sql.maybe<AccountDifference>(
    `with legs as (
       select debit_kind as kind, debit_holder as holder, -sum(amount) as amount from ledger.transfer where bucket = $1 group by 1, 2
       union all select credit_kind, credit_holder, sum(amount) from ledger.transfer where bucket = $1 group by 1, 2
     ), posted as (select kind, holder, sum(amount) as amount from legs group by kind, holder),
     holds as (select kind, holder, sum(amount) as amount from ledger.hold where bucket = $1 and state = 'held' group by kind, holder),
     account as (select kind, holder, balance, held from ledger.account where bucket = $1)
     select kind, holder, coalesce(a.balance, 0)::numeric(38,0) as balance, coalesce(p.amount, 0)::numeric(38,0) as posted,
       coalesce(a.held, 0)::numeric(38,0) as held, coalesce(h.amount, 0)::numeric(38,0) as holds
     from account a full join posted p using (kind, holder) full join holds h using (kind, holder)
     where coalesce(a.balance, 0) <> coalesce(p.amount, 0) or coalesce(a.held, 0) <> coalesce(h.amount, 0)
       or (a.balance - a.held < 0 and kind = any($2::smallint[]))
     order by kind, holder limit 1`, [input.bucket, input.floored]);
}

/** The entries of every bucket that has accounts, counted as far as they are sealed. */
export function listBuckets(sql: Sql): Promise<{ bucket: number; entries: bigint }[]> {
  return sql.rows(`select s.bucket, s.entries from ledger.seal s where s.latest and exists (select 1 from ledger.account a where a.bucket = s.bucket) order by s.bucket`);
}

/** Assets whose accounts do not add up to zero, in atoms. */
export function listImbalances(sql: Sql): Promise<{ asset: string; sum: bigint }[]> {
  return sql.rows(
    `select k.asset, sum(a.balance)::numeric(38,0) as sum from ledger.account a join ledger.account_kind k on k.number = a.kind
     group by k.asset having sum(a.balance) <> 0 order by k.asset`);
}
