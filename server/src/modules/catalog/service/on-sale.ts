/** Pages of the goods on sale, in the orders that visitors may choose. */
import { parseId } from '#kernel/id.ts';
import type { CategoryId, Product, Zone } from '#modules/catalog/domain.ts';

/** `shelf`: as the operator listed them, oldest first. */
export const SORTS = ['shelf', 'newest', 'sales', 'priceUp', 'priceDown'] as const;
export type Sort = (typeof SORTS)[number];

/** A product with what it is sorted by, smallest first; among equals the older comes first. */
export interface Ranked {
  readonly product: Product;
  readonly rank: bigint;
}
type Place = Readonly<{ rank: bigint; id: bigint }>;

/** The price of the cheapest variant, fen. */
function priceOf({ skus }: Product): bigint {
  return skus.reduce((least, { priceFen }) => (least === 0n || priceFen < least ? priceFen : least), 0n);
}

const before = (a: Place, b: Place): boolean => a.rank < b.rank || (a.rank === b.rank && a.id < b.id);
const placeOf = ({ product, rank }: Ranked): Place => ({ rank, id: product.id });

/** The goods in an order. `soldOf` says how many pieces were paid for. */
export function inOrder(products: readonly Product[], sort: Sort, soldOf: (product: Product) => bigint): readonly Ranked[] {
  const rankOf: Readonly<Record<Sort, (product: Product) => bigint>> = {
    shelf: () => 0n, newest: ({ id }) => -(id as bigint), sales: (product) => -soldOf(product), priceUp: priceOf, priceDown: (product) => -priceOf(product),
  };
  return products.map((product) => ({ product, rank: rankOf[sort](product) })).sort((a, b) => (before(placeOf(a), placeOf(b)) ? -1 : 1));
}

export interface ListQuery {
  readonly zone?: Zone | undefined;
  readonly categoryId?: CategoryId | undefined;
  readonly search?: string | undefined;
  /** `nextCursor` of the page before; what is no cursor begins at the first page. */
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/** Where a page ended: the rank and the id of its last product, so that the next one goes on even when that product left the list. */
function parseCursor(cursor = ''): Place | undefined {
  const [, rank, digits] = /^(-?\d{1,20})\.(\d{1,19})$/.exec(cursor) ?? [];
  const id = parseId(digits ?? '');
  return rank === undefined || id === undefined ? undefined : { rank: BigInt(rank), id };
}

/** A page of goods in their order, and where the next one begins. */
export function listOnSale(ranked: readonly Ranked[], query: ListQuery): { readonly products: readonly Product[]; readonly nextCursor: string | null } {
  const words = (query.search ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  const last = parseCursor(query.cursor);
  const found: Ranked[] = [];
  for (const entry of ranked) {
    if (last !== undefined && !before(last, placeOf(entry))) continue;
    const { product } = entry;
    if (query.zone && product.zone !== query.zone) continue;
    if (query.categoryId !== undefined && product.categoryId !== query.categoryId) continue;
    const text = `${product.title} ${product.subtitle}`.toLowerCase();
    if (!words.every((word) => text.includes(word))) continue;
    found.push(entry);
    if (found.length === query.limit) break;
  }
  const end = found.length === query.limit ? found.at(-1) : undefined;
  return { products: found.map(({ product }) => product), nextCursor: end ? `${end.rank}.${end.product.id}` : null };
}
