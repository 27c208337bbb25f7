/**
 * The buyers of `orders-http`, in a process of their own: each holds one keep-alive socket and has one request under way at a time, without pipelining.
 * A client of its own, since the driver shares the machine with what it measures: it composes a request as one string and reads an answer by its
 * content-length. Reads its task from standard input, one JSON document; answers with one.
 */
import { randomUUID } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { demoNotification } from '../server/src/infra/demo-gateway.ts';
import { type WechatIdentity, readIdentity } from '../simulators/src/wechat/identity.ts';
import { encryptResource, platformHeaders } from '../simulators/src/wechat/protocol.ts';
import type { Mall } from './mall.ts';

export interface DriverTask extends Mall {
  readonly port: number;
  readonly secret: string;
  readonly seconds: number;
  /** Folder of the keys of the simulated WeChat Pay; the checkouts are then paid through it. */
  readonly wechat?: string | undefined;
}

export interface DriverReport {
  readonly checkouts: number;
  readonly seconds: number;
  readonly cpuUs: number;
  /** Milliseconds of a whole checkout. */
  readonly p50: number;
  readonly p99: number;
}

interface Ask { readonly path: string; readonly headers: Readonly<Record<string, string>>; readonly body: string }
/** Sends a POST and resolves with the body of a 200; anything else is an error. */
type Post = (ask: Ask) => Promise<string>;

const HEAD_END = '\r\n\r\n';

/** The length of the whole answer that begins in `head`, or undefined while its head is not complete. */
function answerLength(received: string): { from: number; to: number } | undefined {
  const end = received.indexOf(HEAD_END);
  if (end < 0) return undefined;
  const length = /\r\ncontent-length: (\d+)/i.exec(received.slice(0, end + 2))?.[1];
  if (length === undefined) throw new Error(`an answer without length: ${received.slice(0, end)}`);
  return { from: end + HEAD_END.length, to: end + HEAD_END.length + Number(length) };
}

/** One keep-alive connection. Answers are ASCII, so characters count as bytes. */
async function openConnection(port: number): Promise<{ post: Post; socket: Socket }> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  await new Promise<void>((done, fail) => socket.once('connect', done).once('error', fail));
  let received = '';
  let waiting: { resolve(body: string): void; reject(error: Error): void } | undefined;
  const fail = (error: Error): void => waiting?.reject(error);
  socket.setEncoding('latin1').on('error', fail).on('close', () => fail(new Error('the server closed the connection')));
  socket.on('data', (chunk: string) => {
    received += chunk;
    const answer = answerLength(received);
    if (!answer || received.length < answer.to) return;
    const status = received.slice(9, 12);
    const body = received.slice(answer.from, answer.to);
    received = received.slice(answer.to);
    if (status === '200') waiting?.resolve(body);
    else fail(new Error(`the server answered ${status}: ${body}`));
  });
  const post: Post = ({ path, headers, body }) => new Promise((resolve, reject) => {
    waiting = { resolve, reject };
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`).join('');
    socket.write(`POST ${path} HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\n${lines}content-length: ${body.length}\r\n\r\n${body}`);
  });
  return { post, socket };
}

/** The notification of a payment as WeChat Pay sends it: encrypted and signed. */
async function wechatNotification(identity: WechatIdentity, payment: { attemptId: string; amountFen: string }): Promise<{ headers: Record<string, string>; body: string }> {
  const { mchid, appid, apiV3Key, platformKeyId, platformKey } = identity;
  const amount = { total: Number(payment.amountFen), currency: 'CNY' };
  const content = { mchid, appid, out_trade_no: payment.attemptId, transaction_id: `42${randomUUID().replaceAll('-', '').slice(0, 28)}`, trade_state: 'SUCCESS', success_time: new Date().toISOString(), amount };
  const body = JSON.stringify({
    id: randomUUID(), create_time: new Date().toISOString(), resource_type: 'encrypt-resource', event_type: 'TRANSACTION.SUCCESS', summary: 'paid',
    resource: encryptResource(content, { apiV3Key, originalType: 'transaction' }),
  });
  return { body, headers: { 'content-type': 'application/json', ...await platformHeaders(body, { platformKeyId, platformKey, nowMs: Date.now() }) } };
}

/** One whole checkout: place, begin the payment, and the gateway's signed word that it was paid. */
async function buy(task: DriverTask, post: Post, who: { index: number; round: number }): Promise<void> {
  const { token, contactId } = task.buyers[who.index] ?? { token: '', contactId: '' };
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  const skuId = task.skuIds[(who.index * 7 + who.round) % task.skuIds.length];
  const { checkoutId, totalFen } = JSON.parse(await post({ path: '/api/checkouts', headers, body: JSON.stringify({ key: randomUUID(), contactId, lines: [{ skuId, quantity: 1 }] }) })) as { checkoutId: string; totalFen: string };
  const { attemptId } = JSON.parse(await post({ path: `/api/checkouts/${checkoutId}/payments`, headers, body: identity ? '{"channel":"wechat"}' : '{"channel":"demo"}' })) as { attemptId: string };
  if (identity) await post({ path: '/api/payments/wechat/notify', ...await wechatNotification(identity, { attemptId, amountFen: totalFen }) });
  else await post({ path: '/api/payments/demo/notify', ...demoNotification(task.secret, { attemptId, transactionId: randomUUID(), amountFen: totalFen }, new Date()) });
}

async function drive(task: DriverTask): Promise<DriverReport> {
  const connections = await Promise.all(task.buyers.map(() => openConnection(task.port)));
  const times: number[] = [];
  const begin = performance.now();
  const cpu = process.cpuUsage();
  const end = begin + task.seconds * 1_000;
  await Promise.all(connections.map(async ({ post, socket }, index) => {
    for (let round = 0; performance.now() < end; round++) {
      const from = performance.now();
      await buy(task, post, { index, round });
      times.push(performance.now() - from);
    }
    socket.destroy();
  }));
  const { user, system } = process.cpuUsage(cpu);
  times.sort((a, b) => a - b);
  const at = (share: number): number => times[Math.min(times.length - 1, Math.floor(share * times.length))] ?? 0;
  return { checkouts: times.length, seconds: (performance.now() - begin) / 1_000, cpuUs: user + system, p50: at(0.5), p99: at(0.99) };
}

const given = JSON.parse(await text(process.stdin)) as DriverTask;
const identity = given.wechat === undefined ? undefined : readIdentity(given.wechat);
const report = await drive(given);
process.stdout.write(JSON.stringify(report), () => process.exit(0));
