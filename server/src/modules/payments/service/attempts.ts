/** Use cases of attempts: begin one, believe a notification. */
import { LRUCache } from 'lru-cache';
import { isRetryable } from '#infra/database.ts';
import { makeDemoGateway } from '#infra/demo-gateway.ts';
import type { Infra } from '#infra/infra.ts';
import { type Lane, makeLane } from '#infra/lane.ts';
import type { GatewayMessage, GatewayPayment, PaymentGateway } from '#infra/payment-gateway.ts';
import type { Sql } from '#infra/sql.ts';
import { assert } from '#kernel/assert.ts';
import { bucketOf } from '#kernel/id.ts';
import { type AttemptState, decideUnapplied, errors, type PayAnswer } from '#modules/payments/domain.ts';
import * as store from '#modules/payments/store/attempts.ts';

const MAX_BATCH = 1_024;
const MAX_TRIES = 6;
const REMEMBERED = 100_000;

export interface Payments {
  readonly infra: Infra;
  readonly gateways: ReadonlyMap<string, PaymentGateway>;
  readonly createLane: Lane<store.NewAttempt & { channel: string }, boolean>;
  readonly payLane: Lane<GatewayPayment & { channel: string }, PayAnswer>;
  /** Transaction numbers of attempts that this process saw paid: a gateway tells everything at least twice. */
  readonly settled: LRUCache<bigint, string>;
}

export interface PaymentRequest {
  readonly channel: string;
  readonly memberId: bigint;
  readonly checkoutId: bigint;
  readonly amountFen: bigint;
  /** Business time at which the checkout closes. */
  readonly expiresAt: Date;
}

export interface StartedPayment {
  readonly attemptId: bigint;
  readonly payUrl: string;
  readonly state: AttemptState;
}

/** The payments of a process; `gateways` are those of the deployment. */
export function makePayments(infra: Infra, gateways: readonly PaymentGateway[] = [makeDemoGateway(infra.config, infra.clock)]): Payments {
  const settled = new LRUCache<bigint, string>({ max: REMEMBERED });
  return {
    infra, settled, gateways: new Map(gateways.map((gateway) => [gateway.name, gateway])),
    createLane: makeLane({ name: 'payments.create', maxBatch: MAX_BATCH, run: (batch) => createBatch(infra, batch) }),
    payLane: makeLane({ name: 'payments.settle', maxBatch: MAX_BATCH, run: (batch) => settleBatch(infra, batch) }),
  };
}

async function repeat<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let tries = 1; ; tries++) {
    try {
      return await work();
    } catch (error) {
      if (tries === MAX_TRIES || !isRetryable(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, 2 ** tries));
    }
  }
}

function byChannel<Item extends { channel: string }>(batch: readonly Item[]): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of batch) {
    const group = groups.get(item.channel);
    if (group) group.push(item);
    else groups.set(item.channel, [item]);
  }
  return groups;
}

/** Whether each attempt was written. Repeating it after a lost connection finds the round taken, which `startPayment` resolves. */
async function createBatch(infra: Infra, batch: readonly (store.NewAttempt & { channel: string })[]): Promise<boolean[]> {
  const created = new Set<bigint>();
  for (const [channel, attempts] of byChannel(batch)) {
    for (const id of await repeat(() => store.createAttempts(infra.database, { channel, now: infra.clock.now(), attempts }))) created.add(id);
  }
  return batch.map((attempt) => created.has(attempt.attemptId));
}

async function settleBatch(infra: Infra, batch: readonly (GatewayPayment & { channel: string })[]): Promise<PayAnswer[]> {
  const answers = new Map<GatewayPayment, PayAnswer>();
  for (const [channel, payments] of byChannel(batch)) {
    // The first word about an attempt counts; what else the batch says of it is judged against what came of that.
    const firsts = new Map(payments.toReversed().map((payment) => [payment.attemptId, payment]));
    const { paid, seen } = await repeat(() => store.settleAttempts(infra.database, { channel, now: infra.clock.now(), payments: [...firsts.values()] }));
    for (const payment of payments) {
      const first = firsts.get(payment.attemptId);
      const isPaid = paid.has(payment.attemptId);
      if (isPaid && payment === first) answers.set(payment, 'applied');
      else if (isPaid && first) answers.set(payment, first.transactionNumber === payment.transactionNumber && first.amountFen === payment.amountFen ? 'duplicate' : 'mismatch');
      else answers.set(payment, decideUnapplied(seen.get(payment.attemptId), payment.transactionNumber));
    }
  }
  infra.events.wake();
  return batch.map((payment) => answers.get(payment) ?? 'unknown');
}

/** The gateway of a channel. Refuses unknownChannel. */
function gatewayOf(payments: Payments, channel: string): PaymentGateway {
  const gateway = payments.gateways.get(channel);
  if (!gateway) throw errors.unknownChannel({ channel });
  return gateway;
}

/** Begins paying a checkout, or finds the try that is still open; the caller has checked that it may be paid. Refuses unknownChannel. */
export async function startPayment(payments: Payments, request: PaymentRequest): Promise<StartedPayment> {
  const gateway = gatewayOf(payments, request.channel);
  const answer = (attemptId: bigint, state: AttemptState): StartedPayment => ({ attemptId, state, payUrl: gateway.payUrl({ ...request, attemptId }) });
  const bucket = bucketOf(request.checkoutId);
  for (let round = 0; ;) {
    const attemptId = payments.infra.ids.next(bucket);
    if (await payments.createLane.submit({ ...request, attemptId, round })) return answer(attemptId, 'open');
    const latest = await store.latestAttempt(payments.infra.sql, request);
    assert(latest && latest.round >= round, 'a taken round is found');
    if (latest.state !== 'closed') return answer(latest.attemptId, latest.state);
    round = latest.round + 1;
  }
}

/** Believes a gateway about money that arrived: the attempt is paid once, whoever says it however often. */
export async function settlePayment(payments: Payments, channel: string, payment: GatewayPayment): Promise<PayAnswer> {
  if (payment.currency !== 'CNY') return 'mismatch';
  if (payments.settled.get(payment.attemptId) === `${payment.transactionNumber} ${payment.amountFen}`) return 'duplicate';
  const answer = await payments.payLane.submit({ ...payment, channel });
  if (answer === 'applied' || answer === 'duplicate') payments.settled.set(payment.attemptId, `${payment.transactionNumber} ${payment.amountFen}`);
  return answer;
}

/** A notification over the wire. Refuses notificationForged and notificationMismatch; both are logged and change nothing. */
export async function receiveNotification(payments: Payments, channel: string, message: GatewayMessage): Promise<void> {
  const { infra } = payments;
  const payment = gatewayOf(payments, channel).verify(message, infra.clock.wall());
  if (typeof payment === 'string') {
    infra.log.warn({ channel, problem: payment }, 'a payment notification was not believed');
    throw errors.notificationForged({ problem: payment });
  }
  const answer = await settlePayment(payments, channel, payment);
  if (answer === 'applied' || answer === 'duplicate') return;
  infra.log.warn({ channel, attemptId: String(payment.attemptId), answer }, 'a payment notification does not fit its attempt');
  throw errors.notificationMismatch({ problem: answer });
}

/** An attempt of the member. Refuses attemptNotFound, also for another member's. */
export async function getAttempt(sql: Sql, key: { attemptId: bigint; memberId: bigint }): Promise<store.AttemptRow> {
  const attempt = await store.findAttempt(sql, key.attemptId);
  if (!attempt || attempt.memberId !== key.memberId) throw errors.attemptNotFound();
  return attempt;
}
