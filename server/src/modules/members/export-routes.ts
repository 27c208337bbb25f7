/** A member asks for a copy of his data, and takes it. */
import { Type } from 'typebox';
import { type Http, memberOf } from '#infra/http.ts';
import type { Infra } from '#infra/infra.ts';
import { IdText, Instant, Nullable } from '#infra/schemas.ts';
import { localeOf } from '#infra/texts.ts';
import { parseId } from '#kernel/id.ts';
import { errors } from './domain.ts';
import { askExport, takeExport } from './export.ts';
import { type ExportRow, newestExport } from './export-store.ts';

const guard = { act: 'members.own', of: 'member' } as const;
const CopyView = Type.Object({ id: IdText, askedAt: Instant, madeAt: Nullable(Instant), endsAt: Nullable(Instant) });
const FILE = { 'application/zip': { schema: Type.Unsafe<Buffer>({ type: 'string', format: 'binary' }) } };

const view = (row: ExportRow) => ({ id: String(row.id), askedAt: row.askedAt.toISOString(), madeAt: row.madeAt?.toISOString() ?? null, endsAt: row.endsAt?.toISOString() ?? null });

/** Mounts the routes. */
export function exportRoutes(http: Http, infra: Infra): void {
  http.get('/api/me/exports', {
    schema: { tags: ['members'], summary: 'The newest copy of the member’s data, if one is being made or kept', response: { 200: Type.Object({ newest: Nullable(CopyView) }) } }, config: { guard },
  }, async (request) => {
    const row = await newestExport(infra.sql, memberOf(request).accountId);
    return { newest: row ? view(row) : null };
  });

  http.post('/api/me/exports', {
    schema: { tags: ['members'], summary: 'Ask for a copy of everything that is kept of the member: once a day', response: { 201: CopyView } }, config: { guard: { ...guard, stepUp: true } },
  }, async (request, reply) => {
    const row = await request.unit((ctx) => askExport(infra, ctx, { memberId: memberOf(request).accountId, locale: localeOf(request.headers['accept-language']) }));
    return reply.code(201).send(view(row));
  });

  http.get('/api/me/exports/:id/file', {
    schema: { tags: ['members'], summary: 'The copy as a zip, while it is kept', params: Type.Object({ id: IdText }), response: { 200: { description: 'The zip', content: FILE } } },
    config: { guard: { ...guard, stepUp: true } },
  }, async (request, reply) => {
    const id = parseId(request.params.id);
    if (id === undefined) throw errors.exportNotFound();
    const file = await takeExport(infra, { id, memberId: memberOf(request).accountId });
    return reply.type('application/zip').header('content-disposition', 'attachment; filename="my-data.zip"').header('cache-control', 'private, no-store').send(file);
  });
}
