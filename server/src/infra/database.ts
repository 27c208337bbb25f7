/** The connection pool and the transaction of a unit of work. */
import pg from 'pg';
import { assert } from '#kernel/assert.ts';
import { type Sql, type Statement, type Tx, types } from './sql.ts';

/** A unit of work lives at most this long (wall ms); sealing of the ledger relies on it (ids older than this are closed). */
export const TRANSACTION_LIMIT_MS = 30_000;
const MAX_ATTEMPTS = 5;
/** Deadlock, serialization failure, lock time-out, and a server that went away before it could commit anything. */
const RETRIED = new Set(['40P01', '40001', '55P03', '57P01', '57P02', '57P03', '08006', '08003', '08001', 'ECONNRESET', 'EPIPE', 'ECONNREFUSED', 'ENOENT']);

export interface Database {
  readonly pool: pg.Pool;
  readonly sql: Sql;
  /** One READ COMMITTED transaction; retried a bounded number of times after deadlocks, serialization failures and lost connections. */
  transaction<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result>;
  /**
   * Runs a named prepared statement as its own transaction, rows as arrays: the form of the lanes. It runs on connections of the lanes' own, which
   * plan nothing but nested loops over indexes: what a batch locks is locked in the order of its parameters, whatever the statistics say.
   */
  prepared<Row extends unknown[]>(statement: { name: string; text: string }, values: readonly unknown[]): Promise<Row[]>;
  close(): Promise<void>;
}

/** Statements through one way of running them. */
export function sqlOn(run: (query: pg.QueryConfig) => Promise<pg.QueryResult>): Sql {
  const query = (statement: Statement, values: readonly unknown[]): Promise<pg.QueryResult> =>
    run(typeof statement === 'string' ? { text: statement, values: [...values] } : { ...statement, values: [...values] });
  const rows = async <Row>(statement: Statement, values: readonly unknown[] = []): Promise<Row[]> => (await query(statement, values)).rows as Row[];
  return {
    rows,
    async maybe<Row>(statement: Statement, values: readonly unknown[] = []) {
      const found = await rows<Row>(statement, values);
      assert(found.length <= 1, 'a query for one row finds at most one');
      return found[0];
    },
    async one<Row>(statement: Statement, values: readonly unknown[] = []) {
      const found = await rows<Row>(statement, values);
      assert(found.length === 1 && found[0] !== undefined, 'a query for one row finds exactly one');
      return found[0];
    },
    async run(statement, values = []) {
      return (await query(statement, values)).rowCount ?? 0;
    },
  };
}

/** The connection was lost while committing: the work may or may not stand, so only the caller's idempotency key can tell. */
export class CommitUnknown extends Error {
  override readonly name = 'CommitUnknown';
  constructor(cause: unknown) {
    super('the connection was lost during COMMIT', { cause });
  }
}

function lostConnection(error: unknown): boolean {
  return error instanceof Error && (!('severity' in error) || ('code' in error && String(error.code).startsWith('57P')));
}

/** Whether an error of PostgreSQL or its socket says that trying the whole transaction again may succeed. */
export function isRetryable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? String(error.code) : '';
  return RETRIED.has(code) || error.message.includes('Connection terminated');
}

/** Broken connections as Node and pg say it. */
const BROKEN = /^(ECONN\w+|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN)$/;
const BROKEN_TEXT = /Connection terminated|timeout exceeded when trying to connect|is not queryable|connection error/;
/** SQLSTATE: connection (08), resources (53), shutdown and restart (57P), the machine below (58), a standby that takes no writes (25006), an idle time-out (25P03). */
const UNABLE = /^(08...|53...|57P..|58...|25006|25P03)$/;

/**
 * Whether an error says that the database failed, not the work: it is away, restarting, full, read-only, or others held its locks. The same work may
 * succeed later, so such an error says nothing about what was being worked on.
 */
export function isOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? String(error.code) : '';
  return error instanceof CommitUnknown || isRetryable(error) || BROKEN.test(code) || UNABLE.test(code) || (code === '' && BROKEN_TEXT.test(error.message));
}

/** Lanes that run at once: two of placing, one each of starting and of settling payments. */
const LANES = 4;
const LANE_PLANS = ['hashjoin', 'mergejoin', 'seqscan', 'bitmapscan'].map((plan) => `-c enable_${plan}=off`).join(' ');

/** Opens a pool of at most `max` connections; `url` may name a Unix socket. `readOnly`: the database itself refuses every write. */
export function openDatabase(options: { url: string; max?: number; readOnly?: boolean; onError?: (error: Error) => void }): Database {
  const open = (max: number, settings: string): pg.Pool => {
    const opened = new pg.Pool({
      connectionString: options.url, max, types, application_name: 'coshop', idleTimeoutMillis: 60_000,
      options: `-c idle_in_transaction_session_timeout=${TRANSACTION_LIMIT_MS} -c lock_timeout=10000 -c statement_timeout=${TRANSACTION_LIMIT_MS} -c TimeZone=UTC ${settings}`,
    });
    // An idle connection that dies is replaced by the pool; the next query reports what is still wrong.
    opened.on('error', (error) => options.onError?.(error));
    // A connection that dies while it is lent out fails its query as well; without a listener the event would end the process.
    opened.on('connect', (client) => void client.on('error', (error) => options.onError?.(error)));
    return opened;
  };
  const pool = open(options.max ?? 16, options.readOnly ? '-c default_transaction_read_only=on' : '');
  const lanes = open(LANES, LANE_PLANS);

  const attempt = async <Result>(work: (tx: Tx) => Promise<Result>): Promise<Result> => {
    const client = await pool.connect();
    let broken: Error | undefined;
    let committing = false;
    const begun = performance.now();
    try {
      await client.query('begin isolation level read committed');
      const result = await work({ ...sqlOn((query) => client.query(query)), transaction: true });
      if (performance.now() - begun > TRANSACTION_LIMIT_MS) throw new Error('a unit of work outlived its limit and is rolled back');
      committing = true;
      await client.query('commit');
      return result;
    } catch (error) {
      if (committing && lostConnection(error)) throw new CommitUnknown(error);
      await client.query('rollback').catch((failure: unknown) => {
        broken = failure instanceof Error ? failure : new Error(String(failure));
      });
      throw error;
    } finally {
      client.release(broken);
    }
  };

  return {
    pool,
    sql: sqlOn((query) => pool.query(query)),
    async transaction(work) {
      for (let tries = 1; ; tries++) {
        try {
          return await attempt(work);
        } catch (error) {
          if (tries === MAX_ATTEMPTS || !isRetryable(error)) throw error;
          await new Promise((resolve) => setTimeout(resolve, 10 * 2 ** tries));
        }
      }
    },
    async prepared<Row extends unknown[]>(statement: { name: string; text: string }, values: readonly unknown[]) {
      const result = await lanes.query<Row>({ name: statement.name, text: statement.text, values: [...values], rowMode: 'array' });
      return result.rows;
    },
    async close() {
      await Promise.all([pool.end(), lanes.end()]);
    },
  };
}
