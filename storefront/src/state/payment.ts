/** The payment under way: the gateway's page may return the member without saying which one it was. */
import type { Channel } from '../api/types';

const KEY = 'payment';
const WIDE_PX = 600;

export interface PaymentUnderWay { readonly checkoutId: string; readonly attemptId: string }

/** How a channel is paid here: a code to scan where the screen is wide, its page for phones elsewhere; undefined leaves it to the channel. */
export function sceneFor(channel: Channel | undefined): Channel['scenes'][number] | undefined {
  const wanted = uni.getSystemInfoSync().windowWidth >= WIDE_PX ? 'native' : 'h5';
  return channel?.scenes.find((scene) => scene === wanted);
}

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
