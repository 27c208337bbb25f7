/** Profiles, invitations and contacts: pure parts. */
import { DAY_MS, dayOf, formatDay } from '#kernel/day.ts';
import { defineRefusals } from '#kernel/errors.ts';

export const errors = defineRefusals('members', {
  /** Registering asks for consent that the person gives himself. */
  consentNeeded: 400,
  /** What was shown is no longer in force; `documents` names what changed. */
  outdatedVersions: 409,
  /** Documents changed and he has not agreed to them yet; `documents` names them. */
  consentOutstanding: 409,
  /** Not a day on which somebody who registers now can be born. */
  badBirthday: 400,
  /** Below 14 a guardian would have to agree. */
  tooYoung: 403,
  /** The invitation code belongs to nobody; registering without a code stays possible. */
  unknownInvitation: 404,
  notFound: 404,
  contactNotFound: 404,
  badContactPhone: 400,
  /** The region is no district or street of the country. */
  unknownRegion: 400,
  tooManyContacts: 409,
  /** Not letters, or something that looks like a number to call. */
  badName: 400,
  /** A demo holds at most DEMO_MEMBERS (ARCHITECTURE 5): it is not a shop. */
  demoFull: 409,
  /** What was typed to confirm is not the end of the member's phone. */
  closingNotConfirmed: 400,
  /** Something must be over first; `blockers` names what. */
  closingBlocked: 409,
  /** One copy of the data is being made, or was made less than a day ago. */
  exportTooSoon: 409,
  /** No such copy, not made yet, or no longer kept; another member's too. */
  exportNotFound: 404,
  /** There is nothing to take back. */
  notClosing: 409,
});

/** Years from which a member earns (LAW 9.9), and from which he may register without a guardian. */
const ADULT_YEARS = 18;
const LEAST_YEARS = 14;
const OLDEST_YEARS = 120;

/**
 * The business day from which somebody born on a day ("YYYY-MM-DD") earns: the day after his 18th birthday, since years are full from the day after. Null
 * when it is past. Refusals: members.badBirthday, tooYoung.
 */
export function adultDay(bornOn: string, now: Date): number | null {
  const today = dayOf(now);
  const inYears = (years: number): number => {
    const [year = 0, month = 0, day = 0] = bornOn.split('-').map(Number);
    // 29 February becomes 1 March.
    return Math.floor(Date.UTC(year + years, month - 1, day) / DAY_MS);
  };
  if (Number.isNaN(Date.parse(bornOn)) || formatDay(inYears(0)) !== bornOn || inYears(0) > today || inYears(OLDEST_YEARS) < today) throw errors.badBirthday();
  if (inYears(LEAST_YEARS) >= today) throw errors.tooYoung({ years: LEAST_YEARS });
  const adultOn = inYears(ADULT_YEARS) + 1;
  return adultOn <= today ? null : adultOn;
}

export const DEMO_MEMBERS = 1_000;
/** Contacts a member may choose from; hidden ones do not count. */
export const CONTACTS = 20;
export const CODE_LENGTH = 8;
/** How long a member may take his closing back, in business time. */
export const CLOSING_DAYS = 7;
/** How long a copy of a member's data is kept, and how long he waits for another, in business time. */
export const EXPORT_DAYS = 7;
/** What stands for name and phone of a closed account. */
export const NOBODY = '–';

/** The levels as referral names them, lowest first; the type of `levelsOf` is checked against this list. */
export const LEVELS = ['registered', 'patron', 'vip', 'shopkeeper', 'dealer', 'partner'] as const;
export type Level = (typeof LEVELS)[number];

export interface ContactText {
  readonly name: string;
  readonly phone: string;
  /** Of a district or a street. */
  readonly regionCode: string;
  readonly detail: string;
}

/** A code as it is keyed: people type it in any case and with spaces around it. */
export function normaliseCode(text: string): string {
  return text.trim().toUpperCase();
}

/** Characters of a display name. */
export const NAME_LENGTH = 12;

/**
 * A display name as it is kept: letters, digits, spaces and the dots and hyphens of names, without surrounding or doubled white space, and no run of five
 * digits, since names stand on posters and are no place for numbers to call. Undefined when the text is none.
 */
export function tidyName(text: string): string | undefined {
  const name = text.normalize('NFC').trim().replace(/\s+/g, ' ');
  const wellFormed = /^[\p{L}\p{M}\p{N} .\u00b7\u2019'-]+$/u.test(name) && /\p{L}/u.test(name) && !/\p{N}[ .-]*(\p{N}[ .-]*){4}/u.test(name);
  return wellFormed && Array.from(name).length <= NAME_LENGTH ? name : undefined;
}

/** A name as strangers may see it: its first character. */
export function maskName(name: string): string {
  return `${Array.from(name.trim())[0] ?? ''}**`;
}

/** A contact without surrounding or doubled white space. */
export function tidyContact(contact: ContactText): ContactText {
  const tidy = (text: string): string => text.trim().replace(/\s+/g, ' ');
  return { name: tidy(contact.name), phone: contact.phone.trim(), regionCode: contact.regionCode.trim(), detail: tidy(contact.detail) };
}
