/** Complaints: a member's word against the shop, its answer, and the deadline for it. */
import type { Infra } from '#infra/infra.ts';
import type { Module } from '#infra/module.ts';
import { complaintsChecks } from './checks.ts';
import { complaintsSweeps } from './jobs.ts';
import { memberRoutes } from './routes/member.ts';
import { consoleRoutes } from './routes/console.ts';
import texts from './texts.json' with { type: 'json' };

export { errors as complaintsErrors } from './domain.ts';

/** The module of an app. */
export function complaintsModule(infra: Infra): Module {
  return {
    name: 'complaints', texts, sweeps: complaintsSweeps(infra), checks: complaintsChecks(infra),
    routes(http) {
      memberRoutes(http, infra);
      consoleRoutes(http, infra);
    },
  };
}
