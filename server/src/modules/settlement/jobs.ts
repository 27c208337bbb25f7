/** The ordered subscription `settlement`: it moves money, so a poisoned event stops it with an alarm. */
import type { LoggedEvent, OrderFacts } from '#app/events.ts';
import type { Subscriber } from '#infra/module.ts';
import type { OrderMoney } from './domain.ts';
import { dispute, paymentEntry, refundEntry, reverse, settle } from './service.ts';

function moneyOf(order: OrderFacts): OrderMoney {
  return {
    orderId: BigInt(order.orderId), supplierId: order.supplierId === null ? null : BigInt(order.supplierId), totalFen: BigInt(order.totalFen),
    lines: order.lines.map((line) => ({ quantity: line.quantity, unitFen: BigInt(line.unitFen), supplyFen: BigInt(line.supplyFen) })),
  };
}

/** Accrues payables and undoes them; one batch of events is one set of postings, what was confirmed before what was refunded. */
export const settlementSubscriber: Subscriber = {
  name: 'settlement',
  types: ['payments.succeeded', 'payments.refunded', 'orders.confirmed', 'orders.refunded', 'aftersales.changed'],
  money: true,
  async apply(ctx, events: readonly LoggedEvent[]) {
    const payments = events.flatMap((event) => {
      if (event.type === 'payments.succeeded') return event.payload.payments.map((payment) => paymentEntry(payment, event.position));
      return event.type === 'payments.refunded' ? event.payload.refunds.map((refund) => refundEntry(refund, event.position)) : [];
    });
    const confirmed = events.flatMap((event) => (event.type !== 'orders.confirmed' ? [] : event.payload.orders.map((order) => (
      { position: event.position, confirmedAt: new Date(order.confirmedAt), order: moneyOf(order) }))));
    await settle(ctx, { payments, confirmed });
    await dispute(ctx, events.flatMap((event) => (event.type !== 'aftersales.changed' ? [] : event.payload.cases.map(({ orderId, open }) => ({ orderId: BigInt(orderId), open })))));
    // What was not confirmed was never shared out: its money is still unearned.
    await reverse(ctx, events.flatMap((event) => (event.type !== 'orders.refunded' ? [] : event.payload.orders.filter(({ stage }) => stage === 'confirmed')
      .map((order) => ({ position: event.position, order: moneyOf(order) })))));
  },
};
