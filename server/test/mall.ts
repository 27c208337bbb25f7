/**
 * A small mall on the whole app: rules, two suppliers, goods, staff of every role, and the steps of a purchase, each through its route.
 * Usage: `const mall = await testMall(db)`, then `const order = await mall.paid(await mall.member(), mall.goods.tea)`.
 */
import { demoNotification } from '#infra/demo-gateway.ts';
import { assert } from '#kernel/assert.ts';
import { dayOf, formatDay } from '#kernel/day.ts';
import { catalogOf, createCategory, createProduct, recordMedia } from '#modules/catalog/index.ts';
import { type Role, ROLES } from '#modules/identity/index.ts';
import { setStock } from '#modules/orders/index.ts';
import { installPack, SEED_PACK } from '#modules/rules/index.ts';
import { createSupplier, type Supplier } from '#modules/suppliers/index.ts';
import { TEST_SECRET_KEY, testApp, type TestApp, type TestAppOptions, type TestCaller, type TestMember, type TestStaff } from '#test/app.ts';
import type { TestDatabase } from '#test/database.ts';

export interface TestGoods {
  readonly productId: bigint;
  readonly skuId: bigint;
  /** Who ships: a supplier, or the platform. */
  readonly supplier: Supplier | null;
}

export interface TestOrder {
  readonly checkoutId: string;
  readonly orderId: string;
  readonly totalFen: string;
  readonly contactId: string;
}

export interface TestMall extends TestApp {
  readonly categoryId: bigint;
  /** `tea` is the platform's own, `package` and `cup` belong to one supplier each, `hidden` is not listed. */
  readonly goods: Readonly<Record<'tea' | 'package' | 'cup' | 'hidden', TestGoods>>;
  /** Of the platform and of the first supplier. */
  readonly crew: ReadonlyMap<Role, TestStaff>;
  readonly otherSupplierStaff: TestStaff;
  contact(member: TestMember): Promise<string>;
  /** A checkout of one order, unpaid. */
  placed(member: TestMember, goods: TestGoods): Promise<TestOrder>;
  /** An attempt at paying it. */
  attempt(member: TestMember, order: TestOrder): Promise<string>;
  paid(member: TestMember, goods: TestGoods): Promise<TestOrder & { readonly attemptId: string }>;
  shipped(member: TestMember, goods: TestGoods): Promise<TestOrder>;
  /** Confirmed and rewarded: every event applied. */
  confirmed(member: TestMember, goods: TestGoods): Promise<TestOrder>;
  /** Proposes today's price; a strategist approves it unless it shall stay pending. */
  price(proposer: TestCaller, options?: { day?: string; pending?: boolean }): Promise<string>;
}

const PICTURE = { sha256: 'a'.repeat(64), width: 600, height: 600, bytes: 1 };
const STOCK = 1_000_000;
let words = 0;

/** The mall of a test file; close it before the database. */
export async function testMall(db: TestDatabase, options: TestAppOptions = {}): Promise<TestMall> {
  const app = await testApp(db, options);
  await app.unit((ctx) => installPack(app.infra, ctx, SEED_PACK));
  const suppliers = [await app.unit((ctx) => createSupplier(ctx, { name: 'Supplier A' })), await app.unit((ctx) => createSupplier(ctx, { name: 'Supplier B' }))] as const;
  const { goods, categoryId } = await fillShelves(app, suppliers);
  const crew = new Map<Role, TestStaff>();
  for (const role of Object.keys(ROLES) as Role[]) {
    crew.set(role, await app.staff(role, ROLES[role].of === 'supplier' ? { orgId: suppliers[0].organisationId } : {}));
  }
  const otherSupplierStaff = await app.staff('supplierOwner', { orgId: suppliers[1].organisationId });
  return { ...app, goods, categoryId, crew, otherSupplierStaff, ...purchases(app, crew, [otherSupplierStaff]) };
}

async function fillShelves(app: TestApp, [first, second]: readonly [Supplier, Supplier]): Promise<Pick<TestMall, 'goods' | 'categoryId'>> {
  const filled = await app.unit(async (ctx) => {
    await recordMedia(ctx, PICTURE);
    const categoryId = await createCategory(ctx, { name: 'Goods' });
    const put = async (title: string, supplier: Supplier | null, facts: { zone: 'vip' | 'ordinary'; priceFen: bigint; listed?: boolean }): Promise<TestGoods> => {
      const { zone, priceFen, listed = true } = facts;
      const product = await createProduct(ctx, {
        title, supplier, zone, listed, categoryId, subtitle: '', description: '', images: [PICTURE.sha256], skus: [{ name: 'One', priceFen, supplyFen: supplier ? priceFen / 2n : 0n }],
      });
      const skuId = product.skus[0]?.id;
      assert(skuId !== undefined, 'every product has a SKU');
      await setStock(ctx, [{ bucket: product.bucket, skuId, available: STOCK }]);
      return { productId: product.id, skuId, supplier };
    };
    return { categoryId, goods: {
      tea: await put('Tea', null, { zone: 'ordinary', priceFen: 12_345n }), package: await put('Package', first, { zone: 'vip', priceFen: 39_900n }),
      cup: await put('Cup', second, { zone: 'ordinary', priceFen: 5_000n }), hidden: await put('Hidden', first, { zone: 'ordinary', priceFen: 100n, listed: false }),
    } };
  });
  await catalogOf(app.infra).refresh();
  await app.drain();
  return filled;
}

async function post<Body>(caller: TestCaller, url: string, body: object): Promise<Body> {
  const answer = await caller.post(url, body);
  assert(answer.status < 300, `${url} answers ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body as Body;
}

type Purchases = Pick<TestMall, 'contact' | 'placed' | 'attempt' | 'paid' | 'shipped' | 'confirmed' | 'price'>;

function purchases(app: TestApp, crew: ReadonlyMap<Role, TestStaff>, otherStaff: readonly TestStaff[]): Purchases {
  const shipperOf = (goods: TestGoods): { staff: TestStaff | undefined; desk: 'console' | 'supplier' } => {
    if (goods.supplier === null) return { staff: crew.get('operator'), desk: 'console' };
    return { staff: [...crew.values(), ...otherStaff].find(({ orgId }) => orgId === goods.supplier?.organisationId), desk: 'supplier' };
  };
  const steps: Purchases = {
    async contact(member) {
      const { items } = (await member.get('/api/me/contacts')).body as { items: { id: string }[] };
      if (items[0]) return items[0].id;
      return (await post<{ id: string }>(member, '/api/me/contacts', { name: 'A', phone: '13800000000', regionCode: '330106', detail: 'C' })).id;
    },
    async placed(member, { skuId }) {
      words += 1;
      const contactId = await steps.contact(member);
      const placed = await post<{ checkoutId: string; totalFen: string }>(member, '/api/checkouts', { key: `mall-key-${words}`, contactId, lines: [{ skuId: String(skuId), quantity: 1 }] });
      const { orders } = (await member.get(`/api/checkouts/${placed.checkoutId}`)).body as { orders: { orderId: string }[] };
      assert(orders[0], 'a checkout has an order');
      return { ...placed, orderId: orders[0].orderId, contactId };
    },
    attempt: async (member, { checkoutId }) => (await post<{ attemptId: string }>(member, `/api/checkouts/${checkoutId}/payments`, { channel: 'demo' })).attemptId,
    async paid(member, goods) {
      const order = await steps.placed(member, goods);
      const attemptId = await steps.attempt(member, order);
      const { body, headers } = demoNotification(TEST_SECRET_KEY, { attemptId, transactionId: `NUMBER${attemptId}`, amountFen: order.totalFen }, app.infra.clock.wall());
      const told = await app.visitor.send({ method: 'POST', url: '/api/payments/demo/notify', payload: body, headers });
      assert(told.status === 200, 'the notification is believed');
      await app.infra.events.drain();
      return { ...order, attemptId };
    },
    async shipped(member, goods) {
      const order = await steps.paid(member, goods);
      const { staff, desk } = shipperOf(goods);
      assert(staff, 'somebody ships these goods');
      await post(staff, `/api/${desk}/orders/${order.orderId}/ship`, { carrier: 'sf', trackingNumber: `SF${order.orderId}` });
      return order;
    },
    async confirmed(member, goods) {
      const order = await steps.shipped(member, goods);
      await post(member, `/api/me/orders/${order.orderId}/confirm`, {});
      await app.infra.events.drain();
      return order;
    },
    async price(proposer, { day = formatDay(dayOf(app.infra.clock.now())), pending = false } = {}) {
      const { approvalId } = await post<{ approvalId: string }>(proposer, '/api/console/economy/proposals', { day, priceAtoms: '10000000', amountPts: '100000000' });
      const strategist = crew.get('strategist');
      assert(strategist, 'there is a strategist');
      if (!pending) await post(strategist, `/api/console/economy/proposals/${approvalId}/decision`, { decision: 'approve', reason: 'test' });
      return approvalId;
    },
  };
  return steps;
}
