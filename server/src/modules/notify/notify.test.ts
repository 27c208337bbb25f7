/** Messages on a real database and through the routes of the whole app: told once, in order, by whatever process; read by whom they are for, and by nobody else. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { makeModules } from '#app/app.ts';
import type { DomainEvent, LoggedEvent } from '#app/events.ts';
import { makeDemoGateway } from '#infra/demo-gateway.ts';
import { applyParked, findEvent, setAside } from '#infra/poisoned.ts';
import { DAY_MS } from '#kernel/day.ts';
import type { TestCaller, TestMember, TestStaff } from '#test/app.ts';
import { type TestDatabase, testDatabase, type TestInfra } from '#test/database.ts';
import { type TestMall, testMall } from '#test/mall.ts';
import { testGateway } from '#test/shop.ts';
import { MEMBER_KINDS } from './domain.ts';
import { notifyModule } from './index.ts';
import { notifySubscriber } from './jobs.ts';
import { countUnread, findBeyond, listMessages, readTo } from './store.ts';

const system = { actor: { kind: 'system', name: 'test' }, requestId: 'test' } as const;
interface View { readonly id: string; readonly kind: string; readonly unread: boolean; readonly subjectId: string | null; readonly facts: Record<string, unknown> }

describe('telling', () => {
  const MEMBER = 4711n;
  const reader = { recipientId: MEMBER, accountId: MEMBER, kinds: MEMBER_KINDS };
  let db: TestDatabase;
  let here: TestInfra;
  let there: TestInfra;
  beforeAll(async () => {
    db = await testDatabase();
    [here, there] = [await db.infra(), await db.infra()];
    for (const infra of [here, there]) await infra.mount(notifyModule(infra));
  });
  beforeEach(() => db.sql.run('truncate notify.inbox, notify.message, notify.reader'));
  afterAll(() => db.close());

  const shipped = (orderId: number): DomainEvent => ({ type: 'orders.shipped', bucket: 0, payload: { orders: [
    { orderId: String(orderId), checkoutId: '1', memberId: String(MEMBER), supplierId: null, carrier: 'sf', trackingNumber: `SF${orderId}` }] } });
  const happen = (...orderIds: readonly number[]): Promise<void> => here.unit(system, async (ctx) => orderIds.forEach((id) => ctx.emit(shipped(id))));
  const table = () => db.sql.rows<{ number: bigint; position: bigint; order: bigint }>('select number, position, place, kind, subject_id as order, facts, at from notify.message order by recipient_id, number');
  const orders = async () => (await table()).map(({ order }) => Number(order));
  const shown = async () => (await listMessages(db.sql, reader, { before: undefined, limit: 10 })).map(({ subjectId, unread }) => `${subjectId}${unread ? ' unread' : ''}`);
  const read = (number: bigint) => here.unit(system, (ctx) => readTo(ctx.tx, reader, number));
  const head = async () => (await here.events.head(db.sql)).head;
  /** Sets the next event aside, as if it had failed six times. */
  const park = async (orderId: number): Promise<bigint> => {
    await happen(orderId);
    await db.sql.run(`update infra.subscriber set state = 'stopped', failed_position = position + 1, failed_at = $1, error = 'test' where name = 'notify'`, [here.clock.now()]);
    await here.drain();
    const position = await head();
    const event = await findEvent(db.sql, position) as LoggedEvent;
    await db.sql.run(`update infra.subscriber set state = 'running', failed_position = null, failed_at = null, error = null where name = 'notify'`);
    await here.unit(system, (ctx) => setAside(ctx, { subscriber: notifySubscriber, event, error: new Error('test') }));
    return position;
  };
  const applyLater = (position: bigint) => here.unit(system, (ctx) => applyParked(ctx, notifySubscriber as typeof notifySubscriber & { anyOrder: true }, position));

  test('a log told again changes nothing, and told from the beginning gives the same table', async () => {
    await happen(1, 2, 3);
    await happen(4);
    await here.drain();
    const first = await table();
    expect(first.map(({ number, order }) => [number, order])).toEqual([[1n, 1n], [2n, 2n], [3n, 3n], [4n, 4n]]);
    const again = async (): Promise<void> => {
      await db.sql.run(`update infra.subscriber set position = $1 where name = 'notify'`, [first[0] ? first[0].position - 1n : 0n]);
      await there.drain();
    };
    await again();
    expect(await table()).toEqual(first);
    await db.sql.run('truncate notify.inbox, notify.message, notify.reader');
    await again();
    expect(await table()).toEqual(first);
  });

  test('two processes at once tell everything once, in the order of the log', async () => {
    const pair = [await db.infra(), await db.infra()];
    for (const infra of pair) {
      await infra.events.register([notifySubscriber]);
      await infra.events.start();
    }
    const ids = Array.from({ length: 60 }, (_, n) => n + 1);
    for (const id of ids) await pair[id % 2]?.unit(system, async (ctx) => ctx.emit(shipped(id)));
    try {
      await expect.poll(async () => (await orders()).length, { timeout: 15_000 }).toBe(ids.length);
    } finally {
      for (const infra of pair) await infra.close();
    }
    const rows = await table();
    expect(rows.map(({ number }) => Number(number))).toEqual(ids);
    expect(rows.map(({ position }) => position)).toEqual(rows.map(({ position }) => position).toSorted((a, b) => (a < b ? -1 : 1)));
    expect((await orders()).toSorted((a, b) => a - b)).toEqual(ids);
  });

  test('of two that tell the same at once, without the lock of the subscription, one does', async () => {
    await happen(1, 2);
    const tell = async (infra: TestInfra) => {
      const events = await db.sql.rows<LoggedEvent>('select position, bucket, type, version, payload, at from infra.event_log order by position desc limit 2');
      await infra.unit(system, (ctx) => notifySubscriber.apply(ctx, events));
    };
    await here.drain();
    await db.sql.run('truncate notify.inbox, notify.message, notify.reader');
    await Promise.allSettled([tell(here), tell(there), tell(here), tell(there)]);
    expect((await orders()).toSorted((a, b) => a - b)).toEqual([1, 2]);
    expect(await findBeyond(db.sql, 5)).toEqual([]);
  });

  test('a mark never hides what came late, from an event before others that were read', async () => {
    const early = await park(1);
    await happen(2);
    await here.drain();
    const [told] = await listMessages(db.sql, reader, { before: undefined, limit: 1 });
    expect(told?.subjectId).toBe(2n);
    await read(told?.number ?? 0n);
    expect(await shown()).toEqual(['2']);
    expect(await applyLater(early)).toBe(true);
    const rows = await table();
    expect(rows.map(({ order }) => order)).toEqual([2n, 1n]);
    expect(rows[1]?.position, 'its event stands before the other').toBeLessThan(rows[0]?.position ?? 0n);
    expect(await shown()).toEqual(['1 unread', '2']);
    expect(await countUnread(db.sql, reader, 100)).toBe(1);
    await read(told?.number ?? 0n);
    expect(await countUnread(db.sql, reader, 100), 'who has not seen it has not read it').toBe(1);
  });

  test('a mark beyond all messages is one at the last, and none moves back', async () => {
    await read(5n);
    expect(await db.sql.rows('select * from notify.reader')).toEqual([]);
    await happen(1, 2);
    await here.drain();
    await read(999_999n);
    await read(1n);
    await happen(3);
    await here.drain();
    expect(await shown()).toEqual(['3 unread', '2', '1']);
  });

  test('messages go after 180 days, a thousand at a time; numbers go on, so what comes next is unread', async () => {
    await happen(...Array.from({ length: 1_100 }, (_, n) => n + 1));
    await here.drain();
    await read(1_100n);
    await here.clock.advance(180 * DAY_MS);
    await happen(2_000);
    await here.drain();
    expect((await table()).length).toBe(1_101);
    await here.clock.advance(3_600_001);
    await here.drain();
    expect((await table()).map(({ number, order }) => [number, order])).toEqual([[1_101n, 2_000n]]);
    expect(await shown()).toEqual(['2000 unread']);
  });

  test('the check names a recipient whose mark would hide what comes', async () => {
    await happen(1);
    await here.drain();
    await read(1n);
    const [check] = notifyModule(here).checks ?? [];
    expect((await check?.run(db.sql))?.state).toBe('ok');
    await db.sql.run('update notify.reader set read_to = 9');
    expect(await check?.run(db.sql)).toMatchObject({ state: 'failed', found: expect.stringContaining(String(MEMBER)) as string });
  });
});

describe('through the routes', () => {
  let db: TestDatabase;
  let mall: TestMall;
  beforeAll(async () => {
    db = await testDatabase();
    const { refund, queryRefund } = testGateway();
    mall = await testMall(db, {
      modules: (infra) => makeModules(infra, { gateways: [{ ...makeDemoGateway(infra.config, infra.clock), refund, queryRefund }] }).modules.filter(({ name }) => name !== 'identity' && name !== 'members'),
    });
  });
  afterAll(async () => {
    await mall.close();
    await db.close();
  });

  const crew = (role: Parameters<TestMall['crew']['get']>[0]): TestStaff => mall.crew.get(role) as TestStaff;
  const page = async (who: TestCaller, desk: string, query = '') => (await who.get(`/api/${desk}/messages${query}`)).body as { items: View[]; nextCursor: string | null };
  const unread = async (who: TestCaller, desk: string) => ((await who.get(`/api/${desk}/messages/unread`)).body as { unread: number }).unread;
  const about = async (who: TestCaller, desk: string, subjectId: string) => (await page(who, desk, '?limit=100')).items.filter((one) => one.subjectId === subjectId).map(({ kind, facts }) => [kind, facts]);
  const kinds = async (who: TestMember) => (await page(who, 'me')).items.map(({ kind }) => kind);
  const settled = async (): Promise<void> => {
    await mall.drain();
    await mall.drain();
  };

  test('an order stands at its supplier’s desk at once, and its parcel with its member, in his language; nobody else is told', async () => {
    const [me, other] = [await mall.member(), await mall.member()];
    const { orderId } = await mall.paid(me, mall.goods.package);
    for (const role of ['supplierOwner', 'supplierStaff'] as const) expect(await about(crew(role), 'supplier', orderId)).toEqual([['ordersPaid', { orders: 1, pieces: 1 }]]);
    await crew('supplierStaff').post(`/api/supplier/orders/${orderId}/ship`, { carrier: 'sf', trackingNumber: 'SF1234567890' });
    await mall.drain();
    const { items } = (await me.send({ method: 'GET', url: '/api/me/messages', headers: { 'accept-language': 'zh-CN' } })).body as { items: View[] };
    expect(items[0]).toMatchObject({ kind: 'orderShipped', unread: true, subjectId: orderId, facts: { carrier: expect.stringMatching(/[\u4e00-\u9fff]/) as string, trackingNumber: 'SF1234567890' } });
    expect((await page(other, 'me')).items).toEqual([]);
    expect(await about(mall.otherSupplierStaff, 'supplier', orderId)).toEqual([]);
    expect(await about(crew('owner'), 'console', orderId)).toEqual([]);
    expect(JSON.stringify(items)).not.toContain(me.phone);
  });

  test('each desk takes its own kind of caller', async () => {
    const member = await mall.member();
    for (const [desk, who] of [['me', crew('owner')], ['me', crew('supplierOwner')], ['me', mall.visitor], ['console', crew('supplierOwner')], ['console', member], ['console', mall.visitor], ['supplier', crew('owner')], ['supplier', member]] as const) {
      for (const answer of [await who.get(`/api/${desk}/messages`), await who.get(`/api/${desk}/messages/unread`), await who.post(`/api/${desk}/messages/read`, { upTo: '1' })]) expect([401, 403]).toContain(answer.status);
    }
    expect((await member.post('/api/me/messages/read', { upTo: '-1' })).status).toBe(400);
    expect((await member.post('/api/me/messages/read', {})).status).toBe(400);
  });

  test('what one of the staff has read the other has not; roles see what is their business', async () => {
    const { orderId } = await mall.paid(await mall.member(), mall.goods.tea);
    const [owner, operator] = [crew('owner'), crew('operator')];
    expect(await about(owner, 'console', orderId)).toEqual([['ordersPaid', { orders: 1, pieces: 1 }]]);
    expect((await page(crew('finance'), 'console')).items).toEqual([]);
    expect(await unread(crew('finance'), 'console')).toBe(0);
    const before = await unread(operator, 'console');
    expect(before).toBeGreaterThan(0);
    const newest = (await page(owner, 'console')).items[0]?.id;
    expect((await owner.post('/api/console/messages/read', { upTo: newest })).body).toEqual({ unread: 0 });
    expect([await unread(owner, 'console'), await unread(operator, 'console')]).toEqual([0, before]);
    expect((await page(owner, 'console')).items.every((one) => !one.unread)).toBe(true);
  });

  test('a member’s life: what others did is told, what he did himself is not', async () => {
    const me = await mall.member();
    await mall.confirmed(me, mall.goods.package);
    await settled();
    expect(await kinds(me)).toEqual(['levelReached', 'orderShipped']);
    // He takes his money back himself: it is told when it is there.
    const withdrawn = await mall.paid(me, mall.goods.package);
    await me.post(`/api/me/orders/${withdrawn.orderId}/refund`, { reason: 'changedMind', message: '' });
    await settled();
    expect(await about(me, 'me', withdrawn.orderId)).toEqual([['refundDone', { amountFen: withdrawn.totalFen, reason: 'order' }]]);
    expect((await about(crew('supplierOwner'), 'supplier', withdrawn.orderId)).map(([kind]) => kind)).toEqual(['orderWithdrawn', 'ordersPaid']);
    // A case: asked, refused, and to the platform.
    const { orderId } = await mall.shipped(me, mall.goods.package);
    const { caseId } = (await me.post('/api/me/aftersales', { orderId, kind: 'refund', reason: 'other' })).body as { caseId: string };
    await mall.drain();
    expect(await about(me, 'me', caseId)).toEqual([]);
    expect(await about(crew('supplierOwner'), 'supplier', caseId)).toEqual([['caseChanged', { state: 'asked', case: 'refund' }]]);
    await crew('supplierStaff').post(`/api/supplier/aftersales/${caseId}/refuse`, { message: 'no' });
    await me.post(`/api/me/aftersales/${caseId}/escalate`, { message: 'but' });
    await mall.drain();
    expect(await about(me, 'me', caseId)).toEqual([['caseChanged', { state: 'refused', case: 'refund' }]]);
    expect(await about(crew('operator'), 'console', caseId)).toEqual([['caseChanged', { state: 'escalated', case: 'refund' }]]);
    // A complaint and its answer.
    const { id } = (await me.post('/api/me/complaints', { subject: 'order', words: 'The lid is missing' })).body as { id: string };
    await mall.drain();
    await crew('compliance').post(`/api/console/complaints/${id}/answers`, { words: 'It is on its way' });
    await mall.drain();
    expect(await about(crew('compliance'), 'console', id)).toEqual([['complaintOpened', {}]]);
    expect(await about(me, 'me', id)).toEqual([['complaintAnswered', {}]]);
    // Unpaid for half an hour.
    const unpaid = await mall.placed(me, mall.goods.tea);
    await mall.infra.clock.advance(31 * 60_000);
    await mall.drain();
    await mall.drain();
    const again = await mall.member();
    expect(await about(again, 'me', unpaid.orderId)).toEqual([]);
    expect(await db.sql.rows('select kind, recipient_id as "to" from notify.message where subject_id = $1', [BigInt(unpaid.orderId)])).toEqual([{ kind: 'orderClosed', to: me.memberId }]);
  });

  test('pages go back to the first, and a count ends at 100', async () => {
    const me = await mall.member();
    await mall.unit(async (ctx) => {
      for (let n = 1; n <= 105; n++) ctx.emit({ type: 'orders.shipped', bucket: 0, payload: { orders: [{ orderId: String(n), checkoutId: '1', memberId: String(me.memberId), supplierId: null, carrier: 'sf', trackingNumber: 'SF1' }] } });
    });
    await mall.drain();
    expect(await unread(me, 'me')).toBe(100);
    const first = await page(me, 'me', '?limit=100');
    const last = await page(me, 'me', `?limit=100&cursor=${first.nextCursor}`);
    expect([...first.items, ...last.items].map(({ subjectId }) => Number(subjectId))).toEqual(Array.from({ length: 105 }, (_, n) => 105 - n));
    expect(last.nextCursor).toBeNull();
    expect((await me.post('/api/me/messages/read', { upTo: first.items[4]?.id })).body).toEqual({ unread: 4 });
  });
});
