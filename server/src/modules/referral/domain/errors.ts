import { defineRefusals } from '#kernel/errors.ts';

export const errors = defineRefusals('referral', {
  /** No such member, or his registration is still being applied. */
  notFound: 404,
  /** The level is set so already, or is not set by hand. */
  nothingToChange: 409,
  /** Minors hold no level above the first. */
  minor: 409,
  /** The level changed since it was proposed to set another. */
  levelChanged: 409,
});
