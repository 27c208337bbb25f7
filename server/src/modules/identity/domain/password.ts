/** Which passwords are accepted (ASVS L2): length, a list of common ones, nothing a stranger would try first; no composition rules. */
import { COMMON_PASSWORDS } from './common-passwords.ts';

const MIN_LENGTH = { member: 8, staff: 12 } as const;
const MAX_LENGTH = 128;
const KEYBOARD = ['01234567890', 'abcdefghijklmnopqrstuvwxyz', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm', '1qaz2wsx3edc4rfv5tgb6yhn7ujm'];

export type Weakness = 'short' | 'long' | 'common' | 'own';

/** The password as it is hashed: the same text typed on another keyboard must give the same bytes. */
export function normalisePassword(password: string): string {
  return password.normalize('NFKC');
}

/** Whether the text is one character, a short pattern repeated, or a run along the alphabet, the digits or the keyboard. */
function isPattern(text: string): boolean {
  for (let length = 1; length <= text.length / 3; length++) {
    if (text === text.slice(0, length).repeat(Math.ceil(text.length / length)).slice(0, text.length)) return true;
  }
  return KEYBOARD.some((row) => {
    const both = row + row;
    return both.includes(text) || Array.from(both).reverse().join('').includes(text);
  });
}

/** Why the password is refused for the owner of `own` words (phone, name), or undefined when it is good. */
export function weaknessOf(password: string, owner: { readonly kind: 'member' | 'staff'; readonly own: readonly string[] }): Weakness | undefined {
  const text = normalisePassword(password);
  const length = Array.from(text).length;
  if (length < MIN_LENGTH[owner.kind]) return 'short';
  if (length > MAX_LENGTH) return 'long';
  const folded = text.toLowerCase();
  if (owner.own.some((word) => word.length >= 3 && folded.includes(word.toLowerCase()))) return 'own';
  const letters = folded.replace(/[^a-z]/g, '');
  if (COMMON_PASSWORDS.has(folded) || isPattern(folded) || (letters.length >= folded.length - 4 && COMMON_PASSWORDS.has(letters))) return 'common';
  return undefined;
}
