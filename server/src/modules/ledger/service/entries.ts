/** Reading entries back: by key, and the newest ones by kind and holder. */
import type { Sql } from '#infra/sql.ts';
import type { Asset } from '#kernel/amount.ts';
import { ID_EPOCH_MS, leastIdAt, msOf } from '#kernel/id.ts';
import { type Account, type AccountKind, CHART, errors, kindOfNumber } from '#modules/ledger/domain.ts';
import { findSealOf } from '#modules/ledger/store/seals.ts';
import * as store from '#modules/ledger/store/entries.ts';

export interface PostedEntry {
  readonly bucket: number;
  readonly id: bigint;
  /** Business time. */
  readonly at: Date;
  readonly memo: string;
  readonly eventPosition: bigint | null;
  readonly ruleVersion: number | null;
  readonly transfers: readonly { readonly debit: Account; readonly credit: Account; readonly asset: Asset; readonly amount: bigint }[];
}

function gather(rows: readonly store.TransferRow[]): PostedEntry[] {
  const entries = new Map<bigint, PostedEntry & { transfers: PostedEntry['transfers'][number][] }>();
  for (const row of rows) {
    let entry = entries.get(row.entryId);
    if (!entry) {
      entry = { bucket: row.bucket, id: row.entryId, at: row.at, memo: row.memo, eventPosition: row.eventPosition, ruleVersion: row.ruleVersion, transfers: [] };
      entries.set(row.entryId, entry);
    }
    const debit = { kind: kindOfNumber(row.debitKind), holder: row.debitHolder };
    entry.transfers.push({ debit, credit: { kind: kindOfNumber(row.creditKind), holder: row.creditHolder }, asset: CHART[debit.kind].asset, amount: row.amount });
  }
  return [...entries.values()];
}

/** The entries with those keys that exist, oldest first. */
export async function findEntries(sql: Sql, keys: readonly { bucket: number; id: bigint }[]): Promise<PostedEntry[]> {
  return keys.length === 0 ? [] : gather(await store.listTransfersOf(sql, keys));
}

/** One entry and the number of the seal that closes it. Refusal: ledger.entryNotFound. */
export async function getEntry(sql: Sql, key: { bucket: number; id: bigint }): Promise<PostedEntry & { seal: number | null }> {
  const [entry] = await findEntries(sql, [key]);
  if (!entry) throw errors.entryNotFound();
  return { ...entry, seal: (await findSealOf(sql, key)) ?? null };
}

const HOUR_MS = 3_600_000;
/** A list without a holder reads ever longer spans backwards until a page is full: the newest entries of all buckets need no index of their own. */
const SPANS_MS = [HOUR_MS / 6, 24 * HOUR_MS, 30 * 24 * HOUR_MS];

/** The newest entries that match, newest first; `beforeId` is the last id of the page before. */
export async function listEntries(
  sql: Sql,
  input: { kind?: AccountKind | undefined; holder?: bigint | undefined; bucket?: number | undefined; beforeId?: bigint | undefined; wall: Date; limit: number },
): Promise<PostedEntry[]> {
  const beforeId = input.beforeId ?? (1n << 63n) - 1n;
  const filter = { kind: input.kind && CHART[input.kind].number, holder: input.holder, bucket: input.bucket, beforeId, limit: input.limit };
  const newestMs = Math.min(msOf(beforeId), input.wall.getTime());
  const spans = input.holder === undefined && input.bucket === undefined ? SPANS_MS : [];
  let keys: { bucket: number; id: bigint }[] = [];
  for (const fromId of [...spans.map((span) => leastIdAt(Math.max(ID_EPOCH_MS, newestMs - span))), 0n]) {
    keys = await store.listEntryKeys(sql, { ...filter, fromId });
    if (keys.length === input.limit) break;
  }
  return (await findEntries(sql, keys)).reverse();
}
