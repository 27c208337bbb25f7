import { expect, test } from 'vitest';
import { countRows, placedBefore } from './count.ts';

const list = (length: number) => (ask: Record<string, string | number | undefined>) => {
  const from = Number(ask['cursor'] ?? 0);
  const items = Array.from({ length: Math.min(100, length - from) }, (_, index) => from + index);
  return Promise.resolve({ items, nextCursor: from + items.length < length ? String(from + items.length) : null });
};

test('rows are counted over pages, and a very long list says so', async () => {
  expect(await Promise.all([0, 7, 100, 300, 1000].map((length) => countRows(list(length))))).toEqual(['0', '7', '100', '300', '1000']);
  expect(await countRows(list(1001))).toBe('1000+');
});
test('the server is believed when it counts itself', async () => {
  expect(await countRows(() => Promise.resolve({ items: [1], nextCursor: 'x', total: 54_321 }))).toBe('54321');
});
test('counting stops at the first row that is asked for', async () => {
  expect(await countRows(list(300), (row) => row === 142)).toBe('142');
});
test('a business day begins at midnight in Shanghai', () => {
  const before = placedBefore('2026-11-23');
  expect([before({ placedAt: '2026-11-22T15:59:59Z' }), before({ placedAt: '2026-11-22T16:00:00Z' })]).toEqual([true, false]);
});
