import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { assert } from '#kernel/assert.ts';
import { makeSms } from './sms.ts';

let server: Server | undefined;
afterEach(() => {
  server?.close();
  server?.closeAllConnections();
});

async function gateway(status: number): Promise<{ port: number; received: string[] }> {
  const received: string[] = [];
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => (body += part.toString('utf8')));
    request.on('end', () => {
      received.push(`${request.method} ${request.url} ${body}${request.headers.authorization === undefined ? '' : ` ${request.headers.authorization}`}`);
      response.writeHead(status).end();
    });
  });
  const listening = server;
  await new Promise<void>((done) => void listening.listen(0, '127.0.0.1', done));
  const address: AddressInfo | string | null = listening.address();
  assert(typeof address === 'object' && address !== null, 'a listening server has an address');
  return { port: address.port, received };
}

test('a message reaches the demo inbox', async () => {
  const { port, received } = await gateway(204);
  await makeSms({ simulatorPort: port, smsGateway: undefined }).send({ phone: '13800138000', text: 'hello' });
  expect(received).toEqual(['POST /sms {"phone":"13800138000","text":"hello"}']);
});

test('a live shop’s message goes to its gateway, which knows the shop by its token', async () => {
  const { port, received } = await gateway(200);
  await makeSms({ simulatorPort: 1, smsGateway: { url: `http://127.0.0.1:${port}/send`, token: 'known' } }).send({ phone: '13800138000', text: 'hello' });
  expect(received).toEqual(['POST /send {"phone":"13800138000","text":"hello"} Bearer known']);
});

test('a gateway that does not take it, or is not there, makes the job try again, and the failure repeats nothing of the message', async () => {
  const { port } = await gateway(500);
  const send = (to: number) => makeSms({ simulatorPort: to, smsGateway: undefined }).send({ phone: '13800138000', text: 'code 123456' });
  const failures = await Promise.all([send(port), send(1)].map((work) => work.then(() => undefined, (error: unknown) => error)));
  for (const failure of failures) {
    expect(failure).toBeInstanceOf(Error);
    expect(String(failure)).not.toMatch(/123456|13800138000/);
  }
});
