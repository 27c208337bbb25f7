import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addAtoms, compact, exact, group, isSome, percent, points, shares, show, timesAtoms, yuan } from './format.ts';

test.each([['0', '0.00'], ['5', '0.05'], ['39900', '399.00'], ['129900', '1,299.00'], ['-129900', '-1,299.00'], ['100000000', '1,000,000.00']])('yuan(%s) is %s', (atoms, text) => {
  expect(yuan(atoms)).toBe(text);
});
test.each([['0', '0.0000'], ['1', '<0.0001'], ['9999', '<0.0001'], ['-9999', '<-0.0001'], ['10000', '0.0001'], ['123456789', '1.2345'], ['199999999', '1.9999'], ['-10000000', '-0.1000']])('points(%s) is %s: cut, never rounded up', (atoms, text) => {
  expect(points(atoms)).toBe(text);
});
test.each([['79800000000', '798.00'], ['30000000000', '300.00'], ['109799999999', '1,097.99'], ['999999', '<0.01']])('shares(%s) is %s', (atoms, text) => {
  expect(shares(atoms)).toBe(text);
});
test.each([['10000000', 'PTS', '0.1'], ['123456789', 'PTS', '1.23456789'], ['100000000', 'SV', '1'], ['-150', 'CNY', '-1.5'], ['0', 'SV', '0']] as const)('exact(%s, %s) is %s', (atoms, unit, text) => {
  expect(exact(atoms, unit)).toBe(text);
});
test.each([[400000, '40%'], [500, '0.05%'], [1000000, '100%'], [-1, '-0.0001%'], [0, '0%']])('percent(%s) is %s', (ppm, text) => {
  expect(percent(ppm)).toBe(text);
});
describe('compact', () => {
  const zh = [[8, 'Y'], [4, 'W']] as const;
  test.each([[0, '0'], [9999, '9,999'], [10000, '1W'], [12345, '1.2W'], [19999, '1.9W'], [99999999, '9,999.9W'], [123456789, '1.2Y']])('%s is %s', (count, text) => {
    expect(compact(count, zh)).toBe(text);
  });
});
test('a shown amount carries its sign apart from its digits', () => {
  expect(show('123456', 'CNY', { signed: true })).toEqual({ sign: '+', whole: '1,234', decimals: '56', below: false });
  expect(show('-123456', 'CNY', { signed: true })).toEqual({ sign: '-', whole: '1,234', decimals: '56', below: false });
  expect(show('0', 'CNY', { signed: true }).sign).toBe('');
  expect(show('-0', 'CNY').sign).toBe('');
});
test('what is not an integer of atoms is refused and not guessed', () => {
  for (const wrong of ['', '1.5', '1e3', 'NaN', ' 1']) expect(() => yuan(wrong), wrong).toThrow(TypeError);
});
test('exact text holds every atom: it reads back as the same amount', () => {
  fc.assert(fc.property(fc.bigInt({ min: -(10n ** 38n), max: 10n ** 38n }), (atoms) => {
    const [whole = '', decimals = ''] = exact(atoms.toString(), 'PTS').replaceAll(',', '').split('.');
    expect(BigInt(whole + decimals.padEnd(8, '0'))).toBe(atoms);
  }));
});
test('a shown amount is never more than there is', () => {
  fc.assert(fc.property(fc.bigInt({ min: 0n, max: 10n ** 30n }), (atoms) => {
    const { whole, decimals } = show(atoms.toString(), 'PTS');
    expect(BigInt(whole.replaceAll(',', '') + decimals.padEnd(8, '0'))).toBeLessThanOrEqual(atoms);
  }));
});
test('sums and products are exact beyond 2^53', () => {
  expect(addAtoms('9007199254740993', '1', '-2')).toBe('9007199254740992');
  expect(timesAtoms('9007199254740993', 3)).toBe('27021597764222979');
  expect([isSome('0'), isSome('-0'), isSome('10')]).toEqual([false, false, true]);
  expect(group('1234567')).toBe('1,234,567');
});
