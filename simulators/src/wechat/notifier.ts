/** Notifications of the simulated WeChat Pay: encrypted, signed, sent twice on purpose, late ones again until the merchant took them. */
import { generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto';
import type { Books, Order, Refund } from './books.ts';
import type { GatewayClock } from './clock.ts';
import type { Faults, WechatFault } from './faults.ts';
import type { WechatIdentity } from './identity.ts';
import { encryptResource, platformHeaders } from './protocol.ts';

/** How long after a failed one the next is sent. The real schedule begins 15 s, 15 s, 30 s, 3 min; a demo does not wait that long. */
const RETRY_MS = [1_000, 5_000, 15_000, 60_000] as const;
const TIMES_SENT = 2;
const SKEW_MS = 600_000;
const NOTICE_FAULTS = ['wrongAmount', 'wrongMchid', 'wrongAppid', 'wrongSignature', 'noticeSkew', 'probe', 'silent'] as const satisfies readonly WechatFault[];

export interface Notifier {
  /** Tells of a payment or refund by its number, now and until it was taken. */
  send(number: string): void;
  /** Tells everything that was not taken yet, the latest first: the gateway promises no order. Resolves when each was tried once. */
  all(): Promise<void>;
  stop(): void;
}

export interface NotifierOptions {
  readonly identity: WechatIdentity;
  readonly books: Books;
  readonly clock: GatewayClock;
  readonly faults: Faults;
  /** Instead of RETRY_MS; none: whoever calls `all` says when to try again. */
  readonly retryMs?: readonly number[] | undefined;
}

/** An order as the gateway tells it, in notifications and answers. */
export function orderFacts(order: Order, { mchid, appid }: { mchid: string; appid: string }, refunded: boolean): Record<string, unknown> {
  const base = { appid, mchid, out_trade_no: order.outTradeNo, trade_type: order.tradeType, trade_state: order.state === 'SUCCESS' && refunded ? 'REFUND' : order.state, trade_state_desc: order.state };
  if (order.state !== 'SUCCESS') return { ...base, amount: { total: order.total, currency: 'CNY' } };
  return {
    ...base, transaction_id: order.transactionId, bank_type: 'OTHERS', attach: '', success_time: order.successTime, payer: { openid: order.openid },
    amount: { total: order.total, payer_total: order.total, currency: 'CNY', payer_currency: 'CNY' },
  };
}

function refundNotice(refund: Refund, order: Order | undefined, mchid: string): Record<string, unknown> {
  return {
    mchid, out_trade_no: refund.outTradeNo, transaction_id: order?.transactionId, out_refund_no: refund.outRefundNo, refund_id: refund.refundId, refund_status: refund.status,
    ...(refund.successTime === '' ? {} : { success_time: refund.successTime }), user_received_account: 'OTHERS',
    amount: { total: order?.total, refund: refund.amount, payer_total: order?.total, payer_refund: refund.amount },
  };
}

/** What is to be told of a number: the event and where it goes. */
function noticeOf(number: string, { books, identity }: NotifierOptions): { event: string; type: string; url: string; content: Record<string, unknown> } | undefined {
  const refund = books.refunds.get(number);
  if (refund) {
    if (refund.status === 'PROCESSING') return undefined;
    return { event: `REFUND.${refund.status}`, type: 'refund', url: refund.notifyUrl, content: refundNotice(refund, books.orders.get(refund.outTradeNo), identity.mchid) };
  }
  const order = books.orders.get(number);
  return order?.state === 'SUCCESS' ? { event: 'TRANSACTION.SUCCESS', type: 'transaction', url: order.notifyUrl, content: orderFacts(order, identity, false) } : undefined;
}

function distorted(content: Record<string, unknown>, fault: WechatFault): Record<string, unknown> {
  if (fault === 'wrongMchid') return { ...content, mchid: '1900000000' };
  if (fault === 'wrongAppid') return { ...content, appid: 'wx0000000000000000' };
  if (fault !== 'wrongAmount') return content;
  const amount = content['amount'] as Record<string, number>;
  const name = amount['refund'] === undefined ? 'total' : 'refund';
  return { ...content, amount: { ...amount, [name]: (amount[name] ?? 0) + 1 } };
}

/** The notifier over the books. */
export function makeNotifier(options: NotifierOptions): Notifier {
  const { identity, books, clock, faults, retryMs = RETRY_MS } = options;
  const timers = new Set<NodeJS.Timeout>();
  const underWay = new Set<Promise<void>>();
  let foreign: KeyObject | undefined;
  let stopped = false;

  const post = async (number: string, fault: WechatFault): Promise<boolean> => {
    const notice = noticeOf(number, options);
    if (!notice || fault === 'silent') return false;
    const body = JSON.stringify({
      id: randomUUID(), create_time: clock.text(), resource_type: 'encrypt-resource', event_type: notice.event, summary: notice.event,
      resource: encryptResource(distorted(notice.content, fault), { apiV3Key: identity.apiV3Key, originalType: notice.type }),
    });
    if (fault === 'wrongSignature') foreign ??= generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
    const headers = await platformHeaders(body, {
      platformKeyId: identity.platformKeyId, platformKey: fault === 'wrongSignature' && foreign ? foreign : identity.platformKey, nowMs: clock.wallMs() - (fault === 'noticeSkew' ? SKEW_MS : 0),
    });
    if (fault === 'probe') headers['wechatpay-signature'] = `WECHATPAY/SIGNTEST/${headers['wechatpay-signature']}`;
    try {
      const response = await fetch(notice.url, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body, signal: AbortSignal.timeout(5_000) });
      return response.ok;
    } catch {
      // The shop is down or restarting: the next round tries again, which is what the real gateway does.
      return false;
    }
  };
  const deliver = async (number: string): Promise<boolean> => {
    const fault = faults.take(NOTICE_FAULTS);
    let taken = false;
    for (let sent = 0; sent < TIMES_SENT; sent++) taken = (await post(number, fault)) || taken;
    if (taken && !books.isAcknowledged(number)) books.write({ kind: 'acknowledged', value: number });
    return taken;
  };
  const attempt = async (number: string, round: number): Promise<void> => {
    if (stopped || (await deliver(number)) || stopped || retryMs.length === 0) return;
    const timer = setTimeout(() => {
      timers.delete(timer);
      void attempt(number, round + 1);
    }, retryMs[Math.min(round, retryMs.length - 1)]);
    timers.add(timer);
  };
  return {
    send(number) {
      const work = attempt(number, 0).finally(() => underWay.delete(work));
      underWay.add(work);
    },
    async all() {
      await Promise.all(underWay);
      const waiting = [...[...books.refunds.keys()].toReversed(), ...[...books.orders.keys()].toReversed()].filter((number) => noticeOf(number, options) && !books.isAcknowledged(number));
      for (const number of waiting) await attempt(number, 0);
    },
    stop() {
      stopped = true;
      for (const timer of timers) clearTimeout(timer);
    },
  };
}
