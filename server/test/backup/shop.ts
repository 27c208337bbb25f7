/**
 * A shop worth backing up: paid, shipped and confirmed orders of several fulfillers, rewards, a noon ahead, to which come a hold, events that nobody has
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
import { setBirthOffset } from '#infra/clock.ts';
import type { Sql } from '#infra/sql.ts';
import { assert } from '#kernel/assert.ts';
import { dayOf } from '#kernel/day.ts';
import { hold } from '#modules/ledger/index.ts';
import { getMember } from '#modules/members/index.ts';
import { TEST_SECRET_KEY } from '#test/app.ts';
import { MONDAY_MORNING, testDatabase, type TestDatabase } from '#test/database.ts';
import { testMall, type TestMall } from '#test/mall.ts';

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
const SUPPLIER_PAYABLE = 4;

export interface BackedShop {
  readonly database: TestDatabase;
  /** Where its files lie; the database is another's, so that the tests need no server of their own. */
  readonly place: Place;
  /** Of a member, of who ships and proposes prices, of who approves them. */
  readonly tokens: { readonly buyer: string; readonly operator: string; readonly strategist: string };
  readonly inviteCode: string;
  /** The platform's own goods. */
  readonly tea: bigint;
  /** The day whose noon is two hours away. */
  readonly day: number;
  /** A place beside it that does not exist yet. */
  newPlace(name: string, databaseUrl?: string): Place;
  close(): Promise<void>;
}

/** Makes the shop; close it at the end. */
export async function openBackedShop(): Promise<BackedShop> {
  const database = await testDatabase();
  const facts = await furnish(database);
  const folder = mkdtempSync(join(tmpdir(), 'coshop-backup-'));
  chmodSync(folder, 0o711); // As root the server of a restored shop runs as another user, who must get through.
  const newPlace = (name: string, databaseUrl?: string): Place => ({ cwd: folder, dataDir: join(folder, name), databaseUrl, secretKey: TEST_SECRET_KEY, binDir: undefined });
  const place = newPlace('source', database.url);
  mkdirSync(join(place.dataDir, 'media'), { recursive: true });
  for (let n = 0; n < 3; n++) writeFileSync(join(place.dataDir, 'media', `${'ab'.repeat(32)}-${n}.webp`), Buffer.alloc(20_000, n));
  return {
    ...facts, database, place, newPlace,
    async close() {
      await database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Wall time of the database's machine: what a process that is started on it will read. */
export async function wallOf({ sql }: TestDatabase): Promise<Date> {
  return (await sql.one<{ wall: Date }>('select clock_timestamp() as wall')).wall;
}

async function furnish(database: TestDatabase): Promise<Pick<BackedShop, 'tokens' | 'inviteCode' | 'tea' | 'day'>> {
  const wall = await wallOf(database);
  await setBirthOffset(database.sql, new Date(MONDAY_MORNING).getTime() - wall.getTime());
  const mall = await testMall(database, { at: wall });
  const founder = await mall.member({ name: 'Founder' });
  await mall.confirmed(founder, mall.goods.package);
  const { inviteCode } = await getMember(mall.infra.sql, founder.memberId);
  assert(inviteCode !== null, 'who bought a package may share');
  const buyer = await mall.member({ name: 'Buyer', inviteCode });
  await mall.confirmed(buyer, mall.goods.package);
  await mall.shipped(buyer, mall.goods.tea);
  await mall.paid(buyer, mall.goods.cup);
  await mall.placed(buyer, mall.goods.tea);
  await mall.drain();
  await addLooseEnds(mall);
  const [operator, strategist] = (['operator', 'strategist'] as const).map((role) => mall.crew.get(role)?.token);
  assert(operator !== undefined && strategist !== undefined, 'every role has somebody');
  const day = dayOf(mall.infra.clock.now());
  await mall.close();
  return { tokens: { buyer: buyer.token, operator, strategist }, inviteCode, tea: mall.goods.tea.skuId, day };
}

async function addLooseEnds(mall: TestMall): Promise<void> {
  const { sql } = mall.infra;
  // A shop that was started, with its history; its processes are elsewhere.
  await sql.run(`insert into infra.birth (mode, at) values ('demo', '2026-01-01T00:00:00Z')`);
  await sql.run(`insert into demo.history (begun_at, finished_at) values ('2026-01-01T00:00:00Z', '2026-01-01T00:01:00Z')`);
  // Its airdrop has opened; a demo's waits else for more share value than this shop has.
  await sql.run(`insert into economy.opening (day, at) values (1, '2026-01-01T00:00:00Z')`);
  await sql.run('create table infra.event_log_1 partition of infra.event_log for values from (10000000) to (20000000)');
  await sql.run('update infra.sequencer set next_partition = 20000000 where only_row');
  const payable = await sql.one<{ bucket: number; holder: bigint }>('select bucket, holder from ledger.account where kind = $1 and balance > 1000 limit 1', [SUPPLIER_PAYABLE]);
  await mall.unit(async (ctx) => {
    await hold(ctx, { bucket: payable.bucket, account: { kind: 'supplierPayable', holder: payable.holder }, amount: 321n, memo: 'test "quoted"\ttab\nline \\ end' });
    for (const word of ['waiting', 'held']) await mall.infra.jobs.add(ctx, { name: 'payments.query', input: { attemptId: '4611686018427387904', word }, key: word });
  });
  await sql.run(`update graphile_worker._private_jobs set locked_at = '2026-01-01T00:00:00Z', locked_by = 'a process of the past' where key = 'held'`);
  await mall.member({ name: 'Tab\tand "quote" \\N' });
  const { count } = await sql.one<{ count: bigint }>('select count(*) as count from infra.event_inbox');
  assert(count > 0n, 'an event waits for the sequencer');
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

/** Sends to a shop that runs; the parsed body of what is answered well. */
export async function ask<Body>(origin: string, path: string, { token, body }: { token?: string; body?: object } = {}): Promise<Body> {
  const response = await fetch(`${origin}${path}`, {
    method: body === undefined ? 'GET' : 'POST', ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) },
  });
  const answer = await response.text();
  assert(response.ok, `${path} answers ${response.status} ${answer}`);
  return JSON.parse(answer) as Body;
}
