/** Every refusal of identity. Sign-in refusals are few on purpose: they must not tell a stranger which part was wrong. */
import { defineRefusals } from '#kernel/errors.ts';

export const errors = defineRefusals('identity', {
  /** No session, or one that has ended. */
  signInNeeded: 401,
  /** Name, phone, password or second factor do not fit together; says no more. */
  badCredentials: 401,
  /** The signed-in account does not hold the act, or belongs to another kind of organisation. */
  notAllowed: 403,
  /** The roles of the signed-in account hold the act, but its organisation is suspended. */
  suspended: 403,
  /** The act asks for a fresh proof of who is sitting there (POST /auth/step-up). */
  stepUpNeeded: 403,
  /** A text message alone opened the account after it had lain dormant: its password must be given first. */
  passwordNeeded: 403,
  /** The phone was proven, but its account has lain dormant: a text message alone sets no password of it. */
  dormantAccount: 409,
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
  /** The six digits of the authenticator are not those of this moment. */
  wrongTotp: 400,
  /** The one-time link was used, has expired or never was. */
  enrolmentGone: 404,
  /** Whoever has no sign-in name yet chooses one. */
  nameNeeded: 400,
  phoneTaken: 409,
  nameTaken: 409,
  /** The phone was proven, but no account has it. */
  noAccount: 409,
  /** An organisation keeps at least one owner who can sign in. */
  lastOwner: 409,
  /** The role belongs to another kind of organisation. */
  foreignRole: 400,
  /** A key of this organisation cannot have this scope. */
  foreignScope: 400,
  /** An organisation has at most KEYS living keys. */
  tooManyKeys: 409,
  /** The key has made too many requests in this minute. */
  tooManyRequests: 429,
  /** The person has already set what he signs in with. */
  alreadyEnrolled: 409,
  tooManyMessages: 429,
  tooManyTries: 429,
  approvalDecided: 409,
  approvalExpired: 409,
  /** Nobody approves what he asked for himself. */
  samePerson: 409,
});
