/** Who is told what of an event. Pure. */
import type { EventPayload, LoggedEvent, OrderFacts } from '#app/events.ts';
import { DAY_MS } from '#kernel/day.ts';
import type { Act } from '#modules/identity/index.ts';

/** The events that are told. */
export const TOLD = [
  'orders.paid', 'orders.shipped', 'orders.cancelled', 'orders.refunded', 'payments.refunded', 'aftersales.changed', 'complaints.changed', 'catalog.proposed', 'catalog.reviewed',
  'suppliers.changed', 'referral.promoted', 'referral.demoted', 'rewards.matured', 'platform.webhookPaused',
] as const;
export type ToldEvent = Extract<LoggedEvent, { type: (typeof TOLD)[number] }>;

/** What members are told. */
export const MEMBER_KINDS = ['orderShipped', 'orderClosed', 'caseChanged', 'refundDone', 'levelReached', 'levelLost', 'grantsBooked', 'complaintAnswered'] as const;
/** What staff are told, and the act that makes it somebody's business; one that the other kind of organisation knows alone reaches nobody in this. */
export const STAFF_KINDS = {
  ordersPaid: 'orders.ship', orderWithdrawn: 'orders.ship', caseChanged: 'aftersales.decide', goodsReviewed: 'catalog.ownRead', standingChanged: 'orders.ownRead', webhookPaused: 'keys.write',
  goodsProposed: 'catalog.write', applicationSubmitted: 'suppliers.review', complaintOpened: 'complaints.answer',
} as const satisfies Readonly<Record<string, Act>>;
export const MESSAGE_KINDS = [...new Set([...MEMBER_KINDS, ...(Object.keys(STAFF_KINDS) as (keyof typeof STAFF_KINDS)[])])];
export type MessageKind = (typeof MESSAGE_KINDS)[number];

/** The kinds that are the business of staff with these acts. */
export function kindsFor(acts: readonly string[]): MessageKind[] {
  return (Object.keys(STAFF_KINDS) as (keyof typeof STAFF_KINDS)[]).filter((kind) => acts.includes(STAFF_KINDS[kind]));
}

/** The platform as a recipient; members and suppliers are named by their ids, which no other of either has. */
export const PLATFORM = 0n;

/** What a message tells besides its subject: words of our own catalogues, figures, amounts in fen as text. */
export type Facts = Readonly<Record<string, string | number | boolean>>;

export interface Message {
  readonly recipientId: bigint;
  /** The event, and the place among all that it tells. */
  readonly position: bigint;
  readonly place: number;
  readonly kind: MessageKind;
  readonly subjectId: bigint | null;
  readonly facts: Facts;
  readonly at: Date;
}

/** Kept this long, read or not: the record is elsewhere. */
export const KEPT_MS = 180 * DAY_MS;

type Case = EventPayload<'aftersales.changed'>['cases'][number];
type Told = Pick<Message, 'recipientId' | 'kind' | 'subjectId' | 'facts'>;

const fulfillerOf = (supplierId: string | null): bigint => (supplierId === null ? PLATFORM : BigInt(supplierId));
const piecesOf = (order: OrderFacts): number => order.lines.reduce((sum, { quantity }) => sum + quantity, 0);

/** Orders to ship: one message for each fulfiller, however many orders a batch of payments brought him; its subject is the first. */
function tellPaid(orders: readonly OrderFacts[]): Told[] {
  const byFulfiller = Map.groupBy(orders, ({ supplierId }) => fulfillerOf(supplierId));
  return [...byFulfiller].map(([recipientId, theirs]) => ({
    recipientId, kind: 'ordersPaid', subjectId: BigInt(theirs[0]?.orderId ?? 0), facts: { orders: theirs.length, pieces: theirs.reduce((sum, order) => sum + piecesOf(order), 0) },
  }));
}

/** States of a case that each party hears of, unless it brought them about itself. */
const CASE_STATES = {
  member: ['returning', 'refused', 'escalated', 'refunded', 'closed'], fulfiller: ['asked', 'returned', 'escalated', 'refunded', 'closed'], platform: ['escalated'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

function tellOfCase(one: Case): Told[] {
  const hears = (states: readonly string[], by: Case['by']): boolean => states.includes(one.state) && one.by !== by;
  const recipients = new Set<bigint>();
  if (hears(CASE_STATES.member, 'member')) recipients.add(BigInt(one.memberId));
  // Before shipping the order itself tells its fulfiller that it is withdrawn.
  if (one.kind !== 'cancel' && hears(CASE_STATES.fulfiller, one.supplierId === null ? 'platform' : 'supplier')) recipients.add(fulfillerOf(one.supplierId));
  if (hears(CASE_STATES.platform, 'platform')) recipients.add(PLATFORM);
  return [...recipients].map((recipientId) => ({ recipientId, kind: 'caseChanged', subjectId: BigInt(one.caseId), facts: { state: one.state, case: one.kind } }));
}

function tellOfComplaint({ complaintId, memberId, state, by }: EventPayload<'complaints.changed'>): Told[] {
  const subject = { subjectId: BigInt(complaintId), facts: {} };
  if (by === 'platform' && state === 'answered') return [{ recipientId: BigInt(memberId), kind: 'complaintAnswered', ...subject }];
  return by === 'member' && state === 'open' ? [{ recipientId: PLATFORM, kind: 'complaintOpened', ...subject }] : [];
}

/** The platform hears of what it is to decide, a supplier of what was decided about him later on; an applicant reads it in his application. */
function tellOfSupplier({ applicationId, supplierId, from, to }: EventPayload<'suppliers.changed'>): Told[] {
  if (to === 'submitted' && applicationId !== null) return [{ recipientId: PLATFORM, kind: 'applicationSubmitted', subjectId: BigInt(applicationId), facts: {} }];
  const standing = to === 'suspended' || (from === 'suspended' && to === 'approved');
  return standing && supplierId !== null ? [{ recipientId: BigInt(supplierId), kind: 'standingChanged', subjectId: null, facts: { state: to } }] : [];
}

function tell(event: ToldEvent): Told[] {
  switch (event.type) {
    case 'orders.paid': return tellPaid(event.payload.orders);
    case 'orders.shipped':
      return event.payload.orders.map(({ memberId, orderId, carrier, trackingNumber }) => ({ recipientId: BigInt(memberId), kind: 'orderShipped', subjectId: BigInt(orderId), facts: { carrier, trackingNumber } }));
    case 'orders.cancelled':
      return event.payload.checkouts.filter(({ reason }) => reason === 'unpaid').map(({ memberId, orderIds }) => (
        { recipientId: BigInt(memberId), kind: 'orderClosed', subjectId: BigInt(orderIds[0] ?? 0), facts: { orders: orderIds.length } }));
    case 'orders.refunded':
      return event.payload.orders.filter(({ stage }) => stage === 'unshipped').map((order) => (
        { recipientId: fulfillerOf(order.supplierId), kind: 'orderWithdrawn', subjectId: BigInt(order.orderId), facts: { pieces: piecesOf(order) } }));
    case 'payments.refunded':
      // What was paid twice, or too late, belongs to no order of his list.
      return event.payload.refunds.map(({ memberId, subjectId, reason, amountFen }) => (
        { recipientId: BigInt(memberId), kind: 'refundDone', subjectId: reason === 'order' ? BigInt(subjectId) : null, facts: { amountFen, reason } }));
    case 'aftersales.changed': return event.payload.cases.flatMap(tellOfCase);
    case 'complaints.changed': return tellOfComplaint(event.payload);
    case 'catalog.proposed': return [{ recipientId: PLATFORM, kind: 'goodsProposed', subjectId: BigInt(event.payload.proposalId), facts: {} }];
    case 'catalog.reviewed':
      return [{ recipientId: BigInt(event.payload.supplierId), kind: 'goodsReviewed', subjectId: BigInt(event.payload.proposalId), facts: { approved: event.payload.approved } }];
    case 'suppliers.changed': return tellOfSupplier(event.payload);
    case 'platform.webhookPaused': return [{ recipientId: fulfillerOf(event.payload.supplierId), kind: 'webhookPaused', subjectId: BigInt(event.payload.webhookId), facts: {} }];
    case 'referral.promoted': return event.payload.promotions.map(({ memberId, to }) => ({ recipientId: BigInt(memberId), kind: 'levelReached', subjectId: null, facts: { level: to } }));
    case 'referral.demoted': return event.payload.demotions.map(({ memberId, to }) => ({ recipientId: BigInt(memberId), kind: 'levelLost', subjectId: null, facts: { level: to } }));
    case 'rewards.matured': return [
      ...event.payload.orders.map(({ memberId, orderId }): Told => ({ recipientId: BigInt(memberId), kind: 'grantsBooked', subjectId: BigInt(orderId), facts: {} })),
      ...event.payload.memberIds.map((memberId): Told => ({ recipientId: BigInt(memberId), kind: 'grantsBooked', subjectId: null, facts: {} })),
    ];
  }
}

/** The messages of an event, each with its place. */
export function messagesOf(event: ToldEvent): Message[] {
  return tell(event).map((told, place) => ({ ...told, position: event.position, place, at: event.at }));
}
