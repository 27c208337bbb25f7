/** Questions to gateways when no notification came, closing what expired, refunds. */
import type { Job, Subscriber, Sweep } from '#infra/module.ts';
import type { PaymentGateway } from '#infra/payment-gateway.ts';
import { assert } from '#kernel/assert.ts';
import { parseId } from '#kernel/id.ts';
import { DOUBT_AFTER_MS, DOUBTS, nextRefundQuestion } from './domain.ts';
import { askAboutAttempt, type Payments, SYSTEM } from './service/attempts.ts';
import { dueDays, reconcile } from './service/reconcile.ts';
import { applyRefundWord } from './service/refunds.ts';
import * as store from './store/attempts.ts';
import { noteWaiting } from './store/bills.ts';
import { findRefund, type RefundRow, takeProcessing } from './store/refunds.ts';

const SWEEP_LIMIT = 200;
/** How often it is looked whether a bill is due, in business time. */
const LOOK_AT_BILLS_MS = 60_000;

/** The id under a name in a job's input. */
function idOf(input: unknown, name: 'attemptId' | 'refundId'): bigint {
  const value = typeof input === 'object' && input !== null ? new Map<string, unknown>(Object.entries(input)).get(name) : undefined;
  const id = typeof value === 'string' ? parseId(value) : undefined;
  assert(id !== undefined, `a job of payments names its ${name}`);
  return id;
}

function flagOf(input: unknown, name: 'final' | 'late'): boolean {
  return typeof input === 'object' && input !== null && new Map<string, unknown>(Object.entries(input)).get(name) === true;
}

/** Asks the gateway what became of an attempt; a final question closes it first, so that nothing can arrive after the answer. */
function queryJob(payments: Payments): Job {
  return {
    name: 'payments.query',
    async run(input) {
      const attemptId = idOf(input, 'attemptId');
      const attempt = await store.findAttempt(payments.infra.sql, attemptId);
      // A bill may have a payment whose attempt we have closed: late money, like any other.
      const isLate = flagOf(input, 'late') && attempt?.state === 'closed';
      if (!attempt || (attempt.state !== 'open' && !isLate)) return;
      const isFinal = flagOf(input, 'final');
      await askAboutAttempt(payments, attempt, { final: isFinal });
    },
  };
}

/** The refund that a job names, if the gateway still has something to say of it, with its gateway. */
async function pendingRefund(payments: Payments, input: unknown): Promise<{ refund: RefundRow; gateway: PaymentGateway } | undefined> {
  const refund = await findRefund(payments.infra.sql, idOf(input, 'refundId'));
  if (!refund || (refund.state !== 'asked' && refund.state !== 'processing')) return undefined;
  const gateway = payments.gateways.get(refund.channel);
  assert(gateway, 'the channel of a refund exists');
  return { refund, gateway };
}

/** Sends money back; the gateway knows the refund by our id and round, so asking again is harmless. */
function refundJob(payments: Payments): Job {
  return {
    name: 'payments.refund',
    async run(input) {
      const pending = await pendingRefund(payments, input);
      if (pending?.refund.state !== 'asked') return;
      const word = await pending.gateway.refund(pending.refund);
      await payments.infra.unit(SYSTEM, (ctx) => applyRefundWord(ctx, pending.refund, word));
    },
  };
}

/** Asks the gateway what became of a refund it works on. */
function refundQueryJob(payments: Payments): Job {
  return {
    name: 'payments.refundQuery',
    async run(input) {
      const pending = await pendingRefund(payments, input);
      if (pending?.refund.state !== 'processing') return;
      const word = await pending.gateway.queryRefund(pending.refund);
      await payments.infra.unit(SYSTEM, (ctx) => applyRefundWord(ctx, pending.refund, word));
    },
  };
}

/**
 * Attempts in doubt, and those whose time is over. The search begins at the oldest attempt that was open at the last look, kept in memory:
 * a process that starts looks through everything once.
 */
function doubtSweep(payments: Payments): Sweep {
  const { infra } = payments;
  let after = new Date(0);
  return {
    name: 'payments.doubt',
    async run() {
      const now = infra.clock.now();
      const taken = await infra.unit(SYSTEM, async (ctx) => {
        const due = await store.takeDoubtful(ctx.tx, { after, createdBefore: new Date(now.getTime() - DOUBT_AFTER_MS), now, limit: SWEEP_LIMIT, doubtAfterMs: DOUBT_AFTER_MS, doubts: DOUBTS });
        for (const { attemptId, final } of due) {
          await infra.jobs.add(ctx, { name: 'payments.query', input: { attemptId: String(attemptId), final }, key: `payments.query ${attemptId} ${final}` });
        }
        return due.length;
      });
      if (taken < SWEEP_LIMIT) {
        const oldest = await store.oldestOpen(infra.sql, after);
        after = new Date(Math.min(oldest?.getTime() ?? Infinity, now.getTime() - DOUBT_AFTER_MS) - 1);
      }
      return taken;
    },
  };
}

/** Refunds that the gateway has been working on for a while. */
function refundDoubtSweep({ infra }: Payments): Sweep {
  return {
    name: 'payments.refundDoubt',
    async run() {
      const now = infra.clock.now();
      return infra.unit(SYSTEM, async (ctx) => {
        const due = await takeProcessing(ctx.tx, { now, next: nextRefundQuestion(now, 0), limit: SWEEP_LIMIT });
        for (const refundId of due) await infra.jobs.add(ctx, { name: 'payments.refundQuery', input: { refundId: String(refundId) }, key: `payments.refundQuery ${refundId}` });
        return due.length;
      });
    },
  };
}

/** Compares the bill of a day with our records. */
function reconcileJob(payments: Payments): Job {
  return {
    name: 'payments.reconcile',
    async run(input) {
      const { channel, day } = input as { channel: string; day: string };
      await reconcile(payments, { channel, day });
    },
  };
}

/** Days whose bill should be there. Each is noted as waiting before its bill is fetched, so that it is tried again in its own time. */
function reconcileSweep(payments: Payments): Sweep {
  const { infra } = payments;
  let lookAtMs = 0;
  return {
    name: 'payments.reconcile',
    async run() {
      const nowMs = infra.clock.now().getTime();
      if (nowMs < lookAtMs) return 0;
      const due = await dueDays(payments);
      if (due.length === 0) lookAtMs = nowMs + LOOK_AT_BILLS_MS;
      await infra.unit(SYSTEM, async (ctx) => {
        for (const key of due) {
          await noteWaiting(ctx.tx, { ...key, now: ctx.now });
          await infra.jobs.add(ctx, { name: 'payments.reconcile', input: key, key: `payments.reconcile ${key.channel} ${key.day}` });
        }
      });
      return due.length;
    },
  };
}

/** Nobody shall pay for a checkout that was closed: its open attempts are ended at the gateway. */
function closeSubscriber(payments: Payments): Subscriber {
  return {
    name: 'payments', types: ['orders.cancelled'], money: false, anyOrder: true,
    async apply(ctx, events) {
      const checkouts = events.flatMap((event) => (event.type === 'orders.cancelled' ? event.payload.checkouts.map(({ checkoutId }) => BigInt(checkoutId)) : []));
      for (const attemptId of await store.openAttempts(ctx.tx, checkouts)) {
        await payments.infra.jobs.add(ctx, { name: 'payments.query', input: { attemptId: String(attemptId), final: true }, key: `payments.query ${attemptId} true` });
      }
    },
  };
}

/** Everything of payments that runs without a request. */
export function paymentsJobs(payments: Payments): { jobs: readonly Job[]; sweeps: readonly Sweep[]; subscribers: readonly Subscriber[] } {
  return { jobs: [queryJob(payments), refundJob(payments), refundQueryJob(payments), reconcileJob(payments)], sweeps: [doubtSweep(payments), refundDoubtSweep(payments), reconcileSweep(payments)], subscribers: [closeSubscriber(payments)] };
}
