/**
 * Numbers are given to somebody else some months after they were given back, so a text message alone opens no dormant account's assets (IDENTITY,
 * required behaviour). Such a sign-in opens the account to read and order; what asks for a fresh proof is refused until the person has given his password,
 * or comes with a browser that had signed in before.
 */
import type { Ctx } from '#infra/context.ts';
import { digest } from '#infra/secrets.ts';
import { errors } from '#modules/identity/domain/errors.ts';
import { isDormant } from '#modules/identity/domain/session.ts';
import * as store from '#modules/identity/store/accounts.ts';
import { isKnownDevice } from '#modules/identity/store/sessions.ts';
import { audit } from './approvals.ts';
import type { Caller } from './state.ts';

type Standing = 'open' | 'known' | 'closed';

/** What a text message is worth to this account now: `known` when the browser speaks for the person besides. */
async function standingOf(ctx: Ctx, caller: Caller, accountId: store.AccountId): Promise<Standing> {
  const { usedAt, guardedAt } = await store.useOf(ctx.tx, accountId);
  if (guardedAt === null && !isDormant(usedAt, ctx.wallNow)) return 'open';
  // A browser that came with the guard, or after it, is the stranger's.
  const isKnown = caller.device !== undefined && (await isKnownDevice(ctx.tx, { accountId, hash: digest(caller.device), before: guardedAt ?? ctx.wallNow }));
  return isKnown ? 'known' : 'closed';
}

/** A code opens the account: it is guarded from now on if it had lain dormant. Before the session is opened. */
export async function openBySms(ctx: Ctx, caller: Caller, accountId: store.AccountId): Promise<void> {
  const standing = await standingOf(ctx, caller, accountId);
  if (standing === 'known') await liftGuard(ctx, accountId);
  else if (standing === 'closed' && (await store.guardAccount(ctx.tx, { accountId, at: ctx.wallNow }))) await audit(ctx, { act: 'identity.guarded', target: `account:${accountId}`, detail: {} });
}

/** Refuses a new password that a code alone would set for a dormant account. Throws dormantAccount. */
export async function refuseBySms(ctx: Ctx, caller: Caller, accountId: store.AccountId): Promise<void> {
  if ((await standingOf(ctx, caller, accountId)) === 'closed') throw errors.dormantAccount();
}

/** The person has proven himself otherwise than by a text message. Other sessions in memory notice within ten seconds. */
export async function liftGuard(ctx: Ctx, accountId: store.AccountId): Promise<void> {
  if (await store.guardAccount(ctx.tx, { accountId, at: null })) await audit(ctx, { act: 'identity.guardLifted', target: `account:${accountId}`, detail: {} });
}
