/** How a subscriber consumes the log: batches in order, effect and cursor in one transaction, retries, and what happens to a poisoned event. */
import type { LoggedEvent } from '#app/events.ts';
import type { Ctx } from './context.ts';
import type { Database } from './database.ts';
import type { Logger } from './log.ts';
import type { Subscriber } from './module.ts';

const DEFAULT_BATCH = 200;
const SCAN = 5_000n;
/**
 * A batch takes events until their payloads, as stored, reach this size: an event may report a thousand orders or one, and the transaction that applies
 * a batch must stay short (the engine holds the gate of the fund meanwhile). About 300 events of one order, or 3 of a thousand.
 */
const BATCH_BYTES = 131_072;
const TRIES = 5;
const BACK_OFF_MS = 20;

/** Runs one subscriber's unit of work. */
export type Within = (name: string, work: (ctx: Ctx) => Promise<bigint>) => Promise<bigint>;

interface LogRow { position: bigint; bucket: number; type: string; version: number; payload: unknown; at: Date; more: boolean }

/** One batch of one subscriber: effect and cursor in one transaction. Returns how far the cursor moved. */
async function step(subscriber: Subscriber, limit: number, within: Within): Promise<bigint> {
  return within(subscriber.name, async (ctx) => {
    const cursor = await ctx.tx.maybe<{ position: bigint; state: string; head: bigint }>(
      `select s.position, s.state, q.position as head from infra.subscriber s, infra.sequencer q where s.name = $1 for update of s skip locked`, [subscriber.name]);
    if (!cursor || cursor.state === 'stopped' || cursor.position >= cursor.head) return 0n;
    const end = cursor.head < cursor.position + SCAN ? cursor.head : cursor.position + SCAN;
    const rows = await ctx.tx.rows<LogRow>(
      `select position, bucket, type, version, payload, at, found = $4 or found > count(*) over () as more
       from (select *, count(*) over () as found, sum(pg_column_size(payload)) over (order by position) - pg_column_size(payload) as before
         from (select position, bucket, type, version, payload, at from infra.event_log
           where position > $1 and position <= $2 and type = any($3::text[]) order by position limit $4) as l) as l
       where before < $5 order by position`,
      [cursor.position, end, subscriber.types, limit, BATCH_BYTES]);
    // The log is written only by our own units of work, typed by the catalogue at emit.
    if (rows.length > 0) await subscriber.apply(ctx, rows as readonly LogRow[] as readonly LoggedEvent[]);
    const last = rows.at(-1);
    const reached = last?.more === true ? last.position : end;
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

/** Applies everything that is in the log now; says whether there was anything. Throws what the subscriber throws. */
export async function drainSubscriber(subscriber: Subscriber, within: Within): Promise<boolean> {
  let moved = false;
  while ((await step(subscriber, subscriber.batchSize ?? DEFAULT_BATCH, within)) > 0n) moved = true;
  return moved;
}

/** The round of a subscriber's loop: one batch; after failures one event at a time with back-off; after five the event is poison. */
export function makeRunner(subscriber: Subscriber, options: { database: Database; log: Logger; within: Within }): () => Promise<boolean> {
  const { database, log, within } = options;
  let failures = 0;
  return async () => {
    try {
      const moved = await step(subscriber, failures > 0 ? 1 : (subscriber.batchSize ?? DEFAULT_BATCH), within);
      if (moved > 0n) failures = 0;
      return moved > 0n;
    } catch (error) {
      failures += 1;
      log.error({ error, subscriber: subscriber.name, failures }, 'a subscriber failed');
      if (failures > TRIES) {
        await poison(database, subscriber, error).catch((again: unknown) => log.error({ error: again }, 'a poisoned event could not be recorded'));
        failures = 0;
      } else {
        await new Promise((resolve) => setTimeout(resolve, BACK_OFF_MS * 2 ** failures));
      }
      return false;
    }
  };
}
