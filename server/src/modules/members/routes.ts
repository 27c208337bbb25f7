/** Registration, the member's own profile, and the console's list of members. */
import { type Static, Type } from 'typebox';
import { type Http, memberOf } from '#infra/http.ts';
import type { Infra } from '#infra/infra.ts';
import { Day, IdText, Instant, Nullable, Page, PageQuery } from '#infra/schemas.ts';
import { localeOf } from '#infra/texts.ts';
import { formatDay } from '#kernel/day.ts';
import { parseId } from '#kernel/id.ts';
import {
  actorOfToken, callerOf, ChallengeText, checkCode, CodeText, forgetSessions, hashPassword, openSession, PasswordText, phoneOf, PhoneText, refuseWeakPassword, setSessionCookie,
  SignedInView, spendCode, viewActor,
} from '#modules/identity/index.ts';
import { nodeOf } from '#modules/referral/index.ts';
import { avatarSvg } from './avatar.ts';
import { ClosingView, closingView } from './closing-routes.ts';
import { findClosing } from './closing-store.ts';
import { ConsentView, consentView, VersionsBody } from './consent-routes.ts';
import { type Consents, refuseOutdated } from './consents.ts';
import { adultDay, errors, LEVELS } from './domain.ts';
import * as service from './service.ts';
import { consentsOf } from './store.ts';

const PAGE = 20;
const InviteCode = Type.String({ pattern: '^[A-Za-z0-9]{4,20}$' });
const MemberCard = Type.Object({
  id: IdText, name: Type.String(), phoneMasked: Type.String(), level: Type.Enum([...LEVELS]), inviterId: Nullable(IdText), inviterName: Nullable(Type.String()), joinedAt: Instant,
});
export const MEMBER_FILTER = { search: Type.Optional(Type.String({ maxLength: 40 })), level: Type.Optional(Type.Enum([...LEVELS])) };
const MemberQuery = Type.Object({ ...PageQuery, ...MEMBER_FILTER });
const MembersPage = Page(MemberCard);
const MemberDetail = Type.Object({
  ...MemberCard.properties, inviteCode: Nullable(Type.String()), closing: Nullable(ClosingView), adultOn: Nullable(Day),
  consents: Type.Array(ConsentView),
  team: Nullable(Type.Object({ directVip: Type.Integer(), directShopkeeper: Type.Integer(), directDealer: Type.Integer(), teamVip: Type.Integer(), depth: Type.Integer() })),
});

export function memberRoutes(http: Http, consents: Consents): void {
  const { infra } = consents;
  registrationRoutes(http, consents);
  avatarRoute(http);
  ownRoutes(http, infra);
  consoleRoutes(http, infra);
}

function registrationRoutes(http: Http, consents: Consents): void {
  const { infra } = consents;
  http.get('/api/invitations/:code', {
    schema: {
      tags: ['members'], summary: 'Who invites with this code', params: Type.Object({ code: InviteCode }),
      response: { 200: Type.Object({ code: Type.String(), inviter: Type.Object({ name: Type.String({ description: 'Masked' }) }) }) },
    },
    config: { guard: 'public' },
  }, (request) => service.showInvitation(infra.sql, request.params.code));

  http.post('/api/members', {
    schema: {
      tags: ['members'], summary: 'Register with a code sent to the phone (purpose register); the member is signed in',
      body: Type.Object({
        phone: PhoneText, challenge: ChallengeText, code: CodeText, password: PasswordText, inviteCode: Type.Optional(InviteCode),
        bornOn: Nullable({ ...Day, description: 'Null: he says that he is 18 or older. Of the day only when he comes of age is kept' }),
        consent: Type.Boolean(), versions: VersionsBody,
      }),
      response: { 201: SignedInView },
    },
    config: { guard: 'public' },
  }, async (request, reply) => {
    const { body } = request;
    if (!body.consent) throw errors.consentNeeded();
    refuseOutdated(consents, body.versions);
    const adultOn = body.bornOn === null ? null : adultDay(body.bornOn, infra.clock.now());
    const phone = phoneOf(body.phone);
    const owner = { kind: 'member' as const, own: [phone] };
    refuseWeakPassword(body.password, owner);
    const caller = callerOf(request);
    const code = { phone, purpose: 'register' as const, challenge: body.challenge, code: body.code };
    await checkCode(infra, caller, code);
    const passwordHash = await hashPassword(body.password, owner);
    const { token } = await request.unit(async (ctx) => {
      await spendCode(infra, ctx, code);
      const { inviteCode, versions } = body;
      const accountId = await service.registerMember(infra, ctx, { phone, passwordHash, versions, adultOn, ...(inviteCode === undefined ? {} : { inviteCode }) });
      return openSession(ctx, { accountId, level: 'member', client: caller.client, ip: caller.ip, ...(caller.device === undefined ? {} : { device: caller.device }) });
    });
    setSessionCookie(infra, reply, { token, level: 'member' });
    return reply.code(201).send({ token, account: await viewActor(infra, await actorOfToken(infra, token)) });
  });
}

const OwnView = Type.Object({
  id: IdText, name: Type.String({ description: 'The masked phone while he has given none' }), phoneMasked: Type.String(), level: Type.Enum([...LEVELS]),
  inviteCode: Nullable(Type.String({ description: 'From patron on: who is merely registered does not share (N17)' })), joinedAt: Instant,
  adultOn: Nullable({ ...Day, description: 'Of a minor: the day from which he may earn' }),
});

function ownView(member: service.MemberView, now: Date): Static<typeof OwnView> {
  const adultOn = service.minorUntil(member, now);
  return {
    id: String(member.id), name: member.displayName, phoneMasked: service.maskedPhone(member), level: member.level, inviteCode: member.inviteCode,
    joinedAt: member.joinedAt.toISOString(), adultOn: adultOn === null ? null : formatDay(adultOn),
  };
}

/** The picture that stands for a member follows from the id alone: any id has one, and it says nothing about who he is. */
function avatarRoute(http: Http): void {
  http.get('/api/avatars/:id', {
    schema: { hide: true, params: Type.Object({ id: IdText }) },
    config: { guard: 'public' },
  }, (request, reply) => reply.type('image/svg+xml').header('cache-control', 'public, max-age=31536000, immutable').send(avatarSvg(request.params.id)));
}

function ownRoutes(http: Http, infra: Infra): void {
  http.get('/api/me', {
    schema: { tags: ['members'], summary: 'The signed-in member', response: { 200: OwnView } },
    config: { guard: { act: 'members.own', of: 'member' } },
  }, async (request) => ownView(await service.getMember(infra.sql, memberOf(request).accountId), infra.clock.now()));

  http.post('/api/me/name', {
    schema: {
      tags: ['members'], summary: 'How the member wants to be called; null for no name', body: Type.Object({ name: Nullable(Type.String({ minLength: 1, maxLength: 40 })) }),
      response: { 200: OwnView },
    },
    config: { guard: { act: 'members.own', of: 'member' } },
  }, (request) => request.unit(async (ctx) => ownView(await service.rename(ctx, { memberId: memberOf(request).accountId, name: request.body.name }), ctx.now)));

  http.post('/api/me/phone', {
    schema: {
      tags: ['members'], summary: 'Change the phone, with a code sent to the new one (purpose newPhone); the old one is told, all other sessions end',
      body: Type.Object({ phone: PhoneText, challenge: ChallengeText, code: CodeText }), response: { 200: SignedInView },
    },
    config: { guard: { act: 'members.own', of: 'member', stepUp: true } },
  }, async (request, reply) => {
    const self = memberOf(request);
    const code = { ...request.body, phone: phoneOf(request.body.phone), purpose: 'newPhone' as const };
    await checkCode(infra, callerOf(request), code);
    const token = await request.unit((ctx) => service.changeMemberPhone(infra, ctx, { code, locale: localeOf(request.headers['accept-language']) }));
    forgetSessions(infra, self.accountId);
    setSessionCookie(infra, reply, { token, level: 'member' });
    return { token, account: await viewActor(infra, self) };
  });
}

function card(member: service.MemberView, inviters: ReadonlyMap<bigint, string>): Static<typeof MemberCard> {
  return {
    id: String(member.id), name: member.displayName, phoneMasked: service.maskedPhone(member), level: member.level, joinedAt: member.joinedAt.toISOString(),
    inviterId: member.inviterId === null ? null : String(member.inviterId), inviterName: member.inviterId === null ? null : (inviters.get(member.inviterId) ?? null),
  };
}

const invitersOf = (infra: Infra, members: readonly service.MemberView[]) => service.namesOfMembers(infra.sql, members.flatMap(({ inviterId }) => (inviterId === null ? [] : [inviterId])));

/** A page of the console's list of members. */
export async function memberPage(infra: Infra, query: Static<typeof MemberQuery>): Promise<Static<typeof MembersPage>> {
  const { limit = PAGE, cursor, search, level } = query;
  const { members, next } = await service.searchMembers(infra.sql, { search, level, limit, before: cursor === undefined ? undefined : parseId(cursor) });
  const inviters = await invitersOf(infra, members);
  return { items: members.map((member) => card(member, inviters)), nextCursor: next === undefined ? null : String(next) };
}

function consoleRoutes(http: Http, infra: Infra): void {
  http.get('/api/console/members', {
    schema: { tags: ['members'], summary: 'Members, newest first; search is a whole phone number or a part of a name', querystring: MemberQuery, response: { 200: MembersPage } },
    config: { guard: { act: 'members.read', of: 'platform' } },
  }, ({ query }) => memberPage(infra, query));

  http.get('/api/console/members/:id', {
    schema: { tags: ['members'], summary: 'One member', params: Type.Object({ id: IdText }), response: { 200: MemberDetail } },
    config: { guard: { act: 'members.read', of: 'platform' } },
  }, async (request) => {
    const member = await service.getMember(infra.sql, BigInt(request.params.id));
    const [inviters, consents, node, closing] = await Promise.all([invitersOf(infra, [member]), consentsOf(infra.sql, member.id), nodeOf(infra.sql, member.id), findClosing(infra.sql, member.id)]);
    return {
      ...card(member, inviters), inviteCode: member.inviteCode, adultOn: member.adultOn === null ? null : formatDay(member.adultOn), closing: closingView(closing), consents: consents.map(consentView),
      team: node ? { directVip: node.directVip, directShopkeeper: node.directShopkeeper, directDealer: node.directDealer, teamVip: node.teamVip, depth: node.depth } : null,
    };
  });
}
