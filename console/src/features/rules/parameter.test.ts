import { expect, test } from 'vitest';
import { byGroup, grouped, percentOf } from './parameter.ts';

test('a fraction is shown as per cent to the digit', () => {
  expect(['0.40', '0.0005', '0.001', '1', '0', '0.10', '0.123456'].map(percentOf)).toEqual(['40%', '0.05%', '0.1%', '100%', '0%', '10%', '12.3456%']);
});
test('large numbers are grouped and keep their decimals', () => {
  expect(['10000000000', '0.1', '1234.5'].map(grouped)).toEqual(['10,000,000,000', '0.1', '1,234.5']);
});
test('no parameter is ever left out, also one of an unknown group', () => {
  const one = (key: string) => ({ key, title: key, unit: 'count', value: '1', paragraph: 'R1' });
  expect(byGroup([one('market.fee'), one('yield.low'), one('register.sv_bonus')]).map(({ name, items }) => [name, items.length])).toEqual([['register', 1], ['yield', 1], ['other', 1]]);
});
