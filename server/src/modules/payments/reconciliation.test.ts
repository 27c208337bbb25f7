import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { BillLine } from '#infra/payment-gateway.ts';
import { codeOf, type TestStaff } from '#test/app.ts';
import { type TestDatabase, testDatabase } from '#test/database.ts';
import type { TestBuyer } from '#test/shop.ts';
import { type WechatShop, wechatShop } from '#test/wechat.ts';
import { decideDifferences, type OurLine } from './domain.ts';

describe('a bill beside our records', () => {
  const bill = (subject: BillLine['subject'], ourNumber: string, amountFen: bigint): BillLine => ({ subject, ourNumber, gatewayNumber: `G${ourNumber}`, amountFen });
  const ours = (line: BillLine, changes: Partial<OurLine> = {}): OurLine => ({ ...line, isRecorded: true, isOfDay: true, ...changes });
  const [a, b, back] = [bill('payment', '1', 100n), bill('payment', '2', 200n), bill('refund', '1', 50n)];
  test.each<[what: string, theirs: BillLine[], ours: OurLine[], kinds: string[]]>([
    ['the same on both sides', [a, b, back], [ours(a), ours(b), ours(back)], []],
    ['a payment and a refund of the same number are two things', [a], [ours(a), ours(back)], ['refund 1 onlyOurs']],
    ['a line nobody knows', [a, b], [ours(a)], ['payment 2 onlyTheirs']],
    ['ours missing in the bill', [a], [ours(a), ours(b)], ['payment 2 onlyOurs']],
    ['another amount', [a], [ours(a, { amountFen: 101n })], ['payment 1 amount']],
    ['money we do not know of', [a], [ours(a, { isRecorded: false, isOfDay: false })], ['payment 1 notRecorded']],
    ['ours of another day is missed by nobody', [a], [ours(a), ours(b, { isOfDay: false })], []],
  ])('%s', (_what, theirs, our, kinds) => {
    expect(decideDifferences(theirs, our).map(({ subject, ourNumber, kind }) => `${subject} ${ourNumber} ${kind}`)).toEqual(kinds);
  });
});

describe('a day at the simulated WeChat Pay', () => {
  let db: TestDatabase;
  let w: WechatShop;
  let buyer: TestBuyer;
  const HOUR = 3_600_000;
  const FIRST = '2026-03-02';
  beforeAll(async () => {
    db = await testDatabase();
    w = await wechatShop(db);
    buyer = await w.shop.buyer();
  });
  afterAll(async () => {
    await w.close();
    await db.close();
  });

  async function paid(): Promise<bigint> {
    const { attemptId } = await w.begin(buyer);
    w.wechat.pay(attemptId, 'paySilent');
    await w.wechat.notifyAll();
    return BigInt(attemptId);
  }
  // Days pass, so nobody's session of yesterday lasts.
  const finance = (): Promise<TestStaff> => w.shop.staff('finance');
  const auditor = (): Promise<TestStaff> => w.shop.staff('auditor');
  const days = async (): Promise<Record<string, unknown>[]> => ((await (await auditor()).get('/api/console/reconciliations')).body as { items: Record<string, unknown>[] }).items;
  const differences = async (day: string): Promise<Record<string, unknown>[]> => ((await (await auditor()).get(`/api/console/reconciliations/wechat/${day}`)).body as { items: Record<string, unknown>[] }).items;
  const again = (day: string) => finance().then((caller) => caller.post(`/api/console/reconciliations/wechat/${day}/run`));

  test('a day in order is matched after ten o\'clock of the next, refunds included, and not before', async () => {
    const [one] = [await paid(), await paid()];
    await w.shop.drain();
    await w.shop.unit((ctx) => w.shop.payments.refund(ctx, { attemptId: one, subjectId: 7n, amountFen: 900n, reason: 'order' }));
    await w.shop.drain();
    await w.wechat.notifyAll();
    // 10:00 on Monday to 9:59 on Tuesday.
    await w.advance(23 * HOUR + 59 * 60_000);
    await w.shop.drain();
    expect(await days()).toEqual([]);
    expect(codeOf(await again(FIRST))).toBe('payments.statementNotFound');
    await w.advance(2 * 60_000);
    await w.shop.drain();
    const side = { payments: 2, paidFen: '19800', refunds: 1, refundedFen: '900' };
    expect(await days()).toEqual([expect.objectContaining({ channel: 'wechat', day: FIRST, state: 'matched', theirs: side, ours: side, differences: 0, unexplained: 0 })]);
  });

  test('money the shop never heard of is found by the bill, asked about and recorded; the day run again is matched', async () => {
    const { attemptId } = await w.begin(buyer);
    await db.sql.run(`update payments.payment_attempt set queries = 6 where id = $1`, [attemptId]);
    w.wechat.pay(attemptId, 'paySilent');
    await w.advance(24 * HOUR);
    await w.shop.drain();
    const [found] = await differences('2026-03-03');
    expect(found).toMatchObject({ subject: 'payment', kind: 'notRecorded', ourNumber: attemptId, oursFen: '9900', theirsFen: '9900', goneAt: null });
    await w.shop.drain();
    expect((await again('2026-03-03')).status).toBe(200);
    expect((await days())[0]).toMatchObject({ day: '2026-03-03', state: 'matched', differences: 0 });
    expect(await differences('2026-03-03')).toEqual([expect.objectContaining({ goneAt: expect.any(String) })]);
  });

  test('a wrong amount and a payment only we have are listed; explained with a note by those who may, they stay explained', async () => {
    const [wrong, alone] = [await paid(), await paid()];
    await w.shop.drain();
    await db.sql.run(`update payments.payment_attempt set amount_fen = 9901 where id = $1`, [wrong]);
    await db.sql.run(`insert into payments.channel_transaction (channel, number, attempt_id, paid_at) select 'wechat', 'GHOST-1', $1, paid_at from payments.channel_transaction where attempt_id = $2`, [await orphan(alone), alone]);
    await w.advance(24 * HOUR);
    await w.shop.drain();
    const list = await differences('2026-03-04');
    expect(list.map(({ kind, oursFen, theirsFen }) => [kind, oursFen, theirsFen])).toEqual([['amount', '9901', '9900'], ['onlyOurs', '9900', null]]);
    const ids = list.map(({ id }) => String(id));
    const explain = (caller: TestStaff, id: string, note: string) => caller.post(`/api/console/differences/${id}/explain`, { note });
    expect([(await explain(await auditor(), ids[0] ?? '', 'looked at it')).status, (await explain(await finance(), ids[0] ?? '', 'no')).status, codeOf(await explain(await finance(), '999', 'nobody knows it'))]).toEqual([403, 400, 'payments.differenceNotFound']);
    expect((await days())[0]).toMatchObject({ state: 'different', differences: 2, unexplained: 2 });
    for (const id of ids) expect((await explain(await finance(), id, 'agreed with WeChat Pay')).status).toBe(200);
    expect((await days())[0]).toMatchObject({ state: 'explained', unexplained: 0 });
    expect((await again('2026-03-04')).status).toBe(200);
    expect((await days())[0]).toMatchObject({ state: 'explained', differences: 2 });
    expect(await db.sql.rows(`select act, target, actor_kind as by, detail, before, after from identity.audit where act = 'payments.differenceExplained' or target = $1 order by at, id`, ['bill:wechat.2026-03-04'])).toEqual([
      ...ids.map((id) => ({ act: 'payments.differenceExplained', target: `difference:${id}`, by: 'staff', detail: { bill: 'wechat.2026-03-04' }, before: { note: null }, after: { note: 'agreed with WeChat Pay' } })),
      { act: 'payments.reconciled', target: 'bill:wechat.2026-03-04', by: 'staff', detail: { differences: 2 }, before: null, after: null },
    ]);
  });

  /** A paid attempt that WeChat Pay never heard of. */
  async function orphan(like: bigint): Promise<bigint> {
    const id = w.shop.infra.ids.next<'attempt'>(Number((like >> 12n) & 1023n));
    await db.sql.run(
      `insert into payments.payment_attempt (bucket, id, member_id, checkout_id, channel, scene, round, amount_fen, state, created_at, expires_at, transaction_number, paid_at)
       select bucket, $2, member_id, checkout_id, channel, scene, 9, amount_fen, state, created_at, expires_at, 'GHOST-1', paid_at from payments.payment_attempt where id = $1`, [like, id]);
    return id;
  }

  test('while the gateway does not answer, the day waits and is tried again; a day without trade is matched', async () => {
    w.wechat.fault('error500');
    await w.advance(24 * HOUR);
    await w.shop.drain();
    expect((await days())[0]).toMatchObject({ day: '2026-03-05', state: 'waiting' });
    await w.advance(11 * 60_000);
    await w.shop.drain();
    expect((await days())[0]).toMatchObject({ day: '2026-03-05', state: 'matched', theirs: { payments: 0, paidFen: '0', refunds: 0, refundedFen: '0' } });
  });

  test('refunds whose money is not back are listed, and tried again by those who may', async () => {
    const attemptId = await paid();
    await w.shop.drain();
    w.wechat.fault('refundClosed');
    const { refundId } = await w.shop.unit((ctx) => w.shop.payments.refund(ctx, { attemptId, subjectId: 9n, amountFen: 100n, reason: 'order' }));
    await w.shop.drain();
    await w.wechat.notifyAll();
    expect((await (await auditor()).get('/api/console/refunds?state=failed')).body).toMatchObject({ items: [{ refundId: String(refundId), state: 'failed', failure: 'closed', amountFen: '100' }] });
    expect((await (await auditor()).post(`/api/console/refunds/${refundId}/retry`)).status).toBe(403);
    expect((await (await finance()).post(`/api/console/refunds/${refundId}/retry`)).status).toBe(200);
    await w.shop.drain();
    await w.wechat.notifyAll();
    expect((await (await auditor()).get('/api/console/refunds')).body).toMatchObject({ items: [] });
    expect(codeOf(await (await finance()).post(`/api/console/refunds/${refundId}/retry`))).toBe('payments.refundUnderWay');
    expect(codeOf(await (await finance()).post('/api/console/refunds/999/retry'))).toBe('payments.refundNotFound');
  });
});
