/** Orders: checkouts, stock, the life of an order. Knows nothing of rewards. */
import type { Ctx } from '#infra/context.ts';
import type { Infra, Origin } from '#infra/infra.ts';
import type { Module } from '#infra/module.ts';
import type { Sql } from '#infra/sql.ts';
import type { Consents } from '#modules/members/index.ts';
import type { PaymentsModule } from '#modules/payments/index.ts';
import { ordersChecks } from './checks.ts';
import { ordersJobs } from './jobs.ts';
import { ordersPersonal } from './personal.ts';
import { ordersRoutes } from './routes.ts';
import { makeOrders, markShipped, type Orders, type PlacedCheckout, placeCheckout, type PlaceInput, type Shelves, type Shipment } from './service.ts';
import { stockRoutes } from './stock-routes.ts';
import { type OrderDetail, readStock } from './store/reads.ts';
import texts from './texts.json' with { type: 'json' };

export { AFTER_SALES_MS, afterSalesUntil, CARRIERS, type Carrier, errors, type Offer, type OrderState, type RefundStage, refundStageOf, tidyTrackingNumber } from './domain.ts';
export { confirmReceipt, holdOrder, type Label, type PlacedCheckout, type PlaceInput, refundOrder, releaseOrder, setStock, type Shelves, type Shipment, takeOrder } from './service.ts';
export { adjustStock } from './stock.ts';
/** The console's list of orders, for exports. */
export { ORDER_FILTER, orderPage } from './routes.ts';
export type { OrderDetail, ShownLine } from './store/reads.ts';
export { carrierName, recipientsOf, ShippingView, shippingOf, shownLinesOf } from './views.ts';

/** Pieces left of SKUs, by SKU; a SKU without a row has none. */
export function stockOf(sql: Sql, skus: readonly { bucket: number; skuId: bigint }[]): Promise<Map<bigint, number>> {
  return readStock(sql, skus);
}

/** Marks an order of this fulfiller as shipped. Refuses orderNotFound (also for another's), notPaid. */
export function ship(ctx: Ctx, shipment: Shipment): Promise<OrderDetail> {
  return markShipped(ctx, shipment);
}

/** What other modules may ask of orders. */
export interface OrdersModule extends Module {
  /** Places a checkout of the member, as POST /api/checkouts does. */
  place(origin: Origin & { memberId: bigint }, input: PlaceInput): Promise<PlacedCheckout>;
  readonly orders: Orders;
}

/** The module of an app; `shelves` is the catalogue in memory. */
export function ordersModule(infra: Infra, neighbours: { shelves: Shelves; payments: PaymentsModule; consents: Consents }): OrdersModule {
  const orders = makeOrders(infra, neighbours);
  return {
    name: 'orders', texts, orders, routes(http) {
      ordersRoutes(http, orders);
      stockRoutes(http, infra);
    },
    ...ordersJobs(orders), checks: ordersChecks(infra), personal: ordersPersonal,
    place: (origin, input) => placeCheckout(orders, origin, input),
    close: () => orders.lane.drain(),
  };
}


/** For fulfilment: a supplier's orders, newest first; lines with their supply price, and what the goods were called. */
export { countOpenOrders, ordersWithLines } from './store/life.ts';
export { ordersById, supplierOrders } from './store/reads.ts';
export type { Orders } from './service.ts';
