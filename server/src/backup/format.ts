/**
 * What a backup is (docs/adr/0009): a folder with the rows of every table, the files of DATA_DIR that are no database, a manifest, and, written
 * last, SHA256SUMS over all of them. Where SHA256SUMS is missing or does not fit, there is no backup.
 */
import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { makeKeys } from '#infra/secrets.ts';

export const FORMAT = 1;
export const MANIFEST = 'manifest.json';
export const SUMS = 'SHA256SUMS';
/** In DATA_DIR from the first step of a restore to its last: what lies there is no shop. */
export const UNFINISHED = 'restore.unfinished';
/** In DATA_DIR: when and where the last backup was made. */
export const LAST_BACKUP = 'last-backup.json';

/** The backup, or the place for it, is not what it must be; the message says why and what to do. */
export class BackupRefused extends Error {
  override readonly name = 'BackupRefused';
}

export interface TableData {
  /** `schema.table`. */
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: number;
  /** Of the rows as COPY writes them, in the order of the primary key: the same again when a restored table is read. */
  readonly sha256: string;
}

export interface Manifest {
  readonly format: number;
  /** Version of the program that made it. */
  readonly program: string;
  readonly postgres: string;
  /** Wall time of the snapshot. */
  readonly takenAt: string;
  readonly mode: 'demo' | 'live';
  /** Tells whether a secret key is the shop's, and nothing else about it. */
  readonly keyPrint: string;
  readonly migrations: readonly { readonly number: number; readonly name: string; readonly checksum: string }[];
  readonly tables: readonly TableData[];
  /** Last values of sequences; null where none was drawn. */
  readonly sequences: Readonly<Record<string, string | null>>;
}

export interface Backup {
  readonly folder: string;
  readonly manifest: Manifest;
  /** Paths of the files of DATA_DIR, from the backup's folder `files`. */
  readonly files: readonly string[];
  /** Tells this backup from any other. */
  readonly identity: string;
}

/** The path of a table's rows in a backup. */
export function tableFile(name: string): string {
  return `tables/${name}.zst`;
}

/** 64 bits by which a secret key is recognised. */
export function printOfKey(secretKey: string): string {
  return makeKeys(secretKey, 'backup').mac('print').toString(16).padStart(16, '0');
}

/** The files below a folder, as sorted paths from it. */
export function listFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name))).sort();
}

/** SHA-256 of a file in hex, whatever its size. */
export async function sumFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

/** Reads a backup and checks every byte of it. Throws BackupRefused with the first thing that is wrong. */
export async function readBackup(folder: string): Promise<Backup> {
  if (!existsSync(folder)) throw new BackupRefused(`${folder} does not exist.`);
  if (!existsSync(join(folder, SUMS))) throw new BackupRefused(`${folder} is no backup, or one that was never finished: it has no ${SUMS}.`);
  const list = readFileSync(join(folder, SUMS), 'utf8');
  const sums = parseSums(list);
  const found = listFiles(folder).filter((path) => path !== SUMS);
  for (const path of sums.keys()) if (!found.includes(path)) throw damaged(folder, `${path} is missing`);
  for (const path of found) {
    const expected = sums.get(path);
    if (expected === undefined) throw damaged(folder, `${path} does not belong to it`);
    if ((await sumFile(join(folder, path))) !== expected) throw damaged(folder, `${path} was changed`);
  }
  const manifest = parseManifest(readFileSync(join(folder, MANIFEST), 'utf8'));
  const tables = new Set(manifest.tables.map(({ name }) => tableFile(name)));
  for (const path of tables) if (!sums.has(path)) throw damaged(folder, `${path} is missing`);
  const extra = found.find((path) => path !== MANIFEST && !tables.has(path) && !path.startsWith('files/'));
  if (extra !== undefined) throw damaged(folder, `${extra} does not belong to it`);
  return {
    folder, manifest, files: found.filter((path) => path.startsWith('files/')).map((path) => path.slice('files/'.length)),
    identity: createHash('sha256').update(list).digest('hex'),
  };
}

/** The text of SHA256SUMS, as `sha256sum` writes and checks it. */
export function sumsText(sums: ReadonlyMap<string, string>): string {
  return [...sums].map(([path, sum]) => `${sum}  ${path}\n`).join('');
}

function parseSums(text: string): Map<string, string> {
  const lines = text.split('\n');
  if (lines.pop() !== '') throw new BackupRefused(`${SUMS} of the backup is torn. Use another backup.`);
  return new Map(lines.map((line) => {
    const [, sum, path] = /^([0-9a-f]{64}) {2}(\S.*)$/.exec(line) ?? [];
    if (sum === undefined || path === undefined) throw new BackupRefused(`${SUMS} of the backup is damaged. Use another backup.`);
    return [path, sum];
  }));
}

function parseManifest(text: string): Manifest {
  // Its checksum has been verified: it is what a program of ours wrote.
  const manifest = JSON.parse(text) as Manifest;
  if (manifest.format !== FORMAT) {
    throw new BackupRefused(`The backup was made by CoShop ${manifest.program} in format ${manifest.format}, and this program reads format ${FORMAT}. Restore it with that release.`);
  }
  return manifest;
}

function damaged(folder: string, what: string): BackupRefused {
  return new BackupRefused(`The backup ${folder} is damaged: ${what}. Nothing was restored. Use another backup.`);
}

/** Throws BackupRefused when an interrupted restore lies in `dataDir`: that is no shop. */
export function refuseUnfinished(dataDir: string): void {
  const mark = join(dataDir, UNFINISHED);
  if (existsSync(mark)) {
    throw new BackupRefused(`A restore into ${dataDir} was interrupted, so there is no whole shop in it. Run the restore again, or delete the folder. (${mark} says so.)`);
  }
}
