/** The regions of the country and what addresses look like, read once when somebody first needs them: 45,000 names, some 30 ms. */
import { readFileSync } from 'node:fs';
import words from './addresses/words.json' with { type: 'json' };
import { makeRecogniser, type Recogniser } from './recognise.ts';
import { isPrecise, parseRegions, type Regions } from './regions.ts';

export interface AddressBook {
  readonly regions: Regions;
  readonly recognise: Recogniser;
}

let book: AddressBook | undefined;

/** The one of this process. */
export function addressBook(): AddressBook {
  if (!book) {
    const regions = parseRegions(readFileSync(new URL('addresses/regions.txt', import.meta.url), 'utf8'), new Set(words.paper));
    book = { regions, recognise: makeRecogniser(regions, words) };
  }
  return book;
}

/** The names of a district or street, from the province down; empty for an unknown code and for one that no address may end at. */
export function regionNames(code: string): readonly string[] {
  return isPrecise(code) ? addressBook().regions.namesOf(code) : [];
}
