/**
 * A batch of events decided in memory, strictly in their order, on state that was loaded once; what must be written is collected. Nothing here
 * touches the database. An event seen again changes nothing: the forest knows its members, the frozen record its payment, confirmation and refund.
 */
import type { EventPayload, LoggedEvent } from '#app/events.ts';
import { assert } from '#kernel/assert.ts';
import { parseDay } from '#kernel/day.ts';
import { type Level, LEVELS } from '#kernel/level.ts';
import type { Change, Line, Reason } from '#modules/airdrop/index.ts';
import { type Ancestor, type Forest, isMinor } from '#modules/referral/index.ts';
import type { RuleBook, Rules } from '#modules/rules/index.ts';
import {
  activationSteps, type Decided, decidePayees, dueAt, type Frozen, gainOf, type Held, heldBy, type Kind, mayShare, payeeGrants, purchaseGrant, purchasesOf, refundSteps, registrationGrant, shareBonusGrant,
  type Step, windowSteps, zonesOf,
} from './domain.ts';

export const ENGINE_EVENTS = ['members.registered', 'orders.paid', 'orders.confirmed', 'rewards.matured', 'orders.refunded', 'referral.levelSet'] as const;
export type EngineEvent = Extract<LoggedEvent, { type: (typeof ENGINE_EVENTS)[number] }>;
type Paid = Extract<EngineEvent, { type: 'orders.paid' }>;
type ConfirmedOrder = EventPayload<'rewards.matured'>['orders'][number];
type RefundedOrder = EventPayload<'orders.refunded'>['orders'][number];

/** A grant that stands: where its line is, or its place in the changes of this batch. */
export interface Standing {
  readonly sourceId: bigint;
  readonly kind: Kind;
  readonly memberId: bigint;
  readonly amount: bigint;
  readonly position: bigint;
  readonly at: Line | number;
}

export interface BatchState {
  readonly book: RuleBook;
  /** Whether grants are made at all (rules/gate.ts); what is not is held. */
  readonly open: boolean;
  readonly forest: Forest;
  /** The frozen records that exist of the orders in the batch, and of all orders of members to whom one is refunded. */
  readonly frozen: ReadonlyMap<bigint, Frozen>;
  /** Of orders refunded in the batch, and of their buyers' activation. */
  readonly grants: readonly Standing[];
}

/** A grant taken back; `change` is the place in `changes` of what took it. */
export interface Undone { readonly grant: Standing; readonly orderId: bigint; readonly position: bigint; readonly change: number }

export interface Plan {
  /** What happens to stakes, in order. */
  readonly changes: readonly Change[];
  /** New grants that stand after the batch. */
  readonly grants: readonly (Standing & { readonly at: number })[];
  readonly undone: readonly Undone[];
  readonly newFrozen: readonly Frozen[];
  /** Orders frozen by an earlier batch that are granted or refunded now. */
  readonly marked: readonly Frozen[];
  /** What is granted later, and what was to be but is refunded. */
  readonly held: readonly Held[];
  readonly dropped: readonly bigint[];
  /** Members who may share from now on, or no more. */
  readonly sharers: ReadonlyMap<bigint, boolean>;
}

interface Working {
  readonly state: BatchState;
  readonly changes: Change[];
  grants: Standing[];
  readonly undone: Undone[];
  readonly frozen: Map<bigint, Frozen>;
  readonly held: Map<bigint, Held>;
  readonly dropped: Set<bigint>;
  readonly sharers: Map<bigint, boolean>;
}

/** What a batch of events does. Asserts that an order is confirmed or refunded only after it was paid. */
export function decideBatch(events: readonly EngineEvent[], state: BatchState): Plan {
  const working: Working = { state, changes: [], grants: [...state.grants], undone: [], frozen: new Map(state.frozen), held: new Map(), dropped: new Set(), sharers: new Map() };
  for (const event of events) {
    if (event.type === 'members.registered') register(working, event);
    else if (event.type === 'orders.paid') pay(working, event);
    else if (event.type === 'referral.levelSet') setLevel(working, event);
    else if (event.type === 'rewards.matured') mature(working, event);
    else if (event.type === 'orders.confirmed') for (const order of event.payload.orders) confirm(working, { event, order });
    else for (const order of event.payload.orders) refund(working, { event, order });
  }
  const touched = [...working.frozen.values()].filter((record) => record !== state.frozen.get(record.orderId));
  return {
    changes: working.changes, undone: working.undone, held: [...working.held.values()], dropped: [...working.dropped], sharers: working.sharers,
    grants: working.grants.flatMap((grant) => (typeof grant.at === 'number' ? [{ ...grant, at: grant.at }] : [])),
    newFrozen: touched.filter((record) => !state.frozen.has(record.orderId)), marked: touched.filter((record) => state.frozen.has(record.orderId)),
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
  working.grants.push({ kind, memberId, amount, sourceId, position: cause.position, at: working.changes.length });
  working.changes.push({
    memberId, reason: reasonOf(cause, rules, { title: kind, paragraph, steps }),
    operation: { kind: kind === 'registered' ? 'locked' : 'granted', amount },
  });
}

/** A level set by two people holds for what is paid from now on, and so does the right to share (R4.9.2, AMB-19). */
function setLevel(working: Working, event: Extract<EngineEvent, { type: 'referral.levelSet' }>): void {
  const memberId = BigInt(event.payload.memberId);
  const { forest, book } = working.state;
  const level = LEVELS.find((one) => one === event.payload.level) ?? null;
  assert((level === null) === (event.payload.level === null), 'a level that is set exists');
  const levelBefore = forest.levelOf(memberId);
  forest.setLevel(memberId, level);
  noteSharing(working, { memberId, levelBefore, today: book.at(event.at) });
}

function register(working: Working, event: Extract<EngineEvent, { type: 'members.registered' }>): void {
  const memberId = BigInt(event.payload.memberId);
  const referrerId = event.payload.referrerId === null ? null : BigInt(event.payload.referrerId);
  const adultOn = event.payload.adultOn === undefined ? null : parseDay(event.payload.adultOn);
  if (!working.state.forest.register({ memberId, referrerId, at: event.at, adultOn }) || isMinor({ adultOn }, event.at)) return;
  const rules = working.state.book.at(event.at);
  const grant = registrationGrant(memberId, rules);
  if (working.state.open) give(working, grant, { cause: event, rules, sourceId: memberId });
  else if (grant.amount > 0n) working.held.set(memberId, { sourceId: memberId, memberId, dueAt: event.at, gainSv: grant.amount, facts: null });
}

/** What was held is granted: orders as if confirmed now, registrations by the rules of their day. */
function mature(working: Working, event: Extract<EngineEvent, { type: 'rewards.matured' }>): void {
  // Who registered did so before he bought: a package unlocks what registering locked.
  for (const id of event.payload.memberIds) {
    const memberId = BigInt(id);
    const rules = working.state.book.at(working.state.forest.node(memberId).registeredAt);
    give(working, registrationGrant(memberId, rules), { cause: event, rules, sourceId: memberId });
  }
  for (const order of event.payload.orders) grantOrder(working, { event, order });
}

function* adults(ancestors: Iterable<Ancestor>, at: Date): Generator<Ancestor> {
  for (const one of ancestors) if (!isMinor(one, at)) yield one;
}

const NOBODY = { sharerId: null, payees: [] };
const NOTHING = { to: LEVELS[0], package: false };

/** Freezes who is paid and at which rates, and opens or extends the buyers' windows of noons (N7). */
function pay(working: Working, event: Paid): void {
  const rules = working.state.book.at(event.at);
  const fresh = event.payload.orders.filter(({ orderId }) => !working.frozen.has(BigInt(orderId)));
  const paid = fresh.map((order): Frozen => {
    const memberId = BigInt(order.memberId);
    const earns = !isMinor(working.state.forest.node(memberId), event.at);
    const { sharerId, payees } = earns ? decidePayees(adults(working.state.forest.ancestors(memberId), event.at), rules) : NOBODY;
    const { to, package: hasPackage } = earns ? zonesOf(order.lines, rules) : NOTHING;
    const level = working.state.forest.levelOf(memberId);
    return {
      orderId: BigInt(order.orderId), memberId, paidPosition: event.position, ruleVersion: rules.version, sharerId, payees, grantedPosition: null, refundedPosition: null,
      checkoutId: BigInt(order.checkoutId), day: null, amountFen: BigInt(order.totalFen), thresholdFen: rules.repurchase.thresholdFen[level], liftsTo: to, hasPackage, earns,
    };
  });
  for (const record of paid) working.frozen.set(record.orderId, record);
  for (const [memberId, orders] of Map.groupBy(paid, (record) => record.memberId)) {
    for (const { day: _day, ...spending } of purchasesOf(orders, working.state.book)) {
      working.changes.push({
        memberId, operation: { kind: 'purchased', spending },
        reason: reasonOf(event, rules, { title: 'window', paragraph: rules.paragraphs['repurchase.days'], steps: windowSteps(rules) }),
      });
    }
  }
}

/** An order of an event with its frozen record; asserts that the member who paid is the one. */
function recordOf(working: Working, order: ConfirmedOrder | RefundedOrder, what: string): Frozen {
  const record = working.frozen.get(BigInt(order.orderId));
  assert(record, `order ${order.orderId} was paid before it is ${what}`);
  assert(record.memberId === BigInt(order.memberId), `order ${order.orderId} is ${what} for the member who paid it`);
  return record;
}

/** Grants an order at once, or holds it until its days are over (N20) or grants are made at all. */
function confirm(working: Working, { event, order: { confirmedAt: _at, ...order } }: { event: EngineEvent; order: EventPayload<'orders.confirmed'>['orders'][number] }): void {
  const record = recordOf(working, order, 'confirmed');
  if (record.grantedPosition !== null || record.refundedPosition !== null) return;
  const { orderId: sourceId, memberId } = record;
  const rules = working.state.book.version(record.ruleVersion);
  const due = dueAt(event.at, rules);
  if (!record.earns || (working.state.open && due <= event.at)) grantOrder(working, { event, order });
  else working.held.set(sourceId, { sourceId, memberId, dueAt: due, gainSv: gainOf(order.lines, rules).gainSv, facts: order });
}

/** Pays an order from its frozen record: the buyer, his level and all that follows above him, the payees, the bonus of a first activation. */
function grantOrder(working: Working, { event, order }: { event: EngineEvent; order: ConfirmedOrder }): void {
  const record = recordOf(working, order, 'granted');
  if (record.grantedPosition !== null || record.refundedPosition !== null) return;
  const { orderId, memberId, payees, sharerId } = record;
  working.frozen.set(orderId, { ...record, grantedPosition: event.position });
  if (!record.earns) return;
  const { book, forest } = working.state;
  // Multiples, rates and bonus are those of the payment; the level reached is a fact of now.
  const rules = book.version(record.ruleVersion);
  const today = book.at(event.at);
  const origin = { cause: event, rules, sourceId: orderId };
  const levelBefore = forest.levelOf(memberId);
  const { activated } = forest.purchase({ memberId, to: record.liftsTo, package: record.hasPackage }, { position: event.position, at: event.at, rules: today });

  if (activated) {
    working.grants.push({ kind: 'activated', memberId, amount: 0n, sourceId: memberId, position: event.position, at: working.changes.length });
    working.changes.push({
      memberId, operation: { kind: 'activated' },
      reason: reasonOf(event, rules, { title: 'activation', paragraph: rules.paragraphs['zone.vip.level'], steps: activationSteps() }),
    });
  }
  give(working, purchaseGrant(memberId, order.lines, rules), origin);
  const { gainSv } = gainOf(order.lines, rules);
  for (const share of payeeGrants(payees, gainSv, rules)) give(working, share, origin);
  // The bonus belongs to the referee, not to the order: whatever else he buys, it is given once while he is activated.
  if (activated && sharerId !== null) give(working, shareBonusGrant(sharerId, rules), { ...origin, sourceId: memberId });
  noteSharing(working, { memberId, levelBefore, today });
}

/** Undoes an order (N6): its grants, what it did to its buyer's level and to all above him, his activation if no other package stands, his window. */
function refund(working: Working, { event, order }: { event: EngineEvent; order: RefundedOrder }): void {
  const record = recordOf(working, order, 'refunded');
  if (record.refundedPosition !== null) return;
  const { orderId, memberId } = record;
  working.frozen.set(orderId, { ...record, refundedPosition: event.position });
  if (record.grantedPosition === null && !working.held.delete(orderId)) working.dropped.add(orderId);
  const { book, forest } = working.state;
  const today = book.at(event.at);
  const mine = [...working.frozen.values()].filter((one) => one.memberId === memberId);
  if (record.grantedPosition !== null) {
    const levelBefore = forest.levelOf(memberId);
    const { deactivated } = forest.refund({ memberId, ...heldBy(mine) }, { position: event.position, at: event.at, book });
    const taken = working.grants.filter(({ sourceId, kind }) => sourceId === orderId || (deactivated && sourceId === memberId && kind !== 'registered'));
    for (const grant of taken) takeBack(working, grant, { event, record, rules: book.version(record.ruleVersion) });
    noteSharing(working, { memberId, levelBefore, today });
  }
  working.changes.push({
    memberId, operation: { kind: 'refolded', purchases: purchasesOf(mine, book) },
    reason: reasonOf(event, today, { title: 'refunded', paragraph: today.paragraphs['repurchase.days'], steps: [] }),
  });
}

function takeBack(working: Working, grant: Standing, { event, record, rules }: { event: EngineEvent; record: Frozen; rules: Rules }): void {
  const { memberId, kind, amount, at } = grant;
  working.grants = working.grants.filter((one) => one !== grant);
  working.undone.push({ grant, orderId: record.orderId, position: event.position, change: working.changes.length });
  working.changes.push({
    memberId, operation: { kind: 'undone', of: typeof at === 'number' ? at : { ...at, amount }, relock: kind === 'activated' },
    reason: reasonOf(event, rules, { title: 'refunded', paragraph: UNDOING, steps: refundSteps(grant, record) }),
  });
}

/** Undoing is a decision about all grants alike, no parameter of a pack. */
const UNDOING = 'N6';

function noteSharing(working: Working, { memberId, levelBefore, today }: { memberId: bigint; levelBefore: Level; today: Rules }): void {
  const may = mayShare(working.state.forest.levelOf(memberId), today);
  if (may !== mayShare(levelBefore, today)) working.sharers.set(memberId, may);
}
