/** Payments: one port, many gateways; attempts, notifications, refunds. */
import type { Ctx } from '#infra/context.ts';
import type { Infra } from '#infra/infra.ts';
import type { Module } from '#infra/module.ts';
import type { PaymentGateway } from '#infra/payment-gateway.ts';
import { paymentsChecks } from './checks.ts';
import { paymentsJobs } from './jobs.ts';
import { paymentsRoutes } from './routes.ts';
import { makePayments, type PaymentRequest, settlePayment, startPayment, type StartedPayment } from './service/attempts.ts';
import { refund, type RefundRequest } from './service/refunds.ts';
import texts from './texts.json' with { type: 'json' };

export { errors, type PayAnswer, type RefundReason, shownState } from './domain.ts';
export type { PaymentRequest, StartedPayment } from './service/attempts.ts';
export type { RefundRequest } from './service/refunds.ts';
export { refundOfSubject } from './store/refunds.ts';

/** What other modules may ask of payments. */
export interface PaymentsModule extends Module {
  /** Names of the channels of this deployment. */
  readonly channels: readonly string[];
  /** Begins paying a checkout, or finds the try that is still open. Refuses payments.unknownChannel. */
  start(request: PaymentRequest): Promise<StartedPayment>;
  /**
   * Sends part of a succeeded attempt back through its channel, once a subject (an order, or the attempt itself); asked again, it answers the same refund.
   * The money is back when `payments.refunded` says so. Refuses payments.attemptNotFound, notPaid, refundTooLarge and refundDiffers.
   */
  refund(ctx: Ctx, request: RefundRequest): Promise<{ refundId: bigint }>;
  /** What a notification does once it is believed: for seeding and benches, which have no gateway. */
  settle(channel: string, payment: { attemptId: bigint; transactionNumber: string; amountFen: bigint }): Promise<void>;
}

/** The module of an app. */
export function paymentsModule(infra: Infra, options: { gateways?: readonly PaymentGateway[] } = {}): PaymentsModule {
  const payments = makePayments(infra, options.gateways);
  return {
    name: 'payments', texts, routes: (http) => paymentsRoutes(http, payments), ...paymentsJobs(payments), checks: paymentsChecks(infra),
    channels: [...payments.gateways.keys()],
    start: (request) => startPayment(payments, request),
    refund: (ctx, request) => refund(ctx, infra.jobs, request),
    async settle(channel, payment) {
      await settlePayment(payments, channel, { ...payment, currency: 'CNY' });
    },
    async close() {
      await Promise.all([payments.createLane.drain(), payments.payLane.drain()]);
    },
  };
}
