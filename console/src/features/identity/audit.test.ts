import { expect, test } from 'vitest';
import { changesOf, changeText, factsText } from './audit.ts';

const WORDS = { field: (name: string) => (name === 'price' ? 'Price' : name), value: (name: string, value: unknown) => (name === 'price' ? `¥${String(value)}` : String(value)) };

test('a change shows each field once, in words, an en dash where it did not stand', () => {
  const row = { before: { price: '100', note: 'a' }, after: { price: '120', stock: 3 } };
  expect(changesOf(row, WORDS)).toEqual([{ name: 'Price', before: '¥100', after: '¥120' }, { name: 'note', before: 'a', after: '–' }, { name: 'stock', before: '–', after: '3' }]);
  expect(changeText({ before: { price: '100' }, after: { price: '120' } }, WORDS)).toBe('Price: ¥100 → ¥120');
  expect(changeText({ before: null, after: null }, WORDS)).toBe('');
  expect(factsText({ role: 'owner', price: 2 }, WORDS)).toBe('role: owner · Price: ¥2');
});
