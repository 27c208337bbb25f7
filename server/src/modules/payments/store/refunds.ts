/** SQL of refunds, all by key. */
import type { Sql, Tx } from '#infra/sql.ts';
import { bucketOf } from '#kernel/id.ts';
import type { RefundableAttempt, RefundFailure, RefundReason, RefundState } from '#modules/payments/domain.ts';

/** The attempt that money goes back of, locked until the end of the transaction: its refunds are decided one after the other. */
export function lockAttempt(tx: Tx, attemptId: bigint): Promise<RefundableAttempt | undefined> {
  return tx.maybe(
    `select a.state, a.amount_fen as "amountFen", a.refunded_fen as "refundedFen" from payments.payment_attempt a
     where a.bucket = $1 and a.id = $2 for no key update`, [bucketOf(attemptId), attemptId]);
}

/** The refund of a subject of an attempt, if it was asked for. */
export function refundOfSubject(sql: Sql, key: { attemptId: bigint; subjectId: bigint }): Promise<(Pick<RefundRow, 'refundId' | 'amountFen' | 'reason' | 'state'> & { readonly doneAt: Date | null }) | undefined> {
  return sql.maybe(
    `select r.id as "refundId", r.amount_fen as "amountFen", r.reason, r.state, r.done_at as "doneAt" from payments.refund r where r.bucket = $1 and r.attempt_id = $2 and r.subject_id = $3`,
    [bucketOf(key.attemptId), key.attemptId, key.subjectId]);
}

/** Writes a refund of a locked attempt and counts its amount. */
export async function insertRefund(tx: Tx, refund: { refundId: bigint; attemptId: bigint; subjectId: bigint; amountFen: bigint; reason: RefundReason; now: Date }): Promise<void> {
  await tx.run(
    `insert into payments.refund (bucket, id, attempt_id, subject_id, member_id, checkout_id, channel, amount_fen, reason, state, created_at)
     select a.bucket, $3, a.id, $4, a.member_id, a.checkout_id, a.channel, $5, $6, 'asked', $7 from payments.payment_attempt a where a.bucket = $1 and a.id = $2`,
    [bucketOf(refund.attemptId), refund.attemptId, refund.refundId, refund.subjectId, refund.amountFen, refund.reason, refund.now]);
  await tx.run(`update payments.payment_attempt set refunded_fen = refunded_fen + $3 where bucket = $1 and id = $2`, [bucketOf(refund.attemptId), refund.attemptId, refund.amountFen]);
}

export interface RefundRow {
  readonly refundId: bigint;
  readonly attemptId: bigint;
  readonly subjectId: bigint;
  readonly memberId: bigint;
  readonly channel: string;
  /** How often it was begun anew at the gateway: a refund that was given up there needs another number. */
  readonly round: number;
  readonly amountFen: bigint;
  /** The whole amount of the attempt. */
  readonly paidFen: bigint;
  readonly reason: RefundReason;
  readonly state: RefundState;
  readonly queries: number;
}

/** A refund by id. */
export function findRefund(sql: Sql, refundId: bigint): Promise<RefundRow | undefined> {
  return sql.maybe(
    `select r.id as "refundId", r.attempt_id as "attemptId", r.subject_id as "subjectId", r.member_id as "memberId", r.channel, r.round, r.amount_fen as "amountFen",
       (select a.amount_fen from payments.payment_attempt a where a.bucket = r.bucket and a.id = r.attempt_id) as "paidFen", r.reason, r.state, r.queries
     from payments.refund r where r.bucket = $1 and r.id = $2`, [bucketOf(refundId), refundId]);
}

/** What `refund` was when it was looked at: a change is made only while it still is. */
interface Seen {
  readonly refundId: bigint;
  readonly round: number;
}

/** Marks a refund as done at the gateway. Returns whether it was not done before. */
export async function finishRefund(tx: Tx, input: Seen & { refundNumber: string; now: Date }): Promise<boolean> {
  return await tx.run(
    `update payments.refund set state = 'succeeded', refund_number = $3, done_at = $4, failure = null, ask_at = null
     where bucket = $1 and id = $2 and round = $5 and state <> 'succeeded'`, [bucketOf(input.refundId), input.refundId, input.refundNumber, input.now, input.round]) === 1;
}

/** Notes that the gateway works on a refund, and when to ask it again. */
export async function awaitRefund(tx: Tx, input: Seen & { refundNumber: string; askAt: Date }): Promise<void> {
  await tx.run(
    `update payments.refund set state = 'processing', refund_number = $3, ask_at = $4, queries = queries + 1
     where bucket = $1 and id = $2 and round = $5 and state in ('asked', 'processing')`, [bucketOf(input.refundId), input.refundId, input.refundNumber, input.askAt, input.round]);
}

/** Marks a refund as failed at the gateway. Returns whether it was not before. */
export async function failRefund(tx: Tx, input: Seen & { refundNumber: string; failure: RefundFailure }): Promise<boolean> {
  return await tx.run(
    `update payments.refund set state = 'failed', refund_number = $3, failure = $4, ask_at = null
     where bucket = $1 and id = $2 and round = $5 and state in ('asked', 'processing')`, [bucketOf(input.refundId), input.refundId, input.refundNumber, input.failure, input.round]) === 1;
}

/** Takes up a failed refund again; one that was given up at the gateway gets another number there. Returns whether it was failed. */
export async function reviveRefund(tx: Tx, refundId: bigint): Promise<boolean> {
  return await tx.run(
    `update payments.refund set state = 'asked', round = round + (failure = 'closed')::int::smallint, failure = null, queries = 0
     where bucket = $1 and id = $2 and state = 'failed'`, [bucketOf(refundId), refundId]) === 1;
}

/** Takes refunds that the gateway is to be asked about, and moves their next question on. */
export async function takeProcessing(tx: Tx, input: { now: Date; next: Date; limit: number }): Promise<bigint[]> {
  const rows = await tx.rows<{ refundId: bigint }>(
    `with due as materialized (
       select r.bucket, r.id from payments.refund r where r.state = 'processing' and r.ask_at <= $1 order by r.bucket, r.id limit $3 for no key update skip locked)
     update payments.refund r set ask_at = $2 from due d where r.bucket = d.bucket and r.id = d.id returning r.id as "refundId"`, [input.now, input.next, input.limit]);
  return rows.map(({ refundId }) => refundId);
}
