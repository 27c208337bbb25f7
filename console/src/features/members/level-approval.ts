/** The stored input of a proposal to set a level, read with care: it comes back as plain JSON. It holds no name: that is asked for when it is shown. */
import { wordText } from '#shared/texts.ts';
import { findMember } from './api.ts';

/** Whose level, from which to which and why, as texts; an en dash for what is missing. A level of null goes back to the one reached. */
export function levelTexts(input: Readonly<Record<string, unknown>>): { id: string; name: string; from: string; to: string; reason: string } {
  const text = (name: string): string => (typeof input[name] === 'string' ? input[name] : '–');
  const word = (name: string): string => (typeof input[name] === 'string' ? wordText('level', input[name]) : '–');
  return { id: text('memberId'), name: typeof input['name'] === 'string' ? input['name'] : text('memberId'), from: word('from'), to: word(input['level'] === null ? 'earned' : 'level'), reason: text('reason') };
}

/** The name of the member whose level it is; nothing when he cannot be read, and his number stands in for it. */
export async function nameOfMember(input: Readonly<Record<string, unknown>>): Promise<{ name?: string }> {
  return findMember(levelTexts(input).id).then(({ name, phoneMasked }) => ({ name: name === phoneMasked ? name : `${name} ${phoneMasked}` }), () => ({}));
}
