/** Opens the long-lived resources of a process on a migrated database. */
import { makeClock } from './clock.ts';
import type { Config } from './config.ts';
import type { Actor, Ctx } from './context.ts';
import { openDatabase } from './database.ts';
import { makeEventLog, writeInbox } from './event-log.ts';
import { type IdGenerator, makeIdGenerator } from './id-generator.ts';
import type { Infra, Origin } from './infra.ts';
import { makeJobQueue } from './jobs.ts';
import type { Logger } from './log.ts';
import { makeMetrics } from './metrics.ts';
import type { Tx } from './sql.ts';
import type { DomainEvent } from '#app/events.ts';

export interface InfraOptions {
  readonly config: Config;
  readonly url: string;
  readonly log: Logger;
  /** Injected by tests; wall milliseconds. */
  readonly wallMs?: () => number;
  /** How far ahead ids are leased. Tests that move the clock lease long, since ids never run past the lease. */
  readonly leaseMs?: number;
  /** For looking only: the database refuses every write, and there are no ids to give. */
  readonly readOnly?: boolean;
  /** Called when the node lease is lost: the process must exit. */
  readonly lost: (error: Error) => void;
}

const noIds: IdGenerator = {
  node: -1,
  next() {
    throw new Error('whoever only looks makes no ids');
  },
  close: async () => undefined,
};

/** All resources, and how to close them in order. Subscribers, sweeps and jobs are registered by the app. */
export async function makeInfra(options: InfraOptions): Promise<Infra & { close(): Promise<void> }> {
  const { config, url, log } = options;
  const database = openDatabase({ url, max: config.poolSize, readOnly: options.readOnly ?? false, onError: (error) => log.warn({ error }, 'an idle connection died') });
  const clock = await makeClock(database.sql, options.wallMs);
  const ids = options.readOnly ? noIds : await makeIdGenerator(database.sql, { ...(options.wallMs ? { wallMs: options.wallMs } : {}), ...(options.leaseMs ? { leaseMs: options.leaseMs } : {}), lost: options.lost });

  const unit = async <Result>(origin: Origin, work: (ctx: Ctx) => Promise<Result>): Promise<Result> => {
    let emitted = false;
    const result = await database.transaction(async (tx: Tx) => {
      const events: DomainEvent[] = [];
      const ctx: Ctx = {
        tx, now: clock.now(), wallNow: clock.wall(), actor: origin.actor, requestId: origin.requestId, log,
        newId: (bucket) => ids.next(bucket),
        emit: (event) => void events.push(event),
      };
      const value = await work(ctx);
      await writeInbox(tx, events, ctx.now);
      emitted = events.length > 0;
      return value;
    });
    if (emitted) eventLog.wake();
    return result;
  };
  const system = (name: string): Actor => ({ kind: 'system', name });
  const eventLog = makeEventLog({ database, url, log, within: (name, work) => unit({ actor: system(name), requestId: name }, work) });
  const jobs = makeJobQueue({ url, log, wall: () => clock.wall() });

  return {
    config, log, clock, ids, database, sql: database.sql, events: eventLog, jobs, metrics: makeMetrics(), unit,
    async close() {
      await eventLog.close();
      await jobs.close();
      await ids.close();
      await database.close();
    },
  };
}
