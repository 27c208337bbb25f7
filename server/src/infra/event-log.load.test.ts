/**
 * The event log under load: sixteen writers on real connections, two event logs (two processes' worth) on one database, transactions held open while hundreds
 * of others commit, rollbacks, subscribers that fail, connections that are cut, a leader that dies. Every fact an event tells is its aggregate and the version
 * that its transaction gave it under the aggregate's row lock, so what the log must hold follows from the tables alone.
 */
import { performance } from 'node:perf_hooks';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testDatabase, type TestDatabase, type TestInfra } from '#test/database.ts';
import type { DomainEvent, LoggedEvent } from '#app/events.ts';
import { writeInbox } from './event-log.ts';
import type { Subscriber } from './module.ts';
import type { Tx } from './sql.ts';

const SEED = 20_261_124;
const WRITERS = 16;
/** Writers that hold their transactions open. They have aggregates of their own, so that the others never wait for them. */
const HOLDERS = 4;
const UNITS = 90;
const SHARED = 24;
const HELD_COMMITS = 200;

let db: TestDatabase;
let processes: TestInfra[];

/** A seeded source of numbers in [0, 1) (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Something that happens a number of times, and those who wait for it. */
function counter() {
  let count = 0;
  let closed = false;
  let waiting: { at: number; go: () => void }[] = [];
  const release = (): void => {
    const due = waiting.filter(({ at }) => closed || at <= count);
    waiting = waiting.filter((one) => !due.includes(one));
    for (const { go } of due) go();
  };
  return {
    count: () => count,
    add: (): void => { count += 1; release(); },
    close: (): void => { closed = true; release(); },
    /** Resolves when it has happened `more` times from now, or will not any more. */
    after: (more: number): Promise<void> => new Promise((go) => { waiting.push({ at: count + more, go }); release(); }),
  };
}

class ChangedMind extends Error {
  override readonly name = 'ChangedMind';
}

const commits = counter();
const committedAt = new Map<string, number>();
const lags: number[] = [];
let rollbacks = 0;

/** Gives each aggregate, in key order, its next versions; returns the events that tell of them. */
async function change(tx: Tx, aggregates: readonly number[], random: () => number): Promise<DomainEvent[]> {
  const events: DomainEvent[] = [];
  for (const id of aggregates) {
    for (let times = 1 + Math.floor(random() * 2); times > 0; times--) {
      const { version } = await tx.one<{ version: number }>('update aggregate set version = version + 1 where id = $1 returning version', [id]);
      events.push({ type: 'members.registered', bucket: Math.floor(random() * 1024), payload: { memberId: String(id), referrerId: String(version) } });
    }
  }
  return events;
}

async function write(infra: TestInfra, random: () => number, hold: boolean): Promise<void> {
  const first = hold ? SHARED : 0;
  const count = hold ? HOLDERS : SHARED;
  const aggregates = [...new Set(Array.from({ length: 1 + Math.floor(random() * 3) }, () => 1 + first + Math.floor(random() * count)))].sort((a, b) => a - b);
  const [pause, rollBack, split] = [Math.floor(random() * 6), random() < 0.25, random() < 0.5];
  try {
    const events = await infra.database.transaction(async (tx) => {
      const told = await change(tx, aggregates, random);
      // A unit of work writes its events last; a lane's statement may stand anywhere in its transaction.
      await writeInbox(tx, split ? told.slice(0, 1) : told, infra.clock.now());
      for (let statement = 0; statement < pause; statement++) await tx.run('select 1');
      if (hold) await commits.after(HELD_COMMITS);
      if (split) await writeInbox(tx, told.slice(1), infra.clock.now());
      if (rollBack) throw new ChangedMind();
      return told;
    });
    for (const { payload } of events) committedAt.set(factOf(payload), performance.now());
    infra.events.wake();
    if (!hold) commits.add();
  } catch (error) {
    if (!(error instanceof ChangedMind)) throw error;
    rollbacks += 1;
  }
}

const factOf = (payload: LoggedEvent['payload']): string => ('referrerId' in payload ? `${payload.memberId}:${payload.referrerId}` : 'another event');

/** Writes down what it applies; `fail` may strike before or after the effect. */
function reader(name: string, batchSize: number, fail: (tx: Tx) => Promise<void> = async () => undefined): Subscriber {
  return {
    name, batchSize, money: true, types: ['members.registered'],
    async apply(ctx, events) {
      await fail(ctx.tx);
      await ctx.tx.run('insert into effect (subscriber, position, fact) select $1, e.position, e.fact from unnest($2::bigint[], $3::text[]) with ordinality as e (position, fact, n) order by n',
        [name, events.map(({ position }) => position), events.map(({ payload }) => factOf(payload))]);
      await fail(ctx.tx);
      if (name !== 'swift') return;
      const now = performance.now();
      for (const { payload } of events) lags.push(Math.max(0, now - (committedAt.get(factOf(payload)) ?? now)));
    },
  };
}

/** Fails now and then, but never so often running that an event would be taken for poison. */
function stumbling(random: () => number): (tx: Tx) => Promise<void> {
  let running = 0;
  return async () => {
    running = random() < 0.04 && running < 3 ? running + 1 : 0;
    if (running > 0) throw new Error('stumbled');
  };
}

/** Loses its connection now and then, more often running than an event may fail. */
function cutOff(random: () => number): (tx: Tx) => Promise<void> {
  let left = 0;
  return async (tx) => {
    if (left === 0 && random() < 0.04) left = 8;
    if (left === 0) return;
    left -= 1;
    await tx.run('select pg_terminate_backend(pg_backend_pid())');
  };
}

const READERS = ['swift', 'small', 'stumbling', 'cutOff'] as const;

function readers(seed: number): Subscriber[] {
  return [reader('swift', 200), reader('small', 5), reader('stumbling', 17, stumbling(seeded(seed))), reader('cutOff', 64, cutOff(seeded(seed + 1)))];
}

beforeAll(async () => {
  db = await testDatabase();
  await db.sql.run('create table aggregate (id int primary key, version int not null)');
  await db.sql.run('insert into aggregate select n, 0 from generate_series(1, $1::int) n', [SHARED + HOLDERS]);
  await db.sql.run('create table effect (n bigint generated always as identity, subscriber text, position bigint, fact text)');
  processes = await Promise.all([0, 1].map(() => db.infra({ config: { poolSize: 20 } })));
});
afterAll(() => db.close());

/** The leader's connection is cut once a quarter of the commits; whoever is there takes over. */
async function killLeaders(): Promise<void> {
  for (let strike = 0; strike < 3; strike++) {
    await commits.after(Math.floor(((WRITERS - HOLDERS) * UNITS) / 5));
    await db.sql.run(`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'coshop-sequencer' and datname = current_database()`);
  }
}

describe('sixteen writers', () => {
  test('every committed event has one dense position in the order of its aggregate, and every subscriber applies it once and in order', { timeout: 120_000 }, async ({ annotate }) => {
    for (const [index, infra] of processes.entries()) await infra.events.register(readers(SEED + 10 * index));
    for (const infra of processes) await infra.events.start();
    const strikes = killLeaders();
    const inTurn = async (writer: number): Promise<void> => {
      const random = seeded(SEED + 100 + writer);
      const infra = processes[writer % 2];
      if (!infra) return;
      for (let unit = 0; unit < UNITS; unit++) await write(infra, random, false);
    };
    let writing = true;
    const holding = async (writer: number): Promise<void> => {
      const random = seeded(SEED + 200 + writer);
      const infra = processes[writer % 2];
      while (infra && writing) await write(infra, random, true);
    };
    const holders = Array.from({ length: HOLDERS }, (_, writer) => holding(writer));
    await Promise.all(Array.from({ length: WRITERS - HOLDERS }, (_, writer) => inTurn(writer)));
    writing = false;
    commits.close();
    await Promise.all([...holders, strikes]);
    await expect.poll(async () => [(await processes[0]?.events.head(db.sql))?.waiting, ...(await processes[0]?.events.states(db.sql) ?? []).map(({ lag }) => lag)], { timeout: 60_000, interval: 50 })
      .toEqual([0n, ...READERS.map(() => 0n)]);
    for (const infra of processes) await infra.events.close();

    const { total } = await db.sql.one<{ total: bigint }>('select sum(version) as total from aggregate');
    expect(rollbacks).toBeGreaterThan(100);
    expect(await db.sql.one(`select count(*) as count, min(position) as first, max(position) as last from infra.event_log`)).toEqual({ count: total, first: 1n, last: total });
    // Versions rise by one with every committed change: in the log each stands once, in order, and there is no other.
    const log = await db.sql.rows<{ position: bigint; aggregate: number; version: number }>(
      `select position, (payload ->> 'memberId')::int as aggregate, (payload ->> 'referrerId')::int as version from infra.event_log order by position`);
    const versions = new Map<number, number>();
    const outOfOrder = log.filter(({ aggregate, version }) => {
      const expected = (versions.get(aggregate) ?? 0) + 1;
      versions.set(aggregate, version);
      return version !== expected;
    });
    expect(outOfOrder).toEqual([]);
    expect(versions).toEqual(new Map((await db.sql.rows<{ id: number; version: number }>('select id, version from aggregate where version > 0')).map(({ id, version }) => [id, version])));
    for (const name of READERS) {
      const applied = await db.sql.rows<{ position: bigint; fact: string }>('select position, fact from effect where subscriber = $1 order by n', [name]);
      expect(applied.map(({ position }) => position)).toEqual(log.map(({ position }) => position));
      expect(applied.map(({ fact }) => fact)).toEqual(log.map(({ aggregate, version }) => `${aggregate}:${version}`));
    }
    lags.sort((a, b) => a - b);
    const quantile = (share: number): string => `${Math.round(lags[Math.floor(lags.length * share)] ?? 0)} ms`;
    await annotate(`${total} events of ${commits.count()} commits, ${rollbacks} rollbacks; lag from commit to effect: p50 ${quantile(0.5)}, p99 ${quantile(0.99)}, worst ${quantile(0.9999)} (three leaders killed)`);
  });
});

describe('the border of a partition', () => {
  const PARTITION = 10_000_000n;
  let infra: TestInfra;
  beforeAll(async () => {
    infra = await db.infra();
    await infra.events.register([reader('border', 4)]);
  });
  const goTo = (position: bigint): Promise<unknown> => Promise.all([
    db.sql.run('update infra.sequencer set position = $1', [position]), db.sql.run(`update infra.subscriber set position = $1 where name = 'border'`, [position]),
  ]);
  const writeTen = async (from: number): Promise<void> => {
    for (let n = from; n < from + 10; n++) {
      await infra.unit({ actor: { kind: 'visitor' }, requestId: 'test' }, async (ctx) => ctx.emit({ type: 'members.registered', bucket: 1, payload: { memberId: String(n), referrerId: '1' } }));
    }
    await infra.events.drain();
  };
  const applied = async (): Promise<bigint[]> => (await db.sql.rows<{ position: bigint }>(`select position from effect where subscriber = 'border' order by n`)).map(({ position }) => position);
  const positions = (from: bigint): bigint[] => Array.from({ length: 10 }, (_, n) => from + BigInt(n));

  test('the next range exists long before it is needed, made while others read the log, and positions go on across it', async () => {
    await goTo(PARTITION / 2n - 5n);
    await db.sql.run(`delete from effect where subscriber = 'border'`);
    // A backup or a report that reads the log all the while: the sequencer neither waits for it nor makes the subscribers wait.
    await infra.database.transaction(async (reading) => {
      await reading.run('select count(*) from infra.event_log');
      await writeTen(1_000);
    });
    expect(await db.sql.one('select next_partition as next from infra.sequencer')).toEqual({ next: 2n * PARTITION });
    await goTo(PARTITION - 5n);
    await writeTen(2_000);
    expect(await applied()).toEqual([...positions(PARTITION / 2n - 4n), ...positions(PARTITION - 4n)]);
    expect(await db.sql.rows('select tableoid::regclass::text as part, count(*) as events from infra.event_log where position > $1 group by 1 order by 1', [PARTITION - 5n]))
      .toEqual([{ part: 'infra.event_log_0', events: 4n }, { part: 'infra.event_log_1', events: 6n }]);
    await expect(db.sql.run(`insert into infra.event_log (position, bucket, type, version, payload, at) select position, bucket, type, version, payload, at from infra.event_log where position = $1`, [PARTITION + 1n]))
      .rejects.toThrow('duplicate key');
  });
});
