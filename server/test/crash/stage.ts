/**
 * The stage on which processes die: a small mall two hours before a noon, kept as a template. A friend's order is on its way; a buyer's checkout of a
 * supplier's package and the platform's own tea stands unpaid. Two package buyers stand above the buyer: his payment freezes a direct and a
 * differential share, and his confirmation activates him and promotes his inviter.
 */
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { setBirthOffset } from '#infra/clock.ts';
import { type Database, openDatabase } from '#infra/database.ts';
import { demoNotification } from '#infra/demo-gateway.ts';
import { urlOfDatabase } from '#infra/postgres.ts';
import { assert } from '#kernel/assert.ts';
import { dayOf, formatDay } from '#kernel/day.ts';
import { catalogOf, createCategory, createProduct, recordMedia } from '#modules/catalog/index.ts';
import { getMember } from '#modules/members/index.ts';
import { setStock } from '#modules/orders/index.ts';
import { installPack, SEED_PACK } from '#modules/rules/index.ts';
import { createSupplier } from '#modules/suppliers/index.ts';
import { TEST_SECRET_KEY, testApp, type TestApp, type TestCaller, type TestMember, type TestStaff } from '#test/app.ts';
import { MONDAY_MORNING, testDatabase, testServer } from '#test/database.ts';

export interface Stage {
  readonly buyer: { readonly token: string; readonly checkoutId: string; readonly totalFen: string; readonly packageId: string; readonly teaId: string };
  readonly friend: { readonly token: string; readonly orderId: string };
  /** Tokens of who ships: the supplier's own goods, the platform's. */
  readonly shippers: { readonly supplier: string; readonly platform: string };
  readonly memberIds: readonly bigint[];
  /** What ids of members, suppliers, orders and so on are called in outcomes. */
  readonly roles: ReadonlyMap<bigint, string>;
  /** The day whose noon is two hours away. */
  readonly day: number;
  /** A copy of the mall, to run and to break. */
  copy(): Promise<Copy>;
  close(): Promise<void>;
}

/** A database of its own; its connections bear a name that no process of the app has, so that they survive when those are cut. */
export interface Copy {
  readonly url: string;
  readonly database: Database;
  close(): Promise<void>;
}

const MEMBERS = ['founder', 'inviter', 'friend', 'cousin', 'buyer'] as const;
type Name = (typeof MEMBERS)[number];
const INVITERS: Readonly<Record<Name, Name | undefined>> = { founder: undefined, inviter: 'founder', friend: 'founder', cousin: 'inviter', buyer: 'inviter' };
const PICTURE = { sha256: 'a'.repeat(64), width: 600, height: 600, bytes: 1 };
const SUPPLIER = 'Supplier';
const PACKAGE_FEN = 10_000_000n;
/** Levels that a handful of members can reach. */
const SMALL_LEVELS = { 'level.shopkeeper.direct_vip': '2', 'level.shopkeeper.team_vip': '2' };

/** Sets the stage. */
export async function setStage(): Promise<Stage> {
  const server = await testServer();
  const base = await testDatabase();
  const [{ wall }] = await onServer<readonly [{ wall: Date }]>(server, 'select clock_timestamp() as wall');
  const mall = await testApp(base, { at: wall });
  const scene = await furnish(mall, wall);
  await mall.close();
  const template = decodeURIComponent(new URL(base.url.replace(/^[a-z]+:/, 'http:').replace('@/', '@host/')).pathname.slice(1));
  return { ...scene, copy: () => copyOf(server, template), close: () => base.close() };
}

async function copyOf(server: string, template: string): Promise<Copy> {
  const name = `crash_${randomBytes(8).toString('hex')}`;
  await onServer(server, `create database ${name} template ${template}`);
  const url = urlOfDatabase(server, name);
  const database = openDatabase({ url: `${url}${url.includes('?') ? '&' : '?'}application_name=onlooker`, max: 3 });
  return {
    url, database,
    async close() {
      await database.close();
      await onServer(server, `drop database if exists ${name} with (force)`);
    },
  };
}

async function onServer<Rows>(server: string, statement: string): Promise<Rows> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    return (await client.query(statement)).rows as Rows;
  } finally {
    await client.end();
  }
}

interface Cast { readonly supplierStaff: TestStaff; readonly operator: TestStaff; readonly strategist: TestStaff; readonly packageSku: bigint; readonly teaSku: bigint; readonly supplierId: bigint }

async function furnish(mall: TestApp, wall: Date): Promise<Omit<Stage, 'copy' | 'close'>> {
  await setBirthOffset(mall.infra.sql, new Date(MONDAY_MORNING).getTime() - wall.getTime());
  await mall.infra.clock.refresh();
  const cast = await hire(mall);
  const members = new Map<Name, TestMember>();
  const memberOf = (name: Name): TestMember => {
    const member = members.get(name);
    assert(member, `${name} has joined`);
    return member;
  };
  for (const name of MEMBERS) {
    const inviter = INVITERS[name];
    const code = inviter === undefined ? undefined : (await getMember(mall.infra.sql, memberOf(inviter).memberId)).inviteCode;
    assert(code !== null, 'whoever invites may share');
    members.set(name, await mall.member({ name, ...(code === undefined ? {} : { inviteCode: code }) }));
    if (name !== 'buyer') await buyPackage(mall, cast, memberOf(name));
  }
  const friend = memberOf('friend');
  const friends = await place(friend, [{ skuId: cast.teaSku, quantity: 3 }]);
  await pay(mall, friend, friends);
  await ship(cast.operator, 'console', orderIn(friends, null));
  const buyer = memberOf('buyer');
  const buyers = await place(buyer, [{ skuId: cast.packageSku, quantity: 1 }, { skuId: cast.teaSku, quantity: 2 }]);
  const day = dayOf(mall.infra.clock.now());
  await setPrice(cast, day);
  await mall.drain();
  const packageId = orderIn(buyers, SUPPLIER);
  const teaId = orderIn(buyers, null);
  return {
    day, buyer: { token: buyer.token, checkoutId: buyers.checkoutId, totalFen: buyers.totalFen, packageId, teaId },
    friend: { token: friend.token, orderId: orderIn(friends, null) },
    shippers: { supplier: cast.supplierStaff.token, platform: cast.operator.token },
    memberIds: MEMBERS.map((name) => memberOf(name).memberId),
    roles: new Map<bigint, string>([
      ...MEMBERS.map((name) => [memberOf(name).memberId, name] as const), [cast.supplierId, 'supplier'], [BigInt(packageId), 'package'], [BigInt(teaId), 'tea'],
      [BigInt(orderIn(friends, null)), 'friend’s tea'], [0n, ''],
    ]),
  };
}

/** Rules, people and goods. */
async function hire(mall: TestApp): Promise<Cast> {
  const { parameters, ...pack } = SEED_PACK as { parameters: Record<string, { value: string; paragraph: string }> };
  const eased = Object.entries(SMALL_LEVELS).map(([key, value]) => [key, { paragraph: 'test', ...parameters[key], value }] as const);
  await mall.unit((ctx) => installPack(ctx, { ...pack, parameters: { ...parameters, ...Object.fromEntries(eased) } }));
  const supplier = await mall.unit((ctx) => createSupplier(ctx, { name: SUPPLIER }));
  const [goods, tea] = await mall.unit(async (ctx) => {
    await recordMedia(ctx, PICTURE);
    const facts = { categoryId: await createCategory(ctx, { name: 'Goods', position: 1 }), subtitle: '', description: '', images: [PICTURE.sha256], listed: true };
    return [
      await createProduct(ctx, { ...facts, supplier, zone: 'vip', title: 'Package', skus: [{ name: 'One', priceFen: PACKAGE_FEN, supplyFen: 6_000_000n }] }),
      await createProduct(ctx, { ...facts, supplier: null, zone: 'ordinary', title: 'Tea', skus: [{ name: 'One', priceFen: 12_345n, supplyFen: 0n }] }),
    ];
  });
  const [packageSku, teaSku] = [goods.skus[0]?.id, tea.skus[0]?.id];
  assert(packageSku !== undefined && teaSku !== undefined, 'every product has a SKU');
  await mall.unit((ctx) => setStock(ctx, [{ bucket: goods.bucket, skuId: packageSku, available: 10 }, { bucket: tea.bucket, skuId: teaSku, available: 10 }]));
  await catalogOf(mall.infra).refresh();
  await mall.drain();
  return {
    packageSku, teaSku, supplierId: supplier.id, supplierStaff: await mall.staff('supplierOwner', { orgId: supplier.organisationId }),
    operator: await mall.staff('operator'), strategist: await mall.staff('strategist'),
  };
}

interface Checkout { readonly checkoutId: string; readonly totalFen: string; readonly orders: readonly { readonly orderId: string; readonly supplierName: string | null }[] }

async function post<Body>(caller: TestCaller, url: string, body: object): Promise<Body> {
  const answer = await caller.post(url, body);
  assert(answer.status < 300, `${url} answers ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body as Body;
}

async function place(member: TestMember, lines: readonly { skuId: bigint; quantity: number }[]): Promise<Checkout> {
  const contact = await post<{ id: string }>(member, '/api/me/contacts', { name: 'A', phone: '13800000000', region: 'B', detail: 'C' });
  const placed = await post<{ checkoutId: string; totalFen: string }>(member, '/api/checkouts', {
    key: `${member.phone}-${lines.length}-${lines[0]?.skuId}`, contactId: contact.id, lines: lines.map(({ skuId, quantity }) => ({ skuId: String(skuId), quantity })),
  });
  const { orders } = (await member.get(`/api/checkouts/${placed.checkoutId}`)).body as Pick<Checkout, 'orders'>;
  return { ...placed, orders };
}

function orderIn({ orders }: Checkout, supplierName: string | null): string {
  const order = orders.find((one) => one.supplierName === supplierName);
  assert(order, 'the checkout holds an order of this fulfiller');
  return order.orderId;
}

async function pay(mall: TestApp, member: TestMember, { checkoutId, totalFen }: Checkout): Promise<void> {
  const { attemptId } = await post<{ attemptId: string }>(member, `/api/checkouts/${checkoutId}/payments`, { channel: 'demo' });
  const { body, headers } = demoNotification(TEST_SECRET_KEY, { attemptId, transactionId: `NUMBER${attemptId}`, amountFen: totalFen }, mall.infra.clock.wall());
  const told = await mall.visitor.send({ method: 'POST', url: '/api/payments/demo/notify', payload: body, headers });
  assert(told.status === 200, 'the notification is believed');
  await mall.drain();
}

async function ship(staff: TestStaff, desk: 'console' | 'supplier', orderId: string): Promise<void> {
  await post(staff, `/api/${desk}/orders/${orderId}/ship`, { carrier: 'sf', trackingNumber: `SF${orderId}` });
}

async function buyPackage(mall: TestApp, cast: Cast, member: TestMember): Promise<void> {
  const checkout = await place(member, [{ skuId: cast.packageSku, quantity: 1 }]);
  await pay(mall, member, checkout);
  await ship(cast.supplierStaff, 'supplier', orderIn(checkout, SUPPLIER));
  await post(member, `/api/me/orders/${orderIn(checkout, SUPPLIER)}/confirm`, {});
  await mall.drain();
}

async function setPrice(cast: Cast, day: number): Promise<void> {
  const { approvalId } = await post<{ approvalId: string }>(cast.operator, '/api/console/economy/proposals', { day: formatDay(day), priceAtoms: '10000000', amountPts: '100000000000' });
  await post(cast.strategist, `/api/console/economy/proposals/${approvalId}/decision`, { decision: 'approve', reason: 'test' });
}
