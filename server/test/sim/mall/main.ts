/**
 * `npm run sim -- --seed N --events M` plays one history on a database server of its own and says what happened; the exit code is 0 when the mall and
 * its model agreed to the last atom. Without a seed it takes one from the hour and prints it.
 */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { makeLogger } from '#infra/log.ts';
import { startPostgres } from '#infra/postgres.ts';
import { testDatabase } from '#test/database.ts';
import { simulate } from './simulate.ts';

const { values } = parseArgs({ options: { seed: { type: 'string' }, events: { type: 'string', default: '100000' } } });
const seed = Number(values.seed ?? Math.floor(performance.timeOrigin) % 1_000_000_000);
const events = Number(values.events);
if (!Number.isSafeInteger(seed) || seed < 0 || !Number.isSafeInteger(events) || events < 1) {
  process.stderr.write('npm run sim -- --seed N --events M, both whole numbers\n');
  process.exit(1);
}

const dataDir = await mkdtemp(join(tmpdir(), 'coshop-sim-'));
// As root the database runs as another user, who must be able to enter the folder.
await chmod(dataDir, 0o711);
const settings = { shared_buffers: '512MB', max_wal_size: '8GB', checkpoint_timeout: '30min', logging_collector: 'off' };
const server = await startPostgres({ dataDir, fsync: false, settings, log: makeLogger({ level: 'silent', name: 'sim' }) });
let code = 0;
try {
  const db = await testDatabase(server.url);
  const say = (line: string): void => void process.stdout.write(`${String(Math.round(performance.now() / 1_000)).padStart(5)} s  ${line}\n`);
  say(`seed ${seed}, ${events} events`);
  say([...await simulate(db, { seed, events, say })].map(([name, count]) => `${name} ${count}`).join(', '));
  await db.close();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n${error instanceof Error && error.cause instanceof Error ? error.cause.stack : ''}\n`);
  code = 1;
} finally {
  await server.stop();
  await rm(dataDir, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
}
process.exit(code);
