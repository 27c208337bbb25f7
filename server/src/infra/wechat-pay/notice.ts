/**
 * A notification of WeChat Pay (PROTOCOLS 1.3, 1.4): RSA-SHA-256 over time, nonce and the raw body by the platform key that the header names, then
 * AES-256-GCM. WeChat sends probes with a wrong signature on purpose; they fail like any other.
 */
import { createVerify, type KeyObject } from 'node:crypto';
import { Aes, Formatter } from 'wechatpay-axios-plugin';
import type { Disbelief, GatewayMessage, GatewayPayment, RefundNews } from '#infra/payment-gateway.ts';
import { type Fields, fieldsOf, paymentOf, refundOf, textOf } from './fields.ts';
import type { WechatPaySettings } from './settings.ts';

/** Messages further off than this are refused (PROTOCOLS 1.3). */
const SKEW_S = 300;
const REFUND_EVENTS: ReadonlySet<string> = new Set(['REFUND.SUCCESS', 'REFUND.ABNORMAL', 'REFUND.CLOSED']);

type Merchant = Pick<WechatPaySettings, 'mchid' | 'appid' | 'apiV3Key'>;

/** Reads a notification; says what is wrong with one that is not to be believed. */
export function readNotice(message: GatewayMessage, input: { merchant: Merchant; keys: ReadonlyMap<string, KeyObject>; wallNow: Date }): GatewayPayment | RefundNews | Disbelief {
  const { 'wechatpay-timestamp': timestamp, 'wechatpay-nonce': nonce, 'wechatpay-serial': serial, 'wechatpay-signature': signature } = message.headers;
  if (typeof timestamp !== 'string' || typeof nonce !== 'string' || typeof serial !== 'string' || typeof signature !== 'string') return 'signature';
  const key = input.keys.get(serial);
  if (!key || !isSigned(message.body, { timestamp, nonce, signature, key })) return 'signature';
  if (!/^\d{1,12}$/.test(timestamp) || Math.abs(Number(timestamp) - input.wallNow.getTime() / 1000) >= SKEW_S) return 'timestamp';
  return contentOf(message.body, input.merchant);
}

/** Over the bytes as they came: a text made of them and back may have changed. */
function isSigned(body: Buffer, { timestamp, nonce, signature, key }: { timestamp: string; nonce: string; signature: string; key: KeyObject }): boolean {
  return createVerify('sha256WithRSAEncryption').update(`${timestamp}\n${nonce}\n`).update(body).update('\n').verify(key, signature, 'base64');
}

function contentOf(body: Buffer, merchant: Merchant): GatewayPayment | RefundNews | Disbelief {
  let event = '';
  let content: Fields;
  try {
    const fields = fieldsOf(JSON.parse(body.toString('utf8')));
    const resource = fieldsOf(fields['resource']);
    event = textOf(fields, 'event_type');
    if (textOf(resource, 'algorithm') !== 'AEAD_AES_256_GCM') return 'content';
    content = fieldsOf(JSON.parse(Aes.AesGcm.decrypt(textOf(resource, 'ciphertext'), merchant.apiV3Key, textOf(resource, 'nonce'), textOf(resource, 'associated_data'))));
  } catch {
    return 'content';
  }
  if (textOf(content, 'mchid') !== merchant.mchid) return 'merchant';
  if (REFUND_EVENTS.has(event)) return refundOf(content) ?? 'content';
  if (event !== 'TRANSACTION.SUCCESS' || textOf(content, 'trade_state') !== 'SUCCESS') return 'content';
  return textOf(content, 'appid') === merchant.appid ? (paymentOf(content) ?? 'content') : 'merchant';
}

/** Parameters that the WeChat app is called with (PROTOCOLS 1.5), signed by us. `at` is wall time. */
export function callParameters(order: { appid: string; prepayId: string; at: Date; sign: (text: string) => string }): Record<string, string> {
  const timeStamp = String(Math.floor(order.at.getTime() / 1000));
  const nonceStr = Formatter.nonce();
  const text = `prepay_id=${order.prepayId}`;
  return { appId: order.appid, timeStamp, nonceStr, package: text, signType: 'RSA', paySign: order.sign(Formatter.joinedByLineFeed(order.appid, timeStamp, nonceStr, text)) };
}
