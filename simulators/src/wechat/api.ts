/** The interface of WeChat Pay APIv3 that a merchant calls: real paths, real refusals, every request verified over its raw bytes, every answer signed. */
import { createHash, generateKeyPairSync, randomBytes } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { writeBill } from './bill.ts';
import type { Books, Order, Refund, TradeType } from './books.ts';
import type { GatewayClock } from './clock.ts';
import type { Faults } from './faults.ts';
import type { WechatIdentity } from './identity.ts';
import { orderFacts } from './notifier.ts';
import { isSigned, platformHeaders } from './protocol.ts';

const SKEW_MS = 600_000;
/** A bill is made at ten o'clock of the next day. */
const BILL_HOUR = 10;
const TRADE_TYPES: Readonly<Record<string, TradeType>> = { native: 'NATIVE', h5: 'MWEB', jsapi: 'JSAPI' };

export interface ApiOptions {
  readonly identity: WechatIdentity;
  readonly books: Books;
  readonly clock: GatewayClock;
  readonly faults: Faults;
  /** Where payers open the page, below the shop's own address. */
  readonly payBase: string;
  /** The address merchants call, as they know it. */
  readonly origin: (request: FastifyRequest) => string;
  /** Something has happened that the merchant is told. */
  readonly notify: (number: string) => void;
}

interface Reply { readonly status: number; readonly body?: object | undefined }
const refuse = (status: number, code: string, message: string): Reply => ({ status, body: { code, message } });

interface Placing {
  appid?: unknown; mchid?: unknown; description?: unknown; out_trade_no?: unknown; time_expire?: unknown; notify_url?: unknown;
  amount?: { total?: unknown; currency?: unknown }; payer?: { openid?: unknown }; scene_info?: { payer_client_ip?: unknown; h5_info?: { type?: unknown } };
}

/** What is missing or malformed of an order, in words; undefined when all is well. */
function faultOf(asked: Placing, type: TradeType, identity: WechatIdentity): string | undefined {
  if (asked.mchid !== identity.mchid || asked.appid !== identity.appid) return 'appid and mchid do not belong together';
  if (typeof asked.description !== 'string' || asked.description === '' || asked.description.length > 127) return 'description';
  if (typeof asked.out_trade_no !== 'string' || !/^[0-9A-Za-z_\-|*]{6,32}$/.test(asked.out_trade_no)) return 'out_trade_no';
  if (typeof asked.notify_url !== 'string' || !/^https?:\/\/[^?]+$/.test(asked.notify_url)) return 'notify_url';
  if (typeof asked.time_expire !== 'string' || Number.isNaN(Date.parse(asked.time_expire))) return 'time_expire';
  if (!Number.isSafeInteger(asked.amount?.total) || Number(asked.amount?.total) <= 0 || asked.amount?.currency !== 'CNY') return 'amount';
  if (type === 'JSAPI' && typeof asked.payer?.openid !== 'string') return 'payer.openid';
  if (type === 'MWEB' && (typeof asked.scene_info?.payer_client_ip !== 'string' || typeof asked.scene_info.h5_info?.type !== 'string')) return 'scene_info';
  return undefined;
}

/** Orders are known by the merchant's number: the same again is found, another under the same number is refused. */
function place(options: ApiOptions, scene: string, asked: Placing): Reply {
  const { books, identity, payBase } = options;
  const type = TRADE_TYPES[scene];
  if (type === undefined) return refuse(404, 'RESOURCE_NOT_EXISTS', scene);
  const fault = faultOf(asked, type, identity);
  if (fault !== undefined) return refuse(400, 'PARAM_ERROR', fault);
  const number = String(asked.out_trade_no);
  const before = books.orders.get(number);
  const openid = typeof asked.payer?.openid === 'string' ? asked.payer.openid : '';
  if (before?.state === 'SUCCESS') return refuse(403, 'OUT_TRADE_NO_USED', 'the order is paid');
  if (before?.state === 'CLOSED') return refuse(400, 'ORDER_CLOSED', 'the order is closed');
  if (before && (before.tradeType !== type || before.total !== asked.amount?.total || before.description !== asked.description || before.openid !== openid)) {
    return refuse(400, 'INVALID_REQUEST', 'the number was used for another order');
  }
  const order: Order = before ?? {
    outTradeNo: number, tradeType: type, description: String(asked.description), total: Number(asked.amount?.total), openid, notifyUrl: String(asked.notify_url),
    expiresAt: String(asked.time_expire), token: randomBytes(16).toString('hex'), state: 'NOTPAY', transactionId: '', successTime: '',
  };
  if (!before) books.write({ kind: 'order', value: order });
  const address = `${payBase}/demo/wechat?prepay_id=${order.token}`;
  if (type === 'JSAPI') return { status: 200, body: { prepay_id: `wx${order.token}` } };
  return { status: 200, body: type === 'NATIVE' ? { code_url: address } : { h5_url: address } };
}

function find(options: ApiOptions, order: Order | undefined): Reply {
  if (!order) return refuse(404, 'ORDER_NOT_EXIST', 'no such order');
  return { status: 200, body: orderFacts(order, options.identity, options.books.refundsOf(order.outTradeNo).some(({ status }) => status === 'SUCCESS')) };
}

function close({ books }: ApiOptions, number: string): Reply {
  const order = books.orders.get(number);
  if (!order) return refuse(404, 'ORDER_NOT_EXIST', 'no such order');
  if (order.state === 'SUCCESS') return refuse(400, 'ORDERPAID', 'the order is paid');
  if (order.state === 'USERPAYING') return refuse(202, 'USERPAYING', 'the payer is typing his password');
  if (order.state !== 'CLOSED') books.write({ kind: 'order', value: { ...order, state: 'CLOSED' } });
  return { status: 204 };
}

function refundFacts(refund: Refund, order: Order | undefined): object {
  return {
    refund_id: refund.refundId, out_refund_no: refund.outRefundNo, transaction_id: order?.transactionId, out_trade_no: refund.outTradeNo, channel: 'ORIGINAL', create_time: refund.createTime,
    status: refund.status, ...(refund.successTime === '' ? {} : { success_time: refund.successTime }), user_received_account: 'OTHERS', funds_account: 'AVAILABLE',
    amount: { total: order?.total, refund: refund.amount, payer_total: order?.total, payer_refund: refund.amount, currency: 'CNY' },
  };
}

interface Refunding { out_trade_no?: unknown; out_refund_no?: unknown; notify_url?: unknown; amount?: { refund?: unknown; total?: unknown; currency?: unknown } }

/** Refunds are known by the merchant's number and made once; they are in processing first and told when they are done. */
function refundOrder(options: ApiOptions, asked: Refunding): Reply {
  const { books, clock, faults } = options;
  const { refund: amount, total, currency } = asked.amount ?? {};
  if (typeof asked.out_refund_no !== 'string' || asked.out_refund_no === '' || asked.out_refund_no.length > 64) return refuse(400, 'PARAM_ERROR', 'out_refund_no');
  if (typeof amount !== 'number' || !Number.isSafeInteger(amount) || amount <= 0 || currency !== 'CNY') return refuse(400, 'PARAM_ERROR', 'amount');
  const order = books.orders.get(String(asked.out_trade_no));
  const before = books.refunds.get(asked.out_refund_no);
  if (before) return before.outTradeNo === asked.out_trade_no && before.amount === amount ? { status: 200, body: refundFacts(before, order) } : refuse(400, 'INVALID_REQUEST', 'the number was used for another refund');
  if (order?.state !== 'SUCCESS') return refuse(404, 'RESOURCE_NOT_EXISTS', 'no such paid order');
  const returned = books.refundsOf(order.outTradeNo).reduce((sum, one) => sum + (one.status === 'CLOSED' ? 0 : one.amount), 0);
  if (total !== order.total || returned + amount > order.total) return refuse(400, 'INVALID_REQUEST', 'there is not that much to give back');
  const fault = faults.take(['refundStuck', 'refundAbnormal', 'refundClosed']);
  const taken: Refund = {
    outRefundNo: asked.out_refund_no, outTradeNo: order.outTradeNo, refundId: `50${randomBytes(13).toString('hex')}`, amount, notifyUrl: typeof asked.notify_url === 'string' ? asked.notify_url : order.notifyUrl,
    status: 'PROCESSING', createTime: clock.text(), successTime: '',
  };
  books.write({ kind: 'refund', value: taken });
  if (fault !== 'refundStuck') {
    const status = fault === 'refundAbnormal' ? 'ABNORMAL' : fault === 'refundClosed' ? 'CLOSED' : 'SUCCESS';
    books.write({ kind: 'refund', value: { ...taken, status, successTime: status === 'SUCCESS' ? clock.text() : '' } });
    options.notify(taken.outRefundNo);
  }
  return { status: 200, body: refundFacts(taken, order) };
}

function askForBill(options: ApiOptions, request: FastifyRequest): Reply {
  const { bill_date: date = '' } = request.query as { bill_date?: string };
  const { date: today, hour } = options.clock.today();
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date) || date >= today) return refuse(400, 'INVALID_REQUEST', 'bill_date');
  const yesterday = new Date(Date.parse(`${today}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
  if (date === yesterday && hour < BILL_HOUR) return refuse(400, 'STATEMENT_CREATING', 'the bill is being made');
  const bill = writeBill(options.books, { date, mchid: options.identity.mchid, appid: options.identity.appid });
  if (bill === undefined) return refuse(400, 'NO_STATEMENT_EXIST', 'nothing was traded');
  return { status: 200, body: { hash_type: 'SHA1', hash_value: createHash('sha1').update(bill).digest('hex'), download_url: `${options.origin(request)}/v3/billdownload/file?token=${date}` } };
}

/** Mounts the interface. */
export function apiRoutes(http: FastifyInstance, options: ApiOptions): void {
  const { identity, books, clock, faults } = options;
  const bytesOf = (request: FastifyRequest): Buffer => (Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0));
  let foreign: WechatIdentity['platformKey'] | undefined;
  const send = async (reply: FastifyReply, { status, body }: Reply): Promise<FastifyReply> => {
    const text = body === undefined ? '' : JSON.stringify(body);
    const fault = faults.take(['wrongAnswerSignature', 'answerSkew']);
    if (fault === 'wrongAnswerSignature') foreign ??= generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
    const platformKey = fault === 'wrongAnswerSignature' && foreign ? foreign : identity.platformKey;
    const headers = await platformHeaders(text, { platformKeyId: identity.platformKeyId, platformKey, nowMs: clock.wallMs() - (fault === 'answerSkew' ? SKEW_MS : 0) });
    return reply.code(status).headers(headers).type('application/json; charset=utf-8').send(text === '' ? undefined : text);
  };
  const answer = (work: (request: FastifyRequest) => Reply) => async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    clock.hear(request.headers['x-simulated-time']);
    const signed = await isSigned({ authorization: request.headers.authorization, method: request.method, url: request.url, body: bytesOf(request), nowMs: clock.wallMs() }, identity);
    if (!signed) return send(reply, refuse(401, 'SIGN_ERROR', 'the signature does not fit'));
    if (faults.take(['error500']) === 'error500') return send(reply, refuse(500, 'SYSTEM_ERROR', 'injected'));
    const isLost = faults.take(['timeoutAfterCommit']) === 'timeoutAfterCommit';
    const result = work(request);
    if (!isLost) return send(reply, result);
    reply.hijack();
    reply.raw.destroy();
    return reply;
  };
  const fieldsOf = (request: FastifyRequest): object => JSON.parse(bytesOf(request).toString('utf8')) as object;
  const nameOf = (request: FastifyRequest): string => (request.params as { name: string }).name;
  http.post('/v3/pay/transactions/:name', answer((request) => place(options, nameOf(request), fieldsOf(request))));
  http.get('/v3/pay/transactions/out-trade-no/:name', answer((request) => find(options, books.orders.get(nameOf(request)))));
  http.get('/v3/pay/transactions/id/:name', answer((request) => find(options, [...books.orders.values()].find(({ transactionId }) => transactionId === nameOf(request)))));
  http.post('/v3/pay/transactions/out-trade-no/:name/close', answer((request) => close(options, nameOf(request))));
  http.post('/v3/refund/domestic/refunds', answer((request) => refundOrder(options, fieldsOf(request))));
  http.get('/v3/refund/domestic/refunds/:name', answer((request) => {
    const refund = books.refunds.get(nameOf(request));
    return refund ? { status: 200, body: refundFacts(refund, books.orders.get(refund.outTradeNo)) } : refuse(404, 'RESOURCE_NOT_EXISTS', 'no such refund');
  }));
  http.get('/v3/bill/tradebill', answer((request) => askForBill(options, request)));
  http.get('/v3/billdownload/file', async (request, reply) => {
    const signed = await isSigned({ authorization: request.headers.authorization, method: request.method, url: request.url, body: bytesOf(request), nowMs: clock.wallMs() }, identity);
    const bill = writeBill(books, { date: String((request.query as { token?: string }).token), mchid: identity.mchid, appid: identity.appid });
    // A bill comes without a signature: its hash was signed.
    return signed && bill !== undefined ? reply.type('text/plain; charset=utf-8').send(Buffer.from(bill)) : send(reply, refuse(signed ? 404 : 401, signed ? 'RESOURCE_NOT_EXISTS' : 'SIGN_ERROR', 'no bill'));
  });
}
