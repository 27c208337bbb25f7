import { expect, test } from 'vitest';
import { addressBook } from './address-book.ts';
import cases from './addresses/cases.json' with { type: 'json' };

const { regions, recognise } = addressBook();

test.each(cases as [string, string, string, string, string][])('%s', (text, name, phone, region, detail) => {
  const { regionCode, ...found } = recognise(text);
  expect({ ...found, region: regionCode === undefined ? '' : regions.namesOf(regionCode).join(' ') }).toEqual({ name, phone, detail, region });
});

test('a code that it finds is a district or a street, and whatever is pasted has an answer', () => {
  for (const text of ['', ' ', '1'.repeat(300), '\u0001\u00a0', ',:;|/', cases.map(([line]) => line).join('').slice(0, 300)]) {
    const { regionCode } = recognise(text);
    expect(regionCode === undefined || (regionCode.length >= 6 && regions.namesOf(regionCode).length >= 2)).toBe(true);
  }
});
