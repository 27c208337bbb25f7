/** What everybody may know: the figures of the economy, and who runs the shop. */
import type { Infra } from '#infra/infra.ts';
import type { Module } from '#infra/module.ts';
import { disclosureRoutes } from './routes.ts';
import texts from './texts.json' with { type: 'json' };

export { describeCompany } from './service.ts';

/** The module of an app. */
export function disclosureModule(infra: Infra): Module {
  return { name: 'disclosure', texts, routes: (http) => disclosureRoutes(http, infra) };
}
