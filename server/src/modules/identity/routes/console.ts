/** The console's inbox of approvals, and the audit log. */
import { Type } from 'typebox';
import { type Http, staffOf } from '#infra/http.ts';
import type { Infra } from '#infra/infra.ts';
import { IdText, Instant, Nullable, Page, PageQuery } from '#infra/schemas.ts';
import { parseId } from '#kernel/id.ts';
import { listApprovals } from '#modules/identity/service/approvals.ts';
import { namesOf } from '#modules/identity/store/accounts.ts';
import { findAudit } from '#modules/identity/store/approvals.ts';

const PAGE = 20;
const STATES = ['pending', 'approved', 'rejected', 'expired'] as const;
const Person = Type.Object({ id: IdText, name: Type.String() });
const Approval = Type.Object({
  id: IdText, act: Type.String(), input: Type.Unknown(), state: Type.Enum([...STATES]), askedBy: Person, askedAt: Instant, expiresAt: Instant,
  decidedBy: Nullable(Person), decidedAt: Nullable(Instant), own: Type.Boolean({ description: 'Asked for by the reader, who therefore cannot decide it' }),
});
const AuditEntry = Type.Object({
  id: IdText, at: Instant, actorKind: Type.String(), actor: Nullable(Person), act: Type.String(), target: Type.String(), detail: Type.Record(Type.String(), Type.Unknown()),
});

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
    schema: { tags: ['identity'], summary: 'Who did what', querystring: Type.Object(PageQuery), response: { 200: Page(AuditEntry) } },
    config: { guard: { act: 'audit.read', of: 'platform' } },
  }, async (request) => {
    const { limit = PAGE, cursor } = request.query;
    const rows = await findAudit(infra.sql, { limit: limit + 1, before: cursor === undefined ? undefined : parseId(cursor) });
    const shown = rows.slice(0, limit);
    const names = await namesOf(infra.sql, shown.flatMap(({ actorId }) => (actorId === null ? [] : [actorId])));
    return {
      items: shown.map((row) => ({
        id: String(row.id), at: row.at.toISOString(), actorKind: row.actorKind, actor: row.actorId === null ? null : { id: String(row.actorId), name: names.get(row.actorId) ?? '' },
        act: row.act, target: row.target, detail: { ...row.detail },
      })),
      nextCursor: rows.length > limit ? String(shown.at(-1)?.id) : null,
    };
  });
}
