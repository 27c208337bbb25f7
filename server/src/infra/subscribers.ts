/** How a subscriber consumes the log: batches in order, effect and cursor in one transaction, retries, and how a poisoned event is told from an outage. */
import type { LoggedEvent } from '#app/events.ts';
import type { Ctx } from './context.ts';
import { isOutage } from './database.ts';
import type { Logger } from './log.ts';
import type { Subscriber } from './module.ts';
import { setAside } from './poisoned.ts';

const DEFAULT_BATCH = 200;
const SCAN = 5_000n;
/**
 * A batch takes events until their payloads, as stored, reach this size: an event may report a thousand orders or one, and the transaction that applies
 * a batch must stay short (the engine holds the gate of the fund meanwhile). About 300 events of one order, or 3 of a thousand.
 */
const BATCH_BYTES = 131_072;
const RETRIES = 5;
const BACK_OFF_MS = 20;
const LONGEST_PAUSE_MS = 1_000;

/** Runs one subscriber's unit of work. */
export type Within = <Result>(name: string, work: (ctx: Ctx) => Promise<Result>) => Promise<Result>;

interface Step {
  readonly within: Within;
  /** Up to this position events are applied one at a time. */
  readonly singlyTo: bigint;
  /** Told the events before they are applied. */
  readonly taken: (events: readonly LoggedEvent[]) => void;
}

interface Progress {
  /** Whether the cursor moved. */
  readonly moved: boolean;
  /** Whether the log went on behind it. */
  readonly more: boolean;
}

/** One batch of one subscriber: effect and cursor in one transaction. */
async function step(subscriber: Subscriber, { within, singlyTo, taken }: Step): Promise<Progress> {
  return within(subscriber.name, async (ctx) => {
    const cursor = await ctx.tx.maybe<{ position: bigint; state: string; head: bigint }>(
      `select s.position, s.state, q.position as head from infra.subscriber s, infra.sequencer q where s.name = $1 for update of s skip locked`, [subscriber.name]);
    if (!cursor || cursor.state === 'stopped' || cursor.position >= cursor.head) return { moved: false, more: false };
    const end = cursor.head < cursor.position + SCAN ? cursor.head : cursor.position + SCAN;
    const limit = cursor.position < singlyTo ? 1 : (subscriber.batchSize ?? DEFAULT_BATCH);
    // The log is written only by our own units of work, typed by the catalogue at emit.
    const events = await ctx.tx.rows<LoggedEvent & { readonly more: boolean }>(
      `select position, bucket, type, version, payload, at, found = $4 or found > count(*) over () as more
       from (select *, count(*) over () as found, sum(pg_column_size(payload)) over (order by position) - pg_column_size(payload) as before
         from (select position, bucket, type, version, payload, at from infra.event_log
           where position > $1 and position <= $2 and type = any($3::text[]) order by position limit $4) as l) as l
       where before < $5 order by position`,
      [cursor.position, end, subscriber.types, limit, BATCH_BYTES]);
    if (events.length > 0) {
      taken(events);
      await subscriber.apply(ctx, events);
    }
    const last = events.at(-1);
    const reached = last?.more === true ? last.position : end;
    await ctx.tx.run('update infra.subscriber set position = $2, failed_position = null, failed_at = null, error = null where name = $1', [subscriber.name, reached]);
    return { moved: true, more: reached < cursor.head };
  });
}

/** Applies a batch of what is in the log; says whether there was anything. Throws what the subscriber throws. */
export async function drainSubscriber(subscriber: Subscriber, within: Within): Promise<boolean> {
  return (await step(subscriber, { within, singlyTo: 0n, taken: () => undefined })).moved;
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, Math.min(ms, LONGEST_PAUSE_MS)));

/**
 * The round of a subscriber's loop: one batch; says whether another should follow. When a batch fails its events are applied one by one, so that the one at fault is known and those before
 * it are not held up. One that fails by itself is retried five times, then it is poison. An outage of the database says nothing about an event: it is
 * waited out, however long it lasts. Failures are counted for the event they belong to, since another process may have applied it meanwhile.
 */
export function makeRunner(subscriber: Subscriber, options: { log: Logger; within: Within }): () => Promise<boolean> {
  const { log, within } = options;
  let singlyTo = 0n;
  let failing: { readonly position: bigint; readonly failures: number } | undefined;
  let outages = 0;

  const failed = async (events: readonly LoggedEvent[], error: unknown): Promise<boolean> => {
    const [event, second] = events;
    if (!event || isOutage(error)) {
      outages += 1;
      log.warn({ error, subscriber: subscriber.name, outages }, 'a subscriber waits for the database');
      await pause(BACK_OFF_MS * 2 ** outages);
      return true;
    }
    if (second) {
      singlyTo = events.at(-1)?.position ?? 0n;
      log.warn({ error, subscriber: subscriber.name, from: event.position, to: singlyTo }, 'a batch failed; its events are applied one by one');
      return true;
    }
    const failures = failing?.position === event.position ? failing.failures + 1 : 1;
    failing = { position: event.position, failures };
    log.error({ error, subscriber: subscriber.name, position: event.position, failures }, 'a subscriber failed');
    if (failures <= RETRIES) {
      await pause(BACK_OFF_MS * 2 ** failures);
      return true;
    }
    failing = undefined;
    await within(subscriber.name, (ctx) => setAside(ctx, { subscriber, event, error }))
      .catch((again: unknown) => log.error({ error: again, subscriber: subscriber.name }, 'a poisoned event could not be recorded'));
    return true;
  };

  return async () => {
    let events: readonly LoggedEvent[] = [];
    try {
      const { more } = await step(subscriber, { within, singlyTo, taken: (batch) => { events = batch; } });
      outages = 0;
      return more;
    } catch (error) {
      return failed(events, error);
    }
  };
}
