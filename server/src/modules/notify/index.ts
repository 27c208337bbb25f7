/** Messages in the app: what members, suppliers and the platform are told when something happened. */
import type { Infra } from '#infra/infra.ts';
import type { Module } from '#infra/module.ts';
import { notifyChecks } from './checks.ts';
import { cleanUpSweep, notifySubscriber } from './jobs.ts';
import { notifyRoutes } from './routes.ts';
import { notifyPersonal } from './service.ts';
import texts from './texts.json' with { type: 'json' };

/** The module of an app. */
export function notifyModule(infra: Infra): Module {
  return { name: 'notify', texts, subscribers: [notifySubscriber], sweeps: [cleanUpSweep(infra)], checks: notifyChecks(), personal: notifyPersonal, routes: (http) => notifyRoutes(http, infra) };
}
