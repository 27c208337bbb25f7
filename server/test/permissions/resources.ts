/**
 * What each route that names a resource is tried with: the caller's own, another's, one that is missing, and whatever else answers otherwise.
 * A variant makes its resource afresh and returns its id, so that each call meets it unused. `other` must answer exactly as `missing` does.
 */
import { askApproval, createKey, inviteStaff, openSession } from '#modules/identity/index.ts';
import { keepImport } from '#modules/catalog/index.ts';
import { createSupplier, type Supplier } from '#modules/suppliers/index.ts';
import type { TestCaller, TestMember, TestStaff } from '#test/app.ts';
import type { TestGoods, TestMall, TestOrder } from '#test/mall.ts';

export interface Stage {
  readonly mall: TestMall;
  readonly me: TestMember;
  readonly other: TestMember;
  /** An id made a moment ago that nothing has. */
  missing(): string;
}

/** The staff who call, where a resource is theirs by their name. */
type Variant = (stage: Stage, caller: TestStaff | undefined) => Promise<string>;

export interface Resource {
  readonly variants: Readonly<Record<string, Variant>>;
  readonly request: (id: string, stage: Stage) => { readonly url: string; readonly body?: object };
}

const missing: Variant = async ({ missing: id }) => id();
const orderId = async (order: Promise<TestOrder>): Promise<string> => (await order).orderId;
const checkoutId = async (order: Promise<TestOrder>): Promise<string> => (await order).checkoutId;
const mallOf = ({ mall }: Stage): TestMall['goods'] => mall.goods;

/** Of members: mine, another's, and none. */
const membersOwn = (make: (stage: Stage, member: TestMember) => Promise<string>): Resource['variants'] =>
  ({ own: (stage) => make(stage, stage.me), other: (stage) => make(stage, stage.other), missing });
/** Of everybody who may read it at all. */
const anybodys = (make: Variant): Resource['variants'] => ({ any: make, missing });

const at = (url: string, body?: object): Resource['request'] => (id) => ({ url: url.replace('{id}', id), ...(body === undefined ? {} : { body }) });
const PARCEL = { carrier: 'sf', trackingNumber: 'SF1234567890' };
const unpaid = membersOwn((stage, member) => checkoutId(stage.mall.placed(member, mallOf(stage).tea)));

/** A case about goods of the member that were shipped: asked for, or further on. */
async function caseOf({ mall }: Stage, member: TestMember, options: { goods?: TestGoods; to?: 'refused' | 'returning' } = {}): Promise<string> {
  const { goods = mall.goods.package, to } = options;
  const { orderId: id } = await mall.shipped(member, goods);
  const { caseId } = (await member.post('/api/me/aftersales', { orderId: id, kind: to === 'returning' ? 'return' : 'refund', reason: 'other' })).body as { caseId: string };
  const desk = `/api/supplier/aftersales/${caseId}`;
  const clerk = mall.crew.get('supplierStaff') as TestStaff;
  if (to !== undefined) await (to === 'refused' ? clerk.post(`${desk}/refuse`, { message: 'no' }) : clerk.post(`${desk}/agree`, { message: 'Tea Road 1' }));
  return caseId;
}
/** A copy of the member's data that is kept: asked for through the service it could be made once a day only. */
async function copyOf({ mall: { infra } }: Stage, member: TestMember): Promise<string> {
  const id = infra.ids.next<'export'>(5);
  const [at, ends] = [infra.clock.now(), new Date(infra.clock.now().getTime() + 86_400_000)];
  await infra.sql.run("insert into members.export (id, member_id, locale, asked_at, made_at, ends_at, file) values ($1, $2, 'en', $3, $3, $4, '\\x00')", [id, member.memberId, at, ends]);
  return String(id);
}
const shippedOrder = (stage: Stage, member: TestMember): Promise<string> => orderId(stage.mall.shipped(member, mallOf(stage).tea));
const suppliersCase: Resource['variants'] = { own: (stage) => caseOf(stage, stage.me), other: (stage) => caseOf(stage, stage.me, { goods: mallOf(stage).cup }), missing };

async function lineOf({ mall }: Stage, member: TestMember): Promise<string> {
  await mall.confirmed(member, mall.goods.package);
  const { items } = (await member.get('/api/me/statement?limit=1')).body as { items: { id: string }[] };
  return items[0]?.id ?? '';
}

const PARKING = { act: 'platform.park', input: { subscriber: 'engine', position: '1', type: 'orders.paid', happenedAt: '2026-03-02T02:00:00.000Z', error: 'test', reason: 'for the test' } } as const;

async function asked(mall: TestMall, by: TestStaff | undefined, request: Parameters<typeof askApproval>[1]): Promise<string> {
  const { actor } = by ?? mall.otherSupplierStaff;
  return String((await mall.infra.unit({ actor, requestId: 'test' }, (ctx) => askApproval(ctx, request))).approvalId);
}

let applications = 0;
/** An application that waits for a decision, with a picture; answers `<id>/pictures/<picture>`. */
async function applied({ mall: { infra } }: Stage): Promise<string> {
  applications += 1;
  const [id, pictureId] = [infra.ids.next(5), infra.ids.next(5)];
  const content = { companyName: `Applicant ${applications}`, creditCode: '', legalPerson: '', contactName: '', categoryIds: [], regionCode: '', detail: '', licenceUntil: '', consentVersion: '1' };
  await infra.sql.run(
    `insert into suppliers.application (id, phone, state, content, revision, hints, created_at, updated_at, submitted_at) values ($1, $2, 'submitted', $3::jsonb, 1, '{}'::jsonb, $4, $4, $4)`,
    [id, String(13_700_000_000 + applications), JSON.stringify(content), infra.clock.now()]);
  await infra.sql.run(`insert into suppliers.licence_picture (id, application_id, kind, webp, width, height, created_at) values ($1, $2, 'licence', 'x', 1, 1, $3)`, [pictureId, id, infra.clock.now()]);
  return `${id}/pictures/${pictureId}`;
}
const application: Variant = async (stage) => (await applied(stage)).split('/')[0] ?? '';
/** A supplier that nothing hangs on; suspended if wanted. */
const lonely = (state?: 'suspend'): Variant => async ({ mall }) => {
  const { id } = await mall.unit((ctx) => createSupplier(ctx, { name: 'Lonely' }));
  if (state) await mall.crew.get('owner')?.post(`/api/console/suppliers/${id}/${state}`, { reason: 'for the test' });
  return String(id);
};
const EXIT = { act: 'suppliers.exit', input: { supplierId: '5', name: 'test', reason: 'test' } } as const;

const RESET = { act: 'staff.reset', input: { accountId: '1', name: 'test', reason: 'test' } } as const;

const levelOf = (member: TestMember): Parameters<typeof askApproval>[1] =>
  ({ act: 'members.approveLevel', input: { memberId: String(member.memberId), from: 'vip', earned: 'vip', level: 'dealer', reason: 'only for the test' } });

/** A session beside the one he calls with. */
async function sessionOf(mall: TestMall, accountId: TestStaff['accountId']): Promise<string> {
  return String((await mall.unit((ctx) => openSession(ctx, { accountId, level: 'member', client: 'test', ip: '203.0.113.1' }))).sessionId);
}

/** A key just made by somebody. */
async function keyOf(mall: TestMall, maker: TestStaff | undefined): Promise<string> {
  const { actor } = maker ?? mall.otherSupplierStaff;
  return String((await mall.infra.unit({ actor, requestId: 'test' }, (ctx) => createKey(ctx, { name: 'test', scopes: ['orders.ship'], days: 1 }))).id);
}

/** A person just invited to the organisation of somebody. */
async function invited(mall: TestMall, owner: TestStaff | undefined): Promise<string> {
  const { orgId } = owner ?? mall.otherSupplierStaff;
  const role = owner === mall.crew.get('owner') ? 'operator' : 'supplierOwner';
  invitations += 1;
  return String((await mall.unit((ctx) => inviteStaff(mall.infra, ctx, { orgId, role, name: `invited-${invitations}` }))).accountId);
}
let invitations = 0;
/** The goods of the supplier whose staff calls (0), or of the other one (1). */
const goodsOf = ({ mall }: Stage, index: 0 | 1): TestGoods => (index === 0 ? mall.goods.package : mall.goods.cup);
/** Of suppliers: the caller's, the other supplier's, and none. */
const suppliersOwn = (make: (goods: TestGoods, stage: Stage, index: 0 | 1) => Promise<string>): Resource['variants'] =>
  ({ own: (stage) => make(goodsOf(stage, 0), stage, 0), other: (stage) => make(goodsOf(stage, 1), stage, 1), missing });
const ownerOf = ({ mall }: Stage, index: 0 | 1): TestCaller => (index === 0 ? mall.crew.get('supplierOwner') : mall.otherSupplierStaff) ?? mall.visitor;
const contentOf = (mall: TestMall) => ({
  title: 'Cake', subtitle: '', description: '', categoryId: String(mall.categoryId), images: ['a'.repeat(64)], listed: true,
  skus: [{ id: null, name: 'One', supplyFen: '5000', suggestedFen: '9900', pieces: 5 }],
});

/** New goods that a supplier proposed, submitted if wanted. */
async function proposed(stage: Stage, index: 0 | 1, submitted = false): Promise<string> {
  const owner = ownerOf(stage, index);
  const { id } = (await owner.post('/api/supplier/proposals', { productId: null, content: contentOf(stage.mall) })).body as { id: string };
  if (submitted) await owner.post(`/api/supplier/proposals/${id}/state`, { to: 'submitted' });
  return id;
}

/** Makes way for another proposal of the same goods. */
async function withdrawAll(stage: Stage, index: 0 | 1): Promise<void> {
  const owner = ownerOf(stage, index);
  const { items } = (await owner.get('/api/supplier/proposals?state=draft&limit=100')).body as { items: { id: string; productId: string | null }[] };
  for (const { id } of items.filter(({ productId }) => productId !== null)) await owner.post(`/api/supplier/proposals/${id}/state`, { to: 'withdrawn' });
}

const COMPLAINT = { subject: 'other', words: 'The kettle whistles at night' };

/** A complaint of the member; settled before, the limit of open ones never stands in the way. */
async function complained(member: TestMember): Promise<string> {
  const { items } = (await member.get('/api/me/complaints?limit=100')).body as { items: { id: string; state: string }[] };
  for (const { id } of items.filter(({ state }) => state !== 'closed')) await member.post(`/api/me/complaints/${id}/settled`);
  return ((await member.post('/api/me/complaints', COMPLAINT)).body as { id: string }).id;
}
/** Sheets of goods: the supplier who calls sees his own, the platform's staff all. */
const kept = (index: 0 | 1): Variant => async (stage) => {
  const { actor } = ownerOf(stage, index) as TestStaff;
  const supplier = goodsOf(stage, index).supplier as Supplier;
  const items = [{ lines: [2], title: 'Cake', problems: [], content: contentOf(stage.mall) }];
  return String((await stage.mall.infra.unit({ actor, requestId: 'test' }, (ctx) => keepImport(ctx, { supplierId: supplier.id, bucket: supplier.bucket, fileName: 'test', items }))).id);
};
const imports: Resource['variants'] = { own: kept(0), 'another supplier’s': kept(1), missing };
/** A difference that nobody has explained. */
async function difference(mall: TestMall): Promise<string> {
  return mall.unit(async (ctx) => {
    const id = ctx.newId(0);
    await ctx.tx.run(`insert into payments.statement (channel, day, state, tried_at, sha1) values ('wechat', '2026-03-01', 'different', $1, '') on conflict do nothing`, [ctx.now]);
    await ctx.tx.run(`insert into payments.difference (id, channel, day, subject, kind, our_number, gateway_number, found_at) values ($1, 'wechat', '2026-03-01', 'payment', 'onlyTheirs', $2, '', $3)`, [id, String(id), ctx.now]);
    return String(id);
  });
}

/** A refund that failed at its gateway. */
async function failedRefund({ mall, me }: Stage): Promise<string> {
  const { checkoutId: paidFor } = await mall.paid(me, mall.goods.tea);
  return mall.unit(async (ctx) => {
    const id = ctx.newId(Number((BigInt(paidFor) >> 12n) & 1023n));
    await ctx.tx.run(
      `insert into payments.refund (bucket, id, attempt_id, subject_id, member_id, checkout_id, channel, amount_fen, reason, state, failure, created_at)
       select bucket, $2, id, 1, member_id, checkout_id, channel, 1, 'order', 'failed', 'abnormal', $3 from payments.payment_attempt where checkout_id = $1 limit 1`, [paidFor, id, ctx.now]);
    return String(id);
  });
}

/** Staff of the platform who are not the caller. */
const colleagueOf = ({ crew }: TestMall, caller: TestStaff | undefined): TestStaff => [...crew.values()].find(({ actor, accountId }) => actor.kind === 'staff' && actor.orgKind === 'platform' && accountId !== caller?.accountId) as TestStaff;

/** A view of a list that somebody keeps. */
async function viewOf(mall: TestMall, by: TestStaff): Promise<string> {
  views += 1;
  return ((await by.post('/api/console/views', { list: `list-${'abcdefghijklmnopqrst'[views % 20]}`, name: `view ${views}`, filters: {} })).body as { id: string }).id;
}
let views = 0;

/** By route, as `METHOD url`; every route with an id in its path, query or body stands here or among the exempt. */
export const RESOURCES: Readonly<Record<string, Resource>> = {
  'GET /api/checkouts/{id}': { variants: unpaid, request: at('/api/checkouts/{id}') },
  'GET /api/checkouts/{id}/channels': { variants: unpaid, request: at('/api/checkouts/{id}/channels') },
  'POST /api/checkouts/{id}/payments': { variants: unpaid, request: at('/api/checkouts/{id}/payments', { channel: 'demo' }) },
  'POST /api/checkouts/{id}/cancel': {
    variants: { ...unpaid, 'own, paid': ({ mall, me }) => checkoutId(mall.paid(me, mall.goods.tea)) }, request: at('/api/checkouts/{id}/cancel', {}),
  },
  'POST /api/checkouts': {
    variants: membersOwn((stage, member) => stage.mall.contact(member)),
    request: (id, { mall }) => ({ url: '/api/checkouts', body: { key: `permissions-${id}`, contactId: id, lines: [{ skuId: String(mall.goods.tea.skuId), quantity: 1 }] } }),
  },
  'POST /api/me/contacts': {
    variants: membersOwn((stage, member) => stage.mall.contact(member)),
    request: (id) => ({ url: '/api/me/contacts', body: { name: 'A', phone: '13800000000', regionCode: '330106', detail: 'C', replaces: id } }),
  },
  'POST /api/me/contacts/{id}/default': { variants: membersOwn((stage, member) => stage.mall.contact(member)), request: at('/api/me/contacts/{id}/default', {}) },
  'DELETE /api/me/contacts/{id}': { variants: membersOwn((stage, member) => stage.mall.contact(member)), request: at('/api/me/contacts/{id}') },
  'GET /api/me/orders/{id}': { variants: membersOwn((stage, member) => orderId(stage.mall.placed(member, mallOf(stage).tea))), request: at('/api/me/orders/{id}') },
  'POST /api/me/orders/{id}/confirm': {
    variants: { ...membersOwn((stage, member) => orderId(stage.mall.shipped(member, mallOf(stage).tea))), 'own, unshipped': ({ mall, me }) => orderId(mall.paid(me, mall.goods.tea)) },
    request: at('/api/me/orders/{id}/confirm', {}),
  },
  'POST /api/me/orders/{id}/refund': {
    variants: { ...membersOwn((stage, member) => orderId(stage.mall.paid(member, mallOf(stage).tea))), 'own, shipped': (stage) => shippedOrder(stage, stage.me) },
    request: at('/api/me/orders/{id}/refund', { reason: 'other' }),
  },
  'POST /api/me/aftersales': {
    variants: { ...membersOwn(shippedOrder), 'own, unshipped': ({ mall, me }) => orderId(mall.paid(me, mall.goods.tea)) },
    request: (id) => ({ url: '/api/me/aftersales', body: { orderId: id, kind: 'refund', reason: 'other' } }),
  },
  'GET /api/me/aftersales': { variants: membersOwn(shippedOrder), request: at('/api/me/aftersales?orderId={id}') },
  'GET /api/me/aftersales/{id}': { variants: membersOwn((stage, member) => caseOf(stage, member)), request: at('/api/me/aftersales/{id}') },
  'POST /api/me/aftersales/{id}/withdraw': { variants: membersOwn((stage, member) => caseOf(stage, member)), request: at('/api/me/aftersales/{id}/withdraw', {}) },
  'POST /api/me/aftersales/{id}/escalate': {
    variants: { ...membersOwn((stage, member) => caseOf(stage, member, { to: 'refused' })), 'own, undecided': (stage) => caseOf(stage, stage.me) }, request: at('/api/me/aftersales/{id}/escalate', { message: '' }),
  },
  'POST /api/me/aftersales/{id}/parcel': {
    variants: { ...membersOwn((stage, member) => caseOf(stage, member, { to: 'returning' })), 'own, undecided': (stage) => caseOf(stage, stage.me) }, request: at('/api/me/aftersales/{id}/parcel', PARCEL),
  },
  'GET /api/supplier/aftersales/{id}': { variants: suppliersCase, request: at('/api/supplier/aftersales/{id}') },
  'POST /api/supplier/aftersales/{id}/agree': { variants: suppliersCase, request: at('/api/supplier/aftersales/{id}/agree', {}) },
  'POST /api/supplier/aftersales/{id}/refuse': { variants: suppliersCase, request: at('/api/supplier/aftersales/{id}/refuse', { message: 'no' }) },
  'GET /api/console/aftersales': { variants: anybodys((stage) => shippedOrder(stage, stage.me)), request: at('/api/console/aftersales?orderId={id}') },
  'GET /api/console/aftersales/{id}': { variants: anybodys((stage) => caseOf(stage, stage.me)), request: at('/api/console/aftersales/{id}') },
  'POST /api/console/aftersales/{id}/agree': { variants: anybodys((stage) => caseOf(stage, stage.me)), request: at('/api/console/aftersales/{id}/agree', {}) },
  'POST /api/console/aftersales/{id}/refuse': { variants: anybodys((stage) => caseOf(stage, stage.me)), request: at('/api/console/aftersales/{id}/refuse', { message: 'no' }) },
  'POST /api/console/orders/{id}/refund': {
    variants: { ...anybodys(({ mall, me }) => orderId(mall.confirmed(me, mall.goods.package))), unpaid: ({ mall, me }) => orderId(mall.placed(me, mall.goods.tea)) },
    request: at('/api/console/orders/{id}/refund', { message: 'asked by phone' }),
  },
  'GET /api/me/statement/{id}/why': { variants: membersOwn(lineOf), request: at('/api/me/statement/{id}/why') },
  'GET /api/payments/{attemptId}': {
    variants: membersOwn(async (stage, member) => stage.mall.attempt(member, await stage.mall.placed(member, mallOf(stage).tea))), request: at('/api/payments/{id}'),
  },
  'GET /api/invitations/{code}': {
    variants: { any: async ({ me }) => ((await me.get('/api/me')).body as { inviteCode: string }).inviteCode, missing: async () => 'NOSUCHCODE' }, request: at('/api/invitations/{id}'),
  },
  'GET /api/products': { variants: anybodys(async ({ mall }) => String(mall.categoryId)), request: at('/api/products?category={id}') },
  'GET /api/products/{id}': {
    variants: { 'on sale': async ({ mall }) => String(mall.goods.tea.productId), other: async ({ mall }) => String(mall.goods.hidden.productId), missing }, request: at('/api/products/{id}'),
  },
  'POST /api/supplier/orders/{id}/ship': {
    variants: {
      own: ({ mall, me }) => orderId(mall.paid(me, mall.goods.package)), other: ({ mall, me }) => orderId(mall.paid(me, mall.goods.cup)), missing,
      'own, unpaid': ({ mall, me }) => orderId(mall.placed(me, mall.goods.package)),
    },
    request: at('/api/supplier/orders/{id}/ship', PARCEL),
  },
  'GET /api/supplier/products': {
    variants: { own: async ({ mall }) => String(mall.goods.package.supplier?.id), other: async ({ mall }) => String(mall.goods.cup.supplier?.id), missing },
    request: at('/api/supplier/products?supplier={id}'),
  },
  'GET /api/supplier/products/{id}': { variants: suppliersOwn(async (goods) => String(goods.productId)), request: at('/api/supplier/products/{id}') },
  'GET /api/supplier/skus/{id}/stock': { variants: suppliersOwn(async (goods) => String(goods.skuId)), request: at('/api/supplier/skus/{id}/stock') },
  'POST /api/supplier/skus/{id}/stock': { variants: suppliersOwn(async (goods) => String(goods.skuId)), request: at('/api/supplier/skus/{id}/stock', { change: 1, reason: 'received' }) },
  'GET /api/console/skus/{id}/stock': { variants: anybodys(async ({ mall }) => String(mall.goods.cup.skuId)), request: at('/api/console/skus/{id}/stock') },
  'POST /api/console/skus/{id}/stock': { variants: anybodys(async ({ mall }) => String(mall.goods.cup.skuId)), request: at('/api/console/skus/{id}/stock', { change: 1, reason: 'received' }) },
  'POST /api/supplier/proposals': {
    variants: suppliersOwn(async (_goods, stage, index) => { await withdrawAll(stage, index); return String(goodsOf(stage, index).productId); }),
    request: (id, { mall }) => ({ url: '/api/supplier/proposals', body: { productId: id, content: contentOf(mall) } }),
  },
  'GET /api/supplier/proposals/{id}': { variants: suppliersOwn((_goods, stage, index) => proposed(stage, index)), request: at('/api/supplier/proposals/{id}') },
  'POST /api/supplier/proposals/{id}': {
    variants: { ...suppliersOwn((_goods, stage, index) => proposed(stage, index)), 'own, submitted': (stage) => proposed(stage, 0, true) },
    request: (id, { mall }) => ({ url: `/api/supplier/proposals/${id}`, body: { content: contentOf(mall) } }),
  },
  'POST /api/supplier/proposals/{id}/state': {
    variants: { ...suppliersOwn((_goods, stage, index) => proposed(stage, index)), 'own, submitted': (stage) => proposed(stage, 0, true) }, request: at('/api/supplier/proposals/{id}/state', { to: 'submitted' }),
  },
  'GET /api/console/proposals/{id}': { variants: anybodys((stage) => proposed(stage, 0, true)), request: at('/api/console/proposals/{id}') },
  'POST /api/console/proposals/{id}/approve': {
    variants: { ...anybodys((stage) => proposed(stage, 0, true)), draft: (stage) => proposed(stage, 0) },
    request: at('/api/console/proposals/{id}/approve', { revision: 2, zone: 'ordinary', skus: [{ priceFen: '9900' }] }),
  },
  'POST /api/console/proposals/{id}/reject': {
    variants: { ...anybodys((stage) => proposed(stage, 0, true)), draft: (stage) => proposed(stage, 0) }, request: at('/api/console/proposals/{id}/reject', { revision: 2, reason: 'for the test' }),
  },
  'GET /api/goods-imports/{id}': { variants: imports, request: at('/api/goods-imports/{id}') },
  'GET /api/goods-imports/{id}/items': { variants: imports, request: at('/api/goods-imports/{id}/items') },
  'GET /api/goods-imports/{id}/problems': { variants: imports, request: at('/api/goods-imports/{id}/problems') },
  'POST /api/goods-imports/{id}/start': { variants: imports, request: at('/api/goods-imports/{id}/start') },
  'POST /api/console/orders/{id}/ship': {
    variants: { own: ({ mall, me }) => orderId(mall.paid(me, mall.goods.tea)), other: ({ mall, me }) => orderId(mall.paid(me, mall.goods.package)), missing },
    request: at('/api/console/orders/{id}/ship', PARCEL),
  },
  'GET /api/console/orders/{id}': { variants: anybodys(({ mall, me }) => orderId(mall.placed(me, mall.goods.tea))), request: at('/api/console/orders/{id}') },
  'GET /api/console/orders/{id}/rewards': {
    variants: { ...anybodys(({ mall, me }) => orderId(mall.confirmed(me, mall.goods.package))), unpaid: ({ mall, me }) => orderId(mall.placed(me, mall.goods.tea)) }, request: at('/api/console/orders/{id}/rewards'),
  },
  'POST /api/console/products/listing': { variants: anybodys(async ({ mall }) => String(mall.goods.hidden.productId)), request: (id) => ({ url: '/api/console/products/listing', body: { ids: [id], listed: false } }) },
  'POST /api/console/exports/products': { variants: anybodys(async ({ mall }) => String(mall.goods.package.supplier?.id)), request: (id) => ({ url: '/api/console/exports/products', body: { format: 'csv', supplier: id } }) },
  'POST /api/console/exports/payables': { variants: anybodys(async ({ mall }) => String(mall.goods.package.supplier?.id)), request: (id) => ({ url: '/api/console/exports/payables', body: { format: 'csv', supplierId: id } }) },
  'POST /api/console/exports/audit': { variants: anybodys(async ({ mall }) => String(mall.otherSupplierStaff.accountId)), request: (id) => ({ url: '/api/console/exports/audit', body: { format: 'csv', actor: id } }) },
  'POST /api/console/views/{id}/forget': {
    variants: {
      own: ({ mall }, caller) => viewOf(mall, caller?.actor.kind === 'staff' && caller.actor.orgKind === 'platform' ? caller : colleagueOf(mall, undefined)),
      other: ({ mall }, caller) => viewOf(mall, colleagueOf(mall, caller)), missing,
    },
    request: at('/api/console/views/{id}/forget', {}),
  },
  'GET /api/console/members/{id}': { variants: anybodys(async ({ me }) => String(me.memberId)), request: at('/api/console/members/{id}') },
  'GET /api/console/members/{id}/level': { variants: anybodys(async ({ me }) => String(me.memberId)), request: at('/api/console/members/{id}/level') },
  'POST /api/console/members/{id}/level': { variants: anybodys(async ({ me }) => String(me.memberId)), request: at('/api/console/members/{id}/level', { level: 'dealer', reason: 'only for the test' }) },
  'POST /api/console/levels/{approvalId}/decision': {
    variants: {
      own: ({ mall, me }, caller) => asked(mall, caller, levelOf(me)), 'a colleague’s': ({ mall, me }) => asked(mall, mall.crew.get('operator'), levelOf(me)),
      other: ({ mall, me }) => asked(mall, mall.otherSupplierStaff, levelOf(me)), missing,
    },
    request: at('/api/console/levels/{id}/decision', { decision: 'reject', reason: 'test' }),
  },
  'GET /api/console/suppliers/{id}': { variants: anybodys(lonely()), request: at('/api/console/suppliers/{id}') },
  'POST /api/console/suppliers/{id}/suspend': { variants: { ...anybodys(lonely()), suspended: lonely('suspend') }, request: at('/api/console/suppliers/{id}/suspend', { reason: 'test' }) },
  'POST /api/console/suppliers/{id}/reinstate': { variants: { ...anybodys(lonely('suspend')), supplying: lonely() }, request: at('/api/console/suppliers/{id}/reinstate', {}) },
  'POST /api/console/suppliers/{id}/invitation': {
    variants: { ...anybodys(lonely()), owned: async ({ mall }) => String(mall.goods.package.supplier?.id) }, request: at('/api/console/suppliers/{id}/invitation', {}),
  },
  'POST /api/console/suppliers/{id}/exit': {
    variants: { ...anybodys(lonely()), 'with goods on sale': async ({ mall }) => String(mall.goods.package.supplier?.id) }, request: at('/api/console/suppliers/{id}/exit', { reason: 'test' }),
  },
  'POST /api/console/supplier-exits/{approvalId}/decision': {
    variants: {
      own: ({ mall }, caller) => asked(mall, caller, EXIT), 'a colleague’s': ({ mall }) => asked(mall, mall.crew.get('operator'), EXIT),
      other: ({ mall }) => asked(mall, mall.otherSupplierStaff, EXIT), missing,
    },
    request: at('/api/console/supplier-exits/{id}/decision', { decision: 'reject' }),
  },
  'GET /api/console/supplier-applications/{id}': { variants: anybodys(application), request: at('/api/console/supplier-applications/{id}') },
  'GET /api/console/supplier-applications/{id}/pictures/{pictureId}': {
    variants: { any: applied, 'of another application': async (stage) => (await applied(stage)).replace(/^\d+/, await application(stage, undefined)), missing: async (stage) => `${stage.missing()}/pictures/${stage.missing()}` },
    request: at('/api/console/supplier-applications/{id}'),
  },
  'POST /api/console/supplier-applications/{id}/approve': { variants: anybodys(application), request: at('/api/console/supplier-applications/{id}/approve', { revision: 2 }) },
  'POST /api/console/supplier-applications/{id}/reject': { variants: anybodys(application), request: at('/api/console/supplier-applications/{id}/reject', { revision: 1, reason: 'test' }) },
  'GET /api/console/payables': { variants: anybodys(async ({ mall }) => String(mall.goods.package.supplier?.id)), request: at('/api/console/payables?supplierId={id}') },
  'GET /api/console/suppliers/{id}/statements': { variants: anybodys(async ({ mall }) => String(mall.goods.package.supplier?.id)), request: at('/api/console/suppliers/{id}/statements') },
  'GET /api/console/suppliers/{id}/statements/{month}': { variants: anybodys(async ({ mall }) => String(mall.goods.package.supplier?.id)), request: at('/api/console/suppliers/{id}/statements/2026-03') },
  'POST /api/console/differences/{id}/explain': { variants: anybodys(({ mall }) => difference(mall)), request: at('/api/console/differences/{id}/explain', { note: 'for the test' }) },
  'POST /api/console/refunds/{id}/retry': { variants: anybodys(failedRefund), request: at('/api/console/refunds/{id}/retry', {}) },
  'GET /api/console/products': { variants: anybodys(async ({ mall }) => String(mall.goods.package.supplier?.id)), request: at('/api/console/products?supplier={id}') },
  'GET /api/console/products/{id}': { variants: anybodys(async ({ mall }) => String(mall.goods.hidden.productId)), request: at('/api/console/products/{id}') },
  'POST /api/console/products': {
    variants: anybodys(async ({ mall }) => String(mall.categoryId)),
    request: (id, { mall }) => ({ url: '/api/console/products', body: { ...contentOf(mall), zone: 'ordinary', categoryId: id, skus: [{ name: 'one', priceFen: '900' }] } }),
  },
  'PUT /api/console/categories': { variants: anybodys(async ({ mall }) => String(mall.categoryId)), request: (id) => ({ url: '/api/console/categories', body: { ids: [id] } }) },
  'POST /api/console/categories/{id}': { variants: anybodys(async ({ mall }) => String(mall.categoryId)), request: at('/api/console/categories/{id}', { name: 'Goods' }) },
  'DELETE /api/console/categories/{id}': { variants: anybodys(async ({ mall }) => String(mall.categoryId)), request: at('/api/console/categories/{id}') },
  'POST /api/console/products/{id}': { variants: anybodys(async ({ mall }) => String(mall.goods.hidden.productId)), request: at('/api/console/products/{id}', { subtitle: 'New' }) },
  'GET /api/console/ledger/entries/{bucket}/{id}': {
    variants: {
      any: async ({ mall, me }) => {
        await mall.confirmed(me, mall.goods.package);
        const auditor = mall.crew.get('auditor') ?? mall.visitor;
        const { items } = (await auditor.get('/api/console/ledger/entries?limit=1')).body as { items: { bucket: number; id: string }[] };
        return `${items[0]?.bucket}/${items[0]?.id}`;
      },
      missing: async (stage) => `5/${stage.missing()}`,
    },
    request: at('/api/console/ledger/entries/{id}'),
  },
  'POST /api/console/economy/proposals/{approvalId}/decision': {
    variants: {
      own: ({ mall }, caller) => (caller && ['owner', 'strategist'].some((role) => caller.name.startsWith(role)) ? mall.price(caller, { pending: true }) : mall.price(mall.crew.get('owner') as TestStaff, { pending: true })),
      'a colleague’s': ({ mall }) => mall.price(mall.crew.get('operator') as TestStaff, { pending: true }),
      other: ({ mall }) => asked(mall, mall.otherSupplierStaff, { act: 'economy.approve', input: {} }),
      missing,
    },
    request: at('/api/console/economy/proposals/{id}/decision', { decision: 'reject', reason: 'test' }),
  },
  'POST /api/account/sessions/{id}/end': {
    variants: { own: async ({ mall, me }, caller) => sessionOf(mall, caller?.accountId ?? me.memberId), other: async ({ mall, other }) => sessionOf(mall, other.memberId), missing },
    request: at('/api/account/sessions/{id}/end', {}),
  },
  ...Object.fromEntries((['console', 'supplier'] as const).flatMap((desk) => [
    ['invitation', {}], ['roles', { role: desk === 'console' ? 'auditor' : 'supplierStaff' }], ['roles/end', { role: desk === 'console' ? 'auditor' : 'supplierStaff' }],
  ].map(([act, body]) => [`POST /api/${desk}/staff/{id}/${act as string}`, {
    variants: {
      own: ({ mall }: Stage) => invited(mall, desk === 'console' ? mall.crew.get('owner') : mall.crew.get('supplierOwner')),
      other: ({ mall }: Stage) => invited(mall, mall.otherSupplierStaff), missing,
    },
    request: at(`/api/${desk}/staff/{id}/${act as string}`, body as object),
  }]))),
  ...Object.fromEntries((['console', 'supplier'] as const).map((desk) => [`POST /api/${desk}/api-keys/{id}/revoke`, {
    variants: { own: ({ mall }: Stage) => keyOf(mall, mall.crew.get(desk === 'console' ? 'owner' : 'supplierOwner')), other: ({ mall }: Stage) => keyOf(mall, mall.otherSupplierStaff), missing },
    request: at(`/api/${desk}/api-keys/{id}/revoke`, {}),
  }])),
  'POST /api/console/staff/{id}/totp-reset': {
    variants: { 'of the platform': async ({ mall }) => String(mall.crew.get('operator')?.accountId), 'of a supplier': async ({ mall }) => String(mall.otherSupplierStaff.accountId), 'a member': async ({ me }) => String(me.memberId), missing },
    request: at('/api/console/staff/{id}/totp-reset', { reason: 'test' }),
  },
  'POST /api/console/totp-resets/{approvalId}/decision': {
    variants: {
      own: ({ mall }, caller) => asked(mall, caller, RESET), 'a colleague’s': ({ mall }) => asked(mall, mall.crew.get('operator'), RESET),
      other: ({ mall }) => asked(mall, mall.otherSupplierStaff, RESET), missing,
    },
    request: at('/api/console/totp-resets/{id}/decision', { decision: 'reject' }),
  },
  'GET /api/console/audit': { variants: { any: async ({ mall }) => String(mall.crew.get('owner')?.accountId), missing }, request: at('/api/console/audit?actor={id}') },
  'POST /api/console/parkings/{approvalId}/decision': {
    variants: {
      own: ({ mall }, caller) => asked(mall, caller, PARKING), 'a colleague’s': ({ mall }) => asked(mall, mall.crew.get('operator'), PARKING),
      other: ({ mall }) => asked(mall, mall.otherSupplierStaff, PARKING), missing,
    },
    request: at('/api/console/parkings/{id}/decision', { decision: 'reject', reason: 'test' }),
  },
  'POST /api/me/complaints': { variants: membersOwn((stage, member) => orderId(stage.mall.placed(member, mallOf(stage).tea))), request: (id) => ({ url: '/api/me/complaints', body: { ...COMPLAINT, orderId: id } }) },
  'GET /api/me/exports/{id}/file': { variants: membersOwn((stage, member) => copyOf(stage, member)), request: at('/api/me/exports/{id}/file') },
  'GET /api/me/complaints/{id}': { variants: membersOwn((_stage, member) => complained(member)), request: at('/api/me/complaints/{id}') },
  'POST /api/me/complaints/{id}/messages': { variants: membersOwn((_stage, member) => complained(member)), request: at('/api/me/complaints/{id}/messages', { words: 'And another thing' }) },
  'POST /api/me/complaints/{id}/settled': { variants: membersOwn((_stage, member) => complained(member)), request: at('/api/me/complaints/{id}/settled', {}) },
  'GET /api/console/complaints/{id}': { variants: anybodys(({ me }) => complained(me)), request: at('/api/console/complaints/{id}') },
  'POST /api/console/complaints/{id}/answers': { variants: anybodys(({ me }) => complained(me)), request: at('/api/console/complaints/{id}/answers', { words: 'We are sorry' }) },
  'GET /api/console/events/{position}': { variants: { any: async () => '1', missing: async () => '9'.repeat(18) }, request: at('/api/console/events/{id}') },
};

const EVERYBODYS = 'SKUs of the catalogue, open to everybody; the cart is always the caller\'s own';
const APPLICANTS = 'opened by the cookie of an applicant, whom no role is; own, another’s and missing stand in the test of suppliers';
const DEPLOYMENTS = 'a subscriber of the deployment, which belongs to nobody: the guard alone says who may';

/** Routes whose path or query names something that is nobody's, and why there is no own and other. */
export const EXEMPT: Readonly<Record<string, string>> = {
  'GET /api/supplier/statements/{month}': 'a month is nobody’s: the statement is the caller’s own, as a test of settlement says',
  'POST /api/goods-imports': 'a sheet for a supplier: staff of one import their own whatever they name, as a test of the catalogue says; the operator for any',
  'POST /api/payments/{channel}/notify': 'a channel of the deployment; what it says is believed by its signature alone',
  'POST /api/onboarding/draft': APPLICANTS,
  'GET /api/onboarding/pictures/{id}': APPLICANTS,
  'POST /api/onboarding/pictures/{id}/remove': APPLICANTS,
  'POST /api/cart': EVERYBODYS,
  'POST /api/me/cart': EVERYBODYS,
  'PUT /api/me/cart': EVERYBODYS,
  'POST /api/me/cart/merge': EVERYBODYS,
  'GET /api/console/ledger/verification/{bucket}': 'a bucket of the one ledger, open to whoever may read it',
  'GET /api/console/reconciliations/{channel}/{day}': DEPLOYMENTS,
  'POST /api/console/reconciliations/{channel}/{day}/run': DEPLOYMENTS,
  'POST /api/console/subscribers/{name}/retry': DEPLOYMENTS,
  'POST /api/console/subscribers/{name}/parkings': DEPLOYMENTS,
  'POST /api/console/parked-events/{name}/{position}/retry': DEPLOYMENTS,
};
