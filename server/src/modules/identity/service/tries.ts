/** Wrong tries are charged in a commit of their own, before the work that might roll them back. */
import type { Ctx } from '#infra/context.ts';
import type { Infra } from '#infra/infra.ts';
import { digest } from '#infra/secrets.ts';
import type { Limit } from '#modules/identity/domain/limits.ts';
import { errors } from '#modules/identity/domain/errors.ts';
import type { AccountId } from '#modules/identity/store/accounts.ts';
import * as store from '#modules/identity/store/limits.ts';
import { isKnownDevice } from '#modules/identity/store/sessions.ts';
import { type Caller, stateOf } from './state.ts';

/** How long until `rule` allows another use of `key`, in milliseconds. */
export async function waitOf(ctx: Ctx, use: { key: string; rule: Limit }): Promise<number> {
  const { until } = await store.usesOf(ctx.tx, { ...use, now: ctx.wallNow });
  return until === undefined ? 0 : until.getTime() - ctx.wallNow.getTime();
}

/** Charges one try with a password or second factor. Throws tooManyTries once they are used up or locked. */
export async function chargeTry(infra: Infra, caller: Caller, key: string): Promise<void> {
  const rule = stateOf(infra).limits.passwordWrong;
  await infra.unit(caller, async (ctx) => {
    const used = await store.chargeUse(ctx.tx, { key, rule, now: ctx.wallNow });
    if (used === undefined) throw errors.tooManyTries({ retryAfterMs: await waitOf(ctx, { key, rule }) });
  });
}

/**
 * The counter of wrong passwords for `key`: a browser that has signed in to the account counts alone, so that a stranger who locks the name
 * does not lock its owner out.
 */
export async function tryKey(infra: Infra, caller: Caller, login: { key: string; accountId: AccountId }): Promise<string> {
  const hash = digest(caller.device ?? '');
  const known = await isKnownDevice(infra.sql, { accountId: login.accountId, hash });
  return known ? `${login.key}:${hash}` : login.key;
}

/** A right answer ends the count of wrong ones. */
export function forgetTries(ctx: Ctx, key: string): Promise<void> {
  return store.clearUses(ctx.tx, key);
}
