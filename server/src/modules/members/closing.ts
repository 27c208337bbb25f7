/**
 * Closing an account (Personal Information Protection Law 15, 47): asked for, taken back within seven days, then erased everywhere in one unit of work.
 * What each module contributes stands in its `personal` part; what stays is what the books and the law need (adr/0016).
 */
import type { Ctx } from '#infra/context.ts';
import type { Infra } from '#infra/infra.ts';
import type { Blocker, Personal } from '#infra/personal.ts';
import type { Sql } from '#infra/sql.ts';
import type { Locale } from '#infra/texts.ts';
import { DAY_MS } from '#kernel/day.ts';
import { audit, tellPhone } from '#modules/identity/index.ts';
import * as closings from './closing-store.ts';
import { CLOSING_DAYS, errors } from './domain.ts';
import * as store from './store.ts';

/** The parts of all modules; read when needed, since members is made before most. */
export type PersonalParts = () => readonly Personal[];

async function blockersOf(sql: Sql, parts: PersonalParts, closing: { memberId: bigint; now: Date; erasedAt: Date }): Promise<Blocker[]> {
  const found: Blocker[] = [];
  for (const part of parts()) found.push(...((await part.blockers?.(sql, closing)) ?? []));
  return found;
}

const dueFrom = (now: Date): Date => new Date(now.getTime() + CLOSING_DAYS * DAY_MS);

/** What closing would mean for a member now: the request that stands, or what must be over before he can ask. */
export async function previewClosing(infra: Infra, parts: PersonalParts, memberId: bigint): Promise<{ closing: closings.Closing | undefined; blockers: readonly Blocker[] }> {
  const now = infra.clock.now();
  const [closing, blockers] = await Promise.all([closings.findClosing(infra.sql, memberId), blockersOf(infra.sql, parts, { memberId, now, erasedAt: dueFrom(now) })]);
  return { closing, blockers };
}

/**
 * Asks for the caller's account to be closed seven days from now; his phone is told. Asked twice, the first request stands.
 * `phoneEnd`: the last four digits of his phone, typed to confirm. Throws closingNotConfirmed, closingBlocked with `blockers`.
 */
export async function askClosing(infra: Infra, ctx: Ctx, request: { parts: PersonalParts; memberId: store.MemberId; phoneEnd: string; locale: Locale }): Promise<closings.Closing> {
  const { parts, memberId, phoneEnd, locale } = request;
  const member = await store.lockMember(ctx.tx, memberId);
  if (!member || member.phone === null) throw errors.notFound();
  if (!member.phone.endsWith(phoneEnd)) throw errors.closingNotConfirmed();
  const standing = await closings.findClosing(ctx.tx, memberId);
  if (standing) return standing;
  const closing = { memberId, askedAt: ctx.now, dueAt: dueFrom(ctx.now) };
  const blockers = await blockersOf(ctx.tx, parts, { memberId, now: ctx.now, erasedAt: closing.dueAt });
  if (blockers.length > 0) throw errors.closingBlocked({ blockers });
  await closings.insertClosing(ctx.tx, closing);
  await tellPhone(infra, ctx, { phone: member.phone, text: 'identity.sms.closingAsked', locale });
  await audit(ctx, { act: 'members.closingAsked', target: `member:${memberId}`, detail: { dueAt: closing.dueAt.toISOString() } });
  return { ...closing, erasedAt: null };
}

/** Takes the request back: the account stays as it is. Throws notClosing. */
export async function undoClosing(ctx: Ctx, memberId: store.MemberId): Promise<void> {
  const closing = await closings.lockClosing(ctx.tx, memberId);
  if (!closing || closing.erasedAt !== null) throw errors.notClosing();
  await closings.deleteClosing(ctx.tx, memberId);
  await audit(ctx, { act: 'members.closingUndone', target: `member:${memberId}`, detail: {} });
}

/**
 * Erases a member whose request is due, in every module; nothing when it was taken back, carried out, or is not due. While something stands against it
 * the request moves on by a day. Returns whether he was erased; the parts' `forget` must follow the commit.
 */
export async function eraseDue(ctx: Ctx, parts: PersonalParts, memberId: store.MemberId): Promise<boolean> {
  const closing = await closings.lockClosing(ctx.tx, memberId);
  if (!closing || closing.erasedAt !== null || closing.dueAt > ctx.now) return false;
  const blockers = await blockersOf(ctx.tx, parts, { memberId, now: ctx.now, erasedAt: ctx.now });
  if (blockers.length > 0) {
    await closings.postpone(ctx.tx, { memberId, dueAt: new Date(ctx.now.getTime() + DAY_MS) });
    await audit(ctx, { act: 'members.closingPostponed', target: `member:${memberId}`, detail: { blockers: blockers.join(', ') } });
    return false;
  }
  // Whoever depends comes first: identity, of which the others ask, last.
  for (const part of parts().toReversed()) await part.erase?.(ctx, memberId);
  await closings.markErased(ctx.tx, { memberId, at: ctx.now });
  await audit(ctx, { act: 'members.erased', target: `member:${memberId}`, detail: {} });
  return true;
}
