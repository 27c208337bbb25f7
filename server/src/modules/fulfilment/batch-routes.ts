/** Shipping many orders at once, for suppliers and for the platform's own goods; and the sheet of what is to be shipped. */
import type { FastifyRequest } from 'fastify';
import { type Static, Type } from 'typebox';
import { type Http, staffOf } from '#infra/http.ts';
import type { Infra } from '#infra/infra.ts';
import { IdText, Nullable } from '#infra/schemas.ts';
import { localeOf } from '#infra/texts.ts';
import { acceptSheets, fileErrors, sendSheet, XLSX_TYPE } from '#infra/xlsx.ts';
import { dayOf, formatDay } from '#kernel/day.ts';
import { carrierName, CARRIERS, shownLinesOf } from '#modules/orders/index.ts';
import { supplierOfOrganisation } from '#modules/suppliers/index.ts';
import { columnName, type MatchedRow, matchParcels, MOST_PARCELS, parcelsIn, PROBLEMS, shipParcels } from './batch.ts';
import { listSupplierOrders } from './service.ts';

type Resources = Parameters<typeof listSupplierOrders>[0];
const AT_ONCE = 100;
const Row = Type.Object({ orderId: Type.String({ maxLength: 40 }), carrier: Type.String({ maxLength: 40 }), trackingNumber: Type.String({ maxLength: 64 }) });
const Rows = Type.Object({ rows: Type.Array(Row, { minItems: 1, maxItems: MOST_PARCELS }) });
const Result = Type.Object({
  ...Row.properties, carrierName: Nullable(Type.String()), problem: Nullable(Type.Enum([...PROBLEMS])), goods: Nullable(Type.String({ description: 'What the matched order holds' })), matchedId: Nullable(IdText),
});
const Results = Type.Object({ items: Type.Array(Result), good: Type.Integer(), bad: Type.Integer() });

/** Whose orders the caller ships: his organisation's, or the platform's own. */
async function shipperOf(infra: Infra, request: FastifyRequest): Promise<bigint | null> {
  const staff = staffOf(request);
  return staff.orgKind === 'supplier' ? (await supplierOfOrganisation(infra.sql, staff.orgId)).id : null;
}

async function resultsJson({ orders }: Resources, request: FastifyRequest, matched: readonly MatchedRow[]): Promise<Static<typeof Results>> {
  const locale = localeOf(request.headers['accept-language']);
  const known = [...new Map(matched.flatMap(({ order }) => (order ? [[order.orderId, order] as const] : []))).values()];
  const lines = await shownLinesOf(orders, known);
  const items = matched.map(({ row, problem, order, carrier }) => ({
    ...row, problem: problem ?? null, carrierName: carrier === undefined ? null : carrierName(locale, carrier), matchedId: order?.orderId.toString() ?? null,
    goods: order ? (lines.get(order.orderId) ?? []).map(({ title, skuName, quantity }) => `${title} ${skuName} ×${quantity}`).join('; ') : null,
  }));
  return { items, good: items.filter(({ problem }) => problem === null).length, bad: items.filter(({ problem }) => problem !== null).length };
}

/** Mounts the routes. */
export function batchRoutes(http: Http, resources: Resources): void {
  const { infra } = resources;
  const guard = { guard: { act: 'orders.ship', of: ['supplier', 'platform'] } } as const;
  http.post('/api/shipments/check', {
    schema: { tags: ['fulfilment'], summary: 'Matches rows of order number, courier and tracking number with one’s own orders; ships nothing', body: Rows, response: { 200: Results } }, config: guard,
  }, async (request) => resultsJson(resources, request, await matchParcels(infra.sql, { supplierId: await shipperOf(infra, request), rows: request.body.rows })));

  http.post('/api/shipments', {
    schema: { tags: ['fulfilment'], summary: 'Ships every row that can be shipped and tells of each what came of it', body: Rows, response: { 200: Results } }, config: guard,
  }, async (request) => {
    const supplierId = await shipperOf(infra, request);
    const matched = await matchParcels(infra.sql, { supplierId, rows: request.body.rows });
    return resultsJson(resources, request, await shipParcels((work) => request.unit(work), { supplierId, matched }));
  });

  acceptSheets(http);
  http.post('/api/shipments/sheet', {
    schema: { tags: ['fulfilment'], summary: 'Reads the rows of a sheet (.xlsx as the body); ships nothing', consumes: [XLSX_TYPE], response: { 200: Type.Object({ rows: Type.Array(Row) }) } }, config: guard,
  }, async (request) => {
    const bytes: unknown = request.body;
    if (!Buffer.isBuffer(bytes)) throw fileErrors.unreadable();
    return { rows: await parcelsIn(bytes) };
  });

  toShipRoute(http, resources);
}

function toShipRoute(http: Http, resources: Resources): void {
  const { infra } = resources;
  http.get('/api/supplier/orders/sheet', {
    schema: {
      tags: ['fulfilment'], summary: 'Own orders to ship with their recipients (.xlsx); filled in, it may be uploaded again', produces: [XLSX_TYPE],
      querystring: Type.Object({ lang: Type.Optional(Type.Enum(['zh-CN', 'en'])) }),
    },
    config: { guard: { act: 'orders.ship', of: 'supplier' } },
  }, async (request, reply) => {
    const supplier = await supplierOfOrganisation(infra.sql, staffOf(request).orgId);
    const locale = request.query.lang ?? localeOf(request.headers['accept-language']);
    async function* rows(): AsyncGenerator<string[]> {
      for (let before: bigint | null = null; ;) {
        const page: Awaited<ReturnType<typeof listSupplierOrders>> = await listSupplierOrders(resources, { supplier, states: ['paid'], before, limit: AT_ONCE });
        for (const { order, lines, contact } of page) {
          const goods = lines.map(({ title, skuName, quantity }) => `${title} ${skuName} ×${quantity}`).join('; ');
          yield [order.orderId.toString(), '', '', goods, contact?.name ?? '', contact?.phone ?? '', contact ? `${contact.region} ${contact.detail}` : '', order.paidAt ? formatDay(dayOf(order.paidAt)) : ''];
        }
        const last = page.at(-1);
        if (!last || page.length < AT_ONCE) return;
        before = last.order.orderId;
      }
    }
    const header = (['orderId', 'carrier', 'trackingNumber', 'goods', 'recipient', 'phone', 'address', 'paidAt'] as const).map((column) => columnName(locale, `fulfilment.column.${column}`));
    return sendSheet(reply, { fileName: 'to-ship.xlsx', name: columnName(locale, 'fulfilment.sheet'), header, rows: rows(), widths: [22, 14, 20, 50, 12, 14, 50, 18], choices: new Map([[1, CARRIERS.map((code) => carrierName(locale, code))]]) });
  });
}
