/** Use cases of refunds: ask for one, hear what the gateway says of it, take up a failed one again. */
import type { Ctx } from '#infra/context.ts';
import type { Infra } from '#infra/infra.ts';
import type { GatewayRefund, RefundNews } from '#infra/payment-gateway.ts';
import { bucketOf } from '#kernel/id.ts';
import { audit } from '#modules/identity/index.ts';
import { decideRefund, errors, nextRefundQuestion, type PayAnswer, type RefundReason } from '#modules/payments/domain.ts';
import * as store from '#modules/payments/store/refunds.ts';

export interface RefundRequest {
  readonly attemptId: bigint;
  /** What the money goes back for: an order (reason `order`), or the attempt itself when all of it goes back. */
  readonly subjectId: bigint;
  readonly amountFen: bigint;
  readonly reason: RefundReason;
}

/**
 * Sends part of a succeeded attempt back through its channel, once a subject; the gateway is asked by a job. Returns the refund's id, the same one
 * when asked again. Refuses attemptNotFound, notPaid, refundTooLarge and refundDiffers.
 */
export async function refund(ctx: Ctx, jobs: Infra['jobs'], request: RefundRequest): Promise<{ refundId: bigint }> {
  const attempt = await store.lockAttempt(ctx.tx, request.attemptId);
  if (!attempt) throw errors.attemptNotFound();
  const before = await store.refundOfSubject(ctx.tx, request);
  if (before) {
    if (before.amountFen !== request.amountFen || before.reason !== request.reason) throw errors.refundDiffers();
    return { refundId: before.refundId };
  }
  decideRefund(attempt, request.amountFen);
  const refundId = ctx.newId<'refund'>(bucketOf(request.attemptId));
  await store.insertRefund(ctx.tx, { ...request, refundId, now: ctx.now });
  await askGateway(ctx, jobs, refundId);
  return { refundId };
}

/** Takes up a refund again that failed at the gateway, or that nobody could ask it for. Refuses refundNotFound and refundUnderWay. */
export async function retryRefund(ctx: Ctx, jobs: Infra['jobs'], refundId: bigint): Promise<void> {
  const state = await store.lockRefund(ctx.tx, refundId);
  if (state === undefined) throw errors.refundNotFound();
  if (state !== 'failed' && state !== 'asked') throw errors.refundUnderWay();
  if (state === 'failed') await store.reviveRefund(ctx.tx, refundId);
  await askGateway(ctx, jobs, refundId);
  await audit(ctx, { act: 'payments.refundRetried', target: `refund:${refundId}`, detail: {}, before: { state }, after: { state: 'asked' } });
}

/** Queues the job that sends a refund to its gateway. */
export async function askGateway(ctx: Ctx, jobs: Infra['jobs'], refundId: bigint): Promise<void> {
  await jobs.add(ctx, { name: 'payments.refund', input: { refundId: String(refundId) }, key: `payments.refund ${refundId}` });
}

/** Believes a gateway about a refund it was asked for; anything that does not fit one changes nothing. */
export async function receiveRefundNews(infra: Infra, channel: string, news: RefundNews): Promise<PayAnswer> {
  const refund = await store.findRefund(infra.sql, news.refundId);
  if (!refund) return 'unknown';
  if (refund.channel !== channel || refund.attemptId !== news.attemptId || refund.amountFen !== news.amountFen) return 'mismatch';
  if (refund.state === 'succeeded' || refund.round !== news.round) return 'duplicate';
  await infra.unit({ actor: { kind: 'system', name: 'payments' }, requestId: 'payments' }, (ctx) => applyRefundWord(ctx, refund, news.word));
  return 'applied';
}

/** Writes what a gateway says of a refund; money that is back is told, once. */
export async function applyRefundWord(ctx: Ctx, refund: store.RefundRow, word: GatewayRefund): Promise<void> {
  const { refundId, attemptId, subjectId, memberId, round, amountFen, reason } = refund;
  const { refundNumber, takenAt = null } = word;
  if (word.state === 'processing') {
    await store.awaitRefund(ctx.tx, { refundId, round, refundNumber, takenAt, askAt: nextRefundQuestion(ctx.now, refund.queries) });
  } else if (word.state === 'failed') {
    if (await store.failRefund(ctx.tx, { refundId, round, refundNumber, takenAt, failure: word.failure })) ctx.log.error({ refundId: String(refundId), failure: word.failure }, 'a refund failed at the gateway and waits for a person');
  } else if (await store.finishRefund(ctx.tx, { refundId, round, refundNumber, takenAt, now: ctx.now })) {
    ctx.emit({
      type: 'payments.refunded', bucket: bucketOf(attemptId),
      payload: { refunds: [{ refundId: String(refundId), attemptId: String(attemptId), subjectId: String(subjectId), memberId: String(memberId), reason, amountFen: String(amountFen) }] },
    });
  }
}
