/**
 * Ids are 63-bit integers that sort by time: ms since 2024 (41) | bucket (10) | node (6) | sequence (6).
 * The bucket is the distribution column of the bucketed tables, so it can be read off any id.
 */
declare const brand: unique symbol;
export type Id<Name extends string> = bigint & { readonly [brand]: Name };

export const BUCKETS = 1024;
/** Self-operated and supply-chain goods spread over this many buckets, chosen by product. */
export const SHELVES = 64;
export const NODES = 64;
export const ID_EPOCH_MS = Date.UTC(2024, 0, 1);
const SEQUENCES = 64;

/** Composes an id; `ms` is wall time in epoch milliseconds. */
export function composeId(parts: { ms: number; bucket: number; node: number; sequence: number }): bigint {
  return ((BigInt(parts.ms - ID_EPOCH_MS) * 1024n + BigInt(parts.bucket)) << 12n) | BigInt(parts.node * SEQUENCES + parts.sequence);
}

/** The bucket (0…1023) an id was made in. */
export function bucketOf(id: bigint): number {
  return Number((id >> 12n) & 1023n);
}

/** Wall time, in epoch milliseconds, at which an id was made. */
export function msOf(id: bigint): number {
  return Number(id >> 22n) + ID_EPOCH_MS;
}

/** The least id that can be made at or after `ms` (epoch milliseconds): for ranges over time. */
export function leastIdAt(ms: number): bigint {
  return BigInt(ms - ID_EPOCH_MS) << 22n;
}

/** FNV-1a of a word, folded to a bucket (0…1023): for rows keyed by what a stranger types. */
export function bucketOfWord(word: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < word.length; i++) hash = Math.imul(hash ^ word.charCodeAt(i), 0x01000193);
  return (hash >>> 0) % BUCKETS;
}

/** The shelf (0…63) of a product that no outside fulfiller owns. */
export function shelfOf(productId: bigint): number {
  // Fibonacci hashing: the top 6 bits of the product with 2^64/φ depend on every bit of the id.
  return Number(BigInt.asUintN(64, productId * 0x9e3779b97f4a7c15n) >> 58n);
}

/** Parses an id from its decimal string (JSON form); undefined when it is not one. */
export function parseId<Name extends string>(text: string): Id<Name> | undefined {
  if (!/^[1-9][0-9]{0,18}$/.test(text)) return undefined;
  const id = BigInt(text);
  return id < 1n << 63n ? (id as Id<Name>) : undefined;
}
