import { expect, test } from 'vitest';
import { dayOf, formatDay, instantOf, NOON_MS, parseDay } from './day.ts';

test.each([
  ['2026-11-22T16:00:00.000Z', '2026-11-23'],
  ['2026-11-22T15:59:59.999Z', '2026-11-22'],
  ['2026-11-23T04:00:00.000Z', '2026-11-23'],
  ['1970-01-01T00:00:00.000Z', '1970-01-01'],
])('%s belongs to the business day %s in Shanghai', (instant, day) => {
  expect(formatDay(dayOf(new Date(instant)))).toBe(day);
});

test('noon of a business day is 04:00 UTC', () => {
  expect(instantOf(parseDay('2026-11-23'), NOON_MS).toISOString()).toBe('2026-11-23T04:00:00.000Z');
});

test('a day that is not in the calendar is a bug', () => {
  expect(() => parseDay('2026-02-30')).toThrow('calendar day');
});
