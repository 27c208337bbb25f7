/**
 * Events: inbox → sequencer → log → subscribers (ARCHITECTURE 4.8, DECISIONS P4).
 * A unit of work writes its events to event_inbox as its last statement. One sequencer in the whole deployment (leader by advisory lock) moves
 * what it can see, in inbox order, to event_log with dense positions. Each subscriber keeps a position; its cursor and its effect share a
 * transaction, so an effect happens exactly once and in order. Who moves events wakes the subscribers of his process, and polling is the
 * guarantee: of the inbox by the sequencer, of the log by subscribers, who are many and rarely find what nobody woke them for.
 */
import { type DomainEvent, EVENTS } from '#app/events.ts';
import { textArray } from './binary-text-array.ts';
import type { Database } from './database.ts';
import type { Logger } from './log.ts';
import { type Loop, makeLoop } from './loop.ts';
import type { Subscriber } from './module.ts';
import { makeSequencer, sequenceOnce } from './sequencer.ts';
import type { Sql, Tx } from './sql.ts';
import { drainSubscriber, makeRunner, type Within } from './subscribers.ts';

const INBOX_POLL_MS = 50;
const LOG_POLL_MS = 1_000;

/** How a subscriber stands. While it runs, a failure is one that a person asked it to try again. */
export interface SubscriberState {
  readonly name: string;
  readonly position: bigint;
  /** Events in the log that it has not passed. */
  readonly lag: bigint;
  readonly state: 'running' | 'stopped';
  readonly failedPosition: bigint | null;
  readonly failedAt: Date | null;
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
  /** Position, lag and health of each registered subscriber, by name. */
  states(sql: Sql): Promise<SubscriberState[]>;
  /** The last position given, and how many events wait for one. */
  head(sql: Sql): Promise<{ head: bigint; waiting: bigint }>;
  /** A registered subscriber by its name. */
  subscriber(name: string): Subscriber | undefined;
  close(): Promise<void>;
}

/** Writes collected events: the last statement before COMMIT. */
export async function writeInbox(tx: Tx, events: readonly DomainEvent[], at: Date): Promise<void> {
  if (events.length === 0) return;
  await tx.run(
    `insert into infra.event_inbox (bucket, type, version, payload, at)
     select e.bucket, e.type, e.version, e.payload::jsonb, $5 from unnest($1::int[], $2::text[], $3::int[], $4::text[]) as e (bucket, type, version, payload)`,
    [events.map((e) => e.bucket), events.map((e) => e.type), events.map((e) => EVENTS[e.type].version), textArray(events.map((e) => JSON.stringify(e.payload))), at]);
}

/** The event log of a process. */
export function makeEventLog(options: { database: Database; url: string; log: Logger; within: Within }): EventLog {
  const { database, url, log, within } = options;
  let subscribers: readonly Subscriber[] = [];
  let runners: Loop[] = [];
  const sequencer = makeSequencer({ url, log, moved: () => runners.forEach((runner) => runner.wake()) });
  const sequencing = makeLoop(INBOX_POLL_MS, () => sequencer.step());

  return {
    async register(all) {
      subscribers = all;
      for (const { name } of all) await database.sql.run('insert into infra.subscriber (name) values ($1) on conflict (name) do nothing', [name]);
    },
    async start() {
      runners = subscribers.map((subscriber) => makeLoop(LOG_POLL_MS, makeRunner(subscriber, { log, within })));
      for (const loop of [sequencing, ...runners]) loop.start();
    },
    wake: () => sequencing.wake(),
    async drain() {
      for (let moved = true; moved;) {
        // One look tells what there is to do: seeding and tests drain thousands of times, and mostly for few.
        const { waits, behind } = await database.sql.one<{ waits: boolean; behind: string[] }>(
          `select exists (select from infra.event_inbox) as waits, array(select s.name from infra.subscriber s, infra.sequencer q where s.position < q.position) as behind`);
        moved = waits && await sequenceOnce(database);
        if (!moved) for (const subscriber of subscribers) if (behind.includes(subscriber.name)) moved = (await drainSubscriber(subscriber, within)) || moved;
      }
    },
    states: (sql) => sql.rows<SubscriberState>(
      `select s.name, s.position, q.position - s.position as lag, s.state, s.failed_position as "failedPosition", s.failed_at as "failedAt", s.error
       from infra.subscriber s, infra.sequencer q where s.name = any($1::text[]) order by s.name`, [subscribers.map(({ name }) => name)]),
    head: (sql) => sql.one('select position as head, (select count(*) from infra.event_inbox) as waiting from infra.sequencer'),
    subscriber: (name) => subscribers.find((one) => one.name === name),
    async close() {
      await Promise.all([sequencing, ...runners].map((loop) => loop.stop()));
      await sequencer.close();
    },
  };
}
