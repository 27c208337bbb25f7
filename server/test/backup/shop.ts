/**
 * A shop worth backing up: the stage of the crash tests (orders of several fulfillers, rewards, a noon ahead), to which come a hold, events that nobody has
 * sequenced, jobs that wait or are held by a process, a second partition of the log, a moved sequence and files.
 */
import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { expect, vi } from 'vitest';
import { SCHEMAS } from '#app/backup/tables.ts';
import type { Place } from '#app/backup/place.ts';
import type { Sql } from '#infra/sql.ts';
import { assert } from '#kernel/assert.ts';
import { hold } from '#modules/ledger/index.ts';
import { TEST_SECRET_KEY, testApp } from '#test/app.ts';
import type { Run } from '#test/crash/run.ts';
import { type Copy, setStage, type Stage } from '#test/crash/stage.ts';
import { openTestInfra, type TestDatabase } from '#test/database.ts';

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
const SUPPLIER_PAYABLE = 4;

export interface BackedShop {
  readonly stage: Stage;
  readonly source: Copy;
  /** Where its files lie; the database is another's, so that the tests need no server of their own. */
  readonly place: Place;
  /** A place beside it that does not exist yet. */
  newPlace(name: string, databaseUrl?: string): Place;
  close(): Promise<void>;
}

/** Makes the shop; close it at the end. */
export async function openBackedShop(): Promise<BackedShop> {
  const stage = await setStage();
  const source = await stage.copy();
  const folder = mkdtempSync(join(tmpdir(), 'coshop-backup-'));
  chmodSync(folder, 0o711); // As root the server of a restored shop runs as another user, who must get through.
  await addLooseEnds(source);
  const newPlace = (name: string, databaseUrl?: string): Place => ({ cwd: folder, dataDir: join(folder, name), databaseUrl, secretKey: TEST_SECRET_KEY, binDir: undefined });
  const place = newPlace('source', source.url);
  mkdirSync(join(place.dataDir, 'media'), { recursive: true });
  for (let n = 0; n < 3; n++) writeFileSync(join(place.dataDir, 'media', `${'ab'.repeat(32)}-${n}.webp`), Buffer.alloc(20_000, n));
  return {
    stage, source, place, newPlace,
    async close() {
      await source.close();
      await stage.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function addLooseEnds(source: Copy): Promise<void> {
  const { sql } = source.database;
  // A shop that was started, with its history; its processes are elsewhere.
  await sql.run(`insert into infra.birth (mode, at) values ('demo', '2026-01-01T00:00:00Z')`);
  await sql.run(`insert into demo.history (begun_at, finished_at) values ('2026-01-01T00:00:00Z', '2026-01-01T00:01:00Z')`);
  await sql.run('create table infra.event_log_1 partition of infra.event_log for values from (10000000) to (20000000)');
  await sql.run('update infra.sequencer set next_partition = 20000000 where only_row');
  const { wall } = await sql.one<{ wall: Date }>('select clock_timestamp() as wall');
  const mall = await testApp(asTestDatabase(source), { at: wall });
  const payable = await sql.one<{ bucket: number; holder: bigint }>('select bucket, holder from ledger.account where kind = $1 and balance > 1000 limit 1', [SUPPLIER_PAYABLE]);
  await mall.unit(async (ctx) => {
    await hold(ctx, { bucket: payable.bucket, account: { kind: 'supplierPayable', holder: payable.holder }, amount: 321n, memo: 'test "quoted"\ttab\nline \\ end' });
    for (const word of ['waiting', 'held']) await mall.infra.jobs.add(ctx, { name: 'payments.query', input: { attemptId: '4611686018427387904', word }, key: word });
  });
  await sql.run(`update graphile_worker._private_jobs set locked_at = '2026-01-01T00:00:00Z', locked_by = 'a process of the past' where key = 'held'`);
  await mall.member({ name: 'Tab\tand "quote" \\N' });
  const { count } = await sql.one<{ count: bigint }>('select count(*) as count from infra.event_inbox');
  assert(count > 0n, 'an event waits for the sequencer');
  await mall.close();
}

/** A copy as a test database, which its owner drops. */
export function asTestDatabase({ url, database }: Pick<Copy, 'url' | 'database'>): TestDatabase {
  return { url, sql: database.sql, infra: (options) => openTestInfra(url, options), close: async () => undefined };
}

/** Count and checksum of every table, by other means than those of the backup; jobs without who holds them. */
export async function fingerprint(sql: Sql): Promise<Record<string, string>> {
  const tables = await sql.rows<{ name: string }>(
    `select schemaname || '.' || tablename as name from pg_tables where schemaname = any($1) and tablename not like 'event_log_%' and schemaname || '.' || tablename <> 'graphile_worker.migrations' order by 1`, [SCHEMAS]);
  const prints: Record<string, string> = {};
  for (const { name } of tables) {
    const row = name === 'graphile_worker._private_jobs' ? `to_jsonb(t) - 'locked_at' - 'locked_by' - 'is_available'` : 't';
    const { print } = await sql.one<{ print: string }>(
      `select count(*) || ' ' || md5(coalesce(string_agg((${row})::text, chr(10) order by (${row})::text collate "C"), '')) as print from ${name.split('.').map(pg.escapeIdentifier).join('.')} t`);
    prints[name] = print;
  }
  return prints;
}

export interface Command {
  readonly pid: number;
  /** Resolves when it has ended. */
  readonly ended: Promise<{ code: number | null; signal: NodeJS.Signals | null; output: string }>;
  output(): string;
  kill(signal: NodeJS.Signals): void;
}

/** The program as an operator starts it, in a process of its own. */
export function command(args: readonly string[], env: Readonly<Record<string, string>>): Command {
  const child = spawn(process.execPath, [MAIN, ...args], { env: { PATH: '/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin', TZ: 'Asia/Shanghai', SECRET_KEY: TEST_SECRET_KEY, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => { output += text; });
  return {
    pid: child.pid ?? 0,
    ended: new Promise((resolve) => child.once('close', (code, signal) => resolve({ code, signal, output }))),
    output: () => output,
    kill: (signal) => void child.kill(signal),
  };
}

export interface StartedShop {
  readonly command: Command;
  readonly origin: string;
}

/** Starts the shop of a place as `npm start` does and waits until it is ready. */
export async function startShop(place: Place): Promise<StartedShop> {
  const [port = 0, metrics = 0, simulators = 0] = await freePorts(3);
  const started = command([], {
    DATA_DIR: place.dataDir, PORT: String(port), METRICS_PORT: String(metrics), SIMULATOR_PORT: String(simulators), SMS_PROOF_OF_WORK: '0', RATE_LIMIT_PER_MINUTE: '1000000',
  });
  const origin = `http://127.0.0.1:${port}`;
  let ended = false;
  void started.ended.then(() => { ended = true; });
  await vi.waitFor(async () => {
    assert(!ended || started.output() === '', `the shop has ended:\n${started.output()}`);
    expect((await fetch(`${origin}/ready`)).status).toBe(200);
  }, { interval: 100, timeout: 90_000 });
  return { command: started, origin };
}

/** Ports that nobody listens on just now. */
async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(Array.from({ length: count }, () => new Promise<Server>((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => resolve(server));
  })));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => { server.close(resolve); })));
  return ports;
}

/** Sends until it is answered well; or, when sending twice is refused, until the query `done` finds that it was heard. */
export function insistOn(origin: string, sql: Sql): Run['insist'] {
  return ({ token, path, body, headers, done }) => vi.waitFor(async () => {
    if (done !== undefined && (await sql.rows(done)).length > 0) return undefined;
    const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` };
    const response = await fetch(`${origin}${path}`, { method: 'POST', body, headers: { 'content-type': 'application/json', ...authorization, ...headers } });
    const answer: unknown = await response.json();
    assert(response.ok, `${path} answers ${response.status} ${JSON.stringify(answer)}`);
    return answer;
  }, { interval: 50, timeout: 60_000 });
}
