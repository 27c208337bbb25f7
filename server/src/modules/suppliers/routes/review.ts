/** Applications at the console. Who may decide may see the licences, nobody else. */
import { Type } from 'typebox';
import type { Http } from '#infra/http.ts';
import type { Infra } from '#infra/infra.ts';
import { IdText, Instant, Nullable, Page, PageQuery } from '#infra/schemas.ts';
import { parseId } from '#kernel/id.ts';
import { maskPhone } from '#modules/identity/index.ts';
import { suppliersOf } from '#modules/suppliers/service/suppliers.ts';
import { approve, getApplication, reject } from '#modules/suppliers/service/review.ts';
import type { Neighbours } from '#modules/suppliers/neighbours.ts';
import { countSubmitted, listApplications, listPictures, readPicture } from '#modules/suppliers/store/applications.ts';
import { sendPicture } from './applicant.ts';
import { ApplicationView, applicationView, HintsIn, LinkView, StateSchema, SupplierStateSchema } from './views.ts';

const BASE = '/api/console/supplier-applications';
const NEWEST = 2n ** 63n - 1n;
const review = { guard: { act: 'suppliers.review', of: 'platform' } } as const;
const Params = Type.Object({ id: IdText });
const Listed = Type.Object({
  id: IdText, state: StateSchema, companyName: Type.String(), creditCode: Type.String(), contactName: Type.String(), phone: Type.String({ description: 'Masked' }),
  createdAt: Instant, submittedAt: Nullable(Instant), decidedAt: Nullable(Instant),
});
const Detail = Type.Object({
  id: IdText, ...ApplicationView.properties, categories: Type.Array(Type.String()), createdAt: Instant, supplierId: Nullable(IdText), supplierState: Nullable(SupplierStateSchema),
});

/** Mounts the routes. */
export function reviewRoutes(http: Http, infra: Infra, neighbours: Neighbours): void {
  http.get(BASE, {
    schema: {
      tags: ['suppliers'], summary: 'Applications of suppliers, newest first',
      querystring: Type.Object({ ...PageQuery, state: Type.Optional(StateSchema), search: Type.Optional(Type.String({ maxLength: 80 })) }), response: { 200: Page(Listed) },
    },
    config: { guard: { act: 'suppliers.read', of: 'platform' } },
  }, async ({ query }) => {
    const { limit = 20, cursor, state = null, search = '' } = query;
    const rows = await listApplications(infra.sql, { state, search, beforeId: parseId<'application'>(cursor ?? '') ?? NEWEST, limit });
    return {
      items: rows.map(({ id, content, phone, createdAt, submittedAt, decidedAt, ...row }) => ({
        id: String(id), state: row.state, companyName: content.companyName, creditCode: content.creditCode, contactName: content.contactName, phone: maskPhone(phone),
        createdAt: createdAt.toISOString(), submittedAt: submittedAt?.toISOString() ?? null, decidedAt: decidedAt?.toISOString() ?? null,
      })),
      nextCursor: rows.length === limit ? (rows.at(-1)?.id.toString() ?? null) : null,
    };
  });

  http.get(`${BASE}/waiting`, {
    schema: { tags: ['suppliers'], summary: 'How many applications wait for a decision', response: { 200: Type.Object({ waiting: Type.Integer() }) } },
    config: { guard: { act: 'suppliers.read', of: 'platform' } },
  }, async () => ({ waiting: Number(await countSubmitted(infra.sql)) }));

  http.get(`${BASE}/:id`, {
    schema: { tags: ['suppliers'], summary: 'An application with everything in it', params: Params, response: { 200: Detail } }, config: review,
  }, async ({ params }) => {
    const application = await getApplication(infra, BigInt(params.id));
    const supplier = application.supplierId === null ? undefined : (await suppliersOf(infra.sql, [application.supplierId])).get(application.supplierId);
    const categories = neighbours.categories();
    return {
      id: params.id, ...applicationView(application, await listPictures(infra.sql, application.id), `${BASE}/${params.id}`), createdAt: application.createdAt.toISOString(),
      categories: application.content.categoryIds.flatMap((id) => categories.get(id) ?? []), supplierId: supplier ? String(supplier.id) : null, supplierState: supplier?.state ?? null,
    };
  });

  http.get(`${BASE}/:id/pictures/:pictureId`, {
    schema: { tags: ['suppliers'], summary: 'A picture of a licence (WebP)', params: Type.Object({ id: IdText, pictureId: IdText }) }, config: review,
  }, async ({ params }, reply) => sendPicture(reply, await readPicture(infra.sql, { id: BigInt(params.pictureId), applicationId: BigInt(params.id) })));

  const decision = { tags: ['suppliers'], params: Params };
  http.post(`${BASE}/:id/approve`, {
    schema: {
      ...decision, summary: 'Approve an application as it was seen: makes the supplier; the link for its first owner is answered once',
      body: Type.Object({ revision: Type.Integer({ minimum: 1, maximum: 2_147_483_647 }) }), response: { 200: Type.Object({ supplierId: IdText, link: LinkView }) },
    }, config: review,
  }, async (request) => {
    const { supplierId, link } = await request.unit((ctx) => approve(infra, ctx, { id: BigInt(request.params.id), ...request.body }));
    return { supplierId: String(supplierId), link: { path: link.path, expiresAt: link.expiresAt.toISOString() } };
  });

  http.post(`${BASE}/:id/reject`, {
    schema: {
      ...decision, summary: 'Send an application back with a reason, and with what is wrong by field',
      body: Type.Object({ revision: Type.Integer({ minimum: 1, maximum: 2_147_483_647 }), reason: Type.String({ minLength: 1, maxLength: 500, pattern: '\\S' }), hints: Type.Optional(HintsIn) }), response: { 204: Type.Null() },
    }, config: review,
  }, async (request, reply) => {
    const { revision, reason, hints = {} } = request.body;
    await request.unit((ctx) => reject(infra, ctx, { id: BigInt(request.params.id), revision, reason: reason.trim(), hints }));
    return reply.code(204).send(null);
  });
}
