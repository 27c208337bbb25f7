import { afterAll, beforeAll, expect, test } from 'vitest';
import type { OrderFacts } from '#app/events.ts';
import { installPack, SEED_PACK } from '#modules/rules/index.ts';
import { codeOf, type TestApp, testApp } from '#test/app.ts';
import { type TestDatabase, testDatabase } from '#test/database.ts';
import { rewardsModule } from './index.ts';

let db: TestDatabase;
let t: TestApp;
beforeAll(async () => {
  db = await testDatabase();
  t = await testApp(db, { modules: (infra) => [rewardsModule(infra)] });
  await t.unit((ctx) => installPack(ctx, SEED_PACK));
});
afterAll(async () => {
  await t.close();
  await db.close();
});

test('staff see the payees frozen at payment, then every grant with its arithmetic; an order unknown to the engine is not found', async () => {
  const buyer = await t.member();
  await t.drain();
  const order: OrderFacts = {
    orderId: '77', checkoutId: '78', memberId: String(buyer.memberId), supplierId: null, totalFen: '39900',
    lines: [{ productId: '1', skuId: '2', quantity: 1, unitFen: '39900', supplyFen: '0', unitSv: '39900000000', zone: 'vip' }],
  };
  const at = t.infra.clock.now().toISOString();
  const operator = await t.staff('operator');
  expect(codeOf(await operator.get('/api/console/orders/77/rewards'))).toBe('rewards.notFound');
  await t.unit(async (ctx) => ctx.emit({ type: 'orders.paid', bucket: 0, payload: { orders: [{ ...order, paidAt: at }] } }));
  await t.drain();
  expect((await operator.get('/api/console/orders/77/rewards')).body).toMatchObject({ buyerId: order.memberId, granted: false, payees: [], grants: [] });
  await t.unit(async (ctx) => ctx.emit({ type: 'orders.confirmed', bucket: 0, payload: { orders: [{ ...order, confirmedAt: at }] } }));
  await t.drain();
  expect((await operator.get('/api/console/orders/77/rewards')).body).toMatchObject({
    granted: true, ruleVersion: 1,
    grants: [{ kind: 'purchase', amount: '79800000000', memberId: order.memberId, rule: { version: 1, pack: 'seed', paragraph: 'R4.2.2' }, event: { type: 'orders.confirmed' },
      steps: [{ key: 'rewards.step.line', params: { multiplePpm: '2000000', amountSv: '79800000000' } }] }],
  });
  for (const [caller, status] of [[t.visitor, 401], [buyer, 403], [await t.staff('supplierOwner'), 403], [await t.staff('strategist'), 403]] as const) {
    expect((await caller.get('/api/console/orders/77/rewards')).status).toBe(status);
  }
});
