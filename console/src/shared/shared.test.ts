import { expect, test } from 'vitest';
import { atomsOf, typedText } from './amount-input.ts';
import { addDays, clockText, dayAt, timeText } from './clock.ts';
import { csvText } from './csv.ts';
import { setFilters } from './filters.ts';
import { readAll } from './list.ts';

test('typed amounts become atoms exactly, or nothing at all', () => {
  expect(['12.5', '0.01', '1,299', ' 7 ', '12.', '0'].map((text) => atomsOf(text, 2))).toEqual(['1250', '1', '129900', '700', '1200', '0']);
  expect(['', '-1', '1.234', 'abc', '1e3', '.5'].map((text) => atomsOf(text, 2))).toEqual([undefined, undefined, undefined, undefined, undefined, undefined]);
});
test('atoms are shown as one would type them, and read back the same', () => {
  expect([typedText('1250', 2), typedText('5', 2), typedText('100000000', 8), typedText('11495000', 8)]).toEqual(['12.5', '0.05', '1', '0.11495']);
  for (const atoms of ['0', '1', '99', '100', '123456789012345678']) expect(atomsOf(typedText(atoms, 8), 8)).toBe(atoms);
});
test('days and times are those of Shanghai', () => {
  expect(dayAt(Date.parse('2026-11-22T16:00:00Z'))).toBe('2026-11-23');
  expect(clockText(Date.parse('2026-11-23T04:00:00Z'))).toBe('2026-11-23 12:00:00');
  expect([timeText('2026-11-23T04:00:00Z'), timeText(null), timeText('rubbish')]).toEqual(['2026-11-23 12:00', '–', '–']);
  expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
});
test('a CSV file survives commas, quotes and lines, opens as Chinese and runs nothing', () => {
  expect(csvText(['a', 'b'], [['x,y', 'say "hi"'], ['=1+1', '-12.50'], ['@cmd', '+86 138']])).toBe('\uFEFFa,b\r\n"x,y","say ""hi"""\r\n\'=1+1,-12.50\r\n\'@cmd,\'+86 138\r\n');
});
test('only filters that differ from their resting value are kept; "all" does where a list rests on a part', () => {
  expect(setFilters({ state: '', zone: '' }, { state: 'pending', zone: '' })).toEqual({ state: '' });
  expect(setFilters({ state: '' }, {})).toEqual({});
  expect(setFilters({ state: 'paid', search: '', zone: 'vip' }, { state: 'paid', search: '', zone: '' })).toEqual({ zone: 'vip' });
  expect(setFilters({ state: 'paid' }, {})).toEqual({ state: 'paid' });
});
test('a file made here says whether rows were left out: only when there are more, also when the last page is full', async () => {
  const listOf = (length: number) => async (limit: number, cursor: string | undefined) => {
    const from = Number(cursor ?? 0);
    const items = Array.from({ length: Math.max(0, Math.min(limit, length - from)) }, (_, index) => from + index);
    return { items, nextCursor: items.length === limit ? String(from + limit) : null };
  };
  const read = async (length: number, most: number) => {
    const { rows, cut } = await readAll(listOf(length), () => undefined, most);
    expect(rows).toEqual(Array.from({ length: Math.min(length, most) }, (_, index) => index));
    return cut;
  };
  expect(await Promise.all([0, 7, 100, 199, 200].map((length) => read(length, 200)))).toEqual([false, false, false, false, false]);
  expect(await Promise.all([201, 350, 1_000].map((length) => read(length, 200)))).toEqual([true, true, true]);
  expect([await read(100, 50), await read(50, 50)]).toEqual([true, false]);
});
