/** What only a socket can say: broken framing, doubled lengths, slow and torn bodies, pipelines, headers without end. The server answers in its one shape or hangs up, and lives. */
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testApp, type TestApp, type TestMember } from '#test/app.ts';
import { type TestDatabase, testDatabase } from '#test/database.ts';
import { unexcused, type Witness, witnessOf } from '#test/witness.ts';

const DEADLINE_MS = 5_000;
const HOST = 'host: mall.example\r\n';
const CLOSE = 'connection: close\r\n';
const JSON_TYPE = 'content-type: application/json\r\n';
/** A body that would add a contact. */
const CONTACT = JSON.stringify({ name: 'A', phone: '13800000000', regionCode: '330106', detail: 'C' });

let db: TestDatabase;
let t: TestApp;
let member: TestMember;
let witness: Witness;
let port: number;

beforeAll(async () => {
  db = await testDatabase();
  t = await testApp(db);
  member = await t.member();
  port = Number(new URL(await t.app.http.listen({ port: 0, host: '127.0.0.1' })).port);
  witness = await witnessOf(db.sql);
});
afterAll(async () => {
  await t.close();
  await db.close();
});

/** Opens a connection and gathers what comes back; `ended` resolves when the other side hangs up. */
async function dial(): Promise<{ socket: Socket; heard: () => string; ended: Promise<void>; until: (enough: (text: string) => boolean) => Promise<string> }> {
  const socket = connect({ port, host: '127.0.0.1' });
  let text = '';
  let closed = false;
  let look = (): void => undefined;
  socket.on('data', (bytes: Buffer) => {
    text += bytes.toString('latin1');
    look();
  });
  socket.on('error', () => undefined); // A reset is an answer too: `close` follows.
  const ended = new Promise<void>((resolve) => void socket.once('close', () => {
    closed = true;
    look();
    resolve();
  }));
  await new Promise<void>((resolve) => void socket.once('connect', resolve));
  const until = (enough: (text: string) => boolean): Promise<string> => new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no answer within ${DEADLINE_MS} ms; heard “${text.slice(0, 300)}”`)), DEADLINE_MS);
    look = () => {
      if (!closed && !enough(text)) return;
      clearTimeout(timer);
      resolve(text);
    };
    look();
  });
  return { socket, heard: () => text, ended, until };
}

const isWhole = (text: string): boolean => {
  const [head = '', ...rest] = text.split('\r\n\r\n');
  const length = /content-length: (\d+)/i.exec(head)?.[1];
  return length !== undefined && rest.join('\r\n\r\n').length >= Number(length);
};

/** Sends bytes and returns the answer, or '' when the server hung up without one. */
async function say(bytes: string | Buffer): Promise<string> {
  const line = await dial();
  line.socket.write(bytes);
  const text = await line.until(isWhole);
  line.socket.destroy();
  await line.ended;
  return text;
}

async function expectAlive(): Promise<void> {
  expect(await say(`GET /health HTTP/1.1\r\n${HOST}${CLOSE}\r\n`)).toContain('{"status":"ok"}');
  expect(unexcused(await witness.changes()), 'nothing was changed').toEqual([]);
}

function expectShape(text: string, statuses: readonly number[]): void {
  const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1]);
  expect(statuses, text.slice(0, 400)).toContain(status);
  // A request without a host is refused by Node itself, which says no more than that.
  if (status < 400 || text.endsWith('\r\n\r\n0\r\n\r\n')) return;
  expect(JSON.parse(text.slice(text.indexOf('\r\n\r\n') + 4))).toEqual({ error: { code: expect.stringMatching(/^[a-z]+\.[A-Za-z]+$/), message: expect.any(String), details: expect.any(Object), requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) } });
}

const signed = (): string => `authorization: Bearer ${member.token}\r\n`;
const post = (headers: string, body: string): string => `POST /api/me/contacts HTTP/1.1\r\n${HOST}${signed()}${JSON_TYPE}${headers}\r\n${body}`;

describe('bytes that are no request', () => {
  test.each<readonly [string, () => string | Buffer]>([
    ['a word', () => 'HELLO\r\n\r\n'], ['another protocol', () => Buffer.from([0x16, 3, 1, 0, 5, 1, 0, 0, 1, 0])], ['HTTP/2 at once', () => 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'], ['a version of the future', () => `GET / HTTP/9.9\r\n${HOST}\r\n`],
    ['a method nobody knows', () => `EAT /api/home HTTP/1.1\r\n${HOST}\r\n`], ['a space in the address', () => `GET /api/ho me HTTP/1.1\r\n${HOST}\r\n`], ['a header without a colon', () => `GET /api/home HTTP/1.1\r\n${HOST}nothing\r\n\r\n`],
    ['NUL in a header', () => `GET /api/home HTTP/1.1\r\n${HOST}x: a\0b\r\n\r\n`], ['a header that breaks its line', () => `GET /api/home HTTP/1.1\r\n${HOST}x: a\rset-cookie: b\r\n\r\n`], ['no host', () => 'GET /api/home HTTP/1.1\r\n\r\n'],
    ['headers beyond all measure', () => `GET /api/home HTTP/1.1\r\n${HOST}x: ${'a'.repeat(100_000)}\r\n\r\n`], ['an address beyond all measure', () => `GET /api/home?${'a'.repeat(100_000)} HTTP/1.1\r\n${HOST}\r\n`],
    ['two lengths', () => post(`content-length: 2\r\ncontent-length: ${CONTACT.length}\r\n`, CONTACT)], ['a length and chunks', () => post(`content-length: ${CONTACT.length}\r\ntransfer-encoding: chunked\r\n`, `0\r\n\r\n${CONTACT}`)],
    ['a negative length', () => post('content-length: -1\r\n', CONTACT)], ['a length with a fraction', () => post('content-length: 1.5\r\n', CONTACT)], ['a length of 30 digits', () => post(`content-length: ${'9'.repeat(30)}\r\n`, CONTACT)],
    ['chunks of no number', () => post('transfer-encoding: chunked\r\n', 'zz\r\nabc\r\n0\r\n\r\n')], ['a chunk longer than any', () => post('transfer-encoding: chunked\r\n', `${'f'.repeat(20)}\r\nabc\r\n0\r\n\r\n`)],
    ['an encoding after chunks', () => post('transfer-encoding: chunked, gzip\r\n', '0\r\n\r\n')],
  ])('%s', async (_what, bytes) => {
    const text = await say(bytes());
    if (text !== '') expectShape(text, [400, 413]);
    await expectAlive();
  });
});

describe('requests as no client of ours sends them', () => {
  test.each<readonly [string, readonly number[], () => string]>([
    ['a body too large, announced', [413], () => post('content-length: 1048577\r\n', '')], ['an address with an authority', [200], () => `GET http://evil.example/api/home HTTP/1.1\r\n${HOST}${CLOSE}\r\n`],
    ['a wish to be upgraded', [200], () => `GET /api/home HTTP/1.1\r\n${HOST}connection: upgrade\r\nupgrade: websocket\r\nsec-websocket-key: x\r\n\r\n`], ['bytes of UTF-8 in the address', [400, 404], () => `GET /api/\u00e4\u00ff HTTP/1.1\r\n${HOST}${CLOSE}\r\n`],
    ['a percent sign alone', [400], () => `GET /api/products/% HTTP/1.1\r\n${HOST}${CLOSE}\r\n`], ['a parameter longer than any', [400, 404], () => `GET /api/products/${'1'.repeat(5_000)} HTTP/1.1\r\n${HOST}${CLOSE}\r\n`],
    ['a folder above', [404], () => `GET /api/../../etc/passwd HTTP/1.1\r\n${HOST}${CLOSE}\r\n`], ['all of the server', [404], () => `OPTIONS * HTTP/1.1\r\n${HOST}${CLOSE}\r\n`], ['a thousand headers', [200, 400], () => `GET /api/carriers HTTP/1.1\r\n${HOST}${CLOSE}${'a: b\r\n'.repeat(1_000)}\r\n`],
    ['a body where none belongs', [200], () => `GET /api/carriers HTTP/1.1\r\n${HOST}${CLOSE}${JSON_TYPE}content-length: 2\r\n\r\n{}`], ['a compressed body', [400], () => post(`content-encoding: gzip\r\n${CLOSE}content-length: 3\r\n`, '\x1f\x8b\x08')],
  ])('%s', async (_what, statuses, bytes) => {
    expectShape(await say(bytes()), statuses);
    await witness.changes();
    await expectAlive();
  });

  test('a pipeline is answered in its order', async () => {
    const paths = ['/health', '/api/nowhere', '/api/carriers', '/api/me', '/health'];
    const line = await dial();
    line.socket.write(paths.map((path, index) => `GET ${path} HTTP/1.1\r\n${HOST}${index === paths.length - 1 ? CLOSE : ''}\r\n`).join(''));
    await line.ended;
    expect([...line.heard().matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status]) => status)).toEqual(['200', '404', '200', '401', '200']);
    await expectAlive();
  });

  test('what follows a request in the same breath and is none, is refused', async () => {
    const line = await dial();
    line.socket.write(`GET /api/carriers HTTP/1.1\r\n${HOST}\r\nHELLO\r\n\r\n`);
    await line.ended;
    expect([...line.heard().matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status]) => status)).toContain('400');
    await expectAlive();
  });
});

describe('bodies that take their time', () => {
  test('byte by byte is a request like any other', async () => {
    const line = await dial();
    line.socket.setNoDelay(true);
    line.socket.write(post(`${CLOSE}content-length: ${CONTACT.length}\r\n`, ''));
    for (const byte of CONTACT) await new Promise<void>((resolve) => void line.socket.write(byte, () => resolve()));
    expectShape(await line.until(isWhole), [201]);
    expect(await witness.changes()).toContain('members.contact insert');
    await expectAlive();
  });

  test.each([['after the headers', 0], ['in the middle of the body', 10], ['a byte before its end', CONTACT.length - 1]])('a connection torn %s leaves nothing', async (_when, sent) => {
    const line = await dial();
    await new Promise<void>((resolve) => void line.socket.write(post(`content-length: ${CONTACT.length}\r\n`, CONTACT.slice(0, sent)), () => resolve()));
    line.socket.resetAndDestroy();
    await line.ended;
    await expectAlive();
  });

  test('none may take for ever', () => {
    const { requestTimeout, headersTimeout } = t.app.http.server;
    expect(requestTimeout).toBeGreaterThan(0);
    expect(headersTimeout).toBeGreaterThan(0);
    expect(requestTimeout).toBeLessThanOrEqual(300_000);
  });

  test('a hundred connections that say nothing keep nobody from being answered', async () => {
    const idle = await Promise.all(Array.from({ length: 100 }, dial));
    for (const { socket } of idle) socket.write('GET /api/home HTTP/1.1\r\nhost: ');
    await expectAlive();
    for (const { socket, ended } of idle) {
      socket.destroy();
      await ended;
    }
  });
});
