import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { EventPayload } from '#app/events.ts';
import { bucketOf } from '#kernel/id.ts';
import { ledgerModule } from '#modules/ledger/index.ts';
import { createSupplier, type Supplier, suppliersModule } from '#modules/suppliers/index.ts';
import { testApp, type TestApp } from '#test/app.ts';
import { testDatabase, type TestDatabase } from '#test/database.ts';
import { settlementModule } from './index.ts';

let db: TestDatabase;
let t: TestApp;
let supplier: Supplier;
let other: Supplier;

beforeAll(async () => {
  db = await testDatabase();
  t = await testApp(db, { modules: (infra) => [ledgerModule(infra), suppliersModule(infra), settlementModule(infra)] });
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
