/** Team figures, the way to the next level, and the list of those a member invited. */
import type { Infra } from '#infra/infra.ts';
import type { Module } from '#infra/module.ts';
import { teamChecks } from './checks.ts';
import { teamSubscriber } from './jobs.ts';
import { teamRoutes } from './routes.ts';
import texts from './texts.json' with { type: 'json' };

export { type Heads, type TeamFigures, teamOf } from './service.ts';

/** The module of an app. */
export function teamModule(infra: Infra): Module {
  return { name: 'team', routes: (http) => teamRoutes(http, infra), subscribers: [teamSubscriber], checks: teamChecks(), texts };
}
