/** What backup and restore ask of the environment, and the database of a shop, whether it runs or not. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Config, loadConfig } from '#infra/config.ts';
import { makeLogger } from '#infra/log.ts';
import { findPostgres, startPostgres, stopUnlessShared } from '#infra/postgres.ts';
import { BackupRefused } from './format.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

export interface Place extends Pick<Config, 'dataDir' | 'databaseUrl'> {
  /** The folder that paths of the command line are relative to. */
  readonly cwd: string;
  /** SECRET_KEY; undefined when it is not set, as in most demos. */
  readonly secretKey: string | undefined;
  readonly binDir: string | undefined;
}

/** Where the shop lies. Only what says so is read: how it listens is of no matter here. Throws ConfigError. */
export function placeOf(env: Environment, dataDir: string | undefined = env['DATA_DIR']): Place {
  const cwd = env['INIT_CWD'] ?? process.cwd();
  const { DATABASE_URL, SECRET_KEY, PG_BIN_DIR } = env;
  const config = loadConfig({ env: { DATA_DIR: dataDir, DATABASE_URL, SECRET_KEY }, args: [], cwd });
  return { cwd, dataDir: config.dataDir, databaseUrl: config.databaseUrl, secretKey: config.secretKey, binDir: PG_BIN_DIR };
}

/** The file in which a demo keeps its own secret. */
export const DEMO_SECRET = 'secret-key';

/** The secret key of the shop as far as it is known here. */
export function secretOf({ dataDir, secretKey }: Pick<Place, 'dataDir' | 'secretKey'>): string | undefined {
  const kept = join(dataDir, DEMO_SECRET);
  return secretKey ?? (existsSync(kept) ? readFileSync(kept, 'utf8').trim() : undefined);
}

export interface Reached {
  readonly url: string;
  /** The folder of an embedded database. */
  readonly directory?: string;
  /** Leaves an embedded database as it was found: running for others, else stopped. */
  release(): Promise<void>;
}

/** Reaches the database of the shop, which must exist; an embedded one that does not run is started. Throws BackupRefused, PostgresUnavailable. */
export async function reachDatabase(place: Place): Promise<Reached> {
  if (place.databaseUrl !== undefined) return { url: place.databaseUrl, release: async () => undefined };
  if (findPostgres(place.dataDir) === undefined) throw new BackupRefused(`There is no shop in ${place.dataDir}. Set DATA_DIR to its folder, or DATABASE_URL to its database.`);
  return startEmbedded(place);
}

/** The embedded database of a folder, made when there is none. */
export async function startEmbedded({ dataDir, binDir }: Place): Promise<Required<Reached>> {
  const postgres = await startPostgres({ dataDir, binDir, log: makeLogger({ level: 'warn', name: 'coshop' }) });
  return { url: postgres.url, directory: postgres.directory, release: () => stopUnlessShared(postgres) };
}
