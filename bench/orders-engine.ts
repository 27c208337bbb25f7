/**
 * Orders placed per second through the place lane (checkout with its key, order, line, guarded stock, one event a batch), against the same
 * batch statement from a bare loop in the same run: both build their orders and encode their arrays; the lane adds one promise and one answer
 * an order, queueing and routing. Beside them the prototype's statement (prototype.ts): what PostgreSQL gives on this machine for less than an
 * order. Runs alternate, so that the load of the machine touches all alike; figures are medians.
 */
import { randomInt } from 'node:crypto';
import type { Infra } from '../server/src/infra/infra.ts';
import { assert } from '../server/src/kernel/assert.ts';
import type { PlaceItem } from '../server/src/modules/orders/batch.ts';
import { PAY_WITHIN_MS, planCheckout } from '../server/src/modules/orders/domain.ts';
import { makePlaceLane } from '../server/src/modules/orders/lane.ts';
import { placeSwiftly, placeValues } from '../server/src/modules/orders/store/place.ts';
import { benchCluster, type BenchCluster } from './cluster.ts';
import { cpuTimes } from './cpu.ts';
import { openPrototype, type Prototype } from './prototype.ts';
import { type BenchResult, median, round } from './result.ts';

export interface OrdersEngineOptions {
  readonly skus?: number;
  readonly members?: number;
  readonly seconds?: number;
  readonly pairs?: number;
  /** Orders waiting for an answer at any moment. */
  readonly inFlight?: number;
}

const BATCH = 1_024;
const BUCKETS = 1_024;
const STOCK = 2_000_000_000;

/** A shop whose stock never ends. */
export interface Shop {
  readonly infra: Infra;
  order(sku: number): PlaceItem;
}

/** Fills the shelves with `skus` goods and returns the shop; `members` buy at random. */
export async function openShop(infra: Infra, size: { skus: number; members: number }): Promise<Shop> {
  await infra.sql.run('insert into orders.stock (bucket, sku_id, available) select g % $2, g, $3 from generate_series(1, $1::int) g', [size.skus, BUCKETS, STOCK]);
  await infra.sql.run('analyze orders.stock');
  let serial = BigInt(Date.now()) << 20n;
  return {
    infra,
    order(sku) {
      const member = randomInt(size.members);
      const bucket = sku % BUCKETS;
      const { parts: [part] } = planCheckout([{
        productId: BigInt(sku), skuId: BigInt(sku), bucket, supplierId: null, quantity: 1, unitFen: 9_900n, supplyFen: 6_000n, unitSv: 9_900_000_000n, zone: 'ordinary',
      }]);
      assert(part, 'a plan has a part');
      serial += 1n;
      return {
        whole: true, checkoutId: infra.ids.next(member % BUCKETS), orderId: infra.ids.next(bucket), memberId: BigInt(member + 1), contactId: 1n,
        // Keys are hashes, so they arrive in no order.
        keyHash: BigInt.asIntN(64, serial * 0x9e3779b97f4a7c15n), inputHash: serial, part,
      };
    },
  };
}

type Pick = (shard: number) => number;

/** Orders per second of `clients` members who each wait for the answer before they buy again. */
async function throughLane(shop: Shop, run: { pick: Pick; seconds: number; clients: number }): Promise<number> {
  const lane = makePlaceLane(shop.infra);
  const end = performance.now() + run.seconds * 1_000;
  let placed = 0;
  const client = async (index: number): Promise<void> => {
    while (performance.now() < end) {
      const answer = await lane.place(shop.order(run.pick(index & 1)));
      assert(answer.kind === 'placed', 'the stock is endless');
      placed += 1;
    }
  };
  const begin = performance.now();
  await Promise.all(Array.from({ length: run.clients }, (_, index) => client(index)));
  return placed / ((performance.now() - begin) / 1_000);
}

/** Orders per second of the statement alone, from two loops whose stock rows never meet. */
async function bare(shop: Shop, run: { pick: Pick; seconds: number }): Promise<number> {
  const end = performance.now() + run.seconds * 1_000;
  let placed = 0;
  const loop = async (shard: number): Promise<void> => {
    while (performance.now() < end) {
      const items = Array.from({ length: BATCH }, () => shop.order(run.pick(shard)));
      const now = shop.infra.clock.now();
      const stands = await placeSwiftly(shop.infra.database, placeValues(items, { now, payBefore: new Date(now.getTime() + PAY_WITHIN_MS) }));
      assert(stands, 'the stock is endless');
      placed += BATCH;
    }
  };
  const begin = performance.now();
  await Promise.all([loop(0), loop(1)]);
  return placed / ((performance.now() - begin) / 1_000);
}

/** Orders per second of the prototype's statement, from two loops. */
async function least(prototype: Prototype, run: { pick: Pick; seconds: number }): Promise<number> {
  const end = performance.now() + run.seconds * 1_000;
  let placed = 0;
  const begin = performance.now();
  await Promise.all([0, 1].map(async (shard) => {
    while (performance.now() < end) {
      await prototype.place(shard, Array.from({ length: BATCH }, () => ({ member: randomInt(1_000_000), sku: run.pick(shard) })));
      placed += BATCH;
    }
  }));
  return placed / ((performance.now() - begin) / 1_000);
}

interface Sample { readonly perSecond: number; readonly nodeUs: number; readonly postgresUs: number }

/** A rate, and what an order costs this process and the database, µs of CPU. */
async function sample(cluster: BenchCluster, work: () => Promise<number>): Promise<Sample> {
  const [before, begin] = [await cpuTimes(cluster.directory), performance.now()];
  const perSecond = await work();
  const orders = perSecond * ((performance.now() - begin) / 1_000);
  const after = await cpuTimes(cluster.directory);
  return { perSecond, nodeUs: (after.nodeUs - before.nodeUs) / orders, postgresUs: (after.postgresUs - before.postgresUs) / orders };
}

interface Bench { readonly cluster: BenchCluster; readonly shop: Shop; readonly prototype: Prototype }

async function compare({ cluster, shop, prototype }: Bench, run: { pick: Pick; seconds: number; pairs: number; clients: number }) {
  const lane: Sample[] = [];
  const raw: Sample[] = [];
  const prototypes: Sample[] = [];
  for (let pair = 0; pair < run.pairs; pair++) {
    prototypes.push(await sample(cluster, () => least(prototype, run)));
    raw.push(await sample(cluster, () => bare(shop, run)));
    lane.push(await sample(cluster, () => throughLane(shop, run)));
  }
  const middle = (samples: readonly Sample[], of: keyof Sample): number => round(median(samples.map((one) => one[of])));
  const summary = (samples: readonly Sample[]) =>
    ({ perSecond: samples.map((one) => round(one.perSecond)), nodeUs: middle(samples, 'nodeUs'), postgresUs: middle(samples, 'postgresUs') });
  const [value, baseline] = [middle(lane, 'perSecond'), middle(raw, 'perSecond')];
  return { value, baseline, ratio: round(value / baseline), prototype: middle(prototypes, 'perSecond'), lane: summary(lane), bare: summary(raw), prototypes: summary(prototypes) };
}

/** Orders placed a second through the lane; `value` is the uniform case, `detail.hot` one SKU that everybody wants. */
export async function ordersEngine(options: OrdersEngineOptions = {}): Promise<BenchResult> {
  const { skus = 10_000, members = 200_000, seconds = 2, pairs = 5, inFlight = 4_096 } = options;
  const cluster = await benchCluster();
  try {
    const { infra } = cluster;
    const shop = await openShop(infra, { skus, members });
    const prototype = await openPrototype(cluster.url, { skus, loops: 2 });
    const uniform: Pick = (shard) => {
      const sku = 1 + randomInt(skus);
      return sku % 2 === shard ? sku : sku === skus ? sku - 1 : sku + 1;
    };
    const bench = { cluster, shop, prototype };
    await compare(bench, { pick: uniform, seconds: 1, pairs: 1, clients: inFlight });
    const { value, baseline, ratio, ...even } = await compare(bench, { pick: uniform, seconds, pairs, clients: inFlight });
    const hot = await compare(bench, { pick: () => 2, seconds: 1, pairs: 3, clients: inFlight });
    const at64 = await throughLane(shop, { pick: uniform, seconds: 1, clients: 64 });
    await prototype.close();
    return {
      name: 'orders-engine', value, unit: 'orders/s', baseline, ratio,
      detail: { skus, members, inFlight, batch: BATCH, ...even, hotSku: { value: hot.value, baseline: hot.baseline, ratio: hot.ratio, prototype: hot.prototype }, at64InFlight: round(at64) },
    };
  } finally {
    await cluster.close();
  }
}
