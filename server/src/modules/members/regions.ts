/**
 * Provinces, cities, districts and streets of mainland China, by their official codes (2, 4, 6 and 9 digits): pure. Some levels exist on
 * paper alone: a municipality's only "city", districts that a province runs itself, and cities without districts, whose one district bears
 * their own name. Nobody writes them into an address, so they are passed over wherever people see levels.
 */

export interface Region {
  /** 2 digits: province, 4: city, 6: district, 9: street. */
  readonly code: string;
  readonly name: string;
}

export interface Regions {
  /** A region by its code. */
  find(code: string): Region | undefined;
  /** What people choose from below a region; provinces without one. Nothing for a street or an unknown code. */
  below(code?: string): readonly Region[];
  /** The district that stands for a city without districts; undefined for every other region. */
  districtOf(code: string): Region | undefined;
  /** Names from the province down to the region, without levels on paper; empty for an unknown code. */
  namesOf(code: string): readonly string[];
  /** Every region that people write but streets, provinces first. */
  readonly large: readonly Region[];
}

const LENGTHS = [2, 4, 6, 9] as const;
const AREA_DIGITS = 6;

/** The code one level above; '' for a province. */
export function above(code: string): string {
  const level = LENGTHS.findIndex((length) => length === code.length);
  return code.slice(0, LENGTHS[level - 1] ?? 0);
}

/** Whether an address may end here: a district or a street. */
export function isPrecise(code: string): boolean {
  return code.length >= AREA_DIGITS;
}

/** Reads the lines that tools/regions.mjs writes; `paper` are the names of levels that exist on paper alone. */
export function parseRegions(text: string, paper: ReadonlySet<string>): Regions {
  const byCode = new Map<string, Region>();
  const children = new Map<string, Region[]>();
  const large: Region[] = [];
  const put = (code: string, name: string): void => {
    const region = { code, name };
    byCode.set(code, region);
    const siblings = children.get(above(code));
    if (siblings) siblings.push(region);
    else children.set(above(code), [region]);
    if (code.length <= AREA_DIGITS) large.push(region);
  };
  for (const line of text.split('\n')) {
    const [head = '', ...streets] = line.split(' ');
    const code = /^\d+/.exec(head)?.[0];
    if (code === undefined) continue;
    put(code, head.slice(code.length));
    for (const street of streets) put(`${code}${street.slice(0, 3)}`, street.slice(3));
  }
  const onPaper = ({ code, name }: Region): boolean => paper.has(name) || (code.length === AREA_DIGITS && byCode.get(above(code))?.name === name);
  const below = (code = ''): readonly Region[] => (children.get(code) ?? []).flatMap((child) => (onPaper(child) ? below(child.code) : [child]));
  const namesOf = (code: string): readonly string[] => {
    const region = byCode.get(code);
    if (!region) return [];
    return [...namesOf(above(code)), ...(onPaper(region) ? [] : [region.name])];
  };
  const only = (code: string): Region | undefined => {
    const [district, ...others] = children.get(code) ?? [];
    return code.length === 4 && others.length === 0 && district && onPaper(district) ? district : undefined;
  };
  const written = large.filter((region) => !onPaper(region)).sort((a, b) => a.code.length - b.code.length);
  return { find: (code) => byCode.get(code), below, namesOf, districtOf: only, large: written };
}

export interface FoundRegion extends Region {
  readonly names: readonly string[];
}

/** Provinces, cities and districts whose name contains the words, those that begin with them first; at most `limit`. */
export function searchRegions(regions: Regions, words: string, limit: number): FoundRegion[] {
  const wanted = words.trim();
  if (wanted === '') return [];
  const found = regions.large.filter(({ name }) => name.includes(wanted));
  const begins = (region: Region): number => (region.name.startsWith(wanted) ? 0 : 1);
  return found.sort((a, b) => begins(a) - begins(b) || a.code.length - b.code.length).slice(0, limit).map((region) => ({ ...region, names: regions.namesOf(region.code) }));
}
