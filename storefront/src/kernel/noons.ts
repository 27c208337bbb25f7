import { daysBetween } from './time';

/**
 * How many noons a member still takes part in: from the first that has not run through the last of his window.
 * The last noon that ran is known; before the first one, the day of today's price is the next.
 */
export function noonsLeft(assets: { readonly eligibleUntil: string | null; readonly last: { readonly day: string } | null; readonly price: { readonly day: string } | null }): number | undefined {
  if (assets.eligibleUntil === null) return undefined;
  if (assets.last) return Math.max(0, daysBetween(assets.last.day, assets.eligibleUntil));
  if (assets.price) return Math.max(0, daysBetween(assets.price.day, assets.eligibleUntil) + 1);
  return undefined;
}
