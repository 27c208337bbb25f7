import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeSimulators, type Simulators } from '@coshop/simulators/src/server.ts';
import { demoNotification, makeDemoGateway, signDemo } from './demo-gateway.ts';

// Our side of the protocol against the simulator's own: neither shares a line with the other.
const SECRET = '5e'.repeat(32);
const NOW = new Date('2026-03-02T02:00:00.000Z');
let simulators: Simulators;
let gateway: ReturnType<typeof makeDemoGateway>;
let port = 0;
beforeAll(async () => {
  simulators = await makeSimulators({ secret: SECRET, serverUrl: 'http://127.0.0.1:1', nowMs: () => NOW.getTime() });
  await simulators.http.listen({ port: 0, host: '127.0.0.1' });
  const address = simulators.http.server.address();
  port = typeof address === 'object' && address ? address.port : 0;
  gateway = makeDemoGateway({ secretKey: SECRET, simulatorPort: port }, { wall: () => NOW });
});
afterAll(() => simulators.close());

let ids = 700n;
async function pay(): Promise<bigint> {
  ids += 1n;
  const started = await gateway.start({ attemptId: ids, checkoutId: 5n, amountFen: 39_900n, scene: 'page', description: '', expiresAt: NOW, payerIp: '127.0.0.1' });
  const link = new URL(started.kind === 'open' ? started.url : '', 'http://shop');
  const form = new URLSearchParams([...link.searchParams, ['act', 'pay']]);
  const response = await simulators.http.inject({ method: 'POST', url: link.pathname, headers: { 'content-type': 'application/x-www-form-urlencoded' }, payload: form.toString() });
  expect([response.statusCode, response.headers.location]).toEqual([303, `/#/pages/result/index?checkout=5&attempt=${ids}`]);
  return ids;
}
async function fault(next: string): Promise<void> {
  const body = JSON.stringify({ next });
  const timestamp = String(NOW.getTime() / 1000);
  await simulators.http.inject({
    method: 'POST', url: '/faults', payload: body,
    headers: { 'content-type': 'application/json', 'x-demo-timestamp': timestamp, 'x-demo-nonce': 'n', 'x-demo-signature': signDemo(SECRET, { timestamp, nonce: 'n', body }) },
  });
}

test('what was paid on its page is what the gateway answers', async () => {
  const attemptId = await pay();
  expect(await gateway.query(attemptId)).toEqual({ state: 'paid', payment: { attemptId, transactionNumber: expect.stringMatching(/^demo/), amountFen: 39_900n, currency: 'CNY' } });
  expect(await gateway.close(attemptId)).toMatchObject({ state: 'paid' });
});

test('an attempt nobody paid is unpaid until it is closed, and cannot be paid then', async () => {
  expect(await gateway.query(900n)).toEqual({ state: 'unpaid' });
  expect(await gateway.close(900n)).toEqual({ state: 'closed' });
  expect(await gateway.query(900n)).toEqual({ state: 'closed' });
});

test('a refund whose answer was lost is asked for again and made once', async () => {
  const refund = { refundId: 77n, round: 1, attemptId: await pay(), amountFen: 39_900n, paidFen: 39_900n };
  await fault('timeoutAfterCommit');
  await expect(gateway.refund(refund)).rejects.toThrow();
  expect(await gateway.refund(refund)).toEqual({ state: 'succeeded', refundNumber: 'demo-77' });
  await expect(gateway.refund({ ...refund, refundId: 78n })).rejects.toThrow('409');
});

test('a gateway that fails is never taken for an answer', async () => {
  const attemptId = await pay();
  await fault('error500');
  await expect(gateway.query(attemptId)).rejects.toThrow('500');
  const stranger = makeDemoGateway({ secretKey: 'f0'.repeat(32), simulatorPort: port }, { wall: () => NOW });
  await expect(stranger.query(attemptId)).rejects.toThrow('401');
});

test('a notification is believed as it was signed, and not otherwise', () => {
  const { body, headers } = demoNotification(SECRET, { attemptId: '9', transactionId: 'TX-12345678', amountFen: '100' }, NOW);
  const message = { body: Buffer.from(body), headers };
  expect(gateway.verify(message, NOW)).toEqual({ attemptId: 9n, transactionNumber: 'TX-12345678', amountFen: 100n, currency: 'CNY' });
  expect(gateway.verify(message, new Date(NOW.getTime() + 300_000))).toMatchObject({ attemptId: 9n });
  expect(gateway.verify(message, new Date(NOW.getTime() + 301_000))).toBe('timestamp');
  expect(gateway.verify({ ...message, body: Buffer.from(body.replace('100', '101')) }, NOW)).toBe('signature');
  expect(gateway.verify({ ...message, headers: {} }, NOW)).toBe('signature');
});
