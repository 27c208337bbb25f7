/** Use cases of refunds: ask for one, hear what the gateway says of it, take up a failed one again. */
import type { Ctx } from '#infra/context.ts';
import type { Infra } from '#infra/infra.ts';
import type { GatewayRefund } from '#infra/payment-gateway.ts';
import { bucketOf } from '#kernel/id.ts';
import { decideRefund, errors, nextRefundQuestion, type RefundReason } from '#modules/payments/domain.ts';
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

/** Queues the job that sends a refund to its gateway. */
export async function askGateway(ctx: Ctx, jobs: Infra['jobs'], refundId: bigint): Promise<void> {
  await jobs.add(ctx, { name: 'payments.refund', input: { refundId: String(refundId) }, key: `payments.refund ${refundId}` });
}

/** Writes what a gateway says of a refund; money that is back is told, once. */
export async function applyRefundWord(ctx: Ctx, refund: store.RefundRow, word: GatewayRefund): Promise<void> {
  const { refundId, attemptId, subjectId, round, amountFen, reason } = refund;
  const { refundNumber } = word;
  if (word.state === 'processing') {
    await store.awaitRefund(ctx.tx, { refundId, round, refundNumber, askAt: nextRefundQuestion(ctx.now, refund.queries) });
  } else if (word.state === 'failed') {
    if (await store.failRefund(ctx.tx, { refundId, round, refundNumber, failure: word.failure })) ctx.log.error({ refundId: String(refundId), failure: word.failure }, 'a refund failed at the gateway and waits for a person');
  } else if (await store.finishRefund(ctx.tx, { refundId, round, refundNumber, now: ctx.now })) {
    ctx.emit({
      type: 'payments.refunded', bucket: bucketOf(attemptId),
      payload: { refunds: [{ refundId: String(refundId), attemptId: String(attemptId), subjectId: String(subjectId), reason, amountFen: String(amountFen) }] },
    });
  }
}
