/** Orders as pages show them: what the goods were called that day, who ships, what happened when. */
import { type Static, Type } from 'typebox';
import { ZONES } from '#app/events.ts';
import { Atoms, IdText, Instant, Nullable } from '#infra/schemas.ts';
import type { Sql } from '#infra/sql.ts';
import type { Locale } from '#infra/texts.ts';
import { type Contact, contactsOf } from '#modules/members/index.ts';
import { refundOfSubject } from '#modules/payments/index.ts';
import { suppliersOf } from '#modules/suppliers/index.ts';
import { actionsOf, afterSalesUntil, contactVisible, ORDER_ACTIONS, ORDER_STATES } from './domain.ts';
import type { Orders } from './service.ts';
import { findCheckout, linesOf, listedOrders, type OrderDetail, type ShownLine } from './store/reads.ts';
import texts from './texts.json' with { type: 'json' };

export const State = Type.Enum([...ORDER_STATES]);
export const ContactView = Type.Object({ id: IdText, name: Type.String(), phone: Type.String(), region: Type.String(), detail: Type.String() });
const LineView = Type.Object({
  productId: IdText, skuId: IdText, title: Type.String(), skuName: Type.String(), imageUrl: Nullable(Type.String()),
  quantity: Type.Integer(), unitFen: Atoms, zone: Type.Enum([...ZONES]),
});
const card = {
  orderId: IdText, checkoutId: IdText, state: State, totalFen: Atoms, supplierName: Nullable(Type.String({ description: 'null: sold by the platform itself' })),
  lines: Type.Array(LineView), placedAt: Instant, actions: Type.Array(Type.Enum([...ORDER_ACTIONS])),
  caseOpen: Type.Boolean({ description: 'Whether an after-sales case is open' }),
};
export const OrderCard = Type.Object(card);
export const ShippingView = Type.Object({ carrier: Type.String(), trackingNumber: Type.String(), shippedAt: Instant });
/** The member's money on its way back: it is there when the gateway says so. */
export const RefundView = Type.Object({ amountFen: Atoms, state: Type.Enum(['asked', 'processing', 'succeeded', 'failed']), doneAt: Nullable(Instant) });
export const details = {
  contact: Nullable(ContactView), shipping: Nullable(ShippingView), timeline: Type.Array(Type.Object({ state: State, at: Instant })), autoConfirmAt: Nullable(Instant),
  afterSalesUntil: Nullable(Instant),
  refund: Nullable(RefundView),
};
export const OrderDetailView = Type.Object({ ...card, ...details });
export const consoleCard = { ...card, memberId: IdText, memberName: Nullable(Type.String()) };

/** The name of a courier in a language; what is no code stays as it is. */
export function carrierName(locale: Locale, carrier: string): string {
  const names: Readonly<Record<string, string>> = texts[locale];
  return names[`carrier.${carrier}`] ?? carrier;
}

/** The name of a payment channel in a language; where no money moves it says so. */
export function channelName(locale: Locale, channel: { name: string; simulated: boolean }): string {
  const names: Readonly<Record<string, string>> = texts[locale];
  return names[`channel.${channel.name}${channel.simulated ? '.simulated' : ''}`] ?? channel.name;
}

/** The lines of orders as they were called; an order that is not on its member's list yet is looked up in the catalogue. */
export async function shownLinesOf(orders: Orders, rows: readonly { memberId: bigint; orderId: bigint }[]): Promise<Map<bigint, readonly ShownLine[]>> {
  const { sql } = orders.infra;
  const found = new Map<bigint, readonly ShownLine[]>((await listedOrders(sql, rows)).map(({ orderId, lines }) => [orderId, lines]));
  const missing = rows.map(({ orderId }) => orderId).filter((id) => !found.has(id));
  for (const line of missing.length === 0 ? [] : await linesOf(sql, missing)) {
    const { title, skuName, imageUrl } = orders.shelves.labelOf(line.skuId) ?? { title: '', skuName: '', imageUrl: null };
    const shown = { title, skuName, imageUrl, productId: String(line.productId), skuId: String(line.skuId), quantity: line.quantity, unitFen: String(line.unitFen), zone: line.zone };
    found.set(line.orderId, [...(found.get(line.orderId) ?? []), shown]);
  }
  return found;
}

/** Names of the suppliers of orders. */
export async function supplierNames(sql: Sql, rows: readonly { supplierId: bigint | null }[]): Promise<Map<bigint, string>> {
  const ids = [...new Set(rows.flatMap(({ supplierId }) => (supplierId === null ? [] : [supplierId])))];
  return new Map([...(await suppliersOf(sql, ids))].map(([id, { name }]) => [id, name]));
}

/** Cards of orders, in the order given. */
export async function cardsOf(orders: Orders, rows: readonly OrderDetail[]): Promise<Static<typeof OrderCard>[]> {
  const [lines, suppliers] = await Promise.all([shownLinesOf(orders, rows), supplierNames(orders.infra.sql, rows)]);
  return rows.map((order) => ({
    orderId: String(order.orderId), checkoutId: String(order.checkoutId), state: order.state, totalFen: String(order.totalFen),
    supplierName: order.supplierId === null ? null : suppliers.get(order.supplierId) ?? null,
    lines: [...(lines.get(order.orderId) ?? [])], placedAt: order.placedAt.toISOString(), actions: [...actionsOf(order, orders.infra.clock.now())],
    caseOpen: order.heldAt !== null,
  }));
}

/** What is known of a parcel. */
export function shippingOf(order: OrderDetail, locale: Locale): Static<typeof ShippingView> | null {
  const { carrier, trackingNumber, shippedAt } = order;
  return carrier !== null && trackingNumber !== null && shippedAt ? { carrier: carrierName(locale, carrier), trackingNumber, shippedAt: shippedAt.toISOString() } : null;
}

/** What happened to an order, oldest first. */
export function timelineOf(order: OrderDetail): Static<typeof OrderDetailView>['timeline'] {
  const points = [
    ['placed', order.placedAt], ['paid', order.paidAt], ['shipped', order.shippedAt], ['confirmed', order.confirmedAt], ['cancelled', order.cancelledAt],
    ['refunded', order.refundedAt],
  ] as const;
  return points.flatMap(([state, at]) => (at ? [{ state, at: at.toISOString() }] : []));
}

/** A contact in JSON. */
export function contactView(contact: Contact | undefined): Static<typeof ContactView> | null {
  return contact ? { id: String(contact.id), name: contact.name, phone: contact.phone, region: contact.region, detail: contact.detail } : null;
}

/** The recipients of orders, by order, for those who ship: only while the parcel concerns them. */
export async function recipientsOf(orders: Orders, rows: readonly OrderDetail[]): Promise<Map<bigint, Contact>> {
  const visible = rows.filter((order) => contactVisible(order, orders.infra.clock.now()));
  const contacts = await contactsOf(orders.infra, visible.map(({ contactId }) => contactId));
  return new Map(visible.flatMap(({ orderId, contactId }) => {
    const contact = contacts.get(contactId);
    return contact ? [[orderId, contact] as const] : [];
  }));
}

/** What became of the money of a refunded order; null when it was free or is not refunded. */
export async function refundViewOf(sql: Sql, order: OrderDetail): Promise<Static<typeof RefundView> | null> {
  const attemptId = order.state === 'refunded' ? (await findCheckout(sql, order.checkoutId))?.attemptId : undefined;
  const refund = attemptId ? await refundOfSubject(sql, { attemptId, subjectId: order.orderId }) : undefined;
  return refund ? { amountFen: String(refund.amountFen), state: refund.state, doneAt: refund.doneAt?.toISOString() ?? null } : null;
}

/** An order with parcel, timeline and, for those who may see him, the recipient. */
export async function detailOf(orders: Orders, order: OrderDetail, options: { locale: Locale; withContact: boolean }): Promise<Static<typeof OrderDetailView>> {
  const [[shown], contacts, refund] = await Promise.all([
    cardsOf(orders, [order]), options.withContact ? contactsOf(orders.infra, [order.contactId]) : new Map<bigint, Contact>(), refundViewOf(orders.infra.sql, order),
  ]);
  return {
    orderId: String(order.orderId), checkoutId: String(order.checkoutId), state: order.state, totalFen: String(order.totalFen), supplierName: null, lines: [],
    placedAt: order.placedAt.toISOString(), actions: [], caseOpen: order.heldAt !== null, ...shown,
    contact: contactView(contacts.get(order.contactId)), shipping: shippingOf(order, options.locale), timeline: timelineOf(order), refund,
    autoConfirmAt: order.heldAt ? null : order.confirmDueAt?.toISOString() ?? null, afterSalesUntil: afterSalesUntil(order)?.toISOString() ?? null,
  };
}
