/** The assembled app as a process of its own, as `npm start` runs it but on a given database and without front ends: `node worker.ts DATABASE_URL [SIMULATOR_PORT]`. */
import { createApp, makeModules } from '#app/app.ts';
import { loadConfig } from '#infra/config.ts';
import { makeLogger } from '#infra/log.ts';
import { makeInfra } from '#infra/make-infra.ts';
import { assert } from '#kernel/assert.ts';
import { makeGatekeeper } from '#modules/identity/index.ts';
import { LOST } from './life.ts';

/** No gateway listens at this port. */
const NOBODY = '1';

/** What a worker tells its parent once it serves. */
export interface Message { readonly origin: string; readonly node: number }

async function main([url, simulatorPort = NOBODY]: readonly string[]): Promise<void> {
  assert(url !== undefined, 'a worker is given its database');
  const env = { SECRET_KEY: '5e'.repeat(32), LOG_LEVEL: 'fatal', POOL_SIZE: '8', RATE_LIMIT_PER_MINUTE: '1000000', SIMULATOR_PORT: simulatorPort, DATABASE_URL: url };
  const config = loadConfig({ env, args: [], cwd: '/' });
  // As in start.ts a process that lost its node number ends.
  const infra = await makeInfra({ config, url, log: makeLogger({ level: config.logLevel, name: 'worker' }), lost: () => process.exit(LOST) });
  const app = await createApp(infra, makeModules(infra).modules, { gatekeeper: makeGatekeeper(infra) });
  const origin = await app.http.listen({ port: 0, host: '127.0.0.1' });
  await app.start();
  process.send?.({ origin, node: infra.ids.node } satisfies Message);
}

// A worker never outlives its test.
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
await main(process.argv.slice(2));
