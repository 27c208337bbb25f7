import { defineRefusals, type RefusalDetails } from '#kernel/errors.ts';
import { formatDay, isDay } from '#kernel/day.ts';
import type { Id } from '#kernel/id.ts';
import type { Transitions } from '#kernel/state-machine.ts';

export type SupplierId = Id<'supplier'>;
export type ApplicationId = Id<'application'>;
export const APPLICATION_STATES = ['draft', 'submitted', 'approved', 'rejected'] as const;
export type ApplicationState = (typeof APPLICATION_STATES)[number];
export const SUPPLIER_STATES = ['approved', 'suspended', 'exited'] as const;
export type SupplierState = (typeof SUPPLIER_STATES)[number];
/** One life from the first word of an applicant to the supplier's exit (R1.1); approval makes the supplier. */
export const TRANSITIONS: Transitions<ApplicationState | SupplierState> = {
  draft: ['submitted'], submitted: ['approved', 'rejected'], rejected: ['submitted'], approved: ['suspended', 'exited'], suspended: ['approved', 'exited'], exited: [],
};

/** Who rewards the buyer (DECISIONS N14). */
export type SvMode = 'platform' | 'merchant';

export interface Supplier {
  readonly id: SupplierId;
  readonly bucket: number;
  readonly organisationId: Id<'organisation'>;
  readonly name: string;
  readonly state: SupplierState;
  readonly svMode: SvMode;
  readonly creditCode: string | null;
  readonly stateAt: Date;
  /** Why it is suspended or gone; null while it supplies. */
  readonly stateReason: string | null;
  readonly createdAt: Date;
}

/** What an applicant tells. Unfinished while a draft: a text that is missing is empty. */
export interface ApplicationContent {
  readonly companyName: string;
  readonly creditCode: string;
  readonly legalPerson: string;
  readonly contactName: string;
  /** Categories of the catalogue, ids as decimal strings. */
  readonly categoryIds: readonly string[];
  /** Where members send goods back to: code of a district or street, and the rest of the address. */
  readonly regionCode: string;
  readonly detail: string;
  /** The last day of the business licence, YYYY-MM-DD; `unlimited` where it names none. */
  readonly licenceUntil: string;
  /** The version of the supplier terms that were accepted; empty until then. */
  readonly consentVersion: string;
}
export const EMPTY_CONTENT: ApplicationContent = { companyName: '', creditCode: '', legalPerson: '', contactName: '', categoryIds: [], regionCode: '', detail: '', licenceUntil: '', consentVersion: '' };
export const UNLIMITED = 'unlimited';

/** How long before its last day a licence counts as ending. */
const ENDING_DAYS = 30;
export const LICENCE_STATES = ['valid', 'ending', 'ended'] as const;
export type LicenceState = (typeof LICENCE_STATES)[number];

/** How a business licence stands on a day (its number): on its last day it still holds. */
export function licenceStateOf(licenceUntil: string, today: number): LicenceState {
  if (licenceUntil === UNLIMITED || licenceUntil > formatDay(today + ENDING_DAYS)) return 'valid';
  return licenceUntil < formatDay(today) ? 'ended' : 'ending';
}

/** What the platform may put right about a supplier from papers it has seen. Name and credit code stay: another company applies anew. */
export type CompanyFacts = Pick<ApplicationContent, 'legalPerson' | 'contactName' | 'licenceUntil' | 'detail'>;

/** What can be wrong with an application: its fields and its pictures. */
export const FIELDS = ['companyName', 'creditCode', 'legalPerson', 'contactName', 'categoryIds', 'licenceUntil', 'licence', 'permit', 'regionCode', 'detail', 'consentVersion'] as const;
export type Field = (typeof FIELDS)[number];
export type Hints = Readonly<Partial<Record<Field, string>>>;

export const PICTURE_KINDS = ['licence', 'permit'] as const;
export type PictureKind = (typeof PICTURE_KINDS)[number];
export const MOST_PICTURES: Readonly<Record<PictureKind, number>> = { licence: 2, permit: 5 };

export const errors = defineRefusals('suppliers', {
  notFound: 404,
  applicationNotFound: 404,
  pictureNotFound: 404,
  /** The applicant has not proved his phone, or too long ago. */
  proofNeeded: 401,
  /** Something is missing or wrong; `fields` says what. */
  incomplete: 400,
  unknownCategory: 400,
  pictureUnreadable: 400,
  pictureNotAllowed: 400,
  pictureTooSmall: 400,
  tooManyPictures: 409,
  /** The life cycle does not allow it from this state. */
  wrongState: 409,
  /** The application was changed since the reviewer read it. */
  changed: 409,
  /** Another supplier has this credit code. */
  codeTaken: 409,
  /** The supplier has an owner who can sign in. */
  alreadyOwned: 409,
  /** Orders, payables or goods on sale stand in the way of an exit. */
  stillOpen: 409,
});

const CODE_DIGITS = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const CODE_LENGTH = 18;
const CODE_FACTOR = 3;

/** A credit code as it is kept: capitals, without the spaces that people group it by. */
export function normaliseCreditCode(text: string): string {
  return text.normalize('NFKC').toUpperCase().replaceAll(/[\s-]/g, '');
}

/**
 * Whether a normalised text is a unified social credit code (GB 32100-2015): 18 of 31 characters without I, O, S, V and Z, digits 3 to 8 (the region) being
 * decimal; the last is the check: C18 = (31 − Σ Cᵢ·3^(i−1) mod 31) mod 31 over the 17 before it. It finds every single wrong character and every two swapped neighbours.
 */
export function isCreditCode(code: string): boolean {
  if (code.length !== CODE_LENGTH || !/^.{2}\d{6}/.test(code)) return false;
  const values = Array.from(code, (character) => CODE_DIGITS.indexOf(character));
  if (values.includes(-1)) return false;
  const base = CODE_DIGITS.length;
  let weight = 1;
  let sum = 0;
  for (const value of values.slice(0, -1)) {
    sum += value * weight;
    weight = (weight * CODE_FACTOR) % base;
  }
  return values.at(-1) === (base - (sum % base)) % base;
}

/** Content as it is kept: tidy texts, each category once. */
export function tidyContent(content: ApplicationContent): ApplicationContent {
  const tidy = (text: string): string => text.normalize('NFC').trim().replaceAll(/\s+/g, ' ');
  return {
    ...content, companyName: tidy(content.companyName), creditCode: normaliseCreditCode(content.creditCode), legalPerson: tidy(content.legalPerson),
    contactName: tidy(content.contactName), detail: tidy(content.detail), categoryIds: [...new Set(content.categoryIds)],
  };
}

/** What else an application is judged by. */
export interface Facts {
  readonly pictures: readonly { readonly kind: PictureKind }[];
  /** Whether an address may end at its region. */
  readonly regionKnown: boolean;
  /** The business day on which it is judged. */
  readonly today: string;
}

/** The fields that are missing or wrong, in the order of the form; none for an application that may be submitted. */
export function faultsOf(content: ApplicationContent, { pictures, regionKnown, today }: Facts): Field[] {
  const good: Readonly<Record<Field, boolean>> = {
    companyName: content.companyName.length >= 2, creditCode: isCreditCode(content.creditCode), legalPerson: content.legalPerson !== '', contactName: content.contactName !== '',
    categoryIds: content.categoryIds.length > 0, licenceUntil: content.licenceUntil === UNLIMITED || (isDay(content.licenceUntil) && content.licenceUntil >= today),
    licence: pictures.some(({ kind }) => kind === 'licence'), permit: true, regionCode: regionKnown, detail: content.detail !== '', consentVersion: content.consentVersion !== '',
  };
  return FIELDS.filter((field) => !good[field]);
}

/** What a supplier would leave behind. */
export interface OpenBusiness {
  readonly orders: bigint;
  /** What he is still owed, fen. */
  readonly payableFen: bigint;
  /** Goods of his that members can buy now. */
  readonly onSale: number;
}

/** Throws stillOpen with what stands in the way of an exit, if anything does. */
export function refuseOpenBusiness({ orders, payableFen, onSale }: OpenBusiness): void {
  if (orders === 0n && payableFen === 0n && onSale === 0) return;
  throw errors.stillOpen({ orders: String(orders), payableFen: String(payableFen), onSale } satisfies RefusalDetails);
}
