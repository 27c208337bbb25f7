/** Refunds and cases through the routes of the whole app on a real database: each party, each refusal, races, and where the money is afterwards. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { makeModules } from '#app/app.ts';
import type { EventPayload } from '#app/events.ts';
import { demoNotification, makeDemoGateway } from '#infra/demo-gateway.ts';
import { codeOf, TEST_SECRET_KEY, type TestMember, type TestStaff } from '#test/app.ts';
import { type TestDatabase, testDatabase } from '#test/database.ts';
import { type TestGoods, type TestMall, testMall } from '#test/mall.ts';
import { type TestGateway, testGateway } from '#test/shop.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const PARCEL = { carrier: 'sf', trackingNumber: 'SF1234567890' };
let db: TestDatabase;
let mall: TestMall;
let gateway: TestGateway;
let dataDir: string;
let me: TestMember;
let other: TestMember;
let clerk: TestStaff;
let rival: TestStaff;
let operator: TestStaff;

beforeAll(async () => {
  db = await testDatabase();
  dataDir = mkdtempSync(join(tmpdir(), 'coshop-aftersales-'));
  gateway = testGateway();
  mall = await testMall(db, {
    config: { dataDir },
    modules: (infra) => makeModules(infra, { gateways: [{ ...makeDemoGateway(infra.config, infra.clock), refund: gateway.refund, queryRefund: gateway.queryRefund }] })
      .modules.filter(({ name }) => name !== 'identity' && name !== 'members'),
  });
});
beforeEach(async () => {
  // Sessions end by the clock, which tests move: everybody signs in anew.
  const supplier = mall.goods.package.supplier;
  [me, other, clerk, rival, operator] = [
    await mall.member(), await mall.member(), await mall.staff('supplierStaff', { orgId: supplier?.organisationId as TestStaff['orgId'] }),
    await mall.staff('supplierOwner', { orgId: mall.otherSupplierStaff.orgId }), await mall.staff('operator'),
  ];
});
afterAll(async () => {
  await mall.close();
  await db.close();
  rmSync(dataDir, { recursive: true, force: true });
});

const stockOf = async (goods: TestGoods): Promise<number> => (await db.sql.one<{ available: number }>('select available from orders.stock where sku_id = $1', [goods.skuId])).available;
const soldOf = async (goods: TestGoods): Promise<bigint> => (await db.sql.maybe<{ sold: bigint }>('select sold from catalog.sales where product_id = $1', [goods.productId]))?.sold ?? 0n;
/** Every event applied, also those of the jobs that events asked for. */
const settled = async (): Promise<void> => {
  await mall.drain();
  await mall.drain();
};
const refundedEvents = async (orderId: string): Promise<EventPayload<'orders.refunded'>['orders']> => {
  await settled();
  const rows = await db.sql.rows<{ payload: EventPayload<'orders.refunded'> }>(`select payload from infra.event_log where type = 'orders.refunded'`);
  return rows.flatMap(({ payload }) => payload.orders).filter((order) => order.orderId === orderId);
};
/** Everything that may change, to see that nothing did. */
const everything = (): Promise<unknown> => db.sql.one(
  `select (select json_agg(o order by o.id) from orders.orders o)::text as orders, (select json_agg(s order by s.sku_id) from orders.stock s)::text as stock,
     (select json_agg(c order by c.id) from aftersales.cases c)::text as cases, (select count(*) from aftersales.step) as steps, (select count(*) from payments.refund) as refunds,
     (select count(*) from infra.event_inbox) as inbox`);
/** What an account kind holds over all buckets. */
const held = async (kind: string): Promise<bigint> =>
  (await db.sql.one<{ sum: bigint }>('select coalesce(sum(a.balance), 0)::bigint as sum from ledger.account a join ledger.account_kind k on k.number = a.kind where k.name = $1', [kind])).sum;
const books = async (): Promise<readonly bigint[]> => Promise.all(['gateway', 'unearned', 'margin', 'supplierPayable'].map(held));
const refund = (orderId: string, by: TestMember = me) => by.post(`/api/me/orders/${orderId}/refund`, { reason: 'changedMind', message: ' no longer needed ' });
const open = (orderId: string, given: object = {}, by: TestMember = me) => by.post('/api/me/aftersales', { orderId, kind: 'refund', reason: 'defective', message: 'broken', pictures: [], ...given });
const opened = async (orderId: string, given: object = {}): Promise<string> => {
  const { status, body } = await open(orderId, given);
  expect(status, JSON.stringify(body)).toBe(200);
  return (body as { caseId: string }).caseId;
};
const ship = (orderId: string) => operator.post(`/api/console/orders/${orderId}/ship`, PARCEL);
/** As the mall ships and confirms, with staff whose sessions are fresh. */
async function shipped(member: TestMember, goods: TestGoods): ReturnType<TestMall['shipped']> {
  const order = await mall.paid(member, goods);
  const answer = goods.supplier ? await clerk.post(`/api/supplier/orders/${order.orderId}/ship`, PARCEL) : await ship(order.orderId);
  expect(answer.status).toBe(200);
  return order;
}
async function confirmed(member: TestMember, goods: TestGoods): ReturnType<TestMall['confirmed']> {
  const order = await shipped(member, goods);
  expect((await member.post(`/api/me/orders/${order.orderId}/confirm`, {})).status).toBe(200);
  await mall.drain();
  return order;
}
const caseOf = async (caseId: string, by: TestMember = me) => (await by.get(`/api/me/aftersales/${caseId}`)).body as { state: string; turn: string | null; steps: { act: string; party: string }[]; actions: string[]; dueAt: string | null };
const orderOf = async (orderId: string) => (await me.get(`/api/me/orders/${orderId}`)).body as { state: string; actions: string[]; caseOpen: boolean; autoConfirmAt: string | null };

describe('money back before shipping', () => {
  test('goes at once and whole: goods on the shelf, one event, money asked back, the list knows, the record stands', async () => {
    const [stock, sold] = [await stockOf(mall.goods.tea), await soldOf(mall.goods.tea)];
    const before = await books();
    const { orderId, totalFen, attemptId } = await mall.paid(me, mall.goods.tea);
    expect((await orderOf(orderId)).actions).toEqual(['refund']);
    const answer = await refund(orderId);
    expect(answer).toMatchObject({ status: 200, body: { state: 'refunded' } });
    expect(await refundedEvents(orderId)).toEqual([expect.objectContaining({ orderId, stage: 'unshipped', totalFen, memberId: String(me.memberId) })]);
    expect([await stockOf(mall.goods.tea), await soldOf(mall.goods.tea)]).toEqual([stock, sold]);
    expect(gateway.refunds.filter((one) => one.attemptId === BigInt(attemptId))).toEqual([expect.objectContaining({ amountFen: BigInt(totalFen) })]);
    expect(await books()).toEqual(before);
    expect((await me.get(`/api/me/orders/${orderId}`)).body).toMatchObject({
      state: 'refunded', actions: [], refund: { amountFen: totalFen, state: 'succeeded' }, timeline: [{ state: 'placed' }, { state: 'paid' }, { state: 'refunded' }],
    });
    expect((await me.get('/api/me/orders?status=refunded')).body).toMatchObject({ items: [{ orderId, state: 'refunded', caseOpen: false }] });
    expect((await me.get(`/api/me/aftersales?orderId=${orderId}`)).body).toMatchObject({ items: [{ kind: 'cancel', reason: 'changedMind', state: 'refunded', turn: null, amountFen: totalFen }] });
    const unchanged = await everything();
    expect(codeOf(await refund(orderId))).toBe('aftersales.notRefundable');
    expect(await everything()).toEqual(unchanged);
  });

  test('is refused to others, for what is not paid, and once it is shipped; nothing changes', async () => {
    const [placed, paid, sent] = [await mall.placed(me, mall.goods.tea), await mall.paid(me, mall.goods.tea), await shipped(me, mall.goods.tea)];
    await mall.drain();
    const before = await everything();
    expect(codeOf(await refund(paid.orderId, other))).toBe('orders.orderNotFound');
    expect(codeOf(await refund('4611686018427387904'))).toBe('orders.orderNotFound');
    expect(codeOf(await refund(placed.orderId))).toBe('aftersales.notRefundable');
    expect(codeOf(await refund(sent.orderId))).toBe('aftersales.alreadyShipped');
    expect(codeOf(await open(paid.orderId))).toBe('aftersales.notShipped');
    expect(codeOf(await open(placed.orderId))).toBe('aftersales.notRefundable');
    expect(await everything()).toEqual(before);
  });

  test('one order of a checkout goes back alone, and its money alone', async () => {
    const contactId = await mall.contact(me);
    const { body } = await me.post('/api/checkouts', { key: 'two-suppliers-1', contactId, lines: [mall.goods.tea, mall.goods.cup].map(({ skuId }) => ({ skuId: String(skuId), quantity: 1 })) });
    const { checkoutId } = body as { checkoutId: string };
    const attemptId = ((await me.post(`/api/checkouts/${checkoutId}/payments`, { channel: 'demo' })).body as { attemptId: string }).attemptId;
    const told = demoNotification(TEST_SECRET_KEY, { attemptId, transactionId: `NUMBER${attemptId}`, amountFen: '17345' }, mall.infra.clock.wall());
    await mall.visitor.send({ method: 'POST', url: '/api/payments/demo/notify', payload: told.body, headers: told.headers });
    await mall.drain();
    const { orders } = (await me.get(`/api/checkouts/${checkoutId}`)).body as { orders: { orderId: string; totalFen: string }[] };
    const cup = orders.find(({ totalFen }) => totalFen === '5000');
    expect((await refund(cup?.orderId ?? '')).status).toBe(200);
    await mall.drain();
    expect(gateway.refunds.filter((one) => one.attemptId === BigInt(attemptId)).map(({ amountFen }) => amountFen)).toEqual([5_000n]);
    expect(((await me.get(`/api/checkouts/${checkoutId}`)).body as { orders: { state: string }[] }).orders.map(({ state }) => state).toSorted()).toEqual(['paid', 'refunded']);
  });

  test('while the gateway does not answer the order is refunded all the same, and the money follows once', async () => {
    const { orderId, attemptId } = await mall.paid(me, mall.goods.tea);
    gateway.failing = 1;
    expect((await refund(orderId)).status).toBe(200);
    await mall.drain();
    expect((await me.get(`/api/me/orders/${orderId}`)).body).toMatchObject({ state: 'refunded', refund: { state: 'asked', doneAt: null } });
    await db.sql.run('update graphile_worker._private_jobs set run_at = $1', [new Date(0)]);
    await mall.drain();
    expect((await me.get(`/api/me/orders/${orderId}`)).body).toMatchObject({ refund: { state: 'succeeded' } });
    expect(gateway.refunds.filter((one) => one.attemptId === BigInt(attemptId))).toHaveLength(1);
  });
});

describe('races at the order', () => {
  const orders = async <Order>(count: number, make: () => Promise<Order>): Promise<Order[]> => {
    const made: Order[] = [];
    while (made.length < count) made.push(await make());
    return made;
  };

  test('shipping or money back: one of the two, whoever is first, and the goods are where they belong', async () => {
    const all = await orders(8, () => mall.paid(me, mall.goods.tea));
    const stock = await stockOf(mall.goods.tea);
    const wins = await Promise.all(all.map(async ({ orderId }) => {
      const [sent, refunded] = await Promise.all([ship(orderId), refund(orderId)]);
      expect([sent.status, refunded.status].toSorted((a, b) => a - b)).toEqual([200, 409]);
      if (sent.status === 200) expect(codeOf(refunded)).toBe('aftersales.alreadyShipped');
      else expect(codeOf(sent)).toBe('orders.notPaid');
      expect(await refundedEvents(orderId)).toHaveLength(refunded.status === 200 ? 1 : 0);
      return refunded.status === 200 ? 1 : 0;
    }));
    expect(await stockOf(mall.goods.tea)).toBe(stock + wins.reduce<number>((sum, win) => sum + win, 0));
  });

  test('two refunds, of the member and of the platform: one', async () => {
    for (const { orderId, attemptId } of await orders(4, () => mall.paid(me, mall.goods.tea))) {
      const answers = await Promise.all([refund(orderId), refund(orderId), operator.post(`/api/console/orders/${orderId}/refund`, { message: 'asked by phone' })]);
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
      expect(await refundedEvents(orderId)).toHaveLength(1);
      expect(await db.sql.rows('select 1 from payments.refund where attempt_id = $1', [attemptId])).toHaveLength(1);
    }
  });

  test('confirming and refunding: whatever the order, the stage told is the stage it had, and the books end where they began', async () => {
    await settled();
    const before = await books();
    const all = await orders(6, () => shipped(me, mall.goods.package));
    await mall.drain();
    for (const { orderId } of all) {
      const [received, refunded] = await Promise.all([me.post(`/api/me/orders/${orderId}/confirm`, {}), operator.post(`/api/console/orders/${orderId}/refund`, { message: 'lost' })]);
      expect(refunded.status).toBe(200);
      expect(await refundedEvents(orderId)).toMatchObject([{ stage: received.status === 200 ? 'confirmed' : 'shipped' }]);
    }
    await settled();
    expect(await books()).toEqual(before);
  });

  test('two who decide at once, supplier and platform: the first counts', async () => {
    const { orderId } = await shipped(me, mall.goods.package);
    const caseId = await opened(orderId);
    const answers = await Promise.all([clerk.post(`/api/supplier/aftersales/${caseId}/agree`, {}), operator.post(`/api/console/aftersales/${caseId}/agree`, {}), clerk.post(`/api/supplier/aftersales/${caseId}/agree`, {})]);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status !== 200).map(codeOf)).toEqual(['aftersales.notNow', 'aftersales.notNow']);
    expect(await refundedEvents(orderId)).toHaveLength(1);
  });

  test('two cases opened at once: one', async () => {
    const { orderId } = await shipped(me, mall.goods.package);
    const answers = await Promise.all([open(orderId), open(orderId), open(orderId)]);
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409, 409]);
  });
});

describe('a case', () => {
  const payableOf = async (orderId: string) => ((await (await mall.staff('finance')).get('/api/console/payables?limit=100')).body as { items: { orderId: string; state: string; due: boolean }[] }).items.find((item) => item.orderId === orderId);

  test('about confirmed goods: the supplier agrees, the payable is undone exactly, rewards and lists are told, the stock stays', async () => {
    await settled();
    const before = await books();
    const stock = await stockOf(mall.goods.package);
    const { orderId, totalFen } = await confirmed(me, mall.goods.package);
    const caseId = await opened(orderId);
    await mall.drain();
    expect((await me.get('/api/me/order-counts')).body).toMatchObject({ placed: 0, paid: 0, shipped: 0, afterSales: 1 });
    expect(await payableOf(orderId)).toMatchObject({ state: 'disputed', due: false });
    expect((await operator.get(`/api/console/aftersales/${caseId}`)).body).toMatchObject({ amountFen: totalFen, payableFen: String(BigInt(totalFen) / 2n), memberId: String(me.memberId) });
    expect((await operator.post(`/api/console/aftersales/${caseId}/agree`, { message: 'sorry' })).body).toEqual({ state: 'refunded' });
    expect(await refundedEvents(orderId)).toMatchObject([{ stage: 'confirmed' }]);
    expect(await payableOf(orderId)).toMatchObject({ state: 'reversed', due: false });
    expect(await books()).toEqual(before);
    expect(await stockOf(mall.goods.package)).toBe(stock - 1);
    const reversal = await db.sql.one<{ entry: bigint; reversal: bigint }>('select entry_id as entry, reversal_entry_id as reversal from settlement.payable where order_id = $1', [orderId]);
    const moves = async (id: bigint, sign: bigint) => (await db.sql.rows<{ account: string; amount: bigint }>(
      `select t.debit_kind || '/' || t.debit_holder as account, -t.amount as amount from ledger.transfer t where t.entry_id = $1
       union all select t.credit_kind || '/' || t.credit_holder, t.amount from ledger.transfer t where t.entry_id = $1`, [id]))
      .map(({ account, amount }) => `${account} ${amount * sign}`).toSorted();
    expect(await moves(reversal.reversal, -1n)).toEqual(await moves(reversal.entry, 1n));
  });

  test('holds the order: neither member nor clock confirm it, and the days go on where they stood when it is withdrawn', async () => {
    const { orderId } = await shipped(me, mall.goods.package);
    await mall.infra.clock.advance(6 * DAY_MS);
    const caseId = await opened(orderId);
    expect(await orderOf(orderId)).toMatchObject({ actions: [], caseOpen: true, autoConfirmAt: null });
    expect(codeOf(await me.post(`/api/me/orders/${orderId}/confirm`, {}))).toBe('orders.caseOpen');
    await mall.infra.clock.advance(40 * HOUR_MS);
    await mall.drain();
    expect(await orderOf(orderId)).toMatchObject({ state: 'shipped' });
    expect((await me.post(`/api/me/aftersales/${caseId}/withdraw`)).body).toEqual({ state: 'closed' });
    await mall.infra.clock.advance(DAY_MS - 1);
    await mall.drain();
    expect(await orderOf(orderId)).toMatchObject({ state: 'shipped', actions: ['confirm', 'afterSales'], caseOpen: false });
    await mall.infra.clock.advance(1);
    await mall.drain();
    expect(await orderOf(orderId)).toMatchObject({ state: 'confirmed' });
  });

  test('about goods to return: agreed with an address, sent, received, on the shelf only because the supplier says so', async () => {
    const { orderId } = await shipped(me, mall.goods.package);
    const stock = await stockOf(mall.goods.package);
    const caseId = await opened(orderId, { kind: 'return', reason: 'noReason' });
    expect(codeOf(await clerk.post(`/api/supplier/aftersales/${caseId}/agree`, { message: '  ' }))).toBe('aftersales.returnAddressNeeded');
    expect(codeOf(await me.post(`/api/me/aftersales/${caseId}/parcel`, PARCEL))).toBe('aftersales.notNow');
    expect((await clerk.post(`/api/supplier/aftersales/${caseId}/agree`, { message: 'Li, Tea Road 1' })).body).toEqual({ state: 'returning' });
    expect((await me.get(`/api/me/aftersales/${caseId}`)).body).toMatchObject({ returnTo: 'Li, Tea Road 1', actions: ['send', 'withdraw'], turn: 'member' });
    expect(codeOf(await me.post(`/api/me/aftersales/${caseId}/parcel`, { ...PARCEL, carrier: 'Pigeon Post' }))).toBe('fulfilment.unknownCarrier');
    expect(codeOf(await me.post(`/api/me/aftersales/${caseId}/parcel`, { ...PARCEL, trackingNumber: 'no number' }))).toBe('fulfilment.badTrackingNumber');
    expect((await me.post(`/api/me/aftersales/${caseId}/parcel`, { ...PARCEL, trackingNumber: ' sf1234567890 ' })).body).toEqual({ state: 'returned' });
    expect((await clerk.get(`/api/supplier/aftersales/${caseId}`)).body).toMatchObject({ parcel: { trackingNumber: 'SF1234567890' }, actions: ['agree', 'refuse'] });
    expect((await clerk.post(`/api/supplier/aftersales/${caseId}/agree`, { restock: true })).body).toEqual({ state: 'refunded' });
    expect(await refundedEvents(orderId)).toMatchObject([{ stage: 'shipped' }]);
    expect(await stockOf(mall.goods.package)).toBe(stock + 1);
    expect((await caseOf(caseId)).steps.map(({ party, act }) => `${party} ${act}`)).toEqual(['member opened', 'supplier agreed', 'member sent', 'supplier agreed', 'system refunded']);
  });

  test('refused by the supplier goes to the platform, whose refusal ends it; a fourth is refused', async () => {
    const { orderId } = await shipped(me, mall.goods.package);
    for (let round = 0; round < 3; round++) {
      const caseId = await opened(orderId);
      expect((await clerk.post(`/api/supplier/aftersales/${caseId}/refuse`, { message: 'worn' })).body).toEqual({ state: 'refused' });
      expect(codeOf(await operator.post(`/api/console/aftersales/${caseId}/agree`, {}))).toBe('aftersales.notNow');
      expect((await me.post(`/api/me/aftersales/${caseId}/escalate`, { message: 'it is not' })).body).toEqual({ state: 'escalated' });
      expect(codeOf(await clerk.post(`/api/supplier/aftersales/${caseId}/agree`, {}))).toBe('aftersales.notNow');
      expect((await operator.post(`/api/console/aftersales/${caseId}/refuse`, { message: 'seen the pictures' })).body).toEqual({ state: 'closed' });
      expect(await orderOf(orderId)).toMatchObject({ state: 'shipped', caseOpen: false });
    }
    const before = await everything();
    expect(codeOf(await open(orderId))).toBe('aftersales.tooManyCases');
    expect(await everything()).toEqual(before);
  });

  test('goes on by itself: a silent supplier loses the decision, a silent member his case', async () => {
    const [first, second, third] = [await shipped(me, mall.goods.package), await shipped(me, mall.goods.package), await shipped(me, mall.goods.tea)];
    const [silent, unsent, own] = [await opened(first.orderId), await opened(second.orderId, { kind: 'return' }), await opened(third.orderId)];
    await clerk.post(`/api/supplier/aftersales/${unsent}/agree`, { message: 'Tea Road 1' });
    await mall.infra.clock.advance(48 * HOUR_MS - 1);
    await mall.drain();
    expect(await caseOf(silent)).toMatchObject({ state: 'asked' });
    await mall.infra.clock.advance(1);
    await mall.drain();
    expect(await caseOf(silent)).toMatchObject({ state: 'escalated', turn: 'platform', dueAt: null, steps: [{}, { party: 'system', act: 'escalated' }] });
    await mall.infra.clock.advance(5 * DAY_MS);
    await mall.drain();
    expect(await caseOf(unsent)).toMatchObject({ state: 'closed', turn: null, steps: [{}, {}, { party: 'system', act: 'lapsed' }] });
    expect(await caseOf(own)).toMatchObject({ state: 'asked', turn: 'platform', dueAt: null });
    operator = await mall.staff('operator');
    expect((await operator.post(`/api/console/aftersales/${own}/agree`, { restock: true })).body).toEqual({ state: 'refunded' });
  });

  test('can be opened until seven days after confirmation, and by the platform as long', async () => {
    const [first, second] = [await confirmed(me, mall.goods.package), await confirmed(me, mall.goods.package)];
    await mall.infra.clock.advance(7 * DAY_MS - 1);
    const caseId = await opened(first.orderId);
    await mall.infra.clock.advance(1);
    await mall.drain();
    operator = await mall.staff('operator');
    const before = await everything();
    expect([await payableOf(first.orderId), await payableOf(second.orderId)]).toMatchObject([{ state: 'disputed', due: false }, { state: 'due', due: true }]);
    expect(codeOf(await open(second.orderId))).toBe('aftersales.tooLate');
    expect(codeOf(await operator.post(`/api/console/orders/${second.orderId}/refund`, { message: 'late' }))).toBe('aftersales.tooLate');
    expect(await everything()).toEqual(before);
    expect((await operator.post(`/api/console/orders/${first.orderId}/refund`, { message: 'in time' })).body).toEqual({ caseId, state: 'refunded' });
  });

  test('is found by its parties alone, and every act asks whose turn it is', async () => {
    const { orderId } = await shipped(me, mall.goods.package);
    const caseId = await opened(orderId);
    await mall.drain();
    const before = await everything();
    for (const answer of [
      await other.get(`/api/me/aftersales/${caseId}`), await other.post(`/api/me/aftersales/${caseId}/withdraw`), await other.post(`/api/me/aftersales/${caseId}/escalate`, { message: '' }),
      await other.post(`/api/me/aftersales/${caseId}/parcel`, PARCEL), await rival.get(`/api/supplier/aftersales/${caseId}`), await rival.post(`/api/supplier/aftersales/${caseId}/agree`, {}),
      await rival.post(`/api/supplier/aftersales/${caseId}/refuse`, { message: 'no' }), await operator.post('/api/console/aftersales/1/agree', {}), await me.get('/api/me/aftersales/4611686018427387904'),
    ]) expect(codeOf(answer)).toBe('aftersales.caseNotFound');
    expect(codeOf(await open(orderId, {}, other))).toBe('orders.orderNotFound');
    expect(codeOf(await me.post(`/api/me/aftersales/${caseId}/escalate`, { message: '' }))).toBe('aftersales.notNow');
    expect(codeOf(await clerk.post(`/api/supplier/aftersales/${caseId}/refuse`, { message: '   ' }))).toBe('http.badRequest');
    expect(codeOf(await open(orderId))).toBe('aftersales.caseOpen');
    expect(await everything()).toEqual(before);
    const list = (await clerk.get('/api/supplier/aftersales?turn=supplier')).body as { items: object[] };
    expect(list.items[0]).toMatchObject({ caseId, supplyFen: '19950', lines: [{ title: 'Package', quantity: 1 }] });
    expect(JSON.stringify(list.items[0])).not.toContain('39900');
    expect(JSON.stringify((await rival.get('/api/supplier/aftersales')).body)).not.toContain(caseId);
    expect((await clerk.get('/api/supplier/aftersales-counts')).body).toEqual({ member: 0, supplier: list.items.length, platform: expect.any(Number) });
    expect((await operator.get(`/api/console/aftersales?orderId=${orderId}`)).body).toMatchObject({ items: [{ caseId, memberId: String(me.memberId) }] });
    const page = (await operator.get('/api/console/aftersales?limit=1')).body as { items: { caseId: string }[]; nextCursor: string };
    expect((await operator.get(`/api/console/aftersales?limit=1&cursor=${page.nextCursor}`)).body).toMatchObject({ items: [{ caseId: expect.not.stringMatching(`^${caseId}$`) }] });
  });

  test('shows pictures that were uploaded for it, and refuses what is none', async () => {
    const { orderId } = await shipped(me, mall.goods.package);
    const bytes = await sharp({ create: { width: 240, height: 240, channels: 3, background: 'red' } }).png().toBuffer();
    const upload = (payload: Buffer, type = 'image/png') => me.send({ method: 'POST', url: '/api/me/aftersales/pictures', payload, headers: { 'content-type': type } });
    const { sha256 } = (await upload(bytes)).body as { sha256: string };
    expect(codeOf(await upload(Buffer.from('<svg/>')))).toBe('catalog.pictureUnreadable');
    expect(codeOf(await open(orderId, { pictures: ['b'.repeat(64)] }))).toBe('aftersales.unknownPicture');
    expect(codeOf(await open(orderId, { pictures: Array.from({ length: 7 }, () => sha256) }))).toBe('http.badRequest');
    const caseId = await opened(orderId, { pictures: [sha256, sha256] });
    expect((await me.get(`/api/me/aftersales/${caseId}`)).body).toMatchObject({ message: 'broken', pictures: [{ url: `/media/${sha256}-200.webp`, largeUrl: `/media/${sha256}-1200.webp` }] });
    const answers = await Promise.all(Array.from({ length: 60 }, () => upload(Buffer.from('x'))));
    expect(answers.filter(({ status }) => status === 429).map(codeOf)).toContain('http.tooManyRequests');
    expect((await other.send({ method: 'POST', url: '/api/me/aftersales/pictures', payload: bytes, headers: { 'content-type': 'image/png' } })).status).toBe(200);
  });
});

test('whatever happened here, every asset sums to zero and no subscriber stopped', async () => {
  await mall.drain();
  expect(await db.sql.rows('select k.asset, sum(a.balance)::bigint as sum from ledger.account a join ledger.account_kind k on k.number = a.kind group by k.asset having sum(a.balance) <> 0')).toEqual([]);
  expect((await mall.infra.events.states(db.sql)).filter(({ state }) => state !== 'running')).toEqual([]);
  expect(await db.sql.rows('select 1 from infra.parked_event')).toEqual([]);
});
