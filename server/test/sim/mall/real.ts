/** The real mall under simulation: the whole app on a database, people who act through its routes, and gateways that say what the model knows. */
import { makeModules } from '#app/app.ts';
import type { Check } from '#infra/check.ts';
import { demoNotification, makeDemoGateway } from '#infra/demo-gateway.ts';
import type { GatewayRefund, GatewayState, PaymentGateway, RefundOrder } from '#infra/payment-gateway.ts';
import { assert } from '#kernel/assert.ts';
import { catalogOf, createCategory, createProduct, editProduct, type ProductId, recordMedia } from '#modules/catalog/index.ts';
import { openSession } from '#modules/identity/index.ts';
import { addContact, getMember } from '#modules/members/index.ts';
import { setStock } from '#modules/orders/index.ts';
import { installPack, SEED_PACK } from '#modules/rules/index.ts';
import { createSupplier } from '#modules/suppliers/index.ts';
import { type Answer, TEST_SECRET_KEY, testApp, type TestApp, type TestMember, type TestStaff } from '#test/app.ts';
import type { TestDatabase } from '#test/database.ts';
import type { MallModel } from './model.ts';
import { seeded } from '#test/sim/random-history.ts';
import { EASED } from './rules.ts';
import { must } from './difference.ts';
import type { Back, Goods } from './shop.ts';
import { Dice } from './world.ts';

export const CHANNELS = ['demo', 'other'] as const;
export type Channel = (typeof CHANNELS)[number];
export const STAFF = ['operator', 'strategist', 'finance'] as const;
export type StaffName = (typeof STAFF)[number];

const PICTURE = { sha256: 'a'.repeat(64), width: 600, height: 600, bytes: 1 };
/** A staff session proves its person for five minutes. */
const FRESH_MS = 240_000;
const STOCK = 40;

/** What is sold: prices in fen, share value in atoms where it is not the face value; `of` is a supplier by number, or the platform. */
const SHELF: readonly { of: number | null; zone: Goods['zone']; priceFen: bigint; supplyFen: bigint; unitSv?: bigint }[] = [
  { of: null, zone: 'ordinary', priceFen: 12_345n, supplyFen: 0n, unitSv: 3_333_333_333n },
  { of: null, zone: 'ordinary', priceFen: 1n, supplyFen: 0n, unitSv: 1n },
  { of: null, zone: 'vip', priceFen: 39_900n, supplyFen: 0n },
  { of: 0, zone: 'ordinary', priceFen: 9_900n, supplyFen: 6_001n },
  { of: 0, zone: 'vip', priceFen: 39_900n, supplyFen: 20_000n, unitSv: 39_912_345_678n },
  { of: 0, zone: 'vip', priceFen: 499_900n, supplyFen: 300_000n },
  { of: 1, zone: 'ordinary', priceFen: 777n, supplyFen: 777n, unitSv: 0n },
  { of: 1, zone: 'ordinary', priceFen: 25_000n, supplyFen: 1n },
  { of: 1, zone: 'vip', priceFen: 59_900n, supplyFen: 59_900n, unitSv: 77n },
];

interface Session { readonly staff: TestStaff; token: string; since: number }

export interface Mall {
  readonly t: TestApp;
  /** What gateways were asked about money that is to go back, and how they said it stands. */
  readonly refunds: { refundId: bigint; attemptId: bigint; amountFen: bigint; state: Back['state'] }[];
  /** What the modules say must hold, as the operator's doctor looks at it. */
  readonly checks: readonly Check[];
  /** Business time, ms. */
  now(): number;
  /** A moment passes, in wall time too: ids and sessions live by it. */
  tick(): void;
  /** Moves business time on, as a demo or a test does. */
  pass(ms: number): Promise<void>;
  join(input: { phone: string; inviter: bigint | null }): Promise<TestMember & { contactId: bigint }>;
  staff(name: StaffName | `supplier${number}`): Promise<Caller>;
  notify(channel: Channel, said: { attemptId: bigint; number: string; amountFen: bigint }): Promise<Answer>;
  edit(goods: Goods): Promise<void>;
  restock(goods: Goods): Promise<void>;
  close(): Promise<void>;
}
export interface Caller { post(url: string, body: object): Promise<Answer> }

/** Opens the mall and puts its goods into the model. */
export async function openMall(db: TestDatabase, model: MallModel): Promise<Mall> {
  const refunds: Mall['refunds'] = [];
  const checks: Check[] = [];
  const t = await testApp(db, {
    config: { mode: 'demo' },
    modules(infra) {
      const demo = makeDemoGateway(infra.config, infra.clock);
      const gateways = CHANNELS.map((name) => gatewayOf(name, { demo, model, refunds }));
      const { modules } = makeModules(infra, { gateways });
      checks.push(...modules.flatMap((module) => module.checks ?? []));
      return modules.filter((module) => module.name !== 'identity' && module.name !== 'members');
    },
  });
  const { infra } = t;
  const { parameters, ...pack } = SEED_PACK as { parameters: Record<string, { value: string; paragraph: string }> };
  const eased = Object.fromEntries(Object.entries({ ...EASED, 'sv.maturity_days': String(model.maturityDays) }).map(([key, value]) => [key, { paragraph: 'simulation', ...parameters[key], value }]));
  await t.unit((ctx) => installPack(t.infra, ctx, { ...pack, parameters: { ...parameters, ...eased } }));
  const suppliers = await furnish(t, model);
  await catalogOf(infra).refresh();

  const sessions = new Map<string, Session>();
  for (const name of STAFF) sessions.set(name, sessionOf(await t.staff(name)));
  for (const [n, { organisationId }] of suppliers.entries()) sessions.set(`supplier${n}`, sessionOf(await t.staff('supplierOwner', { orgId: organisationId })));
  const send = (token: string): Caller => ({
    post: async (url, payload) => {
      const response = await t.app.http.inject({ method: 'POST', url, payload, headers: { authorization: `Bearer ${token}` } });
      return { status: response.statusCode, body: response.json<unknown>(), headers: {}, cookies: {} };
    },
  });
  let wallMs = infra.clock.wall().getTime();
  return {
    t, refunds, checks,
    now: () => infra.clock.now().getTime(),
    tick() {
      wallMs += 50;
      infra.clock.set(new Date(wallMs));
    },
    async pass(ms) {
      await infra.sql.run('update infra.clock set offset_ms = offset_ms + $1 where only_row', [ms]);
      await infra.clock.refresh();
    },
    async join({ phone, inviter }) {
      const code = inviter === null ? undefined : (await getMember(infra.sql, inviter)).inviteCode;
      must(code !== null, `member ${inviter} may share and has a code`);
      const member = await t.member({ phone, ...(code === undefined ? {} : { inviteCode: code }) });
      const contact = await t.unit((ctx) => addContact(ctx, { memberId: member.memberId, replaces: undefined, name: 'A', phone: '13800000000', regionCode: '330106', detail: 'C' }));
      return { ...member, contactId: contact.id };
    },
    async staff(name) {
      const session = sessions.get(name);
      assert(session, `${name} works here`);
      if (wallMs - session.since > FRESH_MS) {
        const { staff } = session;
        session.token = (await t.unit((ctx) => openSession(ctx, { accountId: staff.accountId, level: 'staff', client: 'sim', ip: '203.0.113.1' }))).token;
        session.since = wallMs;
      }
      return send(session.token);
    },
    notify(channel, { attemptId, number, amountFen }) {
      const { body, headers } = demoNotification(TEST_SECRET_KEY, { attemptId: String(attemptId), transactionId: number, amountFen: String(amountFen) }, infra.clock.wall());
      return t.visitor.send({ method: 'POST', url: `/api/payments/${channel}/notify`, payload: body, headers });
    },
    async edit({ productId, skuId, unitFen, supplyFen, listed }) {
      await t.unit((ctx) => editProduct(ctx, { productId: productId as ProductId, listed, skus: [{ id: skuId, priceFen: unitFen, supplyFen }] }));
      await catalogOf(infra).refresh();
    },
    restock: ({ bucket, skuId, left }) => t.unit((ctx) => setStock(ctx, [{ bucket, skuId, available: left }])),
    close: () => t.close(),
  };

  function sessionOf(staff: TestStaff): Session {
    return { staff, token: staff.token, since: infra.clock.wall().getTime() };
  }
}

/** A gateway whose truth is the model's: what was paid there, whatever has been told. Signatures are the demo's. */
function gatewayOf(name: Channel, world: { demo: PaymentGateway; model: MallModel; refunds: Mall['refunds'] }): PaymentGateway {
  const { demo, model, refunds } = world;
  const stateOf = (attemptId: bigint): GatewayState => {
    const attempt = model.shop.attempts.get(attemptId);
    assert(attempt?.channel === name, `attempt ${attemptId} is one of ${name}`);
    if (attempt.gateway !== 'paid') return { state: attempt.gateway };
    return { state: 'paid', payment: { attemptId, transactionNumber: attempt.number ?? '', amountFen: attempt.checkout.totalFen, currency: 'CNY' } };
  };
  /** Most is sent at once; at some the gateway is for a while, and some it cannot send or gives up. */
  const sendBack = ({ refundId, attemptId, amountFen }: RefundOrder): GatewayRefund => {
    // Who is asked first depends on ids: chance comes from what is asked, so that a seed repeats.
    const asks = refunds.filter((one) => one.refundId === refundId).length;
    const chance = new Dice(seeded((model.shop.attempts.get(attemptId)?.ordinal ?? 0) * 1_000_003 + Number(amountFen % 9_973n) * 101 + asks));
    const kind = chance.below(10);
    const state = kind < 7 ? 'succeeded' : kind < 9 ? 'processing' : 'failed';
    refunds.push({ refundId, attemptId, amountFen, state });
    const refundNumber = `${name}-${refundId}`;
    return state === 'failed' ? { state, refundNumber, failure: chance.chance(0.5) ? 'abnormal' : 'closed' } : { state, refundNumber };
  };
  return {
    ...demo, name,
    query: async (attemptId) => stateOf(attemptId),
    async close(attemptId) {
      const found = stateOf(attemptId);
      return found.state === 'unpaid' ? { state: 'closed' } : found;
    },
    refund: async (asked) => sendBack(asked),
    queryRefund: async (asked) => sendBack(asked),
  };
}

/** Two suppliers and everything that is sold. */
async function furnish(t: TestApp, model: MallModel): Promise<Awaited<ReturnType<typeof createSupplier>>[]> {
  const suppliers = [await t.unit((ctx) => createSupplier(ctx, { name: 'First' })), await t.unit((ctx) => createSupplier(ctx, { name: 'Second' }))];
  model.suppliers.push(...suppliers.map(({ id }) => id));
  await t.unit(async (ctx) => {
    await recordMedia(ctx, PICTURE);
    const categoryId = await createCategory(ctx, { name: 'Goods' });
    for (const [n, { of, zone, ...sku }] of SHELF.entries()) {
      const supplier = of === null ? null : (suppliers[of] ?? null);
      const product = await createProduct(ctx, {
        categoryId, supplier, zone, title: `Goods ${n}`, subtitle: '', description: '', images: [PICTURE.sha256], listed: true, skus: [{ name: 'One', ...sku }],
      });
      const [made] = product.skus;
      assert(made, 'a product has a SKU');
      model.shop.goods.push({
        skuId: made.id, productId: product.id, bucket: product.bucket, supplier: supplier?.id ?? null, zone, unitFen: sku.priceFen, supplyFen: sku.supplyFen,
        // Face value: an SV a yuan (R4.2.2).
        unitSv: sku.unitSv ?? sku.priceFen * 1_000_000n, listed: true, left: STOCK,
      });
    }
    await setStock(ctx, model.shop.goods.map(({ bucket, skuId, left }) => ({ bucket, skuId, available: left })));
  });
  return suppliers;
}
