/**
 * Transfers posted a second by the ledger, in units of work of 1,024 entries, against the same statement from a bare loop on the same tables and
 * indexes: the bare loop sums its moves and encodes its arrays with plain loops, prepares the statement and commits it by itself; the ledger
 * checks every entry, makes its id and opens a unit of work. Both fill the same tables in turns. With the statement indexes (one holder's
 * transfers) and without; transfers between random holders, and all from one hot account; one connection and two.
 */
import { randomInt } from 'node:crypto';
import type { Infra } from '../server/src/infra/infra.ts';
import { BUCKETS } from '../server/src/kernel/id.ts';
import { CHART, type Entry, markSettled, post } from '../server/src/modules/ledger/index.ts';
import type { NumberedEntry } from '../server/src/modules/ledger/domain.ts';
import { APPLY, applyValues } from '../server/src/modules/ledger/store/posting.ts';
import { benchCluster, type BenchCluster } from './cluster.ts';
import { cpuTimes } from './cpu.ts';
import { type BenchResult, median, round } from './result.ts';

export interface LedgerBatchOptions {
  readonly seconds?: number;
  readonly pairs?: number;
}

const BATCH = 1_024;
const HOLDERS_PER_BUCKET = 100;
/** Points that every holder begins with, so that nobody runs short. */
const BALANCE = 1_000_000_000_000n;
const HOT_BUCKET = 7;
const INDEXES = ['debit', 'credit'] as const;
const ORIGIN = { actor: { kind: 'system', name: 'bench' }, requestId: 'bench' } as const;

/** Makes the entry of the n-th loop's next transfer. */
type Draw = (loop: number, loops: number) => Entry;

const holderOf = (bucket: number, n: number): bigint => BigInt(1 + n * BUCKETS + bucket);
const entryOf = (bucket: number, transfer: Entry['transfers'][number]): Entry => ({ bucket, eventPosition: 4_711n, ruleVersion: 1, memo: 'bench.transfer 4711', transfers: [transfer] });

/** Between two random holders of a random bucket; the buckets of two loops never meet. */
const uniform: Draw = (loop, loops) => {
  const bucket = randomInt(BUCKETS / loops) * loops + loop;
  const from = randomInt(HOLDERS_PER_BUCKET);
  const to = (from + 1 + randomInt(HOLDERS_PER_BUCKET - 1)) % HOLDERS_PER_BUCKET;
  return entryOf(bucket, { debit: markSettled(holderOf(bucket, from)), credit: { kind: 'memberPoints', holder: holderOf(bucket, to) }, amount: 100n });
};
/** From the one account of points that a noon released to a random holder of its bucket. */
const hot: Draw = () =>
  entryOf(HOT_BUCKET, { debit: { kind: 'unclaimed', holder: 0n }, credit: { kind: 'memberPoints', holder: holderOf(HOT_BUCKET, randomInt(HOLDERS_PER_BUCKET)) }, amount: 100n });

async function fund(infra: Infra): Promise<void> {
  await infra.sql.run(
    `insert into ledger.account (bucket, kind, holder, balance, held)
     select b, $1, 1 + n * $2::int + b, $3, 0 from generate_series(0, $2::int - 1) as b, generate_series(0, $4::int - 1) as n`,
    [CHART.memberPoints.number, BUCKETS, BALANCE, HOLDERS_PER_BUCKET]);
  await infra.sql.run('vacuum analyze ledger.account');
}

/** Net moves of a batch, in lock order. */
function sumMoves(entries: readonly NumberedEntry[]) {
  const moves = new Map<bigint, { bucket: number; kind: number; holder: bigint; balance: bigint; held: bigint }>();
  const add = (bucket: number, account: { kind: keyof typeof CHART; holder: bigint }, change: bigint): void => {
    const kind = CHART[account.kind].number;
    const key = (BigInt(bucket * 64 + kind) << 64n) | account.holder;
    const move = moves.get(key);
    if (move) move.balance += change;
    else moves.set(key, { bucket, kind, holder: account.holder, balance: change, held: 0n });
  };
  for (const { bucket, transfers: [transfer] } of entries) {
    if (!transfer) continue;
    add(bucket, transfer.debit, -transfer.amount);
    add(bucket, transfer.credit, transfer.amount);
  }
  return [...moves].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, move]) => move);
}

type Post = (entries: readonly Entry[]) => Promise<unknown>;

/** The statement alone, as its own transaction. */
function bare({ database, ids, clock }: Infra): Post {
  return (drawn) => {
    const entries = drawn.map((entry): NumberedEntry => ({ ...entry, id: ids.next(entry.bucket) }));
    return database.pool.query({ name: 'bench.ledger', text: APPLY, values: applyValues({ at: clock.now(), moves: sumMoves(entries), entries }) });
  };
}

const ledger = (infra: Infra): Post => (entries) => infra.unit(ORIGIN, (ctx) => post(ctx, entries));

interface Rate { readonly perSecond: number; readonly postgresUs: number }

async function measure(cluster: BenchCluster, run: { post: Post; draw: Draw; loops: number; seconds: number }): Promise<Rate> {
  let posted = 0;
  const { postgresUs: used } = await cpuTimes(cluster.directory);
  const begin = performance.now();
  const end = begin + run.seconds * 1_000;
  await Promise.all(Array.from({ length: run.loops }, async (_, loop) => {
    while (performance.now() < end) {
      await run.post(Array.from({ length: BATCH }, () => run.draw(loop, run.loops)));
      posted += BATCH;
    }
  }));
  const perSecond = posted / ((performance.now() - begin) / 1_000);
  return { perSecond, postgresUs: ((await cpuTimes(cluster.directory)).postgresUs - used) / posted };
}

async function compare(cluster: BenchCluster, run: { draw: Draw; loops: number; seconds: number; pairs: number }) {
  const [ours, raw]: [Rate[], Rate[]] = [[], []];
  for (let pair = 0; pair < run.pairs; pair++) {
    raw.push(await measure(cluster, { ...run, post: bare(cluster.infra) }));
    ours.push(await measure(cluster, { ...run, post: ledger(cluster.infra) }));
  }
  const middle = (rates: readonly Rate[], of: keyof Rate): number => round(median(rates.map((rate) => rate[of])));
  const [value, baseline] = [middle(ours, 'perSecond'), middle(raw, 'perSecond')];
  return { value, baseline, ratio: round(value / baseline), postgresUs: { ours: middle(ours, 'postgresUs'), bare: middle(raw, 'postgresUs') } };
}

/** Transfers a second; `value` is the case of the aim: between random holders, without statement indexes, two connections. */
export async function ledgerBatch(options: LedgerBatchOptions = {}): Promise<BenchResult> {
  const { seconds = 1, pairs = 5 } = options;
  const cluster = await benchCluster();
  try {
    const { infra } = cluster;
    await fund(infra);
    for (const draw of [uniform, hot]) await compare(cluster, { draw, loops: 2, seconds: 0.5, pairs: 1 });
    await infra.sql.run('analyze ledger.transfer');
    const cases: (Awaited<ReturnType<typeof compare>> & { indexes: boolean; accounts: string; connections: number })[] = [];
    for (const indexes of [true, false]) {
      if (!indexes) for (const side of INDEXES) await infra.sql.run(`drop index ledger.transfer_${side}_holder`);
      for (const [accounts, draw] of [['uniform', uniform], ['hot', hot]] as const) {
        for (const connections of [1, 2]) cases.push({ indexes, accounts, connections, ...await compare(cluster, { draw, loops: connections, seconds, pairs }) });
      }
    }
    const aim = cases.find((one) => !one.indexes && one.accounts === 'uniform' && one.connections === 2);
    if (!aim) throw new Error('the case of the aim is measured');
    return { name: 'ledger-batch', value: aim.value, unit: 'transfers/s', baseline: aim.baseline, ratio: aim.ratio, detail: { batch: BATCH, holders: BUCKETS * HOLDERS_PER_BUCKET, seconds, pairs, cases } };
  } finally {
    await cluster.close();
  }
}
