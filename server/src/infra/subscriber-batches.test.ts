import { expect, test } from 'vitest';
import type { DomainEvent } from '#app/events.ts';
import { testDatabase } from '#test/database.ts';

let serial = 0n;
/** Ids in no order, so that they do not compress well. */
const id = (): string => String(1n + BigInt.asUintN(62, ++serial * 0x9e3779b97f4a7c15n));

/** An event of `size` cancelled checkouts. */
function cancelled(size: number): DomainEvent {
  return { type: 'orders.cancelled', bucket: 3, payload: { checkouts: Array.from({ length: size }, () => ({ checkoutId: id(), memberId: id(), orderIds: [id()], reason: 'unpaid' })) } };
}

test('a batch is bounded by what its events hold: many small ones, few large ones, at least one, each once and in order', async () => {
  const db = await testDatabase();
  try {
    const infra = await db.infra();
    const batches: { positions: bigint[]; checkouts: number }[] = [];
    await infra.events.register([{
      name: 'bounded', money: true, types: ['orders.cancelled'], batchSize: 50,
      async apply(_ctx, events) {
        batches.push({ positions: events.map(({ position }) => position), checkouts: events.reduce((sum, event) => sum + (event.type === 'orders.cancelled' ? event.payload.checkouts.length : 0), 0) });
      },
    }]);
    const sizes = [...Array.from({ length: 60 }, () => 1), ...Array.from({ length: 12 }, () => 1_000), 9_000, ...Array.from({ length: 5 }, () => 1)];
    for (const size of sizes) {
      await infra.unit({ actor: { kind: 'system', name: 'test' }, requestId: 'test' }, async (ctx) => ctx.emit(cancelled(size)));
    }
    await infra.events.drain();
    expect(batches.flatMap(({ positions }) => positions)).toEqual(sizes.map((_, index) => BigInt(index + 1)));
    expect(batches.reduce((sum, { checkouts }) => sum + checkouts, 0)).toBe(sizes.reduce((sum, size) => sum + size, 0));
    expect(batches[0]?.positions).toHaveLength(50);
    const large = batches.filter(({ checkouts }) => checkouts >= 1_000);
    expect(large.length, 'large events are applied a few at a time').toBeGreaterThan(3);
    expect(large.every(({ positions, checkouts }) => checkouts < 6_000 || positions.length <= 10)).toBe(true);
    expect(large.filter(({ checkouts }) => checkouts >= 9_000)).toHaveLength(1);
  } finally {
    await db.close();
  }
});
