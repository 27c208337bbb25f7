/** Calls to the outside world: queued in the transaction that needs them, run by graphile-worker after it, retried with back-off. */
import { Logger as WorkerLogger, makeWorkerUtils, run, runOnce, type Runner, type TaskList } from 'graphile-worker';
import pg from 'pg';
import { isRetryable } from './database.ts';
import type { Logger } from './log.ts';
import type { Job } from './module.ts';
import type { Tx } from './sql.ts';

const CONCURRENCY = 4;
/** Our jobs end within seconds, for every outside call has a time-out: one held longer belongs to a process that was killed. */
const ABANDONED_MS = 120_000;
const LOOK_MS = 10_000;
const CANNOT_CONNECT_NOW = '57P03';

export interface JobQueue {
  /** Queues a job within the transaction. With a `key`, a job waiting under the same key is replaced and keeps its place; jobs of one `queue` run one after another. */
  add(ctx: { readonly tx: Tx }, job: { name: string; input: unknown; key?: string; queue?: string }): Promise<void>;
  register(jobs: readonly Job[]): void;
  start(): Promise<void>;
  /** Runs what is due until nothing is; for tests and seeding. */
  drain(): Promise<void>;
  /** Frees jobs that a killed process still holds, which the worker by itself would do only after four hours; also done at the start and every 10 s. */
  freeAbandoned(): Promise<void>;
  close(): Promise<void>;
}

/** Creates or updates the tables of the queue; part of migrating. */
export async function migrateJobs(url: string): Promise<void> {
  const utils = await makeWorkerUtils({ connectionString: url });
  try {
    await utils.migrate();
  } finally {
    await utils.release();
  }
}

/**
 * A call to the database whose lost connections say in a code which the worker knows that it should try again. It does not know theirs: it would not
 * record how a job ended, nobody awaits that record, and the rejection would end the process.
 */
function patiently<Call extends (...args: never[]) => unknown>(call: Call): Call {
  return ((...args: Parameters<Call>) => {
    const result = call(...args);
    return result instanceof Promise ? result.catch((error: unknown) => {
      throw isRetryable(error) && error instanceof Error ? Object.assign(error, { code: CANNOT_CONNECT_NOW }) : error;
    }) : result;
  }) as Call;
}

/** Frees every job of a database that no process works on: after a restore, those who held them are of another database. */
export async function freeAll(run: (statement: string) => Promise<unknown>): Promise<void> {
  for (const table of ['_private_jobs', '_private_job_queues']) {
    await run(`update graphile_worker.${table} set locked_at = null, locked_by = null where locked_at is not null`);
  }
}

/** The job queue of a process. */
export function makeJobQueue(options: { url: string; log: Logger; wall: () => Date }): JobQueue {
  // A pool of its own: ours reads bigint columns as BigInt, which the worker cannot put into JSON.
  const pool = new pg.Pool({ connectionString: options.url, max: CONCURRENCY + 1, application_name: 'coshop-jobs', idleTimeoutMillis: 60_000 });
  const died = (error: Error): void => options.log.warn({ error }, 'a connection of the job queue died');
  pool.on('error', died);
  pool.on('connect', (client) => {
    client.on('error', died);
    client.query = patiently(client.query.bind(client));
  });
  pool.connect = patiently(pool.connect.bind(pool));
  let taskList: TaskList = {};
  let runner: Runner | undefined;
  let timer: NodeJS.Timeout | undefined;
  const logger = new WorkerLogger(() => (level, message) => {
    if (level === 'error' || level === 'warning') options.log.warn({ source: 'jobs' }, message);
  });
  const freeAbandoned = async (): Promise<void> => {
    await pool.query(
      `select graphile_worker.force_unlock_workers(array(select distinct locked_by from graphile_worker.jobs where locked_at < $1))`,
      [new Date(options.wall().getTime() - ABANDONED_MS)]);
  };
  return {
    freeAbandoned,
    async add(ctx, job) {
      await ctx.tx.run(`select graphile_worker.add_job($1, payload := $2::json, job_key := $3, queue_name := $4, max_attempts := 12, job_key_mode := 'preserve_run_at')`,
        [job.name, JSON.stringify(job.input), job.key ?? null, job.queue ?? null]);
    },
    register(jobs) {
      taskList = Object.fromEntries(jobs.map((job) => [job.name, (input: unknown) => job.run(input)]));
    },
    async start() {
      await freeAbandoned();
      runner = await run({ pgPool: pool, taskList, concurrency: CONCURRENCY, noHandleSignals: true, pollInterval: 1_000, logger });
      timer = setInterval(() => void freeAbandoned().catch((error: unknown) => options.log.warn({ error }, 'abandoned jobs could not be freed')), LOOK_MS);
    },
    async drain() {
      // Starting a worker costs many statements; seeding drains hundreds of times with nothing queued.
      const { rowCount } = await pool.query('select 1 from graphile_worker.jobs limit 1');
      if (rowCount === 0) return;
      await runOnce({ pgPool: pool, taskList, noHandleSignals: true, logger });
    },
    async close() {
      clearInterval(timer);
      await runner?.stop();
      await pool.end();
    },
  };
}
