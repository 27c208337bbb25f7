/** After-sales desks: the supplier's own cases, and all cases for the platform. */
import { Type } from 'typebox';
import { type Http, staffOf } from '#infra/http.ts';
import { IdText, Page, PageQuery } from '#infra/schemas.ts';
import { localeOf } from '#infra/texts.ts';
import { parseId } from '#kernel/id.ts';
import { errors as orderErrors, type Orders } from '#modules/orders/index.ts';
import { type Supplier, supplierOfOrganisation } from '#modules/suppliers/index.ts';
import { CASE_STATES, MAX_MESSAGE, TURNS } from '#modules/aftersales/domain.ts';
import { decideCase, getCase, refundForMember } from '#modules/aftersales/service.ts';
import { countTurns, listCases } from '#modules/aftersales/store.ts';
import { detailOf, effectOf, PlatformCard, platformCards, PlatformDetail, SupplierCard, supplierCards, SupplierDetail } from '#modules/aftersales/views.ts';
import { caseIdOf } from './case-id.ts';

const PAGE = 20;
const ById = Type.Object({ id: IdText });
const Query = { ...PageQuery, turn: Type.Optional(Type.Enum([...TURNS, 'nobody'], { description: 'Whose turn it is; nobody: the case has ended' })) };
const Counts = Type.Object({ member: Type.Integer(), supplier: Type.Integer(), platform: Type.Integer() });
const Message = Type.String({ maxLength: MAX_MESSAGE });
/** Words that are not only spaces. */
const Reason = Type.String({ minLength: 1, maxLength: MAX_MESSAGE, pattern: '\\S' });
const Restock = Type.Optional(Type.Boolean({ description: 'Put the goods back on the shelf' }));
const agreement = { params: ById, body: Type.Object({ message: Type.Optional(Message), restock: Restock }), response: { 200: Type.Object({ state: Type.Enum([...CASE_STATES]) }) } };
const refusal = { params: ById, body: Type.Object({ message: Reason }), response: { 200: Type.Object({ state: Type.Enum([...CASE_STATES]) }) } };

/** Mounts the routes. */
export function staffRoutes(http: Http, orders: Orders): void {
  supplierReads(http, orders);
  platformReads(http, orders);
  supplierActs(http, orders);
  platformActs(http, orders);
}

async function countsOf(orders: Orders, supplierId: bigint | null): Promise<{ member: number; supplier: number; platform: number }> {
  const { member, supplier, platform } = await countTurns(orders.infra.sql, supplierId);
  return { member: Number(member), supplier: Number(supplier), platform: Number(platform) };
}

const callerOf = (orders: Orders, request: Parameters<typeof staffOf>[0]): Promise<Supplier> => supplierOfOrganisation(orders.infra.sql, staffOf(request).orgId);

function supplierReads(http: Http, orders: Orders): void {
  const { sql } = orders.infra;
  const config = { guard: { act: 'aftersales.ownRead', of: 'supplier' } } as const;
  http.get('/api/supplier/aftersales', {
    schema: { tags: ['aftersales'], summary: 'Cases about the signed-in supplier\'s orders, newest first', querystring: Type.Object(Query), response: { 200: Page(SupplierCard) } }, config,
  }, async (request) => {
    const { limit = PAGE, cursor, turn } = request.query;
    const rows = await listCases(sql, { supplierId: (await callerOf(orders, request)).id, turn, before: parseId(cursor ?? ''), limit });
    return { items: await supplierCards(orders, rows), nextCursor: rows.length === limit ? String(rows.at(-1)?.caseId) : null };
  });
  http.get('/api/supplier/aftersales-counts', {
    schema: { tags: ['aftersales'], summary: 'How many open cases about the supplier\'s orders wait for whom', response: { 200: Counts } }, config,
  }, async (request) => countsOf(orders, (await callerOf(orders, request)).id));
  http.get('/api/supplier/aftersales/:id', {
    schema: { tags: ['aftersales'], summary: 'A case about one of the supplier\'s orders', params: ById, response: { 200: SupplierDetail } }, config,
  }, async (request) => {
    const row = await getCase(sql, { caseId: caseIdOf(request.params.id), owner: { supplierId: (await callerOf(orders, request)).id } });
    const [[shown], detail, effect] = await Promise.all([
      supplierCards(orders, [row]), detailOf(orders, row, { locale: localeOf(request.headers['accept-language']), party: 'supplier' }), effectOf(orders, row),
    ]);
    return { ...(shown as NonNullable<typeof shown>), ...detail, ...effect };
  });
}

function platformReads(http: Http, orders: Orders): void {
  const { sql } = orders.infra;
  const config = { guard: { act: 'aftersales.read', of: 'platform' } } as const;
  http.get('/api/console/aftersales', {
    schema: { tags: ['aftersales'], summary: 'All cases, newest first; of one order when it is named', querystring: Type.Object({ ...Query, orderId: Type.Optional(IdText) }), response: { 200: Page(PlatformCard) } },
    config,
  }, async ({ query }) => {
    const { limit = PAGE, cursor, turn, orderId } = query;
    const rows = await listCases(sql, { turn, orderId: parseId(orderId ?? ''), before: parseId(cursor ?? ''), limit });
    return { items: await platformCards(orders, rows), nextCursor: rows.length === limit ? String(rows.at(-1)?.caseId) : null };
  });
  http.get('/api/console/aftersales-counts', {
    schema: { tags: ['aftersales'], summary: 'How many open cases wait for whom', response: { 200: Counts } }, config,
  }, () => countsOf(orders, null));
  http.get('/api/console/aftersales/:id', {
    schema: { tags: ['aftersales'], summary: 'One case', params: ById, response: { 200: PlatformDetail } }, config,
  }, async (request) => {
    const row = await getCase(sql, { caseId: caseIdOf(request.params.id), owner: null });
    const [[shown], detail, effect] = await Promise.all([
      platformCards(orders, [row]), detailOf(orders, row, { locale: localeOf(request.headers['accept-language']), party: 'platform' }), effectOf(orders, row),
    ]);
    return { ...(shown as NonNullable<typeof shown>), ...detail, ...effect };
  });
}

function supplierActs(http: Http, orders: Orders): void {
  const config = { guard: { act: 'aftersales.decide', of: 'supplier' } } as const;
  http.post('/api/supplier/aftersales/:id/agree', {
    schema: { tags: ['aftersales'], summary: 'Agree to a case about an own order, or confirm that its goods came back', ...agreement }, config,
  }, async (request) => {
    const { message = '', restock = false } = request.body;
    const owner = { supplierId: (await callerOf(orders, request)).id };
    return { state: await request.unit((ctx) => decideCase(orders, ctx, { caseId: caseIdOf(request.params.id), owner, action: 'agree', message: message.trim(), restock })) };
  });
  http.post('/api/supplier/aftersales/:id/refuse', {
    schema: { tags: ['aftersales'], summary: 'Refuse a case about an own order, with the reason; the member may call the platform', ...refusal }, config,
  }, async (request) => {
    const owner = { supplierId: (await callerOf(orders, request)).id };
    const message = request.body.message.trim();
    return { state: await request.unit((ctx) => decideCase(orders, ctx, { caseId: caseIdOf(request.params.id), owner, action: 'refuse', message, restock: false })) };
  });
}

function platformActs(http: Http, orders: Orders): void {
  const config = { guard: { act: 'aftersales.decide', of: 'platform' } } as const;
  http.post('/api/console/aftersales/:id/agree', {
    schema: { tags: ['aftersales'], summary: 'Agree to a case, or confirm that its goods came back', ...agreement }, config,
  }, async (request) => {
    const { message = '', restock = false } = request.body;
    return { state: await request.unit((ctx) => decideCase(orders, ctx, { caseId: caseIdOf(request.params.id), owner: null, action: 'agree', message: message.trim(), restock })) };
  });
  http.post('/api/console/aftersales/:id/refuse', {
    schema: { tags: ['aftersales'], summary: 'Refuse a case, with the reason: the last word', ...refusal }, config,
  }, async (request) => {
    const message = request.body.message.trim();
    return { state: await request.unit((ctx) => decideCase(orders, ctx, { caseId: caseIdOf(request.params.id), owner: null, action: 'refuse', message, restock: false })) };
  });
  http.post('/api/console/orders/:id/refund', {
    schema: {
      tags: ['aftersales'], summary: 'Refund a whole order on behalf of its member, until after-sales close or while a case is open', params: ById,
      body: Type.Object({ message: Reason, restock: Restock }), response: { 200: Type.Object({ caseId: IdText, state: Type.Literal('refunded') }) },
    },
    config,
  }, async (request) => {
    const orderId = parseId(request.params.id);
    if (orderId === undefined) throw orderErrors.orderNotFound();
    const { message, restock = false } = request.body;
    const caseId = await request.unit((ctx) => refundForMember(orders, ctx, { orderId, message: message.trim(), restock }));
    return { caseId: String(caseId), state: 'refunded' as const };
  });
}
