/** The long-lived resources of one process, made once in app.ts and handed to every module factory. */
import type { Config } from './config.ts';
import type { Clock } from './clock.ts';
import type { Actor, Ctx } from './context.ts';
import type { Database } from './database.ts';
import type { EventLog } from './event-log.ts';
import type { IdGenerator } from './id-generator.ts';
import type { JobQueue } from './jobs.ts';
import type { Logger } from './log.ts';
import type { Metrics } from './metrics.ts';
import type { Sql } from './sql.ts';

/** Where a unit of work comes from. */
export interface Origin {
  readonly actor: Actor;
  readonly requestId: string;
}

export interface Infra {
  readonly config: Config;
  readonly log: Logger;
  readonly clock: Clock;
  readonly ids: IdGenerator;
  readonly database: Database;
  /** For reads outside a transaction. */
  readonly sql: Sql;
  readonly events: EventLog;
  readonly jobs: JobQueue;
  readonly metrics: Metrics;
  /**
   * Runs `work` in one READ COMMITTED transaction: collected events are written last, then COMMIT, then subscribers are woken.
   * Deadlocks, serialization failures and lost connections are retried a bounded number of times, so `work` must have no outside effect.
   */
  unit<Result>(origin: Origin, work: (ctx: Ctx) => Promise<Result>): Promise<Result>;
}
