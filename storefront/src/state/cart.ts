/** The cart: a member's stands on the server, a visitor's on his device until he signs in. */
import { type Cart, type CartChange, changeCart, fetchCart, type GatheredLine, mergeCart, putIntoCart, viewLines } from '../api/cart';
import { t } from '../texts';
import { CART_KEY, cartCount, countCart } from './cart-count';
import { isMember, whoAmI } from './session';
import { toast } from './toast';

const MOST_LINES = 50;
const MOST_PIECES = 999;
const EMPTY: Cart = { groups: [], unavailable: [], count: 0, chosen: 0, totalFen: '0', svAtoms: '0' };

function isLine(line: unknown): line is GatheredLine {
  if (typeof line !== 'object' || line === null) return false;
  const { skuId, quantity, seenFen } = line as Partial<Record<keyof GatheredLine, unknown>>;
  return typeof skuId === 'string' && typeof quantity === 'number' && typeof seenFen === 'string';
}

function gathered(): GatheredLine[] {
  const stored: unknown = uni.getStorageSync(CART_KEY);
  return Array.isArray(stored) ? stored.filter(isLine) : [];
}

function keep(lines: readonly GatheredLine[]): void {
  uni.setStorageSync(CART_KEY, lines.slice(0, MOST_LINES));
}

/** Knows who looks; what he gathered before he signed in joins his cart. Forgotten only once the server has it: merging twice changes nothing. */
async function join(): Promise<void> {
  await whoAmI();
  const lines = gathered();
  if (!isMember.value || lines.length === 0) return;
  const leftOut = await mergeCart(lines);
  keep([]);
  if (leftOut > 0) toast(t('cart.leftOut', { count: leftOut }));
}

function counted(cart: Cart): Cart {
  cartCount.value = cart.count;
  return cart;
}

async function viewGathered(): Promise<Cart> {
  const lines = gathered();
  return lines.length === 0 ? EMPTY : viewLines(lines);
}

export async function loadCart(): Promise<Cart> {
  await join();
  return counted(isMember.value ? await fetchCart() : await viewGathered());
}

export async function loadCartCount(): Promise<void> {
  await join();
  await countCart();
}

/** Puts pieces in, at the price just seen. */
export async function addToCart(added: { skuId: string; quantity: number; seenFen: string }): Promise<void> {
  await join();
  if (isMember.value) {
    cartCount.value = await putIntoCart({ skuId: added.skuId, quantity: added.quantity });
    return;
  }
  const lines = gathered();
  const earlier = lines.find(({ skuId }) => skuId === added.skuId);
  keep([{ ...added, quantity: Math.min(MOST_PIECES, added.quantity + (earlier?.quantity ?? 0)) }, ...lines.filter((line) => line !== earlier)]);
  cartCount.value = gathered().length;
}

/** Changes lines and answers the cart as it stands then. */
export async function changeLines(changes: CartChange[]): Promise<Cart> {
  if (isMember.value) return counted(await changeCart(changes));
  keep(gathered().flatMap((line) => {
    const changed = { ...line, ...changes.find(({ skuId }) => skuId === line.skuId) };
    return changed.quantity === 0 ? [] : [changed];
  }));
  return counted(await viewGathered());
}
