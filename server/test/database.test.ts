import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '#test/database.ts';

describe('the test database', () => {
  let first: TestDatabase;
  let second: TestDatabase;
  beforeAll(async () => {
    [first, second] = await Promise.all([testDatabase(), testDatabase()]);
  });
  afterAll(async () => {
    await Promise.all([first.close(), second.close()]);
  });

  test('is migrated, and what is written in one is not seen in another', async () => {
    await first.sql.run("insert into infra.subscriber (name) values ('one')");
    expect(await first.sql.rows('select name from infra.subscriber')).toEqual([{ name: 'one' }]);
    expect(await second.sql.rows('select name from infra.subscriber')).toEqual([]);
  });

  test('has clocks that stand still until they are moved, both together', async () => {
    const infra = await first.infra({ at: '2026-05-01T00:00:00Z' });
    const before = infra.ids.next(1);
    infra.clock.set('2027-05-01T00:00:00Z');
    await infra.clock.advance(1_000);
    expect(infra.clock.now()).toEqual(new Date('2027-05-01T00:00:01Z'));
    expect(infra.clock.wall()).toEqual(infra.clock.now());
    expect(infra.ids.next(1)).toBeGreaterThan(before);
    await infra.unit({ actor: { kind: 'visitor' }, requestId: 'r' }, async (ctx) => expect(ctx.now).toEqual(new Date('2027-05-01T00:00:01Z')));
  });

  test('drains every event to the mounted subscribers', async () => {
    const infra = await second.infra();
    const seen: unknown[] = [];
    await infra.mount({ subscribers: [{ name: 'watcher', types: ['referral.promoted'], money: false, apply: async (_ctx, events) => void seen.push(...events.map((event) => event.payload)) }] });
    await infra.unit({ actor: { kind: 'visitor' }, requestId: 'r' }, async (ctx) => ctx.emit({ type: 'referral.promoted', bucket: 0, payload: { promotions: [] } }));
    await infra.drain();
    expect(seen).toEqual([{ promotions: [] }]);
  });
});
