/** The demo's outside world on loopback: payment gateway and SMS inbox. See README.md for the protocol. */
import { randomBytes } from 'node:crypto';
import { type FastifyInstance, type FastifyReply, type FastifyRequest, fastify } from 'fastify';
import { type Journal, openJournal, type Payment } from './journal.ts';
import { badLinkPage, inboxPage, localeOf, payPage } from './pages.ts';
import { signBody, verifyBody, verifyPayLink } from './signature.ts';
import type { WechatFault } from './wechat/faults.ts';
import { mountWechat, type WechatOptions, type WechatSimulator } from './wechat/index.ts';

export interface SimulatorOptions {
  readonly secret: string;
  /** Where notifications go, without a trailing slash. */
  readonly serverUrl: string;
  /** Folder of the journal; undefined keeps everything in memory. */
  readonly dataDir?: string | undefined;
  readonly nowMs?: () => number;
  /** Who the simulated WeChat Pay is; without it there is none. */
  readonly wechat?: Pick<WechatOptions, 'identity' | 'payBase' | 'retryMs'> | undefined;
}

export type Fault = 'none' | 'timeoutAfterCommit' | 'error500' | 'wrongAmount' | 'silent';

export interface Simulators {
  readonly http: FastifyInstance;
  readonly wechat: WechatSimulator | undefined;
  /** Sends what is due of the unacknowledged notifications now; resolves when all were answered or given up for this round. */
  notifyAll(): Promise<void>;
  close(): Promise<void>;
}

const RETRY_MS = [1_000, 5_000, 15_000, 60_000] as const;
const TIMES_SENT = 2;

/** Makes the simulators without listening. */
export async function makeSimulators(options: SimulatorOptions): Promise<Simulators> {
  const nowMs = options.nowMs ?? Date.now;
  const journal = openJournal(options.dataDir);
  const http = fastify({ bodyLimit: 65_536 });
  let fault: Fault = 'none';
  const takeFault = (kinds: readonly Fault[]): Fault => {
    const taken = kinds.includes(fault) ? fault : 'none';
    if (taken !== 'none') fault = 'none';
    return taken;
  };

  const notify = makeNotifier({ ...options, nowMs, journal, takeFault: () => takeFault(['wrongAmount', 'silent']) });
  http.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => done(null, body));
  http.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(String(body)))));
  http.addHook('onRequest', (_request, reply, done) => {
    reply.header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'").header('cache-control', 'no-store').header('referrer-policy', 'no-referrer');
    done();
  });

  pageRoutes(http, { secret: options.secret, journal, nowMs, paid: (payment) => notify.send(payment) });
  http.post('/sms', (request, reply) => {
    const message = JSON.parse(String(request.body)) as { phone?: unknown; text?: unknown };
    if (typeof message.phone !== 'string' || typeof message.text !== 'string') return reply.code(400).send({ problem: 'phone and text are texts' });
    journal.write({ kind: 'message', value: { phone: message.phone, text: message.text, at: new Date(nowMs()).toISOString() } });
    return reply.code(204).send();
  });
  const signed = (request: FastifyRequest, reply: FastifyReply, done: (error?: Error) => void): void => {
    const body = typeof request.body === 'string' ? request.body : '';
    if (verifyBody(options.secret, { headers: request.headers, body, nowMs: nowMs() })) done();
    else void reply.code(401).send({ problem: 'the signature does not fit' });
  };
  gatewayRoutes(http, { journal, signed, nowMs, takeFault: () => takeFault(['timeoutAfterCommit', 'error500']) });
  const wechat = options.wechat && await mountWechat(http, { ...options.wechat, dataDir: options.dataDir, nowMs });
  http.post('/faults', { preHandler: signed }, (request) => {
    const { channel = 'demo', next } = JSON.parse(String(request.body)) as { channel?: string; next: string };
    if (channel === 'wechat') wechat?.fault(next as WechatFault);
    else fault = next as Fault;
    return { channel, next };
  });
  await http.ready();
  return {
    http, wechat,
    async notifyAll() {
      await Promise.all([notify.all(), wechat?.notifyAll()]);
    },
    async close() {
      notify.stop();
      wechat?.stop();
      await http.close();
    },
  };
}

interface PageOptions { secret: string; journal: Journal; nowMs: () => number; paid: (payment: Payment) => void }

function pageRoutes(http: FastifyInstance, { secret, journal, nowMs, paid }: PageOptions): void {
  const linkOf = (source: unknown): { attempt: string; amount: string; returnTo: string; sign: string } => {
    const field = (name: string): string => {
      const value = (source as Record<string, unknown>)[name];
      return typeof value === 'string' ? value : '';
    };
    return { attempt: field('attempt'), amount: field('amount'), returnTo: field('return'), sign: field('sign') };
  };
  // Only a path of our own origin: "//host" would leave it.
  const valid = (link: ReturnType<typeof linkOf>): boolean => verifyPayLink(secret, link) && /^\d{1,18}$/.test(link.amount) && /^\/(?!\/)/.test(link.returnTo);
  http.get('/demo/pay', (request, reply) => {
    const link = linkOf(request.query);
    const locale = localeOf(request.headers['accept-language']);
    return reply.code(valid(link) ? 200 : 400).type('text/html').send(valid(link) ? payPage(locale, link) : badLinkPage(locale));
  });
  http.post('/demo/pay', (request, reply) => {
    const link = linkOf(request.body);
    if (!valid(link)) return reply.code(400).type('text/html').send(badLinkPage(localeOf(request.headers['accept-language'])));
    if ((request.body as { act?: string }).act === 'pay' && !journal.payments.has(link.attempt)) {
      const payment: Payment = { attemptId: link.attempt, amountFen: link.amount, state: 'paid', transactionId: `demo${randomBytes(10).toString('hex')}`, paidAt: new Date(nowMs()).toISOString() };
      journal.write({ kind: 'payment', value: payment });
      paid(payment);
    }
    return reply.redirect(link.returnTo, 303);
  });
  http.get('/demo/inbox', (request, reply) => reply.type('text/html').send(inboxPage(localeOf(request.headers['accept-language']), journal.messages)));
}

interface GatewayOptions {
  journal: Journal;
  signed: (request: FastifyRequest, reply: FastifyReply, done: (error?: Error) => void) => void;
  nowMs: () => number;
  takeFault: () => Fault;
}

function gatewayRoutes(http: FastifyInstance, { journal, signed, nowMs, takeFault }: GatewayOptions): void {
  /** Answers, unless a fault was asked for: 500 before anything happens, or a connection that dies after it did. */
  const answer = (reply: FastifyReply, work: () => { code: number; body: object }): FastifyReply => {
    const injected = takeFault();
    if (injected === 'error500') return reply.code(500).send({ problem: 'injected' });
    const { code, body } = work();
    if (injected === 'timeoutAfterCommit') {
      reply.hijack();
      reply.raw.destroy();
      return reply;
    }
    return reply.code(code).send(body);
  };
  http.get<{ Params: { id: string } }>('/gateway/payments/:id', { preHandler: signed }, (request, reply) => answer(reply, () => {
    const payment = journal.payments.get(request.params.id);
    return payment ? { code: 200, body: payment } : { code: 404, body: { problem: 'never seen' } };
  }));
  http.post<{ Params: { id: string } }>('/gateway/payments/:id/close', { preHandler: signed }, (request, reply) => answer(reply, () => {
    const payment = journal.payments.get(request.params.id);
    if (payment?.state === 'paid') return { code: 409, body: { problem: 'paid', ...payment } };
    const closed: Payment = payment ?? { attemptId: request.params.id, amountFen: '0', state: 'closed', transactionId: '', paidAt: new Date(nowMs()).toISOString() };
    if (!payment) journal.write({ kind: 'payment', value: closed });
    return { code: 200, body: closed };
  }));
  http.post('/gateway/refunds', { preHandler: signed }, (request, reply) => answer(reply, () => {
    const refund = JSON.parse(String(request.body)) as { refundId: string; attemptId: string; amountFen: string };
    const before = journal.refunds.get(refund.refundId);
    if (before) {
      const same = before.attemptId === refund.attemptId && before.amountFen === refund.amountFen;
      return same ? { code: 200, body: { state: 'done', refundId: refund.refundId } } : { code: 409, body: { problem: 'the refundId was used for another refund' } };
    }
    const payment = journal.payments.get(refund.attemptId);
    const refunded = [...journal.refunds.values()].filter((r) => r.attemptId === refund.attemptId).reduce((sum, r) => sum + BigInt(r.amountFen), 0n);
    if (payment?.state !== 'paid' || refunded + BigInt(refund.amountFen) > BigInt(payment.amountFen)) return { code: 409, body: { problem: 'there is not that much to give back' } };
    journal.write({ kind: 'refund', value: { refundId: refund.refundId, attemptId: refund.attemptId, amountFen: refund.amountFen } });
    return { code: 200, body: { state: 'done', refundId: refund.refundId } };
  }));
}

interface Notifier {
  send(payment: Payment): void;
  all(): Promise<void>;
  stop(): void;
}

function makeNotifier(options: SimulatorOptions & { nowMs: () => number; journal: Journal; takeFault: () => Fault }): Notifier {
  const { journal } = options;
  const timers = new Set<NodeJS.Timeout>();
  let stopped = false;

  const post = async (payment: Payment): Promise<boolean> => {
    const injected = options.takeFault();
    if (injected === 'silent') return false;
    const amountFen = injected === 'wrongAmount' ? String(BigInt(payment.amountFen) + 1n) : payment.amountFen;
    const body = JSON.stringify({ event: 'payment.succeeded', attemptId: payment.attemptId, transactionId: payment.transactionId, amountFen, currency: 'CNY', paidAt: payment.paidAt });
    const headers = signBody(options.secret, { timestamp: Math.floor(options.nowMs() / 1000), nonce: randomBytes(12).toString('hex'), body });
    try {
      const response = await fetch(`${options.serverUrl}/api/payments/demo/notify`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body, signal: AbortSignal.timeout(5_000) });
      return response.ok;
    } catch {
      // The server is down or restarting: the next round tries again, which is what a real gateway does.
      return false;
    }
  };
  const deliver = async (payment: Payment): Promise<boolean> => {
    let ok = false;
    for (let sent = 0; sent < TIMES_SENT; sent++) ok = (await post(payment)) || ok;
    if (ok) journal.write({ kind: 'notified', value: payment.attemptId });
    return ok;
  };
  const attempt = async (payment: Payment, round: number): Promise<void> => {
    if (stopped || (await deliver(payment)) || stopped) return;
    const timer = setTimeout(() => {
      timers.delete(timer);
      void attempt(payment, round + 1);
    }, RETRY_MS[Math.min(round, RETRY_MS.length - 1)]);
    timers.add(timer);
  };
  return {
    send: (payment) => void attempt(payment, 0),
    async all() {
      await Promise.all(journal.unacknowledged().map((payment) => attempt(payment, 0)));
    },
    stop() {
      stopped = true;
      for (const timer of timers) clearTimeout(timer);
    },
  };
}
