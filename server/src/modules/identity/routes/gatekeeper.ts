/**
 * Who calls, and whether he may. A bearer token wins over cookies. Members and staff have cookies of their own, so one browser may be
 * signed in to the storefront and the console at once: the guard tells which is meant, or `x-coshop-client: console` on routes for both.
 */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from '#infra/context.ts';
import type { Gatekeeper, Guard } from '#infra/http.ts';
import type { Infra } from '#infra/infra.ts';
import { newToken } from '#infra/secrets.ts';
import { errors } from '#modules/identity/domain/errors.ts';
import { DEVICE_LIFE_MS, SESSION_LIFE, type SessionLevel } from '#modules/identity/domain/limits.ts';
import { isHeldBack, mayDo } from '#modules/identity/domain/roles.ts';
import { actorOfKey } from '#modules/identity/service/keys.ts';
import { actorOfToken, isGuarded, isProven } from '#modules/identity/service/sessions.ts';
import type { Caller } from '#modules/identity/service/state.ts';

const COOKIES = { member: 'coshop_member', staff: 'coshop_staff' } as const;
const DEVICE_COOKIE = 'coshop_device';
const DEVICE_BYTES = 16;
const DEVICE = /^[A-Za-z0-9_-]{22}$/;
/** Made for a request that brought none. */
const newDevices = new WeakMap<FastifyRequest, string>();
const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);
const BEARER = 'Bearer ';
const KEY = 'ak_';
const VISITOR: Actor = { kind: 'visitor' };
const CLIENT_LENGTH = 200;

/** Who calls and what he may do, for the HTTP edge. */
export function makeGatekeeper(infra: Infra): Gatekeeper {
  return {
    authenticate(request) {
      const { guard } = request.routeOptions.config;
      // Files and pages have no guard: nothing is looked up for them.
      if (guard === undefined) return VISITOR;
      const header = request.headers.authorization;
      if (header?.startsWith(BEARER)) {
        const token = header.slice(BEARER.length);
        return token.startsWith(KEY) ? actorOfKey(infra, token) : actorOfToken(infra, token);
      }
      const tokens = cookieTokens(request, guard);
      if (tokens.length === 0) return VISITOR;
      if (!SAFE_METHODS.has(request.method) && !isOwnOrigin(infra, request)) throw errors.wrongOrigin();
      return firstActor(infra, tokens);
    },
    authorise(actor, guard) {
      if (actor.kind === 'visitor') throw errors.signInNeeded();
      if (isHeldBack(actor, guard)) throw errors.suspended();
      if (!mayDo(actor, guard) || (actor.kind === 'key' && guard.key !== true)) throw errors.notAllowed();
      if (guard.stepUp && isGuarded(actor)) throw errors.passwordNeeded();
      if (guard.stepUp && !isProven(actor, infra.clock.wall())) throw errors.stepUpNeeded();
    },
  };
}

function cookieTokens(request: FastifyRequest, guard: Guard): string[] {
  const audiences = guard === 'public' ? ['member', 'platform'] : [guard.of].flat();
  const levels: SessionLevel[] = [];
  if (audiences.includes('member')) levels.push('member');
  if (audiences.some((audience) => audience !== 'member')) levels.push('staff');
  if (request.headers['x-coshop-client'] === 'console') levels.reverse();
  return levels.map((level) => request.cookies[COOKIES[level]]).filter((token) => token !== undefined);
}

async function firstActor(infra: Infra, tokens: readonly string[]): Promise<Actor> {
  for (const token of tokens) {
    const actor = await actorOfToken(infra, token);
    if (actor.kind !== 'visitor') return actor;
  }
  return VISITOR;
}

/** Whether a request with a cookie was made by our own pages: its Origin, or the browser's word that it is the same. */
function isOwnOrigin(infra: Infra, request: FastifyRequest): boolean {
  const { origin } = request.headers;
  if (origin === undefined) return request.headers['sec-fetch-site'] === 'same-origin';
  return origin === infra.config.publicUrl || (URL.canParse(origin) && new URL(origin).host === request.host);
}

/** Refuses an unsafe request that another site's page sends with a cookie of ours: for modules with a cookie of their own. Throws wrongOrigin. */
export function refuseForeignOrigin(infra: Infra, request: FastifyRequest): void {
  if (!SAFE_METHODS.has(request.method) && !isOwnOrigin(infra, request)) throw errors.wrongOrigin();
}

/** What this browser keeps to be known again: its cookie, or a new one that a sign-in will set. Who signs in is never decided by it. */
function deviceOf(request: FastifyRequest): string {
  const kept = request.cookies[DEVICE_COOKIE] ?? newDevices.get(request);
  if (kept !== undefined && DEVICE.test(kept)) return kept;
  const device = newToken(DEVICE_BYTES);
  newDevices.set(request, device);
  return device;
}

/** The caller as services that run before anybody is signed in need him. */
export function callerOf(request: FastifyRequest): Caller {
  return { actor: request.actor, requestId: request.id, ip: request.ip, client: (request.headers['user-agent'] ?? '').slice(0, CLIENT_LENGTH), device: deviceOf(request) };
}

/** Puts the session's cookie, and the one by which the browser is known again: unreadable to scripts, sent to this site alone, over https alone where there is https. */
export function setSessionCookie(infra: Infra, reply: FastifyReply, session: { token: string; level: SessionLevel }): void {
  const rules = { httpOnly: true, sameSite: 'lax', secure: infra.config.publicUrl.startsWith('https:'), path: '/' } as const;
  reply.setCookie(COOKIES[session.level], session.token, { ...rules, maxAge: SESSION_LIFE[session.level].endMs / 1000 });
  reply.setCookie(DEVICE_COOKIE, deviceOf(reply.request), { ...rules, path: '/api/', maxAge: DEVICE_LIFE_MS / 1000 });
}

/** Takes the session's cookie away. */
export function clearSessionCookie(reply: FastifyReply, level: SessionLevel): void {
  reply.clearCookie(COOKIES[level], { path: '/' });
}
