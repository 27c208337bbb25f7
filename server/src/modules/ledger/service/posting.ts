/** Posting, holding and doing things once. Everything takes part in the unit of work of `ctx`; nothing here commits. */
import { hash } from 'node:crypto';
import type { Ctx } from '#infra/context.ts';
import type { Sql } from '#infra/sql.ts';
import { formatAtoms, DECIMALS } from '#kernel/amount.ts';
import { assert } from '#kernel/assert.ts';
import { type Id, msOf } from '#kernel/id.ts';
import { allows } from '#kernel/state-machine.ts';
import {
  canonicalText, CHART, checkEntry, checkHolder, errors, type Account, type AccountKey, type AccountKind, type Entry, type HeldChange,
  HOLD_TRANSITIONS, type Json, kindOfNumber, netMoves, type NumberedEntry, type Payer,
} from '#modules/ledger/domain.ts';
import * as holds from '#modules/ledger/store/holds.ts';
import * as accounts from '#modules/ledger/store/posting.ts';

/** Ids of new entries must be younger than this, since sealing takes older ones for closed (wall ms). */
const ENTRY_AGE_LIMIT_MS = 30_000;

export type EntryId = Id<'entry'>;
export type HoldId = Id<'hold'>;

/**
 * Posts entries, all or none, in one round trip, and returns their ids in order.
 * Refusal: ledger.insufficientBalance with the first short account in key order and its exact shortage; the transaction is then
 * aborted by the database, so nothing of it can be committed even by a caller who catches the refusal. (ARCHITECTURE 4.4)
 */
export async function post(ctx: Ctx, entries: readonly Entry[]): Promise<EntryId[]> {
  if (entries.length === 0) return [];
  const numbered = entries.map((entry) => number(ctx, entry));
  await apply(ctx, numbered, []);
  return numbered.map((entry) => entry.id as EntryId);
}

function number(ctx: Ctx, entry: Entry): NumberedEntry {
  const numbered: NumberedEntry = { ...entry, id: entry.id ?? ctx.newId<'entry'>(entry.bucket) };
  checkEntry(numbered);
  assert(msOf(numbered.id) >= ctx.wallNow.getTime() - ENTRY_AGE_LIMIT_MS, 'the id of an entry was made in this unit of work');
  return numbered;
}

async function apply(ctx: Ctx, entries: readonly NumberedEntry[], heldChanges: readonly HeldChange[]): Promise<void> {
  const shortage = await accounts.applyBatch(ctx.tx, { at: ctx.now, moves: netMoves(entries, heldChanges), entries });
  if (!shortage) return;
  const kind = kindOfNumber(shortage.kind);
  const { asset } = CHART[kind];
  throw errors.insufficientBalance({
    bucket: shortage.bucket, kind, holder: shortage.holder.toString(), asset, shortage: shortage.shortage.toString(),
    amount: formatAtoms(shortage.shortage, DECIMALS[asset]), unit: asset,
  });
}

/** Sets `amount` atoms of an account aside until captured or released. Refusal: ledger.insufficientBalance. */
export async function hold(ctx: Ctx, input: { bucket: number; account: Payer; amount: bigint; memo: string }): Promise<HoldId> {
  const { bucket, account, amount, memo } = input;
  assert(amount > 0n && CHART[account.kind].holder !== 'system', 'a hold is of a positive amount of a holder');
  checkHolder(account);
  const id = ctx.newId<'hold'>(bucket);
  await holds.insertHold(ctx.tx, { bucket, id, kind: CHART[account.kind].number, holder: account.holder, amount, memo, at: ctx.now });
  await apply(ctx, [], [{ bucket, kind: account.kind, holder: account.holder, change: amount }]);
  return id;
}

export interface CaptureInput {
  readonly bucket: number;
  readonly holdId: bigint;
  /** Atoms taken, at most what is held; the rest is set free. */
  readonly amount: bigint;
  readonly credit: Account;
  readonly memo: string;
  readonly eventPosition: bigint | null;
  readonly ruleVersion: number | null;
}

/** Pays from a hold and sets the rest free; returns the entry. Refusals: ledger.holdNotFound, ledger.holdClosed, ledger.holdExceeded. */
export async function capture(ctx: Ctx, input: CaptureInput): Promise<EntryId> {
  const { bucket, holdId, amount } = input;
  const held = await openHold(ctx, { bucket, id: holdId, to: 'captured' });
  if (amount > held.amount) throw errors.holdExceeded({ held: held.amount.toString(), amount: amount.toString() });
  // The holder was settled when the hold was made, and what is held cannot be touched since: the payer needs no new settling.
  const debit = { kind: kindOfNumber(held.kind), holder: held.holder } as Payer;
  const entry = number(ctx, { bucket, eventPosition: input.eventPosition, ruleVersion: input.ruleVersion, memo: input.memo, transfers: [{ debit, credit: input.credit, amount }] });
  await holds.closeHold(ctx.tx, { bucket, id: holdId, state: 'captured', captured: amount, entryId: entry.id, at: ctx.now });
  await apply(ctx, [entry], [{ bucket, kind: debit.kind, holder: debit.holder, change: -held.amount }]);
  return entry.id as EntryId;
}

/** Sets a hold free. Refusals: ledger.holdNotFound, ledger.holdClosed. */
export async function release(ctx: Ctx, input: { bucket: number; holdId: bigint }): Promise<void> {
  const { bucket, holdId } = input;
  const held = await openHold(ctx, { bucket, id: holdId, to: 'released' });
  await holds.closeHold(ctx.tx, { bucket, id: holdId, state: 'released', captured: 0n, entryId: null, at: ctx.now });
  await apply(ctx, [], [{ bucket, kind: kindOfNumber(held.kind), holder: held.holder, change: -held.amount }]);
}

async function openHold(ctx: Ctx, input: { bucket: number; id: bigint; to: 'captured' | 'released' }): Promise<holds.HoldRow> {
  const held = await holds.lockHold(ctx.tx, input);
  if (!held) throw errors.holdNotFound({ holdId: input.id.toString() });
  if (!allows(HOLD_TRANSITIONS, { from: held.state, to: input.to })) throw errors.holdClosed({ holdId: input.id.toString(), state: held.state });
  return held;
}

export interface Balance {
  /** Atoms. `available` = balance − held. */
  readonly balance: bigint;
  readonly held: bigint;
  readonly available: bigint;
}

/** The balance of an account; zero when nothing was ever posted to it. Points of members: shown balance = this + what accrued (airdrop). */
export async function balanceOf(sql: Sql, key: AccountKey): Promise<Balance> {
  const [row] = await accounts.findBalances(sql, [key]);
  return { balance: row?.balance ?? 0n, held: row?.held ?? 0n, available: (row?.balance ?? 0n) - (row?.held ?? 0n) };
}

/** The balances of accounts of one kind by holder; holders without an account are absent. */
export async function balancesOf(sql: Sql, input: { kind: AccountKind; holders: readonly { bucket: number; holder: bigint }[] }): Promise<Map<bigint, Balance>> {
  const rows = await accounts.findBalances(sql, input.holders.map((holder) => ({ ...holder, kind: input.kind })));
  return new Map(rows.map((row) => [row.holder, { balance: row.balance, held: row.held, available: row.balance - row.held }]));
}

/** What a system kind holds over all buckets as of now, in atoms (ARCHITECTURE 4.4). */
export function systemTotal(sql: Sql, kind: AccountKind): Promise<bigint> {
  assert(CHART[kind].holder === 'system', 'a total is of a system kind');
  return accounts.sumSystem(sql, kind);
}

export interface OnceInput {
  readonly bucket: number;
  /** Who asks: an account id. Keys of different owners never meet. */
  readonly owner: bigint;
  readonly key: string;
  /** All that decides what the command does. */
  readonly input: unknown;
}

/**
 * Does `work` once for a key: the same key with the same input returns the stored result, also to a caller who asks at the same time.
 * Refusal: ledger.keyReused when the input differs. The key stands only if the unit of work commits.
 */
export async function once<Result extends Json>(ctx: Ctx, command: OnceInput, work: () => Promise<Result>): Promise<Result> {
  const { bucket, owner, key } = command;
  const inputHash = hash('sha256', canonicalText(command.input), 'buffer');
  if (await holds.insertKey(ctx.tx, { bucket, owner, key, inputHash, at: ctx.now })) {
    const result = await work();
    await holds.saveResult(ctx.tx, { bucket, owner, key, result });
    return result;
  }
  const before = await holds.getKey(ctx.tx, { bucket, owner, key });
  if (!before.inputHash.equals(inputHash)) throw errors.keyReused({ key });
  return before.result as Result;
}
