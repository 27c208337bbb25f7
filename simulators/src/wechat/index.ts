/** The simulated WeChat Pay: what merchants call, the page that payers see, notifications, faults. */
import { randomBytes } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { localeOf } from '#simulators/pages.ts';
import { apiRoutes } from './api.ts';
import { openBooks, type Order } from './books.ts';
import { makeGatewayClock } from './clock.ts';
import { makeFaults, type WechatFault } from './faults.ts';
import type { WechatIdentity } from './identity.ts';
import { makeNotifier } from './notifier.ts';
import { endedPage, payPage } from './pages.ts';

export interface WechatOptions {
  readonly identity: WechatIdentity;
  /** The shop's own address: its pages are proxied there. */
  readonly payBase: string;
  readonly dataDir?: string | undefined;
  readonly nowMs: () => number;
  /** When a notification that was not taken is sent again; none: only by notifyAll. */
  readonly retryMs?: readonly number[] | undefined;
}

export interface WechatSimulator {
  /** Makes the next occasion that fits go wrong. */
  fault(next: WechatFault): void;
  /** A payer pays an order of the merchant, or stops on the way; false when there is nothing to pay. */
  pay(outTradeNo: string, act?: 'pay' | 'paySilent' | 'typing'): boolean;
  /** Ends a refund that was stuck. */
  finishRefund(outRefundNo: string): void;
  notifyAll(): Promise<void>;
  stop(): void;
}

/** Mounts the simulated gateway. */
export async function mountWechat(http: FastifyInstance, options: WechatOptions): Promise<WechatSimulator> {
  const { identity, payBase, retryMs } = options;
  const books = openBooks(options.dataDir);
  const clock = makeGatewayClock(options.nowMs);
  const faults = makeFaults();
  const notifier = makeNotifier({ identity, books, clock, faults, retryMs });

  const payable = (order: Order | undefined): order is Order => order !== undefined && (order.state === 'NOTPAY' || order.state === 'USERPAYING') && Date.parse(order.expiresAt) > clock.wallMs();
  const pay = (order: Order | undefined, act: 'pay' | 'paySilent' | 'typing'): boolean => {
    if (!payable(order)) return false;
    if (act === 'typing' || faults.take(['userPaying']) === 'userPaying') {
      books.write({ kind: 'order', value: { ...order, state: 'USERPAYING' } });
      return true;
    }
    books.write({ kind: 'order', value: { ...order, state: 'SUCCESS', transactionId: `42${randomBytes(13).toString('hex')}`, successTime: clock.text() } });
    if (act === 'pay') notifier.send(order.outTradeNo);
    return true;
  };
  // A scope of its own: here bodies stay raw bytes, since signatures are over them.
  await http.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    apiRoutes(scope, { identity, books, clock, faults, payBase, origin: (request) => `http://${request.host}`, notify: (number) => notifier.send(number) });
  });
  pageRoutes(http, { find: (token) => books.byToken.get(token), payable, pay, payBase });
  return {
    fault: (next) => faults.set(next),
    pay: (number, act = 'pay') => pay(books.orders.get(number), act),
    finishRefund(number) {
      const refund = books.refunds.get(number);
      if (refund?.status !== 'PROCESSING') return;
      books.write({ kind: 'refund', value: { ...refund, status: 'SUCCESS', successTime: clock.text() } });
      notifier.send(number);
    },
    notifyAll: () => notifier.all(),
    stop: () => notifier.stop(),
  };
}

interface PageOptions {
  readonly find: (token: string) => Order | undefined;
  readonly payable: (order: Order | undefined) => order is Order;
  readonly pay: (order: Order, act: 'pay' | 'paySilent' | 'typing') => boolean;
  readonly payBase: string;
}

function pageRoutes(http: FastifyInstance, { find, payable, pay, payBase }: PageOptions): void {
  const orderOf = (request: FastifyRequest): Order | undefined => find(String((request.query as { prepay_id?: unknown }).prepay_id));
  // Only the shop that the page belongs to is returned to.
  const backOf = (source: unknown): string => (typeof source === 'string' && source.startsWith(`${payBase}/`) ? source : '');
  http.get('/demo/wechat', (request, reply) => {
    const order = orderOf(request);
    const locale = localeOf(request.headers['accept-language']);
    const back = backOf((request.query as { redirect_url?: unknown }).redirect_url);
    return reply.code(order ? 200 : 404).type('text/html').send(payable(order) ? payPage(locale, { order, back }) : endedPage(locale, order));
  });
  http.post('/demo/wechat', (request, reply) => {
    const order = orderOf(request);
    const { act, back } = request.body as { act?: string; back?: string };
    if (payable(order) && (act === 'pay' || act === 'paySilent' || act === 'typing')) pay(order, act);
    const target = backOf(back);
    if (target !== '') return reply.redirect(target, 303);
    return reply.redirect(`/demo/wechat?prepay_id=${order?.token ?? ''}`, 303);
  });
}
