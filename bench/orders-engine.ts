/**
 * Orders placed per second through the place lane (checkout with its key, order, line, guarded stock, one event a batch), against the same
 * batch statement from a bare loop in the same run: both build their orders and encode their arrays; the lane adds one promise and one answer
 * an order, queueing and routing. Runs alternate, so that the load of the machine touches both alike; figures are medians.
 */
import { randomInt } from 'node:crypto';
import type { Infra } from '../server/src/infra/infra.ts';
import { assert } from '../server/src/kernel/assert.ts';
import type { PlaceItem } from '../server/src/modules/orders/batch.ts';
import { PAY_WITHIN_MS, planCheckout } from '../server/src/modules/orders/domain.ts';
import { makePlaceLane } from '../server/src/modules/orders/lane.ts';
import { placeSwiftly, placeValues } from '../server/src/modules/orders/store/place.ts';
import { benchCluster } from './cluster.ts';
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

async function compare(shop: Shop, run: { pick: Pick; seconds: number; pairs: number; clients: number }) {
  const lane: number[] = [];
  const raw: number[] = [];
  for (let pair = 0; pair < run.pairs; pair++) {
    raw.push(await bare(shop, run));
    lane.push(await throughLane(shop, run));
  }
  return { value: median(lane), baseline: median(raw), ratio: median(lane) / median(raw), lane: lane.map(round), raw: raw.map(round) };
}

/** Orders placed a second through the lane; `value` is the uniform case, `detail.hot` one SKU that everybody wants. */
export async function ordersEngine(options: OrdersEngineOptions = {}): Promise<BenchResult> {
  const { skus = 10_000, members = 200_000, seconds = 2, pairs = 5, inFlight = 4_096 } = options;
  const cluster = await benchCluster();
  try {
    const { infra } = cluster;
    const shop = await openShop(infra, { skus, members });
    const uniform: Pick = (shard) => {
      const sku = 1 + randomInt(skus);
      return sku % 2 === shard ? sku : sku === skus ? sku - 1 : sku + 1;
    };
    const clients = inFlight;
    await compare(shop, { pick: uniform, seconds: 1, pairs: 1, clients });
    const even = await compare(shop, { pick: uniform, seconds, pairs, clients });
    const hot = await compare(shop, { pick: () => 2, seconds: 1, pairs: 3, clients });
    const at64 = await compare(shop, { pick: uniform, seconds: 1, pairs: 1, clients: 64 });
    return {
      name: 'orders-engine', value: round(even.value), unit: 'orders/s', baseline: round(even.baseline), ratio: round(even.ratio),
      detail: {
        skus, members, inFlight, batch: BATCH, uniform: { lane: even.lane, bare: even.raw },
        hotSku: { value: round(hot.value), baseline: round(hot.baseline), ratio: round(hot.ratio) },
        at64InFlight: { value: round(at64.value) },
      },
    };
  } finally {
    await cluster.close();
  }
}
