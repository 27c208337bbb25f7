import { expect, test } from 'vitest';
import { changesOf, changeText, factsText } from './audit.ts';

test('a change shows each field once, an en dash where it did not stand', () => {
  const row = { before: { price: '100', note: 'a' }, after: { price: '120', stock: 3 } };
  expect(changesOf(row)).toEqual([{ name: 'price', before: '100', after: '120' }, { name: 'note', before: 'a', after: '–' }, { name: 'stock', before: '–', after: '3' }]);
  expect(changeText({ before: { price: '100' }, after: { price: '120' } })).toBe('price: 100 → 120');
  expect(changeText({ before: null, after: null })).toBe('');
  expect(factsText({ role: 'owner', count: 2 })).toBe('role: owner · count: 2');
});
