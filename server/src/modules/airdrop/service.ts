/**
 * What happens to stakes and at noon. Every function takes part in the unit of work of `ctx` and takes the gate as its first lock: call it late,
 * after slow work, since a waiting noon holds back every other stake transaction until this one ends (ENGINE A.5, ARCHITECTURE 4.5).
 */
import { hash } from 'node:crypto';
import type { Ctx } from '#infra/context.ts';
import { assert } from '#kernel/assert.ts';
import { dayOf, formatDay, instantOf, NOON_MS } from '#kernel/day.ts';
import { bucketOf } from '#kernel/id.ts';
import { type Entry, markSettled, post, type SettledAccount, type Transfer } from '#modules/ledger/index.ts';
import { firstIndex, type Index, opening, runNoon, sharesOf } from './domain/fund.ts';
import { type CohortChange, decide, errors, type Fund, newStake, type Operation, type Outcome, type Stake } from './domain/stake.ts';
import * as store from './store.ts';

/** How many cohorts share the members of one last noon: docs/adr/0002. */
const COHORT_SLOTS = 64;
const GATE_LIMIT_MS = 300;
const NO_HASH = Buffer.alloc(32);
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

export interface Change { readonly memberId: bigint; readonly operation: Operation; readonly reason?: Reason }

/** Histories in replay may hold more than a transfer of the ledger can (2^63 atoms, 92 thousand million yuan); they are played unposted. */
export interface Posting { readonly posted?: boolean }

export interface Changed { readonly memberId: bigint; readonly done: boolean; readonly credited: bigint; readonly lineId: bigint | null }

/**
 * Applies operations to stakes in the order given, any number of them and of members, in a constant number of statements; answers in the same
 * order. Points earned until now are posted to the member (unclaimed → memberPoints) and share value moves between its totals.
 */
export async function change(ctx: Ctx, changes: readonly Change[], options: Posting = {}): Promise<Changed[]> {
  if (changes.length === 0) return [];
  const keys = keysOf(changes.map((one) => one.memberId));
  await store.enterGate(ctx.tx);
  const last = (await store.findLastRow(ctx.tx)) ?? (await begin(ctx, firstDayAt(ctx.now)));
  const stakes = await lockAll(ctx, keys, last.day);
  const fund = await fundFor(ctx, [...stakes.values()], last);
  const outcomes = changes.map((one) => {
    const outcome = decide(stakes.get(one.memberId) ?? newStake(one.memberId, fund.current), one.operation, fund);
    stakes.set(one.memberId, outcome.stake);
    return { ...one, bucket: bucketOf(one.memberId), outcome };
  });
  return save(ctx, { keys, stakes, outcomes, posted: options.posted ?? true });
}

interface Decided extends Change { readonly bucket: number; readonly outcome: Outcome }

interface Saved {
  readonly keys: readonly store.Key[];
  readonly stakes: ReadonlyMap<bigint, Stake>;
  readonly outcomes: readonly Decided[];
  readonly posted: boolean;
}

async function save(ctx: Ctx, decided: Saved): Promise<Changed[]> {
  const { keys, stakes, outcomes, posted } = decided;
  const entries: (Entry & { id: bigint })[] = [];
  const intervals: store.IntervalRow[] = [];
  const answers = outcomes.map(({ memberId, bucket, outcome, operation, reason }): Changed => {
    const transfers = posted ? transfersOf(memberId, outcome) : [];
    const eventPosition = reason?.event?.position ?? null;
    const ruleVersion = reason?.rule?.version ?? null;
    const entryId = transfers.length > 0 ? ctx.newId<'entry'>(bucket) : null;
    if (entryId !== null) entries.push({ id: entryId, bucket, eventPosition, ruleVersion, memo: reason?.title ?? `airdrop.${operation.kind}`, transfers });
    const lineId = outcome.interval ? ctx.newId<'interval'>(bucket) : null;
    if (outcome.interval && lineId !== null) {
      intervals.push({ ...outcome.interval, bucket, memberId, id: lineId, at: ctx.now, eventPosition, ruleVersion, entryId, reason: reason ? reasonJson(reason) : null });
    }
    return { memberId, done: outcome.done, credited: outcome.credited, lineId };
  });
  await store.updateStakes(ctx.tx, { keys, stakes: keys.map((key) => stakeOf(stakes, key.memberId)) });
  if (intervals.length > 0) await store.insertIntervals(ctx.tx, intervals);
  const cohorts = sumCohortChanges(outcomes);
  if (cohorts.length > 0) await store.addToCohorts(ctx.tx, cohorts);
  await post(ctx, entries);
  return answers;
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

/** A fund that knows the given indexes. */
export function fundOf(indexes: readonly Index[], currentDay: number): Fund {
  const byDay = new Map(indexes.map((index) => [index.day, index]));
  const ended = new Map(indexes.filter((index) => index.valuePerUnit === 0n).map((index) => [index.generation, index]));
  const known = (index: Index | undefined): Index => {
    assert(index !== undefined, 'the index of the day was loaded');
    return index;
  };
  return { current: known(byDay.get(currentDay)), indexAt: (day) => known(byDay.get(day)), endOf: (generation) => known(ended.get(generation)) };
}

const system = <Kind extends string>(kind: Kind): { kind: Kind; holder: bigint } => ({ kind, holder: 0n });

function transfersOf(memberId: bigint, outcome: Outcome): Transfer[] {
  const credit: Transfer = { debit: system('unclaimed'), credit: { kind: 'memberPoints', holder: memberId }, amount: outcome.credited };
  const moves = outcome.moves.map((move): Transfer => ({ debit: system(move.from), credit: system(move.to), amount: move.amount }));
  return [credit, ...moves].filter((transfer) => transfer.amount > 0n);
}

function sumCohortChanges(outcomes: readonly Decided[]): store.CohortRow[] {
  const sums = new Map<string, { bucket: number; lastNoon: number; units: bigint }>();
  for (const { bucket, outcome } of outcomes) {
    for (const { until, units } of outcome.cohorts satisfies readonly CohortChange[]) {
      const slot = bucket % COHORT_SLOTS;
      const sum = sums.get(`${slot}/${until}`) ?? { bucket: slot, lastNoon: until, units: 0n };
      sum.units += units;
      sums.set(`${slot}/${until}`, sum);
    }
  }
  return [...sums.values()].filter((sum) => sum.units !== 0n).sort((a, b) => a.bucket - b.bucket || a.lastNoon - b.lastNoon);
}

function reasonJson(reason: Reason): unknown {
  const event = reason.event ? { type: reason.event.type, position: reason.event.position.toString(), at: reason.event.at.toISOString() } : null;
  return { title: reason.title, event, rule: reason.rule, steps: reason.steps };
}

export interface Grant {
  readonly memberId: bigint;
  /** Share atoms, ≥ 0. */
  readonly amount: bigint;
  readonly reason: Reason;
  /** Locked share value waits outside the fund for activation (the 300 of registration). */
  readonly locked?: boolean;
}

/** Grants share value; a touch of each member's stake, unless locked. Returns the id of each statement line. */
export async function grant(ctx: Ctx, grants: readonly Grant[]): Promise<bigint[]> {
  const changed = await change(ctx, grants.map(({ memberId, amount, reason, locked }) =>
    ({ memberId, reason, operation: { kind: locked === true ? 'locked' as const : 'granted' as const, amount } })));
  return changed.map(({ lineId }) => {
    assert(lineId !== null, 'a grant has a line in the statement');
    return lineId;
  });
}

/** Grants locked share value. */
export async function lock(ctx: Ctx, grants: readonly Omit<Grant, 'locked'>[]): Promise<bigint[]> {
  return grant(ctx, grants.map((one) => ({ ...one, locked: true })));
}

/** Makes all locked share value of some members active (a touch); nothing for those who have none. */
export async function activate(ctx: Ctx, activations: readonly { memberId: bigint; reason: Reason }[]): Promise<void> {
  await change(ctx, activations.map(({ memberId, reason }) => ({ memberId, reason, operation: { kind: 'activated' as const } })));
}

/**
 * Sets the last noon at which members take part: a day not after the last noon run pauses them, a later one resumes the paused (a touch) and moves
 * the others. `noons` instead counts from the last noon run and never shortens (N7).
 */
export async function setUntil(
  ctx: Ctx, windows: readonly ({ memberId: bigint; reason?: Reason } & ({ until: number } | { noons: number }))[],
): Promise<void> {
  await change(ctx, windows.map((window) => ({
    memberId: window.memberId, ...(window.reason ? { reason: window.reason } : {}),
    operation: 'until' in window ? { kind: 'until' as const, day: window.until } : { kind: 'window' as const, noons: window.noons },
  })));
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
function firstDayAt(now: Date): number {
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
