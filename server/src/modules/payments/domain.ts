/** Attempts, refunds and their refusals: pure. */
import { defineRefusals } from '#kernel/errors.ts';
import type { BillLine } from '#infra/payment-gateway.ts';
import type { Transitions } from '#kernel/state-machine.ts';

/** An attempt without a notification is asked about after this long, in business time, then after twice as long each time, and once more when it expires. */
export const DOUBT_AFTER_MS = 60_000;
/** How often before it expires: the last time after 16 minutes. */
export const DOUBTS = 5;

export type AttemptState = 'open' | 'succeeded' | 'closed';

/** The life cycle of an attempt. Money may arrive for a closed one; then it is ours to send back, so it counts as succeeded first. */
export const ATTEMPT_TRANSITIONS: Transitions<AttemptState> = { open: ['succeeded', 'closed'], closed: ['succeeded'], succeeded: [] };

/** Why money goes back. `order`: an order of the checkout was refunded; the others send a whole attempt back. */
export type RefundReason = 'checkoutClosed' | 'paidTwice' | 'order';
/** The money is back only when a refund has succeeded. A failed one is taken up again by a person. */
export type RefundState = 'asked' | 'processing' | 'succeeded' | 'failed';
export const REFUND_TRANSITIONS: Transitions<RefundState> = {
  asked: ['processing', 'succeeded', 'failed'], processing: ['succeeded', 'failed'], failed: ['asked'], succeeded: [],
};
/** How a gateway failed: it could not hand the money out and waits for people (`abnormal`), or it gave the refund up (`closed`). */
export type RefundFailure = 'abnormal' | 'closed';

/** A refund that the gateway works on is asked about this long after it was asked for, then after twice as long each time, at most daily. */
export const REFUND_DOUBT_MS = 60_000;
const REFUND_DOUBT_MOST_MS = 86_400_000;

/** When to ask the gateway about a refund again, after `queries` questions. */
export function nextRefundQuestion(now: Date, queries: number): Date {
  return new Date(now.getTime() + Math.min(REFUND_DOUBT_MS * 2 ** Math.min(queries, 20), REFUND_DOUBT_MOST_MS));
}

/** An attempt whose money is to go back, locked. */
export interface RefundableAttempt {
  readonly state: AttemptState;
  readonly amountFen: bigint;
  /** What was asked for of it so far, whatever became of it. */
  readonly refundedFen: bigint;
}

/** Whether `amountFen` more of an attempt may go back. Refuses notPaid and refundTooLarge. */
export function decideRefund(attempt: RefundableAttempt, amountFen: bigint): void {
  if (attempt.state !== 'succeeded') throw errors.notPaid();
  const leftFen = attempt.amountFen - attempt.refundedFen;
  if (amountFen > leftFen) throw errors.refundTooLarge({ leftFen: String(leftFen) });
}

/** An attempt as its member sees it. */
export type ShownAttemptState = 'pending' | 'succeeded' | 'failed' | 'refunded';

export const errors = defineRefusals('payments', {
  attemptNotFound: 404,
  unknownChannel: 400,
  /** The channel cannot be paid in this way. */
  unknownScene: 400,
  /** Paying inside the gateway's app needs the payer's id there. */
  openidNeeded: 400,
  /** The gateway could not be asked to take the payment; nothing was charged, and trying again is harmless. */
  gatewayUnavailable: 503,
  /** Signature, time or content of a notification is not to be believed. */
  notificationForged: 401,
  /** The notification is signed but does not fit the attempt: amount, currency, number. */
  notificationMismatch: 409,
  /** No money has arrived for the attempt, so none can go back. */
  notPaid: 409,
  /** All refunds of an attempt together would be more than was paid. */
  refundTooLarge: 409,
  refundNotFound: 404,
  /** The gateway is still working on the refund, or has sent the money back. */
  refundUnderWay: 409,
  statementNotFound: 404,
  /** The gateway has not made the bill of that day yet. */
  billNotReady: 409,
  differenceNotFound: 404,
  /** The same subject of the same attempt was asked for with another amount or reason. */
  refundDiffers: 409,
});

/** What the member is shown: a refund that was asked for is already his, even while it travels. */
export function shownState(attempt: { readonly state: AttemptState; readonly refunded: boolean }): ShownAttemptState {
  if (attempt.refunded) return 'refunded';
  return attempt.state === 'open' ? 'pending' : attempt.state === 'closed' ? 'failed' : 'succeeded';
}

/** How a line of a bill and our records differ; the amounts say which side has it. `notRecorded`: the money is there, and our attempt or refund does not know. */
export type DifferenceKind = 'onlyTheirs' | 'onlyOurs' | 'amount' | 'notRecorded';

/** What we have recorded of a number that a bill may have. */
export interface OurLine {
  readonly subject: 'payment' | 'refund';
  readonly ourNumber: string;
  readonly gatewayNumber: string;
  readonly amountFen: bigint;
  /** Whether the money has moved as far as we know. */
  readonly isRecorded: boolean;
  /** Whether it belongs to the bill's day; others are there only because the bill has their number. */
  readonly isOfDay: boolean;
}

export interface Difference {
  readonly subject: 'payment' | 'refund';
  readonly kind: DifferenceKind;
  readonly ourNumber: string;
  readonly gatewayNumber: string;
  readonly oursFen: bigint | null;
  readonly theirsFen: bigint | null;
}

/**
 * Compares a bill with our records, both ways: each line of the bill must be known, recorded and of the same amount, and each of ours of that day must
 * be in the bill. A number stands at most once on each side and subject.
 */
export function decideDifferences(theirs: readonly BillLine[], ours: readonly OurLine[]): Difference[] {
  const key = ({ subject, ourNumber }: { subject: string; ourNumber: string }): string => `${subject} ${ourNumber}`;
  const known = new Map(ours.map((line) => [key(line), line]));
  const billed = new Set(theirs.map(key));
  const found = theirs.flatMap((line): Difference[] => {
    const our = known.get(key(line));
    const facts = { subject: line.subject, ourNumber: line.ourNumber, gatewayNumber: line.gatewayNumber, oursFen: our?.amountFen ?? null, theirsFen: line.amountFen };
    if (!our) return [{ ...facts, kind: 'onlyTheirs' }];
    if (our.amountFen !== line.amountFen) return [{ ...facts, kind: 'amount' }];
    return our.isRecorded ? [] : [{ ...facts, kind: 'notRecorded' }];
  });
  const missing = ours.filter((line) => line.isOfDay && line.isRecorded && !billed.has(key(line)));
  return [...found, ...missing.map(({ subject, ourNumber, gatewayNumber, amountFen }): Difference => ({ subject, kind: 'onlyOurs', ourNumber, gatewayNumber, oursFen: amountFen, theirsFen: null }))];
}

/** What became of one notification. */
export type PayAnswer = 'applied' | 'duplicate' | 'unknown' | 'mismatch';

/** How an attempt looked when a notification for it changed nothing. */
export interface SeenAttempt {
  readonly attemptId: bigint;
  readonly amountMatches: boolean;
  readonly state: AttemptState;
  readonly transactionNumber: string | null;
}

/** Why a notification changed nothing: already done under this very number, or it does not fit. */
export function decideUnapplied(seen: SeenAttempt | undefined, transactionNumber: string): Exclude<PayAnswer, 'applied'> {
  if (!seen) return 'unknown';
  return seen.amountMatches && seen.state === 'succeeded' && seen.transactionNumber === transactionNumber ? 'duplicate' : 'mismatch';
}
