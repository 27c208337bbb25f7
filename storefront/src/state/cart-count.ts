/** How many lines are in the cart, apart from the cart itself: the tab bar of the first page shows it. */
import { ref } from 'vue';
import { api } from '../api/client';
import { isMember, whoAmI } from './session';

/** Where a visitor's lines are kept on his device. */
export const CART_KEY = 'cart';
/** Lines in the cart, as far as known. */
export const cartCount = ref(0);

/** Counts anew; a number that cannot be had is no failure of the page. */
export async function countCart(): Promise<void> {
  await whoAmI();
  if (isMember.value) cartCount.value = await api('get', '/api/me/cart/count').then(({ count }) => count, () => cartCount.value);
  else {
    const lines: unknown = uni.getStorageSync(CART_KEY);
    cartCount.value = Array.isArray(lines) ? lines.length : 0;
  }
}
