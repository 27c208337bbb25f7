/** A member's cart, and how lines of a cart stand today: pure. Amounts are fen and share atoms; instants are business time. */
import { errors, MAX_LINES, MAX_QUANTITY, type Offer } from './domain.ts';

/** A cart holds as many lines as one checkout takes, so that all of it can be bought at once. */
export const CART_LINES = MAX_LINES;

export interface CartLine {
  readonly skuId: bigint;
  readonly quantity: number;
  /** Ticked, to be bought with the next checkout. */
  readonly chosen: boolean;
  /** Price of a piece that the member last took note of: when he put it in, or accepted another since. */
  readonly seenFen: bigint;
  /** When its quantity last changed. */
  readonly changedAt: Date;
}

/** Newest first. */
export type Cart = readonly CartLine[];

/** What is put in: a SKU that is on sale, at today's price. */
export interface Gathered {
  readonly skuId: bigint;
  readonly quantity: number;
  readonly seenFen: bigint;
}

/** Pieces more of a SKU, at the head of the cart and chosen; the price counts as seen. Refuses cartFull, tooMany. */
export function addToCart(cart: Cart, added: Gathered, now: Date): Cart {
  const earlier = cart.find(({ skuId }) => skuId === added.skuId);
  const quantity = (earlier?.quantity ?? 0) + added.quantity;
  if (!earlier && cart.length >= CART_LINES) throw errors.cartFull({ most: CART_LINES });
  if (quantity > MAX_QUANTITY) throw errors.tooMany({ skuIds: [String(added.skuId)], most: MAX_QUANTITY });
  return [{ skuId: added.skuId, quantity, chosen: true, seenFen: added.seenFen, changedAt: now }, ...cart.filter((line) => line !== earlier)];
}

/**
 * A visitor's cart joins the member's: of goods in both the greater number stands, so that merging twice changes nothing, and the price
 * that the member saw stays. What the cart has no room for is left out.
 */
export function mergeCarts(cart: Cart, gathered: readonly Gathered[], now: Date): { cart: Cart; leftOut: number } {
  const known = new Map(cart.map((line) => [line.skuId, line]));
  const fresh: CartLine[] = [];
  let leftOut = 0;
  for (const { skuId, quantity, seenFen } of gathered) {
    const line = known.get(skuId);
    if (line) {
      if (quantity > line.quantity) known.set(skuId, { ...line, quantity, changedAt: now });
    } else if (known.size < CART_LINES) {
      const added = { skuId, quantity, chosen: true, seenFen, changedAt: now };
      known.set(skuId, added);
      fresh.push(added);
    } else leftOut += 1;
  }
  return { cart: [...fresh, ...cart.map((line) => known.get(line.skuId) ?? line)], leftOut };
}

export interface CartChange {
  readonly skuId: bigint;
  /** 0 takes the line out. */
  readonly quantity?: number | undefined;
  readonly chosen?: boolean | undefined;
  readonly seenFen?: bigint | undefined;
}

/** The cart with lines changed; a change of a line that is not there (any more) does nothing. */
export function changeCart(cart: Cart, changes: readonly CartChange[], now: Date): Cart {
  const bySku = new Map(changes.map((change) => [change.skuId, change]));
  return cart.flatMap((line) => {
    const change = bySku.get(line.skuId);
    if (!change) return [line];
    const { quantity = line.quantity, chosen = line.chosen, seenFen = line.seenFen } = change;
    return quantity === 0 ? [] : [{ skuId: line.skuId, quantity, chosen, seenFen, changedAt: quantity === line.quantity ? line.changedAt : now }];
  });
}

/** The cart without what a checkout placed at `placedAt` bought; what was put in again later stays, so that asking twice takes nothing more out. */
export function withoutBought(cart: Cart, bought: { readonly skuIds: ReadonlySet<bigint>; readonly placedAt: Date }): Cart {
  return cart.filter((line) => !bought.skuIds.has(line.skuId) || line.changedAt > bought.placedAt);
}

/** Fewer pieces left than wanted, none left, or not on sale any more. */
export type CartLineState = 'ready' | 'short' | 'soldOut' | 'unlisted';
export const CART_LINE_STATES = ['ready', 'short', 'soldOut', 'unlisted'] as const satisfies readonly CartLineState[];

/** A line beside what the shelves say today. */
export interface StandingLine {
  readonly line: Omit<CartLine, 'changedAt'>;
  readonly offer: Offer | undefined;
  readonly stock: number;
  readonly state: CartLineState;
}

/** How a line stands: `stock` pieces are left of its SKU. */
export function standingOf(line: Omit<CartLine, 'changedAt'>, offer: Offer | undefined, stock: number): StandingLine {
  return { line, offer, stock, state: stateOf(line.quantity, offer, stock) };
}

function stateOf(quantity: number, offer: Offer | undefined, stock: number): CartLineState {
  if (!offer) return 'unlisted';
  if (stock === 0) return 'soldOut';
  return stock < quantity ? 'short' : 'ready';
}

/** What the chosen lines that can be had come to: today's prices; Σ over groups = the whole. */
export interface CartSum {
  readonly lines: number;
  readonly totalFen: bigint;
}

/** Sum of the lines that would be bought now. */
export function sumChosen(lines: readonly StandingLine[]): CartSum {
  let totalFen = 0n;
  let count = 0;
  for (const { line, offer, state } of lines) {
    if (!line.chosen || state !== 'ready' || !offer) continue;
    totalFen += offer.unitFen * BigInt(line.quantity);
    count += 1;
  }
  return { lines: count, totalFen };
}

/** Lines by who sells them, in order of each seller's first line; apart those that nobody can have now. */
export function groupLines(lines: readonly StandingLine[]): { groups: Map<bigint | null, StandingLine[]>; unavailable: StandingLine[] } {
  const groups = new Map<bigint | null, StandingLine[]>();
  const unavailable: StandingLine[] = [];
  for (const standing of lines) {
    const { offer } = standing;
    if (!offer || standing.state === 'soldOut') {
      unavailable.push(standing);
      continue;
    }
    const group = groups.get(offer.supplierId);
    if (group) group.push(standing);
    else groups.set(offer.supplierId, [standing]);
  }
  return { groups, unavailable };
}
