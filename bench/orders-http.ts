/**
 * Whole checkouts a second over HTTP: the real server process with everything it runs in production (guards, sessions, rate limit, subscribers, sweeps,
 * jobs), a durable database and the driver share the machine. A checkout is three requests, one after the other, of a buyer who is signed in:
 *   POST /api/checkouts · POST /api/checkouts/:id/payments · POST /api/payments/demo/notify, signed as the demo's gateway signs.
 * Baseline: the same requests to a Fastify that answers constants, from the same driver, in the same run, in turns. What the events of a run still have
 * to do when its last answer is out is waited for and reported (`drainMs`), since it is work that the run has left behind.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { text } from 'node:stream/consumers';
import type { Infra } from '../server/src/infra/infra.ts';
import { benchCluster, type BenchCluster } from './cluster.ts';
import { cpuTimes, processUs } from './cpu.ts';
import type { DriverReport, DriverTask } from './http-driver.ts';
import { type Mall, openMall } from './mall.ts';
import { type BenchResult, median, round } from './result.ts';

export interface OrdersHttpOptions {
  /** Buyers at once; the first is what `value` tells. */
  readonly clients?: readonly number[];
  readonly seconds?: number;
  readonly pairs?: number;
}

export const SKUS = 200;
export const PORT = 3_880;
const CONSTANT_PORT = 3_890;
export const SECRET = '0'.repeat(64);
const START_LIMIT_MS = 30_000;
const DRAIN_LIMIT_MS = 120_000;
const fileOf = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

async function untilHealthy(child: ChildProcess): Promise<void> {
  const limit = performance.now() + START_LIMIT_MS;
  for (;;) {
    if (await fetch(`http://127.0.0.1:${PORT}/health`).then((answer) => answer.ok, () => false)) return;
    if (child.exitCode !== null || performance.now() > limit) throw new Error('the server did not start');
    await new Promise((resume) => setTimeout(resume, 50));
  }
}

/** The server as `npm start` runs it, on the bench's database; only the rate limit is raised. */
export async function startServer(cluster: BenchCluster): Promise<ChildProcess> {
  const child = spawn(process.execPath, [fileOf('../server/src/main.ts')], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DATABASE_URL: cluster.url, DATA_DIR: cluster.dataDir, PORT: String(PORT), SECRET_KEY: SECRET, RATE_LIMIT_PER_MINUTE: '1000000000' },
  });
  await untilHealthy(child);
  return child;
}

async function startConstant(): Promise<ChildProcess> {
  const child = spawn(process.execPath, [fileOf('http-constant.ts'), String(CONSTANT_PORT)], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  await new Promise<void>((done, fail) => child.once('message', () => done()).once('exit', () => fail(new Error('the constant server did not start'))));
  return child;
}

/** Ends a child and waits until it is gone. */
export async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = new Promise((done) => child.once('exit', done));
  child.kill('SIGTERM');
  await ended;
}

/** What a driver of its own process did. */
export async function drive(task: DriverTask): Promise<DriverReport> {
  const child = spawn(process.execPath, [fileOf('http-driver.ts')], { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.end(JSON.stringify(task));
  const report = await text(child.stdout);
  if (report === '') throw new Error('the driver failed');
  return JSON.parse(report) as DriverReport;
}

/** Events that some subscriber has not applied yet. */
async function leftToApply(infra: Infra): Promise<number> {
  const { left } = await infra.sql.one<{ left: number }>(
    `select ((select count(*) from infra.event_inbox) + (select coalesce(sum(q.position - s.position), 0) from infra.subscriber s, infra.sequencer q))::int as left`);
  return left;
}

/** Milliseconds until every subscriber has applied everything. */
export async function untilDrained(infra: Infra): Promise<number> {
  const begin = performance.now();
  while (await leftToApply(infra) > 0) {
    if (performance.now() - begin > DRAIN_LIMIT_MS) throw new Error('the subscribers did not catch up');
    await new Promise((resume) => setTimeout(resume, 20));
  }
  return performance.now() - begin;
}

interface Pair {
  readonly app: DriverReport;
  readonly constant: DriverReport;
  readonly lag: number;
  readonly drainMs: number;
  /** Microseconds of CPU a checkout, what was drained afterwards included. */
  readonly serverUs: number;
  readonly postgresUs: number;
  /** The same of the server that answers constants. */
  readonly constantUs: number;
}

interface Stage { readonly cluster: BenchCluster; readonly server: ChildProcess; readonly constant: ChildProcess; readonly mall: Mall; readonly seconds: number }

async function runPair({ cluster, server, constant: baseline, mall, seconds }: Stage): Promise<Pair> {
  const task = { ...mall, secret: SECRET, seconds };
  const idle = await processUs(baseline.pid ?? 0);
  const constant = await drive({ ...task, port: CONSTANT_PORT });
  const constantUs = (await processUs(baseline.pid ?? 0) - idle) / constant.checkouts;
  const used = async (): Promise<[number, number]> => [await processUs(server.pid ?? 0), (await cpuTimes(cluster.directory)).postgresUs];
  const [serverBefore, postgresBefore] = await used();
  const app = await drive({ ...task, port: PORT });
  const lag = await leftToApply(cluster.infra);
  const drainMs = await untilDrained(cluster.infra);
  const [serverAfter, postgresAfter] = await used();
  return { app, constant, lag, drainMs, serverUs: (serverAfter - serverBefore) / app.checkouts, postgresUs: (postgresAfter - postgresBefore) / app.checkouts, constantUs };
}

function summary(clients: number, pairs: readonly Pair[]) {
  const rate = ({ checkouts, seconds }: DriverReport): number => checkouts / seconds;
  const middle = (pick: (pair: Pair) => number): number => round(median(pairs.map(pick)));
  const [value, baseline] = [middle(({ app }) => rate(app)), middle(({ constant }) => rate(constant))];
  return {
    clients, value, baseline, ratio: round(value / baseline), app: pairs.map(({ app }) => round(rate(app))), constant: pairs.map(({ constant }) => round(rate(constant))),
    p50Ms: middle(({ app }) => app.p50), p99Ms: middle(({ app }) => app.p99), eventsLeft: middle(({ lag }) => lag), drainMs: middle(({ drainMs }) => drainMs),
    cpuUsPerCheckout: { server: middle(({ serverUs }) => serverUs), postgres: middle(({ postgresUs }) => postgresUs), driver: middle(({ app }) => app.cpuUs / app.checkouts), constant: middle(({ constantUs }) => constantUs) },
  };
}

/** Whole checkouts a second at each number of buyers; `value` tells the first. */
export async function ordersHttp(options: OrdersHttpOptions = {}): Promise<BenchResult> {
  const { clients = [32, 256], seconds = 3, pairs = 5 } = options;
  const cluster = await benchCluster();
  const children: ChildProcess[] = [];
  try {
    const mall = await openMall(cluster.infra, { skus: SKUS, buyers: Math.max(...clients) });
    const constant = await startConstant();
    children.push(constant);
    const server = await startServer(cluster);
    children.push(server);
    const cases: ReturnType<typeof summary>[] = [];
    for (const count of clients) {
      const run = { cluster, server, constant, mall: { ...mall, buyers: mall.buyers.slice(0, count) }, seconds };
      await runPair({ ...run, seconds: 2 });
      const measured: Pair[] = [];
      for (let pair = 0; pair < pairs; pair++) measured.push(await runPair(run));
      cases.push(summary(count, measured));
    }
    const [first] = cases;
    if (!first) throw new Error('there is a number of clients');
    return { name: 'orders-http', value: first.value, unit: 'checkouts/s', baseline: first.baseline, ratio: first.ratio, detail: { skus: SKUS, requestsPerCheckout: 3, seconds, cases } };
  } finally {
    for (const child of children) await stop(child);
    await cluster.close();
  }
}
