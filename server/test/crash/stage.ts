/**
 * The stage on which processes and databases die: a small mall two hours before a noon, kept as the folder of a stopped database server that every
 * day copies. A friend's order is on its way; two package buyers stand above the buyer: his payment freezes a direct and a differential share,
 * and his confirmation activates him and promotes his inviter.
 */
import { execFile } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { inject } from 'vitest';
import { setBirthOffset } from '#infra/clock.ts';
import { demoNotification } from '#infra/demo-gateway.ts';
import { makeLogger } from '#infra/log.ts';
import { type Postgres, startPostgres } from '#infra/postgres.ts';
import { assert } from '#kernel/assert.ts';
import { dayOf, formatDay } from '#kernel/day.ts';
import { catalogOf, createCategory, createProduct, recordMedia } from '#modules/catalog/index.ts';
import { getMember } from '#modules/members/index.ts';
import { setStock } from '#modules/orders/index.ts';
import { installPack, SEED_PACK } from '#modules/rules/index.ts';
import { createSupplier, type Supplier } from '#modules/suppliers/index.ts';
import { TEST_SECRET_KEY, testApp, type TestApp, type TestCaller, type TestMember, type TestStaff } from '#test/app.ts';
import { MONDAY_MORNING, testDatabase } from '#test/database.ts';

const MEMBERS = ['founder', 'inviter', 'friend', 'cousin', 'buyer'] as const;
export type Name = (typeof MEMBERS)[number];
const INVITERS: Readonly<Record<Name, Name | undefined>> = { founder: undefined, inviter: 'founder', friend: 'founder', cousin: 'inviter', buyer: 'inviter' };

export interface Stage {
  readonly tokens: Readonly<Record<Name, string>>;
  readonly contacts: Readonly<Record<Name, string>>;
  /** The friend's order that is on its way. */
  readonly friendsOrderId: string;
  /** The supplier's package; the platform's tea; and what is nearly sold out, in a bucket after that of the tea. */
  readonly skus: { readonly package: string; readonly tea: string; readonly scarce: string };
  /** Tokens of who ships: the supplier's own goods, the platform's. */
  readonly shippers: { readonly supplier: string; readonly platform: string };
  readonly memberIds: readonly bigint[];
  /** What ids of members, suppliers, orders and so on are called in outcomes. */
  readonly roles: ReadonlyMap<bigint, string>;
  /** The day whose noon is two hours away. */
  readonly day: number;
  /** Name of the database. */
  readonly database: string;
  /** A copy of the stopped server's folder, to run and to break. */
  copy(): Promise<string>;
  close(): void;
}

const PICTURE = { sha256: 'a'.repeat(64), width: 600, height: 600, bytes: 1 };
const SUPPLIER = 'Supplier';
const PACKAGE_FEN = 10_000_000n;
/** Levels that a handful of members can reach. */
const SMALL_LEVELS = { 'level.shopkeeper.direct_vip': '2', 'level.shopkeeper.team_vip': '2' };
const SETTINGS = { shared_buffers: '32MB', max_connections: '100', autovacuum_naptime: '10min', logging_collector: 'off' };

/** Adopts or starts the server of a copied folder, with durable commits. */
export function startServerOf(dataDir: string): Promise<Postgres> {
  return startPostgres({ dataDir, settings: SETTINGS, log: makeLogger({ level: 'silent', name: 'crash' }) });
}

/** Sets the stage. Its folders lie below that of the test run, which removes what a killed run leaves. */
export async function setStage(): Promise<Stage> {
  const home = mkdtempSync(join(inject('testCluster'), 'crash-'));
  chmodSync(home, 0o711); // As root the server runs as another user, who must get through.
  const dataDir = join(home, 'stage');
  mkdirSync(dataDir, { mode: 0o711 });
  const server = await startPostgres({ dataDir, fsync: false, settings: SETTINGS, log: makeLogger({ level: 'silent', name: 'crash' }) });
  const base = await testDatabase(server.url);
  const { wall } = await base.sql.one<{ wall: Date }>('select clock_timestamp() as wall');
  const mall = await testApp(base, { at: wall });
  const scene = await furnish(mall, wall);
  await mall.close();
  await server.stop();
  let copies = 0;
  return {
    ...scene, database: decodeURIComponent(new URL(base.url.replace(/^[a-z]+:/, 'http:').replace('@/', '@host/')).pathname.slice(1)),
    async copy() {
      copies += 1;
      const folder = join(home, `day-${copies}`);
      mkdirSync(folder, { mode: 0o711 });
      await promisify(execFile)('cp', ['-a', server.directory, join(folder, 'postgres')]);
      return folder;
    },
    close: () => rmSync(home, { recursive: true, force: true }),
  };
}

interface Cast { readonly supplierStaff: TestStaff; readonly operator: TestStaff; readonly strategist: TestStaff; readonly skus: Stage['skus']; readonly supplierId: bigint }

async function furnish(mall: TestApp, wall: Date): Promise<Omit<Stage, 'copy' | 'close' | 'database'>> {
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
  const friends = await place(friend, [{ skuId: cast.skus.tea, quantity: 3 }]);
  await pay(mall, friend, friends);
  await ship(cast.operator, 'console', orderIn(friends, null));
  const day = dayOf(mall.infra.clock.now());
  await setPrice(cast, day);
  const contacts: [Name, string][] = [];
  for (const name of MEMBERS) contacts.push([name, await contactOf(memberOf(name))]);
  await mall.drain();
  return {
    day, friendsOrderId: orderIn(friends, null), skus: cast.skus,
    tokens: Object.fromEntries(MEMBERS.map((name) => [name, memberOf(name).token])) as Stage['tokens'],
    contacts: Object.fromEntries(contacts) as Stage['contacts'],
    shippers: { supplier: cast.supplierStaff.token, platform: cast.operator.token },
    memberIds: MEMBERS.map((name) => memberOf(name).memberId),
    roles: new Map<bigint, string>([
      ...MEMBERS.map((name) => [memberOf(name).memberId, name] as const), [cast.supplierId, 'supplier'], [BigInt(orderIn(friends, null)), 'friend’s tea'], [0n, ''],
    ]),
  };
}

/** Rules, people and goods. */
async function hire(mall: TestApp): Promise<Cast> {
  const { parameters, ...pack } = SEED_PACK as { parameters: Record<string, { value: string; paragraph: string }> };
  const eased = Object.entries(SMALL_LEVELS).map(([key, value]) => [key, { paragraph: 'test', ...parameters[key], value }] as const);
  await mall.unit((ctx) => installPack(mall.infra, ctx, { ...pack, parameters: { ...parameters, ...Object.fromEntries(eased) } }));
  const supplier = await mall.unit((ctx) => createSupplier(ctx, { name: SUPPLIER }));
  const skus = await stockUp(mall, supplier);
  await catalogOf(mall.infra).refresh();
  await mall.drain();
  return {
    skus, supplierId: supplier.id, supplierStaff: await mall.staff('supplierOwner', { orgId: supplier.organisationId }),
    operator: await mall.staff('operator'), strategist: await mall.staff('strategist'),
  };
}

/** The goods; of the platform's own two that lie in different buckets, the one further on is scarce. */
function stockUp(mall: TestApp, supplier: Supplier): Promise<Stage['skus']> {
  return mall.unit(async (ctx) => {
    await recordMedia(ctx, PICTURE);
    const facts = { categoryId: await createCategory(ctx, { name: 'Goods' }), subtitle: '', description: '', images: [PICTURE.sha256], listed: true };
    const own = (title: string) => createProduct(ctx, { ...facts, supplier: null, zone: 'ordinary', title, skus: [{ name: 'One', priceFen: 12_345n, supplyFen: 0n }] });
    const goods = await createProduct(ctx, { ...facts, supplier, zone: 'vip', title: 'Package', skus: [{ name: 'One', priceFen: PACKAGE_FEN, supplyFen: 6_000_000n }] });
    const one = await own('Leaves 0');
    let other = one;
    for (let n = 1; other.bucket === one.bucket; n++) other = await own(`Leaves ${n}`);
    const [tea, scarce] = one.bucket < other.bucket ? [one, other] : [other, one];
    const skuOf = ({ skus: [sku] }: typeof goods): bigint => {
      assert(sku, 'every product has a SKU');
      return sku.id;
    };
    await setStock(ctx, ([[goods, 10], [tea, 20], [scarce, 1]] as const).map(([product, available]) => ({ bucket: product.bucket, skuId: skuOf(product), available })));
    return { package: String(skuOf(goods)), tea: String(skuOf(tea)), scarce: String(skuOf(scarce)) };
  });
}

interface Checkout { readonly checkoutId: string; readonly totalFen: string; readonly orders: readonly { readonly orderId: string; readonly supplierName: string | null }[] }

async function post<Body>(caller: TestCaller, url: string, body: object): Promise<Body> {
  const answer = await caller.post(url, body);
  assert(answer.status < 300, `${url} answers ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body as Body;
}

async function contactOf(member: TestMember): Promise<string> {
  return (await post<{ id: string }>(member, '/api/me/contacts', { name: 'A', phone: '13800000000', regionCode: '330106', detail: 'C' })).id;
}

async function place(member: TestMember, lines: readonly { skuId: string; quantity: number }[]): Promise<Checkout> {
  const placed = await post<{ checkoutId: string; totalFen: string }>(member, '/api/checkouts', {
    key: `${member.phone}-${lines.length}-${lines[0]?.skuId}`, contactId: await contactOf(member), lines,
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
  const checkout = await place(member, [{ skuId: cast.skus.package, quantity: 1 }]);
  await pay(mall, member, checkout);
  await ship(cast.supplierStaff, 'supplier', orderIn(checkout, SUPPLIER));
  await post(member, `/api/me/orders/${orderIn(checkout, SUPPLIER)}/confirm`, {});
  await mall.drain();
}

async function setPrice(cast: Cast, day: number): Promise<void> {
  const { approvalId } = await post<{ approvalId: string }>(cast.operator, '/api/console/economy/proposals', { day: formatDay(day), priceAtoms: '10000000', amountPts: '100000000000' });
  await post(cast.strategist, `/api/console/economy/proposals/${approvalId}/decision`, { decision: 'approve', reason: 'test' });
}
