/** What follows a noon: many members touch their stakes for the first time, in batches and one by one, and many only look. */
import type { Infra } from '../server/src/infra/infra.ts';
import { positionOf, settled } from '../server/src/modules/airdrop/index.ts';
import { ORIGIN } from './chains.ts';
import { round } from './result.ts';

const BATCH = 500;
/** At a time. */
const BATCH_WORKERS = 2;
const SINGLE_WORKERS = 8;

export interface SettleOptions {
  /** The n-th member of the fund, n from 0 to below `members`. */
  readonly memberAt: (n: number) => bigint;
  readonly members: number;
  readonly batched: number;
  readonly singly: number;
}

async function parallel<Item>(items: readonly Item[], workers: number, work: (item: Item) => Promise<unknown>): Promise<{ perSecond: number; times: number[] }> {
  const times: number[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let item = items[next++]; item !== undefined; item = items[next++]) {
      const begin = performance.now();
      await work(item);
      times.push(performance.now() - begin);
    }
  };
  const begin = performance.now();
  await Promise.all(Array.from({ length: workers }, worker));
  return { perSecond: items.length / ((performance.now() - begin) / 1_000), times: times.toSorted((a, b) => a - b) };
}

const at = (sorted: readonly number[], part: number): number => round(sorted[Math.floor((sorted.length - 1) * part)] ?? Number.NaN);

/** Settles `batched` members in batches, `singly` others one by one, and reads the balances of as many, no member twice. */
export async function settleAfterNoon(infra: Infra, options: SettleOptions) {
  const { memberAt, members, batched, singly } = options;
  const wanted = Math.min(members, batched + 2 * singly);
  // Spread over all members: the step shares no factor with their number, a power of ten.
  const some = Array.from({ length: wanted }, (_, index) => memberAt((index * 7_919_003) % members));
  const batches = Array.from({ length: Math.ceil(batched / BATCH) }, (_, index) => some.slice(index * BATCH, Math.min((index + 1) * BATCH, batched)));
  const inBatches = await parallel(batches.filter((one) => one.length > 0), BATCH_WORKERS, (memberIds) => infra.unit(ORIGIN, (ctx) => settled(ctx, memberIds)));
  const alone = await parallel(some.slice(batched, batched + singly), SINGLE_WORKERS, (memberId) => infra.unit(ORIGIN, (ctx) => settled(ctx, [memberId])));
  const looks = await parallel(some.slice(batched + singly), SINGLE_WORKERS, (memberId) => positionOf(infra.sql, memberId));
  return {
    batched: { members: batched, batch: BATCH, perSecond: round(inBatches.perSecond * BATCH), batchMs: at(inBatches.times, 0.5) },
    singly: { members: singly, atATime: SINGLE_WORKERS, perSecond: round(alone.perSecond), p50Ms: at(alone.times, 0.5), p99Ms: at(alone.times, 0.99) },
    looks: { perSecond: round(looks.perSecond), p50Ms: at(looks.times, 0.5), p99Ms: at(looks.times, 0.99) },
  };
}
