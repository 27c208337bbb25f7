/**
 * A batch of events decided in memory, strictly in their order, on state that was loaded once; what must be written is collected. Nothing here
 * touches the database. An event seen again changes nothing: the forest knows its members, the frozen record its payment and confirmation.
 */
import type { EventPayload, LoggedEvent } from '#app/events.ts';
import { assert } from '#kernel/assert.ts';
import type { Level } from '#kernel/level.ts';
import type { Change, Reason } from '#modules/airdrop/index.ts';
import type { Forest } from '#modules/referral/index.ts';
import type { RuleBook, Rules } from '#modules/rules/index.ts';
import {
  activationSteps, type Decided, decidePayees, type Frozen, gainOf, mayShare, payeeGrants, purchaseGrant, registrationGrant, shareBonusGrant, type Step, windowSteps, zonesOf,
} from './domain.ts';

export type EngineEvent = Extract<LoggedEvent, { type: 'members.registered' | 'orders.paid' | 'orders.confirmed' }>;
type PaidOrder = EventPayload<'orders.paid'>['orders'][number];
type ConfirmedOrder = EventPayload<'orders.confirmed'>['orders'][number];

export interface BatchState {
  readonly book: RuleBook;
  readonly forest: Forest;
  /** The frozen records that exist of the orders in the batch. */
  readonly frozen: ReadonlyMap<bigint, Frozen>;
  /** Buyers who have bought before. */
  readonly buyers: ReadonlySet<bigint>;
}

export interface PlannedGrant extends Decided {
  readonly sourceId: bigint;
  readonly position: bigint;
  /** Its place in `changes`: the answer there is the line of the statement. */
  readonly change: number;
}

export interface Plan {
  /** What happens to stakes, in order. */
  readonly changes: readonly Change[];
  readonly grants: readonly PlannedGrant[];
  readonly newFrozen: readonly Frozen[];
  /** Orders frozen by an earlier batch that are granted now. */
  readonly granted: readonly { readonly orderId: bigint; readonly position: bigint }[];
  readonly firstPurchases: readonly { readonly memberId: bigint; readonly orderId: bigint; readonly position: bigint }[];
  /** Members who may share from now on. */
  readonly newSharers: readonly bigint[];
}

interface Working {
  readonly state: BatchState;
  readonly changes: Change[];
  readonly grants: PlannedGrant[];
  readonly frozen: Map<bigint, Frozen>;
  readonly buyers: Set<bigint>;
  readonly firstPurchases: { memberId: bigint; orderId: bigint; position: bigint }[];
  readonly newSharers: bigint[];
}

/** What a batch of events does. Asserts that an order is confirmed only after it was paid. */
export function decideBatch(events: readonly EngineEvent[], state: BatchState): Plan {
  const working: Working = {
    state, changes: [], grants: [], frozen: new Map(state.frozen), buyers: new Set(state.buyers), firstPurchases: [], newSharers: [],
  };
  for (const event of events) {
    if (event.type === 'members.registered') register(working, event);
    else if (event.type === 'orders.paid') for (const order of event.payload.orders) freeze(working, { event, order });
    else for (const order of event.payload.orders) confirm(working, { event, order });
  }
  const touched = [...working.frozen.values()].filter((record) => record !== state.frozen.get(record.orderId));
  return {
    changes: working.changes, grants: working.grants, firstPurchases: working.firstPurchases, newSharers: working.newSharers,
    newFrozen: touched.filter((record) => !state.frozen.has(record.orderId)),
    granted: touched.flatMap(({ orderId, grantedPosition }) => (state.frozen.has(orderId) && grantedPosition !== null ? [{ orderId, position: grantedPosition }] : [])),
  };
}

type Cause = Pick<EngineEvent, 'type' | 'position' | 'at'>;

function reasonOf(cause: Cause, rules: Rules, why: { title: string; paragraph: string; steps: readonly Step[] }): Reason {
  return {
    title: `rewards.${why.title}`, steps: why.steps, event: cause,
    rule: { version: rules.version, pack: rules.pack, paragraph: why.paragraph },
  };
}

/** Plans a grant: the change of the stake with its reason, and the record that it was made. */
function give(working: Working, decided: Decided, origin: { cause: Cause; rules: Rules; sourceId: bigint }): void {
  if (decided.amount === 0n) return;
  const { cause, rules, sourceId } = origin;
  const { kind, memberId, amount, paragraph, steps } = decided;
  working.grants.push({ ...decided, sourceId, position: cause.position, change: working.changes.length });
  working.changes.push({
    memberId, reason: reasonOf(cause, rules, { title: kind, paragraph, steps }),
    operation: { kind: kind === 'registered' ? 'locked' : 'granted', amount },
  });
}

function register(working: Working, event: Extract<EngineEvent, { type: 'members.registered' }>): void {
  const memberId = BigInt(event.payload.memberId);
  const referrerId = event.payload.referrerId === null ? null : BigInt(event.payload.referrerId);
  if (!working.state.forest.register({ memberId, referrerId, at: event.at })) return;
  const rules = working.state.book.at(event.at);
  give(working, registrationGrant(memberId, rules), { cause: event, rules, sourceId: memberId });
}

/** Freezes who is paid and at which rates; the first purchase of any amount opens the window of noons (N7). */
function freeze(working: Working, paid: { event: EngineEvent; order: PaidOrder }): void {
  const { event, order } = paid;
  const orderId = BigInt(order.orderId);
  if (working.frozen.has(orderId)) return;
  const memberId = BigInt(order.memberId);
  const rules = working.state.book.at(event.at);
  const { sharerId, payees } = decidePayees(working.state.forest.ancestors(memberId), rules);
  working.frozen.set(orderId, { orderId, memberId, paidPosition: event.position, ruleVersion: rules.version, sharerId, payees, grantedPosition: null });
  if (working.buyers.has(memberId)) return;
  working.buyers.add(memberId);
  working.firstPurchases.push({ memberId, orderId, position: event.position });
  working.changes.push({
    memberId, operation: { kind: 'window', noons: rules.repurchaseNoons },
    reason: reasonOf(event, rules, { title: 'window', paragraph: rules.paragraphs['repurchase.days'], steps: windowSteps(rules) }),
  });
}

/** Pays an order from its frozen record: the buyer, his level and all that follows above him, the payees, the bonus of a first activation. */
function confirm(working: Working, confirmed: { event: EngineEvent; order: ConfirmedOrder }): void {
  const { event, order } = confirmed;
  const orderId = BigInt(order.orderId);
  const record = working.frozen.get(orderId);
  assert(record, `order ${orderId} was paid before it is confirmed`);
  assert(record.memberId === BigInt(order.memberId), `order ${orderId} is confirmed for the member who paid it`);
  if (record.grantedPosition !== null) return;
  working.frozen.set(orderId, { ...record, grantedPosition: event.position });
  const { book, forest } = working.state;
  const { memberId, payees, sharerId } = record;
  // Multiples, rates and bonus are those of the payment; the level reached is a fact of now.
  const rules = book.version(record.ruleVersion);
  const today = book.at(event.at);
  const origin = { cause: event, rules, sourceId: orderId };
  const bought = zonesOf(order.lines, rules);
  const { activated, promotions } = forest.purchase({ memberId, ...bought }, { position: event.position, at: event.at, rules: today });

  if (bought.package) {
    working.changes.push({
      memberId, operation: { kind: 'activated' },
      reason: reasonOf(event, rules, { title: 'activation', paragraph: rules.paragraphs['zone.vip.level'], steps: activationSteps() }),
    });
  }
  give(working, purchaseGrant(memberId, order.lines, rules), origin);
  const { gainSv } = gainOf(order.lines, rules);
  for (const grant of payeeGrants(payees, gainSv, rules)) give(working, grant, origin);
  // The bonus belongs to the referee, not to the order: whatever he buys later, it is given once.
  if (activated && sharerId !== null) give(working, shareBonusGrant(sharerId, rules), { ...origin, sourceId: memberId });
  if (promotions.some((promotion) => promotion.node.memberId === memberId && becameSharer(promotion, today))) working.newSharers.push(memberId);
}

function becameSharer(promotion: { readonly from: Level; readonly to: Level }, rules: Rules): boolean {
  return !mayShare(promotion.from, rules) && mayShare(promotion.to, rules);
}
