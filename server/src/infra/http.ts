/**
 * The HTTP edge: one Fastify instance with TypeBox types, a guard on every route, refusals with stable codes in the caller's language.
 * infra knows no module: who the caller is (`authenticate`) and what he may do (`authorise`) are injected by the app.
 */
import { randomUUID } from 'node:crypto';
import type { Socket } from 'node:net';
import cookie from '@fastify/cookie';
import rateLimit from '@fastify/rate-limit';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import { type FastifyError, type FastifyReply, type FastifyRequest, fastify, LogController, type FastifyInstance, type RawReplyDefaultExpression, type RawRequestDefaultExpression, type RawServerDefault } from 'fastify';
import helmet from 'helmet';
import { assert } from '#kernel/assert.ts';
import { defineRefusals, Refusal } from '#kernel/errors.ts';
import { isForPage, renderErrorPage } from './error-page.ts';
import type { Actor, Ctx } from './context.ts';
import { lazySerializers, lazyValidators } from './http-schemas.ts';
import type { Infra } from './infra.ts';
import type { Logger } from './log.ts';
import { explainOutage, isUnavailable } from './outage.ts';
import { localeOf, makeTranslator } from './texts.ts';
import type { Texts } from './module.ts';
import infraTexts from './texts.json' with { type: 'json' };
import { explainFinding, findingOf } from './validation.ts';

const EXPLAIN_EVERY_MS = 1_000;

export type Audience = 'member' | 'platform' | 'supplier';

/** What a route demands of its caller. `act` is checked against the roles of staff; members have every act meant for members. */
export type Guard =
  | 'public'
  | { readonly act: string; readonly of: Audience | readonly Audience[]; readonly stepUp?: true; readonly second?: true; /** Programs with an API key may call it too. */ readonly key?: true };

declare module 'fastify' {
  interface FastifyContextConfig {
    guard?: Guard;
  }
  interface FastifyRequest {
    actor: Actor;
    /** Runs one unit of work on behalf of the caller. */
    unit<Result>(work: (ctx: Ctx) => Promise<Result>): Promise<Result>;
  }
}

export type Http = FastifyInstance<RawServerDefault, RawRequestDefaultExpression, RawReplyDefaultExpression, Logger, TypeBoxTypeProvider>;

export const httpErrors = defineRefusals('http', {
  badRequest: 400, notFound: 404, tooManyRequests: 429, bodyTooLarge: 413, unavailable: 503,
});

/** A request that has not arrived whole by then is given up (wall ms): a slow sender must not hold a connection for ever. */
const REQUEST_TIMEOUT_MS = 120_000;

export interface Gatekeeper {
  /** Who calls. Synchronous when the session is in memory: the hot path waits for nothing. */
  authenticate(request: FastifyRequest): Actor | Promise<Actor>;
  /** Throws a refusal when the actor may not do what the guard names. */
  authorise(actor: Actor, guard: Exclude<Guard, 'public'>, request: FastifyRequest): void;
}

/** A member as the caller; the guard of the route has checked it. */
export function memberOf(request: FastifyRequest): Extract<Actor, { kind: 'member' }> {
  assert(request.actor.kind === 'member', 'the guard let only members through');
  return request.actor;
}

/** A member of staff as the caller; the guard of the route has checked it. */
export function staffOf(request: FastifyRequest): Extract<Actor, { kind: 'staff' }> {
  assert(request.actor.kind === 'staff', 'the guard let only staff through');
  return request.actor;
}

/** Staff, or a program with a key of their organisation, as the caller; the guard of the route has checked it and takes keys. */
export function deskOf(request: FastifyRequest): Extract<Actor, { kind: 'staff' | 'key' }> {
  assert(request.actor.kind === 'staff' || request.actor.kind === 'key', 'the guard let only staff and keys through');
  return request.actor;
}

function asRefusal(error: FastifyError | Refusal): Refusal | undefined {
  if (error instanceof Refusal) return error;
  if (error.validation) return httpErrors.badRequest(findingOf(error));
  if (error.statusCode === 413) return httpErrors.bodyTooLarge();
  if (error.statusCode === 429) return httpErrors.tooManyRequests();
  if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500) return httpErrors.badRequest({ problem: error.message });
  return undefined;
}

/** JSON can spell what PostgreSQL cannot keep: NUL, and halves of surrogate pairs. A text with such an escape is looked through. */
const SUSPECT = /\\u(?:0000|d[89a-f])/i;

const unkeepable = (): Refusal => httpErrors.badRequest({ problem: 'a text holds a character that cannot be kept' });

function isKeepable(value: unknown): boolean {
  const left = [value];
  while (left.length > 0) {
    const next = left.pop();
    if (typeof next === 'string' && (next.includes('\0') || !next.isWellFormed())) return false;
    if (typeof next === 'object' && next !== null) for (const [key, inner] of Object.entries(next)) left.push(key, inner);
  }
  return true;
}

/** Answers on a connection that speaks no HTTP, or not in time, and ends it. */
function refuseClient(error: Error & { code?: string }, socket: Socket, answerText: (problem: string) => string): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  const problem = error.code === 'HPE_HEADER_OVERFLOW' ? 'the headers are too large' : error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 'the request took too long' : 'this is no HTTP request';
  const body = answerText(problem);
  if (socket.writable) socket.write(`HTTP/1.1 400 Bad Request\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`);
  socket.destroySoon();
}

/** The HTTP server without routes. `texts` are those of all modules. */
export async function makeHttp(infra: Infra, gatekeeper: Gatekeeper, texts: readonly Texts[]): Promise<Http> {
  const translate = makeTranslator([infraTexts, ...texts]);
  const refusalBody = ({ code, details }: Refusal, { id: requestId, language }: { id: string; language?: string | undefined }) => {
    const locale = localeOf(language);
    const finding = code === 'http.badRequest' ? explainFinding(translate, locale, details) : undefined;
    return { error: { code, message: finding ?? translate(locale, code, { ...details, requestId }), details, requestId } };
  };
  const answer = (reply: FastifyReply, refusal: Refusal) => {
    const language = reply.request.headers['accept-language'];
    const body = refusalBody(refusal, { id: reply.request.id, language });
    void reply.code(refusal.status);
    return isForPage(reply.request) ? reply.type('text/html; charset=utf-8').send(renderErrorPage({ message: body.error.message, language: localeOf(language) })) : reply.send(body);
  };
  const http = fastify({
    loggerInstance: infra.log, logController: new LogController({ disableRequestLogging: true }), bodyLimit: 1_048_576, trustProxy: [...infra.config.trustedProxies],
    // What we log of a request names it; a logger of its own for every request would never be used.
    childLoggerFactory: (logger) => logger,
    genReqId: () => randomUUID(), routerOptions: { maxParamLength: 500 }, requestTimeout: REQUEST_TIMEOUT_MS,
    // Addresses that no route could be looked up for.
    frameworkErrors: (_error, _request, reply) => void answer(reply as FastifyReply, httpErrors.badRequest({ problem: 'the address is malformed' })),
    clientErrorHandler: (error, socket) => refuseClient(error, socket, (problem) => JSON.stringify(refusalBody(httpErrors.badRequest({ problem }), { id: randomUUID() }))),
  }).withTypeProvider<TypeBoxTypeProvider>() as Http;
  // Not strict about numbers: strictly, Ajv makes "1e400" in an address Infinity and then spares it the bounds, since it is not finite.
  http.setValidatorCompiler(lazyValidators({ coerceTypes: true, strictNumbers: false }));
  http.setSerializerCompiler(lazySerializers());

  // Some clients (uni.request, fetch wrappers) name JSON as the type of a POST that has no body: that is no mistake.
  const parseJson = http.getDefaultJsonParser('error', 'error');
  http.removeContentTypeParser('application/json');
  http.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    const text = String(body);
    if (text === '') return done(null, undefined);
    void parseJson(request, text, (error, value) => (error === null && SUSPECT.test(text) && !isKeepable(value) ? done(unkeepable()) : done(error, value)));
  });

  const tellOutage = outageTeller(infra);
  http.setErrorHandler((error: FastifyError, request, reply) => {
    const refusal = asRefusal(error);
    if (refusal) return answer(reply, refusal);
    if (isUnavailable(error)) {
      tellOutage(error, request);
      return answer(reply, httpErrors.unavailable());
    }
    infra.log.error({ err: error, requestId: request.id, route: request.routeOptions.url }, 'a request failed');
    return answer(reply, new Refusal({ code: 'http.failed', status: 500, details: {} }));
  });
  http.setNotFoundHandler((request, reply) => answer(reply, httpErrors.notFound()));

  // helmet itself, made once: its Fastify plugin composes the policy anew for every request, a twelfth of what a request costs.
  const secure = helmet({ contentSecurityPolicy: { directives: {
    defaultSrc: ["'self'"], scriptSrc: ["'self'"], styleSrc: ["'self'", "'unsafe-inline'"], imgSrc: ["'self'", 'data:', 'blob:'], connectSrc: ["'self'"], workerSrc: ["'self'", 'blob:'], upgradeInsecureRequests: null,
  } }, hsts: infra.config.publicUrl.startsWith('https:'), crossOriginEmbedderPolicy: false });
  http.addHook('onRequest', (request, reply, done) => secure(request.raw, reply.raw, done as (error?: unknown) => void));
  await http.register(cookie);
  await http.register(rateLimit, { max: infra.config.rateLimitPerMinute, timeWindow: 60_000, allowList: (request) => request.url.startsWith('/media/') || request.url.startsWith('/assets/') });
  guardRoutes(http, infra, gatekeeper);
  return http;
}

/** Looking at the disk costs a write: once a second tells it as well as a thousand times. */
function outageTeller({ config, log }: Pick<Infra, 'config' | 'log'>): (error: Error, request: FastifyRequest) => void {
  let toldAt = -Infinity;
  return (error, request) => {
    const at = performance.now();
    if (at - toldAt < EXPLAIN_EVERY_MS) return;
    toldAt = at;
    log.error({ err: error, requestId: request.id, route: request.routeOptions.url }, explainOutage(config, error));
  };
}

function guardRoutes(http: Http, infra: Infra, gatekeeper: Gatekeeper): void {
  http.decorateRequest('actor', null as never);
  http.decorateRequest('unit', function unit<Result>(this: FastifyRequest, work: (ctx: Ctx) => Promise<Result>) {
    return infra.unit({ actor: this.actor, requestId: this.id }, work);
  });
  http.addHook('onRoute', (route) => {
    const guard = route.config?.guard;
    assert(guard === undefined || guard === 'public' || !(guard.key && (guard.stepUp || guard.second)), `${route.url}: a program can prove nothing again and is no second person`);
    const guarded = guard !== undefined;
    assert(guarded || !route.url.startsWith('/api/') || route.url.startsWith('/api/docs') || route.url === '/api/openapi.json', `${String(route.method)} ${route.url} declares no guard`);
  });
  http.addHook('onRequest', (request, _reply, done) => {
    // A NUL that an address spells would reach the database in a parameter.
    if (request.url.includes('%00')) return done(unkeepable());
    const guard = request.routeOptions.config.guard ?? 'public';
    const admit = (actor: Actor): void => {
      request.actor = actor;
      if (guard !== 'public') gatekeeper.authorise(actor, guard, request);
    };
    try {
      const actor = gatekeeper.authenticate(request);
      if (actor instanceof Promise) actor.then(admit).then(() => done(), done);
      else {
        admit(actor);
        done();
      }
    } catch (error) {
      done(error as Error);
    }
  });
  const { requests, requestSeconds } = infra.metrics;
  http.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'none';
    requests.inc({ route, status: String(reply.statusCode) });
    requestSeconds.observe({ route }, reply.elapsedTime / 1000);
    done();
  });
}


