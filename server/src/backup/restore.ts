/**
 * `npm run coshop -- restore PATH --data-dir FOLDER`: makes a shop of a backup. Every byte is checked before anything is written; the rows come in
 * in one transaction that reads them all again before it commits; and a mark in the folder says until the very end that it is no shop.
 */
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync, createReadStream } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { createZstdDecompress } from 'node:zlib';
import type pg from 'pg';
import { DiskUnusable, diskTrouble, refuseUnusable } from '#infra/disk.ts';
import { freeAll, migrateJobs } from '#infra/jobs.ts';
import { decideMissing, migrate, MIGRATIONS, MigrationRefused, readMigrations } from '#infra/migrate.ts';
import { explainOutage, isUnavailable } from '#infra/outage.ts';
import { findPostgres } from '#infra/postgres.ts';
import { completePartitions } from '#infra/sequencer.ts';
import type { Say } from './backup.ts';
import { type Backup, BackupRefused, LAST_BACKUP, type Manifest, printOfKey, readBackup, type TableData, tableFile, UNFINISHED } from './format.ts';
import { type Environment, type Place, placeOf, type Reached, startEmbedded } from './place.ts';
import { emptyTables, exportRows, importRows, listSequences, listTables, openClient, setSequence } from './tables.ts';

const USAGE = 'Usage: npm run coshop -- restore PATH --data-dir FOLDER';
/** What a disk of its own may hold before anything is written to it. */
const NOTHING: readonly string[] = ['lost+found'];

/** The command. Returns the exit code; throws BackupRefused and what making a database throws. */
export async function restore(args: readonly string[], env: Environment): Promise<number> {
  const { path, dataDir = env['DATA_DIR'] } = readArgs(args);
  if (path === undefined || dataDir === undefined) throw new BackupRefused(USAGE);
  const place = placeOf(env, dataDir);
  await restoreBackup(place, resolve(place.cwd, path), (line) => process.stdout.write(`${line}\n`));
  return 0;
}

function readArgs(args: readonly string[]): { path: string | undefined; dataDir: string | undefined } {
  try {
    const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: { 'data-dir': { type: 'string' }, live: { type: 'boolean' } } });
    return { path: positionals.length === 1 ? positionals[0] : undefined, dataDir: values['data-dir'] };
  } catch (error) {
    throw new BackupRefused(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`, { cause: error });
  }
}

/** Restores the backup in `folder` at an empty place. When that fails, the place is left as empty as it was. */
export async function restoreBackup(place: Place, folder: string, say: Say): Promise<void> {
  say(`Checking ${folder} …`);
  const backup = await readBackup(folder);
  const { manifest } = backup;
  refuseForeign(manifest, place);
  await takeFolder(place, backup, say);
  try {
    copyFiles(backup, place);
    const reached: Reached = place.databaseUrl === undefined ? await startEmbedded(place) : { url: place.databaseUrl, release: async () => undefined };
    try {
      await fillDatabase(reached.url, backup, { place, say });
    } finally {
      await reached.release();
    }
    rmSync(join(place.dataDir, UNFINISHED));
  } catch (error) {
    const said = isUnavailable(error) ? new DiskUnusable(explain(place, error), { cause: error }) : error;
    await clear(place);
    throw said;
  }
  say(`The ${manifest.mode} shop of ${manifest.takenAt} is whole in ${place.dataDir}. Start it with DATA_DIR=${place.dataDir} npm start${manifest.mode === 'live' ? ' -- --live' : ''}`);
  if (!backup.files.includes('secret-key') && place.secretKey === undefined) say('Give it the SECRET_KEY of the shop: it is not in the backup.');
}

function explain(place: Place, error: unknown): string {
  return `${diskTrouble(place.dataDir) ?? explainOutage(place, error)} Nothing was restored.`;
}

/** Refuses a backup of a newer release, one whose schema this program would make otherwise, and the key of another shop. */
function refuseForeign(manifest: Manifest, { secretKey }: Place): void {
  try {
    decideMissing(readMigrations(), manifest.migrations);
  } catch (error) {
    if (!(error instanceof MigrationRefused)) throw error;
    throw new BackupRefused(`The backup was made by CoShop ${manifest.program}, whose tables this program cannot make: restore it with that release. (${error.message})`, { cause: error });
  }
  if (secretKey !== undefined && printOfKey(secretKey) !== manifest.keyPrint) {
    throw new BackupRefused('SECRET_KEY is not the key of this shop: what it encrypted could not be read. Give the right one, or unset it to restore all the same.');
  }
}

/** Makes sure that the folder is ours to fill, clears what an interrupted restore left there, and marks it as unfinished. */
async function takeFolder(place: Place, backup: Backup, say: Say): Promise<void> {
  const { dataDir } = place;
  if (existsSync(join(dataDir, UNFINISHED))) {
    say(`Clearing what an interrupted restore left in ${dataDir} …`);
    await clear(place);
  }
  const inside = existsSync(dataDir) ? readdirSync(dataDir).find((name) => !NOTHING.includes(name)) : undefined;
  if (inside !== undefined) throw new BackupRefused(`${dataDir} is not empty (${inside}), and a restore overwrites nothing. Name an empty folder.`);
  refuseUnusable(dataDir);
  mkdirSync(dataDir, { recursive: true });
  writeFileSync(join(dataDir, UNFINISHED), `${backup.folder}\n${backup.identity}\n`, { flush: true });
}

/** Removes everything from a folder that carries the mark; the mark goes last. */
async function clear({ dataDir, databaseUrl }: Place): Promise<void> {
  const postgres = databaseUrl === undefined ? findPostgres(dataDir) : undefined;
  if (postgres !== undefined) {
    await postgres.stop('immediate');
    rmSync(postgres.directory, { recursive: true, force: true });
  }
  for (const name of readdirSync(dataDir)) if (name !== UNFINISHED && !NOTHING.includes(name)) rmSync(join(dataDir, name), { recursive: true, force: true });
  rmSync(join(dataDir, UNFINISHED));
}

function copyFiles({ folder, files }: Backup, { dataDir }: Place): void {
  for (const file of files) {
    const to = join(dataDir, file);
    mkdirSync(dirname(to), { recursive: true });
    cpSync(join(folder, 'files', file), to);
  }
}

async function fillDatabase(url: string, backup: Backup, { place, say }: { place: Place; say: Say }): Promise<void> {
  const { migrations } = backup.manifest;
  const client = openClient(url, 'restore');
  client.on('error', () => undefined); // A server that goes away shows in the query that was running.
  await client.connect();
  try {
    await refuseBorn(client, place);
    say('Making the tables …');
    await migrate(url, MIGRATIONS, migrations.at(-1)?.number ?? 0);
    await migrateJobs(url);
    await client.query('begin');
    await loadAll(client, backup, say);
    await client.query('commit');
    await client.query('analyze');
  } finally {
    await client.end();
  }
}

/** A database is either unborn, so that no shop ever stood in it, or it is taken. Throws BackupRefused. */
async function refuseBorn(client: pg.Client, { databaseUrl }: Place): Promise<void> {
  const { rows: [state] } = await client.query<{ birth: string | null; infra: boolean }>(
    `select to_regclass('infra.birth')::text as birth, to_regnamespace('infra') is not null as infra`);
  const taken = state?.birth === null ? state.infra : (await client.query('select 1 from infra.birth')).rowCount !== 0;
  if (taken) throw new BackupRefused(`There is a shop in the database ${databaseUrl === undefined ? 'already' : 'of DATABASE_URL'}, and a restore overwrites nothing. Name an empty database.`);
}

/** Loads every table and reads it again, in one transaction: after it everything stands as it was, or nothing does. */
async function loadAll(client: pg.Client, { folder, manifest }: Backup, say: Say): Promise<void> {
  const targets = await listTables(client);
  refuseOtherTables(manifest, targets);
  await emptyTables(client, targets);
  const dataOf = new Map(manifest.tables.map((table) => [table.name, table]));
  // Parents come first; the log needs its partitions, which the sequencer's row knows.
  const ordered = targets.flatMap(({ name }) => dataOf.get(name) ?? []).sort((a, b) => Number(a.name === 'infra.event_log') - Number(b.name === 'infra.event_log'));
  for (const table of ordered) {
    if (table.name === 'infra.event_log') {
      const { rows: [log] } = await client.query<{ next: string }>('select next_partition::text as next from infra.sequencer where only_row');
      await completePartitions((statement) => client.query(statement), BigInt(log?.next ?? 0));
    }
    await importRows(client, table, [createReadStream(join(folder, tableFile(table.name))), createZstdDecompress()]);
  }
  const sequences = await listSequences(client);
  for (const [name, value] of Object.entries(manifest.sequences)) {
    if (!(name in sequences)) throw new BackupRefused(`The backup knows a sequence ${name}, which this program does not: restore it with CoShop ${manifest.program}.`);
    if (value !== null) await setSequence(client, name, value);
  }
  say(`  ${ordered.length} tables, ${ordered.reduce((sum, { rows }) => sum + rows, 0)} rows; reading them again …`);
  for (const table of ordered) {
    const { order = '' } = targets.find(({ name }) => name === table.name) ?? {};
    refuseDifference(table, await exportRows(client, { ...table, order }));
  }
  await freeAll((statement) => client.query(statement));
}

function refuseOtherTables({ tables, program }: Manifest, targets: readonly { name: string; columns: readonly string[] }[]): void {
  const advice = `restore it with CoShop ${program}, which made it`;
  for (const { name, columns } of tables) {
    const target = targets.find((one) => one.name === name);
    if (target === undefined) throw new BackupRefused(`The backup has a table ${name}, which this program does not know: ${advice}.`);
    const column = columns.find((one) => !target.columns.includes(one));
    if (column !== undefined) throw new BackupRefused(`The table ${name} of the backup has a column ${column}, which this program does not know: ${advice}.`);
  }
  const missing = targets.find(({ name }) => !tables.some((table) => table.name === name));
  if (missing !== undefined) throw new BackupRefused(`The backup lacks the table ${missing.name}: ${advice}, or use another one.`);
}

function refuseDifference(expected: TableData, found: TableData): void {
  if (found.rows === expected.rows && found.sha256 === expected.sha256) return;
  throw new BackupRefused(`The rows of ${expected.name} are not what the backup says (${found.rows} rows for ${expected.rows}). Nothing was restored. Use another backup.`);
}

/** The note of the last backup at a place, if there is one. */
export function lastBackup(dataDir: string): { readonly at: string; readonly folder: string } | undefined {
  const path = join(dataDir, LAST_BACKUP);
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as { at: string; folder: string }) : undefined;
}
