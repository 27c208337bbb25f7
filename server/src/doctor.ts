/**
 * `npm run coshop -- doctor`: an operator in doubt gets a line for everything that must hold, and what to do where it does not. It changes nothing:
 * the database is read on one snapshot that refuses writes. An embedded database that does not run is started for the look and stopped again.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { makeModules } from '#app/app.ts';
import { UNFINISHED } from '#app/backup/format.ts';
import { placeOf, reachDatabase, secretOf } from '#app/backup/place.ts';
import { lastBackup } from '#app/backup/restore.ts';
import { type Check, doubtful, failed, fine, type Finding } from '#infra/check.ts';
import { infraChecks } from '#infra/checks.ts';
import { wallTime } from '#infra/clock.ts';
import { type Config, ConfigError, loadConfig } from '#infra/config.ts';
import { sqlOn } from '#infra/database.ts';
import { diskTrouble, sizeText, spaceOf } from '#infra/disk.ts';
import { makeLogger } from '#infra/log.ts';
import { makeInfra } from '#infra/make-infra.ts';
import { decideMissing, type Migration, readMigrations } from '#infra/migrate.ts';
import { findPostgres } from '#infra/postgres.ts';
import { OLDEST_MAJOR } from '#infra/postgres-binaries.ts';
import { type Sql, types } from '#infra/sql.ts';
import { DAY_MS } from '#kernel/day.ts';

type Environment = Readonly<Record<string, string | undefined>>;
export type Report = (name: string, finding: Finding) => void;

const NEEDED_NODE = 24;
const LITTLE = 2 ** 30;
const BACKUP_DAYS = 7;
const MARKS = { ok: 'ok     ', warning: 'warning', failed: 'FAILED ' } as const;

/** The command. Returns 1 when something failed, else 0. */
export async function doctor(args: readonly string[], env: Environment): Promise<number> {
  const counts = { ok: 0, warning: 0, failed: 0 };
  await examine(args, env, (name, { state, found, advice }) => {
    counts[state] += 1;
    process.stdout.write(`${MARKS[state]} ${name.padEnd(18)} ${found}${advice === undefined ? '' : `\n        → ${advice}`}\n`);
  });
  process.stdout.write(`\n${counts.ok} ok, ${counts.warning} warnings, ${counts.failed} failed\n`);
  return counts.failed === 0 ? 0 : 1;
}

/** Examines everything that can be reached, in the order in which one thing needs the other. */
export async function examine(args: readonly string[], env: Environment, report: Report): Promise<void> {
  const config = lookAtConfig(args, env, report);
  const [major] = process.versions.node.split('.');
  report('Node', Number(major) >= NEEDED_NODE ? fine(process.versions.node) : failed(`${process.versions.node}`, `Use Node ${NEEDED_NODE}: npm run coshop takes it by itself.`));
  if (config === undefined) return;
  report('disk', lookAtDisk(config));
  report('backup', lookAtBackup(config.dataDir));
  if (existsSync(join(config.dataDir, UNFINISHED))) {
    report('restore', failed(`an interrupted restore lies in ${config.dataDir}: there is no whole shop in it`, 'Run the restore again, or delete the folder.'));
    return;
  }
  await lookAtDatabase(config, env, report);
}

function lookAtConfig(args: readonly string[], env: Environment, report: Report): Config | undefined {
  try {
    const config = loadConfig({ env, args, cwd: env['INIT_CWD'] ?? process.cwd() });
    report('configuration', fine(`${config.mode}, in ${config.dataDir}`));
    return config;
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    report('configuration', failed(error.problems.join('; '), 'Set these variables right.'));
    return undefined;
  }
}

function lookAtDisk(config: Config): Finding {
  const folders = [config.dataDir, ...(config.databaseUrl === undefined ? [findPostgres(config.dataDir)?.directory ?? config.dataDir] : [])];
  for (const folder of folders) {
    const trouble = diskTrouble(folder);
    if (trouble !== undefined) return failed(trouble, 'Nothing can be sold until then.');
  }
  const { free, total } = folders.map(spaceOf).reduce((least, space) => (space.free < least.free ? space : least));
  const found = `${sizeText(free)} of ${sizeText(total)} are free`;
  return free < LITTLE ? doubtful(found, 'Make room: the shop stops when the disk is full.') : fine(found);
}

function lookAtBackup(dataDir: string): Finding {
  const last = lastBackup(dataDir);
  const advice = 'npm run coshop -- backup, and keep it on another machine.';
  if (last === undefined) return doubtful('none was made of this folder', advice);
  const days = Math.floor((wallTime().getTime() - new Date(last.at).getTime()) / DAY_MS);
  return days > BACKUP_DAYS ? doubtful(`the last one is ${days} days old (${last.folder})`, advice) : fine(`the last one is of ${last.at} (${last.folder})`);
}

async function lookAtDatabase(config: Config, env: Environment, report: Report): Promise<void> {
  const place = placeOf(env);
  const reached = await reachDatabase(place).catch((error: unknown) => {
    report('database', failed(String(error instanceof Error ? error.message : error), 'Nothing else could be examined.'));
  });
  if (reached === undefined) return;
  const client = new pg.Client({ connectionString: reached.url, types, application_name: 'coshop doctor', options: '-c TimeZone=UTC' });
  try {
    await client.connect();
    await client.query('begin isolation level repeatable read read only');
    const sql = sqlOn((query) => client.query(query));
    if (await lookAtSchema(sql, config, report)) await runChecks({ ...config, secretKey: secretOf(place) }, { url: reached.url, sql, report });
    await client.query('commit');
  } catch (error) {
    report('database', failed(error instanceof Error ? error.message : String(error), 'The rest could not be examined.'));
  } finally {
    await client.end();
    await reached.release();
  }
}

/** Whether the database is one that the checks understand. */
async function lookAtSchema(sql: Sql, config: Config, report: Report): Promise<boolean> {
  const { version } = await sql.one<{ version: string }>(`select current_setting('server_version') as version`);
  report('database', Number.parseInt(version, 10) >= OLDEST_MAJOR ? fine(`PostgreSQL ${version} answers`) : failed(`PostgreSQL ${version}`, `Use release ${OLDEST_MAJOR} or newer.`));
  const { found } = await sql.one<{ found: boolean }>(`select to_regclass('migration.applied') is not null and to_regclass('infra.birth') is not null as found`);
  const birth = found ? await sql.maybe<{ mode: string }>('select mode from infra.birth where only_row') : undefined;
  if (birth === undefined) {
    report('birth', failed('no shop has ever been started here', 'Start it, or restore a backup.'));
    return false;
  }
  report('birth', birth.mode === config.mode ? fine(`this is a ${birth.mode} shop`) : failed(`this is a ${birth.mode} shop, asked for as ${config.mode}`, `Run ${birth.mode === 'live' ? 'with' : 'without'} --live.`));
  const applied = await sql.rows<Migration>('select number, name, checksum from migration.applied order by number');
  try {
    const missing = decideMissing(readMigrations(), applied);
    report('migrations', missing.length === 0 ? fine(`${applied.length} applied, none changed`) : doubtful(`${missing.map(({ name }) => name).join(', ')} to come`, 'The next start applies them; make a backup before. The rest was not examined.'));
    if (missing.length > 0) return false;
  } catch (error) {
    report('migrations', failed(error instanceof Error ? error.message : String(error), 'The rest was not examined.'));
    return false;
  }
  return lookAtTables(sql, report);
}

/** Whether every table that the migrations make is there, with sound keys. */
async function lookAtTables(sql: Sql, report: Report): Promise<boolean> {
  const tables = readMigrations().flatMap((migration) => [...migration.sql.matchAll(/^create table (\w+\.\w+)/gm)].map(([, name]) => name ?? ''));
  const missing = await sql.rows<{ name: string }>('select name from unnest($1::text[]) as t (name) where to_regclass(name) is null', [tables]);
  const { unsound } = await sql.one<{ unsound: string | null }>(
    `select string_agg(name, ', ') as unsound from (
       select i.indexrelid::regclass::text as name from pg_index i where not i.indisvalid
       union all select k.conname::text from pg_constraint k where not k.convalidated) as broken`);
  if (missing.length === 0 && unsound === null) report('tables', fine(`${tables.length} are there, their keys are sound`));
  else report('tables', failed(`missing: ${missing.map(({ name }) => name).join(', ') || 'none'}; unsound: ${unsound ?? 'none'}`, 'Somebody changed the tables from outside. Restore the last backup.'));
  return missing.length === 0;
}

async function runChecks(config: Config, { url, sql, report }: { url: string; sql: Sql; report: Report }): Promise<void> {
  const infra = await makeInfra({ config, url, readOnly: true, log: makeLogger({ level: 'fatal', name: 'doctor' }), lost: () => undefined });
  try {
    const checks: Check[] = [...infraChecks(infra), ...makeModules(infra).modules.flatMap((module) => module.checks ?? [])];
    for (const check of checks) report(check.name, await check.run(sql));
  } finally {
    await infra.close();
  }
}
