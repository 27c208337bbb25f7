/**
 * The noon run with 10, 10⁴ and 10⁷ members, quiet and beside orders and stake transactions that run without pause, against what it replaces: one
 * set-based UPDATE that pays and burns on every member's row. Noon reads cohorts, never members, so its time should not grow with them (docs/adr/0002).
 * Then the settle that follows: many members touch their stakes for the first time since (settle.ts).
 */
import type { Infra } from '../server/src/infra/infra.ts';
import { unitsOf, opening } from '../server/src/modules/airdrop/domain/fund.ts';
import { begin, grant, listNoons, noon as runNoon, type Reason } from '../server/src/modules/airdrop/index.ts';
import { makePlaceLane } from '../server/src/modules/orders/lane.ts';
import pg from 'pg';
import { ORIGIN } from './chains.ts';
import { type BenchCluster, benchCluster } from './cluster.ts';
import { settleAfterNoon } from './settle.ts';
import { openShop, type Shop } from './orders-engine.ts';
import { type BenchResult, median, round } from './result.ts';

const SIZES = [10, 10_000, 10_000_000];
const NOONS = 25;
/** Of tables from this size on the UPDATE, which takes a minute then, is timed once. */
const LARGE = 1_000_000;
const UPDATES = 3;
/** Members who settle after the last noon, in batches and one by one. */
const SETTLED = { batched: 100_000, singly: 5_000 };
/** Stake transactions at any time while the loaded noons run. */
const WORKERS = 8;
/** Members who place one order after the other while the loaded noons run. */
const BUYERS = 32;
const SKUS = 1_000;
const SHARES = 100_000_000_000n;
/** Last noons of the members spread over so many days, as prepaid windows do. */
const HORIZON = 60;
const FAR = 1_000;
const PRICE = 10_000_000n;
const AMOUNT = 100_000_000n;
const REASON: Reason = { title: 'bench.granted', event: null, rule: null, steps: [] };

/** The id of the n-th member: a second each, buckets in turn. */
const memberAt = (n: number): bigint => ((BigInt(n) * 1024n + BigInt(n % 1024)) << 12n) + 1n;

/** A connection without time limits, for what no unit of work of the product would do. */
async function patiently<Result>(url: string, work: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Adds the members from…to−1 as rows and cohorts, all with the same shares written now; the key is built afterwards, once. */
async function addMembers(cluster: BenchCluster, range: { from: number; to: number; today: number }): Promise<void> {
  const { from, to, today } = range;
  const [last] = await listNoons(cluster.infra.sql, { limit: 1 });
  if (!last) throw new Error('the fund has begun');
  const units = unitsOf(SHARES, opening(last));
  await patiently(cluster.url, async (client) => {
    await client.query('alter table airdrop.stake drop constraint stake_pkey');
    await client.query(
      `insert into airdrop.stake (bucket, member_id, shares, since_day, until_day, fraction, locked, earned, accumulated, accumulated_on)
       select n % 1024, ((n::bigint * 1024 + n % 1024) << 12) + 1, $3::numeric, $4::int, $5::int + n % $6::int, 0, 0, 0, 0, $4::int from generate_series($1::int, $2::int - 1) as n`,
      [from, to, SHARES, today, FAR, HORIZON]);
    await client.query(`set maintenance_work_mem = '1GB'`);
    await client.query('alter table airdrop.stake add constraint stake_pkey primary key (bucket, member_id)');
    await client.query(
      `insert into airdrop.cohort as c (bucket, last_noon, units)
       select n % 64, $4::int + n % $5::int, count(*) * $3::numeric from generate_series($1::int, $2::int - 1) as n group by 1, 2
       on conflict (bucket, last_noon) do update set units = c.units + excluded.units`, [from, to, units, FAR, HORIZON]);
    await client.query('vacuum analyze airdrop.stake, airdrop.cohort');
  });
}

/** Milliseconds of each of `count` noons after `today`. */
async function timeNoons(infra: Infra, run: { today: number; count: number }): Promise<number[]> {
  const times: number[] = [];
  for (let n = 1; n <= run.count; n++) {
    const start = performance.now();
    await infra.unit(ORIGIN, (ctx) => runNoon(ctx, { day: run.today + n, amount: AMOUNT, price: PRICE }));
    times.push(performance.now() - start);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return times;
}

interface Loaded<Result> { readonly result: Result; readonly stakesPerSecond: number; readonly ordersPerSecond: number }

/** Runs `work` beside orders through the place lane and stake transactions of random members; how many of each a second. */
async function besideOrders<Result>(shop: Shop, size: number, work: () => Promise<Result>): Promise<Loaded<Result>> {
  const { infra } = shop;
  const lane = makePlaceLane(infra);
  let done = false;
  let count = 0;
  let orders = 0;
  let state = 1;
  const buyer = async (): Promise<void> => {
    while (!done) {
      await lane.place(shop.order(1 + (next() % SKUS)));
      orders += 1;
    }
  };
  const next = (): number => (state = (state * 1_103_515_245 + 12_345) % 2_147_483_648);
  const worker = async (): Promise<void> => {
    while (!done) {
      const memberId = memberAt(next() % size);
      await infra.unit(ORIGIN, (ctx) => grant(ctx, [{ memberId, amount: 100n, reason: REASON }]));
      count += 1;
    }
  };
  const workers = [...Array.from({ length: WORKERS }, worker), ...Array.from({ length: BUYERS }, buyer)];
  await new Promise((resolve) => setTimeout(resolve, 500));
  [count, orders] = [0, 0];
  const start = performance.now();
  const result = await work();
  const seconds = (performance.now() - start) / 1_000;
  const rates = { stakesPerSecond: round(count / seconds), ordersPerSecond: round(orders / seconds) };
  done = true;
  await Promise.all(workers);
  return { result, ...rates };
}

/** The same noon on rows: every member's points and shares rewritten in one statement. */
async function timeUpdates(url: string, size: number): Promise<number[]> {
  return patiently(url, async (client) => {
    await client.query('create schema if not exists bench');
    await client.query('create table bench.balance (member_id bigint not null, shares bigint not null, points bigint not null) with (fillfactor = 50)');
    await client.query('insert into bench.balance select ((n::bigint * 1024 + n % 1024) << 12) + 1, $2::bigint, 0 from generate_series(0, $1::int - 1) as n', [size, SHARES]);
    await client.query('alter table bench.balance add primary key (member_id)');
    await client.query('vacuum analyze bench.balance');
    const times: number[] = [];
    for (let n = 0; n < (size < LARGE ? UPDATES : 1); n++) {
      const start = performance.now();
      await client.query(
        `update bench.balance b set points = b.points + b.shares::numeric * $1 / s.total, shares = b.shares - b.shares::numeric * $1 * $2 / 100000000 / s.total
         from (select sum(shares) as total from bench.balance) s`, [AMOUNT, PRICE]);
      times.push(performance.now() - start);
    }
    await client.query('drop table bench.balance');
    return times;
  });
}

/** Value: median milliseconds of a noon with 10⁷ members beside running orders and stake transactions. Baseline: the UPDATE of 10⁷ rows. */
export async function noon(sizes: readonly number[] = SIZES): Promise<BenchResult> {
  const cluster = await benchCluster({ POOL_SIZE: '16' });
  const { infra } = cluster;
  try {
    await infra.unit(ORIGIN, (ctx) => begin(ctx, 0));
    const shop = await openShop(infra, { skus: SKUS, members: 10_000 });
    const cases: { members: number; quietMs: number; besideOrdersMs: number; worstMs: number; stakesPerSecond: number; ordersPerSecond: number; updateMs: number }[] = [];
    let today = 0;
    let members = 0;
    for (const size of sizes) {
      await addMembers(cluster, { from: members, to: size, today });
      members = size;
      await timeNoons(infra, { today, count: 3 });
      const quiet = await timeNoons(infra, { today: today + 3, count: NOONS });
      const { result: loaded, ...rates } = await besideOrders(shop, size, () => timeNoons(infra, { today: today + 3 + NOONS, count: NOONS }));
      today += 3 + 2 * NOONS;
      cases.push({
        members: size, quietMs: round(median(quiet)), besideOrdersMs: round(median(loaded)), worstMs: round(Math.max(...loaded)), ...rates,
        updateMs: round(median(await timeUpdates(cluster.url, size))),
      });
    }
    const largest = cases.at(-1);
    if (!largest) throw new Error('there are sizes');
    const settle = await settleAfterNoon(infra, { ...SETTLED, memberAt, members });
    const { besideOrdersMs: value, updateMs: baseline } = largest;
    return { name: 'noon', value, unit: 'ms', baseline, ratio: round(baseline / value), detail: { noonsPerCase: NOONS, stakeWorkers: WORKERS, buyers: BUYERS, horizonDays: HORIZON, cases, settle } };
  } finally {
    await cluster.close();
  }
}
