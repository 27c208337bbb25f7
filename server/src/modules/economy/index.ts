/** Supply, schedule, guide price and the noon sweep. */
import type { Infra } from '#infra/infra.ts';
import type { Module } from '#infra/module.ts';
import { noonSweep } from './jobs.ts';
import { presetRoutes } from './preset-routes.ts';
import { economyRoutes } from './routes.ts';
import texts from './texts.json' with { type: 'json' };

export { errors as economyErrors, type Plan, priceForYield } from './domain.ts';
export { previewPlan, readTotals, type Totals } from './reads.ts';
export { advanceToNoon, decidePrice, nextNoon, openSupply, proposePrice, runDueNoon } from './service.ts';

/** A noon as staff see it, for reports. */
export { noonView } from './views.ts';

/** The module's edges. */
export function economyModule(infra: Infra): Module {
  return {
    name: 'economy', texts, sweeps: [noonSweep(infra)],
    routes(http) {
      economyRoutes(http, infra);
      presetRoutes(http);
    },
  };
}
