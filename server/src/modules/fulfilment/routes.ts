/** Shipping desks: the supplier's orders, and shipping for suppliers and for the platform's own goods. */
import { type Static, Type } from 'typebox';
import { deskOf, type Http } from '#infra/http.ts';
import { Atoms, IdText, Instant, Nullable, Page, PageQuery } from '#infra/schemas.ts';
import { type Locale, localeOf } from '#infra/texts.ts';
import { type Id, parseId } from '#kernel/id.ts';
import { CARRIERS, carrierName, errors as orderErrors, type OrderState, shippingOf, ShippingView } from '#modules/orders/index.ts';
import { supplierOfOrganisation } from '#modules/suppliers/index.ts';
import { listSupplierOrders, shipParcel, type SupplierOrder } from './service.ts';

const PAGE = 20;
const SHOWN = ['paid', 'shipped', 'confirmed', 'refunded'] as const satisfies readonly OrderState[];
const Parcel = Type.Object({
  carrier: Type.String({ minLength: 1, maxLength: 40, description: 'Code or name of a courier of GET /api/carriers' }), trackingNumber: Type.String({ minLength: 1, maxLength: 64 }),
});
const SupplierOrderView = Type.Object({
  orderId: IdText, state: Type.Enum([...SHOWN]), supplyFen: Atoms, placedAt: Instant, paidAt: Nullable(Instant),
  lines: Type.Array(Type.Object({ title: Type.String(), skuName: Type.String(), imageUrl: Nullable(Type.String()), quantity: Type.Integer(), supplyFen: Atoms })),
  contact: Nullable(Type.Object({ name: Type.String(), phone: Type.String(), region: Type.String(), detail: Type.String() })), shipping: Nullable(ShippingView),
});

type Resources = Parameters<typeof listSupplierOrders>[0];

function orderIdOf(text: string): Id<'order'> {
  const id = parseId<'order'>(text);
  if (id === undefined) throw orderErrors.orderNotFound();
  return id;
}

function supplierOrderView({ order, lines, supplyFen, contact }: SupplierOrder, locale: Locale) {
  return {
    orderId: String(order.orderId), state: SHOWN.find((shown) => shown === order.state) ?? 'paid', supplyFen: String(supplyFen), placedAt: order.placedAt.toISOString(),
    paidAt: order.paidAt?.toISOString() ?? null, lines: lines.map((line) => ({ ...line, supplyFen: String(line.supplyFen) })), contact, shipping: shippingOf(order, locale),
  };
}

export const OWN_ORDER_FILTER = { state: Type.Optional(Type.Enum([...SHOWN])) };
const OwnQuery = Type.Object({ ...PageQuery, ...OWN_ORDER_FILTER });
const OwnOrdersPage = Page(SupplierOrderView);

/** A page of a supplier's own paid orders; the recipient is shown while the parcel concerns him. */
export async function ownOrderPage(resources: Resources, query: Static<typeof OwnQuery> & { orgId: Id<'organisation'>; locale: Locale }): Promise<Static<typeof OwnOrdersPage>> {
  const { limit = PAGE, cursor, state } = query;
  const supplier = await supplierOfOrganisation(resources.infra.sql, query.orgId);
  const page = await listSupplierOrders(resources, { supplier, states: state ? [state] : SHOWN, before: parseId(cursor ?? '') ?? null, limit });
  return { items: page.map((one) => supplierOrderView(one, query.locale)), nextCursor: page.length === limit ? String(page.at(-1)?.order.orderId) : null };
}

/** Mounts the routes. */
export function fulfilmentRoutes(http: Http, resources: Resources): void {
  const { infra } = resources;
  http.get('/api/carriers', {
    schema: { tags: ['fulfilment'], summary: 'Couriers to choose from', response: { 200: Type.Object({ items: Type.Array(Type.Object({ code: Type.String(), name: Type.String() })) }) } },
    config: { guard: 'public' },
  }, (request) => {
    const locale = localeOf(request.headers['accept-language']);
    return { items: CARRIERS.map((code) => ({ code, name: carrierName(locale, code) })) };
  });

  http.get('/api/supplier/orders', {
    schema: {
      tags: ['fulfilment'], summary: 'Paid orders of the signed-in supplier, newest first',
      querystring: OwnQuery, response: { 200: OwnOrdersPage },
    },
    config: { guard: { act: 'orders.ownRead', of: 'supplier', key: true } },
  }, (request) => ownOrderPage(resources, { ...request.query, orgId: deskOf(request).orgId, locale: localeOf(request.headers['accept-language']) }));
  http.get('/api/supplier/orders/:id', {
    schema: { tags: ['fulfilment'], summary: 'One of the supplier\'s own paid orders', params: Type.Object({ id: IdText }), response: { 200: SupplierOrderView } },
    config: { guard: { act: 'orders.ownRead', of: 'supplier', key: true } },
  }, async (request) => {
    const supplier = await supplierOfOrganisation(infra.sql, deskOf(request).orgId);
    const orderId = orderIdOf(request.params.id);
    const [found] = await listSupplierOrders(resources, { supplier, states: SHOWN, before: orderId + 1n, limit: 1 });
    if (found?.order.orderId !== orderId) throw orderErrors.orderNotFound();
    return supplierOrderView(found, localeOf(request.headers['accept-language']));
  });

  const answer = { params: Type.Object({ id: IdText }), body: Parcel, response: { 200: Type.Object({ state: Type.Literal('shipped') }) } };
  http.post('/api/supplier/orders/:id/ship', {
    schema: { tags: ['fulfilment'], summary: 'Ship one of the supplier\'s own orders', ...answer }, config: { guard: { act: 'orders.ship', of: 'supplier', key: true } },
  }, async (request) => {
    const supplier = await supplierOfOrganisation(infra.sql, deskOf(request).orgId);
    await request.unit((ctx) => shipParcel(ctx, { ...request.body, orderId: orderIdOf(request.params.id), supplierId: supplier.id }));
    return { state: 'shipped' as const };
  });
  http.post('/api/console/orders/:id/ship', {
    schema: { tags: ['fulfilment'], summary: 'Ship self-operated goods', ...answer }, config: { guard: { act: 'orders.ship', of: 'platform', key: true } },
  }, async (request) => {
    await request.unit((ctx) => shipParcel(ctx, { ...request.body, orderId: orderIdOf(request.params.id), supplierId: null }));
    return { state: 'shipped' as const };
  });
}
