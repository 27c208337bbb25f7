/** Verification of what a shop sends to webhooks, by the scheme of Standard Webhooks 1.0.0. Web Crypto alone: Node, browsers and workers. */

const PREFIX = 'whsec_';
const TOLERANCE_MS = 300_000;

/** Why a message is not believed. */
export class WebhookError extends Error {
  override readonly name = 'WebhookError';
  readonly code: 'headers' | 'timestamp' | 'signature';
  constructor(code: WebhookError['code']) {
    super(`The webhook is not believed: ${code}`);
    this.code = code;
  }
}

export interface WebhookMessage {
  /** The same at every try: remember those you have handled. */
  readonly id: string;
  /** The event, such as `orders.paid`. */
  readonly type: string;
  /** When it happened, ISO 8601. */
  readonly timestamp: string;
  readonly data: Readonly<Record<string, unknown>>;
}

interface FetchHeaders { get(name: string): string | null }
type RequestHeaders = FetchHeaders | Readonly<Record<string, string | readonly string[] | undefined>>;

const isOfFetch = (headers: RequestHeaders): headers is FetchHeaders => typeof headers.get === 'function';

function headerOf(headers: RequestHeaders, name: string): string {
  const value = isOfFetch(headers) ? headers.get(name) : headers[name];
  if (typeof value !== 'string' || value === '') throw new WebhookError('headers');
  return value;
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  } catch {
    return undefined; // No base64 is no signature.
  }
}

/**
 * The message in a request, once its signature and time have been checked; throws WebhookError otherwise. `body` is the text as it arrived, before any
 * parsing; `headers` are Node's or fetch's; `secrets` those of the webhook, during a change both; `now` is the time, as messages older or newer than
 * five minutes are refused. Web Crypto compares signatures in constant time. Answer 2xx within ten seconds, work afterwards.
 */
export async function verifyWebhook(request: { body: string; headers: RequestHeaders }, secrets: readonly string[], now: Date): Promise<WebhookMessage> {
  const { body, headers } = request;
  const [id, timestamp, signatures] = [headerOf(headers, 'webhook-id'), headerOf(headers, 'webhook-timestamp'), headerOf(headers, 'webhook-signature')];
  if (!/^\d{1,12}$/.test(timestamp) || Math.abs(now.getTime() - Number(timestamp) * 1000) > TOLERANCE_MS) throw new WebhookError('timestamp');
  const signed = new TextEncoder().encode(`${id}.${timestamp}.${body}`);
  const given = signatures.split(' ').flatMap((one) => (one.startsWith('v1,') ? (bytesOf(one.slice(3)) ?? []) : []));
  for (const secret of secrets) {
    const raw = bytesOf(secret.startsWith(PREFIX) ? secret.slice(PREFIX.length) : secret);
    if (raw === undefined || raw.length === 0) continue;
    const key = await crypto.subtle.importKey('raw', raw, { name: 'HMAC', hash: 'SHA-256' }, false, ['verify']);
    for (const signature of given) if (await crypto.subtle.verify('HMAC', key, signature, signed)) return { ...(JSON.parse(body) as Omit<WebhookMessage, 'id'>), id };
  }
  throw new WebhookError('signature');
}
