/** Which tab of the orders page to show next: pages of the tab bar take no parameters. */
import type { OrderState } from '../api/orders';
import { openTab } from '../platform/navigate';

export type OrdersTab = OrderState | 'all' | 'afterSales';

let asked: OrdersTab | undefined;

/** Opens the orders page at a state. */
export function openOrders(state: OrdersTab): void {
  asked = state;
  openTab('orders');
}

/** What was asked for, once. */
export function takeOrdersTab(): OrdersTab | undefined {
  const taken = asked;
  asked = undefined;
  return taken;
}
