import { expect, test } from 'vitest';
import { chartUnits } from './day-figures.ts';

test('amounts are drawn in units, to the sixth decimal, and no amount is drawn as none', () => {
  expect([chartUnits('12345', 2), chartUnits('123456789', 8), chartUnits('-150', 2), chartUnits('0', 8), chartUnits(null, 8)]).toEqual([123.45, 1.234567, -1.5, 0, null]);
});
