/** A PostgreSQL server as a process of the system: found by its postmaster.pid, asked whether it answers, stopped. */
import { readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { PostgresUnavailable } from './postgres-account.ts';

export interface Running {
  readonly pid: number;
  readonly socketDir: string;
}

export const ROLE = 'coshop';
export const PORT = 5432;
const POLL_MS = 20;
const STOP_TIMEOUT_MS = 60_000;
const READY_TIMEOUT_MS = 600_000; // Crash recovery of a large database takes minutes.

/** The server of `directory` as its postmaster.pid tells, when that process lives. */
export function findRunning(directory: string): Running | undefined {
  const file = join(directory, 'postmaster.pid');
  const lines = readIfThere(file)?.split('\n');
  if (lines === undefined) return undefined;
  const pid = Number(lines[0]);
  const socketDir = lines[4];
  if (!Number.isInteger(pid) || pid <= 0 || !isAlive(pid)) return undefined; // PostgreSQL itself cleans up after a dead one.
  if (isServerOf(pid, directory)) return socketDir === undefined || socketDir === '' ? undefined : { pid, socketDir };
  // After a reboot the number may belong to another program, which PostgreSQL would take for a running server.
  rmSync(file);
  return undefined;
}

/** A server that ends takes its file away at any moment, also between a look and the reading. */
function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (sqlState(error) === 'ENOENT') return undefined;
    throw error;
  }
}

export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return sqlState(error) === 'EPERM';
  }
}

/** A postmaster works in its data directory; where that cannot be read, its name must do. */
function isServerOf(pid: number, directory: string): boolean {
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(directory);
  } catch {
    return spawnSync('ps', ['-o', 'comm=', '-p', String(pid)], { encoding: 'utf8' }).stdout.includes('postgres');
  }
}

/** Waits while the server starts or recovers. False when it has ended instead. */
export async function becomesReady(server: Running, alive: () => boolean): Promise<boolean> {
  for (let waited = 0; waited < READY_TIMEOUT_MS; waited += POLL_MS) {
    if (await answers(server.socketDir)) return true;
    if (!alive()) return false;
    await pause(POLL_MS);
  }
  throw new PostgresUnavailable(`PostgreSQL (process ${server.pid}) has not become ready in ${READY_TIMEOUT_MS / 60_000} minutes.`);
}

const NOT_YET: readonly unknown[] = ['ENOENT', 'ECONNREFUSED', 'ECONNRESET', '57P03', '57P01', undefined];

async function answers(socketDir: string): Promise<boolean> {
  const client = new pg.Client({ host: socketDir, port: PORT, user: ROLE, database: 'postgres' });
  client.on('error', () => undefined); // A server that stops meanwhile shows in the next try.
  try {
    await client.connect();
    await client.end();
    return true;
  } catch (error) {
    if (sqlState(error) === '53300') return true; // Too many connections: it lives.
    if (NOT_YET.includes(sqlState(error))) return false;
    throw error;
  }
}

/** Ends the server of `directory`, if it runs, and waits until it has ended. */
export async function stopServer(directory: string, how: 'fast' | 'immediate' = 'fast'): Promise<void> {
  const running = findRunning(directory);
  if (running === undefined) return;
  process.kill(running.pid, how === 'fast' ? 'SIGINT' : 'SIGQUIT');
  for (let waited = 0; waited < STOP_TIMEOUT_MS; waited += POLL_MS) {
    if (findRunning(directory)?.pid !== running.pid && !isAlive(running.pid)) return;
    await pause(POLL_MS);
  }
  throw new PostgresUnavailable(`PostgreSQL (process ${running.pid}) has not stopped in ${STOP_TIMEOUT_MS / 1000} s; its log is in ${directory}/log.`);
}

/** The SQLSTATE or the system's error code. */
export function sqlState(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
