/** Health, readiness, API documents, built front ends and the demo's pages: everything at the edge that belongs to no module. */
import { existsSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { resolve } from 'node:path';
import proxy from '@fastify/http-proxy';
import fastifyStatic from '@fastify/static';
import swagger from '@fastify/swagger';
import apiReference from '@scalar/fastify-api-reference';
import { Type } from 'typebox';
import type { Http } from './http.ts';
import type { Infra } from './infra.ts';
import { countParked } from './poisoned.ts';

/** Where the built front ends lie: the storefront is served at /, the console at /console/. */
export interface FrontEnds {
  readonly storefront: string;
  readonly console: string;
}

/** Registers the OpenAPI generator; must come before the routes it describes. */
export async function describeApi(http: Http): Promise<void> {
  await http.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'CoShop API', version: '1', description: 'Amounts are decimal strings of atoms: fen for CNY, 1e-8 for points, share value and guide prices.' },
      components: { securitySchemes: { session: { type: 'http', scheme: 'bearer' }, memberCookie: { type: 'apiKey', in: 'cookie', name: 'coshop_member' }, staffCookie: { type: 'apiKey', in: 'cookie', name: 'coshop_staff' } } },
    },
  });
}

/**
 * /health says that the process lives; /ready that it can serve, and what is stopped: a mall whose rewards wait still sells, so that alone takes
 * nobody off a load balancer. /api/docs and /api/openapi.json describe the API.
 */
export async function operationsRoutes(http: Http, infra: Infra): Promise<void> {
  http.get('/health', { schema: { hide: true, response: { 200: Type.Object({ status: Type.Literal('ok') }) } } }, () => ({ status: 'ok' as const }));
  http.get('/ready', { schema: { hide: true } }, async () => {
    const states = await infra.events.states(infra.sql);
    const stopped = states.filter((s) => s.state === 'stopped').map((s) => s.name);
    return { status: stopped.length === 0 ? 'ready' : 'degraded', mode: infra.config.mode, stoppedSubscribers: stopped };
  });
  http.get('/api/openapi.json', { schema: { hide: true } }, () => http.swagger());
  await http.register(apiReference, {
    routePrefix: '/api/docs',
    configuration: { url: '/api/openapi.json', withDefaultFonts: false },
    // The reference page runs its own inline script and evaluates nothing of ours.
    hooks: { onRequest: (_request, reply, done) => { reply.header('content-security-policy', "default-src 'self' data: 'unsafe-inline' 'unsafe-eval' blob:"); done(); } },
  });
}

/** Serves the front ends that are built; a missing one answers with what to do. */
export async function serveFrontEnds(http: Http, frontEnds: FrontEnds): Promise<void> {
  const roots = [{ prefix: '/console/', root: frontEnds.console }, { prefix: '/', root: frontEnds.storefront }];
  for (const [index, { prefix, root }] of roots.entries()) {
    if (!existsSync(resolve(root, 'index.html'))) continue;
    await http.register(fastifyStatic, {
      root: resolve(root), prefix, decorateReply: index === 0, preCompressed: true, wildcard: true,
      setHeaders(response, path) {
        response.header('cache-control', /\/assets\//.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache');
      },
    });
  }
  http.get('/console', { schema: { hide: true } }, (_request, reply) => reply.redirect('/console/'));
  http.get('/i/:code', { schema: { hide: true, params: Type.Object({ code: Type.String({ pattern: '^[A-Za-z0-9]{4,20}$' }) }) } },
    (request, reply) => reply.redirect(`/#/pages/register/index?code=${request.params.code}`));
}

/** Demo only: the pages of the simulators, under the same origin. */
export async function proxyDemo(http: Http, infra: Infra): Promise<void> {
  if (infra.config.mode !== 'demo') return;
  const upstream = `http://127.0.0.1:${infra.config.simulatorPort}`;
  await http.register(async (scope) => {
    // What the outside world answers is no part of our API.
    scope.addHook('onRoute', (route) => { route.schema = { ...route.schema, hide: true }; });
    // Bodies pass through as they are: the proxy brings its own parsers.
    scope.removeAllContentTypeParsers();
    await scope.register(proxy, { upstream, prefix: '/demo', rewritePrefix: '/demo' });
  });
}

/** Sets the gauges of the event log as they are now. */
export async function measureEventLog({ events, metrics, sql }: Infra): Promise<void> {
  for (const { name, lag, state } of await events.states(sql)) {
    metrics.subscriberLag.set({ subscriber: name }, Number(lag));
    metrics.subscriberStopped.set({ subscriber: name }, state === 'stopped' ? 1 : 0);
  }
  // A subscriber whose last parked event was applied is in no row any more.
  metrics.parkedEvents.reset();
  for (const parked of await countParked(sql)) metrics.parkedEvents.set({ subscriber: parked.subscriber }, Number(parked.events));
  metrics.eventInbox.set(Number((await events.head(sql)).waiting));
}

/** Prometheus metrics on a loopback port of their own. */
export async function serveMetrics(infra: Infra): Promise<Server> {
  const server = createServer((_request, response) => {
    measureEventLog(infra)
      .then(() => infra.metrics.registry.metrics())
      .then((text) => response.writeHead(200, { 'content-type': infra.metrics.registry.contentType }).end(text))
      .catch((error: unknown) => {
        infra.log.error({ error }, 'metrics could not be read');
        response.writeHead(500).end();
      });
  });
  await new Promise<void>((done, fail) => {
    server.once('error', fail);
    server.listen(infra.config.metricsPort, '127.0.0.1', done);
  });
  return server;
}
