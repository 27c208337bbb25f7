import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { composeId } from '#kernel/id.ts';
import { canonicalText, CHART, type NumberedEntry, netMoves } from './domain.ts';

const NUMBERS = Object.values(CHART).map((kind) => kind.number);

test('account numbers are used once and fit the chart of their asset', () => {
  expect(new Set(NUMBERS).size).toBe(NUMBERS.length);
  for (const { number, asset } of Object.values(CHART)) expect(asset).toBe(number < 20 ? 'CNY' : number < 40 ? 'PTS' : 'SV');
});

describe('netMoves', () => {
  const holder = fc.bigInt({ min: 1n, max: 2n ** 63n - 1n });
  const entries = fc.array(fc.record({ bucket: fc.nat({ max: 1023 }), from: holder, to: holder, amount: fc.bigInt({ min: 1n, max: 2n ** 60n }) }).filter(({ from, to }) => from !== to));
  const build = (rows: { bucket: number; from: bigint; to: bigint; amount: bigint }[]): NumberedEntry[] => rows.map(({ bucket, from, to, amount }) => ({
    id: composeId({ ms: Date.UTC(2026, 0, 1), bucket, node: 0, sequence: 0 }), bucket, eventPosition: null, ruleVersion: null, memo: 'test',
    transfers: [{ debit: { kind: 'supplierPayable', holder: from }, credit: { kind: 'supplierPayable', holder: to }, amount }],
  }));

  test('sums to zero in every bucket, names each account once, in lock order', () => {
    fc.assert(fc.property(entries, (rows) => {
      const moves = netMoves(build(rows));
      const sums = new Map<number, bigint>();
      for (const move of moves) sums.set(move.bucket, (sums.get(move.bucket) ?? 0n) + move.balance);
      for (const sum of sums.values()) expect(sum).toBe(0n);
      for (let i = 1; i < moves.length; i++) {
        const [a, b] = [moves[i - 1], moves[i]];
        if (!a || !b) throw new Error('a gap');
        expect(a.bucket < b.bucket || (a.bucket === b.bucket && (a.kind < b.kind || (a.kind === b.kind && a.holder < b.holder)))).toBe(true);
      }
    }));
  });
});

test.each([
  [{ b: 1, a: 2n }, '{"a":2n,"b":1}'],
  [{ a: undefined, b: null }, '{"b":null}'],
  [['x', 1, true, new Date('2026-01-01T00:00:00Z')], '["x",1,true,"2026-01-01T00:00:00.000Z"]'],
  [{ a: '2' }, '{"a":"2"}'],
  [undefined, 'null'],
])('equal inputs have one text, different types another: %#', (value, text) => {
  expect(canonicalText(value)).toBe(text);
});
