/**
 * What happens to stakes and at noon. Every function takes part in the unit of work of `ctx` and takes the gate as its first lock: call it late,
 * after slow work, since a waiting noon holds back every other stake transaction until this one ends (ENGINE A.5, ARCHITECTURE 4.5).
 */
import { hash } from 'node:crypto';
import type { Ctx } from '#infra/context.ts';
import { assert } from '#kernel/assert.ts';
import { dayOf, formatDay, instantOf, NOON_MS } from '#kernel/day.ts';
import { bucketOf } from '#kernel/id.ts';
import { type Account, type Entry, markSettled, type Payer, post, type SettledAccount, type Transfer } from '#modules/ledger/index.ts';
import { firstIndex, type Index, opening, runNoon, sharesOf } from './domain/fund.ts';
import { type CohortChange, cohortChanges, decide, errors, type Fund, fundOf, newStake, type Operation, type Outcome, type Reclaim, type Stake } from './domain/stake.ts';
import * as store from './store.ts';
import { stepsOf, undoingOf } from './undoing.ts';

/** How many cohorts share the members of one last noon: docs/adr/0002. */
export const COHORT_SLOTS = 64;
const GATE_LIMIT_MS = 300;
/** Lines of statements that one INSERT writes. */
const LINES_AT_ONCE = 1_000;
export const NO_HASH = Buffer.alloc(32);
/** Noons hold system accounts of this bucket; only their sums over all buckets have meaning (ARCHITECTURE 4.4). */
const NOON_BUCKET = 0;

/** A step of the arithmetic that a member may read: a text key and what fills it. */
export interface Step { readonly key: string; readonly params: Readonly<Record<string, string | number>> }

/** Why share value changed, kept with the line it explains (the module that grants knows; the statement shows). */
export interface Reason {
  /** What the line is called: a text key such as "rewards.purchase". */
  readonly title: string;
  readonly event: { readonly type: string; readonly position: bigint; readonly at: Date } | null;
  readonly rule: { readonly version: number; readonly pack: string; readonly paragraph: string } | null;
  readonly steps: readonly Step[];
}

/** Takes back a grant or an activation: one of earlier by its line, or one of these changes by its place among them. */
export interface Undo {
  readonly kind: 'undone';
  readonly of: number | (Line & { readonly amount: bigint });
  /** Whether it had unlocked what was given locked: that locks again, whole. */
  readonly relock: boolean;
}

export interface Change { readonly memberId: bigint; readonly operation: Operation | Undo; readonly reason?: Reason }

/** The noon at which a line stands, and its id: with the member, the key of the line in his statement. */
export interface Line { readonly day: number; readonly id: bigint }

/** Histories in replay may hold more than a transfer of the ledger can (2^63 atoms, 92 thousand million yuan); they are played unposted. */
export interface Posting { readonly posted?: boolean }

export interface Changed {
  readonly memberId: bigint;
  readonly done: boolean;
  readonly credited: bigint;
  readonly line: Line | null;
  /** The last noon run when it took effect. */
  readonly noon: number;
  /** What it did to the member's share value and, taking a grant back, to his points and to what he owes. */
  readonly shares: bigint;
  readonly points: bigint;
  readonly owed: bigint;
}

/**
 * Applies operations to stakes in the order given, any number of them and of members, in a constant number of statements (one more for each 1,000
 * lines); answers in the same order. Points earned until now are posted to the member (unclaimed → memberPoints) and share value moves between its totals.
 */
export async function change(ctx: Ctx, changes: readonly Change[], options: Posting = {}): Promise<Changed[]> {
  if (changes.length === 0) return [];
  const keys = keysOf(changes.map((one) => one.memberId));
  await store.enterGate(ctx.tx);
  const last = (await store.findLastRow(ctx.tx)) ?? (await begin(ctx, firstDayAt(ctx.now)));
  const before = await lockAll(ctx, keys, last.day);
  const fund = await fundFor(ctx, [...before.values()], last);
  const undoing = await undoingOf(ctx, { changes, before, last });
  const after = new Map(before);
  const outcomes: Decided[] = [];
  for (const one of changes) {
    const stake = stakeOf(after, one.memberId);
    const operation = one.operation.kind === 'undone' ? undoing.reclaim(one.memberId, one.operation, outcomes) : one.operation;
    const outcome = decide(stake, operation, fund);
    undoing.note(one.memberId, outcome);
    after.set(one.memberId, outcome.stake);
    outcomes.push({ ...one, operation, bucket: bucketOf(one.memberId), outcome, owed: outcome.stake.owed - stake.owed + outcome.netted });
  }
  await saveStakes(ctx, { keys, before, after, fund });
  const lines = await saveLines(ctx, outcomes, options.posted === false ? [] : postings(ctx, outcomes));
  return outcomes.map(({ memberId, outcome: { done, credited, interval }, owed }, index) =>
    ({ memberId, done, credited, owed, line: lines[index] ?? null, noon: last.day, shares: interval?.sharesDelta ?? 0n, points: interval?.pointsDelta ?? 0n }));
}

interface Decided {
  readonly memberId: bigint;
  readonly operation: Operation | Reclaim;
  readonly reason?: Reason;
  readonly bucket: number;
  readonly outcome: Outcome;
  /** What the member owes more than before, but for what his noons have paid of it. */
  readonly owed: bigint;
}
type Posted = Entry & { id: bigint };
type SharedEntry = Omit<Posted, 'transfers'> & { transfers: { debit: Payer; credit: Account; amount: bigint }[] };

/**
 * The entry of each outcome; none where nothing moves. Share value has totals only, so what one event moves under one version of the rules is one
 * entry, in the bucket of the first member concerned; whoever is credited points has an entry of his own (docs/adr/0005).
 */
function postings(ctx: Ctx, outcomes: readonly Decided[]): (Posted | undefined)[] {
  const shared = new Map<string, SharedEntry>();
  return outcomes.map(({ memberId, bucket, outcome, operation, reason }) => {
    const transfers = transfersOf(memberId, outcome);
    if (transfers.length === 0) return undefined;
    const eventPosition = reason?.event?.position ?? null;
    const ruleVersion = reason?.rule?.version ?? null;
    const alone = reason?.event === undefined || reason.event === null || outcome.credited > 0n || outcome.reclaimed > 0n;
    if (alone) return { id: ctx.newId<'entry'>(bucket), bucket, eventPosition, ruleVersion, memo: reason?.title ?? `airdrop.${operation.kind}`, transfers };
    const key = `${eventPosition}/${ruleVersion}`;
    const entry: SharedEntry = shared.get(key) ?? { id: ctx.newId<'entry'>(bucket), bucket, eventPosition, ruleVersion, memo: reason?.event?.type ?? '', transfers: [] };
    shared.set(key, entry);
    for (const { debit, credit, amount } of transfers) {
      const same = entry.transfers.find((one) => one.debit.kind === debit.kind && one.credit.kind === credit.kind);
      if (same) same.amount += amount;
      else entry.transfers.push({ debit, credit, amount });
    }
    return entry;
  });
}

/** Writes history and entries; returns the line of each outcome that has one. While the database writes some lines the next are made ready. */
async function saveLines(ctx: Ctx, outcomes: readonly Decided[], entries: readonly (Posted | undefined)[]): Promise<(Line | null)[]> {
  const lines: (Line | null)[] = [];
  let writing: Promise<void> = Promise.resolve();
  for (let from = 0; from < outcomes.length; from += LINES_AT_ONCE) {
    const intervals: store.IntervalRow[] = [];
    for (const [offset, one] of outcomes.slice(from, from + LINES_AT_ONCE).entries()) {
      const { memberId, bucket, outcome: { interval }, reason } = one;
      const id = interval ? ctx.newId<'interval'>(bucket) : null;
      lines.push(interval && id !== null ? { day: interval.to, id } : null);
      if (interval && id !== null) intervals.push({ ...interval, bucket, memberId, id, entryId: entries[from + offset]?.id ?? null, reason: reason ? reasonJson(reason, stepsOf(one)) : null });
    }
    const values = store.intervalValues({ at: ctx.now, rows: intervals });
    await writing;
    if (intervals.length > 0) writing = store.insertIntervals(ctx.tx, values);
  }
  await writing;
  await post(ctx, [...new Set(entries)].filter((entry) => entry !== undefined));
  return lines;
}

interface Stakes {
  readonly keys: readonly store.Key[];
  readonly before: ReadonlyMap<bigint, Stake>;
  readonly after: ReadonlyMap<bigint, Stake>;
  readonly fund: Fund;
}

/** Writes each stake that changed once, however often it did, and the cohorts by what has become of it. */
async function saveStakes(ctx: Ctx, { keys, before, after, fund }: Stakes): Promise<void> {
  const changed = keys.filter(({ memberId }) => before.get(memberId) !== after.get(memberId));
  if (changed.length > 0) await store.updateStakes(ctx.tx, { keys: changed, stakes: changed.map(({ memberId }) => stakeOf(after, memberId)) });
  const cohorts = sumCohorts(changed.map(({ bucket, memberId }) => ({ bucket, changes: cohortChanges(stakeOf(before, memberId), stakeOf(after, memberId), fund) })));
  if (cohorts.length > 0) await store.addToCohorts(ctx.tx, cohorts);
}

function stakeOf(stakes: ReadonlyMap<bigint, Stake>, memberId: bigint): Stake {
  const stake = stakes.get(memberId);
  assert(stake !== undefined, 'every member concerned has a stake');
  return stake;
}

/** Distinct members in lock order. */
function keysOf(memberIds: readonly bigint[]): store.Key[] {
  return [...new Set(memberIds)].map((memberId) => ({ bucket: bucketOf(memberId), memberId }))
    .sort((a, b) => a.bucket - b.bucket || (a.memberId < b.memberId ? -1 : 1));
}

async function lockAll(ctx: Ctx, keys: readonly store.Key[], currentDay: number): Promise<Map<bigint, Stake>> {
  let locked = await store.lockStakes(ctx.tx, keys);
  if (locked.length < keys.length) {
    const found = new Set(locked.map((stake) => stake.memberId));
    const missing = keys.filter((key) => !found.has(key.memberId));
    await store.insertStakes(ctx.tx, { keys: missing, stakes: missing.map((key) => newStake(key.memberId, firstIndex(currentDay))) });
    locked = await store.lockStakes(ctx.tx, keys);
  }
  return new Map(locked.map((stake) => [stake.memberId, stake]));
}

/** The indexes that the stakes need, in one statement. */
async function fundFor(ctx: Pick<Ctx, 'tx'>, stakes: readonly Stake[], last: Index): Promise<Fund> {
  const days = new Set(stakes.flatMap((stake) => [stake.since, Math.max(stake.since, Math.min(last.day, stake.until))]));
  days.delete(last.day);
  const others = days.size === 0 ? [] : await store.listIndexes(ctx.tx, { days: [...days], ends: opening(last).generation > 0 });
  return fundOf([last, ...others], last.day);
}

const system = <Kind extends string>(kind: Kind): { kind: Kind; holder: bigint } => ({ kind, holder: 0n });

function transfersOf(memberId: bigint, outcome: Outcome): Transfer[] {
  const points: Transfer[] = [
    { debit: system('unclaimed'), credit: { kind: 'memberPoints', holder: memberId }, amount: outcome.credited - outcome.netted },
    { debit: system('unclaimed'), credit: system('pool'), amount: outcome.netted },
    { debit: markSettled(memberId), credit: system('pool'), amount: outcome.reclaimed },
  ];
  const moves = outcome.moves.map((move): Transfer => ({ debit: system(move.from), credit: system(move.to), amount: move.amount }));
  return [...points, ...moves].filter((transfer) => transfer.amount > 0n);
}

function sumCohorts(members: readonly { bucket: number; changes: readonly CohortChange[] }[]): store.CohortRow[] {
  const sums = new Map<number, { bucket: number; lastNoon: number; units: bigint }>();
  for (const { bucket, changes } of members) {
    for (const { until, units } of changes) {
      const slot = bucket % COHORT_SLOTS;
      const key = until * COHORT_SLOTS + slot;
      const sum = sums.get(key) ?? { bucket: slot, lastNoon: until, units: 0n };
      sum.units += units;
      sums.set(key, sum);
    }
  }
  return [...sums.values()].filter((sum) => sum.units !== 0n).sort((a, b) => a.bucket - b.bucket || a.lastNoon - b.lastNoon);
}

/** JSON of events by the object itself: all reasons of one event are given the same. */
const eventTexts = new WeakMap<NonNullable<Reason['event']>, string>();

function eventJson(event: NonNullable<Reason['event']>): string {
  const known = eventTexts.get(event);
  if (known !== undefined) return known;
  const text = JSON.stringify({ type: event.type, position: event.position.toString(), at: event.at.toISOString() });
  eventTexts.set(event, text);
  return text;
}

function reasonJson({ title, event, rule, steps }: Reason, own: readonly Step[]): string {
  return `{"title":${JSON.stringify(title)},"event":${event === null ? 'null' : eventJson(event)},"rule":${JSON.stringify(rule)},"steps":${JSON.stringify(own.length > 0 ? [...steps, ...own] : steps)}}`;
}

export interface Grant {
  readonly memberId: bigint;
  /** Share atoms, ≥ 0. */
  readonly amount: bigint;
  readonly reason: Reason;
  /** Locked share value waits outside the fund for activation (the 300 of registration). */
  readonly locked?: boolean;
}

/** Grants share value; a touch of each member's stake, unless locked. Returns each line of a statement. */
export async function grant(ctx: Ctx, grants: readonly Grant[]): Promise<Line[]> {
  const changed = await change(ctx, grants.map(({ memberId, amount, reason, locked }) =>
    ({ memberId, reason, operation: { kind: locked === true ? 'locked' as const : 'granted' as const, amount } })));
  return changed.map(({ line }) => {
    assert(line !== null, 'a grant has a line in the statement');
    return line;
  });
}

/** Grants locked share value. */
export async function lock(ctx: Ctx, grants: readonly Omit<Grant, 'locked'>[]): Promise<Line[]> {
  return grant(ctx, grants.map((one) => ({ ...one, locked: true })));
}

/** Makes all locked share value of some members active (a touch); nothing for those who have none. */
export async function activate(ctx: Ctx, activations: readonly { memberId: bigint; reason: Reason }[]): Promise<void> {
  await change(ctx, activations.map(({ memberId, reason }) => ({ memberId, reason, operation: { kind: 'activated' as const } })));
}

/**
 * Sets the last noon at which members take part: a day not after the last noon run pauses them, a later one resumes the paused (a touch) and moves
 * the others.
 */
export async function setUntil(ctx: Ctx, windows: readonly { memberId: bigint; until: number; reason?: Reason }[]): Promise<void> {
  await change(ctx, windows.map(({ memberId, until, reason }) => ({ memberId, ...(reason ? { reason } : {}), operation: { kind: 'until' as const, day: until } })));
}

/** Takes share value back, from each all or nothing; answers whether it was taken. Short or not, it is a touch. */
export async function spendShares(ctx: Ctx, spends: readonly { memberId: bigint; amount: bigint; reason?: Reason }[]): Promise<boolean[]> {
  const changed = await change(ctx, spends.map(({ memberId, amount, reason }) => ({ memberId, ...(reason ? { reason } : {}), operation: { kind: 'spent' as const, amount } })));
  return changed.map(({ done }) => done);
}

/** Posts what noons have earned for these members, so that their points accounts are whole and may be debited (ARCHITECTURE 4.5). */
export async function settled(ctx: Ctx, memberIds: readonly bigint[]): Promise<Map<bigint, SettledAccount>> {
  await change(ctx, keysOf(memberIds).map(({ memberId }) => ({ memberId, operation: { kind: 'settled' as const } })));
  return new Map(memberIds.map((memberId) => [memberId, markSettled(memberId)]));
}

/** The noon that must have run last when business time is `now`: from there a fund begins. */
export function firstDayAt(now: Date): number {
  const day = dayOf(now);
  return now.getTime() < instantOf(day, NOON_MS).getTime() ? day - 1 : day;
}

/** Begins the fund as if the noon of `day` had run and issued nothing; returns the last row. Nothing happens to a fund that has begun. */
export async function begin(ctx: Ctx, day: number): Promise<store.DayRow> {
  const row: Omit<store.DayRow, 'hash'> = {
    ...firstIndex(day), revision: 1, amountSet: 0n, price: 0n, maxYieldPpm: 1_000_000, units: 0n, shares: 0n, issued: 0n, burned: 0n, lapsed: 0n,
    runAt: ctx.now, entryId: null, previousHash: NO_HASH,
  };
  await store.insertFirstDay(ctx.tx, { ...row, hash: hashOf(row) });
  const last = await store.findLastRow(ctx.tx);
  assert(last !== undefined, 'the fund has begun');
  return last;
}

/** SHA-256 over everything that makes a row, with the hash of the row before: the chain of ENGINE A.8. */
export function hashOf(row: Omit<store.DayRow, 'hash'>): Buffer {
  const text = [row.previousHash.toString('hex'), row.day, row.revision, row.amountSet, row.price, row.maxYieldPpm, row.units, row.shares, row.issued, row.burned,
    row.lapsed, row.valuePerUnit, row.pointsPerUnit, row.shift, row.generation, row.runAt.toISOString(), row.entryId ?? ''].join('|');
  return hash('sha256', text, 'buffer');
}

export interface NoonOrder extends Posting {
  /** Day number; must be the day after the last noon run. */
  readonly day: number;
  /** Point atoms to issue at most; 0 for a day without an airdrop. */
  readonly amount: bigint;
  /** Guide price, 1e-8 yuan a point; given by economy, never looked up here. */
  readonly price: bigint;
  /** At most this part of the eligible share value may burn; all of it when absent (N10). */
  readonly maxYieldPpm?: number;
}

/**
 * Runs a noon: constant work whatever the number of members (ENGINE A.5). A day that has run is returned as it is, whatever was asked, so calls may be
 * repeated. Refusal: airdrop.noonOutOfOrder when the day is not the one after the last. Throws lock time-out (retried by the unit of work) when
 * stake transactions do not end within 0.3 s.
 */
export async function noon(ctx: Ctx, order: NoonOrder): Promise<store.DayRow> {
  const { day, amount, price } = order;
  await store.closeGate(ctx.tx, GATE_LIMIT_MS);
  const last = (await store.findLastRow(ctx.tx)) ?? (await begin(ctx, day - 1));
  const row = day <= last.day ? await store.findDay(ctx.tx, day) : undefined;
  if (row) return row;
  if (day !== last.day + 1) throw errors.noonOutOfOrder({ day: formatDay(day), expected: formatDay(last.day + 1) });
  const { units, lapsing } = await store.sumCohorts(ctx.tx, day);
  const maxYieldPpm = order.maxYieldPpm ?? 1_000_000;
  const result = runNoon(last, { day, amount, price, units, maxYieldPpm: BigInt(maxYieldPpm) });
  const lapsed = sharesOf(lapsing, result.index);
  const { issued, burned, shares } = result;
  const entryId = order.posted === false ? null : await postNoon(ctx, { issued, burned, lapsed });
  const unsigned = { ...result.index, revision: 1, amountSet: amount, price, maxYieldPpm, units, shares, issued, burned, lapsed, runAt: ctx.now, entryId, previousHash: last.hash };
  const written = { ...unsigned, hash: hashOf(unsigned) };
  await store.insertDay(ctx.tx, written);
  await store.dropCohorts(ctx.tx, { day, all: result.index.valuePerUnit === 0n });
  ctx.emit({ type: 'airdrop.noonRun', bucket: NOON_BUCKET, payload: { day: formatDay(day), issuedPts: issued.toString(), priceAtoms: price.toString(), burnedSv: burned.toString() } });
  return written;
}

/** One entry for the whole noon: points become claimable, share value burns, and that of members whose window ends is paused. */
async function postNoon(ctx: Ctx, totals: { issued: bigint; burned: bigint; lapsed: bigint }): Promise<bigint | null> {
  const transfers = [
    { debit: system('pool'), credit: system('unclaimed'), amount: totals.issued },
    { debit: system('svActive'), credit: system('svBurned'), amount: totals.burned },
    { debit: system('svActive'), credit: system('svPaused'), amount: totals.lapsed },
  ].filter((transfer) => transfer.amount > 0n);
  if (transfers.length === 0) return null;
  const id = ctx.newId<'entry'>(NOON_BUCKET);
  await post(ctx, [{ id, bucket: NOON_BUCKET, eventPosition: null, ruleVersion: null, memo: 'airdrop.noon', transfers }]);
  return id;
}
