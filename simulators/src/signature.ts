/** Signatures of the demo gateway: HMAC-SHA256 over the raw bytes, checked before anything is parsed. */
import { createHmac, timingSafeEqual } from 'node:crypto';

const SKEW_S = 300;

export interface SignedHeaders {
  readonly 'x-demo-timestamp': string;
  readonly 'x-demo-nonce': string;
  readonly 'x-demo-signature': string;
}

function hmac(secret: string, text: string): string {
  return createHmac('sha256', secret).update(text).digest('hex');
}

function same(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

/** Headers that sign `body`; `timestamp` in Unix seconds. */
export function signBody(secret: string, input: { timestamp: number; nonce: string; body: string }): SignedHeaders {
  const timestamp = String(input.timestamp);
  return { 'x-demo-timestamp': timestamp, 'x-demo-nonce': input.nonce, 'x-demo-signature': hmac(secret, `${timestamp}\n${input.nonce}\n${input.body}\n`) };
}

/** Whether the headers sign the raw body, not more than five minutes off `nowMs`. */
export function verifyBody(secret: string, input: { headers: Readonly<Record<string, string | string[] | undefined>>; body: string; nowMs: number }): boolean {
  const value = (name: keyof SignedHeaders): string => String(input.headers[name] ?? '');
  const timestamp = Number(value('x-demo-timestamp'));
  if (!Number.isInteger(timestamp) || Math.abs(input.nowMs / 1000 - timestamp) > SKEW_S) return false;
  return same(value('x-demo-signature'), hmac(secret, `${value('x-demo-timestamp')}\n${value('x-demo-nonce')}\n${input.body}\n`));
}

/** Signs the link to the pay page, so that nobody can change its amount or where it returns to. */
export function signPayLink(secret: string, link: { attempt: string; amount: string; returnTo: string }): string {
  return hmac(secret, `pay\n${link.attempt}\n${link.amount}\n${link.returnTo}`);
}

/** Whether the link was signed by us. */
export function verifyPayLink(secret: string, link: { attempt: string; amount: string; returnTo: string; sign: string }): boolean {
  return same(link.sign, signPayLink(secret, link));
}
