import { expect, test } from 'vitest';
import { defineRefusals, listRefusals, Refusal } from './errors.ts';
import { allows } from './state-machine.ts';

const errors = defineRefusals('shop', { closed: 409, unknown: 404 });

test('a refusal carries its stable code, its status and public details', () => {
  const refusal = errors.closed({ until: 'noon' });
  expect(refusal).toBeInstanceOf(Refusal);
  expect(refusal).toMatchObject({ code: 'shop.closed', status: 409, details: { until: 'noon' } });
});

test('a catalogue lists every code with its status', () => {
  expect(listRefusals(errors).map(({ code, status }) => [code, status])).toEqual([['shop.closed', 409], ['shop.unknown', 404]]);
});

test('a transition table allows exactly its steps', () => {
  const table = { open: ['shut'], shut: [] } as const;
  expect(allows(table, { from: 'open', to: 'shut' })).toBe(true);
  expect(allows(table, { from: 'shut', to: 'open' })).toBe(false);
});
