/**
 * The one catalogue of events: name → version and payload. Any module may import it.
 * Payloads carry the facts subscribers need (ids, amounts as atom strings), never personal data.
 * One event may report a whole batch; its items are in the order in which they took effect.
 */
import { type Static, type TSchema, Type } from 'typebox';

const IdText = Type.String({ pattern: '^[1-9][0-9]{0,18}$' });
const Atoms = Type.String({ pattern: '^-?[0-9]{1,38}$' });
const Instant = Type.String({ format: 'date-time' });
const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });
export const ZONES = ['ordinary', 'vip'] as const;
const Zone = Type.Enum([...ZONES]);
/** How far an order had come when it was refunded. */
export const REFUND_STAGES = ['unshipped', 'shipped', 'confirmed'] as const;

/** One line of an order as subscribers see it. `unitSv` is the share value one piece grants before the zone's multiple. */
const OrderLine = Type.Object({
  productId: IdText, skuId: IdText, quantity: Type.Integer({ minimum: 1 }),
  unitFen: Atoms, supplyFen: Atoms, unitSv: Atoms, zone: Zone,
});

/** An order: what one fulfiller serves of one checkout. */
const orderFacts = {
  orderId: IdText, checkoutId: IdText, memberId: IdText,
  /** The supplier who ships and is paid the supply price; null for self-operated goods. */
  supplierId: Type.Union([IdText, Type.Null()]),
  totalFen: Atoms, lines: Type.Array(OrderLine),
};
const OrderFacts = Type.Object(orderFacts);
export type OrderFacts = Static<typeof OrderFacts>;

export const EVENTS = {
  /** A member exists; his inviter is final. `adultOn`, of a minor alone, is the first business day on which he may earn. */
  'members.registered': { version: 1, payload: Type.Object({ memberId: IdText, referrerId: Type.Union([IdText, Type.Null()]), adultOn: Type.Optional(Day) }) },
  /** Stock is taken and the checkouts of these orders await payment. Ids only: a lane writes a thousand at once. */
  'orders.placed': { version: 1, payload: Type.Object({ orderIds: Type.Array(IdText) }) },
  /** The gateway has the money; subject is what was paid for (a checkout). */
  'payments.succeeded': { version: 1, payload: Type.Object({ payments: Type.Array(Type.Object({ attemptId: IdText, checkoutId: IdText, memberId: IdText, amountFen: Atoms, channel: Type.String(), paidAt: Instant })) }) },
  /** Money is back through the gateway: for an order (the subject), or a whole attempt (then the subject) that was paid twice or for a checkout that was closed. */
  'payments.refunded': { version: 1, payload: Type.Object({ refunds: Type.Array(Type.Object({ refundId: IdText, attemptId: IdText, subjectId: IdText, memberId: IdText, reason: Type.Enum(['checkoutClosed', 'paidTwice', 'order']), amountFen: Atoms })) }) },
  /** Orders whose checkout is paid. Freezes payees and rates; pushes to suppliers. */
  'orders.paid': { version: 1, payload: Type.Object({ orders: Type.Array(Type.Object({ ...orderFacts, paidAt: Instant })) }) },
  'orders.shipped': { version: 1, payload: Type.Object({ orders: Type.Array(Type.Object({ orderId: IdText, checkoutId: IdText, memberId: IdText, supplierId: Type.Union([IdText, Type.Null()]), carrier: Type.String(), trackingNumber: Type.String() })) }) },
  /** Receipt confirmed, by the member or by time. Rewards, share value and payables follow. */
  'orders.confirmed': { version: 1, payload: Type.Object({ orders: Type.Array(Type.Object({ ...orderFacts, confirmedAt: Instant })) }) },
  /** What was held is granted now: confirmed orders whose days are over, and what members were to get when they registered. */
  'rewards.matured': { version: 1, payload: Type.Object({ orders: Type.Array(Type.Object(orderFacts)), memberIds: Type.Array(IdText) }) },
  /** Whole orders whose money goes back, each once; `stage` is how far the order had come. What followed from the order is undone. */
  'orders.refunded': { version: 1, payload: Type.Object({ orders: Type.Array(Type.Object({ ...orderFacts, refundedAt: Instant, stage: Type.Enum([...REFUND_STAGES]) })) }) },
  /** Unpaid or withdrawn before payment; stock is back. */
  'orders.cancelled': { version: 1, payload: Type.Object({ checkouts: Type.Array(Type.Object({ checkoutId: IdText, memberId: IdText, orderIds: Type.Array(IdText), reason: Type.Enum(['unpaid', 'member']) })) }) },
  /** An application or a supplier went on: `from` and `to` are of the one life cycle of both. No supplier before the approval; no application for one that the platform made itself. */
  'suppliers.changed': { version: 1, payload: Type.Object({
    applicationId: Type.Union([IdText, Type.Null()]), supplierId: Type.Union([IdText, Type.Null()]), from: Type.String(), to: Type.String(),
  }) },
  /** A supplier has submitted goods, or a change of his, which an operator is to decide about. */
  'catalog.proposed': { version: 1, payload: Type.Object({ proposalId: IdText, supplierId: IdText }) },
  /** An operator has decided about goods that a supplier proposed. `skus` are those that came into being, with the pieces the supplier has. */
  'catalog.reviewed': { version: 1, payload: Type.Object({
    proposalId: IdText, supplierId: IdText, productId: Type.Union([IdText, Type.Null()]), approved: Type.Boolean(),
    skus: Type.Array(Type.Object({ skuId: IdText, pieces: Type.Integer({ minimum: 0 }) })),
  }) },
  /** After-sales cases went on, and who brought that about. While one is `open` its order is not confirmed and what is owed for it is not due. */
  'aftersales.changed': { version: 1, payload: Type.Object({ cases: Type.Array(Type.Object({
    caseId: IdText, orderId: IdText, memberId: IdText, supplierId: Type.Union([IdText, Type.Null()]), kind: Type.Enum(['cancel', 'refund', 'return']), state: Type.String(), open: Type.Boolean(),
    by: Type.Enum(['member', 'supplier', 'platform', 'system']),
  })) }) },
  /** A complaint was filed, answered, taken up again or closed, and by whom; `system` closes what was left standing. */
  'complaints.changed': { version: 1, payload: Type.Object({ complaintId: IdText, memberId: IdText, state: Type.String(), by: Type.Enum(['member', 'platform', 'system']) }) },
  /** Levels reached, each member at most once per event, lowest ancestor first. */
  'referral.promoted': { version: 1, payload: Type.Object({ promotions: Type.Array(Type.Object({ memberId: IdText, from: Type.String(), to: Type.String() })) }) },
  /** Two people set the level a member holds, or gave it back to the rules (null). */
  'referral.levelSet': { version: 1, payload: Type.Object({ memberId: IdText, level: Type.Union([Type.String(), Type.Null()]) }) },
  /** Levels lost by a refund, and by nothing else; in the same form. */
  'referral.demoted': { version: 1, payload: Type.Object({ demotions: Type.Array(Type.Object({ memberId: IdText, from: Type.String(), to: Type.String() })) }) },
  /** The noon of a business day has run (amount 0 when there was none). */
  'airdrop.noonRun': { version: 1, payload: Type.Object({ day: Day, issuedPts: Atoms, priceAtoms: Atoms, burnedSv: Atoms }) },
  /** Two people have set the guide price and release of a day. */
  'economy.priceApproved': { version: 1, payload: Type.Object({ day: Day, priceAtoms: Atoms, amountPts: Atoms, proposedBy: IdText, approvedBy: IdText }) },
  /** The program paused a webhook that took nothing for days, or is gone; of a supplier, or of the platform. */
  'platform.webhookPaused': { version: 1, payload: Type.Object({ webhookId: IdText, supplierId: Type.Union([IdText, Type.Null()]) }) },
} as const satisfies Record<string, { version: number; payload: TSchema }>;

export type EventType = keyof typeof EVENTS;
export type EventPayload<Type extends EventType> = Static<(typeof EVENTS)[Type]['payload']>;
export type DomainEvent = { [T in EventType]: { readonly type: T; readonly bucket: number; readonly payload: EventPayload<T> } }[EventType];

/** An event as subscribers read it: dense `position`, business time `at`. */
export type LoggedEvent = DomainEvent & { readonly position: bigint; readonly version: number; readonly at: Date };
