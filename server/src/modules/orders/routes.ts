/** Checkouts and orders of the member, and the console's view of all orders. */
import { toString } from 'qrcode';
import { type Static, Type } from 'typebox';
import { type Http, memberOf } from '#infra/http.ts';
import { SCENES, type StartedOrder } from '#infra/payment-gateway.ts';
import { Atoms, IdText, Instant, Nullable, Page, PageQuery, PositiveAtoms } from '#infra/schemas.ts';
import { localeOf } from '#infra/texts.ts';
import { parseId } from '#kernel/id.ts';
import { contactsOf, namesOfMembers } from '#modules/members/index.ts';
import { cartRoutes } from './cart-routes.ts';
import { takeOutBought } from './cart-service.ts';
import { contactVisible, errors, MAX_LINES, MAX_QUANTITY, SHOWN_CHECKOUT_STATE } from './domain.ts';
import { cancelCheckout, confirmReceipt, getCheckout, getOwnOrder, getPayable, type Orders, placeCheckout } from './service.ts';
import { allOrders, countOrdersOf, memberOrders, ordersById } from './store/reads.ts';
import { cardsOf, channelName, consoleCard, ContactView, contactView, detailOf, details, OrderCard, OrderDetailView, State } from './views.ts';

const PAGE = 20;
const Key = Type.String({ minLength: 8, maxLength: 100, description: 'Chosen by the caller; the same key with the same input answers the same' });
const ById = Type.Object({ id: IdText });

interface NextStep { show: 'page' | 'code' | 'call' | 'nothing'; payUrl: string; image?: string; call?: Record<string, string> }

/** What the member does next, as the front ends read it. */
async function nextStep(next: StartedOrder): Promise<NextStep> {
  switch (next.kind) {
    case 'open': return { show: 'page', payUrl: next.url };
    case 'code': return { show: 'code', payUrl: next.content, image: await imageOf(next.content) };
    case 'call': return { show: 'call', payUrl: '', call: { ...next.parameters } };
    case 'ended': return { show: 'nothing', payUrl: '' };
  }
}

/**
 * A text as a QR code (SVG). Any of the eight masks reads alike, and an address is bytes: seeking the best mask and the shortest mix of alphabets would cost
 * five times as much, more than the signature of the payment.
 */
function imageOf(content: string): Promise<string> {
  return toString([{ data: Buffer.from(content), mode: 'byte' }], { type: 'svg', margin: 2, maskPattern: 3 });
}

/** An id of a path; anything else is simply not found. */
function idOf(text: string, missing: () => Error): bigint {
  const id = parseId(text);
  if (id === undefined) throw missing();
  return id;
}

/** Mounts the routes. */
export function ordersRoutes(http: Http, orders: Orders): void {
  cartRoutes(http, orders);
  placeRoutes(http, orders);
  checkoutRoutes(http, orders);
  ownOrderRoutes(http, orders);
  consoleRoutes(http, orders);
}

function placeRoutes(http: Http, orders: Orders): void {
  http.post('/api/checkouts', {
    schema: {
      tags: ['orders'], summary: 'Place a checkout: all of it or nothing; it is then to be paid before `payBefore`',
      body: Type.Object({
        key: Key, contactId: IdText, totalFen: Type.Optional(PositiveAtoms),
        lines: Type.Array(Type.Object({ skuId: IdText, quantity: Type.Integer({ minimum: 1, maximum: MAX_QUANTITY }) }), { minItems: 1, maxItems: MAX_LINES }),
        fromCart: Type.Optional(Type.Boolean({ description: 'Takes the lines out of the member\'s cart once they are placed' })),
      }),
      response: { 200: Type.Object({ checkoutId: IdText, totalFen: Atoms, payBefore: Instant }) },
    },
    config: { guard: { act: 'orders.place', of: 'member' } },
  }, async (request) => {
    const { key, contactId, totalFen, lines, fromCart = false } = request.body;
    const memberId: bigint = memberOf(request).accountId;
    const placed = await placeCheckout(orders, { actor: request.actor, requestId: request.id, memberId }, {
      key, contactId: BigInt(contactId), totalFen: totalFen === undefined ? undefined : BigInt(totalFen),
      lines: lines.map(({ skuId, quantity }) => ({ skuId: BigInt(skuId), quantity })),
    });
    if (fromCart) await request.unit((ctx) => takeOutBought(ctx, { memberId, placed, skuIds: lines.map(({ skuId }) => BigInt(skuId)) }));
    return { checkoutId: String(placed.checkoutId), totalFen: String(placed.totalFen), payBefore: placed.payBefore.toISOString() };
  });

  http.post('/api/checkouts/:id/payments', {
    schema: {
      tags: ['payments'], summary: 'Begin paying a checkout; the member finishes at payUrl',
      params: ById, body: Type.Object({
        channel: Type.String({ pattern: '^[a-z]{1,20}$' }),
        scene: Type.Optional(Type.Enum([...SCENES], { description: 'One of those the channel offers; its first unless given' })),
        openid: Type.Optional(Type.String({ minLength: 1, maxLength: 128, description: 'The payer inside the app of the channel; scene jsapi needs it' })),
      }),
      response: { 200: Type.Object({
        attemptId: IdText, state: Type.Enum(['pending', 'succeeded']),
        show: Type.Enum(['page', 'code', 'call', 'nothing'], { description: 'What payUrl is: an address to open, the content of a QR code; call: parameters for the app' }),
        payUrl: Type.String(), image: Type.Optional(Type.String({ description: 'The QR code as SVG' })), call: Type.Optional(Type.Record(Type.String(), Type.String())),
      }) },
    },
    config: { guard: { act: 'payments.start', of: 'member' } },
  }, async (request) => {
    const memberId: bigint = memberOf(request).accountId;
    const checkoutId = idOf(request.params.id, errors.checkoutNotFound);
    const { totalFen, payBefore } = await getPayable(orders, { checkoutId, memberId });
    const started = await orders.payments.start({ ...request.body, memberId, checkoutId, amountFen: totalFen, expiresAt: payBefore, payerIp: request.ip });
    return { attemptId: String(started.attemptId), state: started.state === 'succeeded' ? 'succeeded' as const : 'pending' as const, ...(await nextStep(started.next)) };
  });
}

function checkoutRoutes(http: Http, orders: Orders): void {
  const { sql } = orders.infra;
  http.get('/api/checkouts/:id', {
    schema: {
      tags: ['orders'], summary: 'A checkout with its orders', params: ById,
      response: { 200: Type.Object({
        id: IdText, state: Type.Enum(['placed', 'awaitingPayment', 'paid', 'closed']), totalFen: Atoms, payBefore: Instant, orders: Type.Array(OrderCard),
        payWithinMs: Type.Integer({ description: 'How long it can still be paid, by business time; 0 once that is over' }), contact: Nullable(ContactView),
      }) },
    },
    config: { guard: { act: 'orders.read', of: 'member' } },
  }, async (request) => {
    const checkout = await getCheckout(sql, { checkoutId: idOf(request.params.id, errors.checkoutNotFound), memberId: memberOf(request).accountId });
    const [rows, contacts] = await Promise.all([ordersById(sql, checkout.orderIds), contactsOf(orders.infra, [checkout.contactId])]);
    return {
      id: String(checkout.checkoutId), state: SHOWN_CHECKOUT_STATE[checkout.state], totalFen: String(checkout.totalFen), payBefore: checkout.payBefore.toISOString(),
      payWithinMs: Math.max(0, checkout.payBefore.getTime() - orders.infra.clock.now().getTime()), orders: await cardsOf(orders, rows), contact: contactView(contacts.get(checkout.contactId)),
    };
  });

  http.post('/api/checkouts/:id/cancel', {
    schema: { tags: ['orders'], summary: 'Withdraw an unpaid checkout; the goods go back on the shelf', params: ById, response: { 200: Type.Object({ state: Type.Literal('closed') }) } },
    config: { guard: { act: 'orders.cancel', of: 'member' } },
  }, async (request) => {
    const key = { checkoutId: idOf(request.params.id, errors.checkoutNotFound), memberId: memberOf(request).accountId };
    await request.unit((ctx) => cancelCheckout(orders, ctx, key));
    return { state: 'closed' as const };
  });

  http.get('/api/checkouts/:id/channels', {
    schema: {
      tags: ['payments'], summary: 'The ways a checkout can be paid', params: ById,
      response: { 200: Type.Object({ items: Type.Array(Type.Object({ channel: Type.String(), name: Type.String(), simulated: Type.Boolean(), scenes: Type.Array(Type.Enum([...SCENES])) })) }) },
    },
    config: { guard: { act: 'payments.start', of: 'member' } },
  }, async (request) => {
    await getCheckout(sql, { checkoutId: idOf(request.params.id, errors.checkoutNotFound), memberId: memberOf(request).accountId });
    const locale = localeOf(request.headers['accept-language']);
    return { items: orders.payments.channels.map((channel) => ({ channel: channel.name, name: channelName(locale, channel), simulated: channel.simulated, scenes: [...channel.scenes] })) };
  });
}

function ownOrderRoutes(http: Http, orders: Orders): void {
  const { sql } = orders.infra;
  http.get('/api/me/orders', {
    schema: { tags: ['orders'], summary: 'My orders, newest first', querystring: Type.Object({ ...PageQuery, status: Type.Optional(State) }), response: { 200: Page(OrderCard) } },
    config: { guard: { act: 'orders.read', of: 'member' } },
  }, async (request) => {
    const { limit = PAGE, cursor, status } = request.query;
    const listed = await memberOrders(sql, { memberId: memberOf(request).accountId, state: status ?? null, before: parseId(cursor ?? '') ?? null, limit });
    const rows = await ordersById(sql, listed.map(({ orderId }) => orderId));
    return { items: await cardsOf(orders, rows.toReversed()), nextCursor: listed.length === limit ? String(listed.at(-1)?.orderId) : null };
  });

  http.get('/api/me/order-counts', {
    schema: {
      tags: ['orders'], summary: 'How many of my orders wait for what',
      response: { 200: Type.Object({ placed: Type.Integer(), paid: Type.Integer(), shipped: Type.Integer(), afterSales: Type.Integer({ description: 'With an open after-sales case' }) }) },
    },
    config: { guard: { act: 'orders.read', of: 'member' } },
  }, async (request) => {
    const { placed, paid, shipped, afterSales } = await countOrdersOf(sql, memberOf(request).accountId);
    return { placed: Number(placed), paid: Number(paid), shipped: Number(shipped), afterSales: Number(afterSales) };
  });

  http.get('/api/me/orders/:id', {
    schema: { tags: ['orders'], summary: 'One of my orders with parcel and timeline', params: ById, response: { 200: OrderDetailView } },
    config: { guard: { act: 'orders.read', of: 'member' } },
  }, async (request) => {
    const order = await getOwnOrder(sql, { orderId: idOf(request.params.id, errors.orderNotFound), memberId: memberOf(request).accountId });
    return detailOf(orders, order, { locale: localeOf(request.headers['accept-language']), withContact: true });
  });

  http.post('/api/me/orders/:id/confirm', {
    schema: { tags: ['orders'], summary: 'Confirm that the goods were received', params: ById, response: { 200: Type.Object({ state: State }) } },
    config: { guard: { act: 'orders.confirm', of: 'member' } },
  }, async (request) => {
    const key = { orderId: idOf(request.params.id, errors.orderNotFound), memberId: memberOf(request).accountId };
    return { state: await request.unit((ctx) => confirmReceipt(ctx, key)) };
  });
}

export const ORDER_FILTER = { state: Type.Optional(State), search: Type.Optional(Type.String({ maxLength: 40 })) };
const OrderQuery = Type.Object({ ...PageQuery, ...ORDER_FILTER });
const OrdersPage = Page(Type.Object(consoleCard));

/** A page of the console's list of orders. */
export async function orderPage(orders: Orders, query: Static<typeof OrderQuery>): Promise<Static<typeof OrdersPage>> {
  const { sql } = orders.infra;
  const { limit = PAGE, cursor, state, search = '' } = query;
  const wanted = parseId(search.trim());
  if (search.trim() !== '' && wanted === undefined) return { items: [], nextCursor: null };
  const listed = await allOrders(sql, { state: state ?? null, search: wanted ?? null, before: parseId(cursor ?? '') ?? null, limit });
  const rows = (await ordersById(sql, listed.map(({ orderId }) => orderId))).toReversed();
  const [cards, names] = await Promise.all([cardsOf(orders, rows), namesOfMembers(sql, rows.map(({ memberId }) => memberId))]);
  return {
    items: cards.map((shown, index) => ({ ...shown, memberId: String(rows[index]?.memberId), memberName: names.get(rows[index]?.memberId ?? 0n) ?? null })),
    nextCursor: listed.length === limit ? String(listed.at(-1)?.orderId) : null,
  };
}

function consoleRoutes(http: Http, orders: Orders): void {
  const { sql, clock } = orders.infra;
  http.get('/api/console/orders', {
    schema: { tags: ['orders'], summary: 'All orders, newest first; search by the id of an order, checkout or member', querystring: OrderQuery, response: { 200: OrdersPage } },
    config: { guard: { act: 'orders.read', of: 'platform', key: true } },
  }, ({ query }) => orderPage(orders, query));

  http.get('/api/console/orders/:id', {
    schema: { tags: ['orders'], summary: 'One order; the recipient is shown while the parcel concerns us', params: ById, response: { 200: Type.Object({ ...consoleCard, ...details }) } },
    config: { guard: { act: 'orders.read', of: 'platform', key: true } },
  }, async (request) => {
    const [order] = await ordersById(sql, [idOf(request.params.id, errors.orderNotFound)]);
    if (!order) throw errors.orderNotFound();
    const [shown, names] = await Promise.all([
      detailOf(orders, order, { locale: localeOf(request.headers['accept-language']), withContact: contactVisible(order, clock.now()) }),
      namesOfMembers(sql, [order.memberId]),
    ]);
    return { ...shown, memberId: String(order.memberId), memberName: names.get(order.memberId) ?? null };
  });
}
