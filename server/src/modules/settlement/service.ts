/** Accruing what the platform owes, from events, once and exactly. */
import type { EventPayload } from '#app/events.ts';
import type { Ctx } from '#infra/context.ts';
import { assert } from '#kernel/assert.ts';
import { bucketOf } from '#kernel/id.ts';
import { type Entry, post, type Transfer } from '#modules/ledger/index.ts';
import { decideShares, type OrderMoney, payableAt } from './domain.ts';
import * as store from './store.ts';

const SYSTEM = 0n;

/** Money the gateway has taken: gateway → unearned, in the bucket of the attempt. */
export function paymentEntry(payment: EventPayload<'payments.succeeded'>['payments'][number], position: bigint): Entry {
  return {
    bucket: bucketOf(BigInt(payment.attemptId)), eventPosition: position, ruleVersion: null, memo: 'settlement.paid',
    transfers: [{ debit: { kind: 'gateway', holder: SYSTEM }, credit: { kind: 'unearned', holder: SYSTEM }, amount: BigInt(payment.amountFen) }],
  };
}

/** Money the gateway has sent back: what paymentEntry did, undone. */
export function refundEntry(refund: EventPayload<'payments.refunded'>['refunds'][number], position: bigint): Entry {
  return {
    bucket: bucketOf(BigInt(refund.attemptId)), eventPosition: position, ruleVersion: null, memo: 'settlement.refunded',
    transfers: [{ debit: { kind: 'unearned', holder: SYSTEM }, credit: { kind: 'gateway', holder: SYSTEM }, amount: BigInt(refund.amountFen) }],
  };
}

interface Confirmed {
  readonly order: OrderMoney;
  readonly confirmedAt: Date;
  readonly position: bigint;
}

/** Transfers that share an order out: unearned → the supplier's payable and the margin (or back from the margin). */
function transfersOf(order: OrderMoney): Transfer[] {
  const { payableFen, marginFen } = decideShares(order);
  const unearned = { kind: 'unearned', holder: SYSTEM } as const;
  const margin = { kind: 'margin', holder: SYSTEM } as const;
  const transfers: Transfer[] = [];
  if (payableFen > 0n && order.supplierId !== null) transfers.push({ debit: unearned, credit: { kind: 'supplierPayable', holder: order.supplierId }, amount: payableFen });
  if (marginFen > 0n) transfers.push({ debit: unearned, credit: margin, amount: marginFen });
  if (marginFen < 0n) transfers.push({ debit: margin, credit: unearned, amount: -marginFen });
  return transfers;
}

/** Posts payments and refunds and shares out confirmed orders; an order that was shared out before is left alone. */
export async function settle(ctx: Ctx, input: { payments: readonly Entry[]; confirmed: readonly Confirmed[] }): Promise<void> {
  const done = await store.findShared(ctx.tx, input.confirmed.map(({ order }) => order.orderId));
  const fresh = new Map(input.confirmed.filter(({ order }) => !done.has(order.orderId)).map((item) => [item.order.orderId, item]));
  const orders = [...fresh.values()].map((item) => ({ ...item, transfers: transfersOf(item.order) }));
  const entryOf = (item: (typeof orders)[number]): Entry => ({
    bucket: bucketOf(item.order.orderId), eventPosition: item.position, ruleVersion: null, memo: 'settlement.confirmed', transfers: item.transfers,
  });
  // A free order moves nothing and makes no entry.
  const moving = orders.filter((item) => item.transfers.length > 0);
  const ids = await post(ctx, [...input.payments, ...moving.map(entryOf)]);
  await store.insertShared(ctx.tx, [...fresh.keys()]);
  await store.insertPayables(ctx.tx, moving.flatMap(({ order, confirmedAt }, index) => {
    const { payableFen } = decideShares(order);
    const entryId = ids[input.payments.length + index];
    assert(entryId !== undefined, 'every entry posted has an id');
    return order.supplierId === null || payableFen === 0n ? [] : [{
      orderId: order.orderId, supplierId: order.supplierId, amountFen: payableFen, orderFen: order.totalFen, entryId, accruedAt: confirmedAt, payableAt: payableAt(confirmedAt),
    }];
  }));
}
