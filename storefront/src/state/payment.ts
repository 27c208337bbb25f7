/** The payment under way: the gateway's page may return the member without saying which one it was. */
const KEY = 'payment';

export interface PaymentUnderWay { readonly checkoutId: string; readonly attemptId: string }

/** Remembers the payment before the storefront is left. */
export function leaveForPayment(payment: PaymentUnderWay): void {
  uni.setStorageSync(KEY, payment);
}

/** The payment that was left for, if any. */
export function paymentUnderWay(): PaymentUnderWay | undefined {
  const stored: unknown = uni.getStorageSync(KEY);
  const { checkoutId, attemptId } = (typeof stored === 'object' && stored !== null ? stored : {}) as Partial<Record<keyof PaymentUnderWay, unknown>>;
  return typeof checkoutId === 'string' && typeof attemptId === 'string' ? { checkoutId, attemptId } : undefined;
}
