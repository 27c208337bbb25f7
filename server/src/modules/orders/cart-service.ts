/** Use cases of the cart: look at it, put in, change, merge a visitor's, take out what was bought. */
import { type Static, Type } from 'typebox';
import { ZONES } from '#app/events.ts';
import type { Ctx } from '#infra/context.ts';
import { Atoms, IdText, Nullable } from '#infra/schemas.ts';
import { bucketOf } from '#kernel/id.ts';
import { grantedSv } from '#modules/catalog/index.ts';
import { suppliersOf } from '#modules/suppliers/index.ts';
import { addToCart, type Cart, CART_LINE_STATES, type CartChange, type CartLine, changeCart, type Gathered, groupLines, mergeCarts, standingOf, type StandingLine, sumChosen, withoutBought } from './cart.ts';
import { errors, PAY_WITHIN_MS } from './domain.ts';
import type { Orders, PlacedCheckout } from './service.ts';
import { lockCart, readCart, writeCart } from './store/cart.ts';
import { readStock } from './store/reads.ts';

const LineView = Type.Object({
  skuId: IdText, productId: Nullable(IdText), title: Type.String(), skuName: Type.String(), imageUrl: Nullable(Type.String()), zone: Nullable(Type.Enum([...ZONES])),
  quantity: Type.Integer(), chosen: Type.Boolean(), state: Type.Enum([...CART_LINE_STATES]), stock: Type.Integer({ description: 'Pieces left' }),
  unitFen: Nullable(Type.String({ description: 'Price of a piece today, fen; null: not on sale' })),
  seenFen: Type.String({ description: 'Price of a piece that the member last took note of, fen' }),
  svAtoms: Type.String({ description: 'Share value that the line grants its buyer, atoms' }),
});
export const CartView = Type.Object({
  groups: Type.Array(Type.Object({
    supplierId: Nullable(IdText), supplierName: Nullable(Type.String({ description: 'null: sold by the platform itself' })), lines: Type.Array(LineView),
    totalFen: Type.String({ description: 'Of its chosen lines that can be had, fen' }),
  })),
  unavailable: Type.Array(LineView), count: Type.Integer({ description: 'Lines in the cart' }), chosen: Type.Integer({ description: 'Lines that would be bought now' }),
  totalFen: Atoms, svAtoms: Atoms,
});

/** The cart of a member. */
export function cartOf(orders: Orders, memberId: bigint): Promise<Cart> {
  return readCart(orders.infra.sql, memberId);
}

/** How lines stand today: prices and goods from memory, stock from the database. */
export async function viewCart(orders: Orders, cart: readonly Omit<CartLine, 'changedAt'>[]): Promise<Static<typeof CartView>> {
  const { sql } = orders.infra;
  const stock = cart.length === 0 ? new Map<bigint, number>() : await readStock(sql, cart.map(({ skuId }) => ({ bucket: bucketOf(skuId), skuId })));
  const lines = cart.map((line) => standingOf(line, orders.shelves.offerOf(line.skuId), stock.get(line.skuId) ?? 0));
  const { groups, unavailable } = groupLines(lines);
  const suppliers = await suppliersOf(sql, [...groups.keys()].filter((id) => id !== null));
  const sum = sumChosen(lines);
  const granted = lines.filter(({ line, state }) => line.chosen && state === 'ready').reduce((total, line) => total + svOf(orders, line), 0n);
  return {
    groups: [...groups].map(([id, some]) => ({
      supplierId: id === null ? null : String(id), supplierName: id === null ? null : suppliers.get(id)?.name ?? null, totalFen: String(sumChosen(some).totalFen), lines: some.map((line) => lineView(orders, line)),
    })),
    unavailable: unavailable.map((line) => lineView(orders, line)), count: cart.length, chosen: sum.lines, totalFen: String(sum.totalFen), svAtoms: String(granted),
  };
}

/** Share value that a line grants, the multiple of its zone included, atoms; 0 while it is not on sale. */
function svOf(orders: Orders, { line, offer }: StandingLine): bigint {
  const multiples = orders.shelves.multiples();
  return offer && multiples ? grantedSv(offer, offer.zone, multiples) * BigInt(line.quantity) : 0n;
}

function lineView(orders: Orders, standing: StandingLine): Static<typeof LineView> {
  const { line, offer, stock, state } = standing;
  const { title, skuName, imageUrl } = orders.shelves.labelOf(line.skuId) ?? { title: '', skuName: '', imageUrl: null };
  return {
    skuId: String(line.skuId), productId: offer ? String(offer.productId) : null, title, skuName, imageUrl, zone: offer?.zone ?? null, quantity: line.quantity, chosen: line.chosen, state, stock,
    unitFen: offer ? String(offer.unitFen) : null, seenFen: String(line.seenFen), svAtoms: String(svOf(orders, standing)),
  };
}

async function change(ctx: Ctx, memberId: bigint, decide: (cart: Cart) => Cart): Promise<Cart> {
  const before = await lockCart(ctx.tx, memberId);
  const after = decide(before);
  await writeCart(ctx.tx, memberId, after);
  return after;
}

/** Puts pieces of a SKU into the member's cart. Refuses notOnSale, cartFull, tooMany. */
export function putIntoCart(orders: Orders, ctx: Ctx, added: { memberId: bigint; skuId: bigint; quantity: number }): Promise<Cart> {
  const offer = orders.shelves.offerOf(added.skuId);
  if (!offer) throw errors.notOnSale({ skuIds: [String(added.skuId)] });
  return change(ctx, added.memberId, (cart) => addToCart(cart, { ...added, seenFen: offer.unitFen }, ctx.now));
}

/** Changes lines of the member's cart; those that are not there any more are left alone. */
export function changeLines(ctx: Ctx, input: { memberId: bigint; changes: readonly CartChange[] }): Promise<Cart> {
  return change(ctx, input.memberId, (cart) => changeCart(cart, input.changes, ctx.now));
}

/** Merges what a visitor gathered into the cart of the member that he turned out to be; `leftOut` lines were not on sale or had no room. */
export async function mergeVisitorsCart(orders: Orders, ctx: Ctx, input: { memberId: bigint; lines: readonly Gathered[] }): Promise<{ cart: Cart; leftOut: number }> {
  const onSale = input.lines.filter(({ skuId }) => orders.shelves.offerOf(skuId));
  const merged = mergeCarts(await lockCart(ctx.tx, input.memberId), onSale, ctx.now);
  await writeCart(ctx.tx, input.memberId, merged.cart);
  return { cart: merged.cart, leftOut: merged.leftOut + input.lines.length - onSale.length };
}

/** Takes out of the cart what a checkout bought; doing it again takes nothing more. */
export function takeOutBought(ctx: Ctx, input: { memberId: bigint; skuIds: readonly bigint[]; placed: PlacedCheckout }): Promise<Cart> {
  const bought = { skuIds: new Set(input.skuIds), placedAt: new Date(input.placed.payBefore.getTime() - PAY_WITHIN_MS) };
  return change(ctx, input.memberId, (cart) => withoutBought(cart, bought));
}
