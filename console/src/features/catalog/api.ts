/** Goods: all of them for the operator, the own ones for a supplier. */
import { api, type Got, queryOf } from '#shared/api.ts';
import type { Ask } from '#shared/filters.ts';

const ALL = '/api/console/products';
const OWN = '/api/supplier/products';
export type ProductRow = Got<typeof ALL>['items'][number];
export type Sku = ProductRow['skus'][number];
export interface SkuChange { id: string; priceFen?: string; supplyFen?: string }
export interface ProductChange { title?: string; subtitle?: string; listed?: boolean; skus?: SkuChange[] }
export const ZONES = ['ordinary', 'vip'] as const;

export const listProducts = (ask: Ask) => api('get', ALL, { query: queryOf(ALL, ask) });
export const findProduct = (id: string) => api('get', '/api/console/products/{id}', { path: { id } });
export const changeProduct = (id: string, change: ProductChange) => api('post', '/api/console/products/{id}', { path: { id }, body: change });
export const listOwnProducts = (ask: Ask) => api('get', OWN, { query: queryOf(OWN, ask) });
