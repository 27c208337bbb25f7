/**
 * `npm run coshop -- backup [PATH]`: one snapshot of all tables and the files beside the database, while the shop runs. Written under another name
 * and renamed when every byte is on the disk, so that what carries its name is whole.
 */
import { createHash } from 'node:crypto';
import { closeSync, createReadStream, createWriteStream, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createZstdCompress } from 'node:zlib';
import type pg from 'pg';
import { wallTime } from '#infra/clock.ts';
import { DiskUnusable, diskTrouble, isDiskError, sizeText } from '#infra/disk.ts';
import { decideMissing, readMigrations } from '#infra/migrate.ts';
import { BackupRefused, FORMAT, LAST_BACKUP, listFiles, MANIFEST, type Manifest, printOfKey, refuseUnfinished, SUMS, sumsText, type TableData, tableFile } from './format.ts';
import { DEMO_SECRET, type Environment, type Place, placeOf, reachDatabase, secretOf } from './place.ts';
import { exportRows, listSequences, listTables, lockTables, meter, openClient } from './tables.ts';

export type Say = (line: string) => void;

const PROGRESS_MS = 5_000;
const PRIVATE = { flags: 'wx', mode: 0o600, flush: true } as const;

/** The command. Returns the exit code; throws BackupRefused, DiskUnusable and what reaching the database throws. */
export async function backup(args: readonly string[], env: Environment): Promise<number> {
  const [path, ...rest] = args.filter((arg) => arg !== '--live');
  if (rest.length > 0 || path?.startsWith('-')) throw new BackupRefused('Usage: npm run coshop -- backup [PATH]');
  await makeBackup(placeOf(env), path, (line) => process.stdout.write(`${line}\n`));
  return 0;
}

/** Makes a backup of the shop at `path` (see USAGE in main.ts) and returns its folder. */
export async function makeBackup(place: Place, path: string | undefined, say: Say): Promise<string> {
  refuseUnfinished(place.dataDir);
  const at = wallTime();
  const folder = decideFolder(place, path, at);
  const half = `${folder}.part`;
  const reached = await reachDatabase(place);
  try {
    begin(half);
    try {
      const sums = await fill(half, { place, url: reached.url, at, say });
      writeFileSync(join(half, SUMS), sumsText(sums), PRIVATE);
      for (const inside of new Set([...sums.keys()].map(dirname))) flushFolder(join(half, inside));
      renameSync(half, folder);
      flushFolder(dirname(folder));
    } catch (error) {
      rmSync(half, { recursive: true, force: true });
      throw error;
    }
  } catch (error) {
    throw isDiskError(error) ? new DiskUnusable(`${diskTrouble(dirname(folder)) ?? String(error)} No backup was made.`, { cause: error }) : error;
  } finally {
    await reached.release();
  }
  remember(place, { folder, at }, say);
  say(`The backup is whole: ${folder}`);
  return folder;
}

function decideFolder({ cwd }: Place, path: string | undefined, at: Date): string {
  const name = `coshop-${at.toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-')}`;
  const given = resolve(cwd, path ?? name);
  const inFolder = path !== undefined && existsSync(given) && statSync(given).isDirectory() && !existsSync(join(given, SUMS));
  const folder = inFolder ? join(given, name) : given;
  if (existsSync(folder)) throw new BackupRefused(`${folder} exists, and a backup overwrites nothing. Give it another name.`);
  return folder;
}

function begin(half: string): void {
  mkdirSync(dirname(half), { recursive: true });
  try {
    mkdirSync(half, { mode: 0o700 });
  } catch (error) {
    if (!existsSync(half)) throw error;
    throw new BackupRefused(`${half} exists: another backup is being written there, or one was interrupted. In the latter case delete it.`);
  }
}

/** Writes everything but SHA256SUMS and returns the checksum of every file by its path. */
async function fill(half: string, input: { place: Place; url: string; at: Date; say: Say }): Promise<Map<string, string>> {
  const { place, url, at, say } = input;
  const client = openClient(url, 'backup');
  await client.connect();
  try {
    await client.query('begin isolation level repeatable read read only');
    const migrations = await readApplied(client);
    const { mode, postgres } = await readFacts(client);
    const secretKey = secretOf(place);
    if (secretKey === undefined) throw new BackupRefused('Set SECRET_KEY as for the shop: the backup notes which key its encrypted values need (and never the key itself).');
    const list = await listTables(client);
    await lockTables(client, list);
    say(`Backup of a ${mode} shop, as of ${at.toISOString()}: ${list.length} tables`);
    const { tables, sums } = await writeTables(client, half, { list, say });
    const manifest: Manifest = {
      format: FORMAT, program: programVersion(), postgres, takenAt: at.toISOString(), mode, keyPrint: printOfKey(secretKey), migrations, tables,
      sequences: await listSequences(client),
    };
    await client.query('commit');
    const files = filesOf(place, mode);
    say(`  ${files.length} files of ${place.dataDir}`);
    for (const file of files) sums.set(`files/${file}`, await copyWithSum(join(place.dataDir, file), join(half, 'files', file)));
    const text = `${JSON.stringify(manifest, null, 1)}\n`;
    writeFileSync(join(half, MANIFEST), text, PRIVATE);
    sums.set(MANIFEST, createHash('sha256').update(text).digest('hex'));
    sayOfKey(place, mode, say);
    return sums;
  } finally {
    await client.end();
  }
}

/** The migrations of the database, none of which may be unknown to this program. Throws MigrationRefused. */
async function readApplied(client: pg.Client): Promise<Manifest['migrations']> {
  const { rows: [found] } = await client.query<{ found: boolean }>(`select to_regclass('migration.applied') is not null and to_regclass('infra.birth') is not null as found`);
  if (!found?.found) throw new BackupRefused('There is no shop in this database.');
  const { rows } = await client.query<Manifest['migrations'][number]>('select number, name, checksum from migration.applied order by number');
  decideMissing(readMigrations(), rows);
  return rows;
}

async function readFacts(client: pg.Client): Promise<Pick<Manifest, 'mode' | 'postgres'>> {
  const { rows: [birth] } = await client.query<{ mode: Manifest['mode'] }>('select mode from infra.birth where only_row');
  if (birth === undefined) throw new BackupRefused('This database has never been started as a shop: there is nothing to back up.');
  const { rows: [server] } = await client.query<{ server_version: string }>('show server_version');
  return { mode: birth.mode, postgres: server?.server_version ?? '' };
}

async function writeTables(client: pg.Client, half: string, input: { list: Awaited<ReturnType<typeof listTables>>; say: Say }): Promise<{ tables: TableData[]; sums: Map<string, string> }> {
  const tables: TableData[] = [];
  const sums = new Map<string, string>();
  mkdirSync(join(half, 'tables'), { mode: 0o700 });
  let bytes = 0;
  let rows = 0;
  let told = performance.now();
  for (const table of input.list) {
    const packed = meter();
    const file = tableFile(table.name);
    const data = await exportRows(client, table, [createZstdCompress(), packed.through, createWriteStream(join(half, file), PRIVATE)]);
    const written = packed.read();
    tables.push(data);
    sums.set(file, written.sha256);
    bytes += written.bytes;
    rows += data.rows;
    if (performance.now() - told < PROGRESS_MS) continue;
    told = performance.now();
    input.say(`  ${tables.length} of ${input.list.length} tables, ${rows} rows`);
  }
  input.say(`  ${rows} rows in ${sizeText(bytes)}`);
  return { tables, sums };
}

/** The files of DATA_DIR that belong to the shop. A demo's own secret guards nothing but a demo; a SECRET_KEY never comes into a backup. */
function filesOf({ dataDir, secretKey }: Place, mode: Manifest['mode']): string[] {
  const inFolders = ['media', ...(mode === 'demo' ? ['simulators'] : [])].filter((name) => existsSync(join(dataDir, name)))
    .flatMap((name) => listFiles(join(dataDir, name)).map((file) => join(name, file)));
  // A picture being uploaded has no row in this snapshot.
  return [...inFolders.filter((file) => !file.endsWith('.part')), ...(mode === 'demo' && secretKey === undefined ? [DEMO_SECRET] : [])];
}

function sayOfKey({ secretKey }: Place, mode: Manifest['mode'], say: Say): void {
  if (mode === 'demo' && secretKey === undefined) say(`  The demo's own secret is among the files: whoever has this backup can sign in as anybody of the demo.`);
  else say('  SECRET_KEY is not in the backup. Keep it elsewhere: without it nobody of the staff can sign in after a restore.');
}

async function copyWithSum(from: string, to: string): Promise<string> {
  mkdirSync(dirname(to), { recursive: true, mode: 0o700 });
  const copied = meter();
  await pipeline(createReadStream(from), copied.through, createWriteStream(to, PRIVATE));
  return copied.read().sha256;
}

function programVersion(): string {
  const { version } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as { version: string };
  return version;
}

function flushFolder(folder: string): void {
  const handle = openSync(folder, 'r');
  fsyncSync(handle);
  closeSync(handle);
}

/** Notes the backup for `doctor`. A shop whose disk takes nothing any more has all the more reason to be backed up. */
function remember({ dataDir }: Place, made: { folder: string; at: Date }, say: Say): void {
  try {
    writeFileSync(join(dataDir, LAST_BACKUP), `${JSON.stringify({ at: made.at.toISOString(), folder: made.folder, name: basename(made.folder) })}\n`);
  } catch (error) {
    if (!isDiskError(error)) throw error;
    say(`  (${LAST_BACKUP} could not be written: ${diskTrouble(dataDir) ?? String(error)})`);
  }
}
