/** A day of the stage's mall lived by processes that die: whoever dies is followed by a fresh process, as a supervisor would, until the day is done. */
import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, vi } from 'vitest';
import { makeClock } from '#infra/clock.ts';
import { demoNotification } from '#infra/demo-gateway.ts';
import type { Sql } from '#infra/sql.ts';
import { assert } from '#kernel/assert.ts';
import { instantOf, NOON_MS } from '#kernel/day.ts';
import { TEST_SECRET_KEY } from '#test/app.ts';
import type { Copy, Stage } from './stage.ts';
import type { Message } from './worker.ts';

const WORKER = fileURLToPath(new URL('worker.ts', import.meta.url));
/** Many processes load the same code: they share it compiled, as those of `npm start` do. */
const CACHED = `data:text/javascript,import module from 'node:module'; module.enableCompileCache(${JSON.stringify(fileURLToPath(new URL('../../../node_modules/.cache/node', import.meta.url)))})`;
/** Waiting is polling; a wait that ends here has failed. */
const WAIT = { interval: 25, timeout: 60_000 };

/** One process, from its start to its death. */
interface Life {
  readonly child: ChildProcess;
  /** Where it listens; never, when it dies before. */
  readonly origin: Promise<string>;
  /** Resolves with the signal that ended it, null when it ended by itself. */
  readonly ended: Promise<NodeJS.Signals | null>;
  /** How often a point has cut its connections. */
  severed: number;
}

function startLife(url: string, points: readonly string[]): Life {
  const child = fork(WORKER, [url, ...points], { execArgv: ['--import', CACHED], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const origin = Promise.withResolvers<string>();
  const life: Life = {
    child, origin: origin.promise, severed: 0,
    ended: new Promise((resolve) => child.once('exit', (_code, signal) => resolve(signal))),
  };
  child.on('message', (message: Message) => {
    if ('origin' in message) origin.resolve(message.origin);
    else life.severed += 1;
  });
  return life;
}

export interface Run {
  readonly sql: Sql;
  readonly copy: Copy;
  /** What stood in the database when a process was dead, a death each. */
  readonly deaths: Record<string, number | string>[];
  /** How often the database cut the connections of a process. */
  severed(): number;
  /** kill -9 from outside; resolves once the successor has been started. */
  kill(): Promise<void>;
  close(): Promise<void>;
  /** Sends until it is answered well, whichever process answers; or, when sending twice is refused, until the query `done` finds that it was heard. */
  insist(request: { token?: string; path: string; body: string; headers?: Record<string, string>; done?: string }): Promise<unknown>;
}

/** Starts the first process on a copy of the stage. Each process has its own points, those after the last none. A process may only ever die of kill -9. */
export async function startRun(stage: Stage, options: { points: readonly (readonly string[])[]; look: (sql: Sql) => Promise<Record<string, number | string>> }): Promise<Run> {
  const copy = await stage.copy();
  const { sql } = copy.database;
  const deaths: Run['deaths'] = [];
  const lives: Life[] = [];
  let closing = false;
  const live = async (): Promise<void> => {
    const life = startLife(copy.url, options.points[lives.length] ?? []);
    lives.push(life);
    if ((await life.ended) !== 'SIGKILL' || closing) return;
    deaths.push(await options.look(sql));
    following = live();
  };
  let following = live();
  const current = (): Life => {
    const life = lives.at(-1);
    assert(life && life.child.exitCode === null, 'a process lives, or was killed and is followed by another');
    return life;
  };
  const originOf = async (life: Life): Promise<string> => {
    const origin = await Promise.race([life.origin, life.ended]);
    assert(origin !== null && origin.startsWith('http'), 'it died before it listened');
    return origin;
  };
  return {
    sql, copy, deaths,
    severed: () => lives.reduce((sum, life) => sum + life.severed, 0),
    async kill() {
      const [life, dying] = [current(), following];
      life.child.kill('SIGKILL');
      await dying;
    },
    async insist({ token, path, body, headers, done }) {
      return vi.waitFor(async () => {
        if (done !== undefined && (await sql.rows(done)).length > 0) return undefined;
        const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` };
        const response = await fetch(`${await originOf(current())}${path}`, { method: 'POST', body, headers: { 'content-type': 'application/json', ...authorization, ...headers } });
        const answer: unknown = await response.json();
        assert(response.ok, `${path} answers ${response.status} ${JSON.stringify(answer)}`);
        return answer;
      }, WAIT);
    },
    async close() {
      closing = true;
      const life = lives.at(-1);
      life?.child.kill('SIGKILL');
      await life?.ended;
      await following;
      await copy.close();
    },
  };
}

/** Waits for the first look at which `query` finds a row. */
export async function until({ sql }: Run, query: string): Promise<void> {
  await vi.waitFor(async () => expect(await sql.rows(query), query).not.toEqual([]), WAIT);
}

/** Waits until everything committed has been applied by every subscriber, in one look. */
const untilQuiet = (run: Run): Promise<void> => until(run,
  `select 1 where not exists (select 1 from infra.event_inbox)
     and not exists (select 1 from infra.subscriber s, infra.sequencer q where s.position < q.position or s.state <> 'running')`);

/**
 * The day: the buyer pays (the gateway tells until it is answered), both fulfillers ship, he confirms both orders, noon comes, and after it the friend
 * confirms his. `afterPayment` runs when the gateway has its answer.
 */
export async function liveTheDay(run: Run, stage: Stage, afterPayment: () => Promise<void> = async () => undefined): Promise<void> {
  const { buyer, friend, shippers, day } = stage;
  const clock = await makeClock(run.sql);
  const attempt = await run.insist({ token: buyer.token, path: `/api/checkouts/${buyer.checkoutId}/payments`, body: '{"channel":"demo"}' });
  const { attemptId } = attempt as { attemptId: string };
  await run.insist({ path: '/api/payments/demo/notify', ...demoNotification(TEST_SECRET_KEY, { attemptId, transactionId: `NUMBER${attemptId}`, amountFen: buyer.totalFen }, clock.wall()) });
  await afterPayment();
  await untilQuiet(run);
  const ship = (desk: 'supplier' | 'console', orderId: string): Promise<unknown> => run.insist({
    token: desk === 'supplier' ? shippers.supplier : shippers.platform, path: `/api/${desk}/orders/${orderId}/ship`, body: `{"carrier":"sf","trackingNumber":"SF${orderId}"}`,
    done: `select 1 from orders.orders where id = ${orderId} and state = 'shipped'`,
  });
  await ship('supplier', buyer.packageId);
  await ship('console', buyer.teaId);
  await run.insist({ token: buyer.token, path: `/api/me/orders/${buyer.packageId}/confirm`, body: '{}' });
  await run.insist({ token: buyer.token, path: `/api/me/orders/${buyer.teaId}/confirm`, body: '{}' });
  await untilQuiet(run);
  await clock.advance(instantOf(day, NOON_MS).getTime() - clock.now().getTime());
  await until(run, `select 1 from airdrop.day where day = ${day}`);
  await untilQuiet(run);
  await run.insist({ token: friend.token, path: `/api/me/orders/${friend.orderId}/confirm`, body: '{}' });
  await untilQuiet(run);
}
