/**
 * From the commit of a unit of work to the committed effect of `engine`, under a steady load of paid and confirmed orders and with the loops that a
 * process runs. Baseline: the same moments of a subscriber that does nothing, so the sequencer's part and the wake-ups. Positions are read
 * every 2 ms from outside, as an operator would; then a backlog is committed at once and its end is awaited.
 */
import type { Infra } from '../server/src/infra/infra.ts';
import type { Subscriber } from '../server/src/infra/module.ts';
import { ENGINE_EVENTS } from '../server/src/modules/rewards/batch.ts';
import { engine } from '../server/src/modules/rewards/jobs.ts';
import { commitEvents, type Completed, confirmedEvents, type Mall, openMall, ORIGIN, paidEvents } from './chains.ts';
import { benchCluster } from './cluster.ts';
import { type BenchResult, median, round } from './result.ts';

const RATES = [500, 1_000, 2_000];
const SECONDS = 6;
/** What arrives within so many ms is one unit of work, as a lane makes it. */
const TICK_MS = 10;
const BACKLOG = 8_000;
const BACKLOG_EVENT = 100;
const PROBE_MS = 2;

const idle: Subscriber = { name: 'bench-idle', types: ENGINE_EVENTS, money: false, apply: async () => undefined };

interface Committed { readonly at: number; readonly orderId: string }
interface Seen { readonly at: number; readonly engine: bigint; readonly idle: bigint }

/** Reads how far both subscribers are until told to stop. */
function watchPositions(infra: Infra): { stop(): Promise<Seen[]> } {
  const seen: Seen[] = [];
  let stopped = false;
  const loop = async (): Promise<void> => {
    while (!stopped) {
      const states = new Map((await infra.sql.rows<{ name: string; position: bigint }>('select name, position from infra.subscriber')).map((row) => [row.name, row.position]));
      seen.push({ at: performance.now(), engine: states.get('engine') ?? 0n, idle: states.get(idle.name) ?? 0n });
      await new Promise((resolve) => setTimeout(resolve, PROBE_MS));
    }
  };
  const done = loop();
  return {
    async stop() {
      stopped = true;
      await done;
      return seen;
    },
  };
}

async function caughtUp(infra: Infra): Promise<void> {
  for (;;) {
    const { behind, stopped } = await infra.sql.one<{ behind: boolean; stopped: boolean }>(
      `select exists (select 1 from infra.event_inbox) or (select min(s.position) from infra.subscriber s) < (select position from infra.sequencer) as behind,
         exists (select 1 from infra.subscriber where state = 'stopped') as stopped`);
    if (stopped) throw new Error('a subscriber has stopped');
    if (!behind) return;
    await new Promise((resolve) => setTimeout(resolve, PROBE_MS));
  }
}

/** Commits `rate` payments a second and the confirmations of those committed before; returns when each unit of work was committed. */
async function load(mall: Mall, rate: number): Promise<Committed[]> {
  const committed: Committed[] = [];
  const units: Promise<void>[] = [];
  /** Orders whose payment is committed: units of work overlap, and a confirmation may not overtake its payment. */
  let paid: Completed[] = [];
  const begin = performance.now();
  for (let made = 0; performance.now() - begin < SECONDS * 1_000;) {
    const due = Math.floor(((performance.now() - begin) / 1_000) * rate) - made;
    if (due > 0) {
      made += due;
      const orders = mall.orders(due);
      const events = [...paidEvents(orders, due), ...confirmedEvents(paid, Math.max(paid.length, 1))];
      paid = [];
      const orderId = orders[0]?.paid.orderId ?? '';
      units.push(mall.infra.unit(ORIGIN, async (ctx) => events.forEach((event) => ctx.emit(event))).then(() => {
        committed.push({ at: performance.now(), orderId });
        paid.push(...orders);
      }));
    }
    await new Promise((resolve) => setTimeout(resolve, TICK_MS));
  }
  await Promise.all(units);
  return committed;
}

const percentile = (sorted: readonly number[], part: number): number => round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN);
function spread(lags: readonly number[]) {
  const sorted = lags.toSorted((a, b) => a - b);
  return { p50Ms: percentile(sorted, 0.5), p99Ms: percentile(sorted, 0.99), maxMs: percentile(sorted, 1) };
}

/** The lags of all units of work: from commit to the first look that found the position of its event passed. */
async function lagsOf(infra: Infra, committed: readonly Committed[], seen: readonly Seen[]): Promise<{ engine: number[]; idle: number[] }> {
  const rows = await infra.sql.rows<{ position: bigint; orderId: string }>(
    `select position, payload -> 'orders' -> 0 ->> 'orderId' as "orderId" from infra.event_log where type = 'orders.paid' and payload -> 'orders' -> 0 ->> 'orderId' = any($1::text[])`,
    [committed.map(({ orderId }) => orderId)]);
  const positions = new Map(rows.map((row) => [row.orderId, row.position]));
  const lag = (who: 'engine' | 'idle') => committed.map(({ at, orderId }) => {
    const position = positions.get(orderId) ?? 0n;
    const look = seen.find((one) => one[who] >= position);
    if (!look) throw new Error('every event was applied');
    // The first look may begin before the commit has been reported to its caller.
    return Math.max(look.at - at, 0);
  });
  return { engine: lag('engine'), idle: lag('idle') };
}

async function steady(mall: Mall, rate: number) {
  const watch = watchPositions(mall.infra);
  const begin = performance.now();
  const committed = await load(mall, rate);
  const offered = performance.now();
  await caughtUp(mall.infra);
  const caughtUpMs = performance.now() - offered;
  // The watcher must see the last position too.
  await new Promise((resolve) => setTimeout(resolve, 10 * PROBE_MS));
  const lags = await lagsOf(mall.infra, committed, await watch.stop());
  return { ordersPerSecond: rate, seconds: round((offered - begin) / 1_000), engine: spread(lags.engine), idle: spread(lags.idle), caughtUpMs: round(caughtUpMs) };
}

/** Commits a backlog at once and waits until it is applied. */
async function backlog(mall: Mall) {
  const orders = mall.orders(BACKLOG);
  await commitEvents(mall.infra, paidEvents(orders, BACKLOG_EVENT));
  await caughtUp(mall.infra);
  const begin = performance.now();
  await commitEvents(mall.infra, confirmedEvents(orders, BACKLOG_EVENT));
  const committedMs = performance.now() - begin;
  await caughtUp(mall.infra);
  const ms = performance.now() - begin;
  return { orders: BACKLOG, committedMs: round(committedMs), caughtUpMs: round(ms), ordersPerSecond: round((BACKLOG / ms) * 1_000) };
}

/** Value: p99 ms from commit to the effect of `engine` at 1,000 orders a second; baseline: to that of a subscriber that does nothing. */
export async function engineLag(): Promise<BenchResult> {
  const cluster = await benchCluster();
  try {
    const mall = await openMall(cluster.infra, 23);
    await cluster.infra.events.register([engine(true), idle]);
    await cluster.infra.events.start();
    await steady(mall, 200);
    const cases: Awaited<ReturnType<typeof steady>>[] = [];
    for (const rate of RATES) cases.push(await steady(mall, rate));
    const runs = [await backlog(mall), await backlog(mall), await backlog(mall)];
    const middle = cases[1];
    if (!middle) throw new Error('there are rates');
    const { engine: { p99Ms: value }, idle: { p99Ms: baseline } } = middle;
    return {
      name: 'engine-lag', value, unit: 'ms', baseline, ratio: round(baseline / value),
      detail: { cases, backlog: { runs, ordersPerSecond: median(runs.map((run) => run.ordersPerSecond)) } },
    };
  } finally {
    await cluster.close();
  }
}
