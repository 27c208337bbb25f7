/** The console's inbox of approvals, and the audit log. */
import { type Static, Type } from 'typebox';
import { type Http, staffOf } from '#infra/http.ts';
import type { Infra } from '#infra/infra.ts';
import { IdText, Instant, Nullable, Page, PageQuery } from '#infra/schemas.ts';
import { DAY_MS } from '#kernel/day.ts';
import { parseId } from '#kernel/id.ts';
import { listApprovals } from '#modules/identity/service/approvals.ts';
import { type AccountId, namesOf } from '#modules/identity/store/accounts.ts';
import { findAudit } from '#modules/identity/store/approvals.ts';

const PAGE = 20;
const STATES = ['pending', 'approved', 'rejected', 'expired'] as const;
const Person = Type.Object({ id: IdText, name: Type.String() });
const Approval = Type.Object({
  id: IdText, act: Type.String(), input: Type.Unknown(), state: Type.Enum([...STATES]), askedBy: Person, askedAt: Instant, expiresAt: Instant,
  decidedBy: Nullable(Person), decidedAt: Nullable(Instant), own: Type.Boolean({ description: 'Asked for by the reader, who therefore cannot decide it' }),
});
const AuditDay = Type.String({ pattern: '^20\\d{2}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$', description: 'Day in Asia/Shanghai, included' });
/** When a day begins; one that its month does not have is one of the next month. */
const beginOf = (day: string): Date => new Date(`${day}T00:00:00+08:00`);
const AuditFacts = Type.Record(Type.String(), Type.Unknown());
const AuditEntry = Type.Object({
  id: IdText, at: Instant, actorKind: Type.String(), actor: Nullable(Person), act: Type.String(), target: Type.String(), detail: AuditFacts,
  targetName: Nullable(Type.String({ description: 'Of an account of staff: how it is called' })),
  before: Nullable(AuditFacts), after: Nullable(AuditFacts),
});

export const AUDIT_FILTER = {
  act: Type.Optional(Type.String({ pattern: '^[a-zA-Z]{1,40}(\\.[a-zA-Z]{1,40}){0,2}$', description: 'An act, or all acts of a module' })),
  target: Type.Optional(Type.String({ pattern: '^[a-zA-Z]{1,40}(:[0-9A-Za-z._-]{1,60})?$', description: 'What it was done to, such as account:123' })),
  actor: Type.Optional(IdText), from: Type.Optional(AuditDay), to: Type.Optional(AuditDay),
};
const AuditQuery = Type.Object({ ...PageQuery, ...AUDIT_FILTER });
const AuditPage = Page(AuditEntry);

/** The account that a target names. */
const accountIn = (target: string): AccountId | undefined => (target.startsWith('account:') ? parseId<'account'>(target.slice('account:'.length)) : undefined);

/** A page of the audit log. */
export async function auditPage(infra: Infra, query: Static<typeof AuditQuery>): Promise<Static<typeof AuditPage>> {
  const { limit = PAGE, cursor, act, target, actor, from, to } = query;
  const rows = await findAudit(infra.sql, {
    limit: limit + 1, before: cursor === undefined ? undefined : parseId(cursor), act, target, actor: actor === undefined ? undefined : BigInt(actor),
    from: from === undefined ? undefined : beginOf(from), to: to === undefined ? undefined : new Date(beginOf(to).getTime() + DAY_MS),
  });
  const shown = rows.slice(0, limit);
  const actors = shown.flatMap(({ actorKind, actorId }) => (actorId === null || actorKind === 'key' ? [] : [actorId as AccountId]));
  const names = await namesOf(infra.sql, [...new Set([...actors, ...shown.flatMap(({ target: of }) => accountIn(of) ?? [])])]);
  return {
    items: shown.map((row) => ({
      id: String(row.id), at: row.at.toISOString(), actorKind: row.actorKind, actor: row.actorId === null ? null : { id: String(row.actorId), name: names.get(row.actorId) ?? '' },
      act: row.act, target: row.target, detail: { ...row.detail }, targetName: names.get(accountIn(row.target) ?? 0n) ?? null, before: row.before && { ...row.before }, after: row.after && { ...row.after },
    })),
    nextCursor: rows.length > limit ? String(shown.at(-1)?.id) : null,
  };
}

export function consoleRoutes(http: Http, infra: Infra): void {
  http.get('/api/console/approvals', {
    schema: {
      tags: ['identity'], summary: 'What waits for a second person, and what was decided',
      querystring: Type.Object({ ...PageQuery, state: Type.Optional(Type.Enum([...STATES])) }), response: { 200: Page(Approval) },
    },
    config: { guard: { act: 'approvals.read', of: 'platform' } },
  }, async (request) => {
    const reader = staffOf(request);
    const { limit = PAGE, cursor, state } = request.query;
    const rows = await listApprovals(infra.sql, { orgId: reader.orgId, state, now: infra.clock.now(), limit: limit + 1, before: cursor === undefined ? undefined : parseId(cursor) });
    const shown = rows.slice(0, limit);
    return {
      items: shown.map((row) => ({
        id: String(row.id), act: row.act, input: row.input, state: row.state, askedBy: { id: String(row.askedBy), name: row.askedByName }, askedAt: row.askedAt.toISOString(),
        expiresAt: row.endsAt.toISOString(), decidedBy: row.decidedBy === null ? null : { id: String(row.decidedBy), name: row.decidedByName ?? '' },
        decidedAt: row.decidedAt?.toISOString() ?? null, own: row.askedBy === reader.accountId,
      })),
      nextCursor: rows.length > limit ? String(shown.at(-1)?.id) : null,
    };
  });

  http.get('/api/console/audit', {
    schema: { tags: ['identity'], summary: 'Who did what, the latest first, with what stood before and after', response: { 200: AuditPage }, querystring: AuditQuery },
    config: { guard: { act: 'audit.read', of: 'platform' } },
  }, ({ query }) => auditPage(infra, query));
}
