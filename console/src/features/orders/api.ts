/** Orders as the operator sees them, with what each paid to whom. */
import { api, type Got, queryOf } from '#shared/api.ts';
import type { Ask } from '#shared/filters.ts';
import type { Tone } from '#shared/StateTag.vue';

const ORDERS = '/api/console/orders';
export const ORDER_STATES = ['placed', 'paid', 'shipped', 'confirmed', 'cancelled', 'refunded'] as const;
const TONES: Readonly<Record<string, Tone>> = { placed: 'wait', paid: 'go', shipped: 'go', confirmed: 'done', cancelled: 'ended', refunded: 'ended' };
/** How a state is drawn. */
export const orderTone = (state: string): Tone => TONES[state] ?? 'ended';

export type OrderRow = Got<typeof ORDERS>['items'][number];

export const listOrders = (ask: Ask) => api('get', ORDERS, { query: queryOf(ORDERS, ask) });
export const findOrder = (id: string) => api('get', '/api/console/orders/{id}', { path: { id } });
export const findRewards = (id: string) => api('get', '/api/console/orders/{id}/rewards', { path: { id } });
/** Ships an order of self-operated goods. */
export const shipOwn = (id: string, input: { carrier: string; trackingNumber: string }) => api('post', '/api/console/orders/{id}/ship', { path: { id }, body: input });
/** Refunds a whole order on behalf of its member. */
export const refundOrder = (id: string, input: { message: string; restock: boolean }) => api('post', '/api/console/orders/{id}/refund', { path: { id }, body: input });
