/** Wrong tries are charged in a commit of their own, before the work that might roll them back. */
import type { Ctx } from '#infra/context.ts';
import type { Infra } from '#infra/infra.ts';
import type { Limit } from '#modules/identity/domain/limits.ts';
import { errors } from '#modules/identity/domain/errors.ts';
import * as store from '#modules/identity/store/limits.ts';
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

/** A right answer ends the count of wrong ones. */
export function forgetTries(ctx: Ctx, key: string): Promise<void> {
  return store.clearUses(ctx.tx, key);
}
