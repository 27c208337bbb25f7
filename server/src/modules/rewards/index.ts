/** Who earns what share value by which event: the ordered subscription `engine`, and the explanation of every grant. */
import type { Infra } from '#infra/infra.ts';
import type { Module } from '#infra/module.ts';
import { heldBecause, type HeldReason } from '#modules/rules/index.ts';
import { rewardsChecks } from './checks.ts';
import { engine, maturitySweep } from './jobs.ts';
import { rewardsRoutes } from './routes.ts';
import texts from './texts.json' with { type: 'json' };

export { decidePayees, type Payee } from './domain.ts';
export { type Explained, rewardsOfOrder } from './service.ts';

/** The module of an app; `held` says why nothing is granted, and is what the mode of the database says unless a test says otherwise. */
export function rewardsModule(infra: Infra, { held = heldBecause(infra.config.mode) }: { held?: readonly HeldReason[] } = {}): Module {
  const open = held.length === 0;
  return {
    name: 'rewards', texts, routes: (http) => rewardsRoutes(http, infra, held), subscribers: [engine(open)], sweeps: [maturitySweep(infra, open)], checks: rewardsChecks,
  };
}
