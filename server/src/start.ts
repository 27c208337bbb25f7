/** Starts the deployable: database, migrations, modules, demo history, HTTP; drains and stops in reverse on SIGINT or SIGTERM. */
import { type ChildProcess, spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createApp, makeModules } from '#app/app.ts';
import { seedDemo } from '#app/demo/seed.ts';
import { DEMO_ACCOUNTS } from '#app/demo/accounts.ts';
import { demoSecret } from '#app/demo/secret.ts';
import { demoWechatFolder, demoWechatPay } from '#app/demo/wechat-pay.ts';
import { liveLines, openLive } from '#app/live.ts';
import { refuseUnfinished } from '#app/backup/format.ts';
import { type Config, ConfigError, loadConfig } from '#infra/config.ts';
import { refuseUnusable } from '#infra/disk.ts';
import { makeGatekeeper } from '#modules/identity/index.ts';
import type { Infra } from '#infra/infra.ts';
import { migrateJobs } from '#infra/jobs.ts';
import { type Logger, makeLogger } from '#infra/log.ts';
import { makeInfra } from '#infra/make-infra.ts';
import { migrate } from '#infra/migrate.ts';
import { serveMetrics } from '#infra/operations.ts';
import { explainOutage, isUnavailable, Outage } from '#infra/outage.ts';
import { refuseBusyPorts } from '#infra/ports.ts';
import { type Postgres, startPostgres, stopUnlessShared } from '#infra/postgres.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const DRAIN_LIMIT_MS = 15_000;
/** For parts that wait for a database that is gone. */
const LOST_LIMIT_MS = 3_000;

type Environment = Readonly<Record<string, string | undefined>>;

/** Whether the database was born in this mode; a newborn one is marked. A demo never becomes live, nor the other way round. */
async function claimBirth(infra: Infra): Promise<void> {
  const { mode } = infra.config;
  await infra.sql.run('insert into infra.birth (mode, at) values ($1, $2) on conflict (only_row) do nothing', [mode, infra.clock.wall()]);
  const born = await infra.sql.one<{ mode: string }>('select mode from infra.birth where only_row');
  if (born.mode !== mode) throw new ConfigError([`this database was born ${born.mode} and stays so: start it ${born.mode === 'live' ? 'with' : 'without'} --live, or give another DATA_DIR or DATABASE_URL`]);
}

function startSimulators(config: Config, secret: string): ChildProcess {
  return spawn(process.execPath, [resolve(ROOT, 'simulators/src/main.ts')], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: {
      ...process.env, SIMULATOR_PORT: String(config.simulatorPort), SERVER_URL: `http://127.0.0.1:${config.port}`, SIMULATOR_SECRET: secret, SIMULATOR_DATA: resolve(config.dataDir, 'simulators'),
      PAY_BASE: config.publicUrl, WECHAT_IDENTITY: demoWechatFolder(config.dataDir),
    },
  });
}

function demoLines(config: Config): string[] {
  const url = config.publicUrl;
  return [
    '', '  CoShop is running (demo: simulated payment, no real money)', '',
    `  Storefront   ${url}/`, `  Console      ${url}/console/`, `  API          ${url}/api/docs`, `  SMS inbox    ${url}/demo/inbox`,
    `  Metrics      http://127.0.0.1:${config.metricsPort}/metrics`, '',
    `  Members sign in with a phone and the password ${DEMO_ACCOUNTS.memberPassword}:`,
    ...DEMO_ACCOUNTS.members.map(({ phone, what }) => `    ${phone}   ${what}`),
    `  Staff sign in at the console with the password ${DEMO_ACCOUNTS.staffPassword} (the page shows the one-time code):`,
    ...DEMO_ACCOUNTS.staff.map(({ name, what }) => `    ${name.padEnd(14)}${what}`), '',
    '  Ctrl-C stops.', '',
  ];
}

/** Resolves with the signal that asks the process to stop, or with the error that forces it to. */
function untilStopped(): { signal: Promise<string>; fail: (error: Error) => void } {
  let fail: (error: Error) => void = () => undefined;
  const signal = new Promise<string>((done, reject) => {
    fail = reject;
    process.once('SIGINT', () => done('SIGINT'));
    process.once('SIGTERM', () => done('SIGTERM'));
  });
  return { signal, fail };
}

/** Without its database the process must end; what an operator has to mend is told at once, for closing may take its time. */
function explain(error: Error, { config, log }: { config: Config; log: Logger }): Error {
  const told = isUnavailable(error) ? new Outage(explainOutage(config, error), { cause: error }) : error;
  log.fatal({ error }, told.message);
  return told;
}

/** Runs the server until it is asked to stop; returns the exit code. */
export async function startServer(args: readonly string[], env: Environment): Promise<number> {
  const loaded = loadConfig({ env, args, cwd: env['INIT_CWD'] ?? process.cwd() });
  refuseUnfinished(loaded.dataDir);
  refuseUnusable(loaded.dataDir);
  await refuseBusyPorts(loaded);
  const config: Config = { ...loaded, secretKey: loaded.secretKey ?? demoSecret(loaded.dataDir), wechatPay: loaded.mode === 'demo' ? demoWechatPay(loaded) : loaded.wechatPay };
  const log = makeLogger({ level: config.logLevel, name: 'coshop' });
  const stopping = untilStopped();
  const opened: (() => Promise<void>)[] = [];
  try {
    const postgres: Postgres | undefined = config.databaseUrl === undefined ? await startPostgres({ dataDir: config.dataDir, binDir: env['PG_BIN_DIR'], log }) : undefined;
    if (postgres) opened.push(() => stopUnlessShared(postgres));
    const url = config.databaseUrl ?? postgres?.url ?? '';
    await migrate(url);
    await migrateJobs(url);
    const infra = await makeInfra({ config, url, log, lost: (error) => stopping.fail(explain(error, { config, log })) });
    opened.push(() => infra.close());
    await claimBirth(infra);
    const assembly = makeModules(infra);
    const app = await createApp(infra, assembly.modules, { gatekeeper: makeGatekeeper(infra), frontEnds: { storefront: resolve(ROOT, 'storefront/dist/build/h5'), console: resolve(ROOT, 'console/dist') } });
    opened.push(() => app.close());
    if (config.mode === 'demo') {
      const child = startSimulators(config, config.secretKey ?? '');
      opened.push(async () => void child.kill('SIGTERM'));
      await seedDemo(app, (line) => process.stdout.write(`  ${line}\n`));
    }
    const link = config.mode === 'live' ? await openLive(infra) : undefined;
    const metrics = await serveMetrics(infra);
    opened.push(async () => void metrics.close());
    await app.http.listen({ port: config.port, host: config.host });
    await app.start();
    process.stdout.write(`${(config.mode === 'live' ? liveLines(config, link) : demoLines(config)).join('\n')}\n`);
    await stopping.signal;
    return await closeAll(opened, { log, limitMs: DRAIN_LIMIT_MS }) ? 0 : 1;
  } catch (error) {
    // Whatever made it end is told by whoever called; nothing that hangs may keep it from that.
    await closeAll(opened, { log, limitMs: LOST_LIMIT_MS });
    throw error;
  }
}

/** Closes in reverse order; whether all was closed within the limit. */
async function closeAll(opened: readonly (() => Promise<void>)[], { log, limitMs }: { log: Logger; limitMs: number }): Promise<boolean> {
  const close = async (): Promise<boolean> => {
    for (const one of opened.toReversed()) await one().catch((error: unknown) => log.error({ error }, 'a part did not stop cleanly'));
    return true;
  };
  return Promise.race([close(), new Promise<boolean>((resolve) => {
    setTimeout(() => resolve(false), limitMs).unref();
  })]);
}
