/**
 * Completed orders a second through the subscriber `engine`, their events already in the log: first their payments are frozen, then their
 * confirmations granted. Baseline: the same with one order an event and one event a transaction. Runs alternate; figures are medians.
 */
import { engine } from '../server/src/modules/rewards/jobs.ts';
import { commitEvents, type Completed, confirmedEvents, GRANTS_PER_ORDER, type Mall, openMall, paidEvents } from './chains.ts';
import { type BenchCluster, benchCluster } from './cluster.ts';
import { cpuTimes } from './cpu.ts';
import { type BenchResult, median, round } from './result.ts';

export interface RewardsOptions {
  readonly partners?: number;
  readonly orders?: number;
  readonly baselineOrders?: number;
  readonly pairs?: number;
}

/** What the sweep of confirmations puts into one event. */
const SWEPT = 500;
/** What the pay lane puts into one event under load. */
const PAID = 500;

interface Rate { readonly perSecond: number; readonly nodeUs: number; readonly postgresUs: number }

/** Puts events into the log, then times the engine alone. */
async function apply(cluster: BenchCluster, run: { events: Parameters<typeof commitEvents>[1]; orders: number; batchSize?: number }): Promise<Rate> {
  const { infra, directory } = cluster;
  const { events, orders, batchSize } = run;
  await infra.events.register([]);
  await commitEvents(infra, events);
  await infra.events.drain();
  await infra.events.register([{ ...engine(true), ...(batchSize === undefined ? {} : { batchSize }) }]);
  const before = await cpuTimes(directory);
  const begin = performance.now();
  await infra.events.drain();
  const seconds = (performance.now() - begin) / 1_000;
  const after = await cpuTimes(directory);
  return { perSecond: orders / seconds, nodeUs: (after.nodeUs - before.nodeUs) / orders, postgresUs: (after.postgresUs - before.postgresUs) / orders };
}

interface Applied { readonly paid: Rate; readonly confirmed: Rate }

/** Freezes and grants `orders`, in events of the given sizes. */
async function complete(cluster: BenchCluster, orders: readonly Completed[], sizes: { paid: number; confirmed: number; batchSize?: number }): Promise<Applied> {
  const common = { orders: orders.length, ...(sizes.batchSize === undefined ? {} : { batchSize: sizes.batchSize }) };
  const paid = await apply(cluster, { ...common, events: paidEvents(orders, sizes.paid) });
  return { paid, confirmed: await apply(cluster, { ...common, events: confirmedEvents(orders, sizes.confirmed) }) };
}

const mid = (runs: readonly Rate[], pick: (rate: Rate) => number): number => round(median(runs.map(pick)));
function summary(runs: readonly Rate[]) {
  const perSecond = mid(runs, (run) => run.perSecond);
  return {
    ordersPerSecond: perSecond, runs: runs.map((run) => round(run.perSecond)),
    nodeUsPerOrder: mid(runs, (run) => run.nodeUs), postgresUsPerOrder: mid(runs, (run) => run.postgresUs),
  };
}

/** Checks that every order was frozen and granted in full: a bench of work not done would be fast. */
async function expectDone(mall: Mall, orders: number): Promise<void> {
  const done = await mall.infra.sql.one<{ frozen: bigint; grants: bigint }>(
    `select (select count(*) from rewards.frozen where granted_position is not null) as frozen, (select count(*) from rewards.grant) as grants`);
  if (done.frozen !== BigInt(orders) || done.grants !== BigInt(orders * GRANTS_PER_ORDER)) throw new Error(`not everything was granted: ${done.frozen}, ${done.grants}`);
}

/** Value: confirmed orders granted a second, in events of the confirmation sweep; detail has one order an event, payments, and µs an order. */
export async function rewards(options: RewardsOptions = {}): Promise<BenchResult> {
  const { partners = 23, orders = 16_000, baselineOrders = 600, pairs = 5 } = options;
  const cluster = await benchCluster();
  try {
    const mall = await openMall(cluster.infra, partners);
    const swept: Applied[] = [];
    const single: Applied[] = [];
    const alone: Applied[] = [];
    let total = 0;
    const run = async (count: number, sizes: Parameters<typeof complete>[2]): Promise<Applied> => {
      total += count;
      return complete(cluster, mall.orders(count), sizes);
    };
    await run(orders / 4, { paid: PAID, confirmed: SWEPT });
    for (let pair = 0; pair < pairs; pair++) {
      alone.push(await run(baselineOrders, { paid: 1, confirmed: 1, batchSize: 1 }));
      swept.push(await run(orders, { paid: PAID, confirmed: SWEPT }));
      single.push(await run(orders / 4, { paid: 1, confirmed: 1 }));
    }
    await expectDone(mall, total);
    const confirmed = (runs: readonly Applied[]) => summary(runs.map((one) => one.confirmed));
    const paid = (runs: readonly Applied[]) => summary(runs.map((one) => one.paid));
    const value = confirmed(swept).ordersPerSecond;
    const baseline = confirmed(alone).ordersPerSecond;
    return {
      name: 'rewards', value, unit: 'orders/s', baseline, ratio: round(value / baseline),
      detail: {
        aim: 15_000, members: mall.members, buyers: mall.buyers, depth: 8, grantsPerOrder: GRANTS_PER_ORDER, grantsPerSecond: round(value * GRANTS_PER_ORDER),
        granted: { sweptEvents: confirmed(swept), oneOrderAnEvent: confirmed(single), oneOrderATransaction: confirmed(alone) },
        frozen: { laneEvents: paid(swept), oneOrderAnEvent: paid(single), oneOrderATransaction: paid(alone) },
      },
    };
  } finally {
    await cluster.close();
  }
}
