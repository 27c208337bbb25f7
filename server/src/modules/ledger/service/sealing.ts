/**
 * Sealing and proofs. Every minute the entries of a bucket that are older than any unit of work can live are closed: their rows are
 * hashed in id order, chained to the seal before, and the debits and credits of each kind are carried forward. Trial balances add up
 * seals, never live accounts, so they need no snapshot over buckets (ARCHITECTURE 4.4, POSTGRES §3.13).
 */
import { hash } from 'node:crypto';
import type { Ctx } from '#infra/context.ts';
import type { Infra } from '#infra/infra.ts';
import type { Sql } from '#infra/sql.ts';
import type { Asset } from '#kernel/amount.ts';
import { leastIdAt } from '#kernel/id.ts';
import { type AccountKind, CHART, FLOORED_NUMBERS, type HolderKind, kindOfNumber } from '#modules/ledger/domain.ts';
import * as seals from '#modules/ledger/store/seals.ts';
import type { TransferRow } from '#modules/ledger/store/entries.ts';

const MINUTE_MS = 60_000;
/** A unit of work lives at most 30 s of wall time; entries this old cannot get company any more. */
export const SEALING_LAG_MS = 60_000;
const PAGE = 5_000;
const BUCKETS_PER_RUN = 64;
const ORIGIN = { actor: { kind: 'system', name: 'ledger.seal' }, requestId: 'ledger.seal' } as const;

/** What a chain of seals has added up so far. */
interface Chain {
  hash: Buffer;
  entries: bigint;
  transfers: bigint;
  totals: Map<number, { debits: bigint; credits: bigint }>;
}

function chainOf(seal: seals.SealRow): Chain {
  const totals = new Map(seal.kinds.map((kind, index) => [kind, { debits: BigInt(seal.debits[index] ?? 0), credits: BigInt(seal.credits[index] ?? 0) }]));
  return { hash: seal.hash, entries: seal.entries, transfers: seal.transfers, totals };
}

/** The bytes of a transfer that the chain protects: every column, instants as epoch milliseconds. */
function transferText(row: TransferRow): string {
  return JSON.stringify([
    String(row.entryId), row.line, row.debitKind, String(row.debitHolder), row.creditKind, String(row.creditHolder), String(row.amount),
    row.memo, row.eventPosition === null ? null : String(row.eventPosition), row.ruleVersion, row.at.getTime(),
  ]);
}

/** Carries the chain over transfers in (entry, line) order; each entry adds one link. */
function extend(chain: Chain, rows: readonly TransferRow[]): void {
  const link = (lines: readonly string[]): void => {
    chain.hash = hash('sha256', Buffer.concat([chain.hash, Buffer.from(lines.join('\n'))]), 'buffer');
    chain.entries += 1n;
  };
  let lines: string[] = [];
  let entryId: bigint | undefined;
  for (const row of rows) {
    if (entryId !== undefined && row.entryId !== entryId) {
      link(lines);
      lines = [];
    }
    entryId = row.entryId;
    lines.push(transferText(row));
    chain.transfers += 1n;
    totalsOf(chain, row.debitKind).debits += row.amount;
    totalsOf(chain, row.creditKind).credits += row.amount;
  }
  if (lines.length > 0) link(lines);
}

function totalsOf(chain: Chain, kind: number): { debits: bigint; credits: bigint } {
  let totals = chain.totals.get(kind);
  if (!totals) chain.totals.set(kind, (totals = { debits: 0n, credits: 0n }));
  return totals;
}

/** Seals one page of a bucket's closed entries; false when there was nothing to close or another sealer came first. */
async function sealPage(ctx: Ctx, input: { bucket: number; beforeId: bigint }): Promise<boolean> {
  const { bucket, beforeId } = input;
  const latest = await seals.lockLatestSeal(ctx.tx, bucket);
  if (!latest) return false;
  const rows = await seals.listTransfers(ctx.tx, { bucket, afterId: latest.toId, beforeId, limit: PAGE });
  const [first] = rows;
  const last = rows.at(-1);
  if (!first || !last) return false;
  const chain = chainOf(latest);
  extend(chain, rows);
  const totals = [...chain.totals].sort(([a], [b]) => a - b);
  await seals.insertSeal(ctx.tx, {
    bucket, number: latest.number + 1, fromId: first.entryId, toId: last.entryId, entries: chain.entries, transfers: chain.transfers, hash: chain.hash,
    kinds: totals.map(([kind]) => kind), debits: totals.map(([, sums]) => String(sums.debits)), credits: totals.map(([, sums]) => String(sums.credits)),
    sealedAt: ctx.wallNow,
  });
  return true;
}

/** The first id that may still get company: entries before it are closed. Rounded to the minute, so that a bucket gets one seal a minute. */
function openFrom(wall: Date): bigint {
  return leastIdAt(Math.floor((wall.getTime() - SEALING_LAG_MS) / MINUTE_MS) * MINUTE_MS);
}

/** Seals closed entries of at most 64 buckets, a page each; returns how many seals it wrote. */
export async function sealClosed(infra: Infra): Promise<number> {
  const beforeId = openFrom(infra.clock.wall());
  const buckets = await seals.listUnsealed(infra.sql, { beforeId, limit: BUCKETS_PER_RUN });
  let sealed = 0;
  for (const bucket of buckets) if (await infra.unit(ORIGIN, (ctx) => sealPage(ctx, { bucket, beforeId }))) sealed += 1;
  return sealed;
}

/** The sweep: asks the database at most once for each minute in which there is nothing left to seal. */
export function makeSealSweep(infra: Infra): () => Promise<number> {
  let doneBefore = 0n;
  return async () => {
    const beforeId = openFrom(infra.clock.wall());
    if (beforeId <= doneBefore) return 0;
    const sealed = await sealClosed(infra);
    if (sealed === 0) doneBefore = beforeId;
    return sealed;
  };
}

export interface TrialBalanceLine {
  readonly kind: AccountKind;
  readonly asset: Asset;
  readonly holder: HolderKind;
  /** Atoms since the beginning. Balance = credits − debits. */
  readonly debits: bigint;
  readonly credits: bigint;
  readonly balance: bigint;
}
export interface TrialBalance {
  readonly lines: readonly TrialBalanceLine[];
  readonly sealed: seals.SealedSummary;
}

/** Debits, credits and balance of every kind at the sealed positions, kinds without postings included. */
export async function trialBalance(sql: Sql): Promise<TrialBalance> {
  const sums = new Map((await seals.sumSealed(sql)).map((row) => [row.kind, row]));
  const lines = Object.entries(CHART).map(([kind, { number, asset, holder }]) => {
    const { debits, credits } = sums.get(number) ?? { debits: 0n, credits: 0n };
    return { kind: kind as AccountKind, asset, holder, debits, credits, balance: credits - debits };
  });
  return { lines, sealed: await seals.summariseSeals(sql) };
}

export type Difference =
  | { readonly check: 'seal.number' | 'seal.range' | 'seal.counts' | 'seal.totals' | 'seal.hash'; readonly seal: number; readonly expected: string; readonly found: string }
  | { readonly check: 'account.balance' | 'account.held' | 'account.floor'; readonly kind: AccountKind; readonly holder: bigint; readonly expected: string; readonly found: string };
export interface Verification {
  readonly bucket: number;
  readonly seals: number;
  readonly entries: bigint;
  /** The first thing that does not hold, or null. */
  readonly difference: Difference | null;
}

/** Recomputes a bucket's chain of seals and its accounts from the transfers and names the first difference. */
export async function verifyBucket(sql: Sql, bucket: number): Promise<Verification> {
  const chain: Chain = { hash: Buffer.alloc(32), entries: 0n, transfers: 0n, totals: new Map() };
  let number = 0;
  let toId = 0n;
  for (;;) {
    const [seal] = await seals.listSealsAfter(sql, { bucket, number, limit: 1 });
    if (!seal) break;
    const difference = await verifySeal(sql, { seal, chain, number: number + 1, afterId: toId });
    if (difference) return { bucket, seals: number, entries: chain.entries, difference };
    number = seal.number;
    toId = seal.toId;
  }
  return { bucket, seals: number, entries: chain.entries, difference: await verifyAccounts(sql, bucket) };
}

async function verifySeal(sql: Sql, input: { seal: seals.SealRow; chain: Chain; number: number; afterId: bigint }): Promise<Difference | null> {
  const { seal, chain, number, afterId } = input;
  const differs = (check: Extract<Difference, { seal: number }>['check'], values: { expected: unknown; found: unknown }): Difference | null => {
    const [expected, found] = [String(values.expected), String(values.found)];
    return expected === found ? null : { check, seal: number, expected, found };
  };
  const misnumbered = differs('seal.number', { expected: number, found: seal.number });
  if (misnumbered) return misnumbered;
  let cursor = afterId;
  let first: bigint | undefined;
  for (;;) {
    const rows = await seals.listTransfers(sql, { bucket: seal.bucket, afterId: cursor, beforeId: seal.toId + 1n, limit: PAGE });
    const last = rows.at(-1);
    if (!last) break;
    first ??= rows[0]?.entryId;
    extend(chain, rows);
    cursor = last.entryId;
  }
  const written = chainOf(seal);
  return (
    differs('seal.range', { expected: `${first ?? 'none'}…${cursor}`, found: `${seal.fromId}…${seal.toId}` }) ??
    differs('seal.counts', { expected: `${chain.entries} entries, ${chain.transfers} transfers`, found: `${written.entries} entries, ${written.transfers} transfers` }) ??
    differs('seal.totals', { expected: totalsText(chain), found: totalsText(written) }) ??
    differs('seal.hash', { expected: chain.hash.toString('hex'), found: written.hash.toString('hex') })
  );
}

function totalsText(chain: Chain): string {
  return [...chain.totals].sort(([a], [b]) => a - b).map(([kind, { debits, credits }]) => `${kindOfNumber(kind)} −${debits} +${credits}`).join(', ');
}

async function verifyAccounts(sql: Sql, bucket: number): Promise<Difference | null> {
  const row = await seals.findAccountDifference(sql, { bucket, floored: FLOORED_NUMBERS });
  if (!row) return null;
  const account = { kind: kindOfNumber(row.kind), holder: row.holder };
  if (row.balance !== row.posted) return { check: 'account.balance', ...account, expected: String(row.posted), found: String(row.balance) };
  if (row.held !== row.holds) return { check: 'account.held', ...account, expected: String(row.holds), found: String(row.held) };
  return { check: 'account.floor', ...account, expected: 'balance − held ≥ 0', found: String(row.balance - row.held) };
}
