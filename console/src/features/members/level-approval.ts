/** The stored input of a proposal to set a level, read with care: it comes back as plain JSON. */
import { wordText } from '#shared/texts.ts';

/** Whose level, from which to which and why, as texts; an en dash for what is missing. A level of null goes back to the one reached. */
export function levelTexts(input: Readonly<Record<string, unknown>>): { id: string; from: string; to: string; reason: string } {
  const text = (name: string): string => (typeof input[name] === 'string' ? input[name] : '–');
  const word = (name: string): string => (typeof input[name] === 'string' ? wordText('level', input[name]) : '–');
  return { id: text('memberId'), from: word('from'), to: word(input['level'] === null ? 'earned' : 'level'), reason: text('reason') };
}
