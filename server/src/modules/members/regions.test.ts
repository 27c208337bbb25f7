import { expect, test } from 'vitest';
import { addressBook } from './address-book.ts';
import { isPrecise, searchRegions } from './regions.ts';

const { regions } = addressBook();
const codesBelow = (code?: string): string[] => regions.below(code).map((region) => region.code);

test('the country has 31 provinces, and every street is reached by choosing from the top', () => {
  expect(codesBelow()).toHaveLength(31);
  let streets = 0;
  const walk = (code: string): void => {
    const below = codesBelow(code);
    if (below.length === 0) streets += 1;
    for (const next of below) {
      expect(next.startsWith(code) && next.length > code.length).toBe(true);
      walk(next);
    }
  };
  for (const code of codesBelow()) walk(code);
  expect(streets).toBe(41_352);
});

test.each([
  ['a municipality\'s districts stand right below it', '11', 6], ['so do Chongqing\'s counties', '50', 6], ['a city without districts has streets', '4419', 9], ['a district has streets', '330106', 9],
])('%s', (_what, code, digits) => {
  expect(new Set(codesBelow(code).map((below) => below.length))).toEqual(new Set([digits]));
});

test('districts that a province runs itself stand among its cities', () => {
  expect(new Set(codesBelow('42').map((code) => code.length))).toEqual(new Set([4, 6]));
});

test.each([['330106002', 4], ['110101', 2], ['441900', 2], ['429004', 2], ['3301', 2], ['999999', 0], ['', 0]])('%s has %i names', (code, count) => {
  expect(regions.namesOf(code)).toHaveLength(count);
});

test('an address ends at a district or a street', () => {
  expect(['33', '3301', '330106', '330106002'].map(isPrecise)).toEqual([false, false, true, true]);
});

test('a search finds what begins with the words first, and no more than asked', () => {
  const [province] = regions.below();
  const found = searchRegions(regions, ` ${province?.name.slice(0, 2)} `, 5);
  expect(found[0]?.code).toBe(province?.code);
  expect(found.length).toBeLessThanOrEqual(5);
  expect(searchRegions(regions, '  ', 5)).toEqual([]);
});
