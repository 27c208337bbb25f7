/** What webhooks are told of events: ids and facts without personal data; the receiver reads the rest through the API, with a key of his own. */
import type { EventType, LoggedEvent, OrderFacts } from '#app/events.ts';

/** The events of the catalogue that may be asked for; a message carries their name. */
export const WEBHOOK_KINDS = ['orders.paid', 'orders.shipped', 'orders.confirmed', 'orders.refunded', 'aftersales.changed', 'catalog.reviewed'] as const satisfies readonly EventType[];
export type WebhookKind = (typeof WEBHOOK_KINDS)[number];
/** What a person sends to try a webhook. */
export const TEST_KIND = 'webhook.test';

/** One message in the making. `data` is for the supplier whose matter it is; the platform hears `more` besides. */
export interface WebhookFact {
  readonly kind: WebhookKind;
  readonly supplierId: string | null;
  readonly at: Date;
  readonly data: Readonly<Record<string, unknown>>;
  readonly more: Readonly<Record<string, unknown>>;
}

const linesOf = ({ lines }: Pick<OrderFacts, 'lines'>) => lines.map(({ productId, skuId, quantity }) => ({ productId, skuId, quantity }));
/** What the buyer paid is the platform's matter, in fen. */
const moreOf = ({ supplierId, checkoutId, totalFen }: Pick<OrderFacts, 'supplierId' | 'checkoutId' | 'totalFen'>) => ({ supplierId, checkoutId, totalFen });

/** The messages that follow from an event, one for each order or case. */
export function factsOf(event: LoggedEvent): WebhookFact[] {
  const { at } = event;
  switch (event.type) {
    case 'orders.paid':
      return event.payload.orders.map((order) => ({ kind: event.type, at, supplierId: order.supplierId, data: { orderId: order.orderId, paidAt: order.paidAt, lines: linesOf(order) }, more: moreOf(order) }));
    case 'orders.shipped':
      return event.payload.orders.map(({ orderId, supplierId, carrier, trackingNumber }) => ({ kind: event.type, at, supplierId, data: { orderId, carrier, trackingNumber }, more: { supplierId } }));
    case 'orders.confirmed':
      return event.payload.orders.map((order) => ({ kind: event.type, at, supplierId: order.supplierId, data: { orderId: order.orderId, confirmedAt: order.confirmedAt, lines: linesOf(order) }, more: moreOf(order) }));
    case 'orders.refunded':
      return event.payload.orders.map((order) => ({ kind: event.type, at, supplierId: order.supplierId, data: { orderId: order.orderId, refundedAt: order.refundedAt, stage: order.stage, lines: linesOf(order) }, more: moreOf(order) }));
    case 'aftersales.changed':
      return event.payload.cases.map(({ caseId, orderId, supplierId, state, open }) => ({ kind: event.type, at, supplierId, data: { caseId, orderId, state, open }, more: { supplierId } }));
    case 'catalog.reviewed': {
      const { proposalId, supplierId, productId, approved } = event.payload;
      return [{ kind: event.type, at, supplierId, data: { proposalId, productId, approved }, more: { supplierId } }];
    }
    default: return [];
  }
}

/** A message as it is sent: the form that Standard Webhooks recommends. */
export function bodyOf(message: { readonly kind: string; readonly at: Date; readonly data: Readonly<Record<string, unknown>> }): string {
  return JSON.stringify({ type: message.kind, timestamp: message.at.toISOString(), data: message.data });
}
