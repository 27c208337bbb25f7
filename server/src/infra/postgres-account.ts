/**
 * Who runs PostgreSQL and where its files lie. PostgreSQL refuses to run as root, so root hands it to an unprivileged user; where that
 * user cannot enter DATA_DIR (root's home, a 0700 folder), the cluster lies under SHARED_HOMES and a pointer file in DATA_DIR says where.
 */
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, realpathSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** An operator must act before the program can start; the message says what to do. */
export class PostgresUnavailable extends Error {
  override readonly name = 'PostgresUnavailable';
}

/** The user that the server processes run as; undefined stands for the user of this process. */
export type Account = { readonly uid: number; readonly gid: number } | undefined;

/** Where the cluster is or shall be. `pointer` is the file to write once it exists outside DATA_DIR. */
export interface Place {
  readonly directory: string;
  readonly account: Account;
  readonly pointer?: string;
}

const ORIGIN = 'coshop-origin';
const ACCOUNTS = ['postgres', 'nobody'] as const;
const SHARED_HOMES = ['/var/lib/coshop', '/var/tmp/coshop'] as const;

/** Decides where the cluster of `dataDir` lies and who runs it. Throws PostgresUnavailable when no answer can work. */
export function placeCluster(dataDir: string): Place {
  const { inside, pointer } = paths(dataDir);
  const existing = findCluster(dataDir);
  if (process.getuid?.() !== 0) return { directory: existing ?? inside, account: undefined };
  if (existing !== undefined) return { directory: existing, account: ownerOf(existing) };
  const account = unprivileged();
  if (canEnter(dataDir, account)) return { directory: inside, account };
  return { directory: join(sharedHome(account), `data-${randomBytes(6).toString('hex')}`), account, pointer };
}

/** The folder of the cluster that exists for `dataDir`. Throws PostgresUnavailable when its pointer leads nowhere. */
export function findCluster(dataDir: string): string | undefined {
  const { inside, pointer } = paths(dataDir);
  if (existsSync(pointer)) return pointed(pointer);
  return existsSync(join(inside, 'PG_VERSION')) ? inside : undefined;
}

function paths(dataDir: string): { inside: string; pointer: string } {
  return { inside: join(dataDir, 'postgres'), pointer: join(dataDir, 'postgres.location') };
}

/** Whether every folder from the root down to `path` lets `account` through. */
export function canEnter(path: string, account: Account): boolean {
  if (account === undefined) return true;
  for (let at = realpathSync(path); ; at = dirname(at)) {
    const { uid, gid, mode } = statSync(at);
    const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) return false;
    if (at === dirname(at)) return true;
  }
}

/** A folder of ours, outside DATA_DIR, that `account` can enter. */
export function sharedHome(account: Account): string {
  for (const home of SHARED_HOMES) {
    try {
      mkdirSync(home, { recursive: true, mode: 0o755 });
      if (lstatSync(home).uid === process.getuid?.() && canEnter(home, account)) return home;
    } catch {
      continue; // A read-only file system is one more reason to try the next.
    }
  }
  throw new PostgresUnavailable(
    `PostgreSQL cannot run as root, and its user can enter neither DATA_DIR nor ${SHARED_HOMES.join(' nor ')}.\n` +
      'Set DATA_DIR to a folder below one that every user may enter, run as an ordinary user, or set DATABASE_URL to a server of your own.',
  );
}

/** Remembers in DATA_DIR that its cluster lies elsewhere, and there whose it is. */
export function writePointer({ pointer, directory }: Place): void {
  if (pointer === undefined) return;
  writeFileSync(join(directory, ORIGIN), `${pointer}\n`, { flush: true });
  writeFileSync(pointer, `${directory}\n`, { flush: true });
}

/** Clusters beside `directory` whose DATA_DIR was in the system's folder for temporary files and is gone. Others are never touched. */
export function listAbandoned(directory: string): readonly string[] {
  return readdirSync(dirname(directory)).map((name) => join(dirname(directory), name)).filter((other) => {
    if (!existsSync(join(other, ORIGIN))) return false;
    const origin = readFileSync(join(other, ORIGIN), 'utf8').trim();
    return origin.startsWith(`${tmpdir()}/`) && !existsSync(origin);
  });
}

function pointed(pointer: string): string {
  const directory = readFileSync(pointer, 'utf8').trim();
  if (existsSync(join(directory, 'PG_VERSION'))) return directory;
  throw new PostgresUnavailable(
    `${pointer} says that the database lies in ${directory}, where there is none.\n` +
      'Put that folder back, or delete the file to begin with an empty database.',
  );
}

function ownerOf(directory: string): Account {
  const { uid, gid } = statSync(directory);
  if (uid === 0) throw new PostgresUnavailable(`${directory} belongs to root, and PostgreSQL cannot run as root: chown -R it to another user.`);
  const account = { uid, gid };
  if (canEnter(directory, account)) return account;
  throw new PostgresUnavailable(`${directory} belongs to user ${uid}, who cannot enter it: chmod a+x the folders above it.`);
}

function unprivileged(): { readonly uid: number; readonly gid: number } {
  for (const name of ACCOUNTS) {
    const [uid, gid] = ['-u', '-g'].map((flag) => Number(spawnSync('id', [flag, name], { encoding: 'utf8' }).stdout || Number.NaN));
    if (uid !== undefined && gid !== undefined && uid > 0 && gid > 0) return { uid, gid };
  }
  throw new PostgresUnavailable('PostgreSQL cannot run as root, and there is neither a user postgres nor a user nobody. Run as an ordinary user, or set DATABASE_URL.');
}
