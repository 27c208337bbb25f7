/** Suppliers at the console, and a supplier's own page. */
import { Type } from 'typebox';
import { type Http, staffOf } from '#infra/http.ts';
import type { Infra } from '#infra/infra.ts';
import { Atoms, IdText, Instant, Nullable, Page, PageQuery } from '#infra/schemas.ts';
import { parseId } from '#kernel/id.ts';
import { isOwned } from '#modules/identity/index.ts';
import { askExit, correctCompany, decideExit, EXIT_ACT, inviteOwner, setStanding } from '#modules/suppliers/service/standing.ts';
import { getSupplier, listSuppliers, supplierOfOrganisation } from '#modules/suppliers/service/suppliers.ts';
import type { Neighbours } from '#modules/suppliers/neighbours.ts';
import { findOfSupplier } from '#modules/suppliers/store/applications.ts';
import { CompanyView, companyView, FactsSchema, LinkView, SupplierStateSchema, SupplierView, supplierView } from './views.ts';

const BASE = '/api/console/suppliers';
const Params = Type.Object({ id: IdText });
const Reason = Type.String({ minLength: 1, maxLength: 500, pattern: '\\S' });
const read = { guard: { act: 'suppliers.read', of: 'platform' } } as const;
const write = { guard: { act: 'suppliers.write', of: 'platform' } } as const;

/** Mounts the routes. */
export function supplierRoutes(http: Http, infra: Infra, neighbours: Neighbours): void {
  listRoutes(http, infra, neighbours);
  standingRoutes(http, infra, neighbours);

  http.get('/api/supplier/company', {
    schema: { tags: ['suppliers'], summary: 'The company that one works for, as the platform knows it', response: { 200: Type.Object({ ...SupplierView.properties, company: Nullable(CompanyView) }) } },
    config: { guard: { act: 'orders.ownRead', of: 'supplier' } },
  }, async (request) => {
    const supplier = await supplierOfOrganisation(infra.sql, staffOf(request).orgId);
    const application = await findOfSupplier(infra.sql, supplier.id);
    return { ...supplierView(supplier), company: application ? companyView(application, { categories: neighbours.categories(), now: infra.clock.now() }) : null };
  });
}

function listRoutes(http: Http, infra: Infra, neighbours: Neighbours): void {
  http.get(BASE, {
    schema: {
      tags: ['suppliers'], summary: 'Suppliers in order of joining',
      querystring: Type.Object({ ...PageQuery, state: Type.Optional(SupplierStateSchema), search: Type.Optional(Type.String({ maxLength: 80 })) }), response: { 200: Page(SupplierView) },
    },
    config: read,
  }, async ({ query }) => {
    const { limit = 20, search = '', state = null } = query;
    const suppliers = await listSuppliers(infra.sql, { afterId: parseId<'supplier'>(query.cursor ?? '') ?? 0n, search, state, limit });
    return { items: suppliers.map(supplierView), nextCursor: suppliers.length === limit ? (suppliers.at(-1)?.id.toString() ?? null) : null };
  });

  http.get(`${BASE}/:id`, {
    schema: {
      tags: ['suppliers'], summary: 'A supplier, what it told of itself, and what is open with it', params: Params,
      response: { 200: Type.Object({ ...SupplierView.properties, owned: Type.Boolean({ description: 'An owner can sign in' }), applicationId: Nullable(IdText), company: Nullable(CompanyView), open: Type.Object({ orders: Type.Integer(), payableFen: Atoms, onSale: Type.Integer() }) }) },
    },
    config: read,
  }, async ({ params }) => {
    const supplier = await getSupplier(infra.sql, BigInt(params.id));
    const application = await findOfSupplier(infra.sql, supplier.id);
    const { orders, payableFen, onSale } = await neighbours.openBusinessOf(infra.sql, supplier);
    return {
      ...supplierView(supplier), owned: await isOwned(infra, supplier.organisationId), applicationId: application ? String(application.id) : null, company: application ? companyView(application, { categories: neighbours.categories(), now: infra.clock.now() }) : null,
      open: { orders: Number(orders), payableFen: String(payableFen), onSale },
    };
  });
}

function standingRoutes(http: Http, infra: Infra, { openBusinessOf }: Neighbours): void {
  http.post(`${BASE}/:id/suspend`, {
    schema: { tags: ['suppliers'], summary: 'Suspend a supplier: its goods leave sale, open orders are still shipped', params: Params, body: Type.Object({ reason: Reason }), response: { 204: Type.Null() } }, config: write,
  }, async (request, reply) => {
    await request.unit((ctx) => setStanding(ctx, { id: BigInt(request.params.id), reason: request.body.reason.trim() }));
    return reply.code(204).send(null);
  });

  http.post(`${BASE}/:id/reinstate`, {
    schema: { tags: ['suppliers'], summary: 'End a suspension: its goods are on sale again', params: Params, response: { 204: Type.Null() } }, config: write,
  }, async (request, reply) => {
    await request.unit((ctx) => setStanding(ctx, { id: BigInt(request.params.id), reason: null }));
    return reply.code(204).send(null);
  });

  http.post(`${BASE}/:id/company`, {
    schema: { tags: ['suppliers'], summary: 'Put facts of a supplier’s company right, such as a renewed licence', params: Params, body: FactsSchema, response: { 204: Type.Null() } },
    config: { guard: { act: 'suppliers.review', of: 'platform' } },
  }, async (request, reply) => {
    await request.unit((ctx) => correctCompany(ctx, { id: BigInt(request.params.id), facts: request.body }));
    return reply.code(204).send(null);
  });

  http.post(`${BASE}/:id/invitation`, {
    schema: { tags: ['suppliers'], summary: 'A new link for the first owner of a supplier who has not used his; the old one is dead', params: Params, response: { 200: LinkView } },
    config: { guard: { act: 'suppliers.review', of: 'platform' } },
  }, async (request) => {
    const { path, expiresAt } = await request.unit((ctx) => inviteOwner(infra, ctx, BigInt(request.params.id)));
    return { path, expiresAt: expiresAt.toISOString() };
  });

  http.post(`${BASE}/:id/exit`, {
    schema: {
      tags: ['suppliers'], summary: 'Ask a second person to let a supplier go for good; refused while orders, payables or goods on sale are open', params: Params,
      body: Type.Object({ reason: Reason }), response: { 201: Type.Object({ approvalId: IdText, expiresAt: Instant }) },
    },
    config: write,
  }, async (request, reply) => {
    const { approvalId, endsAt } = await request.unit((ctx) => askExit(ctx, { id: BigInt(request.params.id), reason: request.body.reason.trim(), openBusinessOf }));
    return reply.code(201).send({ approvalId: String(approvalId), expiresAt: endsAt.toISOString() });
  });

  http.post('/api/console/supplier-exits/:approvalId/decision', {
    schema: {
      tags: ['suppliers'], summary: 'Approve or reject an exit that another person asked for', params: Type.Object({ approvalId: IdText }),
      body: Type.Object({ decision: Type.Enum(['approve', 'reject']) }), response: { 200: Type.Object({ approved: Type.Boolean() }) },
    },
    config: { guard: { act: EXIT_ACT, of: 'platform', stepUp: true, second: true } },
  }, (request) => request.unit((ctx) => decideExit(ctx, { approvalId: BigInt(request.params.approvalId), decision: request.body.decision, openBusinessOf })));
}
