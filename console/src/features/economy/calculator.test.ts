import { expect, test } from 'vitest';
import { changePpm, chartNumber, placeInBand, priceForYield, scalePosition } from './calculator.ts';

const sv = (whole: number): string => `${whole}00000000`;

test('the price of a yield is that of the source: 0.05% and 0.1% of 10 million over 1,000 points are 5 and 10 yuan (R5.4)', () => {
  expect(priceForYield({ yieldPpm: 500, eligibleSv: sv(10_000_000), amountPts: sv(1000) })).toBe('500000000');
  expect(priceForYield({ yieldPpm: 1000, eligibleSv: sv(10_000_000), amountPts: sv(1000) })).toBe('1000000000');
  expect(priceForYield({ yieldPpm: 1000, eligibleSv: sv(20_000_000), amountPts: sv(1000) })).toBe('2000000000');
});
test('a release of nothing has no price', () => {
  expect(priceForYield({ yieldPpm: 500, eligibleSv: sv(1), amountPts: '0' })).toBeUndefined();
});
test('a price is cut, never rounded up', () => {
  expect(priceForYield({ yieldPpm: 1, eligibleSv: '299999999', amountPts: sv(3) })).toBe('99');
});
test('a change is told in ppm of the day before, and not at all without one', () => {
  expect(changePpm('10000000', '10100000')).toBe(10_000);
  expect(changePpm('10000000', '9000000')).toBe(-100_000);
  expect(changePpm(null, '1')).toBeUndefined();
  expect(changePpm('0', '1')).toBeUndefined();
});
test('the marker stays on the scale and says when it belongs beyond it', () => {
  expect(scalePosition(500, 1000)).toEqual({ percent: 25, beyond: false });
  expect(scalePosition(50_000, 1000)).toEqual({ percent: 100, beyond: true });
});
test('the edges of the band are within it', () => {
  const band = { lowPpm: 500, highPpm: 1000 };
  expect([499, 500, 1000, 1001].map((one) => placeInBand(one, band))).toEqual(['below', 'within', 'within', 'above']);
});
test('a chart gets plain numbers', () => {
  expect(chartNumber('150000000')).toBe(1.5);
});
