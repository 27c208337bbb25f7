/**
 * Messages to addresses that other people chose. They are signed by the scheme of Standard Webhooks (standardwebhooks.com, 1.0.0), and sent so that
 * nobody can make this server speak to what only it can reach: the address is judged when its name has been resolved, and that very address is
 * connected to; redirects are not followed; nothing of the answer is kept but its status.
 */
import { createHmac, randomBytes } from 'node:crypto';
import { lookup as resolveName } from 'node:dns';
import { request as requestPlain } from 'node:http';
import { request as requestTls } from 'node:https';
import { BlockList, isIP, type LookupFunction } from 'node:net';

const SECRET_PREFIX = 'whsec_';
const SECRET_BYTES = 32;
const TIMEOUT_MS = 10_000;
/** More of an answer is not taken. */
const ANSWER_BYTES = 65_536;
const LOOPBACK = '127.0.0.1';

/** What of IPv4 belongs to no one on the public internet (IANA's special-purpose registry). */
const CLOSED = new BlockList();
for (const [net, bits] of [
  ['0.0.0.0', 8], ['10.0.0.0', 8], ['100.64.0.0', 10], ['127.0.0.0', 8], ['169.254.0.0', 16], ['172.16.0.0', 12], ['192.0.0.0', 24], ['192.0.2.0', 24], ['192.88.99.0', 24],
  ['192.168.0.0', 16], ['198.18.0.0', 15], ['198.51.100.0', 24], ['203.0.113.0', 24], ['224.0.0.0', 3],
] as const) CLOSED.addSubnet(net, bits, 'ipv4');
/** IPv6 is public below 2000::/3 alone, and there not where it carries IPv4 (Teredo among what is set apart for protocols, 6to4) or is for documents. */
const PUBLIC6 = new BlockList();
PUBLIC6.addSubnet('2000::', 3, 'ipv6');
const CLOSED6 = new BlockList();
for (const [net, bits] of [['2001::', 23], ['2001:db8::', 32], ['2002::', 16], ['3fff::', 20]] as const) CLOSED6.addSubnet(net, bits, 'ipv6');

/** Why a message did not arrive: its address is not public, no name or connection, no answer in time, a redirect, or another status than 2xx. */
export type WebhookFailure = 'address' | 'unreachable' | 'timeout' | 'redirected' | 'refused';
/** `failure` null: taken with a status of 2xx. `status` null: no answer. */
export interface WebhookAnswer { readonly status: number | null; readonly failure: WebhookFailure | null }

class ClosedAddress extends Error {
  override readonly name = 'ClosedAddress';
}

/** Whether a message may be sent to this address; a demo may speak to its own machine. */
export function mayReach(address: string, { demo }: { demo: boolean }): boolean {
  if (demo && address === LOOPBACK) return true;
  const family = isIP(address);
  if (family === 4) return !CLOSED.check(address, 'ipv4');
  return family === 6 && PUBLIC6.check(address, 'ipv6') && !CLOSED6.check(address, 'ipv6');
}

/** The address of a webhook as it is kept; undefined when it is none: https, without credentials or fragment, to a name or a public address; http to 127.0.0.1 in a demo. */
export function parseWebhookUrl(text: string, rule: { demo: boolean }): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  const host = url.hostname.replaceAll(/^\[|\]$/g, '');
  if (url.username !== '' || url.password !== '' || url.hash !== '' || (isIP(host) !== 0 && !mayReach(host, rule))) return undefined;
  return url.protocol === 'https:' || (url.protocol === 'http:' && host === LOOPBACK && rule.demo) ? url.href : undefined;
}

/** A new secret, 256 bits. */
export function newWebhookSecret(): string {
  return SECRET_PREFIX + randomBytes(SECRET_BYTES).toString('base64');
}

/** The headers of a message: HMAC-SHA-256 over `id.timestamp.body` with each of the secrets, in base64. */
export function webhookHeaders(message: { id: string; body: string; at: Date }, secrets: readonly string[]): Record<string, string> {
  const timestamp = String(Math.floor(message.at.getTime() / 1000));
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.slice(SECRET_PREFIX.length), 'base64');
    return `v1,${createHmac('sha256', key).update(`${message.id}.${timestamp}.${message.body}`).digest('base64')}`;
  });
  return { 'webhook-id': message.id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures.join(' ') };
}

/** Resolves a name and refuses it when any of its addresses is closed; the connection is made to what was judged. */
function judgedLookup(rule: { demo: boolean }): LookupFunction {
  return (hostname, options, done) => {
    resolveName(hostname, { ...options, all: true }, (error, found) => {
      const [first] = found ?? [];
      if (error || !first) return done(error ?? new Error('the name has no address'), '');
      if (found.some(({ address }) => !mayReach(address, rule))) return done(new ClosedAddress(hostname), '');
      return options.all === true ? done(null, found) : done(null, first.address, first.family);
    });
  };
}

const failureOf = (status: number): WebhookFailure | null => (status >= 200 && status < 300 ? null : status >= 300 && status < 400 ? 'redirected' : 'refused');

/** Posts a message and answers how it was taken; throws nothing. */
export function postWebhook(message: { url: string; headers: Record<string, string>; body: string }, { demo, timeoutMs = TIMEOUT_MS }: { demo: boolean; timeoutMs?: number }): Promise<WebhookAnswer> {
  const { url, headers, body } = message;
  // What was kept is judged again: the rule may be stricter than on the day it was made.
  if (parseWebhookUrl(url, { demo }) === undefined) return Promise.resolve({ status: null, failure: 'address' });
  const signal = AbortSignal.timeout(timeoutMs);
  return new Promise((resolve) => {
    const failed = (error: Error): void => resolve({ status: null, failure: error instanceof ClosedAddress ? 'address' : signal.aborted ? 'timeout' : 'unreachable' });
    const send = url.startsWith('https:') ? requestTls : requestPlain;
    const request = send(url, {
      method: 'POST', agent: false, signal, lookup: judgedLookup({ demo }),
      headers: { ...headers, 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), 'user-agent': 'CoShop-Webhooks/1' },
    }, (response) => {
      const { statusCode: status = 0 } = response;
      let bytes = 0;
      const taken = (): void => {
        resolve({ status, failure: failureOf(status) });
        request.destroy();
      };
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes > ANSWER_BYTES) taken();
      });
      response.on('end', taken);
      response.on('error', failed);
    });
    request.on('error', failed);
    request.end(body);
  });
}
