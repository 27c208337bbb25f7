/** The people of an organisation: of the platform at /api/console/staff, of a supplier at /api/supplier/staff. An owner's own organisation is the only one he sees. */
import { Type } from 'typebox';
import { type Http, staffOf } from '#infra/http.ts';
import type { Infra } from '#infra/infra.ts';
import { IdText, Instant, Nullable, Page, PageQuery } from '#infra/schemas.ts';
import { parseId } from '#kernel/id.ts';
import { type Role, ROLES } from '#modules/identity/domain/roles.ts';
import { type EnrolmentLink, inviteStaff } from '#modules/identity/service/enrolments.ts';
import { askTotpReset, decideTotpReset, grantRole, listStaffOf, removeRole, renewInvitation, RESET_ACT } from '#modules/identity/service/staff.ts';
import { forgetSessions } from '#modules/identity/service/sessions.ts';
import type { AccountId } from '#modules/identity/store/accounts.ts';
import { StaffNameText } from './views.ts';

const PAGE = 20;
const RoleName = Type.Enum(Object.keys(ROLES) as Role[]);
const Params = Type.Object({ id: IdText });
const StaffMember = Type.Object({
  id: IdText, name: Type.String(), roles: Type.Array(Type.String()), state: Type.Enum(['active', 'invited', 'expired', 'reset', 'left']), invitedUntil: Nullable(Instant), seenAt: Nullable(Instant),
});
const LinkView = Type.Object({ accountId: IdText, path: Type.String({ description: 'To be handed over; it works once' }), expiresAt: Instant });
const viewLink = ({ accountId, path, expiresAt }: EnrolmentLink) => ({ accountId: String(accountId), path, expiresAt: expiresAt.toISOString() });

export function staffRoutes(http: Http, infra: Infra): void {
  peopleRoutes(http, infra, { base: '/api/console/staff', of: 'platform' });
  peopleRoutes(http, infra, { base: '/api/supplier/staff', of: 'supplier' });
  resetRoutes(http, infra);
}

type Desk = { readonly base: string; readonly of: 'platform' | 'supplier' };

function peopleRoutes(http: Http, infra: Infra, desk: Desk): void {
  http.get(desk.base, {
    schema: { tags: ['identity'], summary: 'The people of one’s organisation', querystring: Type.Object(PageQuery), response: { 200: Page(StaffMember) } },
    config: { guard: { act: 'staff.read', of: desk.of } },
  }, async (request) => {
    const { limit = PAGE, cursor } = request.query;
    const now = infra.clock.wall();
    const rows = await listStaffOf(infra.sql, { orgId: staffOf(request).orgId, now, limit: limit + 1, after: cursor === undefined ? undefined : parseId(cursor) });
    const shown = rows.slice(0, limit);
    return {
      items: shown.map(({ id, name, roles, isEnrolled, invitedUntil, seenAt }) => ({
        id: String(id), name, roles: [...roles], invitedUntil: invitedUntil?.toISOString() ?? null, seenAt: seenAt?.toISOString() ?? null,
        state: roles.length === 0 ? 'left' as const : isEnrolled ? 'active' as const : invitedUntil === null ? 'reset' as const : invitedUntil > now ? 'invited' as const : 'expired' as const,
      })),
      nextCursor: rows.length > limit ? String(shown.at(-1)?.id) : null,
    };
  });

  const write = { guard: { act: 'staff.write', of: desk.of, stepUp: true } } as const;
  http.post(`${desk.base}/invitations`, {
    schema: { tags: ['identity'], summary: 'Invite a person with one role; the link is answered once', body: Type.Object({ name: StaffNameText, role: RoleName }), response: { 201: LinkView } },
    config: write,
  }, async (request, reply) => {
    const { orgId } = staffOf(request);
    return reply.code(201).send(viewLink(await request.unit((ctx) => inviteStaff(infra, ctx, { orgId, ...request.body }))));
  });

  http.post(`${desk.base}/:id/invitation`, {
    schema: { tags: ['identity'], summary: 'A new link for a person who has not used his yet; the old one is dead', params: Params, response: { 200: LinkView } },
    config: write,
  }, async (request) => viewLink(await request.unit((ctx) => renewInvitation(infra, ctx, { orgId: staffOf(request).orgId, accountId: BigInt(request.params.id) as AccountId }))));

  http.post(`${desk.base}/:id/roles`, {
    schema: { tags: ['identity'], summary: 'Give a person another role', params: Params, body: Type.Object({ role: RoleName }), response: { 204: Type.Null() } },
    config: write,
  }, async (request, reply) => {
    await request.unit((ctx) => grantRole(ctx, { orgId: staffOf(request).orgId, accountId: BigInt(request.params.id) as AccountId, role: request.body.role }));
    return reply.code(204).send(null);
  });

  http.post(`${desk.base}/:id/roles/end`, {
    schema: { tags: ['identity'], summary: 'Take a role from a person; it is gone at his next request', params: Params, body: Type.Object({ role: RoleName }), response: { 204: Type.Null() } },
    config: write,
  }, async (request, reply) => {
    await request.unit((ctx) => removeRole(ctx, { orgId: staffOf(request).orgId, accountId: BigInt(request.params.id) as AccountId, role: request.body.role }));
    return reply.code(204).send(null);
  });
}

function resetRoutes(http: Http, infra: Infra): void {
  http.post('/api/console/staff/:id/totp-reset', {
    schema: {
      tags: ['identity'], summary: 'Ask a second person to reset the authenticator of any member of staff, the platform’s or a supplier’s', params: Params,
      body: Type.Object({ reason: Type.String({ minLength: 1, maxLength: 300, pattern: '\\S' }) }), response: { 201: Type.Object({ approvalId: IdText, expiresAt: Instant }) },
    },
    config: { guard: { act: RESET_ACT, of: 'platform', second: true } },
  }, async (request, reply) => {
    const { approvalId, endsAt } = await request.unit((ctx) => askTotpReset(ctx, { accountId: BigInt(request.params.id) as AccountId, reason: request.body.reason.trim() }));
    return reply.code(201).send({ approvalId: String(approvalId), expiresAt: endsAt.toISOString() });
  });

  http.post('/api/console/totp-resets/:approvalId/decision', {
    schema: {
      tags: ['identity'], summary: 'Decide a reset; the link with which the person scans a new authenticator is answered once', params: Type.Object({ approvalId: IdText }),
      body: Type.Object({ decision: Type.Enum(['approve', 'reject']) }), response: { 200: Type.Object({ link: Nullable(LinkView) }) },
    },
    config: { guard: { act: RESET_ACT, of: 'platform', stepUp: true } },
  }, async (request) => {
    const link = await request.unit((ctx) => decideTotpReset(infra, ctx, { approvalId: BigInt(request.params.approvalId), decision: request.body.decision }));
    if (link) forgetSessions(infra, link.accountId);
    return { link: link ? viewLink(link) : null };
  });
}
