/** The engine: load what a batch needs, decide in memory, write once. And what it did for an order. */
import { assert } from '#kernel/assert.ts';
import { type Level, rankOf } from '#kernel/level.ts';
import type { Ctx } from '#infra/context.ts';
import type { Sql } from '#infra/sql.ts';
import { change, type KeptReason, reasonsOf } from '#modules/airdrop/index.ts';
import { giveInviteCode } from '#modules/members/index.ts';
import { type Needed, openForest, saveForest } from '#modules/referral/index.ts';
import { type RuleBook, ruleBook } from '#modules/rules/index.ts';
import { decideBatch, type EngineEvent, type Plan } from './batch.ts';
import { errors, type Frozen, type Kind, stopLevel } from './domain.ts';
import * as store from './store.ts';

/** Orders decided at once: enough to share the cost of a statement, few enough to stay in the processor's caches. */
const SLICE = 512;

/**
 * Applies a batch of events: registrations, payments and confirmations, in order. Cursor and effect share the transaction of `ctx`; an event
 * applied before changes nothing.
 */
export async function applyEngine(ctx: Ctx, events: readonly EngineEvent[]): Promise<void> {
  const book = await ruleBook(ctx.tx);
  for (const slice of cut(events)) await applySlice(ctx, slice, book);
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
    weight += event.type === 'members.registered' ? 1 : event.payload.orders.length;
  }
  return slices;
}

/** One slice in a constant number of statements (an invitation code, given once in a member's life, takes its own). */
async function applySlice(ctx: Ctx, events: readonly EngineEvent[], book: RuleBook): Promise<void> {
  const paid = events.flatMap((event) => (event.type === 'orders.paid' ? event.payload.orders : []));
  const confirmed = events.flatMap((event) => (event.type === 'orders.confirmed' ? event.payload.orders : []));
  const orderIds = [...new Set([...paid, ...confirmed].map((order) => BigInt(order.orderId)))];
  const frozen = new Map((await store.findFrozen(ctx.tx, orderIds)).map((record) => [record.orderId, record]));
  const buyers = await store.findBuyers(ctx.tx, [...new Set(paid.map((order) => BigInt(order.memberId)))]);
  const forest = await openForest(ctx.tx, neededBy(events, book, frozen));
  const plan = decideBatch(events, { book, forest, frozen, buyers });

  await saveForest(ctx, forest);
  await store.insertFrozen(ctx.tx, plan.newFrozen);
  const marked = await store.markGranted(ctx.tx, plan.granted);
  assert(marked === plan.granted.length, 'an order is granted once');
  await store.insertFirstPurchases(ctx.tx, plan.firstPurchases);
  for (const memberId of plan.newSharers) await giveInviteCode(ctx, memberId);
  await writeGrants(ctx, plan);
}

/** Stakes last: the gate of the fund is held no longer than needed. */
async function writeGrants(ctx: Ctx, plan: Plan): Promise<void> {
  const changed = await change(ctx, plan.changes);
  await store.insertGrants(ctx.tx, plan.grants.map(({ change: index, sourceId, kind, memberId, amount, position }) => {
    const line = changed[index]?.line ?? null;
    assert(line !== null, 'every grant is a line of a statement');
    return { sourceId, kind, memberId, amount, position, lineDay: line.day, lineId: line.id };
  }));
}

/** The part of the forest a batch touches. */
function neededBy(events: readonly EngineEvent[], book: RuleBook, frozen: ReadonlyMap<bigint, Frozen>): Needed {
  const members: bigint[] = [];
  const earning: bigint[] = [];
  const activating: bigint[] = [];
  const newcomers: { memberId: bigint; referrerId: bigint | null }[] = [];
  let stopAt: Level = 'registered';
  for (const event of events) {
    const stop = stopLevel(book.at(event.at));
    if (rankOf(stop) > rankOf(stopAt)) stopAt = stop;
    if (event.type === 'members.registered') {
      const { memberId, referrerId } = event.payload;
      newcomers.push({ memberId: BigInt(memberId), referrerId: referrerId === null ? null : BigInt(referrerId) });
    } else if (event.type === 'orders.paid') {
      for (const order of event.payload.orders) if (!frozen.has(BigInt(order.orderId))) earning.push(BigInt(order.memberId));
    } else {
      for (const order of event.payload.orders) (order.lines.some((line) => line.zone === 'vip') ? activating : members).push(BigInt(order.memberId));
    }
  }
  return { members, earning, stopAt, activating, newcomers };
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
}

/** What an order paid, or will pay: its frozen payees and the grants made so far, each with why. Throws rewards.notFound before payment was applied. */
export async function rewardsOfOrder(sql: Sql, orderId: bigint): Promise<{ frozen: Frozen; grants: Explained[] }> {
  const [frozen] = await store.findFrozen(sql, [orderId]);
  if (!frozen) throw errors.notFound();
  const rows = await store.grantsOf(sql, [orderId, frozen.memberId]);
  const mine = rows.filter((row) => row.sourceId === orderId || (row.kind === 'shareBonus' && row.position === frozen.grantedPosition));
  const reasons = await reasonsOf(sql, mine.map(({ memberId, lineDay, lineId }) => ({ memberId, day: lineDay, id: lineId })));
  const grants = mine.map(({ kind, memberId, amount, lineId }): Explained => {
    const reason = reasons.get(lineId);
    assert(reason, 'the line of a grant keeps its reason');
    return { kind, memberId, amount, lineId, reason };
  });
  return { frozen, grants };
}
