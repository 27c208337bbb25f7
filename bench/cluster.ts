/** A throw-away database server with durable commits (fsync on), migrated, for one benchmark. */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '../server/src/infra/postgres.ts';
import { loadConfig } from '../server/src/infra/config.ts';
import { makeInfra } from '../server/src/infra/make-infra.ts';
import type { Infra } from '../server/src/infra/infra.ts';
import { migrateJobs } from '../server/src/infra/jobs.ts';
import { makeLogger } from '../server/src/infra/log.ts';
import { migrate } from '../server/src/infra/migrate.ts';

export interface BenchCluster {
  readonly url: string;
  readonly dataDir: string;
  /** The folder of the cluster, where its postmaster.pid lies. */
  readonly directory: string;
  readonly infra: Infra;
  close(): Promise<void>;
}

/** Starts a cluster in a temporary folder; checkpoints are rare, as in POSTGRES §2, everything else is the product's default. */
export async function benchCluster(env: Readonly<Record<string, string>> = {}, settings: Readonly<Record<string, string>> = {}): Promise<BenchCluster> {
  const dataDir = await mkdtemp(join(tmpdir(), 'coshop-bench-'));
  // As root the database runs as another user, who must be able to enter the folder.
  await chmod(dataDir, 0o711);
  const log = makeLogger({ level: 'error', name: 'bench' });
  const server = await startPostgres({ dataDir, log, settings: { shared_buffers: '2GB', max_wal_size: '16GB', checkpoint_timeout: '30min', ...settings } });
  await migrate(server.url);
  await migrateJobs(server.url);
  const config = loadConfig({ env: { DATA_DIR: dataDir, RATE_LIMIT_PER_MINUTE: '1000000000', SMS_PROOF_OF_WORK: '0', ...env }, args: [], cwd: dataDir });
  const infra = await makeInfra({ config: { ...config, secretKey: '0'.repeat(64) }, url: server.url, log, lost: (error) => { throw error; } });
  return {
    url: server.url, dataDir, directory: server.directory, infra,
    async close() {
      await infra.close();
      await server.stop();
      await rm(dataDir, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
    },
  };
}
