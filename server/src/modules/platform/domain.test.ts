import { expect, test } from 'vitest';
import { type Parking, parkingIn } from './domain.ts';

const PARKING: Parking = { subscriber: 'engine', position: '7', type: 'orders.paid', happenedAt: '2026-03-02T02:00:00.000Z', error: 'Error: no', reason: 'refunded by hand' };

test('a proposal comes back from its approval as it was stored, and nothing else passes for one', () => {
  expect(parkingIn(JSON.parse(JSON.stringify(PARKING)))).toEqual(PARKING);
  for (const other of [null, 'text', 7, [], {}, { ...PARKING, reason: '' }, { ...PARKING, position: 7 }]) expect(parkingIn(other)).toBeUndefined();
});
