/** Operating the event log: what becomes of an event that a subscriber could not apply. */
import type { Infra } from '#infra/infra.ts';
import type { Module } from '#infra/module.ts';
import { platformRoutes } from './routes.ts';
import texts from './texts.json' with { type: 'json' };

export { errors as platformErrors } from './domain.ts';

/** The module's edges. */
export function platformModule(infra: Infra): Module {
  return { name: 'platform', texts, routes: (http) => platformRoutes(http, infra) };
}
