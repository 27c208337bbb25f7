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
import { liftGuard, openBySms } from './guard.ts';
import { spendRecoveryCode } from './recovery.ts';
import { forgetSession, openSession, renewSession } from './sessions.ts';
import type { Caller } from './state.ts';
import { matchStep, openTotp } from './totp.ts';
import { chargeTry, forgetTries, tryKey } from './tries.ts';

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
  const accountId = (await store.findLogin(infra.sql, { word: phone, kind: 'phone' })) ?? NOBODY;
  const key = await tryKey(infra, caller, { key: `password:${phone}`, accountId });
  await chargeTry(infra, caller, key);
  const credentials = await store.credentialsOf(infra.sql, accountId);
  const right = await verifyPassword(normalisePassword(input.password), credentials?.hash ?? undefined);
  if (!right || credentials?.kind !== 'member') throw errors.badCredentials();
  return infra.unit(caller, async (ctx) => {
    await forgetTries(ctx, key);
    await liftGuard(ctx, accountId);
    return enter(ctx, caller, { accountId, level: 'member' });
  });
}

/** A member by a code sent to his phone; a dormant account is guarded from then on (guard.ts). Throws badPhone, wrongCode, tooManyTries, and noAccount once the phone is proven. */
export async function signInByCode(infra: Infra, caller: Caller, input: Omit<CodeInput, 'purpose'>): Promise<SignedIn> {
  const code = { ...input, phone: phoneOf(input.phone), purpose: 'signIn' as const };
  await checkCode(infra, caller, code);
  return infra.unit(caller, async (ctx) => {
    await spendCode(infra, ctx, code);
    const accountId = await store.findLogin(ctx.tx, { word: code.phone, kind: 'phone' });
    const credentials = accountId && (await store.credentialsOf(ctx.tx, accountId));
    if (!accountId || credentials?.kind !== 'member') throw errors.noAccount();
    await openBySms(ctx, caller, accountId);
    return enter(ctx, caller, { accountId, level: 'member' });
  });
}

/** What staff prove themselves with besides their password: the authenticator, or in its place one of the recovery codes. */
export type SecondFactor = { readonly totp: string } | { readonly recoveryCode: string };

/** Staff by name, password and second factor; which of them was wrong is not told. Throws badCredentials, tooManyTries. */
export async function signInStaff(infra: Infra, caller: Caller, input: { name: string; password: string } & SecondFactor): Promise<SignedIn> {
  const name = normaliseName(input.name);
  const accountId = (await store.findLogin(infra.sql, { word: name, kind: 'name' })) ?? NOBODY;
  const key = await tryKey(infra, caller, { key: `staff:${name}`, accountId });
  await chargeTry(infra, caller, key);
  const credentials = await store.credentialsOf(infra.sql, accountId);
  const right = await verifyPassword(normalisePassword(input.password), credentials?.hash ?? undefined);
  const second = secondFactor(infra, { accountId, credentials, given: input });
  if (!right || second === undefined || credentials?.kind !== 'staff') throw errors.badCredentials();
  return infra.unit(caller, async (ctx) => {
    if (!(await second.spend(ctx))) throw errors.badCredentials();
    await forgetTries(ctx, key);
    const signedIn = await enter(ctx, caller, { accountId, level: 'staff' });
    await audit(ctx, { act: 'identity.signedIn', target: `account:${accountId}`, detail: { by: second.by }, by: { kind: 'staff', accountId } });
    return signedIn;
  });
}

interface Second {
  readonly by: 'totp' | 'recoveryCode';
  /** Uses it up in the main transaction; false when it was used before. */
  spend(ctx: Ctx): Promise<boolean>;
}

/** The second factor as given, when it can be right; undefined when it is wrong. A recovery code is judged by its row alone. */
function secondFactor(infra: Infra, { accountId, credentials, given }: { accountId: store.AccountId; credentials: store.Credentials | undefined; given: SecondFactor }): Second | undefined {
  if ('recoveryCode' in given) return { by: 'recoveryCode', spend: (ctx) => spendRecoveryCode(infra, ctx, { accountId, code: given.recoveryCode }) };
  const box = credentials?.secretBox;
  const step = matchStep(box ? openTotp(infra, accountId, box) : NO_SECRET, given.totp, infra.clock.wall());
  return box && step !== undefined ? { by: 'totp', spend: (ctx) => store.spendTotpStep(ctx.tx, { accountId, step }) } : undefined;
}

/** Opens a session for an account that has proven itself. */
export async function enter(ctx: Ctx, caller: Caller, session: { accountId: store.AccountId; level: SessionLevel }): Promise<SignedIn> {
  const { token } = await openSession(ctx, { ...session, client: caller.client, ip: caller.ip, ...(caller.device === undefined ? {} : { device: caller.device }) });
  return { token, accountId: session.accountId };
}

export interface FreshProof {
  readonly totp?: string;
  readonly recoveryCode?: string;
  readonly password?: string;
  /** Of a code sent to the member's own phone (`requestOwnCode`). */
  readonly challenge?: string;
  readonly code?: string;
}

/**
 * A fresh proof from who is signed in: the second factor for staff, the password or a code on his phone for members. Returns the session's new
 * token; the old one is dead. Throws badCredentials, wrongCode, tooManyTries, signInNeeded.
 */
export async function stepUp(infra: Infra, caller: Caller, proof: FreshProof): Promise<SignedIn> {
  const actor: Actor = caller.actor;
  assert(actor.kind === 'member' || actor.kind === 'staff', 'only who is signed in proves himself again');
  const { accountId } = actor;
  const key = `stepUp:${accountId}`;
  await chargeTry(infra, caller, key);
  const spend = actor.kind === 'staff' ? await staffProof(infra, accountId, proof) : await memberProof(infra, caller, { accountId, proof });
  if (spend === undefined) throw errors.badCredentials();
  const token = await infra.unit(caller, async (ctx) => {
    if (!(await spend(ctx))) throw errors.badCredentials();
    await forgetTries(ctx, key);
    await audit(ctx, { act: 'identity.steppedUp', target: `account:${accountId}`, detail: {} });
    return renewSession(ctx);
  });
  forgetSession(infra, actor);
  return { token, accountId };
}

async function staffProof(infra: Infra, accountId: store.AccountId, { totp, recoveryCode }: FreshProof): Promise<Second['spend'] | undefined> {
  const given = totp !== undefined ? { totp } : recoveryCode !== undefined ? { recoveryCode } : undefined;
  return given && secondFactor(infra, { accountId, credentials: await store.credentialsOf(infra.sql, accountId), given })?.spend;
}

async function memberProof(infra: Infra, caller: Caller, { accountId, proof }: { accountId: store.AccountId; proof: FreshProof }): Promise<Second['spend'] | undefined> {
  const { challenge, code, password = '' } = proof;
  const phone = challenge === undefined ? undefined : await store.wordOf(infra.sql, { accountId, kind: 'phone' });
  if (challenge !== undefined && code !== undefined && phone !== undefined) {
    const input = { phone, purpose: 'stepUp' as const, challenge, code };
    await checkCode(infra, caller, input);
    return async (ctx) => {
      await spendCode(infra, ctx, input);
      return true;
    };
  }
  const credentials = await store.credentialsOf(infra.sql, accountId);
  if (!(await verifyPassword(normalisePassword(password), credentials?.hash ?? undefined))) return undefined;
  return async (ctx) => {
    await liftGuard(ctx, accountId);
    return true;
  };
}
