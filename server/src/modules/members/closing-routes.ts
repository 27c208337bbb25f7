/** A member closes his account or takes that back; staff see who asked. */
import { type Static, Type } from 'typebox';
import { type Http, memberOf } from '#infra/http.ts';
import type { Infra } from '#infra/infra.ts';
import { BLOCKERS } from '#infra/personal.ts';
import { IdText, Instant, Nullable, Page, PageQuery } from '#infra/schemas.ts';
import { localeOf } from '#infra/texts.ts';
import { parseId } from '#kernel/id.ts';
import { askClosing, type PersonalParts, previewClosing, undoClosing } from './closing.ts';
import { type Closing, listClosings } from './closing-store.ts';
import { CLOSING_DAYS } from './domain.ts';
import { namesOfMembers } from './service.ts';

const PAGE = 20;
const guard = { act: 'members.own', of: 'member' } as const;
const times = { askedAt: Instant, dueAt: Instant };
const RequestView = Type.Object(times);
/** A request as staff see it. */
export const ClosingView = Type.Object({ ...times, erasedAt: Nullable(Instant) });

const requestView = ({ askedAt, dueAt }: Closing): Static<typeof RequestView> => ({ askedAt: askedAt.toISOString(), dueAt: dueAt.toISOString() });

/** The view of a request, null without one. */
export function closingView(closing: Closing | undefined): Static<typeof ClosingView> | null {
  return closing ? { ...requestView(closing), erasedAt: closing.erasedAt?.toISOString() ?? null } : null;
}

/** Mounts the routes. */
export function closingRoutes(http: Http, infra: Infra, parts: PersonalParts): void {
  http.get('/api/me/closing', {
    schema: {
      tags: ['members'], summary: 'Whether the account is being closed, and what must be over before it can be',
      response: { 200: Type.Object({ closing: Nullable(RequestView), blockers: Type.Array(Type.Enum([...BLOCKERS])), days: Type.Integer({ description: 'How long it can be taken back' }) }) },
    },
    config: { guard },
  }, async (request) => {
    const { closing, blockers } = await previewClosing(infra, parts, memberOf(request).accountId);
    return { closing: closing ? requestView(closing) : null, blockers: [...blockers], days: CLOSING_DAYS };
  });

  http.post('/api/me/closing', {
    schema: {
      tags: ['members'], summary: 'Ask for the account to be closed; asked twice, the first request stands',
      body: Type.Object({ phoneEnd: Type.String({ pattern: '^[0-9]{4}$', description: 'The last four digits of the phone, typed to confirm' }) }), response: { 200: RequestView },
    },
    config: { guard: { ...guard, stepUp: true } },
  }, (request) => request.unit(async (ctx) => requestView(await askClosing(infra, ctx, {
    parts, memberId: memberOf(request).accountId, phoneEnd: request.body.phoneEnd, locale: localeOf(request.headers['accept-language']),
  }))));

  http.post('/api/me/closing/undo', {
    schema: { tags: ['members'], summary: 'Keep the account after all', response: { 204: Type.Null() } }, config: { guard },
  }, async (request, reply) => {
    await request.unit((ctx) => undoClosing(ctx, memberOf(request).accountId));
    return reply.code(204).send(null);
  });

  http.get('/api/console/closings', {
    schema: {
      tags: ['members'], summary: 'Who asked for his account to be closed, and whose is', querystring: Type.Object({ ...PageQuery, state: Type.Optional(Type.Enum(['closing', 'closed'])) }),
      response: { 200: Page(Type.Object({ memberId: IdText, name: Type.String(), state: Type.Enum(['closing', 'closed']), ...ClosingView.properties })) },
    },
    config: { guard: { act: 'members.read', of: 'platform' } },
  }, async ({ query: { limit = PAGE, cursor, state } }) => {
    const rows = await listClosings(infra.sql, { erased: state === undefined ? null : state === 'closed', before: (cursor === undefined ? undefined : parseId(cursor)) ?? null, limit: limit + 1 });
    const shown = rows.slice(0, limit);
    const names = await namesOfMembers(infra.sql, shown.map(({ memberId }) => memberId));
    return {
      items: shown.map((row) => ({
        memberId: String(row.memberId), name: names.get(row.memberId) ?? '', state: row.erasedAt ? ('closed' as const) : ('closing' as const),
        ...requestView(row), erasedAt: row.erasedAt?.toISOString() ?? null,
      })),
      nextCursor: rows.length > limit ? String(shown.at(-1)?.memberId) : null,
    };
  });
}
