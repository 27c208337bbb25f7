/** The engine: load what a batch needs, decide in memory, write once. And what it did for an order. */
import { assert } from '#kernel/assert.ts';
import { type Level, rankOf } from '#kernel/level.ts';
import type { Ctx } from '#infra/context.ts';
import type { Sql } from '#infra/sql.ts';
import { change, type Changed, currentDay, type KeptReason, positionOf, reasonsOf } from '#modules/airdrop/index.ts';
import { giveInviteCode, withdrawInviteCode } from '#modules/members/index.ts';
import { levelsOf, type Needed, openForest, saveForest } from '#modules/referral/index.ts';
import { type RuleBook, ruleBook, type Rules } from '#modules/rules/index.ts';
import { type BatchState, decideBatch, type EngineEvent, type Plan, type Standing } from './batch.ts';
import { errors, type Frozen, type Kind, stopLevel } from './domain.ts';
import type { GrantRow, UndoneRow } from './store.ts';
import * as store from './store.ts';

/** Orders decided at once: enough to share the cost of a statement, few enough to stay in the processor's caches. */
const SLICE = 512;

/**
 * Applies a batch of events: registrations, payments, confirmations and refunds, in order; unless `open`, what they grant is held. Cursor and effect share
 * the transaction of `ctx`; an event applied before changes nothing.
 */
export async function applyEngine(ctx: Ctx, events: readonly EngineEvent[], open: boolean): Promise<void> {
  const book = await ruleBook(ctx.tx);
  for (const slice of cut(events)) await applySlice(ctx, slice, { book, open });
}

/** Consecutive events in slices of about SLICE orders or registrations. */
function cut(events: readonly EngineEvent[]): EngineEvent[][] {
  const slices: EngineEvent[][] = [];
  let weight = SLICE;
  for (const event of events) {
    if (weight >= SLICE) {
      slices.push([]);
      weight = 0;
    }
    slices.at(-1)?.push(event);
    weight += 'orders' in event.payload ? event.payload.orders.length : 1;
  }
  return slices;
}

/** One slice in a constant number of statements (an invitation code, given once in a member's life, takes its own). */
async function applySlice(ctx: Ctx, events: readonly EngineEvent[], given: Pick<BatchState, 'book' | 'open'>): Promise<void> {
  const state = await loadState(ctx.tx, events, given);
  const { forest } = state;
  const plan = decideBatch(events, state);

  await saveForest(ctx, forest);
  const marked = await store.markFrozen(ctx.tx, plan.marked);
  assert(marked === plan.marked.length, 'an order is granted once and refunded once');
  for (const [memberId, may] of plan.sharers) await (may ? giveInviteCode(ctx, memberId) : withdrawInviteCode(ctx, memberId));
  await store.deleteHeld(ctx.tx, plan.dropped);
  await store.insertHeld(ctx.tx, plan.held);
  await writeGrants(ctx, plan);
}

async function loadState(sql: Sql, events: readonly EngineEvent[], { book, open }: Pick<BatchState, 'book' | 'open'>): Promise<BatchState> {
  const orders = events.flatMap((event): readonly { orderId: string }[] => ('orders' in event.payload ? event.payload.orders : []));
  const refunded = events.flatMap((event) => (event.type === 'orders.refunded' ? event.payload.orders : []));
  const refunding = [...new Set(refunded.map((order) => BigInt(order.memberId)))];
  const records = [...await store.findFrozen(sql, [...new Set(orders.map((order) => BigInt(order.orderId)))]), ...await store.findFrozenOf(sql, refunding)];
  const frozen = new Map(records.map((record) => [record.orderId, record]));
  const sources = [...new Set([...refunded.map((order) => BigInt(order.orderId)), ...refunding])];
  const grants = sources.length === 0 ? [] : (await store.grantsOf(sql, sources)).map(({ lineDay, lineId, ...grant }): Standing => ({ ...grant, at: { day: lineDay, id: lineId } }));
  return { book, open, frozen, grants, forest: await openForest(sql, neededBy(events, book, frozen)) };
}

/** Stakes last: the gate of the fund is held no longer than needed. */
async function writeGrants(ctx: Ctx, plan: Plan): Promise<void> {
  const changed = await change(ctx, plan.changes);
  const resultOf = (index: number): Changed => {
    const result = changed[index];
    assert(result, 'every change has its result');
    return result;
  };
  // An activation that found nothing locked is none.
  const rowOf = ({ at, ...grant }: Standing): GrantRow[] => {
    if (typeof at !== 'number') return [{ ...grant, lineDay: at.day, lineId: at.id }];
    const { line, shares } = resultOf(at);
    assert(line !== null || grant.kind === 'activated', 'every grant is a line of a statement');
    return line === null ? [] : [{ ...grant, amount: grant.kind === 'activated' ? shares : grant.amount, lineDay: line.day, lineId: line.id }];
  };
  await store.insertFrozen(ctx.tx, plan.newFrozen, changed[0]?.noon ?? 0);
  const undone = plan.undone.flatMap(({ grant, orderId, position, change: index }) => rowOf(grant).map((row): UndoneRow => {
    const { line, shares, points, owed } = resultOf(index);
    assert(line !== null, 'what takes back is a line of a statement');
    return { ...row, orderId, undonePosition: position, undoneLineDay: line.day, undoneLineId: line.id, takenSv: -shares, takenPts: -points, owedPts: owed };
  }));
  const moved = await store.insertUndone(ctx.tx, undone);
  assert(moved === plan.undone.filter(({ grant }) => typeof grant.at !== 'number').length, 'a grant is taken back once');
  // What is granted anew in the same batch finds its key free.
  await store.insertGrants(ctx.tx, plan.grants.flatMap(rowOf));
}

/** The part of the forest a batch touches. */
function neededBy(events: readonly EngineEvent[], book: RuleBook, frozen: ReadonlyMap<bigint, Frozen>): Needed {
  const members: bigint[] = [];
  const earning: bigint[] = [];
  const activating: bigint[] = [];
  const refunding: bigint[] = [];
  const newcomers: { memberId: bigint; referrerId: bigint | null }[] = [];
  let stopAt: Level = 'registered';
  for (const event of events) {
    const stop = stopLevel(book.at(event.at));
    if (rankOf(stop) > rankOf(stopAt)) stopAt = stop;
    if (event.type === 'members.registered') {
      const { memberId, referrerId } = event.payload;
      newcomers.push({ memberId: BigInt(memberId), referrerId: referrerId === null ? null : BigInt(referrerId) });
    } else if (event.type === 'referral.levelSet') {
      members.push(BigInt(event.payload.memberId));
    } else if (event.type === 'orders.paid') {
      for (const order of event.payload.orders) if (!frozen.has(BigInt(order.orderId))) earning.push(BigInt(order.memberId));
    } else {
      const withPackage = event.type === 'orders.refunded' ? refunding : activating;
      if (event.type === 'rewards.matured') members.push(...event.payload.memberIds.map(BigInt));
      for (const order of event.payload.orders) (order.lines.some((line) => line.zone === 'vip') ? withPackage : members).push(BigInt(order.memberId));
    }
  }
  return { members, earning, stopAt, activating, refunding, newcomers };
}

/** Orders and registrations that one unit of work lets go. */
const RELEASED = 200;

/** Lets go what was held and is due at business time, oldest first; `engine` grants it when the event has its place. Answers how much. */
export async function releaseDue(ctx: Ctx): Promise<number> {
  const due = (await store.takeDue(ctx.tx, ctx.now, RELEASED)).sort((a, b) => a.dueAt.getTime() - b.dueAt.getTime() || (a.sourceId < b.sourceId ? -1 : 1));
  if (due.length === 0) return 0;
  ctx.emit({ type: 'rewards.matured', bucket: 0, payload: {
    orders: due.flatMap(({ facts }) => facts ?? []), memberIds: due.flatMap(({ facts, memberId }) => (facts === null ? [String(memberId)] : [])),
  } });
  return due.length;
}

/** A member's window of noons: where it stands, and what extends it (N7). */
export interface WindowView {
  readonly state: 'none' | 'open' | 'paused';
  readonly noonsLeft: number;
  /** Day number of the last noon at which he takes part or took part; null before his first purchase. */
  readonly lastNoon: number | null;
  readonly level: Level;
  /** What his level spends for one extension, in fen; null while the rules leave it unset. */
  readonly thresholdFen: bigint | null;
  readonly accumulatedFen: bigint;
  readonly repurchase: Rules['repurchase'];
}

/** The window of a member now. */
export async function windowOf(sql: Sql, memberId: bigint, now: Date): Promise<WindowView> {
  const { repurchase } = (await ruleBook(sql)).at(now);
  const { until, eligible, accumulated } = await positionOf(sql, memberId);
  const ran = await currentDay(sql);
  const level = (await levelsOf(sql, [memberId])).get(memberId) ?? 'registered';
  return {
    state: eligible ? 'open' : until === null ? 'none' : 'paused', noonsLeft: eligible && until !== null && ran !== undefined ? until - ran : 0, lastNoon: until,
    level, thresholdFen: repurchase.thresholdFen[level], accumulatedFen: accumulated, repurchase,
  };
}

export interface Explained {
  readonly kind: Kind;
  readonly memberId: bigint;
  /** Share atoms. */
  readonly amount: bigint;
  /** Event, rule version and paragraph, and the arithmetic, as kept with the line. */
  readonly reason: KeptReason;
  /** The line of the member's statement, where the entries stand. */
  readonly lineId: bigint;
  /** What a refund took back of it, and why; null while it stands. */
  readonly undone: { readonly sv: bigint; readonly pts: bigint; readonly owedPts: bigint; readonly lineId: bigint; readonly reason: KeptReason } | null;
}

/**
 * What an order paid, or will pay: its frozen payees, when what is held may be granted, and the grants made so far, each with why, those that its refund took back among them.
 * Throws rewards.notFound before payment was applied.
 */
export async function rewardsOfOrder(sql: Sql, orderId: bigint): Promise<{ frozen: Frozen; heldUntil: Date | null; grants: Explained[] }> {
  const [frozen] = await store.findFrozen(sql, [orderId]);
  if (!frozen) throw errors.notFound();
  const rows = await store.grantsOf(sql, [orderId, frozen.memberId]);
  const standing = rows.filter((row) => row.sourceId === orderId || (row.kind !== 'registered' && row.position === frozen.grantedPosition));
  const undone = await store.undoneOf(sql, orderId);
  const reasons = await reasonsOf(sql, [
    ...[...standing, ...undone].map(({ memberId, lineDay, lineId }) => ({ memberId, day: lineDay, id: lineId })),
    ...undone.map(({ memberId, undoneLineDay, undoneLineId }) => ({ memberId, day: undoneLineDay, id: undoneLineId })),
  ]);
  const reasonOf = (lineId: bigint): KeptReason => {
    const reason = reasons.get(lineId);
    assert(reason, 'the line of a grant keeps its reason');
    return reason;
  };
  const explained = ({ kind, memberId, amount, lineId }: GrantRow) => ({ kind, memberId, amount, lineId, reason: reasonOf(lineId) });
  const grants = [
    ...standing.map((row): Explained => ({ ...explained(row), undone: null })),
    ...undone.map((row): Explained => {
      const { takenSv, takenPts, owedPts, undoneLineId } = row;
      return { ...explained(row), undone: { sv: takenSv, pts: takenPts, owedPts, lineId: undoneLineId, reason: reasonOf(undoneLineId) } };
    }),
  ];
  const [held] = await store.findHeld(sql, [orderId]);
  return { frozen, heldUntil: held?.dueAt ?? null, grants };
}
