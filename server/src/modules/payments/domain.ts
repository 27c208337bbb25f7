/** Attempts, refunds and their refusals: pure. */
import { defineRefusals } from '#kernel/errors.ts';
import type { Transitions } from '#kernel/state-machine.ts';

/** An attempt without a notification is asked about after this long, in business time, and once more when it expires. */
export const DOUBT_AFTER_MS = 60_000;

export type AttemptState = 'open' | 'succeeded' | 'closed';

/** The life cycle of an attempt. Money may arrive for a closed one; then it is ours to send back, so it counts as succeeded first. */
export const ATTEMPT_TRANSITIONS: Transitions<AttemptState> = { open: ['succeeded', 'closed'], closed: ['succeeded'], succeeded: [] };

export type RefundReason = 'checkoutClosed' | 'paidTwice';
export type RefundState = 'asked' | 'succeeded';
export const REFUND_TRANSITIONS: Transitions<RefundState> = { asked: ['succeeded'], succeeded: [] };

/** An attempt as its member sees it. */
export type ShownAttemptState = 'pending' | 'succeeded' | 'failed' | 'refunded';

export const errors = defineRefusals('payments', {
  attemptNotFound: 404,
  unknownChannel: 400,
  /** Signature, time or content of a notification is not to be believed. */
  notificationForged: 401,
  /** The notification is signed but does not fit the attempt: amount, currency, number. */
  notificationMismatch: 409,
});

/** What the member is shown: a refund that was asked for is already his, even while it travels. */
export function shownState(attempt: { readonly state: AttemptState; readonly refunded: boolean }): ShownAttemptState {
  if (attempt.refunded) return 'refunded';
  return attempt.state === 'open' ? 'pending' : attempt.state === 'closed' ? 'failed' : 'succeeded';
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
