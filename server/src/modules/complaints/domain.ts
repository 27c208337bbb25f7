/** The life of a complaint: pure. Instants are business time. */
import { DAY_MS } from '#kernel/day.ts';
import { defineRefusals } from '#kernel/errors.ts';
import type { Transitions } from '#kernel/state-machine.ts';

export const SUBJECTS = ['order', 'account', 'assets', 'content', 'privacy', 'other'] as const;
export type Subject = (typeof SUBJECTS)[number];

/** `open` waits for the shop, `answered` for the member. */
export const STATES = ['open', 'answered', 'closed'] as const;
export type ComplaintState = (typeof STATES)[number];
export const COMPLAINT_TRANSITIONS: Transitions<ComplaintState> = { open: ['answered', 'closed'], answered: ['open', 'closed'], closed: [] };

/** We promise an answer within this time, as the law asks for requests about personal data (PIPL 50 with GB/T 35273: 15 days). */
export const ANSWER_WITHIN_MS = 15 * DAY_MS;
/** An answer that is left standing for this long settles the complaint. */
export const SETTLED_AFTER_MS = 15 * DAY_MS;
/** More than this many open complaints of one member are one too many. */
export const MAX_OPEN = 5;
/** Exchanges on one complaint; after that a new one tells it better. */
export const MAX_MESSAGES = 40;
export const WORDS = { min: 5, max: 1000 } as const;

export const errors = defineRefusals('complaints', {
  notFound: 404,
  /** Closed: file a new one. */
  closed: 409,
  /** So many are open already. */
  tooManyOpen: 409,
  /** So much was written already. */
  tooLong: 409,
  orderNotFound: 404,
});

/** Whose words are next: a member's word opens a complaint again, the shop's answers it. Refuses closed. */
export function stateAfter(state: ComplaintState, writer: 'member' | 'staff'): Exclude<ComplaintState, 'closed'> {
  if (state === 'closed') throw errors.closed();
  return writer === 'member' ? 'open' : 'answered';
}

/** When a complaint that came into `state` at `at` is due. */
export function dueAt(state: Exclude<ComplaintState, 'closed'>, at: Date): Date {
  return new Date(at.getTime() + (state === 'open' ? ANSWER_WITHIN_MS : SETTLED_AFTER_MS));
}
