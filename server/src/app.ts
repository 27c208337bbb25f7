/** Puts the modules together: makes each with what it needs, mounts its routes, registers its subscribers, sweeps and jobs. */
import type { FrontEnds } from '#infra/operations.ts';
import { describeApi, operationsRoutes, proxyDemo, serveFrontEnds } from '#infra/operations.ts';
import { type Gatekeeper, type Http, makeHttp } from '#infra/http.ts';
import type { Infra } from '#infra/infra.ts';
import type { Module } from '#infra/module.ts';
import { makeSweeps } from '#infra/sweeps.ts';

export interface App {
  readonly infra: Infra;
  readonly http: Http;
  /** Starts subscribers, sweeps and jobs. */
  start(): Promise<void>;
  /** Applies everything due and committed until nothing is left (tests, seeding); the loops must not run. */
  drain(): Promise<void>;
  /** Stops taking requests, finishes what runs, stops the loops. The infra is closed by its owner. */
  close(): Promise<void>;
}

/** The app over `modules`, in dependency order. */
export async function createApp(infra: Infra, modules: readonly Module[], options: { gatekeeper: Gatekeeper; frontEnds?: FrontEnds }): Promise<App> {
  const http = await makeHttp(infra, options.gatekeeper, modules.map((module) => module.texts));
  await describeApi(http);
  for (const module of modules) module.routes?.(http);
  await operationsRoutes(http, infra);
  await proxyDemo(http, infra);
  if (options.frontEnds) await serveFrontEnds(http, options.frontEnds);

  await infra.events.register(modules.flatMap((module) => module.subscribers ?? []));
  infra.jobs.register(modules.flatMap((module) => module.jobs ?? []));
  const sweeps = makeSweeps({ sweeps: modules.flatMap((module) => module.sweeps ?? []), clock: infra.clock, log: infra.log });
  await http.ready();

  return {
    infra, http,
    async start() {
      await infra.events.start();
      await infra.jobs.start();
      sweeps.start();
    },
    async drain() {
      await infra.events.drain();
      await sweeps.drain();
      await infra.events.drain();
      await infra.jobs.drain();
    },
    async close() {
      await http.close();
      await sweeps.close();
      for (const module of modules.toReversed()) await module.close?.();
    },
  };
}
