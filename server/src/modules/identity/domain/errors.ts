/** Every refusal of identity. Sign-in refusals are few on purpose: they must not tell a stranger which part was wrong. */
import { defineRefusals } from '#kernel/errors.ts';

export const errors = defineRefusals('identity', {
  /** No session, or one that has ended. */
  signInNeeded: 401,
  /** Name, phone, password or second factor do not fit together; says no more. */
  badCredentials: 401,
  /** The signed-in account does not hold the act, or belongs to another kind of organisation. */
  notAllowed: 403,
  /** The act asks for a fresh proof of who is sitting there (POST /auth/step-up). */
  stepUpNeeded: 403,
  /** An unsafe request with a cookie came from another site. */
  wrongOrigin: 403,
  notFound: 404,
  /** Not a mobile number of mainland China. */
  badPhone: 400,
  weakPassword: 400,
  /** The code is wrong, spent, expired or was asked for another purpose. */
  wrongCode: 400,
  /** The proof of work is missing, wrong, expired or spent. */
  badProof: 400,
  phoneTaken: 409,
  nameTaken: 409,
  /** The phone was proven, but no account has it. */
  noAccount: 409,
  tooManyMessages: 429,
  tooManyTries: 429,
  approvalDecided: 409,
  approvalExpired: 409,
  /** Nobody approves what he asked for himself. */
  samePerson: 409,
});
