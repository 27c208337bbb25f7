/** The engine: load what a batch needs, decide in memory, write once. And the explanations of what it did. */
import { assert } from '#kernel/assert.ts';
import { bucketOf } from '#kernel/id.ts';
import { type Level, rankOf } from '#kernel/level.ts';
import type { Ctx } from '#infra/context.ts';
import type { Sql } from '#infra/sql.ts';
import { change } from '#modules/airdrop/index.ts';
import { giveInviteCode } from '#modules/members/index.ts';
import { type Needed, openForest, saveForest } from '#modules/referral/index.ts';
import { type RuleBook, ruleBook } from '#modules/rules/index.ts';
import { decideBatch, type EngineEvent, type Plan } from './batch.ts';
import { errors, type Frozen, type Kind, type Step, stopLevel } from './domain.ts';
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
  await store.insertGrants(ctx.tx, plan.grants.map(({ change: index, event, ...grant }) => {
    const lineId = changed[index]?.lineId ?? null;
    assert(lineId !== null, 'every grant is a line of a statement');
    return { ...grant, id: ctx.newId<'grant'>(bucketOf(grant.memberId)), eventType: event.type, eventPosition: event.position, eventAt: event.at, lineId };
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
  readonly id: bigint;
  readonly kind: Kind;
  readonly memberId: bigint;
  /** Share atoms. */
  readonly amount: bigint;
  readonly event: { readonly type: string; readonly position: bigint; readonly at: Date };
  readonly rule: { readonly version: number; readonly pack: string; readonly paragraph: string };
  readonly steps: readonly Step[];
  /** The line of the member's statement, where the entries stand. */
  readonly lineId: bigint;
}

function explained(row: store.GrantRow, book: RuleBook): Explained {
  const { id, kind, memberId, amount, steps, lineId, paragraph, ruleVersion } = row;
  return {
    id, kind, memberId, amount, steps, lineId,
    event: { type: row.eventType, position: row.eventPosition, at: row.eventAt },
    rule: { version: ruleVersion, pack: book.version(ruleVersion).pack, paragraph },
  };
}

/** Why a grant was made: event → rule version and paragraph → arithmetic → line of the statement. Throws rewards.notFound. */
export async function explain(sql: Sql, grantId: bigint): Promise<Explained> {
  const row = await store.findGrant(sql, grantId);
  if (!row) throw errors.notFound();
  return explained(row, await ruleBook(sql));
}

/** What an order paid, or will pay: its frozen payees and the grants made so far. Throws rewards.notFound before payment was applied. */
export async function rewardsOfOrder(sql: Sql, orderId: bigint): Promise<{ frozen: Frozen; grants: Explained[] }> {
  const [frozen] = await store.findFrozen(sql, [orderId]);
  if (!frozen) throw errors.notFound();
  const book = await ruleBook(sql);
  const rows = await store.grantsOf(sql, [orderId, frozen.memberId]);
  const mine = rows.filter((row) => row.sourceId === orderId || (row.kind === 'shareBonus' && row.eventPosition === frozen.grantedPosition));
  return { frozen, grants: mine.map((row) => explained(row, book)) };
}
