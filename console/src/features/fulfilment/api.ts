/** Orders of the signed-in supplier: what is to ship, and what was shipped. */
import { api, type Got, queryOf } from '#shared/api.ts';
import type { Ask } from '#shared/filters.ts';

const ORDERS = '/api/supplier/orders';
export const SUPPLIER_STATES = ['paid', 'shipped', 'confirmed'] as const;
export type SupplierOrder = Got<typeof ORDERS>['items'][number];

export const listSupplierOrders = (ask: Ask) => api('get', ORDERS, { query: queryOf(ORDERS, ask) });
export const ship = (id: string, input: { carrier: string; trackingNumber: string }) => api('post', '/api/supplier/orders/{id}/ship', { path: { id }, body: input });
