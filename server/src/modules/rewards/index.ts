/** Who earns what share value by which event: the ordered subscription `engine`, and the explanation of every grant. */
import type { Infra } from '#infra/infra.ts';
import type { Module } from '#infra/module.ts';
import { engine } from './jobs.ts';
import { rewardsRoutes } from './routes.ts';
import texts from './texts.json' with { type: 'json' };

export { decidePayees, type Payee } from './domain.ts';
export { type Explained, rewardsOfOrder } from './service.ts';

/** The module of an app. */
export function rewardsModule(infra: Infra): Module {
  return { name: 'rewards', texts, routes: (http) => rewardsRoutes(http, infra), subscribers: [engine] };
}
