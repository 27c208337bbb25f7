import { spawn } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { findPostgres, startPostgres, urlOfDatabase } from './postgres.ts';

const settings = { shared_buffers: '32MB', logging_collector: 'off' };
const log = { info: () => undefined };
const start = (dataDir: string) => startPostgres({ dataDir, settings, fsync: false, log });
const isRoot = process.getuid?.() === 0;

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined); // Tests kill servers under open connections.
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

function pidOf(directory: string): number {
  return Number(readFileSync(join(directory, 'postmaster.pid'), 'utf8').split('\n')[0]);
}

describe('the supervisor of PostgreSQL', () => {
  const folder = mkdtempSync(join(tmpdir(), 'coshop-supervisor-'));
  const dataDir = join(folder, 'data');
  let directory: string;
  beforeAll(async () => {
    chmodSync(folder, 0o711);
    const [one, other] = await Promise.all([start(dataDir), start(dataDir)]);
    directory = one.directory;
    // Two starts at once on an empty folder share one cluster and one server.
    expect(other.url).toBe(one.url);
    await query(one.url, 'create table kept (id int primary key)');
    await query(one.url, 'insert into kept values (1)');
  });
  afterAll(async () => {
    await findPostgres(dataDir)?.stop('immediate');
    rmSync(folder, { recursive: true, force: true });
  });

  test('listens on a Unix socket alone, in a folder that only its user can enter', async () => {
    const { url, directory: at } = await start(dataDir);
    expect(await query(url, 'show listen_addresses')).toEqual([{ listen_addresses: '' }]);
    expect(statSync(at).mode & 0o077).toBe(0);
    expect(new URL(url.replace('@/', '@none/')).searchParams.get('host')).toBe(at);
    expect(await query(url, "select datlocprovider as provider, datlocale as locale from pg_database where datname = 'coshop'")).toEqual([{ provider: 'b', locale: 'C.UTF-8' }]);
  });

  test('adopts the server that a killed process left running', async () => {
    await findPostgres(dataDir)?.stop();
    const program = `import { startPostgres } from ${JSON.stringify(new URL('./postgres.ts', import.meta.url).pathname)};
      await startPostgres({ dataDir: ${JSON.stringify(dataDir)}, settings: ${JSON.stringify(settings)}, log: { info: () => undefined } });
      console.log('up'); setInterval(() => undefined, 1000);`;
    const owner = spawn(process.execPath, ['--input-type=module', '--eval', program], { stdio: ['ignore', 'pipe', 'inherit'] });
    await new Promise((resolve) => owner.stdout.once('data', resolve));
    const ended = new Promise((resolve) => owner.once('exit', resolve));
    owner.kill('SIGKILL');
    await ended;
    const pid = pidOf(directory);
    const next = await start(dataDir);
    expect(next.adopted).toBe(true);
    expect(pidOf(directory)).toBe(pid);
    expect(await query(next.url, 'select id from kept')).toEqual([{ id: 1 }]);
  });

  test('recovers what was committed when the server itself was killed', async () => {
    await start(dataDir);
    process.kill(pidOf(directory), 'SIGKILL');
    const next = await start(dataDir);
    expect(await query(next.url, 'select id from kept')).toEqual([{ id: 1 }]);
  });

  test('starts although the recorded process number belongs to another program by now', async () => {
    await findPostgres(dataDir)?.stop();
    writeFileSync(join(directory, 'postmaster.pid'), `${process.pid}\n${directory}\n0\n5432\n${directory}\n`);
    const next = await start(dataDir);
    expect(next.adopted).toBe(false);
    expect(await query(next.url, 'select id from kept')).toEqual([{ id: 1 }]);
  });

  test('uses a short socket folder where the path is longer than a socket address can be', async () => {
    const deep = join(folder, 'a'.repeat(60), 'b'.repeat(60));
    mkdirSync(deep, { recursive: true });
    const { url, stop } = await start(deep);
    onTestFinished(() => stop('immediate'));
    const host = new URL(url.replace('@/', '@none/')).searchParams.get('host') ?? '';
    onTestFinished(() => rmSync(host, { recursive: true, force: true }));
    expect(host.length).toBeLessThan(60);
    expect(statSync(host).mode & 0o077).toBe(0);
  });

  test.runIf(isRoot)('puts the cluster where its user can enter when DATA_DIR is in a private folder', async () => {
    const secret = join(folder, 'private');
    mkdirSync(secret, { mode: 0o700 });
    const first = await start(join(secret, 'data'));
    onTestFinished(() => rmSync(first.directory, { recursive: true, force: true }));
    onTestFinished(() => first.stop('immediate'));
    expect(first.directory.startsWith(secret)).toBe(false);
    expect(readFileSync(join(secret, 'data', 'postgres.location'), 'utf8').trim()).toBe(first.directory);
    await query(first.url, 'create table kept (id int)');
    await first.stop();
    const second = await start(join(secret, 'data'));
    expect(await query(second.url, 'select id from kept')).toEqual([]);
    // A temporary DATA_DIR that was deleted takes its cluster along at the next start elsewhere.
    rmSync(secret, { recursive: true });
    mkdirSync(secret, { mode: 0o700 });
    const third = await start(join(secret, 'data'));
    onTestFinished(async () => {
      await third.stop('immediate');
      rmSync(third.directory, { recursive: true, force: true });
    });
    expect(existsSync(first.directory)).toBe(false);
  });

  test('refuses a data directory of another major release and says what to do', async () => {
    const old = join(folder, 'old');
    mkdirSync(join(old, 'postgres'), { recursive: true });
    writeFileSync(join(old, 'postgres', 'PG_VERSION'), '9\n');
    if (isRoot) chownSync(join(old, 'postgres'), 65_534, 65_534);
    await expect(start(old)).rejects.toThrow(/made by PostgreSQL 9.*DATABASE_URL.*DATA_DIR/s);
    expect(existsSync(join(old, 'postgres', 'postmaster.pid'))).toBe(false);
  });

  test('stops at once, and stopping what does not run is no error', async () => {
    const { url, stop } = await start(dataDir);
    await stop();
    await expect(query(url, 'select 1')).rejects.toThrow(/ENOENT|ECONNREFUSED/);
    await stop();
  });
});

test.each([
  ['postgresql://u@/a?host=%2Ftmp', 'postgresql://u@/b?host=%2Ftmp'],
  ['postgres://u:p@h:5/a', 'postgres://u:p@h:5/b'],
  ['postgres://u:p@h', 'postgres://u:p@h/b'],
])('another database on the server of %s is %s', (url, expected) => {
  expect(urlOfDatabase(url, 'b')).toBe(expected);
});
