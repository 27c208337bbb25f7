/** Orders as the operator sees them. */
import { api } from '#shared/api.ts';
import type { Ask, Page } from '#shared/list.ts';
import type { Tone } from '#shared/StateTag.vue';

export const ORDER_STATES = ['placed', 'paid', 'shipped', 'confirmed', 'cancelled'] as const;
const TONES: Readonly<Record<string, Tone>> = { placed: 'wait', paid: 'go', shipped: 'go', confirmed: 'done', cancelled: 'ended' };
/** How a state is drawn. */
export const orderTone = (state: string): Tone => TONES[state] ?? 'ended';

export interface OrderLine { readonly title: string; readonly skuName: string; readonly imageUrl: string | null; readonly quantity: number; readonly unitFen: string; readonly zone: string }
export interface OrderRow {
  readonly orderId: string; readonly checkoutId: string; readonly state: string; readonly totalFen: string; readonly supplierName: string | null;
  readonly memberId: string; readonly memberName: string | null; readonly lines: readonly OrderLine[]; readonly placedAt: string;
}
export interface OrderDetail extends OrderRow {
  readonly contact: { readonly name: string; readonly phone: string; readonly region: string; readonly detail: string } | null;
  readonly shipping: { readonly carrier: string; readonly trackingNumber: string; readonly shippedAt: string } | null;
  readonly timeline: readonly { readonly state: string; readonly at: string }[]; readonly autoConfirmAt: string | null;
}

export const listOrders = (ask: Ask) => api('get', '/api/console/orders', { query: ask }) as Promise<Page<OrderRow>>;
export const findOrder = (id: string) => api('get', '/api/console/orders/{id}', { path: { id } }) as Promise<OrderDetail>;
/** Ships an order of self-operated goods. */
export const shipOwn = (id: string, input: { carrier: string; trackingNumber: string }) => api('post', '/api/console/orders/{id}/ship', { path: { id }, body: input });
