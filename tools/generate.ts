/**
 * `npm run generate` writes everything that is made from sources and committed: the OpenAPI document, the client's types, the design tokens of
 * the front ends, the versions of the documents and docs/errors.md. The routes are only described by a running app, so it opens one on a database that is thrown away.
 */
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { loadConfig } from '../server/src/infra/config.ts';
import { migrateJobs } from '../server/src/infra/jobs.ts';
import { makeLogger } from '../server/src/infra/log.ts';
import { makeInfra } from '../server/src/infra/make-infra.ts';
import { migrate } from '../server/src/infra/migrate.ts';
import { startPostgres } from '../server/src/infra/postgres.ts';
import { MODULES } from '../server/src/modules.ts';
import { readProject, ROOT } from '../server/test/tidy/project.ts';
import { renderErrors } from '../server/test/tidy/refusals.ts';
import { renderDocuments } from './documents.ts';
import { renderApi } from './openapi.ts';
import { renderTokens } from './tokens.ts';

async function onScratchDatabase(): Promise<Readonly<Record<string, string>>> {
  const dataDir = mkdtempSync(join(tmpdir(), 'coshop-generate-'));
  chmodSync(dataDir, 0o711);
  const log = makeLogger({ level: 'warn', name: 'generate' });
  const postgres = await startPostgres({ dataDir, fsync: false, log });
  try {
    await migrate(postgres.url);
    await migrateJobs(postgres.url);
    const config = loadConfig({ env: { DATA_DIR: dataDir, SECRET_KEY: '0'.repeat(64) }, args: [], cwd: dataDir });
    const infra = await makeInfra({ config, url: postgres.url, log, lost: (error) => log.fatal({ error }, 'the node lease was lost') });
    try {
      return await renderApi(infra);
    } finally {
      await infra.close();
    }
  } finally {
    await postgres.stop('immediate');
    rmSync(postgres.directory, { recursive: true, force: true });
    rmSync(dataDir, { recursive: true, force: true });
  }
}

const files = { ...renderTokens(), ...renderDocuments(), 'docs/errors.md': renderErrors(readProject(MODULES)), ...await onScratchDatabase() };
for (const [path, text] of Object.entries(files)) {
  mkdirSync(dirname(join(ROOT, path)), { recursive: true });
  writeFileSync(join(ROOT, path), text);
  process.stdout.write(`${path}\n`);
}
process.exit(0);
