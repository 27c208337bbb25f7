import { expect, test } from 'vitest';
import { DAY_MS, parseDay } from '#kernel/day.ts';
import { adultDay } from './domain.ts';

test.each([
  ['2008-03-01', '2026-03-02'], ['2008-03-02', '2026-03-03'], ['2009-12-31', '2028-01-01'], ['2008-02-29', '2026-03-02'],
])('somebody born on %s earns from %s on', (bornOn, from) => {
  const dayBefore = new Date(parseDay(from) * DAY_MS - 1 - 8 * 3_600_000);
  expect(adultDay(bornOn, dayBefore)).toBe(parseDay(from));
  expect(adultDay(bornOn, new Date(dayBefore.getTime() + 1))).toBeNull();
});
test.each(['2012-03-03', '2012-03-02', '2026-03-02'])('born on %s nobody registers by himself on 2 March 2026', (bornOn) => {
  expect(() => adultDay(bornOn, new Date('2026-03-02T04:00:00Z'))).toThrow(expect.objectContaining({ code: 'members.tooYoung' }));
});
test.each(['2026-03-03', '1890-01-01', '2001-02-29', '2001-13-01'])('%s is no birthday', (bornOn) => {
  expect(() => adultDay(bornOn, new Date('2026-03-02T04:00:00Z'))).toThrow(expect.objectContaining({ code: 'members.badBirthday' }));
});
