/** Who earns what share value by which event: the ordered subscription `engine`, and the explanation of every grant. */
import type { Infra } from '#infra/infra.ts';
import type { Module } from '#infra/module.ts';
import type { Personal } from '#infra/personal.ts';
import { DECIMALS, formatAtoms } from '#kernel/amount.ts';
import { heldBecause, type HeldReason } from '#modules/rules/index.ts';
import { rewardsChecks } from './checks.ts';
import { engine, maturitySweep } from './jobs.ts';
import { rewardsRoutes } from './routes.ts';
import { heldOf } from './store.ts';
import texts from './texts.json' with { type: 'json' };

export { decidePayees, type Payee } from './domain.ts';
export { type Explained, rewardsOfOrder } from './service.ts';

/** What a member will be granted, and for what; what he was granted stands in his lines of share value. */
const personal: Personal = {
  export: async (sql, { memberId }) => ({
    'held-rewards': (await heldOf(sql, memberId, null)).map(({ sourceId, facts, gainSv, dueAt }) => ({ order: facts === null ? null : sourceId, gain: `${formatAtoms(gainSv, DECIMALS.SV)} SV`, from: dueAt })),
  }),
};

/** The module of an app; `held` says why nothing is granted, and is what the mode of the database says unless a test says otherwise. */
export function rewardsModule(infra: Infra, { held = heldBecause(infra.config.mode) }: { held?: readonly HeldReason[] } = {}): Module {
  const open = held.length === 0;
  return {
    name: 'rewards', texts, routes: (http) => rewardsRoutes(http, infra, held), subscribers: [engine(open)], sweeps: [maturitySweep(infra, open)], checks: rewardsChecks, personal,
  };
}
