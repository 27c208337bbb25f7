/**
 * Codes by SMS. A code is HMAC(challenge, phone, purpose): the row holds only the challenge, and the queued job a sealed envelope, so
 * neither tells the code. Known and unknown phones are treated alike: whoever has the phone learns the rest after proving it.
 */
import type { Ctx } from '#infra/context.ts';
import type { Infra } from '#infra/infra.ts';
import type { Job } from '#infra/module.ts';
import { newToken, sameText } from '#infra/secrets.ts';
import type { Sms } from '#infra/sms.ts';
import type { Locale } from '#infra/texts.ts';
import { makeTranslator } from '#infra/texts.ts';
import { codeSubject, digitsOf, type Purpose } from '#modules/identity/domain/code.ts';
import { errors } from '#modules/identity/domain/errors.ts';
import { CODE_LIFE_MS, type Limits, PROOF_LIFE_MS } from '#modules/identity/domain/limits.ts';
import { addressKey, parsePhone } from '#modules/identity/domain/words.ts';
import { type AccountId, wordOf } from '#modules/identity/store/accounts.ts';
import * as store from '#modules/identity/store/limits.ts';
import texts from '#modules/identity/texts.json' with { type: 'json' };
import { checkProof } from './proof.ts';
import { type Caller, stateOf } from './state.ts';
import { waitOf } from './tries.ts';

export const SEND_CODE = 'identity.sendCode';
const TELL_PHONE = 'identity.tellPhone';
const translate = makeTranslator([texts]);

export interface CodeInput {
  readonly phone: string;
  readonly purpose: Purpose;
  readonly challenge: string;
  readonly code: string;
}

function codeOf(infra: Infra, key: store.CodeKey): string {
  return digitsOf(stateOf(infra).keys().mac(codeSubject(key)));
}

/** The 11 digits of a phone. Throws badPhone. */
export function phoneOf(text: string): string {
  const phone = parsePhone(text);
  if (phone === undefined) throw errors.badPhone();
  return phone;
}

/**
 * Has a code sent and returns the challenge it belongs to; the same for every phone. Throws badPhone, badProof, tooManyMessages.
 */
export async function requestCode(infra: Infra, caller: Caller, input: { phone: string; purpose: Purpose; proof: string | undefined; locale: Locale }): Promise<SentCode> {
  const phone = phoneOf(input.phone);
  const proof = infra.config.smsProofOfWork ? await checkProof(infra, input.proof) : undefined;
  return infra.unit(caller, async (ctx) => {
    if (proof !== undefined) {
      const isNew = await store.spendOnce(ctx.tx, { word: `proof:${proof}`, expiresAt: new Date(ctx.wallNow.getTime() + PROOF_LIFE_MS) });
      if (!isNew) throw errors.badProof();
    }
    return sendCode(infra, ctx, { phone, purpose: input.purpose, ip: caller.ip, locale: input.locale });
  });
}

/** Has a code sent to the phone of whoever is signed in, for a fresh proof of who he is. Throws notFound (no phone), tooManyMessages. */
export async function requestOwnCode(infra: Infra, caller: Caller, { accountId, locale }: { accountId: AccountId; locale: Locale }): Promise<SentCode> {
  const phone = await wordOf(infra.sql, { accountId, kind: 'phone' });
  if (phone === undefined) throw errors.notFound();
  return infra.unit(caller, (ctx) => sendCode(infra, ctx, { phone, purpose: 'stepUp', ip: caller.ip, locale }));
}

/** What is told to whoever asked for a code: the challenge it belongs to, and when he may ask again. */
export interface SentCode {
  readonly challenge: string;
  readonly resendAfterMs: number;
}

async function sendCode(infra: Infra, ctx: Ctx, { phone, purpose, ip, locale }: { phone: string; purpose: Purpose; ip: string; locale: Locale }): Promise<SentCode> {
  const { limits } = stateOf(infra);
  await chargeMessage(ctx, { phone, ip, limits });
  const key = { phone, purpose, challenge: newToken(16) };
  await store.putCode(ctx.tx, { ...key, expiresAt: new Date(ctx.wallNow.getTime() + CODE_LIFE_MS) });
  const envelope = stateOf(infra).keys().seal(JSON.stringify({ ...key, locale }), SEND_CODE);
  await infra.jobs.add(ctx, { name: SEND_CODE, input: { envelope } });
  return { challenge: key.challenge, resendAfterMs: limits.smsGap.windowMs };
}

/** Counts a message against every limit, the narrow ones first so that all callers lock in the same order. */
async function chargeMessage(ctx: Ctx, message: { phone: string; ip: string; limits: Limits }): Promise<void> {
  const { phone, ip, limits } = message;
  const uses = [
    { key: `smsGap:${phone}`, rule: limits.smsGap },
    { key: `smsPhone:${phone}`, rule: limits.smsPhone },
    { key: `smsAddress:${addressKey(ip)}`, rule: limits.smsAddress },
    { key: 'smsTotal', rule: limits.smsTotal },
  ];
  for (const use of uses) {
    const used = await store.chargeUse(ctx.tx, { ...use, now: ctx.wallNow });
    if (used === undefined) throw errors.tooManyMessages({ retryAfterMs: await waitOf(ctx, use) });
    if (use.key === 'smsTotal' && used === use.rule.limit) ctx.log.error({ limit: used }, 'the hourly budget of text messages is spent');
  }
}

/**
 * Whether the code is right, charging the try in a commit of its own. The code still stands: `spendCode` takes it in the transaction
 * that uses it. Throws wrongCode, tooManyTries.
 */
export async function checkCode(infra: Infra, caller: Caller, input: CodeInput): Promise<void> {
  const rule = stateOf(infra).limits.codeWrong;
  const key = `codeWrong:${input.phone}`;
  const right = await infra.unit(caller, async (ctx) => {
    const now = ctx.wallNow;
    const { used } = await store.usesOf(ctx.tx, { key, rule, now });
    if (used >= rule.limit) throw errors.tooManyTries({ retryAfterMs: await waitOf(ctx, { key, rule }) });
    if (!(await store.chargeTry(ctx.tx, { ...input, now }))) return false;
    if (sameText(codeOf(infra, input), input.code)) return true;
    await store.chargeUse(ctx.tx, { key, rule, now });
    return false;
  });
  if (!right) throw errors.wrongCode();
}

/** Takes the code away in the caller's transaction, once for ever. Throws wrongCode when another took it first. */
export async function spendCode(infra: Infra, ctx: Ctx, input: CodeInput): Promise<void> {
  const right = sameText(codeOf(infra, input), input.code);
  if (!right || !(await store.takeCode(ctx.tx, { ...input, now: ctx.wallNow }))) throw errors.wrongCode();
}

/** Has the owner of a phone told something by SMS; the queued job does not show the phone. */
export async function tellPhone(infra: Infra, ctx: Ctx, message: { phone: string; text: 'identity.sms.phoneChanged' | 'identity.sms.applicationDecided' | 'identity.sms.closingAsked'; locale: Locale }): Promise<void> {
  await infra.jobs.add(ctx, { name: TELL_PHONE, input: { envelope: stateOf(infra).keys().seal(JSON.stringify(message), TELL_PHONE) } });
}

/** The job that tells the owner of a phone something. */
export function tellPhoneJob(infra: Infra, sms: Sms): Job {
  return {
    name: TELL_PHONE,
    async run(input) {
      const { phone, text, locale } = JSON.parse(stateOf(infra).keys().open((input as { envelope: string }).envelope, TELL_PHONE)) as { phone: string; text: string; locale: Locale };
      await sms.send({ phone, text: translate(locale, text, {}) });
    },
  };
}

/** The job that sends a code, unless a newer challenge took its place. */
export function sendCodeJob(infra: Infra, sms: Sms): Job {
  return {
    name: SEND_CODE,
    async run(input) {
      const { envelope } = input as { envelope: string };
      const { locale, ...key } = JSON.parse(stateOf(infra).keys().open(envelope, SEND_CODE)) as store.CodeKey & { locale: Locale };
      if (!(await store.isWaiting(infra.sql, { ...key, now: infra.clock.wall() }))) return;
      const text = translate(locale, `identity.sms.${key.purpose}`, { code: codeOf(infra, key), minutes: CODE_LIFE_MS / 60_000 });
      await sms.send({ phone: key.phone, text });
    },
  };
}
