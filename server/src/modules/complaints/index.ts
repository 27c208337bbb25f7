/** Complaints: a member's word against the shop, its answer, and the deadline for it. */
import type { Infra } from '#infra/infra.ts';
import type { Module } from '#infra/module.ts';
import { complaintsChecks } from './checks.ts';
import { complaintsSweeps } from './jobs.ts';
import { complaintsOf, countOpen } from './store.ts';
import { memberRoutes } from './routes/member.ts';
import { consoleRoutes } from './routes/console.ts';
import texts from './texts.json' with { type: 'json' };

export { errors as complaintsErrors } from './domain.ts';

/** The module of an app. */
export function complaintsModule(infra: Infra): Module {
  return {
    name: 'complaints', texts, sweeps: complaintsSweeps(infra), checks: complaintsChecks(infra),
    personal: {
      export: async (sql, { memberId }) => ({ complaints: await complaintsOf(sql, memberId) }),
      blockers: async (sql, { memberId }) => ((await countOpen(sql, memberId)) > 0 ? ['openComplaint'] : []),
    },
    routes(http) {
      memberRoutes(http, infra);
      consoleRoutes(http, infra);
    },
  };
}
