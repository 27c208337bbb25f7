/** Goods: all of them for the operator, the own ones for a supplier. */
import { api } from '#shared/api.ts';
import type { Ask, Page } from '#shared/list.ts';

export interface Sku { readonly id: string; readonly name: string; readonly priceFen: string; readonly supplyFen: string; readonly unitSv: string; readonly stock: number }
export interface ProductRow {
  readonly id: string; readonly title: string; readonly subtitle: string; readonly zone: string; readonly categoryId: string; readonly categoryName: string;
  readonly supplierId: string | null; readonly supplierName: string | null; readonly listed: boolean; readonly imageUrl: string; readonly sold: number; readonly skus: readonly Sku[];
}
export interface ProductDetail extends ProductRow { readonly description: string; readonly images: readonly { readonly sha256: string; readonly url: string }[] }
export interface SkuChange { readonly id: string; readonly priceFen?: string; readonly supplyFen?: string }
export interface ProductChange { readonly title?: string; readonly subtitle?: string; readonly listed?: boolean; readonly skus?: readonly SkuChange[] }
export const ZONES = ['ordinary', 'vip'] as const;

export const listProducts = (ask: Ask) => api('get', '/api/console/products', { query: ask }) as Promise<Page<ProductRow>>;
export const findProduct = (id: string) => api('get', '/api/console/products/{id}', { path: { id } }) as Promise<ProductDetail>;
export const changeProduct = (id: string, change: ProductChange) => api('post', '/api/console/products/{id}', { path: { id }, body: { ...change } });
export const listOwnProducts = (ask: Ask) => api('get', '/api/supplier/products', { query: ask }) as Promise<Page<ProductRow>>;
