/** How resources are made for the routes that name them: each variant afresh, so that each call meets it unused. */
import { askApproval, createKey, inviteStaff, openSession } from '#modules/identity/index.ts';
import { keepImport } from '#modules/catalog/index.ts';
import { createWebhook, tryWebhook } from '#modules/platform/index.ts';
import { type ApplicationId, createSupplier, type Supplier, tieApplication } from '#modules/suppliers/index.ts';
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

export const missing: Variant = async ({ missing: id }) => id();
export const orderId = async (order: Promise<TestOrder>): Promise<string> => (await order).orderId;
export const checkoutId = async (order: Promise<TestOrder>): Promise<string> => (await order).checkoutId;
export const mallOf = ({ mall }: Stage): TestMall['goods'] => mall.goods;

/** Of members: mine, another's, and none. */
export const membersOwn = (make: (stage: Stage, member: TestMember) => Promise<string>): Resource['variants'] =>
  ({ own: (stage) => make(stage, stage.me), other: (stage) => make(stage, stage.other), missing });
/** Of everybody who may read it at all. */
export const anybodys = (make: Variant): Resource['variants'] => ({ any: make, missing });

export const at = (url: string, body?: object): Resource['request'] => (id) => ({ url: url.replace('{id}', id), ...(body === undefined ? {} : { body }) });
export const PARCEL = { carrier: 'sf', trackingNumber: 'SF1234567890' };
export const unpaid = membersOwn((stage, member) => checkoutId(stage.mall.placed(member, mallOf(stage).tea)));

/** A case about goods of the member that were shipped: asked for, or further on. */
export async function caseOf({ mall }: Stage, member: TestMember, options: { goods?: TestGoods; to?: 'refused' | 'returning' } = {}): Promise<string> {
  const { goods = mall.goods.package, to } = options;
  const { orderId: id } = await mall.shipped(member, goods);
  const { caseId } = (await member.post('/api/me/aftersales', { orderId: id, kind: to === 'returning' ? 'return' : 'refund', reason: 'other' })).body as { caseId: string };
  const desk = `/api/supplier/aftersales/${caseId}`;
  const clerk = mall.crew.get('supplierStaff') as TestStaff;
  if (to !== undefined) await (to === 'refused' ? clerk.post(`${desk}/refuse`, { message: 'no' }) : clerk.post(`${desk}/agree`, { message: 'Tea Road 1' }));
  return caseId;
}
/** A copy of the member's data that is kept: asked for through the service it could be made once a day only. */
export async function copyOf({ mall: { infra } }: Stage, member: TestMember): Promise<string> {
  const id = infra.ids.next<'export'>(5);
  const [at, ends] = [infra.clock.now(), new Date(infra.clock.now().getTime() + 86_400_000)];
  await infra.sql.run("insert into members.export (id, member_id, locale, asked_at, made_at, ends_at, file) values ($1, $2, 'en', $3, $3, $4, '\\x00')", [id, member.memberId, at, ends]);
  return String(id);
}
export const shippedOrder = (stage: Stage, member: TestMember): Promise<string> => orderId(stage.mall.shipped(member, mallOf(stage).tea));
export const suppliersCase: Resource['variants'] = { own: (stage) => caseOf(stage, stage.me), other: (stage) => caseOf(stage, stage.me, { goods: mallOf(stage).cup }), missing };

export async function lineOf({ mall }: Stage, member: TestMember): Promise<string> {
  await mall.confirmed(member, mall.goods.package);
  const { items } = (await member.get('/api/me/statement?limit=1')).body as { items: { id: string }[] };
  return items[0]?.id ?? '';
}

export const PARKING = { act: 'platform.park', input: { subscriber: 'engine', position: '1', type: 'orders.paid', happenedAt: '2026-03-02T02:00:00.000Z', error: 'test', reason: 'for the test' } } as const;

export async function asked(mall: TestMall, by: TestStaff | undefined, request: Parameters<typeof askApproval>[1]): Promise<string> {
  const { actor } = by ?? mall.otherSupplierStaff;
  return String((await mall.infra.unit({ actor, requestId: 'test' }, (ctx) => askApproval(ctx, request))).approvalId);
}

let applications = 0;
/** An application that waits for a decision, with a picture; answers `<id>/pictures/<picture>`. */
export async function applied({ mall: { infra } }: Stage): Promise<string> {
  applications += 1;
  const [id, pictureId] = [infra.ids.next(5), infra.ids.next(5)];
  const content = { companyName: `Applicant ${applications}`, creditCode: '', legalPerson: '', contactName: '', categoryIds: [], regionCode: '', detail: '', licenceUntil: '', consentVersion: '1' };
  await infra.sql.run(
    `insert into suppliers.application (id, phone, state, content, revision, hints, created_at, updated_at, submitted_at) values ($1, $2, 'submitted', $3::jsonb, 1, '{}'::jsonb, $4, $4, $4)`,
    [id, String(13_700_000_000 + applications), JSON.stringify(content), infra.clock.now()]);
  await infra.sql.run(`insert into suppliers.licence_picture (id, application_id, kind, webp, width, height, created_at) values ($1, $2, 'licence', 'x', 1, 1, $3)`, [pictureId, id, infra.clock.now()]);
  return `${id}/pictures/${pictureId}`;
}
export const application: Variant = async (stage) => (await applied(stage)).split('/')[0] ?? '';
/** A supplier that nothing hangs on; suspended if wanted. */
export const lonely = (state?: 'suspend'): Variant => async ({ mall }) => {
  const { id } = await mall.unit((ctx) => createSupplier(ctx, { name: 'Lonely' }));
  if (state) await mall.crew.get('owner')?.post(`/api/console/suppliers/${id}/${state}`, { reason: 'for the test' });
  return String(id);
};
/** A supplier that has told of its company. */
export const told: Variant = async (stage) => {
  const id = BigInt(await application(stage, undefined)) as ApplicationId;
  const supplierId = await lonely()(stage, undefined);
  await stage.mall.unit((ctx) => tieApplication(ctx, { id, supplierId: BigInt(supplierId) as Supplier['id'] }));
  return supplierId;
};
export const EXIT = { act: 'suppliers.exit', input: { supplierId: '5', name: 'test', reason: 'test' } } as const;

export const RESET = { act: 'staff.reset', input: { accountId: '1', name: 'test', reason: 'test' } } as const;

export const levelOf = (member: TestMember): Parameters<typeof askApproval>[1] =>
  ({ act: 'members.approveLevel', input: { memberId: String(member.memberId), from: 'vip', earned: 'vip', level: 'dealer', reason: 'only for the test' } });

/** A session beside the one he calls with. */
export async function sessionOf(mall: TestMall, accountId: TestStaff['accountId']): Promise<string> {
  return String((await mall.unit((ctx) => openSession(ctx, { accountId, level: 'member', client: 'test', ip: '203.0.113.1' }))).sessionId);
}

/** A key just made by somebody. */
export async function keyOf(mall: TestMall, maker: TestStaff | undefined): Promise<string> {
  const { actor } = maker ?? mall.otherSupplierStaff;
  return String((await mall.infra.unit({ actor, requestId: 'test' }, (ctx) => createKey(ctx, { name: 'test', scopes: ['orders.ship'], days: 1 }))).id);
}

/** A webhook of somebody's organisation with a message that nobody took; it takes the place of those before, as there may be ten. */
export async function webhookOf(mall: TestMall, maker: TestStaff | undefined, state = 'active'): Promise<{ id: string; deliveryId: string }> {
  const { actor, orgId } = maker ?? mall.otherSupplierStaff;
  return mall.infra.unit({ actor, requestId: 'test' }, async (ctx) => {
    await ctx.tx.run("update platform.webhook set state = 'removed' where org_id = $1", [orgId]);
    const { id } = await createWebhook(mall.infra, ctx, { url: 'http://127.0.0.1:1/', description: '', kinds: ['orders.paid'] });
    const { deliveryId } = await tryWebhook(ctx, id);
    await ctx.tx.run('update platform.webhook set state = $2 where id = $1', [id, state]);
    return { id: String(id), deliveryId: String(deliveryId) };
  });
}

/** A person just invited to the organisation of somebody. */
export async function invited(mall: TestMall, owner: TestStaff | undefined): Promise<string> {
  const { orgId } = owner ?? mall.otherSupplierStaff;
  const role = owner === mall.crew.get('owner') ? 'operator' : 'supplierOwner';
  invitations += 1;
  return String((await mall.unit((ctx) => inviteStaff(mall.infra, ctx, { orgId, role, name: `invited-${invitations}` }))).accountId);
}
let invitations = 0;
/** The goods of the supplier whose staff calls (0), or of the other one (1). */
export const goodsOf = ({ mall }: Stage, index: 0 | 1): TestGoods => (index === 0 ? mall.goods.package : mall.goods.cup);
/** Of suppliers: the caller's, the other supplier's, and none. */
export const suppliersOwn = (make: (goods: TestGoods, stage: Stage, index: 0 | 1) => Promise<string>): Resource['variants'] =>
  ({ own: (stage) => make(goodsOf(stage, 0), stage, 0), other: (stage) => make(goodsOf(stage, 1), stage, 1), missing });
const ownerOf = ({ mall }: Stage, index: 0 | 1): TestCaller => (index === 0 ? mall.crew.get('supplierOwner') : mall.otherSupplierStaff) ?? mall.visitor;
export const contentOf = (mall: TestMall) => ({
  title: 'Cake', subtitle: '', description: '', categoryId: String(mall.categoryId), images: ['a'.repeat(64)], listed: true,
  skus: [{ id: null, name: 'One', supplyFen: '5000', suggestedFen: '9900', pieces: 5 }],
});

/** New goods that a supplier proposed, submitted if wanted. */
export async function proposed(stage: Stage, index: 0 | 1, submitted = false): Promise<string> {
  const owner = ownerOf(stage, index);
  const { id } = (await owner.post('/api/supplier/proposals', { productId: null, content: contentOf(stage.mall) })).body as { id: string };
  if (submitted) await owner.post(`/api/supplier/proposals/${id}/state`, { to: 'submitted' });
  return id;
}

/** Makes way for another proposal of the same goods. */
export async function withdrawAll(stage: Stage, index: 0 | 1): Promise<void> {
  const owner = ownerOf(stage, index);
  const { items } = (await owner.get('/api/supplier/proposals?state=draft&limit=100')).body as { items: { id: string; productId: string | null }[] };
  for (const { id } of items.filter(({ productId }) => productId !== null)) await owner.post(`/api/supplier/proposals/${id}/state`, { to: 'withdrawn' });
}

export const COMPLAINT = { subject: 'other', words: 'The kettle whistles at night' };

/** A complaint of the member; settled before, the limit of open ones never stands in the way. */
export async function complained(member: TestMember): Promise<string> {
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
export const imports: Resource['variants'] = { own: kept(0), 'another supplier’s': kept(1), missing };
/** A difference that nobody has explained. */
export async function difference(mall: TestMall): Promise<string> {
  return mall.unit(async (ctx) => {
    const id = ctx.newId(0);
    await ctx.tx.run(`insert into payments.statement (channel, day, state, tried_at, sha1) values ('wechat', '2026-03-01', 'different', $1, '') on conflict do nothing`, [ctx.now]);
    await ctx.tx.run(`insert into payments.difference (id, channel, day, subject, kind, our_number, gateway_number, found_at) values ($1, 'wechat', '2026-03-01', 'payment', 'onlyTheirs', $2, '', $3)`, [id, String(id), ctx.now]);
    return String(id);
  });
}

/** A refund that failed at its gateway. */
export async function failedRefund({ mall, me }: Stage): Promise<string> {
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
export const colleagueOf = ({ crew }: TestMall, caller: TestStaff | undefined): TestStaff => [...crew.values()].find(({ actor, accountId }) => actor.kind === 'staff' && actor.orgKind === 'platform' && accountId !== caller?.accountId) as TestStaff;

/** A view of a list that somebody keeps at his desk. */
export async function viewOf(by: TestStaff): Promise<string> {
  views += 1;
  const desk = by.actor.kind === 'staff' && by.actor.orgKind === 'supplier' ? 'supplier' : 'console';
  return ((await by.post(`/api/${desk}/views`, { list: `list-${'abcdefghijklmnopqrst'[views % 20]}`, name: `view ${views}`, filters: {} })).body as { id: string }).id;
}
let views = 0;
