/** Operating the event log, and the webhooks by which programs of others hear of it. */
import type { Infra } from '#infra/infra.ts';
import type { Module } from '#infra/module.ts';
import { platformChecks } from './checks.ts';
import { webhookJobs, webhookSubscriber, webhookSweeps } from './jobs.ts';
import { platformRoutes } from './routes.ts';
import { webhookRoutes } from './webhook-routes.ts';
import texts from './texts.json' with { type: 'json' };

export { errors as platformErrors } from './domain.ts';
export { createWebhook, tryWebhook } from './webhook-service.ts';

/** The module's edges. */
export function platformModule(infra: Infra): Module {
  return {
    name: 'platform', texts, subscribers: [webhookSubscriber], sweeps: webhookSweeps(infra), jobs: webhookJobs(infra), checks: platformChecks(),
    routes(http) {
      platformRoutes(http, infra);
      webhookRoutes(http, infra);
    },
  };
}
