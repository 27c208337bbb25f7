/** Accruing what the platform owes, from events, once and exactly; and undoing it when the order is refunded. */
import type { EventPayload } from '#app/events.ts';
import type { Ctx } from '#infra/context.ts';
import { assert } from '#kernel/assert.ts';
import { bucketOf } from '#kernel/id.ts';
import { type Account, type Entry, post, type Transfer } from '#modules/ledger/index.ts';
import { AFTER_SALES_MS } from '#modules/orders/index.ts';
import { decideShares, type OrderMoney } from './domain.ts';
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

type OwnAccount = Account<'unearned' | 'margin' | 'supplierPayable'>;
type OwnTransfer = Transfer & { readonly debit: OwnAccount; readonly credit: OwnAccount };

/** Transfers that share an order out: unearned → the supplier's payable and the margin (or back from the margin). */
function transfersOf(order: OrderMoney): OwnTransfer[] {
  const { payableFen, marginFen } = decideShares(order);
  const unearned = { kind: 'unearned', holder: SYSTEM } as const;
  const margin = { kind: 'margin', holder: SYSTEM } as const;
  const transfers: OwnTransfer[] = [];
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
      orderId: order.orderId, supplierId: order.supplierId, amountFen: payableFen, orderFen: order.totalFen, entryId, accruedAt: confirmedAt, payableAt: new Date(confirmedAt.getTime() + AFTER_SALES_MS),
    }];
  }));
}

interface Reversed {
  readonly order: OrderMoney;
  readonly position: bigint;
}

/**
 * Undoes the sharing out of confirmed orders that are refunded, transfer by transfer: payable and margin → unearned, from where the gateway takes it when the
 * money is back. What was undone before is left alone. A payable is refunded before it is due (DECISIONS N8), so the supplier's account holds it.
 */
export async function reverse(ctx: Ctx, refunds: readonly Reversed[]): Promise<void> {
  if (refunds.length === 0) return;
  const fresh = await store.markReversed(ctx.tx, { orderIds: refunds.map(({ order }) => order.orderId), now: ctx.now });
  const moving = [...new Map(refunds.map((item) => [item.order.orderId, item])).values()]
    .map((item) => ({ ...item, transfers: transfersOf(item.order).map(({ debit, credit, amount }): OwnTransfer => ({ debit: credit, credit: debit, amount })) }))
    .filter(({ order, transfers }) => fresh.has(order.orderId) && transfers.length > 0);
  const ids = await post(ctx, moving.map(({ order, position, transfers }): Entry => (
    { bucket: bucketOf(order.orderId), eventPosition: position, ruleVersion: null, memo: 'settlement.reversed', transfers })));
  await store.reversePayables(ctx.tx, { now: ctx.now, reversals: moving.map(({ order }, index) => {
    const entryId = ids[index];
    assert(entryId !== undefined, 'every entry posted has an id');
    return { orderId: order.orderId, entryId };
  }) });
}

/** While an after-sales case is open what is owed for its order is not due. */
export async function dispute(ctx: Ctx, cases: readonly { orderId: bigint; open: boolean }[]): Promise<void> {
  const last = new Map(cases.map((one) => [one.orderId, one]));
  if (last.size > 0) await store.markDisputed(ctx.tx, [...last.values()]);
}
