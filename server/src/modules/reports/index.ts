/** What staff look at: days in figures, lists as files, views of lists that a person keeps. */
import type { Infra } from '#infra/infra.ts';
import type { Module } from '#infra/module.ts';
import type { StockReader } from '#modules/catalog/index.ts';
import type { Orders } from '#modules/orders/index.ts';
import { exportRoutes } from './exports.ts';
import { daysSubscriber } from './jobs.ts';
import { reportRoutes } from './routes.ts';
import texts from './texts.json' with { type: 'json' };

export { errors as reportsErrors } from './domain.ts';

/** The module's edges; orders and stock are read as their lists read them. */
export function reportsModule(infra: Infra, lists: { orders: Orders; stockOf: StockReader }): Module {
  return {
    name: 'reports', texts, subscribers: [daysSubscriber],
    routes(http) {
      reportRoutes(http, infra);
      exportRoutes(http, infra, lists);
    },
  };
}
