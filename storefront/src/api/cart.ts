/** The member's cart on the server, and how a visitor's lines stand. */
import { api } from './client';
import type { Cart, CartLine } from './types';

export type { Cart, CartLine } from './types';

/** A line as a visitor keeps it; the price is what he saw. */
export interface GatheredLine { readonly skuId: string; readonly quantity: number; readonly seenFen: string; readonly chosen?: boolean }
/** `quantity` 0 takes the line out. */
export interface CartChange { readonly skuId: string; readonly quantity?: number; readonly chosen?: boolean; readonly seenFen?: string }

export function fetchCart(): Promise<Cart> {
  return api('get', '/api/me/cart');
}

export function changeCart(lines: CartChange[]): Promise<Cart> {
  return api('put', '/api/me/cart', { body: { lines } });
}

/** Puts pieces in; answers how many lines there are. */
export async function putIntoCart(line: { skuId: string; quantity: number }): Promise<number> {
  return (await api('post', '/api/me/cart', { body: line })).count;
}

/** What a visitor gathered joins the member's cart; answers how many lines found no place. */
export async function mergeCart(lines: GatheredLine[]): Promise<number> {
  return (await api('post', '/api/me/cart/merge', { body: { lines: lines.map(({ skuId, quantity, seenFen }) => ({ skuId, quantity, seenFen })) } })).leftOut;
}

/** How lines stand today, whoever's they are. */
export function viewLines(lines: GatheredLine[]): Promise<Cart> {
  return api('post', '/api/cart', { body: { lines } });
}

/** Every line of a cart, those that cannot be had last. */
export function linesOf(cart: Cart): CartLine[] {
  return [...cart.groups.flatMap((group) => group.lines), ...cart.unavailable];
}
