/**
 * What a pasted text says about a recipient: name, phone, region and the rest of the address, in whatever order. Pure.
 *
 * The phone is told by its digits. The region is the place in the text where names of regions follow each other from the larger to the
 * smaller, with or without their endings and with levels left out; the longest such place wins. What follows it is the rest of the address.
 * The name is the piece that looks most like one: few characters without digits, before the region or beside the phone. What is not
 * certain is left out: the member looks at the result and fills in what is missing.
 */
import type { Region, Regions } from './regions.ts';

/** The words of addresses (addresses/words.json). */
export interface AddressWords {
  readonly paper: readonly string[];
  readonly labels: readonly string[];
  readonly country: readonly string[];
  readonly provinceEndings: readonly string[];
  readonly cityEndings: readonly string[];
  readonly districtEndings: readonly string[];
  readonly peoples: readonly string[];
  readonly titles: readonly string[];
  /** Characters that end parts of an address and hardly ever stand in a name. */
  readonly places: string;
  readonly surnames: string;
}

export interface Recognised {
  readonly name: string;
  readonly phone: string;
  /** Of a district or a street; undefined when the text does not say which. */
  readonly regionCode: string | undefined;
  readonly detail: string;
}

export type Recogniser = (text: string) => Recognised;

/** Stands where the phone stood, so that the name beside it is found. */
const PHONE_MARK = '\u0001';
const PHONE = /(?<!\d)(?:\(?\+?0{0,2}86\)?[- ]?)?(1[3-9]\d)[- ]?(\d{4})[- ]?(\d{4})(?!\d)/;
const POSTCODE = /(?<![\d-])\d{6}(?![\d-])/g;
/** The no-break space holds the words of a Latin name together. */
const SEPARATORS_BUT_KEPT = /[ \t\n\r,;:|/]+/;
const LONGEST_NAME = 20;

interface Place {
  readonly start: number;
  readonly end: number;
  readonly code: string;
}

/** Ways to write a region's name: whole, and without its ending when two characters or more remain. */
function spellings(region: Region, words: AddressWords): string[] {
  const { code, name } = region;
  const endings = code.length === 2 ? words.provinceEndings : code.length === 4 ? words.cityEndings : code.length === 6 ? words.districtEndings : [];
  const ending = endings.find((end) => name.endsWith(end));
  if (ending === undefined) return [name];
  let short = name.slice(0, -ending.length);
  for (let people: string | undefined; (people = words.peoples.find((one) => short.endsWith(one) && short.length > one.length + 1));) short = short.slice(0, -people.length);
  return short.length >= 2 && short !== name ? [name, short] : [name];
}

const skipGap = (text: string, at: number): number => {
  let next = at;
  while (next < text.length && /[\s,;:|/]/.test(text.charAt(next))) next += 1;
  return next;
};

/** The recogniser for these regions; making it takes a while, using it does not. */
export function makeRecogniser(regions: Regions, words: AddressWords): Recogniser {
  const labels = new RegExp(`(?:${words.labels.join('|')})\\s*:`, 'g');
  const bareLabels = new RegExp(`(^|[\\s,;])(?:${words.labels.join('|')})(?=[\\s,;\\d]|$)`, 'g');
  const countries = new RegExp(`(?:${words.country.join('|')})`, 'g');
  const likeness = likenessBy(words);
  const byHead = headsOf(regions, words);

  /** The longest chain of regions that begins at `at`, below `parent` when given. */
  const chainFrom = (text: string, at: number, parent?: Region): Place | undefined => {
    const options = parent ? regions.below(parent.code) : byHead.get(text.slice(at, at + 2)) ?? [];
    let best: Place | undefined;
    for (const region of options) {
      for (const spelling of spellings(region, words)) {
        if (!text.startsWith(spelling, at)) continue;
        const whole = spelling === region.name;
        // Alone, a short name of a city or district may be anything: it needs a region above or below it.
        if (region.code.length === 9 && !whole) continue;
        const end = skipPaper(text, at + spelling.length, region);
        const next = chainFrom(text, skipGap(text, end), region);
        if (!next && !parent && !whole) continue;
        const found = next ? { ...next, start: at } : { start: at, end, code: region.code };
        if (!best || found.end > best.end || (found.end === best.end && found.code.length > best.code.length)) best = found;
      }
    }
    return best;
  };
  /** A municipality's name twice, and levels on paper, add nothing. */
  const skipPaper = (text: string, at: number, region: Region): number => {
    const next = skipGap(text, at);
    const again = region.code.length === 2 ? [...words.paper, region.name, ...spellings(region, words)] : words.paper.filter((word) => word.length > 1);
    const extra = again.find((word) => text.startsWith(word, next));
    const isCity = regions.below(region.code).some(({ name, code }) => code.length === 4 && extra !== undefined && name.startsWith(extra));
    return extra === undefined || isCity ? at : next + extra.length;
  };

  const placeIn = (text: string): Place | undefined => {
    let best: Place | undefined;
    for (let at = 0; at < text.length; at += 1) {
      if (best && at < best.end) continue;
      const found = chainFrom(text, at);
      if (found && (!best || found.end - found.start > best.end - best.start)) best = found;
    }
    return best;
  };

  return (pasted) => {
    const tidy = normalise(pasted).replace(labels, ' ').replace(bareLabels, '$1 ').replace(countries, ' ');
    const phone = PHONE.exec(tidy);
    const marked = (phone ? tidy.replace(phone[0], ` ${PHONE_MARK} `) : tidy).replace(POSTCODE, ' ').replace(/[()[\]{}<>]/g, ' ');
    const place = placeIn(marked);
    const before = piecesOf(place ? marked.slice(0, place.start) : marked);
    const after = place ? piecesOf(marked.slice(place.end)) : [];
    const name = chooseName({ before, after, likeness, hasPlace: place !== undefined });
    const rest = [...before, ...after].filter((piece) => piece !== PHONE_MARK && piece !== name);
    const code = place && (regions.districtOf(place.code)?.code ?? place.code);
    return {
      name, phone: phone ? `${phone[1]}${phone[2]}${phone[3]}` : '', detail: rest.join(' '),
      regionCode: code !== undefined && code.length >= 6 ? code : undefined,
    };
  };
}

/** How much a piece looks like a name; 0: it is none. */
function likenessBy(words: AddressWords): (piece: string) => number {
  const surnames = new Set(words.surnames);
  const places = new Set(words.places);
  return (piece) => {
    const titled = words.titles.some((title) => piece.endsWith(title) && piece.length <= title.length + 4);
    if (piece.length === 0 || piece.length > LONGEST_NAME || /\d/.test(piece)) return 0;
    if (/^[A-Za-z][A-Za-z .·'-]*$/.test(piece)) return 2;
    if (titled) return 4;
    const last = piece.at(-1) ?? '';
    if (piece.includes('·')) return 3;
    if (piece.length > 4 || places.has(last)) return 0;
    return surnames.has(piece.charAt(0)) && piece.length >= 2 ? 3 : 1;
  };
}

/** Regions by the first two characters that they may be written with. A district's name that several bear says nothing by itself. */
function headsOf(regions: Regions, words: AddressWords): ReadonlyMap<string, readonly Region[]> {
  const namesakes = new Map<string, number>();
  for (const { name, code } of regions.large) if (code.length === 6) namesakes.set(name, (namesakes.get(name) ?? 0) + 1);
  const heads = new Map<string, Region[]>();
  for (const region of regions.large) {
    if (region.code.length === 6 && namesakes.get(region.name) !== 1) continue;
    for (const head of new Set(spellings(region, words).map((spelling) => spelling.slice(0, 2)))) {
      const some = heads.get(head);
      if (some) some.push(region);
      else heads.set(head, [region]);
    }
  }
  return heads;
}

/** Full-width forms as ASCII, punctuation between parts as commas. */
function normalise(text: string): string {
  return text.normalize('NFKC').replace(/[\u3001\u3002\u3010\u3011\u300c\u300d\u201c\u201d"]/g, ',').replace(/[\u2010-\u2015]/g, '-').trim();
}

function piecesOf(text: string): string[] {
  // Words of a name in Latin letters belong together.
  return text.replace(/(?<=[A-Za-z]) (?=[A-Za-z])/g, '\u00a0').split(SEPARATORS_BUT_KEPT).map((piece) => piece.replaceAll('\u00a0', ' ')).filter((piece) => piece !== '' && !/^[-.,]+$/.test(piece));
}

/** The piece that is the name: before the region first, else beside the phone, else the likeliest of what follows, if something else remains for the address. */
function chooseName(found: { before: readonly string[]; after: readonly string[]; likeness: (piece: string) => number; hasPlace: boolean }): string {
  const { before, after, likeness, hasPlace } = found;
  const pieces = [...before, ...after];
  const beside = (index: number): number => (pieces[index - 1] === PHONE_MARK || pieces[index + 1] === PHONE_MARK ? 1 : 0);
  const words = pieces.filter((piece) => piece !== PHONE_MARK).length;
  const ranked = pieces.map((piece, index) => {
    const like = piece === PHONE_MARK ? 0 : likeness(piece);
    const early = index < before.length && hasPlace ? 4 : 0;
    // The first piece after the region is the address's own, unless more follows.
    const own = index === before.length && hasPlace && words - before.filter((one) => one !== PHONE_MARK).length === 1 ? 8 : 0;
    return { piece, index, rank: like === 0 ? 0 : like * 2 + early + beside(index) * 2 + (index >= before.length && hasPlace ? index / 100 : 0) - own };
  }).filter(({ rank }) => rank > 0).sort((a, b) => b.rank - a.rank);
  return ranked[0]?.piece ?? '';
}
