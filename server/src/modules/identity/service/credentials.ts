/** What a person signs in with, changed by himself: a lost password, another password, another phone, another authenticator. */
import { assert } from '#kernel/assert.ts';
import type { Ctx } from '#infra/context.ts';
import type { Infra } from '#infra/infra.ts';
import type { Locale } from '#infra/texts.ts';
import { errors } from '#modules/identity/domain/errors.ts';
import { PAYOUT_HOLD_MS } from '#modules/identity/domain/limits.ts';
import * as store from '#modules/identity/store/accounts.ts';
import { hashPassword, refuseWeakPassword } from './accounts.ts';
import { audit } from './approvals.ts';
import { checkCode, type CodeInput, phoneOf, spendCode, tellPhone } from './codes.ts';
import { refuseBySms } from './guard.ts';
import { newRecoveryCodes } from './recovery.ts';
import { endAllSessions, endOtherSessions, forgetSessions } from './sessions.ts';
import type { Caller } from './state.ts';
import { matchStep, newTotpSecret, openTicket, sealTicket, sealTotp } from './totp.ts';
import { forgetTries } from './tries.ts';

/**
 * Sets a new password for the member whose phone is proven by a code (purpose reset) and ends all his sessions. A phone without an account takes the
 * same steps until it is proven. Throws badPhone, weakPassword, wrongCode, tooManyTries, noAccount and dormantAccount once the phone is proven.
 */
export async function resetPassword(infra: Infra, caller: Caller, input: Omit<CodeInput, 'purpose'> & { password: string }): Promise<void> {
  const code = { phone: phoneOf(input.phone), challenge: input.challenge, code: input.code, purpose: 'reset' as const };
  const owner = { kind: 'member' as const, own: [code.phone] };
  refuseWeakPassword(input.password, owner);
  await checkCode(infra, caller, code);
  const hash = await hashPassword(input.password, owner);
  const accountId = await infra.unit(caller, async (ctx) => {
    await spendCode(infra, ctx, code);
    const id = await store.findLogin(ctx.tx, { word: code.phone, kind: 'phone' });
    const credentials = id && (await store.credentialsOf(ctx.tx, id));
    if (!id || credentials?.kind !== 'member') throw errors.noAccount();
    await refuseBySms(ctx, caller, id);
    await store.putPassword(ctx.tx, { accountId: id, hash, at: ctx.wallNow });
    await endAllSessions(ctx, id);
    await forgetTries(ctx, `password:${code.phone}`);
    await audit(ctx, { act: 'identity.passwordReset', target: `account:${id}`, detail: {}, by: { kind: 'member', accountId: id } });
    return id;
  });
  forgetSessions(infra, accountId);
}

/** Sets the caller's new password; his other sessions end, this one gets a new token, which is returned. Throws weakPassword, signInNeeded. */
export async function changePassword(infra: Infra, caller: Caller, password: string): Promise<string> {
  const { actor } = caller;
  assert(actor.kind === 'member' || actor.kind === 'staff', 'who changes his password is signed in');
  const { accountId } = actor;
  const own = await Promise.all((['phone', 'name'] as const).map((kind) => store.wordOf(infra.sql, { accountId, kind })));
  const hash = await hashPassword(password, { kind: actor.kind, own: own.filter((word) => word !== undefined) });
  const token = await infra.unit(caller, async (ctx) => {
    await store.putPassword(ctx.tx, { accountId, hash, at: ctx.wallNow });
    await audit(ctx, { act: 'identity.passwordChanged', target: `account:${accountId}`, detail: {} });
    return endOtherSessions(ctx);
  });
  forgetSessions(infra, accountId);
  return token;
}

/**
 * Gives the caller's account another phone, proven by a code (purpose newPhone), within the caller's unit: the old one is told, nothing is paid out for a
 * day, all other sessions end. Returns the new token of this one; `forgetSessions` must follow the commit. Throws wrongCode, phoneTaken, notFound.
 */
export async function changePhone(infra: Infra, ctx: Ctx, { code, locale }: { code: CodeInput; locale: Locale }): Promise<string> {
  const { actor } = ctx;
  assert(actor.kind === 'member' && code.purpose === 'newPhone', 'a member changes his phone');
  const { accountId } = actor;
  await spendCode(infra, ctx, code);
  const old = await store.wordOf(ctx.tx, { accountId, kind: 'phone' });
  if (old === undefined) throw errors.notFound();
  if (!(await store.insertLogin(ctx.tx, { word: code.phone, kind: 'phone', accountId, at: ctx.wallNow }))) throw errors.phoneTaken();
  await store.deleteLogin(ctx.tx, { word: old, kind: 'phone' });
  await store.holdPayouts(ctx.tx, { accountId, until: new Date(ctx.wallNow.getTime() + PAYOUT_HOLD_MS) });
  await tellPhone(infra, ctx, { phone: old, text: 'identity.sms.phoneChanged', locale });
  await audit(ctx, { act: 'identity.phoneChanged', target: `account:${accountId}`, detail: { payoutHoldHours: PAYOUT_HOLD_MS / 3_600_000 } });
  return endOtherSessions(ctx);
}

/** A new authenticator to scan: its secret, and a ticket that brings it back with the first code. Nothing changes yet. */
export function offerTotp(infra: Infra, accountId: store.AccountId): { secret: string; ticket: string } {
  const secret = newTotpSecret();
  return { secret, ticket: sealTicket(infra, accountId, secret) };
}

/** Puts the offered authenticator in the place of the old one and returns new recovery codes. Throws wrongTotp, also for a ticket too old or another's. */
export async function confirmTotp(infra: Infra, caller: Caller, { ticket, totp }: { ticket: string; totp: string }): Promise<string[]> {
  const { actor } = caller;
  assert(actor.kind === 'staff', 'staff have authenticators');
  const { accountId } = actor;
  const secret = openTicket(infra, accountId, ticket);
  const step = secret === undefined ? undefined : matchStep(secret, totp, infra.clock.wall());
  if (secret === undefined || step === undefined) throw errors.wrongTotp();
  return infra.unit(caller, async (ctx) => {
    await store.putTotp(ctx.tx, { accountId, box: sealTotp(infra, accountId, secret), lastStep: step, at: ctx.wallNow });
    await audit(ctx, { act: 'identity.totpChanged', target: `account:${accountId}`, detail: {} });
    return newRecoveryCodes(infra, ctx, accountId);
  });
}

/** New recovery codes for the caller; the old ones are void. */
export async function renewRecoveryCodes(infra: Infra, ctx: Ctx): Promise<string[]> {
  assert(ctx.actor.kind === 'staff', 'staff have recovery codes');
  await audit(ctx, { act: 'identity.recoveryCodesRenewed', target: `account:${ctx.actor.accountId}`, detail: {} });
  return newRecoveryCodes(infra, ctx, ctx.actor.accountId);
}
