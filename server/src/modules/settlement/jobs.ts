/** The ordered subscription `settlement`: it moves money, so a poisoned event stops it with an alarm. */
import type { LoggedEvent } from '#app/events.ts';
import type { Subscriber } from '#infra/module.ts';
import { paymentEntry, refundEntry, settle } from './service.ts';

/** Accrues payables; one batch of events is one set of postings. */
export const settlementSubscriber: Subscriber = {
  name: 'settlement',
  types: ['payments.succeeded', 'payments.refunded', 'orders.confirmed'],
  money: true,
  async apply(ctx, events: readonly LoggedEvent[]) {
    const payments = events.flatMap((event) => {
      if (event.type === 'payments.succeeded') return event.payload.payments.map((payment) => paymentEntry(payment, event.position));
      return event.type === 'payments.refunded' ? event.payload.refunds.map((refund) => refundEntry(refund, event.position)) : [];
    });
    const confirmed = events.flatMap((event) => (event.type !== 'orders.confirmed' ? [] : event.payload.orders.map((order) => ({
      position: event.position, confirmedAt: new Date(order.confirmedAt),
      order: {
        orderId: BigInt(order.orderId), supplierId: order.supplierId === null ? null : BigInt(order.supplierId), totalFen: BigInt(order.totalFen),
        lines: order.lines.map((line) => ({ quantity: line.quantity, unitFen: BigInt(line.unitFen), supplyFen: BigInt(line.supplyFen) })),
      },
    }))));
    await settle(ctx, { payments, confirmed });
  },
};
