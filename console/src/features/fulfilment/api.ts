/** Orders of the signed-in supplier: what is to ship, and what was shipped. */
import { api, type Got, type Posted, queryOf, sendFile, XLSX_TYPE } from '#shared/api.ts';
import type { Ask } from '#shared/filters.ts';

const ORDERS = '/api/supplier/orders';
export const SUPPLIER_STATES = ['paid', 'shipped', 'confirmed', 'refunded'] as const;
export type SupplierOrder = Got<typeof ORDERS>['items'][number];

export const listSupplierOrders = (ask: Ask) => api('get', ORDERS, { query: queryOf(ORDERS, ask) });
export const findSupplierOrder = (id: string) => api('get', '/api/supplier/orders/{id}', { path: { id } });
export const ship = (id: string, input: { carrier: string; trackingNumber: string }) => api('post', '/api/supplier/orders/{id}/ship', { path: { id }, body: input });

export interface ParcelRow { orderId: string; carrier: string; trackingNumber: string }
export type Matched = Posted<'/api/shipments/check'>;
export const checkParcels = (rows: ParcelRow[]) => api('post', '/api/shipments/check', { body: { rows } });
export const shipParcels = (rows: ParcelRow[]) => api('post', '/api/shipments', { body: { rows } });
export const readParcels = (file: File) => sendFile('/api/shipments/sheet', new Blob([file], { type: XLSX_TYPE }));
export const toShipUrl = (lang: string): string => `/api/supplier/orders/sheet?lang=${lang}`;
