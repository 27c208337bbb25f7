/** Recovery codes: what opens a staff account, with its password, when the authenticator is lost. */

/** A code as it is shown: two groups of five, easy to copy by hand. */
export function showRecoveryCode(word: string): string {
  return `${word.slice(0, 5)}-${word.slice(5)}`;
}

/** A code as it is hashed: case, spaces and the dash do not matter to whoever types it. */
export function normaliseRecoveryCode(text: string): string {
  return text.toUpperCase().replace(/[^0-9A-Z]/g, '');
}
