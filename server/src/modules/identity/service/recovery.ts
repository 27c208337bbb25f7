/** Recovery codes are made ten at a time and shown once. What rests is a MAC: with the table alone nobody can try codes against it. */
import type { Ctx } from '#infra/context.ts';
import type { Infra } from '#infra/infra.ts';
import { newWord } from '#infra/secrets.ts';
import { RECOVERY_CODES } from '#modules/identity/domain/limits.ts';
import { normaliseRecoveryCode, showRecoveryCode } from '#modules/identity/domain/recovery.ts';
import type { AccountId } from '#modules/identity/store/accounts.ts';
import * as store from '#modules/identity/store/enrolments.ts';
import { stateOf } from './state.ts';

const LENGTH = 10;

function hashOf(infra: Infra, { accountId, code }: { accountId: AccountId; code: string }): string {
  return stateOf(infra).keys().mac(`recovery|${accountId}|${normaliseRecoveryCode(code)}`).toString(16);
}

/** Gives an account ten new codes in the place of all older ones, and returns them for the only time. */
export async function newRecoveryCodes(infra: Infra, ctx: Ctx, accountId: AccountId): Promise<string[]> {
  const codes = Array.from({ length: RECOVERY_CODES }, () => showRecoveryCode(newWord(LENGTH)));
  await store.replaceRecoveryCodes(ctx.tx, { accountId, hashes: codes.map((code) => hashOf(infra, { accountId, code })) });
  return codes;
}

/** Uses a code up; false when it is none of the account's, or was used before. */
export function spendRecoveryCode(infra: Infra, ctx: Ctx, given: { accountId: AccountId; code: string }): Promise<boolean> {
  return store.spendRecoveryCode(ctx.tx, { accountId: given.accountId, hash: hashOf(infra, given), at: ctx.wallNow });
}
