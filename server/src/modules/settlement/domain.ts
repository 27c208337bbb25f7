/** What an order owes to whom: pure. Amounts are fen. */
import { assert } from '#kernel/assert.ts';

export interface OrderMoney {
  readonly orderId: bigint;
  /** Null for self-operated goods: everything is the platform's. */
  readonly supplierId: bigint | null;
  readonly totalFen: bigint;
  readonly lines: readonly { readonly quantity: number; readonly unitFen: bigint; readonly supplyFen: bigint }[];
}

export interface Shares {
  /** Owed to the supplier. */
  readonly payableFen: bigint;
  /** Left to the platform; below zero when goods were sold under their supply price. */
  readonly marginFen: bigint;
}

/** Splits what was paid for an order into the supplier's payable, Σ supply price × quantity, and the margin (R1.6, R1.8); they sum to the total. */
export function decideShares(order: OrderMoney): Shares {
  const sum = (price: (line: OrderMoney['lines'][number]) => bigint): bigint => order.lines.reduce((total, line) => total + price(line) * BigInt(line.quantity), 0n);
  assert(sum((line) => line.unitFen) === order.totalFen, 'the lines of an order sum to its total');
  const payableFen = order.supplierId === null ? 0n : sum((line) => line.supplyFen);
  return { payableFen, marginFen: order.totalFen - payableFen };
}

/** How a payable stands: `accrued` until after-sales close, then `due`; `disputed` while a case is open; `reversed` when the order was refunded. */
export const PAYABLE_STATES = ['accrued', 'disputed', 'due', 'reversed'] as const;
export type PayableState = (typeof PAYABLE_STATES)[number];

/** The state of a payable at an instant of business time. */
export function payableState(payable: { readonly payableAt: Date; readonly disputed: boolean; readonly reversedAt: Date | null }, at: Date): PayableState {
  if (payable.reversedAt) return 'reversed';
  if (payable.disputed) return 'disputed';
  return payable.payableAt <= at ? 'due' : 'accrued';
}
