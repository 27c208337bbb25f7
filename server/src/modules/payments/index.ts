/** Payments: one port, many gateways; attempts, notifications, refunds. */
import type { Ctx } from '#infra/context.ts';
import type { Infra } from '#infra/infra.ts';
import type { Module } from '#infra/module.ts';
import type { PaymentGateway } from '#infra/payment-gateway.ts';
import { formatAtoms } from '#kernel/amount.ts';
import { paymentsChecks } from './checks.ts';
import { paymentsJobs } from './jobs.ts';
import { attemptRoutes } from './routes/attempts.ts';
import { reconciliationRoutes } from './routes/reconciliation.ts';
import { makePayments, type PaymentRequest, settlePayment, startPayment, type StartedPayment } from './service/attempts.ts';
import { refund, type RefundRequest, retryRefund } from './service/refunds.ts';
import { hasUnfinished, moneyOf, type Movement } from './store/refunds.ts';
import texts from './texts.json' with { type: 'json' };

export { errors, type PayAnswer, type RefundReason, shownState } from './domain.ts';
export type { PaymentRequest, StartedPayment } from './service/attempts.ts';
export type { RefundRequest } from './service/refunds.ts';
export { refundOfSubject } from './store/refunds.ts';

/** What other modules may ask of payments. */
export interface PaymentsModule extends Module {
  /** The channels of this deployment, in the order of the cashier. */
  readonly channels: readonly Pick<PaymentGateway, 'name' | 'simulated' | 'scenes'>[];
  /** Begins paying a checkout, or finds the try that is still open. Refuses payments.unknownChannel, unknownScene, openidNeeded and gatewayUnavailable. */
  start(request: PaymentRequest): Promise<StartedPayment>;
  /**
   * Sends part of a succeeded attempt back through its channel, once a subject (an order, or the attempt itself); asked again, it answers the same refund.
   * The money is back when `payments.refunded` says so. Refuses payments.attemptNotFound, notPaid, refundTooLarge and refundDiffers.
   */
  refund(ctx: Ctx, request: RefundRequest): Promise<{ refundId: bigint }>;
  /** Has a refund tried again that failed at the gateway or was never taken there. Refuses payments.refundNotFound and refundUnderWay. */
  retryRefund(ctx: Ctx, refundId: bigint): Promise<void>;
  /** What a notification does once it is believed: for seeding and benches, which have no gateway. */
  settle(channel: string, payment: { attemptId: bigint; transactionNumber: string; amountFen: bigint }): Promise<void>;
}

/** The module of an app. */
export function paymentsModule(infra: Infra, options: { gateways?: readonly PaymentGateway[] } = {}): PaymentsModule {
  const payments = makePayments(infra, options.gateways);
  return {
    name: 'payments', texts, ...paymentsJobs(payments), checks: paymentsChecks(infra),
    personal: {
      async export(sql, { memberId }) {
        const told = ({ amountFen, ...movement }: Movement) => ({ ...movement, amount: `${formatAtoms(amountFen, 2)} CNY` });
        const { payments: paid, refunds } = await moneyOf(sql, memberId);
        return { payments: { payments: paid.map(told), refunds: refunds.map(told) } };
      },
      blockers: async (sql, { memberId }) => ((await hasUnfinished(sql, memberId)) ? ['refund'] : []),
    },
    routes(http) {
      attemptRoutes(http, payments);
      reconciliationRoutes(http, payments);
    },
    channels: [...payments.gateways.values()],
    start: (request) => startPayment(payments, request),
    refund: (ctx, request) => refund(ctx, infra.jobs, request),
    retryRefund: (ctx, refundId) => retryRefund(ctx, infra.jobs, refundId),
    async settle(channel, payment) {
      await settlePayment(payments, channel, { ...payment, currency: 'CNY' });
    },
    async close() {
      await Promise.all([payments.createLane.drain(), payments.payLane.drain()]);
    },
  };
}
