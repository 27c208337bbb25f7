/**
 * A real, migrated database for a test file: cloned from a template in about a tenth of a second.
 * Usage: `const db = await testDatabase()` in beforeAll, `await db.close()` in afterAll.
 */
import { createHash, randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import type { Clock } from '#infra/clock.ts';
import { type Config, loadConfig } from '#infra/config.ts';
import { openDatabase } from '#infra/database.ts';
import type { Infra } from '#infra/infra.ts';
import { migrateJobs } from '#infra/jobs.ts';
import { makeLogger } from '#infra/log.ts';
import { makeInfra } from '#infra/make-infra.ts';
import { migrate, readMigrations } from '#infra/migrate.ts';
import type { Module } from '#infra/module.ts';
import { startPostgres, urlOfDatabase } from '#infra/postgres.ts';
import type { Sql } from '#infra/sql.ts';
import { makeSweeps } from '#infra/sweeps.ts';

/** Both clocks of a TestInfra. They stand still until moved. */
export interface TestClock extends Clock {
  /** Sets wall time, and with it business time. */
  set(at: Date | string): void;
}

export interface TestInfra extends Infra {
  readonly clock: TestClock;
  /** Registers subscribers, jobs and sweeps of the modules, for `drain`. */
  mount(...modules: readonly Pick<Module, 'subscribers' | 'jobs' | 'sweeps'>[]): Promise<void>;
  /** Applies every committed event, due sweep and queued job until nothing is left. */
  drain(): Promise<void>;
  close(): Promise<void>;
}

export interface TestInfraOptions {
  readonly config?: Partial<Config>;
  /** Where both clocks begin; a Monday morning in Shanghai by default. */
  readonly at?: Date | string;
}

export interface TestDatabase {
  readonly url: string;
  /** For looking at what a test did. */
  readonly sql: Sql;
  /** The resources of one process on this database; several may be made. */
  infra(options?: TestInfraOptions): Promise<TestInfra>;
  /** Closes everything and drops the database. */
  close(): Promise<void>;
}

export const MONDAY_MORNING = '2026-03-02T02:00:00.000Z';
const TEMPLATE_LOCK = 7_267_002n;
const CENTURY_MS = 100 * 365 * 86_400_000;

/** A fresh database with every migration applied, for this test file alone; on the run's server unless another is given. */
export async function testDatabase(address?: string): Promise<TestDatabase> {
  const server = address ?? await testServer();
  const name = `test_${randomBytes(8).toString('hex')}`;
  const template = await ensureTemplate(server);
  await onServer(server, (client) => client.query(`create database ${name} template ${template}`));
  const url = urlOfDatabase(server, name);
  const database = openDatabase({ url, max: 4 });
  const opened: TestInfra[] = [];
  return {
    url,
    sql: database.sql,
    async infra(options) {
      const infra = await openTestInfra(url, options);
      opened.push(infra);
      return infra;
    },
    async close() {
      for (const infra of opened) await infra.close();
      await database.close();
      await onServer(server, (client) => client.query(`drop database if exists ${name} with (force)`));
    },
  };
}

/** The address of the run's server, which this starts if no other file has. */
export async function testServer(): Promise<string> {
  const given = inject('testDatabaseUrl');
  if (given !== '') return given;
  const settings = { max_connections: '200', shared_buffers: '256MB', max_wal_size: '4GB', autovacuum_naptime: '10min', logging_collector: 'off' };
  const { url } = await startPostgres({ dataDir: inject('testCluster'), fsync: false, settings, log: makeLogger({ level: 'silent', name: 'test' }) });
  return url;
}

/** Makes the migrated template once; its name carries the migrations' checksums, so that a server of one's own may keep it. */
async function ensureTemplate(server: string): Promise<string> {
  const checksums = readMigrations().map(({ checksum }) => checksum).join();
  const name = `template_${createHash('sha256').update(checksums).digest('hex').slice(0, 16)}`;
  await onServer(server, async (client) => {
    await client.query('select pg_advisory_lock($1)', [TEMPLATE_LOCK]);
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (rowCount === 1) return;
    const half = `${name}_half`;
    await client.query(`drop database if exists ${half} with (force)`);
    await client.query(`create database ${half}`);
    await migrate(urlOfDatabase(server, half));
    await migrateJobs(urlOfDatabase(server, half));
    await client.query(`alter database ${half} rename to ${name}`);
  });
  return name;
}

async function onServer(url: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

async function openTestInfra(url: string, options: TestInfraOptions = {}): Promise<TestInfra> {
  let wallMs = new Date(options.at ?? MONDAY_MORNING).getTime();
  const config = { ...loadConfig({ env: { SMS_PROOF_OF_WORK: '0', POOL_SIZE: '8', LOG_LEVEL: 'silent', SECRET_KEY: '5e'.repeat(32) }, args: [], cwd: '/' }), databaseUrl: url, ...options.config };
  const log = makeLogger({ level: config.logLevel, name: 'test' });
  const infra = await makeInfra({
    config, url, log, wallMs: () => wallMs, leaseMs: CENTURY_MS,
    lost: (error) => log.fatal({ error }, 'the node lease was lost'),
  });
  const clock: TestClock = {
    ...infra.clock,
    set(at) {
      wallMs = new Date(at).getTime();
    },
    async advance(ms) {
      wallMs += ms;
      return infra.clock.now();
    },
  };
  let sweeps = makeSweeps({ sweeps: [], clock, log });
  let hasJobs = false;
  let closed = false;
  return {
    ...infra,
    clock,
    async mount(...modules) {
      await infra.events.register(modules.flatMap(({ subscribers }) => subscribers ?? []));
      const jobs = modules.flatMap((module) => module.jobs ?? []);
      infra.jobs.register(jobs);
      hasJobs = jobs.length > 0;
      sweeps = makeSweeps({ sweeps: modules.flatMap((module) => module.sweeps ?? []), clock, log });
    },
    async drain() {
      await infra.events.drain();
      await sweeps.drain();
      await infra.events.drain();
      if (hasJobs) await infra.jobs.drain();
    },
    async close() {
      if (closed) return;
      closed = true;
      await infra.close();
    },
  };
}
