import { Type } from 'typebox';
import type { OrganisationKind } from '#infra/context.ts';
import { type Http, staffOf } from '#infra/http.ts';
import type { Infra } from '#infra/infra.ts';
import { Atoms, Day, IdText, Nullable } from '#infra/schemas.ts';
import { MOST_VIEWS } from './domain.ts';
import { forgetView, keepView, readDays } from './service.ts';
import { listViews } from './store.ts';

const RANGES = [7, 30, 90] as const;
const ListName = Type.String({ pattern: '^[a-zA-Z][a-zA-Z-]{0,39}$', description: "The console's name of the list" });
const FiltersSchema = Type.Record(Type.String({ pattern: '^[a-zA-Z]{1,40}$' }), Type.String({ maxLength: 200 }), { maxProperties: 20 });
const ViewSchema = Type.Object({ id: IdText, list: Type.String(), name: Type.String(), filters: Type.Record(Type.String(), Type.String()) });
const DaySchema = Type.Object({
  day: Day, paidOrders: Type.Integer(), paidFen: Atoms, refundedFen: Atoms, newMembers: Type.Integer(),
  eligibleSv: Nullable(Atoms), outstandingSv: Nullable(Atoms), circulatingPts: Nullable(Atoms), priceAtoms: Nullable(Atoms), issuedPts: Nullable(Atoms), yieldPpm: Nullable(Type.Integer()),
});

export function reportRoutes(http: Http, infra: Infra): void {
  http.get('/api/console/reports/days', {
    schema: {
      tags: ['reports'], summary: 'The last business days in figures, oldest first; what a noon set is null where none ran or it was applied late',
      querystring: Type.Object({ days: Type.Optional(Type.Integer({ enum: [...RANGES], minimum: Math.min(...RANGES), maximum: Math.max(...RANGES) })) }), response: { 200: Type.Object({ items: Type.Array(DaySchema) }) },
    },
    config: { guard: { act: 'reports.read', of: 'platform' } },
  }, async ({ query }) => ({ items: await readDays(infra.sql, { now: infra.clock.now(), count: query.days ?? 30 }) }));

  viewRoutes(http, infra, { base: '/api/console/views', of: 'platform' });
  viewRoutes(http, infra, { base: '/api/supplier/views', of: 'supplier' });
}

/** The views that a person keeps, at the desk of his organisation; they are his alone. */
function viewRoutes(http: Http, infra: Infra, { base, of }: { base: string; of: OrganisationKind }): void {
  const own = { guard: { act: 'account.own', of } } as const;
  const json = ({ id, ...view }: Awaited<ReturnType<typeof listViews>>[number]) => ({ ...view, id: id.toString() });
  http.get(base, {
    schema: { tags: ['reports'], summary: 'The views of a list that I keep, by name', querystring: Type.Object({ list: ListName }), response: { 200: Type.Object({ items: Type.Array(ViewSchema) }) } },
    config: own,
  }, async (request) => ({ items: (await listViews(infra.sql, { accountId: staffOf(request).accountId, list: request.query.list, limit: MOST_VIEWS })).map(json) }));

  http.post(base, {
    schema: {
      tags: ['reports'], summary: 'Keep filters of a list under a name; a typed search is not kept',
      body: Type.Object({ list: ListName, name: Type.String({ minLength: 1, maxLength: 30, pattern: '\\S' }), filters: FiltersSchema }), response: { 201: ViewSchema },
    },
    config: own,
  }, async (request, reply) => reply.code(201).send(json(await request.unit((ctx) => keepView(ctx, request.body)))));

  http.post(`${base}/:id/forget`, {
    schema: { tags: ['reports'], summary: 'Forget a view that I keep', params: Type.Object({ id: IdText }), response: { 200: Type.Object({ id: IdText }) } },
    config: own,
  }, async (request) => {
    await request.unit((ctx) => forgetView(ctx, BigInt(request.params.id)));
    return { id: request.params.id };
  });
}
