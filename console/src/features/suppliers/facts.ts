/** How the company behind a supplier is shown, at the platform's desk and at its own. */
import type { Tone } from '#shared/StateTag.vue';
import { wordText } from '#shared/texts.ts';
import type { Supplier } from './api.ts';

type Company = NonNullable<Supplier['company']>;
export const SUPPLIER_TONES: Readonly<Record<Supplier['state'], Tone>> = { approved: 'done', suspended: 'bad', exited: 'ended' };
export const LICENCE_TONES: Readonly<Record<Company['licenceState'], Tone>> = { valid: 'done', ending: 'wait', ended: 'bad' };

/** The last day of a licence in words. */
export function licenceText(licenceUntil: string): string {
  return licenceUntil === 'unlimited' ? wordText('applications', 'unlimited') : licenceUntil;
}
