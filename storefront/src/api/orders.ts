/** From the order to its confirmation, and the payment between. */
import { api } from './client';
import type { Channel, Checkout, OrderCounts, OrderDetail, Orders, OrderState, PaymentState, StartedPayment } from './types';

export type { Checkout, OrderCard, OrderLine, OrderState } from './types';

/**
 * Places an order. The same key with the same input answers the same checkout, so it may be repeated after a broken connection.
 * `totalFen` is what the member saw: another price by now is refused.
 */
export function placeCheckout(input: { key: string; contactId: string; totalFen: string; lines: { skuId: string; quantity: number }[]; fromCart: boolean }): Promise<{ checkoutId: string }> {
  return api('post', '/api/checkouts', { body: input });
}

export function fetchCheckout(id: string): Promise<Checkout> {
  return api('get', '/api/checkouts/{id}', { path: { id } });
}

export async function cancelCheckout(id: string): Promise<void> {
  await api('post', '/api/checkouts/{id}/cancel', { path: { id } });
}

export async function listChannels(checkoutId: string): Promise<Channel[]> {
  return (await api('get', '/api/checkouts/{id}/channels', { path: { id: checkoutId } })).items;
}

/** Begins a payment; the member finishes it on the gateway's page, or by scanning a code. */
export function startPayment(checkoutId: string, body: { channel: string; scene?: Channel['scenes'][number] }): Promise<StartedPayment> {
  return api('post', '/api/checkouts/{id}/payments', { path: { id: checkoutId }, body });
}

export async function fetchPaymentState(attemptId: string): Promise<PaymentState> {
  return (await api('get', '/api/payments/{attemptId}', { path: { attemptId } })).state;
}

export function listOrders(filter: { status?: OrderState; cursor?: string }): Promise<Orders> {
  return api('get', '/api/me/orders', { query: filter });
}

/** How many of my orders wait for what. */
export function fetchOrderCounts(): Promise<OrderCounts> {
  return api('get', '/api/me/order-counts');
}

export function fetchOrder(id: string): Promise<OrderDetail> {
  return api('get', '/api/me/orders/{id}', { path: { id } });
}

export async function confirmReceipt(orderId: string): Promise<void> {
  await api('post', '/api/me/orders/{id}/confirm', { path: { id: orderId } });
}
