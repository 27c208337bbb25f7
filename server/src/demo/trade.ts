/** Orders of the demo: placed, paid, shipped and confirmed by those who do it in the shop. */
import { assert } from '#kernel/assert.ts';
import { bucketOf } from '#kernel/id.ts';
import { catalogOf, type Product } from '#modules/catalog/index.ts';
import type { Cast } from './cast.ts';
import { contactOf, type Member } from './members.ts';
import type { Purchase } from './plan.ts';
import type { Shop } from './shop.ts';

/** A purchase on its way. */
export interface Parcel {
  readonly purchase: Purchase;
  readonly buyer: Member;
  readonly checkoutId: string;
  readonly orderId: string;
  readonly totalFen: string;
  readonly supplierId: bigint | undefined;
}

const BIG_PACKAGE_FEN = 100_000n;
const SOME_CARRIERS = ['sf', 'jd', 'zto', 'yto', 'ems'];

/** The goods a purchase of a kind chooses from, in a fixed order. */
export function shelvesOf(shop: Shop): Readonly<Record<Purchase['kind'], readonly Product[]>> {
  const { products } = catalogOf(shop.app.infra).current();
  const vip = products.filter((product) => product.zone === 'vip');
  const priceOf = (product: Product): bigint => product.skus[0]?.priceFen ?? 0n;
  return {
    ordinary: products.filter((product) => product.zone === 'ordinary'),
    package: vip.filter((product) => priceOf(product) < BIG_PACKAGE_FEN),
    bigPackage: vip.filter((product) => priceOf(product) >= BIG_PACKAGE_FEN),
  };
}

/** Places what the plan says. */
export async function place(shop: Shop, order: { purchase: Purchase; buyer: Member; shelves: ReturnType<typeof shelvesOf>; n: number }): Promise<Parcel> {
  const { purchase, buyer, n } = order;
  const shelf = order.shelves[purchase.kind];
  const product = shelf[purchase.pick % shelf.length];
  const sku = product?.skus[purchase.pick % product.skus.length];
  assert(product && sku, `something is on the shelf of ${purchase.kind}`);
  const contactId = await contactOf(shop, buyer);
  const { checkoutId, totalFen } = await shop.post<{ checkoutId: string; totalFen: string }>(buyer, '/api/checkouts', {
    key: `demo-order-${n}`, contactId, lines: [{ skuId: String(sku.id), quantity: purchase.quantity }],
  });
  const { orders } = await shop.get<{ orders: { orderId: string }[] }>(buyer, `/api/checkouts/${checkoutId}`);
  const [first] = orders;
  assert(first && orders.length === 1, 'one product is one order');
  return { purchase, buyer, checkoutId, totalFen, orderId: first.orderId, supplierId: product.supplierId ?? undefined };
}

/** Pays through the demo channel. */
export async function pay(shop: Shop, parcel: Parcel): Promise<void> {
  const { attemptId } = await shop.post<{ attemptId: string }>(parcel.buyer, `/api/checkouts/${parcel.checkoutId}/payments`, { channel: 'demo' });
  await shop.notifyPaid({ attemptId, amountFen: parcel.totalFen, number: `DEMO${attemptId}` });
}

/** Hands the parcel to a courier. */
export async function ship(shop: Shop, cast: Cast, parcel: Parcel): Promise<void> {
  const desk = parcel.supplierId === undefined ? 'console' : 'supplier';
  const carrier = SOME_CARRIERS[parcel.purchase.pick % SOME_CARRIERS.length] ?? 'sf';
  await shop.post(cast.shipperOf(parcel.supplierId), `/api/${desk}/orders/${parcel.orderId}/ship`, {
    carrier, trackingNumber: `${carrier}${String(bucketOf(BigInt(parcel.orderId))).padStart(4, '0')}${parcel.orderId.slice(-8)}`,
  });
}

/** Confirms receipt. */
export async function confirm(shop: Shop, parcel: Parcel): Promise<void> {
  await shop.post(parcel.buyer, `/api/me/orders/${parcel.orderId}/confirm`, {});
}
