/**
 * Events: inbox → sequencer → log → subscribers (ARCHITECTURE 4.8, DECISIONS P4).
 * A unit of work writes its events to event_inbox as its last statement. One sequencer in the whole deployment (leader by advisory lock) moves
 * what it can see, in inbox order, to event_log with dense positions. Each subscriber keeps a position; its cursor and its effect share a
 * transaction, so an effect happens exactly once and in order. Wake-ups are in process; polling every 50 ms is the guarantee.
 */
import pg from 'pg';
import { type DomainEvent, EVENTS, type LoggedEvent } from '#app/events.ts';
import type { Ctx } from './context.ts';
import type { Database } from './database.ts';
import type { Logger } from './log.ts';
import type { Subscriber } from './module.ts';
import type { Sql, Tx } from './sql.ts';
import { types } from './sql.ts';

const SEQUENCER_LOCK = 4_201;
const SEQUENCE_BATCH = 2_000;
const DEFAULT_BATCH = 200;
const SCAN = 5_000n;
const POLL_MS = 50;
const TRIES = 5;
const PARTITION = 10_000_000n;

export interface SubscriberState {
  readonly name: string;
  readonly position: bigint;
  readonly lag: bigint;
  readonly state: 'running' | 'stopped';
  readonly failedPosition: bigint | null;
  readonly error: string | null;
}

export interface EventLog {
  /** Registers the subscribers of all modules; once, before start or drain. */
  register(subscribers: readonly Subscriber[]): Promise<void>;
  /** Starts the sequencer's candidacy and every subscriber's loop. */
  start(): Promise<void>;
  /** Says that something may have been committed. Cheap. */
  wake(): void;
  /** Applies everything committed until nothing is left; for tests, replay and seeding (no loops may run). Throws what a subscriber throws. */
  drain(): Promise<void>;
  /** Position, lag and health of each subscriber. */
  states(sql: Sql): Promise<SubscriberState[]>;
  close(): Promise<void>;
}

/** Writes collected events: the last statement before COMMIT. */
export async function writeInbox(tx: Tx, events: readonly DomainEvent[], at: Date): Promise<void> {
  if (events.length === 0) return;
  await tx.run(
    `insert into infra.event_inbox (bucket, type, version, payload, at)
     select e.bucket, e.type, e.version, e.payload::jsonb, $5 from unnest($1::int[], $2::text[], $3::int[], $4::text[]) as e (bucket, type, version, payload)`,
    [events.map((e) => e.bucket), events.map((e) => e.type), events.map((e) => EVENTS[e.type].version), events.map((e) => JSON.stringify(e.payload)), at]);
}

interface InboxRow { bucket: number; seq: bigint; type: string; version: number; payload: unknown; at: Date }

/** Moves what is visible to the log; returns how many events it moved. Only the holder of the sequencer lock may call it. */
async function sequence(tx: Tx): Promise<number> {
  const rows = await tx.rows<InboxRow>('select bucket, seq, type, version, payload, at from infra.event_inbox order by seq limit $1', [SEQUENCE_BATCH]);
  if (rows.length === 0) return 0;
  const state = await tx.one<{ position: bigint; nextPartition: bigint }>(
    'update infra.sequencer set position = position + $1 where only_row returning position, next_partition as "nextPartition"', [rows.length]);
  if (state.position + PARTITION / 2n > state.nextPartition) {
    const from = state.nextPartition;
    await tx.run(`create table infra.event_log_${from / PARTITION} partition of infra.event_log for values from (${from}) to (${from + PARTITION})`);
    await tx.run('update infra.sequencer set next_partition = $1 where only_row', [from + PARTITION]);
  }
  await tx.run(
    `insert into infra.event_log (position, bucket, type, version, payload, at)
     select $1::bigint + e.n, e.bucket, e.type, e.version, e.payload::jsonb, e.at
     from unnest($2::int[], $3::text[], $4::int[], $5::text[], $6::timestamptz[]) with ordinality as e (bucket, type, version, payload, at, n)`,
    [state.position - BigInt(rows.length), rows.map((r) => r.bucket), rows.map((r) => r.type), rows.map((r) => r.version),
      rows.map((r) => JSON.stringify(r.payload)), rows.map((r) => r.at)]);
  await tx.run('delete from infra.event_inbox i using unnest($1::int[], $2::bigint[]) as d (bucket, seq) where i.bucket = d.bucket and i.seq = d.seq',
    [rows.map((r) => r.bucket), rows.map((r) => r.seq)]);
  return rows.length;
}

interface LogRow { position: bigint; bucket: number; type: string; version: number; payload: unknown; at: Date }

/** One batch of one subscriber: effect and cursor in one transaction. Returns how far the cursor moved. */
async function step(
  subscriber: Subscriber,
  limit: number,
  within: (name: string, work: (ctx: Ctx) => Promise<bigint>) => Promise<bigint>,
): Promise<bigint> {
  return within(subscriber.name, async (ctx) => {
    const cursor = await ctx.tx.maybe<{ position: bigint; state: string; head: bigint }>(
      `select s.position, s.state, q.position as head from infra.subscriber s, infra.sequencer q where s.name = $1 for update of s skip locked`, [subscriber.name]);
    if (!cursor || cursor.state === 'stopped' || cursor.position >= cursor.head) return 0n;
    const end = cursor.head < cursor.position + SCAN ? cursor.head : cursor.position + SCAN;
    const rows = await ctx.tx.rows<LogRow>(
      `select position, bucket, type, version, payload, at from infra.event_log
       where position > $1 and position <= $2 and type = any($3::text[]) order by position limit $4`,
      [cursor.position, end, subscriber.types, limit]);
    // The log is written only by our own units of work, typed by the catalogue at emit.
    if (rows.length > 0) await subscriber.apply(ctx, rows as readonly LogRow[] as readonly LoggedEvent[]);
    const reached = rows.length === limit ? (rows.at(-1)?.position ?? end) : end;
    await ctx.tx.run('update infra.subscriber set position = $2, failed_position = null, error = null where name = $1', [subscriber.name, reached]);
    return reached - cursor.position;
  });
}

/** Stops a money subscriber at the event it cannot apply, or parks the event for the others. */
async function poison(database: Database, subscriber: Subscriber, error: unknown): Promise<void> {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  await database.transaction(async (tx) => {
    const cursor = await tx.one<{ position: bigint }>('select position from infra.subscriber where name = $1 for update', [subscriber.name]);
    const next = await tx.maybe<{ position: bigint }>(
      'select position from infra.event_log where position > $1 and type = any($2::text[]) order by position limit 1', [cursor.position, subscriber.types]);
    if (!next) return;
    if (subscriber.money) {
      await tx.run(`update infra.subscriber set state = 'stopped', failed_position = $2, error = $3 where name = $1`, [subscriber.name, next.position, text]);
    } else {
      await tx.run('insert into infra.parked_event (subscriber, position, error) values ($1, $2, $3)', [subscriber.name, next.position, text]);
      await tx.run('update infra.subscriber set position = $2 where name = $1', [subscriber.name, next.position]);
    }
  });
}

/** One loop that runs `work` again while it reports progress, else waits for a wake-up or 50 ms. */
function makeLoop(work: () => Promise<boolean>): { wake: () => void; start: () => void; stop: () => Promise<void> } {
  let stopped = false;
  let poked = false;
  let interrupt: (() => void) | undefined;
  let done: Promise<void> = Promise.resolve();
  const wait = (): Promise<void> => new Promise((resolve) => {
    const timer = setTimeout(resolve, POLL_MS);
    interrupt = () => {
      clearTimeout(timer);
      resolve();
    };
  });
  const loop = async (): Promise<void> => {
    while (!stopped) {
      poked = false;
      if (!(await work()) && !poked && !stopped) await wait();
    }
  };
  return {
    wake() {
      poked = true;
      interrupt?.();
    },
    start() {
      done = loop();
    },
    async stop() {
      stopped = true;
      interrupt?.();
      await done;
    },
  };
}

/** The event log of a process; `within` runs one subscriber's unit of work. */
export function makeEventLog(options: {
  database: Database;
  url: string;
  log: Logger;
  within: (name: string, work: (ctx: Ctx) => Promise<bigint>) => Promise<bigint>;
}): EventLog {
  const { database, log, within } = options;
  let subscribers: readonly Subscriber[] = [];
  let loops: ReturnType<typeof makeLoop>[] = [];
  let leader: pg.Client | undefined;

  const lead = async (): Promise<boolean> => {
    if (leader) return true;
    const client = new pg.Client({ connectionString: options.url, types, application_name: 'coshop-sequencer' });
    client.on('error', () => {
      leader = undefined;
    });
    try {
      await client.connect();
      const { rows } = await client.query<{ locked: boolean }>('select pg_try_advisory_lock($1) as locked', [SEQUENCER_LOCK]);
      if (rows[0]?.locked) {
        leader = client;
        return true;
      }
      await client.end();
    } catch (error) {
      log.warn({ error }, 'the sequencer could not reach the database');
    }
    await new Promise((resolve) => setTimeout(resolve, 1_000).unref());
    return false;
  };

  // The leader's lock lives on a connection of its own: when it is lost, the transaction below fails with it.
  const sequenceAsLeader = async (): Promise<boolean> => {
    if (!(await lead()) || !leader) return false;
    const client = leader;
    try {
      await client.query('begin');
      const moved = await sequence(onClient(client));
      await client.query('commit');
      if (moved > 0) for (const loop of loops.slice(1)) loop.wake();
      return moved > 0;
    } catch (error) {
      log.error({ error }, 'the sequencer failed and gives up its lead');
      leader = undefined;
      await client.end().catch(() => log.warn('the connection of the sequencer was already gone'));
      return false;
    }
  };

  const makeRunner = (subscriber: Subscriber): (() => Promise<boolean>) => {
    let failures = 0;
    const full = subscriber.batchSize ?? DEFAULT_BATCH;
    return async () => {
      try {
        const moved = await step(subscriber, failures > 0 ? 1 : full, within);
        if (moved > 0n) failures = 0;
        return moved > 0n;
      } catch (error) {
        failures += 1;
        log.error({ error, subscriber: subscriber.name, failures }, 'a subscriber failed');
        if (failures > TRIES) {
          await poison(database, subscriber, error).catch((again: unknown) => log.error({ error: again }, 'a poisoned event could not be recorded'));
          failures = 0;
        } else {
          await new Promise((resolve) => setTimeout(resolve, 20 * 2 ** failures));
        }
        return false;
      }
    };
  };

  return {
    async register(all) {
      subscribers = all;
      for (const { name } of all) await database.sql.run('insert into infra.subscriber (name) values ($1) on conflict (name) do nothing', [name]);
    },
    async start() {
      loops = [makeLoop(sequenceAsLeader), ...subscribers.map((subscriber) => makeLoop(makeRunner(subscriber)))];
      for (const loop of loops) loop.start();
    },
    wake() {
      loops[0]?.wake();
    },
    async drain() {
      for (;;) {
        let moved = await database.transaction(async (tx) => {
          await tx.run('select pg_advisory_xact_lock($1)', [SEQUENCER_LOCK]);
          return sequence(tx);
        }) > 0;
        for (const subscriber of subscribers) while (await step(subscriber, subscriber.batchSize ?? DEFAULT_BATCH, within) > 0n) moved = true;
        if (!moved) return;
      }
    },
    states: (sql) => sql.rows<SubscriberState>(
      `select s.name, s.position, q.position - s.position as lag, s.state, s.failed_position as "failedPosition", s.error
       from infra.subscriber s, infra.sequencer q order by s.name`),
    async close() {
      await Promise.all(loops.map((loop) => loop.stop()));
      await leader?.end();
      leader = undefined;
    },
  };
}

function onClient(client: pg.Client): Tx {
  const rows = async <Row>(text: string, values: readonly unknown[] = []): Promise<Row[]> => (await client.query(text, [...values])).rows as Row[];
  return {
    transaction: true,
    rows,
    maybe: async <Row>(text: string, values?: readonly unknown[]) => (await rows<Row>(text, values))[0],
    async one<Row>(text: string, values?: readonly unknown[]) {
      const [row] = await rows<Row>(text, values);
      if (row === undefined) throw new Error('the sequencer row is missing');
      return row;
    },
    run: async (text, values = []) => (await client.query(text, [...values])).rowCount ?? 0,
  };
}
