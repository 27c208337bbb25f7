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

/** What the gateway says of the round of a refund that was looked at: it counts only while that is the round. */
interface Said {
  readonly refundId: bigint;
  readonly round: number;
  readonly refundNumber: string;
  /** When the gateway took it, by its clock; null when it did not say. */
  readonly takenAt: Date | null;
}

/** Marks a refund as done at the gateway. Returns whether it was not done before. */
export async function finishRefund(tx: Tx, input: Said & { now: Date }): Promise<boolean> {
  return await tx.run(
    `update payments.refund set state = 'succeeded', refund_number = $3, done_at = $4, taken_at = coalesce(taken_at, $6, $4), failure = null, ask_at = null
     where bucket = $1 and id = $2 and round = $5 and state <> 'succeeded'`, [bucketOf(input.refundId), input.refundId, input.refundNumber, input.now, input.round, input.takenAt]) === 1;
}

/** Notes that the gateway works on a refund, and when to ask it again. */
export async function awaitRefund(tx: Tx, input: Said & { askAt: Date }): Promise<void> {
  await tx.run(
    `update payments.refund set state = 'processing', refund_number = $3, ask_at = $4, taken_at = coalesce(taken_at, $6), queries = queries + 1
     where bucket = $1 and id = $2 and round = $5 and state in ('asked', 'processing')`, [bucketOf(input.refundId), input.refundId, input.refundNumber, input.askAt, input.round, input.takenAt]);
}

/** Marks a refund as failed at the gateway. Returns whether it was not before. */
export async function failRefund(tx: Tx, input: Said & { failure: RefundFailure }): Promise<boolean> {
  return await tx.run(
    `update payments.refund set state = 'failed', refund_number = $3, failure = $4, taken_at = coalesce(taken_at, $6), ask_at = null
     where bucket = $1 and id = $2 and round = $5 and state in ('asked', 'processing')`, [bucketOf(input.refundId), input.refundId, input.refundNumber, input.failure, input.round, input.takenAt]) === 1;
}

/** The state of a refund, locked until the end of the transaction. */
export async function lockRefund(tx: Tx, refundId: bigint): Promise<RefundState | undefined> {
  const row = await tx.maybe<{ state: RefundState }>('select r.state from payments.refund r where r.bucket = $1 and r.id = $2 for no key update', [bucketOf(refundId), refundId]);
  return row?.state;
}

/** Takes up a failed refund again; one that was given up at the gateway gets another number there. */
export async function reviveRefund(tx: Tx, refundId: bigint): Promise<void> {
  await tx.run(
    `update payments.refund set state = 'asked', round = round + (failure = 'closed')::int::smallint, failure = null, taken_at = null, queries = 0
     where bucket = $1 and id = $2 and state = 'failed'`, [bucketOf(refundId), refundId]);
}

export interface UnfinishedRefund {
  readonly refundId: bigint;
  readonly attemptId: bigint;
  readonly checkoutId: bigint;
  readonly subjectId: bigint;
  readonly channel: string;
  readonly amountFen: bigint;
  readonly reason: RefundReason;
  readonly state: RefundState;
  readonly failure: RefundFailure | null;
  readonly createdAt: Date;
}

/** Refunds whose money is not back, newest first, below an id. */
export function listUnfinished(sql: Sql, input: { before: bigint; limit: number; state: RefundState | null }): Promise<UnfinishedRefund[]> {
  return sql.rows(
    `select r.id as "refundId", r.attempt_id as "attemptId", r.checkout_id as "checkoutId", r.subject_id as "subjectId", r.channel, r.amount_fen as "amountFen", r.reason, r.state, r.failure,
       r.created_at as "createdAt" from payments.refund r where r.state <> 'succeeded' and r.id < $1 and ($2::text is null or r.state = $2) order by r.id desc limit $3`,
    [input.before, input.state, input.limit]);
}

/** Takes refunds that the gateway is to be asked about, and moves their next question on. */
export async function takeProcessing(tx: Tx, input: { now: Date; next: Date; limit: number }): Promise<bigint[]> {
  const rows = await tx.rows<{ refundId: bigint }>(
    `with due as materialized (
       select r.bucket, r.id from payments.refund r where r.state = 'processing' and r.ask_at <= $1 order by r.bucket, r.id limit $3 for no key update skip locked)
     update payments.refund r set ask_at = $2 from due d where r.bucket = d.bucket and r.id = d.id returning r.id as "refundId"`, [input.now, input.next, input.limit]);
  return rows.map(({ refundId }) => refundId);
}

/** Whether money is on its way back to a member, or should be. */
export async function hasUnfinished(sql: Sql, memberId: bigint): Promise<boolean> {
  const row = await sql.maybe("select 1 from payments.refund where bucket = $1 and member_id = $2 and state <> 'succeeded' limit 1", [bucketOf(memberId), memberId]);
  return row !== undefined;
}

/** Everything a member paid, or tried to, and was paid back. */
export async function moneyOf(sql: Sql, memberId: bigint): Promise<{ payments: Movement[]; refunds: Movement[] }> {
  const key = [bucketOf(memberId), memberId];
  const payments = await sql.rows<Movement>(
    `select id, checkout_id as "checkoutId", channel, state, amount_fen as "amountFen", created_at as "createdAt", paid_at as "doneAt" from payments.payment_attempt
     where bucket = $1 and member_id = $2 order by id`, key);
  const refunds = await sql.rows<Movement>(
    `select id, checkout_id as "checkoutId", channel, state, amount_fen as "amountFen", created_at as "createdAt", done_at as "doneAt" from payments.refund
     where bucket = $1 and member_id = $2 order by id`, key);
  return { payments, refunds };
}

export type Movement = Readonly<{ id: bigint; checkoutId: bigint; channel: string; state: string; amountFen: bigint; createdAt: Date; doneAt: Date | null }>;
