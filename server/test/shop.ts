/** A shop for the tests of orders, payments and fulfilment: goods in memory, stock in the database, members with an address, a gateway that obeys. */
import { createApp } from '#app/app.ts';
import type { GatewayRefund, GatewayState, PaymentGateway, RefundOrder } from '#infra/payment-gateway.ts';
import { PPM } from '#kernel/amount.ts';
import { assert } from '#kernel/assert.ts';
import { bucketOf } from '#kernel/id.ts';
import { fulfilmentModule } from '#modules/fulfilment/index.ts';
import { makeGatekeeper } from '#modules/identity/index.ts';
import { addContact, makeConsents, membersModule } from '#modules/members/index.ts';
import { type Label, type Offer, type OrdersModule, ordersModule, setStock, type Shelves } from '#modules/orders/index.ts';
import { type PaymentsModule, paymentsModule } from '#modules/payments/index.ts';
import { createSupplier, type Neighbours, type Supplier, suppliersModule } from '#modules/suppliers/index.ts';
import { type Answer, type TestApp, testApp, type TestCaller, type TestMember } from '#test/app.ts';
import type { TestDatabase, TestInfraOptions } from '#test/database.ts';

/** For apps in which suppliers stand alone. */
export const NO_NEIGHBOURS: Neighbours = { categories: () => new Map(), openBusinessOf: async () => ({ orders: 0n, payableFen: 0n, onSale: 0 }) };

export interface TestBuyer extends TestMember {
  readonly contactId: bigint;
}

export interface TestGateway extends PaymentGateway {
  /** What a question or closing answers, by attempt; unpaid when unknown. */
  readonly states: Map<bigint, GatewayState>;
  readonly refunds: { refundId: bigint; attemptId: bigint; amountFen: bigint }[];
  /** What is said of a refund, by its id; succeeded when unknown. */
  readonly refundWords: Map<bigint, { state: 'processing' } | { state: 'failed'; failure: 'abnormal' | 'closed' }>;
  readonly asked: string[];
  /** Makes the next calls fail. */
  failing: number;
}

export interface TestShop extends TestApp {
  readonly orders: OrdersModule;
  readonly payments: PaymentsModule;
  readonly gateway: TestGateway;
  readonly goods: Map<bigint, Offer & Label>;
  /** Puts goods on the shelf; without a supplier they are the platform's own, in the bucket given. */
  sell(goods: { stock: number; supplier?: Supplier; bucket?: number; unitFen?: bigint; supplyFen?: bigint; zone?: 'ordinary' | 'vip' }): Promise<bigint>;
  supplier(name: string): Promise<Supplier>;
  buyer(): Promise<TestBuyer>;
  place(buyer: TestBuyer, lines: readonly { skuId: bigint; quantity: number }[], key?: string): ReturnType<OrdersModule['place']>;
  /** Pays through the gateway's word; returns the attempt. */
  pay(buyer: TestBuyer, checkoutId: bigint, number?: string): Promise<bigint>;
  stockOf(skuId: bigint): Promise<number>;
}

let keys = 0;

/** A gateway that says what the test wants. */
export function testGateway(): TestGateway {
  const states = new Map<bigint, GatewayState>();
  const refunds: TestGateway['refunds'] = [];
  const refundWords: TestGateway['refundWords'] = new Map();
  const asked: string[] = [];
  const gateway: TestGateway = {
    name: 'demo', simulated: true, scenes: ['page'], states, refunds, refundWords, asked, failing: 0,
    start: async ({ attemptId }) => ({ kind: 'open', url: `/demo/pay?attempt=${attemptId}` }),
    verify: () => 'signature',
    query: (attemptId) => answer('query', attemptId),
    close: (attemptId) => answer('close', attemptId),
    async refund(refund) {
      fail();
      refunds.push({ refundId: refund.refundId, attemptId: refund.attemptId, amountFen: refund.amountFen });
      return wordOf(refund);
    },
    async queryRefund(refund) {
      fail();
      return wordOf(refund);
    },
  };
  const wordOf = (refund: RefundOrder): GatewayRefund => ({ ...(refundWords.get(refund.refundId) ?? { state: 'succeeded' }), refundNumber: `refund-${refund.refundId}-${refund.round}` });
  const fail = (): void => {
    if (gateway.failing === 0) return;
    gateway.failing -= 1;
    throw new Error('the gateway does not answer');
  };
  const answer = async (question: 'query' | 'close', attemptId: bigint): Promise<GatewayState> => {
    asked.push(question);
    fail();
    return states.get(attemptId) ?? { state: question === 'close' ? 'closed' : 'unpaid' };
  };
  return gateway;
}

/** The shop on a test database; close it before the database. */
export async function testShop(db: TestDatabase, options: TestInfraOptions & { gateways?: (shop: TestGateway) => readonly PaymentGateway[] } = {}): Promise<TestShop> {
  const goods = new Map<bigint, Offer & Label>();
  const shelves: Shelves = { offerOf: (skuId) => goods.get(skuId), labelOf: (skuId) => goods.get(skuId), multiples: () => ({ ordinary: PPM, vip: 2n * PPM }) };
  const gateway = testGateway();
  // People are made by the whole app; the shop is a second app on the same resources, with goods and a gateway of its own.
  const base = await testApp(db, options);
  const { infra } = base;
  const payments = paymentsModule(infra, { gateways: options.gateways?.(gateway) ?? [gateway] });
  const orders = ordersModule(infra, { shelves, payments, consents: makeConsents(infra) });
  const modules = [membersModule(infra), payments, suppliersModule(infra, NO_NEIGHBOURS), orders, fulfilmentModule(infra, orders)];
  const shop = await createApp(infra, modules, { gatekeeper: makeGatekeeper(infra) });
  const inShop = <Caller extends TestCaller>(caller: Caller): Caller => {
    const send: TestCaller['send'] = async (request): Promise<Answer> => {
      const response = await shop.http.inject({ ...request, headers: { ...caller.headers, ...request.headers } });
      return { status: response.statusCode, headers: response.headers, body: response.body === '' ? undefined : response.json<unknown>(), cookies: {} };
    };
    return { ...caller, send, get: (url) => send({ method: 'GET', url }), post: (url, body) => send({ method: 'POST', url, ...(body === undefined ? {} : { payload: body as object }) }) };
  };
  const app: TestApp = {
    ...base, app: shop, visitor: inShop(base.visitor), drain: () => shop.drain(),
    member: async (given) => inShop(await base.member(given)), staff: async (role, given) => inShop(await base.staff(role, given)),
    async close() {
      await shop.close();
      await base.close();
    },
  };
  return {
    ...app, orders, payments, gateway, goods,
    async sell({ stock, supplier, bucket = supplier?.bucket ?? 5, unitFen = 9_900n, supplyFen = 6_000n, zone = 'ordinary' }) {
      const skuId = app.infra.ids.next<'sku'>(bucket);
      goods.set(skuId, { productId: skuId, skuId, bucket, supplierId: supplier?.id ?? null, unitFen, supplyFen, unitSv: unitFen * 1_000_000n, zone, title: `Goods ${skuId}`, skuName: 'Red', imageUrl: '/media/1' });
      await app.unit((ctx) => setStock(ctx, [{ bucket, skuId, available: stock }]));
      return skuId;
    },
    supplier: (name) => app.unit((ctx) => createSupplier(ctx, { name })),
    async buyer() {
      const member = await app.member();
      const contact = await app.unit((ctx) => addContact(ctx, { memberId: member.memberId, replaces: undefined, name: 'A', phone: '13800000000', regionCode: '330106', detail: 'C' }));
      return { ...member, contactId: contact.id };
    },
    place(buyer, lines, key) {
      keys += 1;
      return orders.place({ actor: buyer.actor, requestId: 'test', memberId: buyer.memberId }, { key: key ?? `test-key-${keys}`, contactId: buyer.contactId, lines });
    },
    async pay(buyer, checkoutId, number) {
      const answer = await buyer.post(`/api/checkouts/${checkoutId}/payments`, { channel: 'demo' });
      assert(answer.status === 200, `paying begins, not ${JSON.stringify(answer.body)}`);
      const attemptId = BigInt((answer.body as { attemptId: string }).attemptId);
      const { amountFen } = await app.infra.sql.one<{ amountFen: bigint }>('select amount_fen as "amountFen" from payments.payment_attempt where id = $1', [attemptId]);
      await payments.settle('demo', { attemptId, amountFen, transactionNumber: number ?? `number-${attemptId}` });
      return attemptId;
    },
    async stockOf(skuId) {
      const row = await app.infra.sql.one<{ available: number }>('select available from orders.stock where bucket = $1 and sku_id = $2', [bucketOf(skuId), skuId]);
      return row.available;
    },
  };
}
