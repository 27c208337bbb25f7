import { expect, test } from 'vitest';
import type { Asset, BalanceLine } from './api.ts';
import { accountFilter, accountParts, byAsset } from './balance.ts';

const line = (kind: BalanceLine['kind'], asset: Asset, balance: string) =>
  ({ kind, asset, holder: 'system' as const, debits: balance.startsWith('-') ? balance.slice(1) : '0', credits: balance.startsWith('-') ? '0' : balance, balance });

test('each asset is summed by itself, exactly, and sound books sum to zero', () => {
  const found = byAsset([line('svIssued', 'SV', '-90071992547409931'), line('gateway', 'CNY', '-500'), line('svActive', 'SV', '90071992547409931'), line('margin', 'CNY', '500')]);
  expect(found.map(({ asset, lines, balance, debits }) => [asset, lines.length, balance, debits])).toEqual([['CNY', 2, '0', '500'], ['SV', 2, '0', '90071992547409931']]);
});
test('an account filter is what the server takes, and what is no id is left out', () => {
  expect([accountFilter('', ''), accountFilter('pool', ''), accountFilter('', '42'), accountFilter('memberPoints', ' 42 '), accountFilter('pool', 'x')]).toEqual(['', 'pool', '42', 'memberPoints:42', 'pool']);
});
test('an account filter is read back', () => {
  expect([accountParts('memberPoints:42'), accountParts('42'), accountParts('')]).toEqual([{ kind: 'memberPoints', holder: '42' }, { kind: '', holder: '42' }, { kind: '', holder: '' }]);
});
