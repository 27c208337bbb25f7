import { afterAll, beforeAll, expect, test } from 'vitest';
import { testDatabase, type TestDatabase, type TestInfra } from '#test/database.ts';
import type { LoggedEvent } from '#app/events.ts';
import { bucketOf } from '#kernel/id.ts';
import { writeInbox } from './event-log.ts';
import type { Subscriber } from './module.ts';

let db: TestDatabase;
let infra: TestInfra;
const seen: { name: string; positions: bigint[]; members: string[] }[] = [];
let poisoned: string | undefined;

function recorder(name: string, money: boolean): Subscriber {
  return {
    name, money, types: ['members.registered'], batchSize: 7,
    async apply(ctx, events) {
      const members = events.map((e) => (e.type === 'members.registered' ? e.payload.memberId : ''));
      if (poisoned !== undefined && members.includes(poisoned)) throw new Error('this event cannot be applied');
      await ctx.tx.run('insert into effect (subscriber, position) select $1, p from unnest($2::bigint[]) p', [name, events.map((e) => e.position)]);
      seen.push({ name, positions: events.map((e) => e.position), members });
    },
  };
}

beforeAll(async () => {
  db = await testDatabase();
  infra = await db.infra();
  await db.sql.run('create table effect (subscriber text, position bigint)');
  await infra.events.register([recorder('first', true), recorder('second', false)]);
});
afterAll(() => db.close());

const visitor = { actor: { kind: 'visitor' }, requestId: 'test' } as const;
const register = (memberId: string): Promise<void> => infra.unit(visitor, async (ctx) => {
  ctx.emit({ type: 'members.registered', bucket: 5, payload: { memberId, referrerId: null } });
});

test('events get dense positions in commit order and reach every subscriber once, in order, in batches', async () => {
  for (let i = 1; i <= 20; i++) await register(String(i));
  await infra.events.drain();
  const log = await db.sql.rows<{ position: bigint; bucket: number; payload: LoggedEvent['payload'] }>('select position, bucket, payload from infra.event_log order by position');
  expect(log.map((r) => r.position)).toEqual(Array.from({ length: 20 }, (_, i) => BigInt(i + 1)));
  for (const name of ['first', 'second']) {
    const mine = seen.filter((s) => s.name === name);
    expect(mine.flatMap((s) => s.members)).toEqual(Array.from({ length: 20 }, (_, i) => String(i + 1)));
    expect(mine.map((s) => s.positions.length)).toEqual([7, 7, 6]);
  }
  expect(await db.sql.rows('select 1 from infra.event_inbox')).toEqual([]);
});

test('an event of a transaction that rolls back is never seen', async () => {
  const before = await db.sql.one<{ n: bigint }>('select position as n from infra.sequencer');
  await expect(infra.unit(visitor, async (ctx) => {
    ctx.emit({ type: 'members.registered', bucket: 5, payload: { memberId: '999', referrerId: null } });
    throw new Error('changed my mind');
  })).rejects.toThrow('changed my mind');
  await infra.events.drain();
  expect(await db.sql.one('select position as n from infra.sequencer')).toEqual(before);
});

test('an event that is committed late is applied late, not lost', async () => {
  let commit: () => void = () => undefined;
  const held = new Promise<void>((resolve) => { commit = resolve; });
  let written: () => void = () => undefined;
  const ready = new Promise<void>((resolve) => { written = resolve; });
  const slow = infra.database.transaction(async (tx) => {
    await writeInbox(tx, [{ type: 'members.registered', bucket: 5, payload: { memberId: '500', referrerId: null } }], infra.clock.now());
    written();
    await held;
  });
  await ready;
  await register('501');
  await infra.events.drain();
  commit();
  await slow;
  await infra.events.drain();
  expect(seen.filter((s) => s.name === 'first').flatMap((s) => s.members).slice(-2)).toEqual(['501', '500']);
});

test('an effect and its cursor stand or fall together', async () => {
  poisoned = '600';
  await register('600');
  await expect(infra.events.drain()).rejects.toThrow('cannot be applied');
  const [cursor] = (await infra.events.states(db.sql)).filter((s) => s.name === 'first');
  expect(cursor?.lag).toBe(1n);
  poisoned = undefined;
  await infra.events.drain();
  expect(seen.filter((s) => s.name === 'first' && s.members.includes('600'))).toHaveLength(1);
  expect(await db.sql.rows('select position from effect group by subscriber, position having count(*) > 1')).toEqual([]);
});

test('ids of two processes on one database never collide and carry their bucket', async () => {
  const other = await db.infra();
  expect(other.ids.node).not.toBe(infra.ids.node);
  const ids = Array.from({ length: 2_000 }, (_, i) => [infra.ids.next(i % 3), other.ids.next(i % 3)]).flat();
  expect(new Set(ids).size).toBe(4_000);
  expect(bucketOf(infra.ids.next(77))).toBe(77);
});
