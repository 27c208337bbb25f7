/** A person's own account: a lost password, another password, where he is signed in, his authenticator. */
import { Type } from 'typebox';
import { type Http, staffOf } from '#infra/http.ts';
import type { Infra } from '#infra/infra.ts';
import { IdText, Instant } from '#infra/schemas.ts';
import { localeOf } from '#infra/texts.ts';
import type { FastifyRequest } from 'fastify';
import type { Actor } from '#infra/context.ts';
import { assert } from '#kernel/assert.ts';
import { deviceName } from '#modules/identity/domain/device.ts';
import { OWN_ACT } from '#modules/identity/domain/roles.ts';
import { requestOwnCode } from '#modules/identity/service/codes.ts';
import { changePassword, confirmTotp, offerTotp, renewRecoveryCodes, resetPassword } from '#modules/identity/service/credentials.ts';
import { endOwnSession, endOwnSessions, forgetSessions } from '#modules/identity/service/sessions.ts';
import { showTotp } from '#modules/identity/service/totp.ts';
import { viewActor } from '#modules/identity/service/views.ts';
import { countRecoveryCodes } from '#modules/identity/store/enrolments.ts';
import { listDevices, type SessionId } from '#modules/identity/store/sessions.ts';
import { callerOf, clearSessionCookie, setSessionCookie } from './gatekeeper.ts';
import { ChallengeText, CodeText, PasswordText, PhoneText, SignedInView, TotpOfferView } from './views.ts';

const DEVICES = 50;
const OWN = { act: OWN_ACT, of: ['member', 'platform', 'supplier'] } as const;
const STAFF_OWN = { act: OWN_ACT, of: ['platform', 'supplier'] } as const;
const Device = Type.Object({
  id: IdText, name: Type.String({ description: 'Browser and system, as far as they are known' }), ip: Type.String(), signedInAt: Instant, seenAt: Instant, current: Type.Boolean(),
});

function selfOf(request: FastifyRequest): Extract<Actor, { kind: 'member' | 'staff' }> {
  assert(request.actor.kind === 'member' || request.actor.kind === 'staff', 'the guard let only people through');
  return request.actor;
}

export function accountRoutes(http: Http, infra: Infra): void {
  passwordRoutes(http, infra);
  deviceRoutes(http, infra);
  authenticatorRoutes(http, infra);
}

function passwordRoutes(http: Http, infra: Infra): void {
  http.post('/api/auth/password-reset', {
    schema: {
      tags: ['identity'], summary: 'Set a new password with a code sent to the phone (purpose reset); every session of the member ends',
      body: Type.Object({ phone: PhoneText, challenge: ChallengeText, code: CodeText, password: PasswordText }), response: { 204: Type.Null() },
    },
    config: { guard: 'public' },
  }, async (request, reply) => {
    await resetPassword(infra, callerOf(request), request.body);
    return reply.code(204).send(null);
  });

  http.post('/api/auth/step-up/code', {
    schema: {
      tags: ['identity'], summary: 'Send a code to one’s own phone, to prove oneself with in place of the password',
      response: { 200: Type.Object({ challenge: Type.String(), resendAfterMs: Type.Integer() }) },
    },
    config: { guard: { act: OWN_ACT, of: 'member' } },
  }, (request) => requestOwnCode(infra, callerOf(request), { accountId: selfOf(request).accountId, locale: localeOf(request.headers['accept-language']) }));

  http.post('/api/account/password', {
    schema: {
      tags: ['identity'], summary: 'Set another password: all other sessions end, this one gets a new token',
      body: Type.Object({ password: PasswordText }), response: { 200: SignedInView },
    },
    config: { guard: { ...OWN, stepUp: true } },
  }, async (request, reply) => {
    const self = selfOf(request);
    const token = await changePassword(infra, callerOf(request), request.body.password);
    setSessionCookie(infra, reply, { token, level: self.kind });
    return { token, account: await viewActor(infra, self) };
  });
}

function deviceRoutes(http: Http, infra: Infra): void {
  http.get('/api/account/sessions', {
    schema: { tags: ['identity'], summary: 'Where one is signed in, the last used first', response: { 200: Type.Object({ items: Type.Array(Device) }) } },
    config: { guard: OWN },
  }, async (request) => {
    const { accountId, sessionId } = selfOf(request);
    const devices = await listDevices(infra.sql, { accountId, now: infra.clock.wall(), limit: DEVICES });
    return { items: devices.map(({ id, client, ip, createdAt, seenAt }) => ({
      id: String(id), name: deviceName(client), ip, signedInAt: createdAt.toISOString(), seenAt: seenAt.toISOString(), current: id === sessionId,
    })) };
  });

  http.post('/api/account/sessions/:id/end', {
    schema: { tags: ['identity'], summary: 'Sign one device out', params: Type.Object({ id: IdText }), response: { 204: Type.Null() } },
    config: { guard: OWN },
  }, async (request, reply) => {
    const id = BigInt(request.params.id) as SessionId;
    await request.unit((ctx) => endOwnSession(ctx, id));
    forgetSessions(infra, selfOf(request).accountId);
    return reply.code(204).send(null);
  });

  http.post('/api/account/sessions/end', {
    schema: { tags: ['identity'], summary: 'Sign out everywhere, here too', response: { 204: Type.Null() } },
    config: { guard: OWN },
  }, async (request, reply) => {
    const self = selfOf(request);
    await request.unit(endOwnSessions);
    forgetSessions(infra, self.accountId);
    clearSessionCookie(reply, self.kind);
    return reply.code(204).send(null);
  });
}

function authenticatorRoutes(http: Http, infra: Infra): void {
  http.get('/api/account/authenticator', {
    schema: { tags: ['identity'], summary: 'How many recovery codes staff have left', response: { 200: Type.Object({ recoveryCodesLeft: Type.Integer() }) } },
    config: { guard: STAFF_OWN },
  }, async (request) => ({ recoveryCodesLeft: await countRecoveryCodes(infra.sql, staffOf(request).accountId) }));

  http.post('/api/account/authenticator', {
    schema: {
      tags: ['identity'], summary: 'A new authenticator to scan; nothing changes until its first code confirms it',
      response: { 200: Type.Object({ ...TotpOfferView.properties, ticket: Type.String({ description: 'To be sent back with the first code, within ten minutes' }) }) },
    },
    config: { guard: { ...STAFF_OWN, stepUp: true } },
  }, async (request) => {
    const self = staffOf(request);
    const { orgName, name } = await viewActor(infra, self);
    const { secret, ticket } = offerTotp(infra, self.accountId);
    return { ...(await showTotp(secret, { issuer: orgName ?? '', name: name ?? '' })), ticket };
  });

  http.post('/api/account/authenticator/confirm', {
    schema: {
      tags: ['identity'], summary: 'Put the new authenticator in the place of the old one; answers the recovery codes, once',
      body: Type.Object({ ticket: Type.String({ minLength: 40, maxLength: 400 }), totp: CodeText }), response: { 200: Type.Object({ recoveryCodes: Type.Array(Type.String()) }) },
    },
    config: { guard: { ...STAFF_OWN, stepUp: true } },
  }, async (request) => ({ recoveryCodes: await confirmTotp(infra, callerOf(request), request.body) }));

  http.post('/api/account/recovery-codes', {
    schema: { tags: ['identity'], summary: 'New recovery codes, shown once; the old ones are void', response: { 200: Type.Object({ recoveryCodes: Type.Array(Type.String()) }) } },
    config: { guard: { ...STAFF_OWN, stepUp: true } },
  }, async (request) => ({ recoveryCodes: await request.unit((ctx) => renewRecoveryCodes(infra, ctx)) }));
}
