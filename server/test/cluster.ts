/**
 * One database server for a whole test run, in a folder of its own, so that runs beside each other never meet. It is started by the first
 * test file that asks for a database (`#test/database.ts`), not here: a run of pure tests pays nothing. Here it is named and, at the end, removed.
 */
import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findPostgres } from '#infra/postgres.ts';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The folder of this run's database server. */
    testCluster: string;
    /** A server to use instead: an address whose user may create databases. */
    testDatabaseUrl: string;
  }
}

const PREFIX = 'coshop-test-';

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await removeAbandoned();
  const folder = mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`));
  chmodSync(folder, 0o711); // mkdtemp gives 0700; as root the server runs as another user, who must get through.
  project.provide('testCluster', folder);
  project.provide('testDatabaseUrl', process.env['TEST_DATABASE_URL'] ?? '');
  return () => remove(folder);
}

async function remove(folder: string): Promise<void> {
  const postgres = findPostgres(folder);
  await postgres?.stop('immediate');
  if (postgres) rmSync(postgres.directory, { recursive: true, force: true });
  rmSync(folder, { recursive: true, force: true });
}

/** A run that was killed leaves its server behind; the next run of the same user ends it. */
async function removeAbandoned(): Promise<void> {
  for (const name of readdirSync(tmpdir())) {
    const pid = new RegExp(`^${PREFIX}(\\d+)-`).exec(name)?.[1];
    if (pid === undefined || isAlive(Number(pid))) continue;
    try {
      await remove(join(tmpdir(), name));
    } catch (error) {
      console.warn(`${name} of an earlier test run could not be removed:`, error);
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
