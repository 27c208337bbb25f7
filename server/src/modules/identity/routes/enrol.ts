/** The page that a one-time link opens. Tokens come in the body: addresses are written down along the way. */
import { Type } from 'typebox';
import type { Http } from '#infra/http.ts';
import type { Infra } from '#infra/infra.ts';
import { Instant, Nullable } from '#infra/schemas.ts';
import { enrol, viewEnrolment } from '#modules/identity/service/enrolments.ts';
import { actorOfToken } from '#modules/identity/service/sessions.ts';
import { showTotp } from '#modules/identity/service/totp.ts';
import { viewActor } from '#modules/identity/service/views.ts';
import { callerOf, setSessionCookie } from './gatekeeper.ts';
import { CodeText, PasswordText, SignedInView, StaffNameText, TotpOfferView } from './views.ts';

const LinkToken = Type.String({ minLength: 1, maxLength: 100 });

export function enrolRoutes(http: Http, infra: Infra): void {
  http.post('/api/auth/enrolment', {
    schema: {
      tags: ['identity'], summary: 'What a one-time link is for, and the authenticator to scan',
      body: Type.Object({ token: LinkToken }),
      response: { 200: Type.Object({
        kind: Type.Enum(['invitation', 'totpReset', 'firstOwner']), name: Nullable(Type.String({ description: 'Null when the person chooses his sign-in name' })), orgName: Type.String(), roles: Type.Array(Type.String()),
        expiresAt: Instant, totp: TotpOfferView,
      }) },
    },
    config: { guard: 'public' },
  }, async (request) => {
    const { kind, name, organisation, roles, secret, expiresAt } = await viewEnrolment(infra, request.body.token);
    const orgName = organisation?.name ?? '';
    return { kind, name, orgName, roles: [...roles], expiresAt: expiresAt.toISOString(), totp: await showTotp(secret, { issuer: orgName, name: name ?? 'owner' }) };
  });

  http.post('/api/auth/enrolment/complete', {
    schema: {
      tags: ['identity'], summary: 'Use the link up: set the password (after a reset of the authenticator, give the present one), confirm the authenticator, be signed in. The recovery codes are answered once',
      body: Type.Object({ token: LinkToken, name: Type.Optional(StaffNameText), password: PasswordText, totp: CodeText }),
      response: { 200: Type.Object({ ...SignedInView.properties, recoveryCodes: Type.Array(Type.String()) }) },
    },
    config: { guard: 'public' },
  }, async (request, reply) => {
    const { token, recoveryCodes } = await enrol(infra, callerOf(request), request.body);
    setSessionCookie(infra, reply, { token, level: 'staff' });
    return { token, account: await viewActor(infra, await actorOfToken(infra, token)), recoveryCodes };
  });
}
