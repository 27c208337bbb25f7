import { expect, test } from 'vitest';
import { coveragePpm, noonsToHalf, worthFen } from './domain.ts';

const POINT = 100_000_000n;

test('points are worth their number times the price, a broken fen rounded down', () => {
  expect(worthFen(3n * POINT, 10_000_000n)).toBe(30n);
  expect(worthFen(POINT, 1_999_999n)).toBe(1n);
  expect(worthFen(0n, POINT)).toBe(0n);
});

test.each([
  [50n, 100n, 500_000n], [1n, 3n, 333_333n], [0n, 100n, 0n], [-5n, 100n, 0n], [5n, 0n, null],
] as const)('%s fen earned for %s fen claimed cover %s ppm', (earned, claimed, ppm) => {
  expect(coveragePpm(earned, claimed)).toBe(ppm);
});

test('half is burned after as many noons as the share says, and never when nothing burns', () => {
  expect(noonsToHalf({ burned: 1n, eligible: 2n })).toBe(1);
  expect(noonsToHalf({ burned: 5n, eligible: 10_000n })).toBe(1_386);
  expect(noonsToHalf({ burned: 10n, eligible: 10n })).toBe(1);
  expect(noonsToHalf({ burned: 0n, eligible: 10n })).toBeNull();
  expect(noonsToHalf({ burned: 0n, eligible: 0n })).toBeNull();
  const { burned, eligible } = { burned: 7n, eligible: 1_000n };
  let left = 1;
  for (let noon = 0; noon < (noonsToHalf({ burned, eligible }) ?? 0); noon++) left *= 1 - 0.007;
  expect(left).toBeLessThanOrEqual(0.5);
  expect(left / (1 - 0.007)).toBeGreaterThan(0.5);
});
