/** Signing in and out. */
import { Type } from 'typebox';
import type { Http } from '#infra/http.ts';
import type { Infra } from '#infra/infra.ts';
import { localeOf } from '#infra/texts.ts';
import { PURPOSES } from '#modules/identity/domain/code.ts';
import { errors } from '#modules/identity/domain/errors.ts';
import { OWN_ACT } from '#modules/identity/domain/roles.ts';
import { requestCode } from '#modules/identity/service/codes.ts';
import { newProofChallenge } from '#modules/identity/service/proof.ts';
import { actorOfToken, endSession, forgetSession } from '#modules/identity/service/sessions.ts';
import { signInByCode, signInByPassword, signInStaff, stepUp } from '#modules/identity/service/sign-in.ts';
import { demoSignIn, viewActor } from '#modules/identity/service/views.ts';
import { callerOf, clearSessionCookie, setSessionCookie } from './gatekeeper.ts';
import { ActorView, ChallengeText, CodeText, PasswordText, PhoneText, RecoveryCodeText, SignedInView } from './views.ts';

export function authRoutes(http: Http, infra: Infra): void {
  codeRoutes(http, infra);
  signInRoutes(http, infra);
  sessionRoutes(http, infra);
}

function codeRoutes(http: Http, infra: Infra): void {
  http.get('/api/auth/challenge', {
    schema: {
      tags: ['identity'], summary: 'A proof of work to solve before a code is sent',
      description: 'Find the least counter whose SHA-256(salt ‖ nonce ‖ counter as uint32, big-endian; hex decoded) begins, in hex, with keyPrefix. Send base64(JSON {challenge, solution: {counter, derivedKey}}) as proof.',
      response: { 200: Type.Object({ required: Type.Boolean(), challenge: Type.Object({ parameters: Type.Record(Type.String(), Type.Unknown()), signature: Type.String() }) }) },
    },
    config: { guard: 'public' },
  }, async () => {
    const { parameters, signature = '' } = await newProofChallenge(infra);
    return { required: infra.config.smsProofOfWork, challenge: { parameters: { ...parameters }, signature } };
  });

  http.post('/api/auth/sms', {
    schema: {
      tags: ['identity'], summary: 'Send a code to a phone; the answer is the same for every phone',
      body: Type.Object({ phone: PhoneText, purpose: Type.Enum([...PURPOSES]), proof: Type.Optional(Type.String({ maxLength: 4000 })) }),
      response: { 200: Type.Object({ challenge: Type.String(), resendAfterMs: Type.Integer() }) },
    },
    config: { guard: 'public' },
  }, (request) => {
    const { phone, purpose, proof } = request.body;
    return requestCode(infra, callerOf(request), { phone, purpose, proof, locale: localeOf(request.headers['accept-language']) });
  });
}

function signInRoutes(http: Http, infra: Infra): void {
  http.post('/api/auth/sign-in', {
    schema: {
      tags: ['identity'], summary: 'Sign in as a member, by password or by a code sent to the phone',
      body: Type.Union([
        Type.Object({ phone: PhoneText, password: PasswordText }),
        Type.Object({ phone: PhoneText, challenge: ChallengeText, code: CodeText }),
      ]),
      response: { 200: SignedInView },
    },
    config: { guard: 'public' },
  }, async (request, reply) => {
    const { body } = request;
    const { token } = 'password' in body ? await signInByPassword(infra, callerOf(request), body) : await signInByCode(infra, callerOf(request), body);
    setSessionCookie(infra, reply, { token, level: 'member' });
    return { token, account: await viewActor(infra, await actorOfToken(infra, token)) };
  });

  http.post('/api/auth/staff/sign-in', {
    schema: {
      tags: ['identity'], summary: 'Sign in as staff: name, password and time-based code, or in its place a recovery code',
      body: Type.Union([
        Type.Object({ name: Type.String({ minLength: 1, maxLength: 60 }), password: PasswordText, totp: CodeText }),
        Type.Object({ name: Type.String({ minLength: 1, maxLength: 60 }), password: PasswordText, recoveryCode: RecoveryCodeText }),
      ]),
      response: { 200: SignedInView },
    },
    config: { guard: 'public' },
  }, async (request, reply) => {
    const { token } = await signInStaff(infra, callerOf(request), request.body);
    setSessionCookie(infra, reply, { token, level: 'staff' });
    return { token, account: await viewActor(infra, await actorOfToken(infra, token)) };
  });

  http.get('/api/auth/demo', {
    schema: {
      tags: ['identity'], summary: 'Demo only: with what the staff of this demo sign in',
      response: { 200: Type.Object({
        password: Type.String(),
        staff: Type.Array(Type.Object({ name: Type.String(), orgName: Type.String(), roles: Type.Array(Type.String()), totp: Type.String(), totpWaitMs: Type.Integer({ description: 'The code is accepted from then on' }) })),
      }) },
    },
    config: { guard: 'public' },
  }, () => demoSignIn(infra));
}

function sessionRoutes(http: Http, infra: Infra): void {
  http.get('/api/auth/session', {
    schema: { tags: ['identity'], summary: 'Who is signed in', response: { 200: Type.Object({ actor: ActorView }) } },
    config: { guard: 'public' },
  }, async (request) => ({ actor: await viewActor(infra, request.actor) }));

  http.post('/api/auth/sign-out', {
    schema: { tags: ['identity'], summary: 'End this session; nothing happens when there is none', response: { 204: Type.Null() } },
    config: { guard: 'public' },
  }, async (request, reply) => {
    const { actor } = request;
    if (actor.kind === 'member' || actor.kind === 'staff') {
      await request.unit(endSession);
      forgetSession(infra, actor);
      clearSessionCookie(reply, actor.kind);
    }
    return reply.code(204).send(null);
  });

  http.post('/api/auth/step-up', {
    schema: {
      tags: ['identity'], summary: 'Prove again who you are: staff by time-based or recovery code, members by password or by a code on their phone. The session gets a new token',
      body: Type.Object({
        totp: Type.Optional(CodeText), recoveryCode: Type.Optional(RecoveryCodeText), password: Type.Optional(PasswordText), challenge: Type.Optional(ChallengeText), code: Type.Optional(CodeText),
      }),
      response: { 200: SignedInView },
    },
    config: { guard: { act: OWN_ACT, of: ['member', 'platform', 'supplier'] } },
  }, async (request, reply) => {
    const { actor } = request;
    if (actor.kind !== 'member' && actor.kind !== 'staff') throw errors.signInNeeded();
    const { token } = await stepUp(infra, callerOf(request), request.body);
    setSessionCookie(infra, reply, { token, level: actor.kind });
    return { token, account: await viewActor(infra, await actorOfToken(infra, token)) };
  });
}
