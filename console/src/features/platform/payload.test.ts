import { expect, test } from 'vitest';
import { payloadFacts } from './payload.ts';

test('every value of a payload stands on a line of its own, in order, with where it stands', () => {
  expect(payloadFacts({ orders: [{ orderId: '7', lines: [{ quantity: 2 }], supplierId: null }], open: true })).toEqual([
    { path: 'orders[0].orderId', value: '7' }, { path: 'orders[0].lines[0].quantity', value: '2' }, { path: 'orders[0].supplierId', value: '–' }, { path: 'open', value: 'true' },
  ]);
  expect(payloadFacts({})).toEqual([]);
});
