/** Which tab of the orders page to show next: pages of the tab bar take no parameters. */
import type { OrderState } from '../api/orders';
import { openTab } from '../platform/navigate';

let asked: OrderState | 'all' | undefined;

/** Opens the orders page at a state. */
export function openOrders(state: OrderState | 'all'): void {
  asked = state;
  openTab('orders');
}

/** What was asked for, once. */
export function takeOrdersTab(): OrderState | 'all' | undefined {
  const taken = asked;
  asked = undefined;
  return taken;
}
