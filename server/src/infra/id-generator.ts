/**
 * Makes ids of this process. A node number is leased for 10 s ahead and renewed every 2 s; ids never run past the lease, and the next
 * holder of the number starts after it, so two processes cannot make the same id even if one stalls.
 */
import { randomUUID } from 'node:crypto';
import { assert } from '#kernel/assert.ts';
import { BUCKETS, composeId, type Id, NODES } from '#kernel/id.ts';
import type { Sql } from './sql.ts';

const LEASE_MS = 10_000;
const RENEW_MS = 2_000;
const SEQUENCES = 64;

export interface IdGenerator {
  readonly node: number;
  /** A new id in the bucket (0…1023); ids of one bucket and process ascend. */
  next<Name extends string>(bucket: number): Id<Name>;
  /** Gives the node number back. */
  close(): Promise<void>;
}

interface Lease {
  node: number;
  token: string;
  fromMs: number;
  untilMs: number;
}

async function acquire(sql: Sql, wallMs: () => number, leaseMs: number): Promise<Lease> {
  const token = randomUUID();
  const wall = wallMs();
  for (let node = 0; node < NODES; node++) {
    const row = await sql.maybe<{ previous: bigint }>(
      `insert into infra.node as held (node, token, leased_until_ms, previous_until_ms) values ($1, $2, $3, 0)
       on conflict (node) do update set token = excluded.token, leased_until_ms = greatest(excluded.leased_until_ms, held.leased_until_ms + $5),
         previous_until_ms = held.leased_until_ms
       where held.leased_until_ms < $4 returning previous_until_ms as previous`,
      [node, token, wall + leaseMs, wall, leaseMs]);
    if (row) return { node, token, fromMs: Math.max(wall, Number(row.previous) + 1), untilMs: wall + leaseMs };
  }
  throw new Error(`all ${NODES} node numbers are leased: more processes than one database serves, or processes that ended less than 10 s ago`);
}

/** Leases a node number and keeps it; calls `lost` when the lease cannot be renewed (the process must then exit). */
export async function makeIdGenerator(sql: Sql, options: { wallMs?: () => number; leaseMs?: number; lost: (error: Error) => void }): Promise<IdGenerator> {
  const wallMs = options.wallMs ?? Date.now;
  const leaseMs = options.leaseMs ?? LEASE_MS;
  const lease = await acquire(sql, wallMs, leaseMs);
  // Above every id of whoever had the number before, also when the clock steps back.
  const lastMs = new Float64Array(BUCKETS).fill(lease.fromMs);
  const sequence = new Uint8Array(BUCKETS);

  const renew = async (untilMs: number): Promise<void> => {
    const changed = await sql.run('update infra.node set leased_until_ms = $3 where node = $1 and token = $2', [lease.node, lease.token, untilMs]);
    if (changed !== 1) throw new Error(`node number ${lease.node} was taken over by another process`);
    lease.untilMs = untilMs;
  };
  const isEnding = (): boolean => wallMs() > lease.untilMs - RENEW_MS;
  const lose = (error: unknown): void => options.lost(error instanceof Error ? error : new Error(String(error)));
  let asking = false;
  const timer = setInterval(() => {
    // A network that fails answers nothing, not even with an error: then the clock must tell.
    if (asking && isEnding()) lose(new Error('the lease of the node number could not be renewed in time'));
    if (asking) return;
    asking = true;
    renew(wallMs() + leaseMs).catch((error: unknown) => isEnding() && lose(error)).finally(() => {
      asking = false;
    });
  }, RENEW_MS);
  timer.unref();

  return {
    node: lease.node,
    next<Name extends string>(bucket: number): Id<Name> {
      let ms = Math.max(wallMs(), lastMs[bucket] ?? 0);
      let number = 0;
      if (ms === lastMs[bucket]) {
        number = (sequence[bucket] ?? 0) + 1;
        if (number === SEQUENCES) {
          ms += 1;
          number = 0;
        }
      }
      assert(ms <= lease.untilMs, 'ids stay within the node lease');
      lastMs[bucket] = ms;
      sequence[bucket] = number;
      return composeId({ ms, bucket, node: lease.node, sequence: number }) as Id<Name>;
    },
    async close() {
      clearInterval(timer);
      await renew(Math.max(wallMs() - 1, ...lastMs));
    },
  };
}
