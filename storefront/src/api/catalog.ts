/** What is on the shelves. */
import { api } from './client';
import type { Home, Product, ProductCard, Zone } from './paths';

export type { Category, Home, Product, ProductCard, Sku, Zone } from './paths';

export function fetchHome(): Promise<Home> {
  return api('get', '/api/home');
}

export function listProducts(filter: { zone?: Zone; category?: string; search?: string; cursor?: string }): Promise<{ items: ProductCard[]; nextCursor: string | null }> {
  return api('get', '/api/products', { query: filter });
}

export function fetchProduct(id: string): Promise<Product> {
  return api('get', '/api/products/{id}', { path: { id } });
}
