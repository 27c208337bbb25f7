/** The member's cart, and how anybody's lines stand today. */
import { Type } from 'typebox';
import { type Http, memberOf } from '#infra/http.ts';
import { IdText, PositiveAtoms } from '#infra/schemas.ts';
import { CART_LINES } from './cart.ts';
import { cartOf, CartView, changeLines, mergeVisitorsCart, putIntoCart, viewCart } from './cart-service.ts';
import { MAX_QUANTITY } from './domain.ts';
import type { Orders } from './service.ts';

const Quantity = Type.Integer({ minimum: 1, maximum: MAX_QUANTITY });
const gatheredFields = { skuId: IdText, quantity: Quantity, seenFen: PositiveAtoms };

/** Mounts the routes. */
export function cartRoutes(http: Http, orders: Orders): void {
  http.post('/api/cart', {
    schema: {
      tags: ['cart'], summary: 'How lines stand today that are not (yet) in a member\'s cart: a visitor\'s, or those of an order about to be placed',
      body: Type.Object({ lines: Type.Array(Type.Object({ ...gatheredFields, chosen: Type.Optional(Type.Boolean()) }), { minItems: 1, maxItems: CART_LINES }) }),
      response: { 200: CartView },
    },
    config: { guard: 'public' },
  }, ({ body }) => {
    const left = new Set(body.lines.flatMap(({ skuId, chosen = true }) => (chosen ? [] : [BigInt(skuId)])));
    return viewCart(orders, gathered(body.lines).map((line) => ({ ...line, chosen: !left.has(line.skuId) })));
  });

  http.get('/api/me/cart', {
    schema: { tags: ['cart'], summary: 'My cart by who sells, with what changed since I last looked', response: { 200: CartView } },
    config: { guard: { act: 'orders.cart', of: 'member' } },
  }, async (request) => viewCart(orders, await cartOf(orders, memberOf(request).accountId)));

  http.get('/api/me/cart/count', {
    schema: { tags: ['cart'], summary: 'How many lines my cart has', response: { 200: Type.Object({ count: Type.Integer() }) } },
    config: { guard: { act: 'orders.cart', of: 'member' } },
  }, async (request) => ({ count: (await cartOf(orders, memberOf(request).accountId)).length }));

  http.post('/api/me/cart', {
    schema: {
      tags: ['cart'], summary: 'Put pieces into my cart, besides those already there', body: Type.Object({ skuId: IdText, quantity: Quantity }),
      response: { 200: Type.Object({ count: Type.Integer() }) },
    },
    config: { guard: { act: 'orders.cart', of: 'member' } },
  }, async (request) => {
    const { skuId, quantity } = request.body;
    const memberId: bigint = memberOf(request).accountId;
    return { count: (await request.unit((ctx) => putIntoCart(orders, ctx, { memberId, skuId: BigInt(skuId), quantity }))).length };
  });

  http.put('/api/me/cart', {
    schema: {
      tags: ['cart'], summary: 'Change lines of my cart: quantity (0 takes out), whether chosen, the price taken note of; lines that are gone are left out',
      body: Type.Object({
        lines: Type.Array(Type.Object({
          skuId: IdText, quantity: Type.Optional(Type.Integer({ minimum: 0, maximum: MAX_QUANTITY })), chosen: Type.Optional(Type.Boolean()), seenFen: Type.Optional(PositiveAtoms),
        }), { minItems: 1, maxItems: CART_LINES }),
      }),
      response: { 200: CartView },
    },
    config: { guard: { act: 'orders.cart', of: 'member' } },
  }, async (request) => {
    const changes = request.body.lines.map(({ skuId, seenFen, ...rest }) => ({ ...rest, skuId: BigInt(skuId), seenFen: seenFen === undefined ? undefined : BigInt(seenFen) }));
    const memberId: bigint = memberOf(request).accountId;
    return viewCart(orders, await request.unit((ctx) => changeLines(ctx, { memberId, changes })));
  });

  http.post('/api/me/cart/merge', {
    schema: {
      tags: ['cart'], summary: 'What I gathered as a visitor joins my cart; merging it again changes nothing', body: Type.Object({ lines: Type.Array(Type.Object(gatheredFields), { minItems: 1, maxItems: CART_LINES }) }),
      response: { 200: Type.Object({ count: Type.Integer(), leftOut: Type.Integer({ description: 'Lines not on sale, or without room' }) }) },
    },
    config: { guard: { act: 'orders.cart', of: 'member' } },
  }, async (request) => {
    const memberId: bigint = memberOf(request).accountId;
    const { cart, leftOut } = await request.unit((ctx) => mergeVisitorsCart(orders, ctx, { memberId, lines: gathered(request.body.lines) }));
    return { count: cart.length, leftOut };
  });
}

/** One line a SKU; the same goods twice count together, up to what one line holds. */
function gathered(lines: readonly { skuId: string; quantity: number; seenFen: string }[]): { skuId: bigint; quantity: number; seenFen: bigint }[] {
  const bySku = new Map<string, { skuId: bigint; quantity: number; seenFen: bigint }>();
  for (const { skuId, quantity, seenFen } of lines) {
    const earlier = bySku.get(skuId)?.quantity ?? 0;
    bySku.set(skuId, { skuId: BigInt(skuId), quantity: Math.min(MAX_QUANTITY, earlier + quantity), seenFen: BigInt(seenFen) });
  }
  return [...bySku.values()];
}
