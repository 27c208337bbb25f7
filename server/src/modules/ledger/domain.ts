/**
 * The chart of accounts and what an entry is. An entry moves amounts between accounts of one bucket by transfers (debit −, credit +),
 * so it sums to zero by construction. System accounts exist once per bucket and may have any sign there; holders' never fall below zero.
 */
import type { Asset } from '#kernel/amount.ts';
import { assert } from '#kernel/assert.ts';
import { defineRefusals } from '#kernel/errors.ts';
import { bucketOf, BUCKETS } from '#kernel/id.ts';
import type { Transitions } from '#kernel/state-machine.ts';

/** Who may hold an account of a kind. `system` accounts have holder 0. */
export type HolderKind = 'system' | 'member' | 'supplier';
interface KindFacts {
  readonly number: number;
  readonly asset: Asset;
  readonly holder: HolderKind;
}

/** The chart of accounts. Numbers are stored and never reused; `ledger.account_kind` mirrors this table. */
export const CHART = {
  /** Money that gateways have taken for us; negative, since it came from outside. */
  gateway: { number: 1, asset: 'CNY', holder: 'system' },
  /** Paid by members, not yet earned by anyone: orders between payment and confirmation. */
  unearned: { number: 2, asset: 'CNY', holder: 'system' },
  margin: { number: 3, asset: 'CNY', holder: 'system' },
  supplierPayable: { number: 4, asset: 'CNY', holder: 'supplier' },
  transitCny: { number: 9, asset: 'CNY', holder: 'system' },
  /** Minus all points that ever came into being. */
  issued: { number: 20, asset: 'PTS', holder: 'system' },
  pool: { number: 21, asset: 'PTS', holder: 'system' },
  founders: { number: 22, asset: 'PTS', holder: 'system' },
  /** Points a noon has released and no member's account has received yet. */
  unclaimed: { number: 23, asset: 'PTS', holder: 'system' },
  treasury: { number: 24, asset: 'PTS', holder: 'system' },
  destroyed: { number: 25, asset: 'PTS', holder: 'system' },
  memberPoints: { number: 26, asset: 'PTS', holder: 'member' },
  transitPts: { number: 29, asset: 'PTS', holder: 'system' },
  /** Minus all share value ever granted. */
  svIssued: { number: 40, asset: 'SV', holder: 'system' },
  svActive: { number: 41, asset: 'SV', holder: 'system' },
  svLocked: { number: 42, asset: 'SV', holder: 'system' },
  svPaused: { number: 43, asset: 'SV', holder: 'system' },
  svBurned: { number: 44, asset: 'SV', holder: 'system' },
  transitSv: { number: 49, asset: 'SV', holder: 'system' },
} as const satisfies Record<string, KindFacts>;

export type AccountKind = keyof typeof CHART;
export const ACCOUNT_KINDS = Object.keys(CHART) as AccountKind[];
const KIND_OF_NUMBER = new Map<number, AccountKind>(ACCOUNT_KINDS.map((kind) => [CHART[kind].number, kind]));
/** Kinds whose balance − held may not fall below zero. */
export const FLOORED_NUMBERS: readonly number[] = ACCOUNT_KINDS.filter((kind) => CHART[kind].holder !== 'system').map((kind) => CHART[kind].number);

/** The kind with a stored number. */
export function kindOfNumber(number: number): AccountKind {
  const kind = KIND_OF_NUMBER.get(number);
  assert(kind !== undefined, `account kind ${number} is in the chart`);
  return kind;
}

/** An account within a bucket; holder is 0n for system kinds, else the id of the member or supplier. */
export interface Account<Kind extends AccountKind = AccountKind> {
  readonly kind: Kind;
  readonly holder: bigint;
}
export interface AccountKey extends Account {
  readonly bucket: number;
}

declare const settled: unique symbol;
/** A member's points account after `airdrop.settled`: the only form in which it may be debited or held (ARCHITECTURE 4.5). */
export interface SettledAccount extends Account<'memberPoints'> {
  readonly [settled]: true;
}
/** For `airdrop.settled` alone, once what accrued to the member has been posted to this account. */
export function markSettled(memberId: bigint): SettledAccount {
  return { kind: 'memberPoints', holder: memberId } as SettledAccount;
}
/** What may pay. */
export type Payer = Account<Exclude<AccountKind, 'memberPoints'>> | SettledAccount;

export interface Transfer {
  readonly debit: Payer;
  readonly credit: Account;
  /** Atoms of the asset of both accounts, > 0. */
  readonly amount: bigint;
}

export interface Entry {
  /** Made by ctx.newId(bucket) in this unit of work; made by `post` when absent. */
  readonly id?: bigint;
  readonly bucket: number;
  /** The event that this entry follows from; null for what a person or the clock caused. */
  readonly eventPosition: bigint | null;
  readonly ruleVersion: number | null;
  /** A stable code, with the id of its subject where there is one: "settlement.confirmed 4711". Never personal data; at most 100 characters. */
  readonly memo: string;
  readonly transfers: readonly Transfer[];
}
export interface NumberedEntry extends Entry {
  readonly id: bigint;
}

export const errors = defineRefusals('ledger', {
  insufficientBalance: 409, keyReused: 409, entryNotFound: 404, holdNotFound: 404, holdClosed: 409, holdExceeded: 409,
});

export type HoldState = 'held' | 'captured' | 'released';
export const HOLD_TRANSITIONS: Transitions<HoldState> = { held: ['captured', 'released'], captured: [], released: [] };

/** The net change of one account by a batch. */
export interface Move {
  readonly bucket: number;
  readonly kind: number;
  readonly holder: bigint;
  balance: bigint;
  held: bigint;
}
/** A change of what is held of an account, atoms. */
export interface HeldChange extends AccountKey {
  readonly change: bigint;
}

const MAX_ID = (1n << 63n) - 1n;

/** Asserts that an entry keeps the rules of the chart: breaking them is a bug, never a refusal. */
export function checkEntry(entry: NumberedEntry): void {
  assert(Number.isInteger(entry.bucket) && entry.bucket >= 0 && entry.bucket < BUCKETS, 'an entry stands in a bucket');
  assert(bucketOf(entry.id) === entry.bucket, 'the id of an entry was made in its bucket');
  assert(entry.memo.length > 0 && entry.memo.length <= 100, 'an entry has a memo of at most 100 characters');
  assert(entry.transfers.length > 0 && entry.transfers.length < 32_768, 'an entry has transfers');
  for (const { debit, credit, amount } of entry.transfers) {
    assert(amount > 0n && amount <= MAX_ID, 'the amount of a transfer is positive and fits a bigint');
    assert(CHART[debit.kind].asset === CHART[credit.kind].asset, 'a transfer stays within one asset');
    assert(debit.kind !== credit.kind || debit.holder !== credit.holder, 'a transfer is between two accounts');
    checkHolder(debit);
    checkHolder(credit);
  }
}

/** Asserts that system accounts have holder 0 and all others a holder. */
export function checkHolder(account: Account): void {
  assert((CHART[account.kind].holder === 'system') === (account.holder === 0n) && account.holder >= 0n && account.holder <= MAX_ID, `a ${account.kind} account has the right holder`);
}

/**
 * The net change of every account that a batch touches, in lock order (bucket, kind, holder). Every writer takes its row locks in this
 * order, so two batches never wait for each other in a circle.
 */
export function netMoves(entries: readonly NumberedEntry[], heldChanges: readonly HeldChange[] = []): Move[] {
  const buckets = new Map<number, Map<number, Map<bigint, Move>>>();
  const moveOf = (bucket: number, account: Account): Move => {
    const kind = CHART[account.kind].number;
    let kinds = buckets.get(bucket);
    if (!kinds) buckets.set(bucket, (kinds = new Map()));
    let holders = kinds.get(kind);
    if (!holders) kinds.set(kind, (holders = new Map()));
    let move = holders.get(account.holder);
    if (!move) holders.set(account.holder, (move = { bucket, kind, holder: account.holder, balance: 0n, held: 0n }));
    return move;
  };
  for (const { bucket, transfers } of entries) {
    for (const { debit, credit, amount } of transfers) {
      moveOf(bucket, debit).balance -= amount;
      moveOf(bucket, credit).balance += amount;
    }
  }
  for (const { bucket, change, ...account } of heldChanges) moveOf(bucket, account).held += change;
  return ascending(buckets).flatMap(([, kinds]) => ascending(kinds).flatMap(([, holders]) => ascending(holders).map(([, move]) => move)));
}

function ascending<Key extends number | bigint, Value>(map: ReadonlyMap<Key, Value>): [Key, Value][] {
  return [...map].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}

/** A JSON value, the form in which results of idempotent commands are kept. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/** One text for equal inputs: names sorted, bigint as decimal text with an n, dates as ISO text, absent members left out. */
export function canonicalText(value: unknown): string {
  if (typeof value === 'bigint') return `${value}n`;
  if (value instanceof Date) return JSON.stringify(value.toISOString());
  if (Array.isArray(value)) return `[${value.map(canonicalText).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).filter(([, member]) => member !== undefined).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonicalText(member)}`).join(',')}}`;
  }
  return JSON.stringify(value) ?? 'null';
}
