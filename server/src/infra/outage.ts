/**
 * Outages: the database or a disk cannot work just now, whatever was asked. A caller is told to try again, a subscriber waits instead of
 * taking its event for poison, and the log names what an operator must mend.
 */
import { isOutage } from './database.ts';
import { diskTrouble, isDiskError } from './disk.ts';
import { findPostgres } from './postgres.ts';

/** The process cannot go on; the message says why and what to do. */
export class Outage extends Error {
  override readonly name = 'Outage';
}

/** Whether nothing is wrong with what was asked: the database, or a disk of ours, cannot work just now. */
export function isUnavailable(error: unknown): boolean {
  // PostgreSQL reports a read-only file system as missing privilege (42501).
  return isOutage(error) || isDiskError(error) || (error instanceof Error && 'severity' in error && error.message.includes('Read-only file system'));
}

/** What is out of order and what to do, after an error that is an outage. */
export function explainOutage(where: { readonly dataDir: string; readonly databaseUrl: string | undefined }, error: unknown): string {
  const folders = [where.databaseUrl === undefined ? findPostgres(where.dataDir)?.directory : undefined, where.dataDir];
  const trouble = folders.flatMap((folder) => (folder === undefined ? [] : diskTrouble(folder) ?? []))[0];
  if (trouble !== undefined) return trouble;
  const said = error instanceof Error ? error.message : String(error);
  if (/No space left on device/.test(said)) return `The disk of the database server was full: ${said}. Make room on it.`;
  return `The database does not answer: ${said}.`;
}
