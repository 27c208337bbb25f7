/**
 * The assembled app as a process that dies where a test wants it to: `node worker.ts DATABASE_URL [POINT …]`. It tells its parent the address it
 * listens on. A point is `WHO TYPE WHEN`: a subscriber and the type of event that sets it off, or the name of a sweep's unit of work and `-`.
 * The points stand around the assembled modules, never in them.
 */
import { createApp, makeModules } from '#app/app.ts';
import { loadConfig } from '#infra/config.ts';
import type { Ctx } from '#infra/context.ts';
import type { Infra } from '#infra/infra.ts';
import { makeLogger } from '#infra/log.ts';
import { makeInfra } from '#infra/make-infra.ts';
import type { Module, Subscriber } from '#infra/module.ts';
import { assert } from '#kernel/assert.ts';
import { makeGatekeeper } from '#modules/identity/index.ts';

/**
 * When a point strikes: before anything is written the effect waits for ever (`held`) or the process dies (`before`); after the writes and
 * before COMMIT the process dies (`inside`) or the database drops its every connection, once a point (`severed`); just after COMMIT it dies (`committed`).
 */
const WHENS = ['held', 'before', 'inside', 'severed', 'committed'] as const;
interface Point { readonly who: string; readonly type: string; readonly when: (typeof WHENS)[number] }

/** What a worker tells its parent. */
export type Message = { readonly origin: string } | { readonly severed: true };

function pointOf(text: string): Point {
  const [who, type, word] = text.split(' ');
  const when = WHENS.find((one) => one === word);
  assert(who !== undefined && type !== undefined && when !== undefined, `"${text}" is a point`);
  return { who, type, when };
}

const tell = (message: Message): void => void process.send?.(message);

/** kill -9: nothing runs after this, no rollback is sent, no socket is closed by us. */
function die(): void {
  process.kill(process.pid, 'SIGKILL');
}

const severed = new Set<Point>();
/** The database ends all connections of this process, that of the running transaction last. */
async function sever(ctx: Ctx, point: Point): Promise<void> {
  if (severed.has(point)) return;
  severed.add(point);
  tell({ severed: true });
  await ctx.tx.run(`select pg_terminate_backend(b.pid) from (
    select pid from pg_stat_activity where datname = current_database() and application_name like 'coshop%' order by pid = pg_backend_pid()) as b`);
}

async function strikeBefore({ when }: Point): Promise<void> {
  if (when === 'before') die();
  if (when === 'held') await new Promise(() => undefined);
}

async function strikeInside(point: Point, ctx: Ctx): Promise<void> {
  if (point.when === 'inside') die();
  if (point.when === 'severed') await sever(ctx, point);
}

/** The subscriber with its points around the effect; its COMMIT is known by what another connection sees. */
function besetSubscriber(subscriber: Subscriber, points: readonly Point[], infra: Infra): Subscriber {
  const { name } = subscriber;
  const dieOnceCommitted = async (position: bigint): Promise<void> => {
    while (!(await infra.sql.maybe('select 1 from infra.subscriber where name = $1 and position >= $2', [name, position])));
    die();
  };
  return {
    ...subscriber,
    async apply(ctx, events) {
      const struck = points.filter(({ who, type }) => who === name && events.some((event) => event.type === type));
      for (const point of struck) await strikeBefore(point);
      await subscriber.apply(ctx, events);
      for (const point of struck) await strikeInside(point, ctx);
      if (struck.some(({ when }) => when === 'committed')) void dieOnceCommitted(events.at(-1)?.position ?? 0n);
    },
  };
}

/** The infra that modules are made with: its units of work carry the points of sweeps. */
function besetInfra(infra: Infra, points: readonly Point[]): Infra {
  return {
    ...infra,
    async unit(origin, work) {
      const struck = points.filter(({ who, type }) => who === origin.requestId && type === '-');
      const result = await infra.unit(origin, async (ctx) => {
        for (const point of struck) await strikeBefore(point);
        const value = await work(ctx);
        for (const point of struck) await strikeInside(point, ctx);
        return value;
      });
      if (struck.some(({ when }) => when === 'committed')) die();
      return result;
    },
  };
}

async function main([url, ...texts]: readonly string[]): Promise<void> {
  assert(url !== undefined, 'a worker is given its database');
  const points = texts.map(pointOf);
  // Nobody answers at port 1: the outside world is away.
  const env = { SECRET_KEY: '5e'.repeat(32), LOG_LEVEL: 'fatal', POOL_SIZE: '8', RATE_LIMIT_PER_MINUTE: '1000000', SIMULATOR_PORT: '1', DATABASE_URL: url };
  const config = loadConfig({ env, args: [], cwd: '/' });
  const lost = (error: Error): void => {
    throw error;
  };
  const infra = await makeInfra({ config, url, log: makeLogger({ level: config.logLevel, name: 'worker' }), lost });
  const beset = besetInfra(infra, points);
  const modules = makeModules(beset).modules.map((module): Module =>
    ({ ...module, ...(module.subscribers ? { subscribers: module.subscribers.map((subscriber) => besetSubscriber(subscriber, points, infra)) } : {}) }));
  const app = await createApp(beset, modules, { gatekeeper: makeGatekeeper(beset) });
  const origin = await app.http.listen({ port: 0, host: '127.0.0.1' });
  await app.start();
  tell({ origin });
}

// A worker never outlives its test.
process.on('disconnect', die);
await main(process.argv.slice(2));
