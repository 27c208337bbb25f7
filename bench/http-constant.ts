/** The baseline of `orders-http`: Fastify with the same three routes and payloads of the same form, which answers constants and does nothing else. */
import { fastify } from 'fastify';

const http = fastify();
const ID = '331122334455667788';
const answers = {
  '/api/checkouts': { checkoutId: ID, totalFen: '9900', payBefore: '2026-01-01T00:30:00.000Z' },
  '/api/checkouts/:id/payments': {
    attemptId: ID, state: 'pending',
    payUrl: `/demo/pay?attempt=${ID}&amount=9900&return=${encodeURIComponent(`/#/pages/result/index?checkout=${ID}&attempt=${ID}`)}&sign=${'0'.repeat(64)}`,
  },
  '/api/payments/demo/notify': { received: true },
};
for (const [path, answer] of Object.entries(answers)) {
  const properties = Object.fromEntries(Object.entries(answer).map(([name, value]) => [name, { type: typeof value }]));
  http.post(path, { schema: { response: { 200: { type: 'object', properties } } } }, () => answer);
}
await http.listen({ port: Number(process.argv[2]), host: '127.0.0.1' });
process.send?.('listening');
