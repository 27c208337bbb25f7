/** Use cases of attempts: begin one, believe a notification. */
import { LRUCache } from 'lru-cache';
import { isRetryable } from '#infra/database.ts';
import { makeDemoGateway } from '#infra/demo-gateway.ts';
import type { Infra } from '#infra/infra.ts';
import { type Lane, makeLane } from '#infra/lane.ts';
import type { GatewayMessage, GatewayPayment, PaymentGateway, Scene, StartedOrder } from '#infra/payment-gateway.ts';
import type { Sql } from '#infra/sql.ts';
import { makeWechatGateway } from '#infra/wechat-pay/gateway.ts';
import { assert } from '#kernel/assert.ts';
import { bucketOf } from '#kernel/id.ts';
import { type AttemptState, decideUnapplied, errors, type PayAnswer } from '#modules/payments/domain.ts';
import * as store from '#modules/payments/store/attempts.ts';
import texts from '#modules/payments/texts.json' with { type: 'json' };
import { receiveRefundNews } from './refunds.ts';

const MAX_BATCH = 1_024;
const MAX_TRIES = 6;
const REMEMBERED = 100_000;
/** How many tries of a checkout may be found ended at the gateway before paying is refused. */
const MOST_ENDINGS = 2;
export const SYSTEM = { actor: { kind: 'system', name: 'payments' }, requestId: 'payments' } as const;

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
  /** The channel's first unless chosen. */
  readonly scene?: Scene | undefined;
  readonly payerIp: string;
  readonly openid?: string | undefined;
}

export interface StartedPayment {
  readonly attemptId: bigint;
  readonly state: AttemptState;
  /** What the member does next; `ended` when there is nothing left to pay. */
  readonly next: StartedOrder;
}

/** The gateways that this deployment is configured for: the demo's own in a demo only. */
function gatewaysOf({ config, clock }: Infra): PaymentGateway[] {
  return [...(config.mode === 'demo' ? [makeDemoGateway(config, clock)] : []), ...(config.wechatPay ? [makeWechatGateway(config.wechatPay, clock)] : [])];
}

/** The payments of a process; `gateways` are those of the deployment. */
export function makePayments(infra: Infra, gateways: readonly PaymentGateway[] = gatewaysOf(infra)): Payments {
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

/** The items of a batch that go into one statement: those of one channel and scene. */
function byChannel<Item extends { channel: string; scene?: Scene }>(batch: readonly Item[]): Iterable<readonly [Item, ...Item[]]> {
  const groups = new Map<string, [Item, ...Item[]]>();
  for (const item of batch) {
    const key = `${item.channel} ${item.scene}`;
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups.values();
}

/** Whether each attempt was written. Repeating it after a lost connection finds the round taken, which `startPayment` resolves. */
async function createBatch(infra: Infra, batch: readonly (store.NewAttempt & { channel: string })[]): Promise<boolean[]> {
  const created = new Set<bigint>();
  for (const attempts of byChannel(batch)) {
    const { channel, scene } = attempts[0];
    for (const id of await repeat(() => store.createAttempts(infra.database, { channel, scene, now: infra.clock.now(), attempts }))) created.add(id);
  }
  return batch.map((attempt) => created.has(attempt.attemptId));
}

async function settleBatch(infra: Infra, batch: readonly (GatewayPayment & { channel: string })[]): Promise<PayAnswer[]> {
  const answers = new Map<GatewayPayment, PayAnswer>();
  for (const payments of byChannel(batch)) {
    const { channel } = payments[0];
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

/** The try of a channel for a checkout that counts: a new one of `round`, or the latest there is. */
async function openAttempt(payments: Payments, request: PaymentRequest & { scene: Scene }, round: number): Promise<Attempt> {
  const { channel, scene } = request;
  const attemptId = payments.infra.ids.next(bucketOf(request.checkoutId));
  if (await payments.createLane.submit({ ...request, attemptId, round })) return { attemptId, channel, scene, round, state: 'open' };
  const latest = await store.latestAttempt(payments.infra.sql, request);
  assert(latest && latest.round >= round, 'a taken round is found');
  return latest;
}

type Attempt = Pick<store.AttemptRow, 'attemptId' | 'channel' | 'scene' | 'round' | 'state'>;

/** Asks the gateway to take an attempt: outside of lanes and transactions, and harmless when repeated. Refuses gatewayUnavailable. */
async function startAtGateway({ infra }: Payments, gateway: PaymentGateway, order: { attemptId: bigint; scene: Scene; request: PaymentRequest }): Promise<StartedOrder> {
  const { attemptId, scene, request: { checkoutId, amountFen, expiresAt, payerIp, openid } } = order;
  const wallExpiry = new Date(infra.clock.wall().getTime() + expiresAt.getTime() - infra.clock.now().getTime());
  const description = texts['zh-CN']['payments.description'].replace('{number}', String(checkoutId));
  try {
    return await gateway.start({ attemptId, checkoutId, amountFen, scene, description, expiresAt: wallExpiry, payerIp, openid });
  } catch (error) {
    infra.log.warn({ error, channel: gateway.name, attemptId: String(attemptId) }, 'a gateway could not be asked to take a payment');
    throw errors.gatewayUnavailable();
  }
}

/**
 * Begins paying a checkout, or finds the try that is still open; the caller has checked that it may be paid. A try that the gateway has ended, or that was
 * begun in another scene, gives way to a new one once the gateway has closed it. Refuses unknownChannel, unknownScene, openidNeeded, gatewayUnavailable.
 */
export async function startPayment(payments: Payments, request: PaymentRequest): Promise<StartedPayment> {
  const gateway = gatewayOf(payments, request.channel);
  const scene = request.scene ?? gateway.scenes[0];
  if (!gateway.scenes.includes(scene)) throw errors.unknownScene({ scene });
  if (scene === 'jsapi' && request.openid === undefined) throw errors.openidNeeded();
  for (let round = 0, endings = 0; ;) {
    const attempt = await openAttempt(payments, { ...request, scene }, round);
    const { attemptId } = attempt;
    if (attempt.state === 'succeeded') return { attemptId, state: 'succeeded', next: { kind: 'ended' } };
    if (attempt.state === 'open') {
      const next: StartedOrder = attempt.scene === scene ? await startAtGateway(payments, gateway, { attemptId, scene, request }) : { kind: 'ended' };
      if (next.kind !== 'ended') return { attemptId, state: 'open', next };
      if (endings++ === MOST_ENDINGS) throw errors.gatewayUnavailable();
      if (await askAboutAttempt(payments, attempt, { final: true }) === 'succeeded') return { attemptId, state: 'succeeded', next };
    }
    round = attempt.round + 1;
  }
}

/**
 * Asks the gateway what became of an attempt and writes it down; a `final` question closes it first, so that nothing can arrive after the answer.
 * Returns what the attempt is now. Throws when the gateway cannot be asked.
 */
export async function askAboutAttempt(payments: Payments, attempt: Pick<Attempt, 'attemptId' | 'channel'>, { final }: { final: boolean }): Promise<AttemptState> {
  const { attemptId, channel } = attempt;
  const gateway = payments.gateways.get(channel);
  assert(gateway, 'the channel of an attempt exists');
  const found = final ? await gateway.close(attemptId) : await gateway.query(attemptId);
  if (found.state === 'paid') {
    const answer = await settlePayment(payments, channel, found.payment);
    assert(answer === 'applied' || answer === 'duplicate', 'what the gateway says it was paid fits the attempt');
    return 'succeeded';
  }
  if (found.state === 'unpaid') return 'open';
  await payments.infra.unit(SYSTEM, (ctx) => store.closeAttempt(ctx.tx, { attemptId, now: ctx.now }));
  return 'closed';
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
  const news = gatewayOf(payments, channel).verify(message, infra.clock.wall());
  if (typeof news === 'string') {
    infra.log.warn({ channel, problem: news }, 'a payment notification was not believed');
    throw errors.notificationForged({ problem: news });
  }
  const answer = 'word' in news ? await receiveRefundNews(infra, channel, news) : await settlePayment(payments, channel, news);
  if (answer === 'applied' || answer === 'duplicate') return;
  infra.log.warn({ channel, attemptId: String(news.attemptId), answer }, 'a payment notification does not fit what it is about');
  throw errors.notificationMismatch({ problem: answer });
}

/** An attempt of the member. Refuses attemptNotFound, also for another member's. */
export async function getAttempt(sql: Sql, key: { attemptId: bigint; memberId: bigint }): Promise<store.AttemptRow> {
  const attempt = await store.findAttempt(sql, key.attemptId);
  if (!attempt || attempt.memberId !== key.memberId) throw errors.attemptNotFound();
  return attempt;
}
