/** Settlement: what the platform owes its suppliers. */
import type { Infra } from '#infra/infra.ts';
import type { Module } from '#infra/module.ts';
import { settlementSubscriber } from './jobs.ts';
import { settlementRoutes } from './routes.ts';
import { statementRoutes } from './statement-routes.ts';
import texts from './texts.json' with { type: 'json' };

/** The lists of payables, the operator's and a supplier's own, for exports. */
export { ownPayablePage, PAYABLE_FILTER, payablePage } from './routes.ts';
export { listPayables, payableOf, sumPayables } from './store.ts';

export function settlementModule(infra: Infra): Module {
  return {
    name: 'settlement', subscribers: [settlementSubscriber], texts,
    routes(http) {
      settlementRoutes(http, infra);
      statementRoutes(http, infra);
    },
  };
}
