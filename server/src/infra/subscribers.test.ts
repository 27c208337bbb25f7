/** What is poison and what is not: running loops over one log, with effects that fail each in their own way. */
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { testDatabase, type TestDatabase, type TestInfra } from '#test/database.ts';
import type { Ctx } from './context.ts';
import { CommitUnknown, isOutage } from './database.ts';
import type { Subscriber } from './module.ts';
import { measureEventLog } from './operations.ts';
import { applyParked, countParked, findEvent, listParked, parkStopped, retryStopped } from './poisoned.ts';

const EVENTS = 100;
const BAD = 60;
const OUTAGES = 7;
/** Events that a broken process has failed at before another applies them. */
const SEEN_BROKEN = 8n;
const visitor = { actor: { kind: 'visitor' }, requestId: 'test' } as const;

let db: TestDatabase;
let here: TestInfra;
let there: TestInfra;
/** What the log was told at the level of errors. */
const told: unknown[] = [];
/** Subscribers whose fault is mended: the bad event is bad no more. */
const mended = new Set<string>();
const batches = new Map<string, bigint[][]>();

/** Writes down what it applies and what it was given. */
type Kind = { readonly batchSize?: number } & ({ readonly money: true } | { readonly money: false; readonly anyOrder?: true });

function reader(name: string, kind: Kind, fail: (positions: readonly bigint[], name: string) => void): Subscriber {
  return {
    name, batchSize: EVENTS, ...kind, types: ['members.registered'],
    async apply(ctx, events) {
      const positions = events.map(({ position }) => position);
      batches.set(name, [...(batches.get(name) ?? []), positions]);
      await ctx.tx.run('insert into effect (subscriber, position) select $1, p from unnest($2::bigint[]) with ordinality as e (p, n) order by n', [name, positions]);
      fail(positions, name);
    },
  };
}

const spoiled = (positions: readonly bigint[], name: string): void => {
  if (positions.includes(BigInt(BAD)) && !mended.has(name)) throw new TypeError('this event cannot be applied');
};
/** The server has no connection left: no fault of the event, and not retried by the transaction itself. */
const tooMany = (): Error => Object.assign(new Error('sorry, too many clients already'), { code: '53300', severity: 'FATAL' });
let outages = OUTAGES;
const awayForLong = (): void => {
  outages -= 1;
  if (outages >= 0) throw tooMany();
};
const failedHere = new Set<bigint>();
const brokenProgram = (positions: readonly bigint[]): void => {
  for (const position of positions) failedHere.add(position);
  throw new TypeError('this process lacks a file');
};
const afterTheBroken = ([position = 0n]: readonly bigint[]): void => {
  if (position <= SEEN_BROKEN && !failedHere.has(position)) throw tooMany();
};

const applied = async (name: string): Promise<bigint[]> => (await db.sql.rows<{ position: bigint }>('select position from effect where subscriber = $1 order by n', [name])).map(({ position }) => position);
const all = (without?: bigint): bigint[] => Array.from({ length: EVENTS }, (_, n) => BigInt(n + 1)).filter((position) => position !== without);
const stateOf = async (name: string) => (await here.events.states(db.sql)).find((state) => state.name === name);
const work = <Result>(step: (ctx: Ctx) => Promise<Result>): Promise<Result> => here.unit(visitor, step);

beforeAll(async () => {
  db = await testDatabase();
  await db.sql.run('create table effect (n bigint generated always as identity, subscriber text, position bigint)');
  here = await db.infra();
  there = await db.infra();
  vi.spyOn(here.log, 'error').mockImplementation((fields: unknown) => void told.push(fields));
  const money = { money: true } as const;
  const anyOrder = { money: false, anyOrder: true } as const;
  await here.events.register([
    reader('stops', money, spoiled), reader('retried', money, spoiled), reader('parks', anyOrder, spoiled), reader('later', anyOrder, spoiled),
    reader('waits', money, awayForLong), reader('elsewhere', { ...money, batchSize: 1 }, brokenProgram),
  ]);
  await there.events.register([reader('elsewhere', { ...money, batchSize: 1 }, afterTheBroken)]);
  for (let n = 1; n <= EVENTS; n++) await work(async (ctx) => ctx.emit({ type: 'members.registered', bucket: 5, payload: { memberId: String(n), referrerId: null } }));
  await here.events.start();
  await there.events.start();
  await vi.waitFor(async () => expect((await here.events.states(db.sql)).map(({ name, state, position }) => `${name} ${state} ${position}`)).toEqual([
    `elsewhere running ${EVENTS}`, `later running ${EVENTS}`, `parks running ${EVENTS}`, `retried stopped ${BAD - 1}`, `stops stopped ${BAD - 1}`, `waits running ${EVENTS}`,
  ]), { timeout: 40_000, interval: 50 });
});
afterAll(() => db.close());

test('one bad event: a money subscriber stops right in front of it, others set aside that one alone; an outage and a broken process are no fault of an event', async () => {
  expect(await stateOf('stops')).toEqual({
    name: 'stops', state: 'stopped', position: BigInt(BAD - 1), lag: BigInt(EVENTS - BAD + 1), failedPosition: BigInt(BAD), failedAt: here.clock.now(), error: 'TypeError: this event cannot be applied',
  });
  expect(await applied('stops')).toEqual(all().slice(0, BAD - 1));
  for (const name of ['waits', 'elsewhere']) expect(await applied(name)).toEqual(all());
  expect(await applied('parks')).toEqual(all(BigInt(BAD)));
  expect((await listParked(db.sql, { after: undefined, limit: 10 })).filter(({ subscriber }) => subscriber === 'parks')).toEqual([
    { subscriber: 'parks', position: BigInt(BAD), type: 'members.registered', happenedAt: here.clock.now(), parkedAt: here.clock.now(), error: 'TypeError: this event cannot be applied' },
  ]);
  // The batch that held it failed once; then it was found one by one, and tried six times.
  expect(batches.get('parks')?.filter((batch) => batch.length > 1 && batch.includes(BigInt(BAD)))).toHaveLength(1);
  expect(batches.get('parks')?.filter((batch) => batch.length === 1 && batch.includes(BigInt(BAD)))).toHaveLength(6);
  await measureEventLog(here);
  const metrics = await here.metrics.registry.metrics();
  for (const line of ['coshop_subscriber_stopped{subscriber="stops"} 1', 'coshop_subscriber_stopped{subscriber="parks"} 0', `coshop_subscriber_lag{subscriber="stops"} ${EVENTS - BAD + 1}`, 'coshop_parked_events{subscriber="parks"} 1', 'coshop_event_inbox 0']) {
    expect(metrics).toContain(`${line}\n`);
  }
  expect(told).toEqual(expect.arrayContaining([
    expect.objectContaining({ alarm: 'subscriberStopped', subscriber: 'stops', position: BigInt(BAD) }), expect.objectContaining({ alarm: 'eventParked', subscriber: 'parks', position: BigInt(BAD) }),
  ]));
});

test('parking moves past exactly the event it stopped at, and nothing else; where it is not stopped nothing moves', async () => {
  const [stops, parks] = [here.events.subscriber('stops'), here.events.subscriber('parks')];
  if (!stops || !parks) throw new Error('both are registered');
  const rollBack = new Error('only looking');
  await expect(work(async (ctx) => {
    expect(await parkStopped(ctx, stops, BigInt(BAD))).toBe('TypeError: this event cannot be applied');
    expect(await ctx.tx.one(`select position, state, failed_position as failed from infra.subscriber where name = 'stops'`)).toEqual({ position: BigInt(BAD), state: 'running', failed: null });
    throw rollBack;
  })).rejects.toBe(rollBack);
  expect(await work((ctx) => parkStopped(ctx, stops, BigInt(BAD + 1)))).toBeUndefined();
  expect(await work((ctx) => parkStopped(ctx, parks, BigInt(BAD)))).toBeUndefined();
  // A newer program that also takes other events could lose some of them in between.
  expect(await work((ctx) => parkStopped(ctx, { ...stops, types: ['orders.paid'] }, BigInt(BAD)))).toBeUndefined();
  expect(await work((ctx) => retryStopped(ctx.tx, { subscriber: 'stops', position: BigInt(BAD + 1) }))).toBe(false);
  expect((await stateOf('stops'))?.state).toBe('stopped');
});

test('retried without a restart it stops again at the same event, and mended it goes on from there', async () => {
  const retry = () => work((ctx) => retryStopped(ctx.tx, { subscriber: 'retried', position: BigInt(BAD) }));
  const before = batches.get('retried')?.length ?? 0;
  expect(await retry()).toBe(true);
  await expect.poll(async () => [(batches.get('retried')?.length ?? 0) > before, (await stateOf('retried'))?.state], { timeout: 20_000 }).toEqual([true, 'stopped']);
  expect(await applied('retried')).toEqual(all().slice(0, BAD - 1));
  mended.add('retried');
  expect(await retry()).toBe(true);
  await expect.poll(() => stateOf('retried'), { timeout: 20_000 }).toMatchObject({ state: 'running', lag: 0n, failedPosition: null, failedAt: null, error: null });
  expect(await applied('retried')).toEqual(all());
});

test('a parked event is applied later once, whoever asks at the same time', async () => {
  const later = here.events.subscriber('later');
  if (later?.anyOrder !== true) throw new Error('order does not matter to it');
  mended.add('later');
  const { anyOrder } = later;
  const answers = await Promise.all([1, 2, 3].map(() => work((ctx) => applyParked(ctx, { ...later, anyOrder }, BigInt(BAD)))));
  expect(answers.filter(Boolean)).toHaveLength(1);
  expect(await applied('later')).toEqual([...all(BigInt(BAD)), BigInt(BAD)]);
  expect(await countParked(db.sql)).toEqual([{ subscriber: 'parks', events: 1n }]);
  expect((await findEvent(db.sql, BigInt(BAD)))?.payload).toEqual({ memberId: String(BAD), referrerId: null });
});

test.each([
  ['a connection that was refused', Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }), true],
  ['a server that shuts down', Object.assign(new Error('terminating connection'), { code: '57P01', severity: 'FATAL' }), true],
  ['a full disk', Object.assign(new Error('could not extend file'), { code: '53100', severity: 'ERROR' }), true],
  ['a standby', Object.assign(new Error('read-only'), { code: '25006', severity: 'ERROR' }), true],
  ['a pool without a free connection', new Error('timeout exceeded when trying to connect'), true],
  ['a lost COMMIT', new CommitUnknown(new Error('gone')), true],
  ['a lock that others hold', Object.assign(new Error('lock timeout'), { code: '55P03', severity: 'ERROR' }), true],
  ['a broken constraint', Object.assign(new Error('duplicate key'), { code: '23505', severity: 'ERROR' }), false],
  ['a statement that takes too long', Object.assign(new Error('canceling statement'), { code: '57014', severity: 'ERROR' }), false],
  ['a failed assertion', new Error('invariant: zero-sum'), false],
  ['no error at all', 'text', false],
])('an outage: %s', (_what, error, outage) => {
  expect(isOutage(error)).toBe(outage);
});
