/** SQL of attempts. The two lanes write with one statement a batch; everything else is by key. */
import { EVENTS } from '#app/events.ts';
import { instantArray, int2Array, int8Array } from '#infra/binary-array.ts';
import { textArray } from '#infra/binary-text-array.ts';
import type { Database } from '#infra/database.ts';
import { growing } from '#infra/growing-statement.ts';
import { INSERT_EVENT } from '#infra/inbox.ts';
import type { GatewayPayment, Scene } from '#infra/payment-gateway.ts';
import type { Sql, Tx } from '#infra/sql.ts';
import { bucketOf } from '#kernel/id.ts';
import type { AttemptState, RefundReason, RefundState, SeenAttempt } from '#modules/payments/domain.ts';

const bucketOfId = (column: string): string => `((${column} >> 12) & 1023)::int`;

export interface NewAttempt {
  readonly attemptId: bigint;
  readonly memberId: bigint;
  readonly checkoutId: bigint;
  readonly round: number;
  readonly scene: Scene;
  readonly amountFen: bigint;
  readonly expiresAt: Date;
}

const CREATE = growing({
  name: 'payments.create',
  text: `
insert into payments.payment_attempt (bucket, id, member_id, checkout_id, channel, scene, round, amount_fen, state, created_at, expires_at)
select ${bucketOfId('a.id')}, a.id, a.member_id, a.checkout_id, $7::text, $9::text, a.round, a.amount_fen, 'open', $8::timestamptz, a.expires_at
from unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::smallint[], $5::bigint[], $6::timestamptz[]) as a (id, member_id, checkout_id, round, amount_fen, expires_at)
on conflict (bucket, checkout_id, channel, round) do nothing returning id`,
});

/** Writes attempts of one channel and scene; returns the ids of those whose round was still free. */
export async function createAttempts(database: Database, batch: { channel: string; scene: Scene; now: Date; attempts: readonly NewAttempt[] }): Promise<Set<bigint>> {
  const { attempts } = batch;
  const of = (pick: (attempt: NewAttempt) => bigint): Buffer => int8Array(attempts.map(pick));
  const rows = await database.prepared<[bigint]>(CREATE.next(), [
    of((a) => a.attemptId), of((a) => a.memberId), of((a) => a.checkoutId), int2Array(attempts.map((a) => a.round)), of((a) => a.amountFen),
    instantArray(attempts.map((a) => a.expiresAt)), batch.channel, batch.now, batch.scene]);
  return new Set(rows.map(([id]) => id));
}

/**
 * The pay lane's statement. Attempts are locked in the order of the parameters, which is that of their keys; the gateway's number is
 * claimed first, and only what claimed it is paid; one event row reports the batch. Its text is composed of ids and decimals only.
 */
const SETTLE = growing({
  name: 'payments.settle',
  text: `
with seen as materialized (
  select a.id, a.state, a.transaction_number, a.amount_fen = n.amount_fen and a.channel = $4::text as fits, n.number, n.told_at
  from unnest($1::bigint[], $2::bigint[], $3::text[], $8::timestamptz[]) as n (id, amount_fen, number, told_at)
  cross join lateral (
    select a.id, a.state, a.transaction_number, a.amount_fen, a.channel from payments.payment_attempt a
    where a.bucket = ${bucketOfId('n.id')} and a.id = n.id for no key update) a
), claimed as (
  insert into payments.channel_transaction (channel, number, attempt_id, paid_at)
  select $4::text, number, id, told_at from seen where fits and state <> 'succeeded' on conflict (channel, number) do nothing returning number, attempt_id
), paid as (
  update payments.payment_attempt a set state = 'succeeded', transaction_number = c.number, paid_at = $5::timestamptz, closed_at = null from claimed c
  where a.bucket = ${bucketOfId('c.attempt_id')} and a.id = c.attempt_id returning a.id, a.checkout_id, a.member_id, a.amount_fen
), event as (
  ${INSERT_EVENT} select $6::int, 'payments.succeeded', ${EVENTS['payments.succeeded'].version}, ('{"payments":[' || string_agg(
    '{"attemptId":"' || id || '","checkoutId":"' || checkout_id || '","memberId":"' || member_id || '","amountFen":"' || amount_fen || '","channel":"' || $4::text || '","paidAt":"' || $7::text || '"}', ',')
    || ']}')::jsonb, $5::timestamptz from paid having count(*) > 0
)
select (select array_agg(id) from paid),
  (select json_agg(json_build_array(id::text, fits, state, transaction_number)) from seen where id not in (select id from paid))`,
});

export interface Settled {
  readonly paid: ReadonlySet<bigint>;
  /** Attempts that exist and were not paid by this batch, as they were. */
  readonly seen: ReadonlyMap<bigint, SeenAttempt>;
}

/** Marks attempts paid, each once; `payments` have distinct attempts. */
export async function settleAttempts(
  database: Database, batch: { channel: string; now: Date; payments: readonly Pick<GatewayPayment, 'attemptId' | 'amountFen' | 'transactionNumber' | 'paidAt'>[] },
): Promise<Settled> {
  const sorted = [...batch.payments].sort((a, b) => bucketOf(a.attemptId) - bucketOf(b.attemptId) || (a.attemptId < b.attemptId ? -1 : 1));
  const [row] = await database.prepared<[bigint[] | null, [string, boolean, AttemptState, string | null][] | null]>(SETTLE.next(), [
    int8Array(sorted.map((p) => p.attemptId)), int8Array(sorted.map((p) => p.amountFen)), textArray(sorted.map((p) => p.transactionNumber)), batch.channel, batch.now,
    bucketOf(sorted[0]?.attemptId ?? 0n), batch.now.toISOString(), instantArray(sorted.map((p) => p.paidAt ?? batch.now))]);
  return {
    paid: new Set(row?.[0] ?? []),
    seen: new Map((row?.[1] ?? []).map(([id, amountMatches, state, transactionNumber]) => [BigInt(id), { attemptId: BigInt(id), amountMatches, state, transactionNumber }])),
  };
}

export interface AttemptRow {
  readonly attemptId: bigint;
  readonly memberId: bigint;
  readonly checkoutId: bigint;
  readonly channel: string;
  readonly scene: Scene;
  readonly round: number;
  readonly amountFen: bigint;
  readonly state: AttemptState;
  readonly transactionNumber: string | null;
  readonly refundReason: RefundReason | null;
  readonly refundState: RefundState | null;
  readonly refundDoneAt: Date | null;
}

const ATTEMPT = `a.id as "attemptId", a.member_id as "memberId", a.checkout_id as "checkoutId", a.channel, a.scene, a.round, a.amount_fen as "amountFen", a.state,
  a.transaction_number as "transactionNumber"`;

/** An attempt and the refund of the whole of it, if any; what went back of its orders belongs to after-sales. */
export function findAttempt(sql: Sql, attemptId: bigint): Promise<AttemptRow | undefined> {
  return sql.maybe(
    `select ${ATTEMPT}, r.reason as "refundReason", r.state as "refundState", r.done_at as "refundDoneAt" from payments.payment_attempt a
     left join payments.refund r on r.bucket = a.bucket and r.attempt_id = a.id and r.subject_id = a.id where a.bucket = $1 and a.id = $2`, [bucketOf(attemptId), attemptId]);
}

/** The latest try of a channel for a checkout. */
export function latestAttempt(sql: Sql, key: { checkoutId: bigint; channel: string }): Promise<Pick<AttemptRow, 'attemptId' | 'channel' | 'scene' | 'state' | 'round'> | undefined> {
  return sql.maybe(
    `select a.id as "attemptId", a.channel, a.scene, a.state, a.round from payments.payment_attempt a where a.bucket = $1 and a.checkout_id = $2 and a.channel = $3
     order by a.round desc limit 1`, [bucketOf(key.checkoutId), key.checkoutId, key.channel]);
}

/** Open attempts of checkouts. */
export async function openAttempts(sql: Sql, checkoutIds: readonly bigint[]): Promise<bigint[]> {
  const rows = await sql.rows<{ id: bigint }>(
    `select a.id from unnest($1::int[], $2::bigint[]) as k (bucket, checkout_id)
     join payments.payment_attempt a on a.bucket = k.bucket and a.checkout_id = k.checkout_id where a.state = 'open'`,
    [checkoutIds.map(bucketOf), checkoutIds]);
  return rows.map(({ id }) => id);
}

/** Takes open attempts that are due for a question and counts the question: `doubts` times when in doubt, then when expired. */
export async function takeDoubtful(tx: Tx, input: { after: Date; createdBefore: Date; now: Date; limit: number; doubtAfterMs: number; doubts: number }): Promise<{ attemptId: bigint; final: boolean }[]> {
  return tx.rows(
    `with due as materialized (
       select a.bucket, a.id, a.expires_at <= $3 as final from payments.payment_attempt a
       where a.created_at > $1 and a.created_at <= $2 and a.state = 'open' and a.queries <= $6
         and (a.expires_at <= $3 or (a.queries < $6 and a.created_at + $5 * interval '1 millisecond' * (1 << a.queries::int) <= $3))
       order by a.bucket, a.id limit $4 for no key update skip locked)
     update payments.payment_attempt a set queries = case when d.final then $6 + 1 else a.queries + 1 end from due d where a.bucket = d.bucket and a.id = d.id
     returning a.id as "attemptId", d.final`, [input.after, input.createdBefore, input.now, input.limit, input.doubtAfterMs, input.doubts]);
}

/** The creation of the oldest attempt that is still open; null when none is. */
export async function oldestOpen(sql: Sql, after: Date): Promise<Date | null> {
  const row = await sql.one<{ at: Date | null }>(`select min(created_at) as at from payments.payment_attempt where created_at > $1 and state = 'open'`, [after]);
  return row.at;
}

/** Closes an open attempt that the gateway says can be paid no more. */
export async function closeAttempt(tx: Tx, input: { attemptId: bigint; now: Date }): Promise<boolean> {
  return await tx.run(`update payments.payment_attempt set state = 'closed', closed_at = $3 where bucket = $1 and id = $2 and state = 'open'`,
    [bucketOf(input.attemptId), input.attemptId, input.now]) === 1;
}

/** Attempts that should have been closed by `before`, and refunds asked for by then whose money is not back. */
export function countInDoubt(sql: Sql, before: Date): Promise<{ attempts: bigint; refunds: bigint }> {
  return sql.one(
    `select (select count(*) from payments.payment_attempt where state = 'open' and expires_at <= $1) as attempts,
       (select count(*) from payments.refund where state in ('asked', 'processing', 'failed') and created_at <= $1) as refunds`, [before]);
}
