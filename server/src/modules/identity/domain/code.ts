/** Codes sent by SMS. They are derived, never stored: whoever reads a row or an event without the key learns nothing. */

/** What a visitor or member may have a code sent for, to a phone he names. */
export const PURPOSES = ['register', 'signIn', 'reset', 'newPhone', 'apply'] as const;
/** `stepUp` goes to the phone of whoever is signed in, which he does not name. */
export type Purpose = (typeof PURPOSES)[number] | 'stepUp';

/** What a code is derived from: another phone, purpose or challenge gives another code. */
export function codeSubject(code: { readonly phone: string; readonly purpose: Purpose; readonly challenge: string }): string {
  return `sms-code|${code.purpose}|${code.phone}|${code.challenge}`;
}

/** Six digits from 64 bits of a MAC; the bias of the remainder is below 1e-13. */
export function digitsOf(mac: bigint): string {
  return (mac % 1_000_000n).toString().padStart(6, '0');
}
