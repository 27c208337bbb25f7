/** WeChat Pay APIv3 (PROTOCOLS 1) on the payment port: orders, questions, refunds, notifications, bills. Amounts are fen on the wire too. */
import { createHash, createPrivateKey, createPublicKey } from 'node:crypto';
import { Rsa } from 'wechatpay-axios-plugin';
import type { Clock } from '#infra/clock.ts';
import type { Bill, GatewayRefund, GatewayState, PaymentGateway, PaymentOrder, RefundOrder, StartedOrder } from '#infra/payment-gateway.ts';
import { assert } from '#kernel/assert.ts';
import { readBill } from './bill.ts';
import { type Answer, makeClient, type WechatClient } from './client.ts';
import { paymentOf, refundNumberOf, refundOf, textOf } from './fields.ts';
import { callParameters, readNotice } from './notice.ts';
import type { WechatPaySettings } from './settings.ts';

const SHANGHAI_MS = 8 * 3_600_000;
/** The order was paid or closed there, or was begun with other particulars: it takes no payment under this number. */
const ENDED: ReadonlySet<string> = new Set(['OUT_TRADE_NO_USED', 'ORDER_CLOSED', 'ORDERPAID', 'INVALID_REQUEST']);
const UNKNOWN: ReadonlySet<string> = new Set(['ORDER_NOT_EXIST', 'RESOURCE_NOT_EXISTS']);

/** An instant as WeChat Pay writes it, in Shanghai, whole seconds. */
function instantText(at: Date): string {
  return `${new Date(at.getTime() + SHANGHAI_MS).toISOString().slice(0, 19)}+08:00`;
}

/** The gateway `wechat` of a merchant. */
export function makeWechatGateway(settings: WechatPaySettings, clock: Pick<Clock, 'now' | 'wall'>): PaymentGateway {
  const client = makeClient(settings, clock);
  const { mchid, appid } = settings;
  const keys = new Map(Object.entries(settings.platformKeys).map(([id, pem]) => [id, createPublicKey(pem)]));
  const privateKey = createPrivateKey(settings.privateKey);
  const notifyUrl = `${settings.notifyBase}/api/payments/wechat/notify`;
  const orders = 'v3/pay/transactions/out-trade-no';

  const query = async (attemptId: bigint): Promise<GatewayState> => {
    const answer = await client.get(`${orders}/${attemptId}`, { mchid });
    return answer.status === 404 && UNKNOWN.has(answer.code) ? { state: 'unpaid' } : stateOf(attemptId, settings, answer);
  };
  return {
    name: 'wechat', simulated: settings.simulated, scenes: ['native', 'h5', 'jsapi'],
    async start(order) {
      assert(order.scene !== 'page', 'WeChat Pay has no page of its own for wide screens');
      const answer = await client.post(`v3/pay/transactions/${order.scene}`, orderBody(order, { mchid, appid, notifyUrl }));
      if (ENDED.has(answer.code)) return { kind: 'ended' };
      const call = (prepayId: string): Record<string, string> => callParameters({ appid, prepayId, at: clock.wall(), sign: (text) => Rsa.sign(text, privateKey) });
      return startedOf(order, answer, { call, publicUrl: settings.publicUrl });
    },
    verify: (message, wallNow) => readNotice(message, { merchant: settings, keys, wallNow }),
    query,
    async close(attemptId) {
      const answer = await client.post(`${orders}/${attemptId}/close`, { mchid });
      if (answer.status === 204 || (answer.status === 404 && UNKNOWN.has(answer.code))) return { state: 'closed' };
      const found = await query(attemptId);
      if (found.state === 'unpaid') throw client.failed('close', answer);
      return found;
    },
    async refund(refund) {
      const answer = await client.post('v3/refund/domestic/refunds', {
        out_trade_no: String(refund.attemptId), out_refund_no: refundNumberOf(refund), notify_url: notifyUrl,
        amount: { refund: Number(refund.amountFen), total: Number(refund.paidFen), currency: 'CNY' },
      });
      return wordOf(refund, client, answer);
    },
    queryRefund: async (refund) => wordOf(refund, client, await client.get(`v3/refund/domestic/refunds/${refundNumberOf(refund)}`, {})),
    bill: (day) => download(client, day),
  };
}

function orderBody(order: PaymentOrder, merchant: { mchid: string; appid: string; notifyUrl: string }): object {
  const base = {
    appid: merchant.appid, mchid: merchant.mchid, description: order.description, out_trade_no: String(order.attemptId), time_expire: instantText(order.expiresAt),
    notify_url: merchant.notifyUrl, amount: { total: Number(order.amountFen), currency: 'CNY' },
  };
  if (order.scene === 'h5') return { ...base, scene_info: { payer_client_ip: order.payerIp, h5_info: { type: 'Wap' } } };
  return order.scene === 'jsapi' ? { ...base, payer: { openid: order.openid } } : base;
}

function startedOf(order: PaymentOrder, answer: Answer, { call, publicUrl }: { call: (prepayId: string) => Record<string, string>; publicUrl: string }): StartedOrder {
  if (order.scene === 'native') return { kind: 'code', content: answer.text('code_url') };
  if (order.scene === 'jsapi') return { kind: 'call', parameters: call(answer.text('prepay_id')) };
  const back = `${publicUrl}/#/pages/result/index?checkout=${order.checkoutId}&attempt=${order.attemptId}`;
  return { kind: 'open', url: `${answer.text('h5_url')}&redirect_url=${encodeURIComponent(back)}` };
}

/** What an order is. One that was refunded was paid; what the payer has begun or failed at may still be paid. */
function stateOf(attemptId: bigint, { mchid, appid }: WechatPaySettings, answer: Answer): GatewayState {
  const fields = answer.fields();
  assert(textOf(fields, 'mchid') === mchid && textOf(fields, 'appid') === appid && textOf(fields, 'out_trade_no') === String(attemptId), 'WeChat Pay answers about the order it was asked for');
  switch (textOf(fields, 'trade_state')) {
    case 'SUCCESS': case 'REFUND': {
      const payment = paymentOf(fields);
      assert(payment, 'a paid order has amount, number and time');
      return { state: 'paid', payment };
    }
    case 'CLOSED': case 'REVOKED': return { state: 'closed' };
    case 'NOTPAY': case 'USERPAYING': case 'PAYERROR': return { state: 'unpaid' };
    default: throw new Error(`WeChat Pay says that order ${attemptId} is ${textOf(fields, 'trade_state')}`);
  }
}

function wordOf(refund: RefundOrder, client: WechatClient, answer: Answer): GatewayRefund {
  if (answer.status !== 200) throw client.failed('refund', answer);
  const found = refundOf(answer.fields());
  assert(found && found.refundId === refund.refundId && found.round === refund.round && found.attemptId === refund.attemptId && found.amountFen === refund.amountFen,
    'WeChat Pay answers about the refund it was asked for');
  return found.word;
}

/** The bill of a day; undefined while it is not made yet. A day without any trade has none, which is an empty one. */
async function download(client: WechatClient, day: string): Promise<Bill | undefined> {
  const answer = await client.get('v3/bill/tradebill', { bill_date: day, bill_type: 'ALL' });
  if (answer.code === 'NO_STATEMENT_EXIST') return { sha1: '', lines: [], feeFen: 0n };
  if (answer.code === 'STATEMENT_CREATING') return undefined;
  const hash = answer.text('hash_value');
  assert(answer.text('hash_type') === 'SHA1', 'a bill is hashed with SHA-1');
  const file = await client.download(answer.text('download_url'));
  const found = createHash('sha1').update(file).digest('hex');
  if (found !== hash.toLowerCase()) throw new Error(`the bill of ${day} does not fit its hash`);
  return readBill(file.toString('utf8'), found);
}
