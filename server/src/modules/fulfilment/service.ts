/** Use cases of fulfilment: a supplier ships his own orders, the platform its own goods. */
import type { Ctx } from '#infra/context.ts';
import type { Infra } from '#infra/infra.ts';
import { assert } from '#kernel/assert.ts';
import type { Id } from '#kernel/id.ts';
import { audit } from '#modules/identity/index.ts';
import { CARRIERS, carrierName, type OrderDetail, type Orders, ordersWithLines, type OrderState, recipientsOf, ship, shownLinesOf, supplierOrders, tidyTrackingNumber } from '#modules/orders/index.ts';
import type { Supplier } from '#modules/suppliers/index.ts';
import { carrierOf, errors } from './domain.ts';
import { insertShipment } from './store.ts';

/** Codes of couriers by their names in any language. */
export const CARRIER_CODES: ReadonlyMap<string, string> = new Map(
  CARRIERS.flatMap((code) => (['zh-CN', 'en'] as const).map((locale) => [carrierName(locale, code), code] as const)));

export interface ShipInput {
  readonly orderId: Id<'order'>;
  readonly supplierId: bigint | null;
  readonly carrier: string;
  readonly trackingNumber: string;
}

/** A parcel as orders keep it: the courier's code and a tidy number. Refuses unknownCarrier, badTrackingNumber. */
export function checkParcel(parcel: { readonly carrier: string; readonly trackingNumber: string }): { carrier: string; trackingNumber: string } {
  const carrier = carrierOf(parcel.carrier, CARRIER_CODES);
  if (carrier === undefined) throw errors.unknownCarrier({ carrier: parcel.carrier });
  const trackingNumber = tidyTrackingNumber(parcel.trackingNumber);
  if (trackingNumber === undefined) throw errors.badTrackingNumber();
  return { carrier, trackingNumber };
}

/** Ships a paid order. Refuses unknownCarrier, badTrackingNumber, orders.orderNotFound (also for another's), orders.notPaid. */
export async function shipParcel(ctx: Ctx, input: ShipInput): Promise<void> {
  const { actor } = ctx;
  assert(actor.kind === 'staff' || actor.kind === 'key', 'staff ship, or a program of theirs');
  const { carrier, trackingNumber } = checkParcel(input);
  await ship(ctx, { ...input, carrier, trackingNumber });
  await insertShipment(ctx.tx, { ...input, carrier, trackingNumber, shippedBy: actor.kind === 'key' ? actor.keyId : actor.accountId, shippedAt: ctx.now });
  await audit(ctx, { act: 'orders.ship', target: `order:${input.orderId}`, detail: { carrier, trackingNumber }, before: { state: 'paid' }, after: { state: 'shipped' } });
}

export interface SupplierOrder {
  readonly order: OrderDetail;
  readonly supplyFen: bigint;
  readonly lines: readonly { title: string; skuName: string; imageUrl: string | null; quantity: number; supplyFen: bigint }[];
  readonly contact: { readonly name: string; readonly phone: string; readonly region: string; readonly detail: string } | null;
}

/** A page of a supplier's paid orders, newest first. The recipient is shown while the parcel concerns the supplier. */
export async function listSupplierOrders(
  resources: { infra: Infra; orders: Orders }, query: { supplier: Supplier; states: readonly OrderState[]; before: bigint | null; limit: number },
): Promise<SupplierOrder[]> {
  const { infra, orders } = resources;
  const rows = await supplierOrders(infra.sql, { ...query, bucket: query.supplier.bucket, supplierId: query.supplier.id });
  const [facts, labels, recipients] = await Promise.all([
    ordersWithLines(infra.sql, rows.map(({ orderId }) => orderId)), shownLinesOf(orders, rows), recipientsOf(orders, rows),
  ]);
  const linesOf = new Map(facts.map(({ orderId, lines }) => [orderId, lines]));
  return rows.map((order) => {
    const called = new Map(labels.get(order.orderId)?.map((line) => [line.skuId, line]));
    const lines = (linesOf.get(order.orderId) ?? []).map(({ skuId, quantity, supplyFen }) => {
      const { title = '', skuName = '', imageUrl = null } = called.get(String(skuId)) ?? {};
      return { title, skuName, imageUrl, quantity, supplyFen };
    });
    const contact = recipients.get(order.orderId) ?? null;
    return { order, lines, supplyFen: lines.reduce((sum, line) => sum + line.supplyFen * BigInt(line.quantity), 0n), contact };
  });
}
