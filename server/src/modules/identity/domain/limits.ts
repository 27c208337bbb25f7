/** Times and numbers of sign-in (IDENTITY.md, required behaviour). All by wall time, in milliseconds. */

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** A counter: at most `limit` uses in a window that starts with the first. */
export interface Limit {
  readonly limit: number;
  readonly windowMs: number;
}

/** What a configuration may change, for tests and benches. */
export interface Limits {
  /** Messages to one phone: one a minute, ten a day. */
  readonly smsGap: Limit;
  readonly smsPhone: Limit;
  readonly smsAddress: Limit;
  /** All messages of this deployment: what an attack may cost before somebody looks. */
  readonly smsTotal: Limit;
  /** Wrong codes of one phone; asking for another code does not reset it. */
  readonly codeWrong: Limit;
  /** Wrong passwords of one name; reaching it locks the name for `lockMs`. */
  readonly passwordWrong: Limit & { readonly lockMs: number };
  /** Requests of one API key, counted by each process. */
  readonly keyUses: Limit;
}

export const LIMITS: Limits = {
  smsGap: { limit: 1, windowMs: MINUTE_MS },
  smsPhone: { limit: 10, windowMs: DAY_MS },
  smsAddress: { limit: 20, windowMs: HOUR_MS },
  smsTotal: { limit: 2_000, windowMs: HOUR_MS },
  codeWrong: { limit: 20, windowMs: DAY_MS },
  passwordWrong: { limit: 10, windowMs: DAY_MS, lockMs: 15 * MINUTE_MS },
  keyUses: { limit: 300, windowMs: MINUTE_MS },
};

export const CODE_TRIES = 5;
export const CODE_LIFE_MS = 5 * MINUTE_MS;
export const PROOF_LIFE_MS = 10 * MINUTE_MS;
export const STEP_UP_MS = 5 * MINUTE_MS;
export const APPROVAL_LIFE_MS = DAY_MS;
/** How long a one-time link is good: an invitation may lie over a weekend, the others are used at once. */
export const ENROLMENT_LIFE_MS = { invitation: 7 * DAY_MS, totpReset: DAY_MS, firstOwner: HOUR_MS } as const;
export type EnrolmentKind = keyof typeof ENROLMENT_LIFE_MS;
export const RECOVERY_CODES = 10;
/** After a change of phone nothing is paid out for a day. */
export const PAYOUT_HOLD_MS = DAY_MS;
/** After so long without use a phone number may be somebody else's: an operator may give it to another three months after it was given back. */
export const DORMANT_MS = 90 * DAY_MS;
/** A browser remembers that it is known for as long as browsers keep a cookie. */
export const DEVICE_LIFE_MS = 400 * DAY_MS;

/** How long a session lives: without use, and at most. `touchMs` is how stale `seen_at` may get before it is written again. */
export const SESSION_LIFE = {
  member: { idleMs: 30 * DAY_MS, endMs: 180 * DAY_MS, touchMs: HOUR_MS },
  staff: { idleMs: 30 * MINUTE_MS, endMs: 12 * HOUR_MS, touchMs: MINUTE_MS },
} as const;

export type SessionLevel = keyof typeof SESSION_LIFE;
