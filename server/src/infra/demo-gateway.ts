/**
 * The demo's payment gateway, spoken by simulators/. Every message either way is signed with HMAC-SHA-256 over timestamp, nonce and the raw
 * body, under a key derived from the deployment's secret. No real money; a live database refuses this gateway.
 */
import { createHmac, hkdfSync, randomUUID, timingSafeEqual } from 'node:crypto';
import { assert } from '#kernel/assert.ts';
import { parseId } from '#kernel/id.ts';
import type { Clock } from './clock.ts';
import type { Config } from './config.ts';
import type { Disbelief, GatewayMessage, GatewayPayment, GatewayState, PaymentGateway } from './payment-gateway.ts';

/** Messages older or younger than this are refused (PROTOCOLS 0.4). */
export const SKEW_MS = 300_000;
const TIMEOUT_MS = 5_000;

/** The signing key both sides derive from the deployment's secret. */
export function demoGatewayKey(secretKey: string): Buffer {
  return Buffer.from(hkdfSync('sha256', Buffer.from(secretKey, 'hex'), 'coshop', 'demo-gateway', 32));
}

/** HMAC-SHA-256 in hex over timestamp, nonce and raw body, a line each. */
export function signDemo(key: Buffer, message: { timestamp: string; nonce: string; body: Buffer | string }): string {
  return createHmac('sha256', key).update(`${message.timestamp}\n${message.nonce}\n`).update(message.body).update('\n').digest('hex');
}

/** The gateway of the demo; its simulator listens on config.simulatorPort. */
export function makeDemoGateway(config: Pick<Config, 'secretKey' | 'simulatorPort'>, clock: Pick<Clock, 'wall'>): PaymentGateway {
  assert(config.secretKey !== undefined, 'the secret key is set before gateways are made');
  const key = demoGatewayKey(config.secretKey);
  const call = async (path: string, content: Readonly<Record<string, string>>): Promise<unknown> => {
    const body = JSON.stringify(content);
    const timestamp = String(clock.wall().getTime());
    const nonce = randomUUID();
    const response = await fetch(`http://127.0.0.1:${config.simulatorPort}/gateway/${path}`, {
      method: 'POST', body, signal: AbortSignal.timeout(TIMEOUT_MS),
      headers: { 'content-type': 'application/json', 'x-demo-timestamp': timestamp, 'x-demo-nonce': nonce, 'x-demo-signature': signDemo(key, { timestamp, nonce, body }) },
    });
    if (!response.ok) throw new Error(`the demo gateway answered ${response.status} to ${path}`);
    return response.json();
  };
  return {
    name: 'demo',
    payUrl({ attemptId, checkoutId, amountFen }) {
      const sign = createHmac('sha256', key).update(`pay\n${attemptId}\n${checkoutId}\n${amountFen}\nCNY\n`).digest('hex');
      return `/demo/pay?attempt=${attemptId}&checkout=${checkoutId}&amount=${amountFen}&sign=${sign}`;
    },
    verify: (message, wallNow) => verify(key, message, wallNow),
    query: async (attemptId) => stateOf(await call('query', { attemptId: String(attemptId) })),
    close: async (attemptId) => stateOf(await call('close', { attemptId: String(attemptId) })),
    async refund({ refundId, attemptId, amountFen }) {
      const answer = await call('refund', { refundId: String(refundId), attemptId: String(attemptId), amountFen: String(amountFen) });
      const { refundNumber } = recordOf(answer);
      assert(typeof refundNumber === 'string', 'the demo gateway numbers its refunds');
      return { refundNumber };
    },
  };
}

function verify(key: Buffer, { headers, body }: GatewayMessage, wallNow: Date): GatewayPayment | Disbelief {
  const { 'x-demo-timestamp': timestamp, 'x-demo-nonce': nonce, 'x-demo-signature': signature } = headers;
  if (typeof timestamp !== 'string' || typeof nonce !== 'string' || typeof signature !== 'string') return 'signature';
  const given = Buffer.from(signature, 'hex');
  const expected = Buffer.from(signDemo(key, { timestamp, nonce, body }), 'hex');
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return 'signature';
  if (!/^\d{1,15}$/.test(timestamp) || Math.abs(Number(timestamp) - wallNow.getTime()) > SKEW_MS) return 'timestamp';
  try {
    return paymentOf(JSON.parse(body.toString('utf8'))) ?? 'content';
  } catch {
    return 'content';
  }
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function paymentOf(content: unknown): GatewayPayment | undefined {
  const { attemptId, transactionNumber, amountFen, currency } = recordOf(content);
  const id = typeof attemptId === 'string' ? parseId<'attempt'>(attemptId) : undefined;
  if (id === undefined || typeof transactionNumber !== 'string' || !/^[0-9A-Za-z-]{8,64}$/.test(transactionNumber)) return undefined;
  if (typeof amountFen !== 'string' || !/^\d{1,18}$/.test(amountFen) || typeof currency !== 'string') return undefined;
  return { attemptId: id, transactionNumber, amountFen: BigInt(amountFen), currency };
}

function stateOf(answer: unknown): GatewayState {
  const { state, payment } = recordOf(answer);
  if (state === 'unpaid' || state === 'closed') return { state };
  const paid = paymentOf(payment);
  assert(state === 'paid' && paid, 'the demo gateway answers paid, unpaid or closed');
  return { state: 'paid', payment: paid };
}
