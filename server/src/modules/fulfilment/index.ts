/** Fulfilment: suppliers and the platform ship what was paid. */
import type { Infra } from '#infra/infra.ts';
import type { Module } from '#infra/module.ts';
import type { OrdersModule } from '#modules/orders/index.ts';
import { batchRoutes } from './batch-routes.ts';
import { fulfilmentRoutes } from './routes.ts';
import texts from './texts.json' with { type: 'json' };

export { errors } from './domain.ts';
/** A supplier's list of his own orders, for exports. */
export { OWN_ORDER_FILTER, ownOrderPage } from './routes.ts';
export { checkParcel, type ShipInput, shipParcel } from './service.ts';

/** The module of an app. */
export function fulfilmentModule(infra: Infra, { orders }: OrdersModule): Module {
  return {
    name: 'fulfilment', texts,
    routes(http) {
      fulfilmentRoutes(http, { infra, orders });
      batchRoutes(http, { infra, orders });
    },
  };
}
