/** That suppliers' programs hear of their orders: over HTTP, with a real receiver on this machine. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { mayReach, parseWebhookUrl, postWebhook, webhookHeaders } from '#infra/webhook.ts';
import { codeOf, type TestMember, type TestStaff } from '#test/app.ts';
import { type TestDatabase, testDatabase } from '#test/database.ts';
import { type TestMall, testMall } from '#test/mall.ts';
import { verifyWebhook } from '@coshop/sdk';
import { PAUSES_MS } from './webhook-delivery.ts';

interface Received { path: string; body: string; headers: Record<string, string> }
type Answering = (response: ServerResponse, request: IncomingMessage) => void;

let db: TestDatabase;
let t: TestMall;
let seller: TestStaff;
let owner: TestStaff;
let member: TestMember;
let receiver: Server;
let at: string;
let received: Received[];
let answer: Answering;

/** Sessions end in the time that these tests let pass. */
async function signIn(): Promise<void> {
  seller = await t.staff('supplierOwner', { orgId: (t.crew.get('supplierOwner') as TestStaff).orgId });
  owner = await t.staff('owner');
  member = await t.member();
}
const status = (code: number): Answering => (response) => void response.writeHead(code).end('ok');

beforeAll(async () => {
  db = await testDatabase();
  t = await testMall(db);
  receiver = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => { body += String(chunk); });
    request.on('end', () => {
      received.push({ path: request.url ?? '', body, headers: request.headers as Record<string, string> });
      answer(response, request);
    });
  });
  await new Promise<void>((resolve) => { receiver.listen(0, '127.0.0.1', resolve); });
  at = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`;
});
beforeEach(async () => {
  received = [];
  answer = status(200);
  await signIn();
});
afterAll(async () => {
  receiver.closeAllConnections();
  await new Promise((resolve) => { receiver.close(resolve); });
  await t.close();
  await db.close();
});

interface Hook { id: string; secret: string }
interface Listed { id: string; state: string; failingSince: string | null; oldSecretUntil: string | null }
interface Message { id: string; messageId: string; kind: string; state: string; tries: number; status: number | null; failure: string | null; nextAt: string | null }
const KINDS = ['orders.paid', 'orders.refunded'];
const deskOf = (who: TestStaff): string => `/api/${who === owner ? 'console' : 'supplier'}`;
const register = async (path: string, { who = seller, kinds = KINDS }: { who?: TestStaff; kinds?: string[] } = {}): Promise<Hook> => {
  const made = await who.post(`${deskOf(who)}/webhooks`, { url: at + path, kinds });
  expect(made.status).toBe(201);
  return made.body as Hook;
};
const log = async (id: string, who = seller): Promise<Message[]> => ((await who.get(`${deskOf(who)}/webhooks/${id}/deliveries`)).body as { items: Message[] }).items;
const listed = async (id: string): Promise<Listed | undefined> => ((await seller.get('/api/supplier/webhooks')).body as { items: Listed[] }).items.find((one) => one.id === id);
const remove = (id: string, who = seller) => who.post(`${deskOf(who)}/webhooks/${id}/remove`, {});
const send = (id: string) => seller.post(`/api/supplier/webhooks/${id}/test`, {});
const pass = async (ms: number): Promise<void> => {
  t.infra.clock.set(new Date(t.infra.clock.wall().getTime() + ms));
  await t.drain();
  if (ms > 600_000) await signIn();
};
const verified = (one: Received | undefined, secrets: string[]) => verifyWebhook({ body: one?.body ?? '', headers: one?.headers ?? {} }, secrets, t.infra.clock.wall());

describe('a paid order', () => {
  test('reaches its supplier and the platform once, signed; each hears what is his, and nobody hears who bought; the order is read with a key', async () => {
    const [mine, platforms] = [await register('/mine'), await register('/platform', { who: owner })];
    const other = await t.otherSupplierStaff.post('/api/supplier/webhooks', { url: `${at}/other`, kinds: KINDS });
    const deaf = await register('/deaf', { kinds: ['orders.refunded'] });
    const order = await t.paid(member, t.goods.package);
    await t.drain();
    await t.drain();
    expect(received.map(({ path }) => path).toSorted()).toEqual(['/mine', '/platform']);
    const [first, second] = received.toSorted((a, b) => a.path.localeCompare(b.path));
    const lines = [{ productId: String(t.goods.package.productId), skuId: String(t.goods.package.skuId), quantity: 1 }];
    const heard = await verified(first, [mine.secret]);
    expect(heard).toMatchObject({ type: 'orders.paid', data: { orderId: order.orderId, lines } });
    expect(Object.keys(heard.data).toSorted()).toEqual(['lines', 'orderId', 'paidAt']);
    expect((await verified(second, [platforms.secret])).data).toMatchObject({ orderId: order.orderId, totalFen: order.totalFen, supplierId: String(t.goods.package.supplier?.id) });
    for (const { body } of received) expect(body).not.toContain(String(member.memberId));
    await expect(verified(second, [mine.secret])).rejects.toMatchObject({ code: 'signature' });
    const program = await t.key(seller, ['orders.ownRead']);
    expect((await program.get(`/api/supplier/orders/${String(heard.data['orderId'])}`)).body).toMatchObject({ orderId: order.orderId, state: 'paid', contact: { name: 'A' } });
    expect(await log(mine.id)).toMatchObject([{ kind: 'orders.paid', state: 'delivered', tries: 1, status: 200, failure: null, messageId: heard.id }]);
    for (const id of [mine.id, deaf.id]) await remove(id);
    await remove(platforms.id, owner);
    await t.otherSupplierStaff.post(`/api/supplier/webhooks/${(other.body as Hook).id}/remove`, {});
  });

  test('that is refused is sent again, the same under the same id, after growing pauses; then it is given up and may be sent again by hand', async () => {
    answer = status(500);
    const hook = await register('/failing');
    await t.paid(member, t.goods.package);
    await t.drain();
    for (const [index, pauseMs] of PAUSES_MS.slice(0, 3).entries()) {
      expect(received).toHaveLength(index + 1);
      await pass(pauseMs - 1);
      expect(received, 'not before its time').toHaveLength(index + 1);
      await pass(1);
    }
    expect(new Set(received.map(({ body, headers }) => `${headers['webhook-id']} ${body}`)).size).toBe(1);
    expect(await log(hook.id)).toMatchObject([{ state: 'waiting', tries: 4, status: 500, failure: 'refused' }]);
    for (const pauseMs of PAUSES_MS.slice(3)) await pass(pauseMs);
    await pass(86_400_000);
    expect(received).toHaveLength(PAUSES_MS.length + 1);
    const [message] = await log(hook.id);
    expect(message).toMatchObject({ state: 'failed', nextAt: null });
    answer = status(204);
    const again = () => seller.post(`/api/supplier/webhook-deliveries/${message?.id}/redeliver`, {});
    expect((await again()).status).toBe(204);
    expect(codeOf(await again())).toBe('platform.deliveryWaits');
    await t.drain();
    expect(await log(hook.id)).toMatchObject([{ state: 'delivered', status: 204 }]);
    expect(received.at(-1)?.headers['webhook-id']).toBe(message?.messageId);
    await verified(received.at(-1), [hook.secret]);
    await remove(hook.id);
  });
});

describe('a receiver', () => {
  test('that redirects is not followed; one that cannot be reached rests a minute with all that waits', async () => {
    answer = (response) => void response.writeHead(302, { location: `${at}/elsewhere` }).end();
    const hook = await register('/moved');
    await send(hook.id);
    await t.drain();
    expect(received.map(({ path }) => path)).toEqual(['/moved']);
    expect(await log(hook.id)).toMatchObject([{ state: 'waiting', status: 302, failure: 'redirected' }]);
    await remove(hook.id);

    answer = (_response, request) => void request.socket.destroy();
    const dead = await register('/dead');
    await send(dead.id);
    await send(dead.id);
    await t.drain();
    expect(received.filter(({ path }) => path === '/dead')).toHaveLength(1);
    answer = status(200);
    await pass(60_000);
    expect((await log(dead.id)).map(({ state }) => state)).toEqual(['delivered', 'delivered']);
    await remove(dead.id);
  });

  test('that rests is tried at once when somebody sends it a test: he may have just started it', async () => {
    answer = (_response, request) => void request.socket.destroy();
    const hook = await register('/started');
    await send(hook.id);
    await t.drain();
    answer = status(200);
    await send(hook.id);
    await t.drain();
    expect((await log(hook.id)).map(({ state }) => state)).toEqual(['delivered', 'waiting']);
    await remove(hook.id);
  });

  test('that is slow or will not end its answer is left in time', async () => {
    const post = (timeoutMs: number) => postWebhook({ url: at, headers: {}, body: '{}' }, { demo: true, timeoutMs });
    answer = () => undefined;
    expect(await post(50)).toEqual({ status: null, failure: 'timeout' });
    answer = (response) => {
      response.writeHead(200);
      const pour = (): void => { while (!response.destroyed && response.write('x'.repeat(16_384))); };
      response.on('drain', pour);
      pour();
    };
    expect(await post(20_000)).toEqual({ status: 200, failure: null });
  });

  test('that dawdles gives way after its turn', async () => {
    answer = (response, request) => {
      t.infra.clock.set(new Date(t.infra.clock.wall().getTime() + 9_000));
      status(200)(response, request);
    };
    const hook = await register('/slow');
    for (let sent = 0; sent < 3; sent += 1) await send(hook.id);
    await t.drain();
    expect((await log(hook.id)).map(({ state }) => state)).toEqual(['waiting', 'delivered', 'delivered']);
    await t.drain();
    expect((await log(hook.id)).map(({ state }) => state)).toEqual(['delivered', 'delivered', 'delivered']);
    await remove(hook.id);
  });

  test('that takes nothing for three days, or says it is gone, is paused: nothing more is written for it until a person resumes it', async () => {
    answer = status(410);
    const gone = await register('/gone');
    await send(gone.id);
    await t.drain();
    expect(await listed(gone.id)).toMatchObject({ state: 'paused' });
    await remove(gone.id);

    answer = status(503);
    const hook = await register('/ill');
    await send(hook.id);
    await t.drain();
    expect(await listed(hook.id)).toMatchObject({ state: 'active', failingSince: expect.any(String) });
    await pass(3 * 86_400_000);
    expect(await listed(hook.id)).toMatchObject({ state: 'paused' });
    expect(await log(hook.id)).toMatchObject([{ state: 'failed' }]);
    await t.paid(member, t.goods.package);
    await t.drain();
    expect(await log(hook.id)).toHaveLength(1);
    const told = await db.sql.rows<{ id: string }>(`select payload->>'webhookId' as id from infra.event_log where type = 'platform.webhookPaused' order by position`);
    expect(told.map(({ id }) => id).slice(-2)).toEqual([gone.id, hook.id]);
    expect((await seller.post(`/api/supplier/webhooks/${hook.id}/resume`, {})).status).toBe(204);
    expect(codeOf(await seller.post(`/api/supplier/webhooks/${hook.id}/resume`, {}))).toBe('platform.webhookNotPaused');
    expect(await listed(hook.id)).toMatchObject({ state: 'active', failingSince: null });
    await remove(hook.id);
  });
});

describe('a webhook', () => {
  test('rests sealed; its secret is shown once, and after a change both sign for a day', async () => {
    const hook = await register('/secret');
    expect(JSON.stringify((await seller.get('/api/supplier/webhooks')).body)).not.toContain(hook.secret);
    for (const { row } of await db.sql.rows<{ row: string }>('select to_jsonb(w)::text as row from platform.webhook w')) expect(row).not.toContain(hook.secret.slice(6));
    const { secret } = (await seller.post(`/api/supplier/webhooks/${hook.id}/secret`, {})).body as { secret: string };
    await send(hook.id);
    await t.drain();
    await verified(received[0], [hook.secret]);
    await verified(received[0], [secret]);
    await pass(86_400_000);
    await send(hook.id);
    await t.drain();
    await verified(received[1], [secret]);
    await expect(verified(received[1], [hook.secret])).rejects.toMatchObject({ code: 'signature' });
    await remove(hook.id);
    await t.drain();
    expect(codeOf(await send(hook.id))).toBe('platform.webhookNotFound');
  });

  test('that people pause hears of nothing until they resume it, and what waits is given up; each is written down', async () => {
    answer = status(500);
    const hook = await register('/paused');
    const act = async (what: string) => seller.post(`/api/supplier/webhooks/${hook.id}/${what}`, {});
    await send(hook.id);
    await t.drain();
    expect((await act('pause')).status).toBe(204);
    expect(codeOf(await act('pause'))).toBe('platform.webhookNotActive');
    expect(await log(hook.id)).toMatchObject([{ state: 'failed', nextAt: null }]);
    answer = status(200);
    received = [];
    await t.paid(member, t.goods.package);
    await t.drain();
    expect(received).toEqual([]);
    expect((await act('resume')).status).toBe(204);
    await t.paid(member, t.goods.package);
    await t.drain();
    expect(received).toHaveLength(1);
    await remove(hook.id);
    const acts = await db.sql.rows<{ act: string }>('select act from identity.audit where target = $1 order by id', [`webhook:${hook.id}`]);
    expect(acts.map((one) => one.act)).toEqual(['Created', 'Tried', 'Paused', 'Resumed', 'Removed'].map((what) => `platform.webhook${what}`));
  });

  test('is told of other kinds from then on, in one\'s own organisation alone; it is written down', async () => {
    const hook = await register('/kinds', { kinds: ['orders.refunded'] });
    const change = (kinds: string[], who = seller) => who.post(`${deskOf(who)}/webhooks/${hook.id}/kinds`, { kinds });
    expect(codeOf(await change(['orders.paid'], owner))).toBe('platform.webhookNotFound');
    for (const kinds of [[], ['orders.placed']]) expect((await change(kinds)).status).toBe(400);
    await t.paid(member, t.goods.package);
    await t.drain();
    expect(received).toEqual([]);
    expect((await change(['orders.shipped', 'orders.paid', 'orders.paid'])).status).toBe(204);
    await t.paid(member, t.goods.package);
    await t.drain();
    expect(received).toHaveLength(1);
    await remove(hook.id);
    expect(codeOf(await change(['orders.paid']))).toBe('platform.webhookNotFound');
    const { before, after } = await db.sql.one<{ before: unknown; after: unknown }>(`select before, after from identity.audit where target = $1 and act = 'platform.webhookKinds'`, [`webhook:${hook.id}`]);
    expect([before, after]).toEqual([{ kinds: 'orders.refunded' }, { kinds: 'orders.paid orders.shipped' }]);
  });

  test('is refused where the address is none, and beyond ten', async () => {
    const make = (url: string) => seller.post('/api/supplier/webhooks', { url, kinds: KINDS });
    for (const url of ['http://example.com/', 'https://user:secret@example.com/', 'https://10.0.0.1/x', 'ftp://127.0.0.1/x', 'not an address']) expect(codeOf(await make(url)), url).toBe('platform.badWebhookUrl');
    const made = await Promise.all(Array.from({ length: 12 }, (_, index) => make(`https://example.com/${index}`)));
    expect(made.map((one) => one.status).toSorted((a, b) => a - b)).toEqual([...Array<number>(10).fill(201), 409, 409]);
    for (const one of made) if (one.status === 201) await remove((one.body as Hook).id);
  });

  test.each(['127.0.0.1', '10.1.2.3', '172.16.0.1', '192.168.1.1', '169.254.169.254', '100.64.0.1', '0.0.0.0', '::1', '::ffff:127.0.0.1', '::ffff:8.8.8.8', 'fe80::1', 'fd00::1', '64:ff9b::a00:1', '2002:a00:1::', 'localhost'])('never speaks to %s in a live shop', async (address) => {
    expect(mayReach(address, { demo: false })).toBe(false);
    const url = `https://${address.includes(':') ? `[${address}]` : address}:1/`;
    expect(await postWebhook({ url, headers: {}, body: '' }, { demo: false })).toEqual({ status: null, failure: 'address' });
  });

  test('takes public addresses, and numbers written otherwise are the addresses they are', () => {
    for (const address of ['8.8.8.8', '2606:4700::1111']) expect(mayReach(address, { demo: false })).toBe(true);
    for (const url of ['http://127.0.0.1/', 'https://2130706433/', 'https://0x7f.1/', 'http://example.com/']) expect(parseWebhookUrl(url, { demo: false }), url).toBeUndefined();
    expect(parseWebhookUrl('https://example.com/hook?a=1', { demo: false })).toBe('https://example.com/hook?a=1');
  });

  test('signs as the specification does', () => {
    const headers = webhookHeaders({ id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', body: '{"test": 2432232314}', at: new Date(1_614_265_330_999) }, ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw']);
    expect(headers).toMatchObject({ 'webhook-timestamp': '1614265330', 'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=' });
  });
});
