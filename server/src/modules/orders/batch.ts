/**
 * The decisions of the place lane: pure. The batch statement writes all of its items or none; when it wrote none it tells why, and
 * `decideBatch` answers, first come first served, those that cannot be placed. What is left is tried again without them. Each such round
 * answers at least one item, so the rounds end; in the common case there is one.
 */
import { assert } from '#kernel/assert.ts';
import type { CheckoutState, Part } from './domain.ts';

/** One order to place. `whole`: it is its checkout's only part, and the checkout row is written with it; else a step of a flow. */
export interface PlaceItem {
  readonly whole: boolean;
  readonly checkoutId: bigint;
  readonly orderId: bigint;
  readonly memberId: bigint;
  readonly contactId: bigint;
  readonly keyHash: bigint;
  readonly inputHash: bigint;
  readonly part: Part;
}

/** A checkout already placed under the same member and key. */
export interface KnownCheckout {
  readonly checkoutId: bigint;
  readonly memberId: bigint;
  readonly keyHash: bigint;
  readonly inputHash: bigint;
  readonly state: CheckoutState;
  readonly totalFen: bigint;
  readonly payBefore: Date;
}

export type PlaceAnswer =
  | { readonly kind: 'placed'; readonly payBefore: Date }
  | { readonly kind: 'known'; readonly checkout: KnownCheckout }
  | { readonly kind: 'short'; readonly skuIds: readonly bigint[] }
  /** The flow this step belongs to was given up. */
  | { readonly kind: 'released' };

/** What the statement saw when it wrote nothing. */
export interface BatchFacts {
  /** Pieces left by SKU; a SKU that is missing has none. */
  readonly available: ReadonlyMap<bigint, number>;
  readonly known: readonly KnownCheckout[];
  /** Steps of flows by order: whether the order stands already and whether the flow is still being placed. */
  readonly steps: ReadonlyMap<bigint, { readonly done: boolean; readonly open: boolean }>;
}

/** Pieces wanted of each SKU by a batch, with the SKU's bucket. */
export interface Needs {
  readonly buckets: number[];
  readonly skuIds: bigint[];
  readonly quantities: number[];
}

/** Σ of quantities by SKU over the items, in key order: rows are always locked in that order (DECISIONS P3). */
export function sumNeeds(items: readonly PlaceItem[]): Needs {
  const bySku = new Map<bigint, { bucket: number; skuId: bigint; quantity: number }>();
  for (const { part } of items) {
    for (const { skuId, bucket, quantity } of part.lines) {
      const need = bySku.get(skuId);
      if (need) need.quantity += quantity;
      else bySku.set(skuId, { bucket, skuId, quantity });
    }
  }
  const sorted = [...bySku.values()].sort((a, b) => a.bucket - b.bucket || (a.skuId < b.skuId ? -1 : 1));
  return { buckets: sorted.map((n) => n.bucket), skuIds: sorted.map((n) => n.skuId), quantities: sorted.map((n) => n.quantity) };
}

/** The key under which a member's tries of one checkout meet: both numbers side by side. */
export function keyOf(item: { readonly memberId: bigint; readonly keyHash: bigint }): bigint {
  return (item.memberId << 64n) | BigInt.asUintN(64, item.keyHash);
}

/**
 * Parts the items whose key came earlier in the same batch from the rest: those wait for the answer of the first.
 * Returns the firsts and, for each other item, the index of its first.
 */
export function foldDuplicates(items: readonly PlaceItem[]): { firsts: PlaceItem[]; firstOf: number[] } {
  const checkouts = new Map<bigint, number>();
  const steps = new Map<bigint, number>();
  const firsts: PlaceItem[] = [];
  const firstOf = items.map((item) => {
    const [seen, key] = item.whole ? [checkouts, keyOf(item)] : [steps, item.orderId];
    const earlier = seen.get(key);
    if (earlier !== undefined) return earlier;
    seen.set(key, firsts.length);
    firsts.push(item);
    return firsts.length - 1;
  });
  return { firsts, firstOf };
}

/** Answers to those items that cannot be placed, by index; the others fit together into what is available. Never empty for a refused batch. */
export function decideBatch(items: readonly PlaceItem[], facts: BatchFacts): Map<number, Exclude<PlaceAnswer, { kind: 'placed' }> | 'done'> {
  const known = new Map(facts.known.map((checkout) => [keyOf(checkout), checkout]));
  const left = new Map(facts.available);
  const answers = new Map<number, Exclude<PlaceAnswer, { kind: 'placed' }> | 'done'>();
  items.forEach((item, index) => {
    if (item.whole) {
      const checkout = known.get(keyOf(item));
      if (checkout) return void answers.set(index, { kind: 'known', checkout });
    } else {
      const step = facts.steps.get(item.orderId);
      if (step?.done) return void answers.set(index, 'done');
      if (!step?.open) return void answers.set(index, { kind: 'released' });
    }
    const short = item.part.lines.filter((line) => (left.get(line.skuId) ?? 0) < line.quantity).map((line) => line.skuId);
    if (short.length > 0) return void answers.set(index, { kind: 'short', skuIds: short });
    for (const line of item.part.lines) left.set(line.skuId, (left.get(line.skuId) ?? 0) - line.quantity);
  });
  assert(answers.size > 0, 'a batch that was not written has an item that cannot be placed');
  return answers;
}
