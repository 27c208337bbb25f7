/** Orders of the signed-in supplier: what is to ship, and what was shipped. */
import { api } from '#shared/api.ts';
import type { Ask, Page } from '#shared/list.ts';

export interface SupplierLine { readonly title: string; readonly skuName: string; readonly imageUrl: string | null; readonly quantity: number; readonly supplyFen: string }
export interface SupplierOrder {
  readonly orderId: string; readonly state: string; readonly supplyFen: string; readonly lines: readonly SupplierLine[];
  readonly contact: { readonly name: string; readonly phone: string; readonly region: string; readonly detail: string } | null;
  readonly paidAt: string | null; readonly shipping: { readonly carrier: string; readonly trackingNumber: string; readonly shippedAt: string } | null;
}
export const SUPPLIER_STATES = ['paid', 'shipped', 'confirmed'] as const;

export const listSupplierOrders = (ask: Ask) => api('get', '/api/supplier/orders', { query: ask }) as Promise<Page<SupplierOrder>>;
export const ship = (id: string, input: { carrier: string; trackingNumber: string }) => api('post', '/api/supplier/orders/{id}/ship', { path: { id }, body: input });
