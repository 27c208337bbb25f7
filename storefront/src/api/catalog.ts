/** What is on the shelves. */
import { api } from './client';
import type { Home, Product, Products, Sort, Zone } from './types';

export type { Product, ProductCard, Sort, Zone } from './types';

export function fetchHome(): Promise<Home> {
  return api('get', '/api/home');
}

export function listProducts(filter: { zone?: Zone; category?: string; search?: string; sort?: Sort; cursor?: string }): Promise<Products> {
  return api('get', '/api/products', { query: filter });
}

export function fetchProduct(id: string): Promise<Product> {
  return api('get', '/api/products/{id}', { path: { id } });
}
