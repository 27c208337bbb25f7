/** Which tab of the orders page to show next: pages of the tab bar take no parameters. */
import type { OrderState } from '../api/orders';

let asked: OrderState | 'all' | undefined;

/** Opens the orders page at a state. */
export function openOrders(state: OrderState | 'all'): void {
  asked = state;
  uni.switchTab({ url: '/pages/orders/index' });
}

/** What was asked for, once. */
export function takeOrdersTab(): OrderState | 'all' | undefined {
  const taken = asked;
  asked = undefined;
  return taken;
}
