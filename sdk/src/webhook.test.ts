/** That what is verified is what was signed: the vector of Standard Webhooks, and everything that must not pass. */
import { expect, test } from 'vitest';
import { verifyWebhook, type WebhookError } from './webhook.ts';

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const BODY = '{"test": 2432232314}';
const SIGNATURE = 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=';
const HEADERS = { 'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek', 'webhook-timestamp': '1614265330', 'webhook-signature': SIGNATURE };
const NOW = new Date(1_614_265_330_000);
const later = (ms: number): Date => new Date(NOW.getTime() + ms);
const OTHER = `whsec_${btoa('another secret of 24 bytes')}`;

test('the vector of the specification verifies, with the headers of Node and of fetch, among other secrets and signatures', async () => {
  expect(await verifyWebhook({ body: BODY, headers: HEADERS }, [SECRET], NOW)).toEqual({ id: HEADERS['webhook-id'], test: 2_432_232_314 });
  await verifyWebhook({ body: BODY, headers: new Headers(HEADERS) }, [OTHER, SECRET], later(300_000));
  await verifyWebhook({ body: BODY, headers: { ...HEADERS, 'webhook-signature': `v1a,abc v1,not-base64 v1,${btoa('x')} ${SIGNATURE}` } }, [SECRET.slice(6)], later(-300_000));
});

test.each<[string, WebhookError['code'], { body?: string; headers?: object; secrets?: string[]; now?: Date }]>([
  ['an altered body', 'signature', { body: BODY.replace('4', '5') }],
  ['another id', 'signature', { headers: { ...HEADERS, 'webhook-id': 'msg_1' } }],
  ['another time', 'signature', { headers: { ...HEADERS, 'webhook-timestamp': '1614265331' } }],
  ['another secret', 'signature', { secrets: [OTHER] }],
  ['no secret', 'signature', { secrets: [] }],
  ['another scheme', 'signature', { headers: { ...HEADERS, 'webhook-signature': SIGNATURE.replace('v1', 'v2') } }],
  ['a message that is too old', 'timestamp', { now: later(301_000) }],
  ['one from the future', 'timestamp', { now: later(-301_000) }],
  ['a time that is none', 'timestamp', { headers: { ...HEADERS, 'webhook-timestamp': '1e9' } }],
  ['missing headers', 'headers', { headers: {} }],
])('%s is not believed', async (_what, code, { body = BODY, headers = HEADERS, secrets = [SECRET], now = NOW }) => {
  await expect(verifyWebhook({ body, headers: { ...headers } }, secrets, now)).rejects.toMatchObject({ name: 'WebhookError', code });
});
