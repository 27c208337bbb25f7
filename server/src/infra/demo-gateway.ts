/**
 * The demo's payment gateway, in the protocol of simulators/README.md: every message either way is signed with HMAC-SHA-256 over timestamp,
 * nonce and the raw body. No real money; a live database refuses this gateway.
 */
import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import { assert } from '#kernel/assert.ts';
import { parseId } from '#kernel/id.ts';
import type { Clock } from './clock.ts';
import type { Config } from './config.ts';
import type { Disbelief, GatewayMessage, GatewayPayment, GatewayState, PaymentGateway } from './payment-gateway.ts';

/** Messages further off than this are refused (PROTOCOLS 0.4). */
const SKEW_S = 300;
const TIMEOUT_MS = 5_000;

type Fields = Readonly<Record<string, unknown>>;

/** HMAC-SHA-256 in hex over timestamp (Unix seconds), nonce and raw body, a line each. */
export function signDemo(secret: string, message: { timestamp: string; nonce: string; body: Buffer | string }): string {
  return createHmac('sha256', secret).update(`${message.timestamp}\n${message.nonce}\n`).update(message.body).update('\n').digest('hex');
}

/** The notification that the demo's gateway sends for a payment, signed: for seeding, tests and benches, which have no simulator. */
export function demoNotification(secret: string, payment: { attemptId: string; transactionId: string; amountFen: string }, wallNow: Date): { body: string; headers: Record<string, string> } {
  const body = JSON.stringify({ event: 'payment.succeeded', ...payment, currency: 'CNY', paidAt: wallNow.toISOString() });
  const timestamp = String(Math.floor(wallNow.getTime() / 1000));
  const nonce = randomUUID();
  return {
    body, headers: { 'content-type': 'application/json', 'x-demo-timestamp': timestamp, 'x-demo-nonce': nonce, 'x-demo-signature': signDemo(secret, { timestamp, nonce, body }) },
  };
}

/** The gateway of the demo; its simulator listens on config.simulatorPort. */
export function makeDemoGateway(config: Pick<Config, 'secretKey' | 'simulatorPort'>, clock: Pick<Clock, 'wall'>): PaymentGateway {
  const secret = config.secretKey;
  assert(secret !== undefined, 'the secret key is set before gateways are made');
  const call = async (method: 'GET' | 'POST', path: string, content?: Fields): Promise<{ status: number; fields: Fields }> => {
    const body = content === undefined ? '' : JSON.stringify(content);
    const timestamp = String(Math.floor(clock.wall().getTime() / 1000));
    const nonce = randomUUID();
    const response = await fetch(`http://127.0.0.1:${config.simulatorPort}/gateway/${path}`, {
      method, signal: AbortSignal.timeout(TIMEOUT_MS), ...(content === undefined ? {} : { body }),
      headers: {
        ...(content === undefined ? {} : { 'content-type': 'application/json' }),
        'x-demo-timestamp': timestamp, 'x-demo-nonce': nonce, 'x-demo-signature': signDemo(secret, { timestamp, nonce, body }),
      },
    });
    if (response.status !== 200 && response.status !== 404 && response.status !== 409) throw new Error(`the demo gateway answered ${response.status} to ${path}`);
    return { status: response.status, fields: fieldsOf(await response.json()) };
  };
  const refund: PaymentGateway['refund'] = async ({ refundId, attemptId, amountFen }) => {
    const { status } = await call('POST', 'refunds', { refundId: String(refundId), attemptId: String(attemptId), amountFen: String(amountFen) });
    if (status !== 200) throw new Error(`the demo gateway refused refund ${refundId} with ${status}`);
    return { state: 'succeeded', refundNumber: `demo-${refundId}` };
  };
  return {
    name: 'demo',
    simulated: true, scenes: ['page'],
    async start({ attemptId, checkoutId, amountFen }) {
      const returnTo = `/#/pages/result/index?checkout=${checkoutId}&attempt=${attemptId}`;
      const sign = createHmac('sha256', secret).update(`pay\n${attemptId}\n${amountFen}\n${returnTo}`).digest('hex');
      return { kind: 'open', url: `/demo/pay?attempt=${attemptId}&amount=${amountFen}&return=${encodeURIComponent(returnTo)}&sign=${sign}` };
    },
    verify: (message, wallNow) => verify(secret, message, wallNow),
    async query(attemptId) {
      const { status, fields } = await call('GET', `payments/${attemptId}`);
      return status === 404 ? { state: 'unpaid' } : stateOf(fields);
    },
    close: async (attemptId) => stateOf((await call('POST', `payments/${attemptId}/close`)).fields),
    refund,
    // Its refunds are done at once, so asking again is asking what became of it.
    queryRefund: refund,
  };
}

function verify(secret: string, { headers, body }: GatewayMessage, wallNow: Date): GatewayPayment | Disbelief {
  const { 'x-demo-timestamp': timestamp, 'x-demo-nonce': nonce, 'x-demo-signature': signature } = headers;
  if (typeof timestamp !== 'string' || typeof nonce !== 'string' || typeof signature !== 'string') return 'signature';
  const given = Buffer.from(signature, 'hex');
  const expected = Buffer.from(signDemo(secret, { timestamp, nonce, body }), 'hex');
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return 'signature';
  if (!/^\d{1,12}$/.test(timestamp) || Math.abs(Number(timestamp) - wallNow.getTime() / 1000) > SKEW_S) return 'timestamp';
  try {
    const fields = fieldsOf(JSON.parse(body.toString('utf8')));
    return (fields['event'] === 'payment.succeeded' && paymentOf(fields)) || 'content';
  } catch {
    return 'content';
  }
}

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

/** A payment in what the gateway tells; its answers to questions leave the currency out, since it knows one only. */
function paymentOf(fields: Fields): GatewayPayment | undefined {
  const { attemptId, transactionId, amountFen, currency = 'CNY' } = fields;
  const id = typeof attemptId === 'string' ? parseId<'attempt'>(attemptId) : undefined;
  if (id === undefined || typeof transactionId !== 'string' || !/^[0-9A-Za-z-]{8,64}$/.test(transactionId)) return undefined;
  if (typeof amountFen !== 'string' || !/^\d{1,18}$/.test(amountFen) || typeof currency !== 'string') return undefined;
  return { attemptId: id, transactionNumber: transactionId, amountFen: BigInt(amountFen), currency };
}

function stateOf(fields: Fields): GatewayState {
  if (fields['state'] === 'closed') return { state: 'closed' };
  if (fields['state'] === 'open') return { state: 'unpaid' };
  const payment = paymentOf(fields);
  assert(fields['state'] === 'paid' && payment, 'the demo gateway answers paid, open or closed');
  return { state: 'paid', payment };
}
