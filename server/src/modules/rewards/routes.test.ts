import { afterAll, beforeAll, expect, test } from 'vitest';
import type { OrderFacts } from '#app/events.ts';
import { dayOf, formatDay } from '#kernel/day.ts';
import { airdropModule } from '#modules/airdrop/index.ts';
import { installPack, SEED_PACK } from '#modules/rules/index.ts';
import { codeOf, type TestApp, testApp, type TestCaller } from '#test/app.ts';
import { type TestDatabase, testDatabase } from '#test/database.ts';
import { rewardsModule } from './index.ts';

let db: TestDatabase;
let t: TestApp;
beforeAll(async () => {
  db = await testDatabase();
  t = await testApp(db, { modules: (infra) => [airdropModule(infra), rewardsModule(infra)] });
  await t.unit((ctx) => installPack(t.infra, ctx, SEED_PACK));
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
    grants: [{ kind: 'activated', amount: '30000000000', undone: null }, { kind: 'purchase', amount: '79800000000', memberId: order.memberId, rule: { version: 1, pack: 'seed', paragraph: 'R4.2.2' }, event: { type: 'orders.confirmed' },
      steps: [{ key: 'rewards.step.line', params: { multiplePpm: '2000000', amountSv: '79800000000' } }] }],
  });
  await t.unit(async (ctx) => ctx.emit({ type: 'orders.refunded', bucket: 0, payload: { orders: [{ ...order, refundedAt: at, stage: 'confirmed' }] } }));
  await t.drain();
  expect((await operator.get('/api/console/orders/77/rewards')).body).toMatchObject({
    granted: true, refunded: true,
    grants: [{ kind: 'activated', undone: { sv: '30000000000', pts: '0', owedPts: '0' } }, { kind: 'purchase', amount: '79800000000', undone: { sv: '79800000000', pts: '0', owedPts: '0',
      event: { type: 'orders.refunded' }, steps: [{ key: 'rewards.step.refunded', params: { order: '77' } }, { key: 'airdrop.step.part', params: { left: '798.00000000' } }] } }],
  });
  const { items } = (await buyer.get('/api/me/statement')).body as { items: { id: string; kind: string; amount: string; balanceAfter: string }[] };
  expect(items.filter(({ kind }) => kind === 'rewards.refunded').map(({ amount, balanceAfter }) => [amount, balanceAfter])).toEqual([['-79800000000', '0'], ['-30000000000', '79800000000']]);
  const why = (await buyer.get(`/api/me/statement/${items[0]?.id}/why`)).body as { steps: { text: string }[]; entries: { debit: string; credit: string }[] };
  expect(why.steps.map(({ text }) => text)).toEqual(['rewards.step.refunded', 'airdrop.step.part', 'airdrop.step.balance']);
  expect(why.entries).toContainEqual({ debit: 'svActive', credit: 'svIssued', amount: '79800000000', asset: 'SV' });
  for (const [caller, status] of [[t.visitor, 401], [buyer, 403], [await t.staff('supplierOwner'), 403], [await t.staff('strategist'), 403]] as const) {
    expect((await caller.get('/api/console/orders/77/rewards')).status).toBe(status);
  }
});

test('a member reads how many noons are left to him and what extends them, from before his first purchase to after its refund', async () => {
  const buyer = await t.member();
  await t.drain();
  const window = async () => (await buyer.get('/api/me/window')).body;
  const unopened = {
    state: 'none', noonsLeft: 0, lastNoon: null, counts: ['orders'], level: 'registered', thresholdFen: null, accumulatedFen: '0', missingFen: null, firstNoons: 30, extensionNoons: 30, mostNoons: 90,
  };
  expect(await window()).toEqual(unopened);
  const order = (orderId: string, totalFen: string): OrderFacts => ({ orderId, checkoutId: orderId, memberId: String(buyer.memberId), supplierId: null, totalFen, lines: [] });
  const at = t.infra.clock.now().toISOString();
  const pay = (one: OrderFacts) => t.unit(async (ctx) => ctx.emit({ type: 'orders.paid', bucket: 0, payload: { orders: [{ ...one, paidAt: at }] } }));
  const [first, second] = [order('101', '100'), order('102', '13000')];
  await pay(first);
  await t.drain();
  const { day } = await t.infra.sql.one<{ day: number }>('select current_day as day from airdrop.fund');
  expect(await window()).toEqual({ ...unopened, state: 'open', noonsLeft: 30, lastNoon: formatDay(day + 30) });
  const { parameters, ...pack } = SEED_PACK as { name: string; parameters: Record<string, { value: string; paragraph: string }> };
  await t.unit((ctx) => installPack(t.infra, ctx, { ...pack, parameters: { ...parameters, 'repurchase.patron.amount': { value: '100', paragraph: 'R4.8.1' } } }));
  await pay(second);
  await t.drain();
  expect(await window()).toEqual({ ...unopened, state: 'open', noonsLeft: 60, lastNoon: formatDay(day + 60), thresholdFen: '10000', accumulatedFen: '3000', missingFen: '7000' });
  const refund = (one: OrderFacts) => t.unit(async (ctx) => ctx.emit({ type: 'orders.refunded', bucket: 0, payload: { orders: [{ ...one, refundedAt: at, stage: 'unshipped' }] } }));
  await refund(second);
  await t.drain();
  expect(await window()).toMatchObject({ state: 'open', noonsLeft: 30, accumulatedFen: '0' });
  await refund(first);
  await t.drain();
  expect(await window()).toEqual({ ...unopened, thresholdFen: '10000', missingFen: '10000' });
  for (const [caller, status] of [[t.visitor, 401], [await t.staff('operator'), 403]] as const) expect((await caller.get('/api/me/window')).status).toBe(status);
});

test('everybody is told whether he earns: a visitor and an adult do, a minor does from the day on that he comes of age', async () => {
  const today = dayOf(t.infra.clock.now());
  const minor = await t.member({ adultOn: today + 2 });
  const standing = async (who: TestCaller) => (await who.get('/api/rewards/standing')).body;
  const grown = { demo: true, held: false, adultOn: null, registeredSv: '30000000000' };
  for (const caller of [t.visitor, await t.member(), await t.staff('operator')]) expect(await standing(caller)).toEqual(grown);
  expect(await standing(minor)).toEqual({ ...grown, adultOn: formatDay(today + 2) });
  await t.infra.clock.advance(2 * 86_400_000);
  expect(await standing(minor)).toEqual(grown);
});

test('where the rules give nothing for registering, that is what everybody is told', async () => {
  const { parameters, ...pack } = SEED_PACK as { name: string; parameters: Record<string, { value: string; paragraph: string }> };
  await t.unit((ctx) => installPack(t.infra, ctx, { ...pack, parameters: { ...parameters, 'register.sv_bonus': { value: '0', paragraph: 'N20' } } }));
  expect((await t.visitor.get('/api/rewards/standing')).body).toMatchObject({ registeredSv: '0' });
});
