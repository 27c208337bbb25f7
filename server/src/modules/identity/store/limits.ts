/** What strangers use up: messages, tries, proofs of work. Rows are keyed by words and forget themselves. */
import type { Sql, Tx } from '#infra/sql.ts';
import type { Limit } from '#modules/identity/domain/limits.ts';
import { CODE_TRIES } from '#modules/identity/domain/limits.ts';
import type { Purpose } from '#modules/identity/domain/code.ts';

/** Whether the window, or the lock that took its place, is over at $2. */
const OVER = '(coalesce(t.locked_until, t.starts_at + $4::interval) <= $2)';

function ahead(now: Date, ms: number): Date {
  return new Date(now.getTime() + ms);
}

/**
 * Counts one use of `key`; undefined when the limit is reached. A limit with `lockMs` locks the key from the last use allowed, and the
 * count begins again after the lock. One guarded statement: callers at once cannot pass the limit together.
 */
export async function chargeUse(tx: Tx, use: { key: string; rule: Limit & { lockMs?: number }; now: Date }): Promise<number | undefined> {
  const { key, rule, now } = use;
  const row = await tx.maybe<{ used: number }>(
    `insert into identity.throttle as t (key, starts_at, used, forget_at) values ($1, $2, 1, $5)
     on conflict (key) do update set
       starts_at = case when ${OVER} then $2 else t.starts_at end,
       used = case when ${OVER} then 1 else t.used + 1 end,
       locked_until = case when not ${OVER} and t.used + 1 >= $3 then $6::timestamptz end,
       forget_at = greatest(t.forget_at, $5)
     where ${OVER} or (t.locked_until is null and t.used < $3)
     returning used`,
    [key, now, rule.limit, `${rule.windowMs} milliseconds`, ahead(now, rule.windowMs + (rule.lockMs ?? 0)), rule.lockMs === undefined ? null : ahead(now, rule.lockMs)]);
  return row?.used;
}

/** How many uses of `key` stand in the window at `now`, and when the window or lock ends. */
export async function usesOf(sql: Sql, use: { key: string; rule: Limit; now: Date }): Promise<{ used: number; until: Date | undefined }> {
  const row = await sql.maybe<{ startsAt: Date; used: number; lockedUntil: Date | null }>(
    'select starts_at as "startsAt", used, locked_until as "lockedUntil" from identity.throttle where key = $1', [use.key]);
  if (!row) return { used: 0, until: undefined };
  const until = row.lockedUntil ?? ahead(row.startsAt, use.rule.windowMs);
  return until <= use.now ? { used: 0, until: undefined } : { used: row.used, until };
}

/** Forgets the uses of `key`: the right password ends the count of wrong ones. */
export async function clearUses(tx: Tx, key: string): Promise<void> {
  await tx.run('delete from identity.throttle where key = $1', [key]);
}

/** Marks a word as spent; false when it was already. */
export async function spendOnce(tx: Tx, word: { word: string; expiresAt: Date }): Promise<boolean> {
  return (await tx.run('insert into identity.once (word, expires_at) values ($1, $2) on conflict (word) do nothing', [word.word, word.expiresAt])) === 1;
}

export interface CodeKey {
  readonly phone: string;
  readonly purpose: Purpose;
  readonly challenge: string;
}

/** Puts a new challenge in the place of an older one of the same phone and purpose. */
export async function putCode(tx: Tx, code: CodeKey & { expiresAt: Date }): Promise<void> {
  await tx.run(
    `insert into identity.sms_code (phone, purpose, challenge, expires_at) values ($1, $2, $3, $4)
     on conflict (phone, purpose) do update set challenge = excluded.challenge, tries = 0, expires_at = excluded.expires_at`,
    [code.phone, code.purpose, code.challenge, code.expiresAt]);
}

/** Charges one try on a living challenge; false when there is none such or its tries are used up. */
export async function chargeTry(tx: Tx, code: CodeKey & { now: Date }): Promise<boolean> {
  const changed = await tx.run(
    'update identity.sms_code set tries = tries + 1 where phone = $1 and purpose = $2 and challenge = $3 and tries < $5 and expires_at > $4',
    [code.phone, code.purpose, code.challenge, code.now, CODE_TRIES]);
  return changed === 1;
}

/** Takes a living challenge away; false when it is gone: of two that know the code, one gets in. */
export async function takeCode(tx: Tx, code: CodeKey & { now: Date }): Promise<boolean> {
  const changed = await tx.run('delete from identity.sms_code where phone = $1 and purpose = $2 and challenge = $3 and expires_at > $4',
    [code.phone, code.purpose, code.challenge, code.now]);
  return changed === 1;
}

/** Whether this challenge is still the one that waits for its code. */
export async function isWaiting(sql: Sql, code: CodeKey & { now: Date }): Promise<boolean> {
  const row = await sql.maybe('select 1 from identity.sms_code where phone = $1 and purpose = $2 and challenge = $3 and expires_at > $4',
    [code.phone, code.purpose, code.challenge, code.now]);
  return row !== undefined;
}

/** Deletes what has expired by `now`; returns how many rows. */
export async function deleteExpired(sql: Sql, now: Date): Promise<number> {
  const codes = await sql.run('delete from identity.sms_code where expires_at <= $1', [now]);
  const words = await sql.run('delete from identity.once where expires_at <= $1', [now]);
  const uses = await sql.run('delete from identity.throttle where forget_at <= $1', [now]);
  return codes + words + uses;
}

/** Forgets every code and counter of a phone. */
export async function forgetPhone(tx: Tx, phone: string): Promise<void> {
  await tx.run('delete from identity.sms_code where phone = $1', [phone]);
  await tx.run(
    `delete from identity.throttle where key = any(array['smsGap:' || $1::text, 'smsPhone:' || $1::text, 'codeWrong:' || $1::text, 'password:' || $1::text])
     or starts_with(key, 'password:' || $1::text || ':')`, [phone]);
}
