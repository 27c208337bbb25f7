import { afterAll, beforeAll, expect, test } from 'vitest';
import { type EventPayload } from '#app/events.ts';
import { testDatabase, type TestDatabase, type TestInfra } from '#test/database.ts';
import { bucketOf } from '#kernel/id.ts';
import { balanceOf } from '#modules/ledger/index.ts';
import { settlementSubscriber } from './jobs.ts';
import { listPayables, sumPayables } from './store.ts';

const SUPPLIER = 4_242n;
let db: TestDatabase;
let infra: TestInfra;
beforeAll(async () => {
  db = await testDatabase();
  infra = await db.infra();
  await infra.mount({ subscribers: [settlementSubscriber] });
});
afterAll(() => db.close());

const system = { actor: { kind: 'system', name: 'test' }, requestId: 'test' } as const;
const confirmed = (orderId: bigint, supplierId: bigint | null, price: { unit: bigint; supply: bigint; quantity: number }): EventPayload<'orders.confirmed'>['orders'][number] => ({
  orderId: orderId.toString(), checkoutId: '9', memberId: '8', supplierId: supplierId?.toString() ?? null, totalFen: (price.unit * BigInt(price.quantity)).toString(),
  lines: [{ productId: '1', skuId: '2', quantity: price.quantity, unitFen: price.unit.toString(), supplyFen: price.supply.toString(), unitSv: '0', zone: 'ordinary' }],
  confirmedAt: infra.clock.now().toISOString(),
});
const emit = (orders: EventPayload<'orders.confirmed'>['orders']): Promise<void> => infra.unit(system, async (ctx) => ctx.emit({ type: 'orders.confirmed', bucket: 3, payload: { orders } }));
const balance = async (bucket: number, kind: 'gateway' | 'unearned' | 'margin' | 'supplierPayable', holder = 0n): Promise<bigint> => (await balanceOf(db.sql, { bucket, kind, holder })).balance;

test('a payment waits as unearned; confirmation turns it into payable and margin, and the books sum to zero', async () => {
  const attempt = infra.ids.next(7);
  const orderId = infra.ids.next(3);
  await infra.unit(system, async (ctx) => ctx.emit({ type: 'payments.succeeded', bucket: 7, payload: {
    payments: [{ attemptId: attempt.toString(), checkoutId: '9', memberId: '8', amountFen: '20000', channel: 'demo', paidAt: ctx.now.toISOString() }] } }));
  await infra.drain();
  expect([await balance(7, 'gateway'), await balance(7, 'unearned')]).toEqual([-20_000n, 20_000n]);
  await emit([confirmed(orderId, SUPPLIER, { unit: 10_000n, supply: 6_000n, quantity: 2 })]);
  await infra.drain();
  expect(await balance(bucketOf(orderId), 'supplierPayable', SUPPLIER)).toBe(12_000n);
  expect(await balance(3, 'margin')).toBe(8_000n);
  const unearned = await db.sql.one<{ sum: bigint }>('select sum(balance) as sum from ledger.account where kind = 2');
  expect(unearned.sum).toBe(0n);
  const [payable] = await listPayables(db.sql, { supplierId: SUPPLIER, beforeOrderId: 1n << 62n, limit: 5 });
  expect(payable).toMatchObject({ orderId, amountFen: 12_000n, orderFen: 20_000n });
});

test('an order confirmed twice, in one batch or later, is shared out once', async () => {
  const orderId = infra.ids.next(3);
  const order = confirmed(orderId, SUPPLIER, { unit: 500n, supply: 300n, quantity: 1 });
  const before = await balance(3, 'supplierPayable', SUPPLIER);
  await emit([order, order]);
  await emit([order]);
  await infra.drain();
  await emit([order]);
  await infra.drain();
  expect(await balance(3, 'supplierPayable', SUPPLIER)).toBe(before + 300n);
});

test('money that goes back leaves neither the gateway nor unearned changed', async () => {
  const attemptId = infra.ids.next(9).toString();
  const refundId = infra.ids.next(9).toString();
  await infra.unit(system, async (ctx) => {
    ctx.emit({ type: 'payments.succeeded', bucket: 9, payload: { payments: [{ attemptId, checkoutId: '9', memberId: '8', amountFen: '777', channel: 'demo', paidAt: ctx.now.toISOString() }] } });
    ctx.emit({ type: 'payments.refunded', bucket: 9, payload: { refunds: [{ refundId, attemptId, subjectId: attemptId, memberId: '8', reason: 'paidTwice', amountFen: '777' }] } });
  });
  await infra.drain();
  expect([await balance(9, 'gateway'), await balance(9, 'unearned')]).toEqual([0n, 0n]);
});

test('self-operated, free and below-cost orders keep the books exact', async () => {
  const before = await balance(3, 'margin');
  const payable = await balance(3, 'supplierPayable', SUPPLIER);
  await emit([
    confirmed(infra.ids.next(3), null, { unit: 900n, supply: 100n, quantity: 1 }),
    confirmed(infra.ids.next(3), SUPPLIER, { unit: 0n, supply: 0n, quantity: 1 }),
    confirmed(infra.ids.next(3), SUPPLIER, { unit: 100n, supply: 250n, quantity: 1 }),
  ]);
  await infra.drain();
  expect(await balance(3, 'margin')).toBe(before + 900n - 150n);
  expect(await balance(3, 'supplierPayable', SUPPLIER)).toBe(payable + 250n);
});

test('payables fall due after seven days, and the sum of rows is the balance of the account', async () => {
  const now = infra.clock.now();
  const totals = await sumPayables(db.sql, { supplierId: SUPPLIER, at: now });
  expect(totals).toMatchObject({ accruedFen: await balance(3, 'supplierPayable', SUPPLIER), dueFen: 0n });
  const later = await sumPayables(db.sql, { supplierId: SUPPLIER, at: new Date(now.getTime() + 7 * 86_400_000) });
  expect(later.dueFen).toBe(totals.accruedFen);
});
