import { createServer, type IncomingMessage } from 'node:http';
import { mkdtemp, rm, appendFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeSimulators, type Simulators } from './server.ts';
import { signBody, signPayLink, verifyBody } from './signature.ts';

const SECRET = 'test-secret';
const NOW = Date.UTC(2026, 2, 2, 2);
let folder: string;
let simulators: Simulators;
let received: { body: string; ok: boolean }[] = [];
let answer = 204;
const shop = createServer((request: IncomingMessage, response) => {
  let body = '';
  request.on('data', (chunk: Buffer) => { body += chunk.toString(); });
  request.on('end', () => {
    received.push({ body, ok: verifyBody(SECRET, { headers: request.headers, body, nowMs: NOW }) });
    response.writeHead(answer).end();
  });
});
let serverUrl = '';

const open = (): Promise<Simulators> => makeSimulators({ secret: SECRET, serverUrl, dataDir: folder, nowMs: () => NOW });
const link = (changes: Partial<Record<'attempt' | 'amount' | 'return' | 'sign', string>> = {}) => {
  const base = { attempt: '77', amount: '39900', returnTo: '/#/pages/result/index?id=77' };
  return { attempt: base.attempt, amount: base.amount, return: base.returnTo, sign: signPayLink(SECRET, base), ...changes };
};
const pay = (changes: Parameters<typeof link>[0] & { act?: string } = {}) => simulators.http.inject({
  method: 'POST', url: '/demo/pay', headers: { 'content-type': 'application/x-www-form-urlencoded' }, payload: new URLSearchParams({ act: 'pay', ...link(changes) }).toString(),
});
const call = (method: 'GET' | 'POST', url: string, body?: object) => {
  const text = body === undefined ? '' : JSON.stringify(body);
  return simulators.http.inject({ method, url, headers: { ...(body ? { 'content-type': 'application/json' } : {}), ...signBody(SECRET, { timestamp: NOW / 1000, nonce: 'n', body: text }) }, ...(body ? { payload: text } : {}) });
};

beforeEach(async () => {
  received = [];
  answer = 204;
  folder = await mkdtemp(join(tmpdir(), 'simulators-'));
  await new Promise<void>((done) => shop.listen(0, '127.0.0.1', done));
  const address = shop.address();
  serverUrl = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  simulators = await open();
});
afterEach(async () => {
  await simulators.close();
  shop.closeAllConnections();
  await new Promise((done) => shop.close(done));
  await rm(folder, { recursive: true });
});

test('paying notifies the shop twice with a signature over the raw bytes and returns to the storefront', async () => {
  const response = await pay();
  expect([response.statusCode, response.headers.location]).toEqual([303, '/#/pages/result/index?id=77']);
  await expect.poll(() => received.length).toBe(2);
  expect(received.every((r) => r.ok)).toBe(true);
  expect(JSON.parse(received[0]?.body ?? '{}')).toMatchObject({ event: 'payment.succeeded', attemptId: '77', amountFen: '39900', currency: 'CNY' });
});

test.each([{ amount: '1' }, { attempt: '78' }, { return: '/elsewhere' }, { sign: '00' }])('a changed link %o neither shows nor pays', async (changes) => {
  expect((await pay(changes)).statusCode).toBe(400);
  expect((await simulators.http.inject({ url: '/demo/pay', query: link(changes) })).statusCode).toBe(400);
  expect((await call('GET', '/gateway/payments/77')).statusCode).toBe(404);
  expect(received).toEqual([]);
});

test('a link that leaves the site is refused even when it is signed', async () => {
  const away = { attempt: '77', amount: '39900', returnTo: '//evil.example/' };
  expect((await pay({ return: away.returnTo, sign: signPayLink(SECRET, away) })).statusCode).toBe(400);
});

test('what was paid survives a restart and is notified until the shop acknowledges', async () => {
  answer = 503;
  await pay();
  await expect.poll(() => received.length).toBe(2);
  await simulators.close();
  answer = 204;
  simulators = await open();
  await simulators.notifyAll();
  expect(received).toHaveLength(4);
  await simulators.notifyAll();
  expect(received).toHaveLength(4);
  expect((await call('GET', '/gateway/payments/77')).json()).toMatchObject({ state: 'paid', amountFen: '39900' });
});

test('a journal torn by a kill keeps everything before the tear', async () => {
  await simulators.http.inject({ method: 'POST', url: '/sms', headers: { 'content-type': 'application/json' }, payload: { phone: '13800000001', text: 'code <b>123456</b>' } });
  await simulators.close();
  await appendFile(join(folder, 'simulators.jsonl'), '{"kind":"mess');
  simulators = await open();
  const page = (await simulators.http.inject('/demo/inbox')).body;
  expect(page).toContain('13800000001');
  expect(page).toContain('code &lt;b&gt;123456&lt;/b&gt;');
});

test('refunds are idempotent by their id and never exceed the payment', async () => {
  await pay();
  const refund = { refundId: '9', attemptId: '77', amountFen: '39900' };
  for (let i = 0; i < 2; i++) expect((await call('POST', '/gateway/refunds', refund)).json()).toEqual({ state: 'done', refundId: '9' });
  expect((await call('POST', '/gateway/refunds', { ...refund, amountFen: '1' })).statusCode).toBe(409);
  expect((await call('POST', '/gateway/refunds', { ...refund, refundId: '10', amountFen: '1' })).statusCode).toBe(409);
});

test('an unsigned call is refused and changes nothing', async () => {
  await pay();
  const payload = { refundId: '9', attemptId: '77', amountFen: '39900' };
  expect((await simulators.http.inject({ method: 'POST', url: '/gateway/refunds', payload })).statusCode).toBe(401);
  expect((await call('POST', '/gateway/refunds', payload)).statusCode).toBe(200);
});

test('faults: an answer lost after the commit leaves the refund done; a silent gateway sends nothing', async () => {
  await pay();
  await call('POST', '/faults', { next: 'error500' });
  expect((await call('GET', '/gateway/payments/77')).statusCode).toBe(500);
  expect((await call('GET', '/gateway/payments/77')).statusCode).toBe(200);
});
