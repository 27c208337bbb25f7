/**
 * Events that a subscriber cannot apply. A money subscriber stops in front of one, since what comes after may rest on it; others set the event aside
 * (*park* it) and go on. What becomes of it is decided by people: these are the steps they may take, each inside a unit of work of whoever owns the decision.
 *
 * | subscriber | may become |
 * |---|---|
 * | running | stopped: a money subscriber, at an event that failed six times |
 * | stopped | running: retried from the same event, or with its cursor past exactly that event |
 */
import type { LoggedEvent } from '#app/events.ts';
import type { Ctx } from './context.ts';
import type { Subscriber } from './module.ts';
import type { Sql, Tx } from './sql.ts';

const ERROR_LENGTH = 2_000;
const EVENT = 'position, bucket, type, version, payload, at';

/** Names one event and the subscriber that could not apply it. */
export interface Failure {
  readonly subscriber: string;
  readonly position: bigint;
}

export interface ParkedEvent extends Failure {
  readonly type: LoggedEvent['type'];
  /** When the event happened, and when it was set aside (business time). */
  readonly happenedAt: Date;
  readonly parkedAt: Date;
  readonly error: string;
}

/** An error in words, for people: no stack, and not longer than a page. */
export function errorText(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return text.slice(0, ERROR_LENGTH);
}

/**
 * Stops a money subscriber in front of the event, or parks the event for the others; nothing if another process has applied it meanwhile. The line in the
 * log carries `alarm`, for alerting.
 */
export async function setAside(ctx: Ctx, failure: { subscriber: Subscriber; event: LoggedEvent; error: unknown }): Promise<void> {
  const { subscriber: { name, money }, event: { position, type }, error } = failure;
  const cursor = await ctx.tx.one<{ position: bigint }>('select position from infra.subscriber where name = $1 for update', [name]);
  if (cursor.position >= position) return;
  if (money) {
    await ctx.tx.run(`update infra.subscriber set state = 'stopped', failed_position = $2, failed_at = $3, error = $4 where name = $1`, [name, position, ctx.now, errorText(error)]);
    ctx.log.error({ alarm: 'subscriberStopped', subscriber: name, position, type, error }, 'ALARM: a money subscriber stopped; retry or park the event in the console');
  } else {
    await ctx.tx.run('update infra.subscriber set position = $2 where name = $1', [name, position]);
    await insertParked(ctx.tx, { subscriber: name, position, error: errorText(error), at: ctx.now });
    ctx.log.error({ alarm: 'eventParked', subscriber: name, position, type, error }, 'ALARM: an event could not be applied and is set aside');
  }
}

async function insertParked(tx: Tx, row: Failure & { error: string; at: Date }): Promise<void> {
  await tx.run('insert into infra.parked_event (subscriber, position, error, at) values ($1, $2, $3, $4)', [row.subscriber, row.position, row.error, row.at]);
}

/** An event of the log. */
export function findEvent(sql: Sql, position: bigint): Promise<LoggedEvent | undefined> {
  return sql.maybe<LoggedEvent>(`select ${EVENT} from infra.event_log where position = $1`, [position]);
}

/** Lets a stopped subscriber try again from the same event; its runner notices within a second. False when it is not stopped there. */
export async function retryStopped(tx: Tx, failure: Failure): Promise<boolean> {
  return (await tx.run(`update infra.subscriber set state = 'running' where name = $1 and state = 'stopped' and failed_position = $2`, [failure.subscriber, failure.position])) === 1;
}

/**
 * Moves the cursor of a stopped subscriber past exactly one event, which is recorded as parked; returns the error it stopped with. Undefined when the
 * subscriber is not stopped there, or when a newer program gives it an event in between that would be lost: then only a retry is sound.
 */
export async function parkStopped(ctx: Ctx, subscriber: Subscriber, position: bigint): Promise<string | undefined> {
  const { tx } = ctx;
  const stopped = await tx.maybe<{ cursor: bigint; error: string }>(
    `select position as cursor, error from infra.subscriber where name = $1 and state = 'stopped' and failed_position = $2 for update`, [subscriber.name, position]);
  if (!stopped) return undefined;
  const next = await tx.maybe<{ position: bigint }>(
    'select position from infra.event_log where position > $1 and type = any($2::text[]) order by position limit 1', [stopped.cursor, subscriber.types]);
  if (next?.position !== position) return undefined;
  await insertParked(tx, { subscriber: subscriber.name, position, error: stopped.error, at: ctx.now });
  await tx.run(
    `update infra.subscriber set state = 'running', position = $2, failed_position = null, failed_at = null, error = null where name = $1`, [subscriber.name, position]);
  return stopped.error;
}

/**
 * Applies a parked event now, out of its place, and takes it off the list, in one transaction: once, whoever asks. False when it is not parked. Only for
 * subscribers whose effects stand in any order (`anyOrder`). Throws what the subscriber throws; the event then stays parked.
 */
export async function applyParked(ctx: Ctx, subscriber: Subscriber & { readonly anyOrder: true }, position: bigint): Promise<boolean> {
  // While this runs the subscriber's own loop steps aside, so that its effects never overlap.
  await ctx.tx.one('select position from infra.subscriber where name = $1 for update', [subscriber.name]);
  const taken = await ctx.tx.run('delete from infra.parked_event where subscriber = $1 and position = $2', [subscriber.name, position]);
  if (taken !== 1) return false;
  const event = await ctx.tx.one<LoggedEvent>(`select ${EVENT} from infra.event_log where position = $1`, [position]);
  await subscriber.apply({ ...ctx, actor: { kind: 'system', name: subscriber.name } }, [event]);
  return true;
}

/** Parked events, latest position first, after the one named. */
export function listParked(sql: Sql, page: { after: Failure | undefined; limit: number }): Promise<ParkedEvent[]> {
  return sql.rows<ParkedEvent>(
    `select p.subscriber, p.position, l.type, l.at as "happenedAt", p.at as "parkedAt", p.error
     from infra.parked_event p join infra.event_log l on l.position = p.position
     where $1::bigint is null or (p.position, p.subscriber) < ($1, $2) order by p.position desc, p.subscriber desc limit $3`,
    [page.after?.position ?? null, page.after?.subscriber ?? '', page.limit]);
}

/** How many events stand parked, by subscriber. */
export function countParked(sql: Sql): Promise<{ subscriber: string; events: bigint }[]> {
  return sql.rows('select subscriber, count(*) as events from infra.parked_event group by subscriber');
}
