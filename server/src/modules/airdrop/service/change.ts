/**
 * What happens to stakes. Every function takes part in the unit of work of `ctx` and takes the gate as its first lock: call it late, after slow work,
 * since a waiting noon holds back every other stake transaction until this one ends (ENGINE A.5, ARCHITECTURE 4.5).
 */
import type { Ctx } from '#infra/context.ts';
import { assert } from '#kernel/assert.ts';
import { bucketOf } from '#kernel/id.ts';
import { firstIndex, type Index, opening } from '#modules/airdrop/domain/fund.ts';
import { type CohortChange, cohortChanges, decide, type Fund, fundOf, newStake, type Operation, type Stake } from '#modules/airdrop/domain/stake.ts';
import { enterGate, findLastRow, listIndexes } from '#modules/airdrop/store/days.ts';
import { type Key, keyOf } from '#modules/airdrop/store/key.ts';
import { addToCohorts, type CohortRow, insertStakes, lockStakes, updateStakes } from '#modules/airdrop/store/stakes.ts';
import { type Decided, postings, saveLines } from './lines.ts';
import { begin, firstDayAt } from './noon.ts';
import { undoingOf } from './undoing.ts';

/** How many cohorts share the members of one last noon: docs/adr/0002. */
export const COHORT_SLOTS = 64;

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
  await enterGate(ctx.tx);
  const last = (await findLastRow(ctx.tx)) ?? (await begin(ctx, firstDayAt(ctx.now)));
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

interface Stakes {
  readonly keys: readonly Key[];
  readonly before: ReadonlyMap<bigint, Stake>;
  readonly after: ReadonlyMap<bigint, Stake>;
  readonly fund: Fund;
}

/** Writes each stake that changed once, however often it did, and the cohorts by what has become of it. */
async function saveStakes(ctx: Ctx, { keys, before, after, fund }: Stakes): Promise<void> {
  const changed = keys.filter(({ memberId }) => before.get(memberId) !== after.get(memberId));
  if (changed.length > 0) await updateStakes(ctx.tx, { keys: changed, stakes: changed.map(({ memberId }) => stakeOf(after, memberId)) });
  const cohorts = cohortRows(changed.map(({ bucket, memberId }) => ({ bucket, changes: cohortChanges(stakeOf(before, memberId), stakeOf(after, memberId), fund) })));
  if (cohorts.length > 0) await addToCohorts(ctx.tx, cohorts);
}

function stakeOf(stakes: ReadonlyMap<bigint, Stake>, memberId: bigint): Stake {
  const stake = stakes.get(memberId);
  assert(stake !== undefined, 'every member concerned has a stake');
  return stake;
}

/** Distinct members in lock order. */
export function keysOf(memberIds: readonly bigint[]): Key[] {
  return [...new Set(memberIds)].map(keyOf)
    .sort((a, b) => a.bucket - b.bucket || (a.memberId < b.memberId ? -1 : 1));
}

async function lockAll(ctx: Ctx, keys: readonly Key[], currentDay: number): Promise<Map<bigint, Stake>> {
  let locked = await lockStakes(ctx.tx, keys);
  if (locked.length < keys.length) {
    const found = new Set(locked.map((stake) => stake.memberId));
    const missing = keys.filter((key) => !found.has(key.memberId));
    await insertStakes(ctx.tx, { keys: missing, stakes: missing.map((key) => newStake(key.memberId, firstIndex(currentDay))) });
    locked = await lockStakes(ctx.tx, keys);
  }
  return new Map(locked.map((stake) => [stake.memberId, stake]));
}

/** The indexes that the stakes need, in one statement. */
async function fundFor(ctx: Pick<Ctx, 'tx'>, stakes: readonly Stake[], last: Index): Promise<Fund> {
  const days = new Set(stakes.flatMap((stake) => [stake.since, Math.max(stake.since, Math.min(last.day, stake.until))]));
  days.delete(last.day);
  const others = days.size === 0 ? [] : await listIndexes(ctx.tx, { days: [...days], ends: opening(last).generation > 0 });
  return fundOf([last, ...others], last.day);
}

/** What changes of stakes come to for the cohorts, in key order. */
function cohortRows(members: readonly { bucket: number; changes: readonly CohortChange[] }[]): CohortRow[] {
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
