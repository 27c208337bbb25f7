/**
 * The supervisor of the default database: finds server programs, makes the cluster on first use, adopts the server when it still runs
 * (after a kill -9 of ours) or starts it detached, and stops it when the app has drained. Reached by Unix socket only: no port, no password;
 * the socket lies in a folder that only the server's user can enter (design: POSTGRES §1).
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { appendFileSync, chownSync, closeSync, existsSync, lstatSync, mkdirSync, openSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { findCluster, listAbandoned, type Place, placeCluster, PostgresUnavailable, writePointer } from './postgres-account.ts';
import { findBinaries } from './postgres-binaries.ts';
import { becomesReady, findRunning, isAlive, PORT, ROLE, type Running, sqlState, stopServer } from './postgres-process.ts';

export { PostgresUnavailable } from './postgres-account.ts';

export interface PostgresOptions {
  /** Everything the server writes lies below it, or below the folder that its pointer file names. */
  readonly dataDir: string;
  /** PG_BIN_DIR: the programs to use, in place of the system's or npm's. */
  readonly binDir?: string | undefined;
  /** Server settings of this start only; the lasting ones stand in postgresql.conf. */
  readonly settings?: Readonly<Record<string, string>>;
  /** False gives up durability for speed: tests only. */
  readonly fsync?: boolean;
  readonly log: { info(facts: object, message: string): void };
}

export interface Postgres {
  /** Connection string of the database `coshop`, which exists. */
  readonly url: string;
  /** Whether the server ran already. */
  readonly adopted: boolean;
  /** The cluster's folder. */
  readonly directory: string;
  /** Ends all sessions, writes a checkpoint and waits until the server has ended; `immediate` is for a database that is thrown away. */
  stop(how?: 'fast' | 'immediate'): Promise<void>;
}

const SOCKET_PATH_LIMIT = 103; // Bytes; Linux allows 107, macOS 103.
const RETRY_MS = 200;
const START_ATTEMPTS = 5;

/** Adopts or starts the server of `dataDir`. Throws PostgresUnavailable when an operator must act first. */
export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  mkdirSync(options.dataDir, { recursive: true });
  const place = placeCluster(options.dataDir);
  if (!existsSync(join(place.directory, 'PG_VERSION'))) {
    if (place.pointer !== undefined) for (const abandoned of listAbandoned(place.directory)) await removeCluster(abandoned);
    createCluster(place, options);
  }
  const { running, adopted } = await adoptOrStart(place, options);
  const url = `postgresql://${ROLE}@/${ROLE}?host=${encodeURIComponent(running.socketDir)}`;
  await createDatabaseIfMissing(url);
  options.log.info({ directory: place.directory, adopted }, adopted ? 'database server adopted' : 'database server started');
  return { url, adopted, directory: place.directory, stop: (how) => stopServer(place.directory, how) };
}

/** The cluster that an earlier start made for `dataDir`, whether or not its server runs; undefined when there is none. */
export function findPostgres(dataDir: string): Pick<Postgres, 'directory' | 'stop'> | undefined {
  const directory = findCluster(dataDir);
  return directory === undefined ? undefined : { directory, stop: (how) => stopServer(directory, how) };
}

/** Stops an embedded database, unless another process of ours works on the same data folder: the last one to leave stops it. */
export async function stopUnlessShared(postgres: Pick<Postgres, 'url' | 'stop'>): Promise<void> {
  const client = new pg.Client({ connectionString: postgres.url });
  await client.connect();
  const { rows } = await client.query<{ others: string }>(`select count(*) as others from pg_stat_activity where application_name like 'coshop%'`);
  await client.end();
  if (rows[0]?.others === '0') await postgres.stop();
}

/** Creates the database that `url` names on its server, unless it exists. */
export async function createDatabaseIfMissing(url: string): Promise<void> {
  const wanted = new pg.Client({ connectionString: url });
  try {
    await wanted.connect();
    await wanted.end();
    return;
  } catch (error) {
    if (sqlState(error) !== '3D000') throw error; // 3D000: no such database
  }
  const name = wanted.database;
  if (name === undefined) throw new PostgresUnavailable('DATABASE_URL names no database.');
  const admin = new pg.Client({ connectionString: urlOfDatabase(url, 'postgres') });
  await admin.connect();
  try {
    await admin.query(`create database ${pg.escapeIdentifier(name)}`);
  } catch (error) {
    if (sqlState(error) !== '42P04' && sqlState(error) !== '23505') throw error; // Another process was faster.
  } finally {
    await admin.end();
  }
}

/** The same server and sign-in, another database. */
export function urlOfDatabase(url: string, database: string): string {
  return url.replace(/^([a-z]+:\/\/[^/?]*)(\/[^?]*)?/, `$1/${encodeURIComponent(database)}`);
}

/** Makes the cluster beside its final place and renames it there, so that a crash half way leaves nothing that looks finished. */
function createCluster(place: Place, options: PostgresOptions): void {
  const { account, directory } = place;
  const binaries = findBinaries({ binDir: options.binDir, major: undefined, account });
  const half = `${directory}.${randomBytes(4).toString('hex')}`;
  mkdirSync(half, { mode: 0o700 });
  if (account !== undefined) chownSync(half, account.uid, account.gid);
  const locale = binaries.major >= 17 ? ['--locale-provider=builtin', '--locale=C.UTF-8'] : ['--locale=C.UTF-8'];
  const sync = options.fsync === false ? ['--no-sync'] : [];
  const { status, stderr } = spawnSync(
    join(binaries.folder, 'initdb'),
    ['-D', half, '-U', ROLE, '-A', 'trust', '-E', 'UTF8', ...locale, '--no-instructions', ...sync],
    { ...account, encoding: 'utf8', cwd: '/', env: environment(half) },
  );
  if (status !== 0) {
    rmSync(half, { recursive: true, force: true });
    throw new PostgresUnavailable(`initdb could not make a database in ${directory}:\n${stderr}Set DATABASE_URL to use a server of your own instead.`);
  }
  appendFileSync(join(half, 'postgresql.conf'), `\n# CoShop, sized to this machine when the cluster was made; edit at will.\n${lastingSettings()}`, { flush: true });
  try {
    renameSync(half, directory);
    writePointer(place);
  } catch (error) {
    rmSync(half, { recursive: true, force: true });
    if (!existsSync(join(directory, 'PG_VERSION'))) throw error; // Else another process was faster.
  }
}

/** A quarter of the memory for the cache; few, large checkpoints; a week of logs. */
function lastingSettings(): string {
  const memoryMb = Math.floor(Math.min(totalmem(), process.constrainedMemory() || Infinity) / 2 ** 20);
  const sharedMb = Math.max(128, Math.min(8192, Math.floor(memoryMb / 4)));
  const settings = {
    shared_buffers: `${sharedMb}MB`, effective_cache_size: `${sharedMb * 2}MB`, max_wal_size: '4GB', wal_buffers: '64MB', checkpoint_timeout: '15min',
    jit: 'off', random_page_cost: '1.1', timezone: 'UTC', log_timezone: 'UTC', cluster_name: 'coshop',
    logging_collector: 'on', log_directory: 'log', log_filename: 'postgresql-%a.log', log_rotation_age: '1d', log_rotation_size: '0', log_truncate_on_rotation: 'on',
  };
  return Object.entries(settings).map(([name, value]) => `${name} = '${value}'\n`).join('');
}

async function adoptOrStart(place: Place, options: PostgresOptions): Promise<{ running: Running; adopted: boolean }> {
  for (let attempt = 0; attempt < START_ATTEMPTS; attempt++) {
    const found = findRunning(place.directory);
    if (found !== undefined && await becomesReady(found, () => isAlive(found.pid))) return { running: found, adopted: true };
    const socketDir = socketFolder(place);
    const child = spawnServer(place, { ...options, socketDir });
    if (await becomesReady({ pid: child.pid ?? 0, socketDir }, () => child.exitCode === null && child.signalCode === null)) {
      const running = findRunning(place.directory);
      if (running !== undefined) return { running, adopted: running.pid !== child.pid };
    }
    await pause(RETRY_MS); // Another process may be starting it, or the last one's children are still leaving.
  }
  const log = join(place.directory, 'start.log');
  throw new PostgresUnavailable(`PostgreSQL did not start. The end of ${log}:\n${existsSync(log) ? readFileSync(log, 'utf8').split('\n').slice(-12).join('\n') : ''}`);
}

function spawnServer({ directory, account }: Place, options: PostgresOptions & { socketDir: string }): ChildProcess {
  const made = Number(readFileSync(join(directory, 'PG_VERSION'), 'utf8'));
  const binaries = findBinaries({ binDir: options.binDir, major: made, account });
  const unsafe = options.fsync === false ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' } : {};
  const settings = { ...unsafe, ...options.settings, listen_addresses: '', unix_socket_directories: options.socketDir, port: String(PORT) };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const log = openSync(join(directory, 'start.log'), 'a');
  try {
    // Detached: Ctrl-C must reach us alone, and a killed server must not take the database with it.
    const child = spawn(join(binaries.folder, 'postgres'), ['-D', directory, ...flags], {
      ...account, detached: true, stdio: ['ignore', log, log], cwd: '/', env: environment(directory),
    });
    child.on('error', () => undefined); // Shows as an exit; the loop reports it.
    child.unref();
    return child;
  } finally {
    closeSync(log);
  }
}

async function removeCluster(directory: string): Promise<void> {
  await stopServer(directory, 'immediate');
  rmSync(directory, { recursive: true, force: true });
}

/** The cluster's own folder, or a short one in /tmp where the path would exceed what a socket address can hold. */
function socketFolder({ directory, account }: Place): string {
  if (Buffer.byteLength(join(directory, `.s.PGSQL.${PORT}`)) <= SOCKET_PATH_LIMIT) return directory;
  const folder = join('/tmp', `coshop-${createHash('sha256').update(directory).digest('hex').slice(0, 16)}`);
  const uid = account?.uid ?? process.getuid?.();
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const before = lstatSync(folder);
  if (account !== undefined && before.uid === process.getuid?.()) chownSync(folder, account.uid, account.gid);
  const { uid: owner, mode } = lstatSync(folder);
  if (before.isDirectory() && owner === uid && (mode & 0o077) === 0) return folder;
  throw new PostgresUnavailable(`${folder} is in the way: it should be a folder of the database's user. Remove it, or set DATA_DIR to a shorter path.`);
}

function environment(home: string): NodeJS.ProcessEnv {
  return { PATH: '/usr/local/bin:/usr/bin:/bin', HOME: home, LC_ALL: 'C', TZ: 'UTC' };
}
