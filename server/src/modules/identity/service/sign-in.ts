/**
 * Sign-in and step-up. Every way in has the same three steps: charge the try in its own commit, verify outside any transaction (argon2 is
 * slow), then open the session in the main one. A wrong name costs as much time as a wrong password, and reads the same.
 */
import type { Infra } from '#infra/infra.ts';
import { verifyPassword } from '#infra/passwords.ts';
import type { Actor, Ctx } from '#infra/context.ts';
import { assert } from '#kernel/assert.ts';
import { errors } from '#modules/identity/domain/errors.ts';
import type { SessionLevel } from '#modules/identity/domain/limits.ts';
import { normalisePassword } from '#modules/identity/domain/password.ts';
import { normaliseName } from '#modules/identity/domain/words.ts';
import * as store from '#modules/identity/store/accounts.ts';
import { audit } from './approvals.ts';
import { checkCode, type CodeInput, phoneOf, spendCode } from './codes.ts';
import { forgetSession, openSession, renewSession } from './sessions.ts';
import type { Caller } from './state.ts';
import { matchStep, openTotp } from './totp.ts';
import { chargeTry, forgetTries } from './tries.ts';

const NOBODY = 0n as store.AccountId;
/** A secret nobody has, so that an unknown name takes the same steps. */
const NO_SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';

export interface SignedIn {
  readonly token: string;
  readonly accountId: store.AccountId;
}

/** A member by phone and password. Throws badPhone, badCredentials, tooManyTries. */
export async function signInByPassword(infra: Infra, caller: Caller, input: { phone: string; password: string }): Promise<SignedIn> {
  const phone = phoneOf(input.phone);
  const key = `password:${phone}`;
  await chargeTry(infra, caller, key);
  const accountId = (await store.findLogin(infra.sql, { word: phone, kind: 'phone' })) ?? NOBODY;
  const credentials = await store.credentialsOf(infra.sql, accountId);
  const right = await verifyPassword(normalisePassword(input.password), credentials?.hash ?? undefined);
  if (!right || credentials?.kind !== 'member') throw errors.badCredentials();
  return infra.unit(caller, async (ctx) => {
    await forgetTries(ctx, key);
    return enter(ctx, caller, { accountId, level: 'member' });
  });
}

/** A member by a code sent to his phone. Throws badPhone, wrongCode, tooManyTries, and noAccount once the phone is proven. */
export async function signInByCode(infra: Infra, caller: Caller, input: Omit<CodeInput, 'purpose'>): Promise<SignedIn> {
  const code = { ...input, phone: phoneOf(input.phone), purpose: 'signIn' as const };
  await checkCode(infra, caller, code);
  return infra.unit(caller, async (ctx) => {
    await spendCode(infra, ctx, code);
    const accountId = await store.findLogin(ctx.tx, { word: code.phone, kind: 'phone' });
    const credentials = accountId && (await store.credentialsOf(ctx.tx, accountId));
    if (!accountId || credentials?.kind !== 'member') throw errors.noAccount();
    return enter(ctx, caller, { accountId, level: 'member' });
  });
}

/** Staff by name, password and TOTP; which of them was wrong is not told. Throws badCredentials, tooManyTries. */
export async function signInStaff(infra: Infra, caller: Caller, input: { name: string; password: string; totp: string }): Promise<SignedIn> {
  const name = normaliseName(input.name);
  const key = `staff:${name}`;
  await chargeTry(infra, caller, key);
  const accountId = (await store.findLogin(infra.sql, { word: name, kind: 'name' })) ?? NOBODY;
  const credentials = await store.credentialsOf(infra.sql, accountId);
  const right = await verifyPassword(normalisePassword(input.password), credentials?.hash ?? undefined);
  const step = stepOf(infra, { accountId, credentials, totp: input.totp });
  if (!right || step === undefined || credentials?.kind !== 'staff') throw errors.badCredentials();
  return infra.unit(caller, async (ctx) => {
    if (!(await store.spendTotpStep(ctx.tx, { accountId, step }))) throw errors.badCredentials();
    await forgetTries(ctx, key);
    const signedIn = await enter(ctx, caller, { accountId, level: 'staff' });
    await audit(ctx, { act: 'identity.signedIn', target: `account:${accountId}`, detail: {} });
    return signedIn;
  });
}

function stepOf(infra: Infra, given: { accountId: store.AccountId; credentials: store.Credentials | undefined; totp: string }): bigint | undefined {
  const box = given.credentials?.secretBox;
  const step = matchStep(box ? openTotp(infra, given.accountId, box) : NO_SECRET, given.totp, infra.clock.wall());
  return box ? step : undefined;
}

async function enter(ctx: Ctx, caller: Caller, session: { accountId: store.AccountId; level: SessionLevel }): Promise<SignedIn> {
  const { token } = await openSession(ctx, { ...session, client: caller.client, ip: caller.ip });
  return { token, accountId: session.accountId };
}

/**
 * A fresh proof from who is signed in: TOTP for staff, the password for members. Returns the session's new token; the old one is dead.
 * Throws badCredentials, tooManyTries, signInNeeded.
 */
export async function stepUp(infra: Infra, caller: Caller, proof: { totp?: string; password?: string }): Promise<SignedIn> {
  const actor: Actor = caller.actor;
  assert(actor.kind === 'member' || actor.kind === 'staff', 'only who is signed in proves himself again');
  const { accountId } = actor;
  const key = `stepUp:${accountId}`;
  await chargeTry(infra, caller, key);
  const credentials = await store.credentialsOf(infra.sql, accountId);
  const step = actor.kind === 'staff' && proof.totp !== undefined ? stepOf(infra, { accountId, credentials, totp: proof.totp }) : undefined;
  const right = actor.kind === 'staff' ? step !== undefined : await verifyPassword(normalisePassword(proof.password ?? ''), credentials?.hash ?? undefined);
  if (!right) throw errors.badCredentials();
  const token = await infra.unit(caller, async (ctx) => {
    if (step !== undefined && !(await store.spendTotpStep(ctx.tx, { accountId, step }))) throw errors.badCredentials();
    await forgetTries(ctx, key);
    await audit(ctx, { act: 'identity.steppedUp', target: `account:${accountId}`, detail: {} });
    return renewSession(ctx);
  });
  forgetSession(infra, actor);
  return { token, accountId };
}
