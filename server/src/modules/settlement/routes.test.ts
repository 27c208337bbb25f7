import { readSheet } from '#infra/xlsx.ts';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { EventPayload } from '#app/events.ts';
import { bucketOf } from '#kernel/id.ts';
import { ledgerModule } from '#modules/ledger/index.ts';
import { createSupplier, type Supplier, suppliersModule } from '#modules/suppliers/index.ts';
import { testApp, type TestApp } from '#test/app.ts';
import { testDatabase, type TestDatabase } from '#test/database.ts';
import { NO_NEIGHBOURS } from '#test/shop.ts';
import { settlementModule } from './index.ts';

let db: TestDatabase;
let t: TestApp;
let supplier: Supplier;
let other: Supplier;

beforeAll(async () => {
  db = await testDatabase();
  t = await testApp(db, { modules: (infra) => [ledgerModule(infra), suppliersModule(infra, NO_NEIGHBOURS), settlementModule(infra)] });
  [supplier, other] = await t.unit(async (ctx) => [await createSupplier(ctx, { name: 'Orchard' }), await createSupplier(ctx, { name: 'Kiln' })] as const);
});
afterAll(async () => {
  await t.close();
  await db.close();
});
beforeEach(async () => {
  await db.sql.run('truncate settlement.payable, settlement.shared_order, ledger.transfer, ledger.account');
});

type Confirmed = EventPayload<'orders.confirmed'>['orders'][number];
function order(of: Supplier, price: { unit: bigint; supply: bigint }): Confirmed {
  return {
    orderId: String(t.infra.ids.next(of.bucket)), checkoutId: '1', memberId: '2', supplierId: String(of.id), totalFen: String(price.unit), confirmedAt: t.infra.clock.now().toISOString(),
    lines: [{ productId: '3', skuId: '4', quantity: 1, unitFen: String(price.unit), supplyFen: String(price.supply), unitSv: '1', zone: 'ordinary' }],
  };
}
const confirmed = (...orders: Confirmed[]) => t.unit(async (ctx) => ctx.emit({ type: 'orders.confirmed', bucket: bucketOf(1n), payload: { orders } }));

test('a supplier sees what it is owed and nobody else’s; the platform sees all', async () => {
  const mine = order(supplier, { unit: 10_000n, supply: 6_000n });
  const theirs = order(other, { unit: 300n, supply: 200n });
  await confirmed(mine, theirs);
  await t.drain();
  const [staff, finance, member] = [await t.staff('supplierOwner', { orgId: supplier.organisationId }), await t.staff('finance'), await t.member()];
  expect((await staff.get('/api/supplier/payables')).body).toMatchObject({
    items: [{ orderId: mine.orderId, amountFen: '6000', due: false }], nextCursor: null, totals: { orders: '1', accruedFen: '6000', dueFen: '0' },
  });
  expect((await finance.get('/api/console/payables')).body).toMatchObject({ totals: { orders: '2', accruedFen: '6200' } });
  expect((await finance.get(`/api/console/payables?supplierId=${other.id}`)).body).toMatchObject({ items: [{ orderId: theirs.orderId, supplierName: 'Kiln' }], totals: { orders: '1' } });
  for (const caller of [member, t.visitor, staff]) expect([401, 403, 404]).toContain((await caller.get('/api/console/payables')).status);
  for (const caller of [member, t.visitor, finance]) expect([401, 403, 404]).toContain((await caller.get('/api/supplier/payables')).status);
});

test('pages go on where they ended', async () => {
  await confirmed(...[1, 2, 3].map(() => order(supplier, { unit: 10n, supply: 6n })));
  await t.drain();
  const finance = await t.staff('finance');
  const first = (await finance.get('/api/console/payables?limit=2')).body as { items: { orderId: string }[]; nextCursor: string };
  const second = (await finance.get(`/api/console/payables?limit=2&cursor=${first.nextCursor}`)).body as { items: { orderId: string }[]; nextCursor: null };
  expect(new Set([...first.items, ...second.items].map((item) => item.orderId)).size).toBe(3);
  expect(second.nextCursor).toBeNull();
});

test('two processes that read the same events book them once', async () => {
  for (let i = 0; i < 20; i++) await confirmed(order(supplier, { unit: 100n, supply: 60n }));
  const second = await db.infra();
  await second.mount(settlementModule(second));
  await Promise.all([t.drain(), second.drain()]);
  await t.drain();
  expect(await db.sql.one('select count(*), sum(amount_fen) as fen from settlement.payable')).toEqual({ count: 20n, fen: 1_200n });
  expect(await db.sql.one('select balance from ledger.account where holder = $1', [supplier.id])).toEqual({ balance: 1_200n });
  await second.close();
});

test('statements by month: each begins where the one before ended, a refund goes back in its own month, and the end is what the ledger says', async () => {
  t.infra.clock.set('2026-03-31T15:59:59.000Z');
  const [first, second] = [order(supplier, { unit: 10_000n, supply: 6_000n }), order(supplier, { unit: 2_000n, supply: 1_500n })];
  await confirmed(first, second, order(other, { unit: 300n, supply: 200n }));
  await t.drain();
  // A second later it is April in Shanghai.
  t.infra.clock.set('2026-03-31T16:00:00.000Z');
  const third = order(supplier, { unit: 500n, supply: 400n });
  await confirmed(third);
  await t.drain();
  t.infra.clock.set('2026-03-31T16:00:01.000Z');
  const { confirmedAt: _, ...facts } = second;
  await t.unit(async (ctx) => ctx.emit({ type: 'orders.refunded', bucket: bucketOf(1n), payload: { orders: [{ ...facts, refundedAt: t.infra.clock.now().toISOString(), stage: 'confirmed' }] } }));
  await t.drain();
  const [staff, finance, rival] = [await t.staff('supplierOwner', { orgId: supplier.organisationId }), await t.staff('finance'), await t.staff('supplierOwner', { orgId: other.organisationId })];
  const mine = { balanceFen: '6400', items: [
    { month: '2026-04', orders: 1, accruedFen: '400', returns: 1, returnedFen: '1500', openingFen: '7500', closingFen: '6400' },
    { month: '2026-03', orders: 2, accruedFen: '7500', returns: 0, returnedFen: '0', openingFen: '0', closingFen: '7500' },
  ] };
  expect((await staff.get('/api/supplier/statements')).body).toEqual(mine);
  expect((await finance.get(`/api/console/suppliers/${supplier.id}/statements`)).body).toEqual(mine);
  expect((await rival.get('/api/supplier/statements')).body).toMatchObject({ balanceFen: '200', items: [{ month: '2026-03', closingFen: '200' }] });
  const { rawPayload } = await t.app.http.inject({ method: 'GET', url: '/api/supplier/statements/2026-04?lang=en', headers: { ...staff.headers } });
  expect((await readSheet(rawPayload, { maxRows: 20 })).map(({ cells }) => cells)).toEqual([
    ['Day', 'What', 'Order number', 'Amount (CNY)', 'Payable from', 'Owed after it (CNY)'], ['', 'Carried over', '', '', '', '75.00'],
    ['2026-04-01', 'Receipt confirmed', third.orderId, '4.00', '2026-04-08', '79.00'], ['2026-04-01', 'Returned', second.orderId, '-15.00', '', '64.00'],
  ]);
  for (const caller of [await t.member(), t.visitor, finance]) expect([401, 403]).toContain((await caller.get('/api/supplier/statements/2026-04')).status);
});
