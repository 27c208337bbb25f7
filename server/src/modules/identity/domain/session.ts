/** Tokens: of sessions `ss_<bucket>_<43 characters>`, of one-time links `en_…`, of API keys `ak_…`. The bucket says which shard answers; the rest is 256 random bits. */
import { BUCKETS } from '#kernel/id.ts';
import { DORMANT_MS, SESSION_LIFE, type SessionLevel, STEP_UP_MS } from './limits.ts';

export type TokenKind = 'ss' | 'en' | 'ak';

/** A token from its bucket (0…1023) and 43 base64url characters. */
export function composeToken(kind: TokenKind, bucket: number, secret: string): string {
  return `${kind}_${bucket}_${secret}`;
}

/** The bucket in a token; undefined when the text has not the form of one. */
export function bucketOfToken(kind: TokenKind, token: string): number | undefined {
  const match = /^([a-z]{2})_(0|[1-9]\d{0,3})_[A-Za-z0-9_-]{43}$/.exec(token);
  const bucket = match?.[1] === kind ? Number(match[2]) : BUCKETS;
  return bucket < BUCKETS ? bucket : undefined;
}

/** When a session used at `now` ends: unused, and in any case (`endsAt` is set once, at its beginning). */
export function livesUntil(level: SessionLevel, now: Date): { idleUntil: Date; endsAt: Date } {
  const life = SESSION_LIFE[level];
  return { idleUntil: new Date(now.getTime() + life.idleMs), endsAt: new Date(now.getTime() + life.endMs) };
}

/** Whether an account last used at `usedAt` has lain so long that its phone may have another owner. */
export function isDormant(usedAt: Date, now: Date): boolean {
  return now.getTime() - usedAt.getTime() >= DORMANT_MS;
}

/** Whether the proof given at `provedAt` is fresh enough for an act that asks for step-up. */
export function isFresh(provedAt: Date, now: Date): boolean {
  const ageMs = now.getTime() - provedAt.getTime();
  return ageMs >= 0 && ageMs <= STEP_UP_MS;
}
