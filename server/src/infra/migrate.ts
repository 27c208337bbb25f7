/**
 * Forward-only migrations: plain SQL files NNNN_name.sql, in number order, each in its own transaction, one process at a time.
 * What was applied is recorded with a checksum, so that an edited or vanished file is refused and never half true.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { isUnavailable } from './outage.ts';

export const MIGRATIONS = fileURLToPath(new URL('../../migrations', import.meta.url));

export interface Migration {
  readonly number: number;
  readonly name: string;
  readonly sql: string;
  readonly checksum: string;
}

/** The database cannot be brought to this program's schema; the message names the file and the way out. */
export class MigrationRefused extends Error {
  override readonly name = 'MigrationRefused';
}

const LOCK = 7_267_001n; // Any number that no other advisory lock uses.

/** Applies what is missing to the database of `url`, up to the number `last`, and returns the names of the files applied. Throws MigrationRefused. */
export async function migrate(url: string, folder: string = MIGRATIONS, last = Infinity): Promise<readonly string[]> {
  const migrations = readMigrations(folder).filter(({ number }) => number <= last);
  const client = new pg.Client({ connectionString: url, application_name: 'coshop migrate' });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK]);
    await client.query('create schema if not exists migration');
    await client.query('create table if not exists migration.applied (number int primary key, name text not null, checksum text not null)');
    const { rows } = await client.query<Omit<Migration, 'sql'>>('select number, name, checksum from migration.applied order by number');
    const missing = decideMissing(migrations, rows);
    for (const migration of missing) await apply(client, migration);
    return missing.map(({ name }) => name);
  } finally {
    await client.end(); // Ends the session, and with it the lock.
  }
}

/** The migration files of a folder in number order. Throws MigrationRefused on a wrong or doubled number. */
export function readMigrations(folder: string = MIGRATIONS): readonly Migration[] {
  const migrations = readdirSync(folder).filter((name) => name.endsWith('.sql')).sort().map((name): Migration => {
    const number = /^(\d{4})_[a-z0-9_]+\.sql$/.exec(name)?.[1];
    if (number === undefined) throw new MigrationRefused(`${name}: a migration is called NNNN_name.sql`);
    const sql = readFileSync(join(folder, name), 'utf8').replaceAll('\r\n', '\n');
    return { number: Number(number), name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
  });
  const doubled = migrations.find(({ number }, index) => migrations[index + 1]?.number === number);
  if (doubled) throw new MigrationRefused(`${doubled.name}: its number is used twice`);
  return migrations;
}

/** What of `migrations` is still to be applied. Throws MigrationRefused when the past differs from what was applied. */
export function decideMissing(migrations: readonly Migration[], applied: readonly Omit<Migration, 'sql'>[]): readonly Migration[] {
  for (const past of applied) {
    const file = migrations.find(({ number }) => number === past.number);
    if (file === undefined) throw new MigrationRefused(`The database has migration ${past.name}, which this program does not know: it belongs to a newer release. Start that one.`);
    if (file.checksum !== past.checksum) {
      throw new MigrationRefused(
        `${file.name} was changed after it had been applied to this database. Restore the file and put the change into a new one ` +
          '(in development: begin with an empty DATA_DIR).',
      );
    }
  }
  const last = applied.at(-1)?.number ?? -1;
  const missing = migrations.filter(({ number }) => !applied.some((past) => past.number === number));
  const late = missing.find(({ number }) => number < last);
  if (late) throw new MigrationRefused(`${late.name} comes before migrations that this database already has: give it the next free number (in development: begin with an empty DATA_DIR).`);
  return missing;
}

async function apply(client: pg.Client, { number, name, sql, checksum }: Migration): Promise<void> {
  await client.query('begin');
  try {
    await client.query(sql);
    await client.query('insert into migration.applied (number, name, checksum) values ($1, $2, $3)', [number, name, checksum]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    // A full disk is no fault of the migration: who migrates says so in its own words.
    throw isUnavailable(error) ? error : new MigrationRefused(`${name} failed: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}
