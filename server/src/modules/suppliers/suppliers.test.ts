/** Suppliers over HTTP on a real database: applying, reviewing, licences that nobody else sees, suspension and exit. */
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { assert } from '#kernel/assert.ts';
import type { Id } from '#kernel/id.ts';
import { type CategoryId, catalogOf, createProduct } from '#modules/catalog/index.ts';
import type { Role } from '#modules/identity/index.ts';
import { type Answer, codeOf, type TestCaller, type TestStaff } from '#test/app.ts';
import { type TestDatabase, testDatabase } from '#test/database.ts';
import { type TestMall, testMall } from '#test/mall.ts';
import { totpFor } from '#test/totp.ts';
import { createSupplier, listSuppliers, supplierOfOrganisation, suppliersOf } from './index.ts';

const DAY = 86_400_000;
const BASE = '/api/onboarding';
const REVIEW = '/api/console/supplier-applications';
const CODES = ['91350100M000100Y43', '91110000802100433B', '91440300708461136T', '91330100799655058B', '91530100MA6K000013', '91440101MA50007779'];
let db: TestDatabase;
let shop: TestMall;
let png: Buffer;
let reviewer: TestStaff;
beforeAll(async () => {
  db = await testDatabase();
  shop = await testMall(db, { identity: { limits: { smsGap: { limit: 1_000, windowMs: 1 } } } });
  png = await sharp({ create: { width: 400, height: 300, channels: 3, background: '#c0c0c0' } }).withExif({ IFD0: { Copyright: 'secret place' } }).png().toBuffer();
  reviewer = crew('operator');
});
afterAll(async () => {
  await shop.close();
  await db.close();
});

function crew(role: Role): TestStaff {
  const staff = shop.crew.get(role);
  assert(staff, 'the mall has staff of every role');
  return staff;
}
interface View { state: string; revision: number; phone: string; content: Record<string, unknown>; pictures: { id: string; url: string; kind: string }[]; reason: string | null; hints: Record<string, string>; supplierState: string | null }

interface Applicant extends TestCaller { readonly phone: string }
let phones = 0;

/** Proves a phone as its owner does: asks for a code, reads it, and keeps the cookie. */
async function prove(phone = `1370000${String(1_000 + ++phones)}`): Promise<Applicant> {
  const { challenge } = ((await shop.visitor.post('/api/auth/sms', { phone, purpose: 'apply' })).body as { challenge: string });
  await shop.infra.jobs.drain();
  const code = /\d{6}/.exec(shop.messages.findLast((message) => message.phone === phone)?.text ?? '')?.[0];
  const answer = await shop.visitor.post(`${BASE}/session`, { phone, challenge, code });
  expect(answer.status).toBe(200);
  const headers = { cookie: `coshop_applicant=${answer.cookies['coshop_applicant'] ?? ''}`, 'sec-fetch-site': 'same-origin' };
  const send: TestCaller['send'] = (request) => shop.visitor.send({ ...request, headers: { ...headers, ...request.headers } });
  return { phone, headers, send, get: (url) => send({ method: 'GET', url }), post: (url, payload) => send({ method: 'POST', url, ...(payload === undefined ? {} : { payload: payload as object }) }) };
}

const content = (given: object = {}) => ({
  companyName: 'Cloud Hill Tea', creditCode: CODES[0], legalPerson: 'Lin', contactName: 'Mei', categoryIds: [String(shop.categoryId)], regionCode: '330106', detail: 'Tea Road 1', licenceUntil: 'unlimited', consentVersion: '1', ...given,
});
const upload = (by: TestCaller, kind = 'licence', payload = png, type = 'image/png'): Promise<Answer> =>
  by.send({ method: 'POST', url: `${BASE}/pictures?kind=${kind}`, payload, headers: { 'content-type': type } });
const own = async (by: TestCaller): Promise<View> => ((await by.get(BASE)).body as View);

/** Somebody whose application waits for a decision. */
async function submitted(given: object = {}): Promise<{ me: Applicant; id: string; view: View }> {
  const me = await prove();
  await me.post(`${BASE}/draft`, content(given));
  await upload(me);
  expect((await me.post(`${BASE}/submit`)).status).toBe(200);
  const { id } = await db.sql.one<{ id: bigint }>('select id from suppliers.application where phone = $1', [me.phone]);
  return { me, id: String(id), view: await own(me) };
}
async function approved(given: object = {}): Promise<{ me: Applicant; id: string; supplierId: string; path: string }> {
  const { me, id, view } = await submitted(given);
  const { supplierId, link } = ((await reviewer.post(`${REVIEW}/${id}/approve`, { revision: view.revision })).body as { supplierId: string; link: { path: string } });
  return { me, id, supplierId, path: link.path };
}
const everything = (): Promise<unknown> => db.sql.one(
  `select (select json_agg(a order by a.id) from suppliers.application a)::text as applications, (select json_agg(s order by s.id) from suppliers.supplier s)::text as suppliers,
     (select json_agg(p.id order by p.id) from suppliers.licence_picture p)::text as pictures, (select json_agg(o order by o.id) from identity.organisation o)::text as organisations,
     (select count(*) from identity.audit where act like 'suppliers%') as audits`);

/** The call is refused with the code, and nothing has changed. */
async function refused(code: string, call: () => Promise<Answer>): Promise<void> {
  const before = await everything();
  expect(codeOf(await call())).toBe(code);
  expect(await everything()).toEqual(before);
}

describe('a supplier in the table', () => {
  const ORIGIN = { actor: { kind: 'system', name: 'test' }, requestId: 'test' } as const;
  test('is made with its organisation, in one bucket, and is found by it', async () => {
    const supplier = await shop.infra.unit(ORIGIN, (ctx) => createSupplier(ctx, { name: 'Orchard' }));
    expect(supplier).toMatchObject({ name: 'Orchard', state: 'approved', svMode: 'platform', creditCode: null });
    expect(await supplierOfOrganisation(db.sql, supplier.organisationId)).toEqual(supplier);
    expect(await db.sql.one('select kind, name, state from identity.organisation where id = $1', [supplier.organisationId])).toEqual({ kind: 'supplier', name: 'Orchard', state: 'active' });
    expect(await suppliersOf(db.sql, [supplier.id, 5n])).toEqual(new Map([[supplier.id, supplier]]));
    await expect(supplierOfOrganisation(db.sql, 99n as Id<'organisation'>)).rejects.toMatchObject({ code: 'suppliers.notFound' });
  });

  test('is listed in order of joining, and found by a part of its name', async () => {
    for (const name of ['Tea Hill', 'Kiln', 'Hillside']) await shop.infra.unit(ORIGIN, (ctx) => createSupplier(ctx, { name }));
    const hills = await listSuppliers(db.sql, { afterId: 0n, search: 'hill', limit: 10 });
    expect(hills.map(({ name }) => name)).toEqual(expect.arrayContaining(['Hillside', 'Tea Hill']));
    const [first] = await listSuppliers(db.sql, { afterId: 0n, search: '', limit: 1 });
    const [second] = await listSuppliers(db.sql, { afterId: first?.id ?? 0n, search: '', limit: 1 });
    expect(second && first && second.id > first.id).toBe(true);
  });
});

describe('applying', () => {
  test('begins with a draft that is there again for whoever proves the phone, on any device', async () => {
    const me = await prove();
    expect(await own(me)).toMatchObject({ state: 'draft', phone: me.phone, pictures: [], reason: null });
    await me.post(`${BASE}/draft`, content({ companyName: '  Half  ', creditCode: '', categoryIds: [] }));
    const elsewhere = await prove(me.phone);
    expect(await own(elsewhere)).toMatchObject({ state: 'draft', content: { companyName: 'Half' }, region: expect.stringMatching(/^\S+ \S+ \S+$/) });
    expect(await db.sql.one('select count(*) as count from suppliers.application where phone = $1', [me.phone])).toEqual({ count: 1n });
  });

  test('asks for a code for this purpose; a wrong one opens nothing, a spent one nothing twice', async () => {
    const phone = '13700009999';
    const { challenge } = ((await shop.visitor.post('/api/auth/sms', { phone, purpose: 'signIn' })).body as { challenge: string });
    await refused('identity.wrongCode', () => shop.visitor.post(`${BASE}/session`, { phone, challenge, code: '000000' }));
    await shop.infra.jobs.drain();
    const code = /\d{6}/.exec(shop.messages.at(-1)?.text ?? '')?.[0];
    await refused('identity.wrongCode', () => shop.visitor.post(`${BASE}/session`, { phone, challenge, code }));
  });

  test('without a proved phone, with one too long ago, or after leaving: nothing is read or written', async () => {
    const me = await prove();
    const anyone = shop.visitor;
    for (const call of [() => anyone.get(BASE), () => anyone.post(`${BASE}/draft`, content()), () => anyone.post(`${BASE}/submit`), () => upload(anyone), () => anyone.post(`${BASE}/invitation`)]) await refused('suppliers.proofNeeded', call);
    await db.sql.run(`update suppliers.applicant_session set ends_at = $1`, [shop.infra.clock.wall()]);
    await refused('suppliers.proofNeeded', () => me.get(BASE));
    const again = await prove(me.phone);
    expect((await again.post(`${BASE}/sign-out`)).status).toBe(204);
    await refused('suppliers.proofNeeded', () => again.get(BASE));
  });

  test('another site’s page can do nothing with the cookie', async () => {
    const me = await prove();
    await refused('identity.wrongOrigin', () => me.send({ method: 'POST', url: `${BASE}/submit`, headers: { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' } }));
  });

  test('what is missing is named by field; whole, it is handed in once and stands still', async () => {
    const me = await prove();
    const answer = await me.post(`${BASE}/submit`);
    expect(answer.body).toMatchObject({ error: { code: 'suppliers.incomplete', details: { fields: ['companyName', 'creditCode', 'legalPerson', 'contactName', 'categoryIds', 'licenceUntil', 'licence', 'regionCode', 'detail', 'consentVersion'] } } });
    await refused('suppliers.unknownCategory', () => me.post(`${BASE}/draft`, content({ categoryIds: ['5'] })));
    await me.post(`${BASE}/draft`, content());
    await upload(me);
    expect(((await me.post(`${BASE}/submit`)).body as View)).toMatchObject({ state: 'submitted' });
    for (const call of [() => me.post(`${BASE}/submit`), () => me.post(`${BASE}/draft`, content({ companyName: 'Other' })), () => upload(me), () => me.post(`${BASE}/invitation`)]) await refused('suppliers.wrongState', call);
  });

  test('pictures are decoded, kept without what cameras write into them, few, and can be taken away', async () => {
    const me = await prove();
    await refused('suppliers.pictureUnreadable', () => upload(me, 'licence', Buffer.from('%PDF-1.7 pretending')));
    await refused('suppliers.pictureNotAllowed', () => upload(me, 'licence', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="500" height="500"/>')));
    const tiny = await sharp({ create: { width: 20, height: 20, channels: 3, background: 'red' } }).png().toBuffer();
    await refused('suppliers.pictureTooSmall', () => upload(me, 'licence', tiny));
    for (let n = 0; n < 2; n += 1) expect((await upload(me)).status).toBe(201);
    await refused('suppliers.tooManyPictures', () => upload(me));
    expect((await upload(me, 'permit')).status).toBe(201);
    const { pictures } = await own(me);
    const sent = await me.get(pictures[0]?.url ?? '');
    expect(sent).toMatchObject({ status: 200, headers: { 'content-type': 'image/webp', 'cache-control': 'private, no-store' } });
    expect(await db.sql.one(`select count(*) as count from suppliers.licence_picture where position('secret place'::bytea in webp) > 0`)).toEqual({ count: 0n });
    expect((await me.post(`${pictures[0]?.url ?? ''}/remove`)).status).toBe(204);
    await refused('suppliers.pictureNotFound', () => me.post(`${pictures[0]?.url ?? ''}/remove`));
    await refused('suppliers.pictureNotFound', () => me.get(pictures[0]?.url ?? ''));
  });

  test('a draft that nobody comes back to is forgotten with its pictures; one that was handed in is not', async () => {
    const left = await prove();
    await upload(left);
    const { view } = await submitted();
    const age = (phone: string) => db.sql.run('update suppliers.application set updated_at = $2 where phone = $1', [phone, new Date(shop.infra.clock.now().getTime() - 91 * DAY)]);
    await age(left.phone);
    await age(view.phone);
    await shop.infra.clock.advance(61_000);
    await shop.drain();
    expect(await db.sql.rows('select phone from suppliers.application where phone = any($1)', [[left.phone, view.phone]])).toEqual([{ phone: view.phone }]);
    reviewer = await shop.staff('operator');
  });
});

test('a licence is seen by its applicant and by who may decide, and by nobody else', async () => {
  const { me, id, view } = await submitted();
  const [picture] = view.pictures;
  const desk = `${REVIEW}/${id}/pictures/${picture?.id ?? ''}`;
  expect((await me.get(picture?.url ?? '')).status).toBe(200);
  for (const role of ['owner', 'operator', 'compliance'] as const) expect((await (await shop.staff(role)).get(desk)).status, role).toBe(200);
  const other = await submitted();
  await refused('suppliers.pictureNotFound', () => other.me.get(picture?.url ?? ''));
  await refused('suppliers.pictureNotFound', () => reviewer.get(`${REVIEW}/${other.id}/pictures/${picture?.id ?? ''}`));
  await refused('suppliers.proofNeeded', () => shop.visitor.get(picture?.url ?? ''));
  await refused('identity.signInNeeded', () => shop.visitor.get(desk));
  const member = await shop.member();
  await refused('suppliers.proofNeeded', () => member.get(picture?.url ?? ''));
  for (const stranger of [member, crew('strategist'), crew('finance'), crew('auditor'), crew('supplierOwner'), crew('supplierStaff'), shop.otherSupplierStaff, me]) {
    const { status } = await stranger.get(desk);
    expect([401, 403, 404]).toContain(status);
    expect([401, 403, 404]).toContain((await stranger.get(`${REVIEW}/${id}`)).status);
  }
  expect((await shop.visitor.get(`/media/${picture?.id ?? ''}-600.webp`)).status).toBe(400);
});

describe('reviewing', () => {
  test('an application sent back says why, field by field; mended, it may be approved', async () => {
    const { me, id, view } = await submitted({ creditCode: CODES[1] });
    await refused('http.badRequest', () => reviewer.post(`${REVIEW}/${id}/reject`, { revision: view.revision, reason: '  ' }));
    expect((await reviewer.post(`${REVIEW}/${id}/reject`, { revision: view.revision, reason: 'The licence is not readable', hints: { licence: 'Blurred' } })).status).toBe(204);
    await shop.drain();
    expect(shop.messages.at(-1)).toMatchObject({ phone: me.phone });
    expect(await own(me)).toMatchObject({ state: 'rejected', reason: 'The licence is not readable', hints: { licence: 'Blurred' } });
    await refused('suppliers.wrongState', () => reviewer.post(`${REVIEW}/${id}/approve`, { revision: view.revision + 1 }));
    await upload(me);
    const mended = ((await me.post(`${BASE}/submit`)).body as View);
    expect(mended).toMatchObject({ state: 'submitted', reason: null, hints: {} });
    await refused('suppliers.changed', () => reviewer.post(`${REVIEW}/${id}/approve`, { revision: view.revision }));
    expect((await reviewer.post(`${REVIEW}/${id}/approve`, { revision: mended.revision })).status).toBe(200);
    expect(await own(me)).toMatchObject({ state: 'approved', supplierState: 'approved' });
    const audits = await db.sql.rows<{ act: string; before: unknown; after: unknown }>(`select act, before, after from identity.audit where target = $1 order by id`, [`application:${id}`]);
    expect(audits).toEqual(expect.arrayContaining([
      { act: 'suppliers.applicationRejected', before: { state: 'submitted' }, after: { state: 'rejected' } }, { act: 'suppliers.applicationApproved', before: { state: 'submitted' }, after: { state: 'approved' } },
    ]));
    expect((await db.sql.one<{ text: string }>(`select json_agg(a)::text as text from identity.audit a where act like 'suppliers%'`)).text, 'no phone in the audit log').not.toContain(`"${me.phone}"`);
  });

  test('of two who approve at once one makes the supplier', async () => {
    const { id, view } = await submitted({ creditCode: CODES[2] });
    const answers = await Promise.all([1, 2].map(() => reviewer.post(`${REVIEW}/${id}/approve`, { revision: view.revision })));
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
    expect(await db.sql.one('select count(*) as count from suppliers.supplier where credit_code = $1', [CODES[2]])).toEqual({ count: 1n });
  });

  test('a company supplies once at a time', async () => {
    const { id, view } = await submitted({ creditCode: CODES[2] });
    await refused('suppliers.codeTaken', () => reviewer.post(`${REVIEW}/${id}/approve`, { revision: view.revision }));
  });

  test('who may not decide changes nothing', async () => {
    const { id, view } = await submitted();
    for (const role of ['strategist', 'finance', 'auditor', 'supplierOwner'] as const) await refused('identity.notAllowed', () => crew(role).post(`${REVIEW}/${id}/approve`, { revision: view.revision }));
    await refused('identity.signInNeeded', () => shop.visitor.post(`${REVIEW}/${id}/approve`, { revision: view.revision }));
    await refused('suppliers.applicationNotFound', () => reviewer.post(`${REVIEW}/5/approve`, { revision: 1 }));
  });

  test('the owner comes by a link that works once; the applicant draws a new one until he is in, and nobody after that', async () => {
    const { me, supplierId, path } = await approved({ creditCode: CODES[3] });
    const tokenIn = (link: string): string => /token=(.+)$/.exec(link)?.[1] ?? '';
    const drawn = ((await me.post(`${BASE}/invitation`)).body as { path: string }).path;
    expect(codeOf(await shop.visitor.post('/api/auth/enrolment', { token: tokenIn(path) })), 'the older link is dead').toBe('identity.enrolmentGone');
    const offer = ((await shop.visitor.post('/api/auth/enrolment', { token: tokenIn(drawn) })).body as { orgName: string; roles: string[]; name: null; totp: { secret: string } });
    expect(offer).toMatchObject({ kind: 'invitation', orgName: 'Cloud Hill Tea', roles: ['supplierOwner'], name: null });
    const input = { token: tokenIn(drawn), name: 'cloud-hill', password: 'kettle on the hill', totp: totpFor(offer.totp.secret, shop.infra.clock.wall()) };
    const entered = await shop.visitor.post('/api/auth/enrolment/complete', input);
    expect(entered.body).toMatchObject({ account: { name: 'cloud-hill', orgKind: 'supplier', roles: ['supplierOwner'] } });
    expect(codeOf(await shop.visitor.post('/api/auth/enrolment/complete', input))).toBe('identity.enrolmentGone');
    await refused('suppliers.alreadyOwned', () => me.post(`${BASE}/invitation`));
    await refused('suppliers.alreadyOwned', () => reviewer.post(`/api/console/suppliers/${supplierId}/invitation`));
    const { token } = ((entered).body as { token: string });
    const company = await shop.visitor.send({ method: 'GET', url: '/api/supplier/company', headers: { authorization: `Bearer ${token}` } });
    expect(company.body).toMatchObject({ name: 'Cloud Hill Tea', state: 'approved', creditCode: CODES[3], company: { legalPerson: 'Lin', phone: me.phone, categories: ['Goods'], region: expect.stringMatching(/^\S+ \S+ \S+$/), detail: 'Tea Road 1', licenceState: 'valid' } });
    expect(await own(me)).toMatchObject({ owned: true });
    expect((await reviewer.get(`/api/console/suppliers/${supplierId}`)).body).toMatchObject({ owned: true });
  });

  test('facts of the company are put right by who may review, and by nobody else; never emptied, and the log says which, not what', async () => {
    const { supplierId } = await approved({ creditCode: CODES[5] });
    const desk = `/api/console/suppliers/${supplierId}`;
    const facts = { legalPerson: 'Lin', contactName: 'Bao', licenceUntil: '2999-12-31', detail: 'Tea Road 2' };
    expect((await reviewer.get(desk)).body).toMatchObject({ owned: false, company: { contactName: 'Mei', licenceUntil: 'unlimited' } });
    for (const role of ['strategist', 'finance', 'auditor', 'supplierOwner'] as const) await refused('identity.notAllowed', () => crew(role).post(`${desk}/company`, facts));
    await refused('suppliers.incomplete', () => reviewer.post(`${desk}/company`, { ...facts, contactName: ' ' }));
    await refused('suppliers.incomplete', () => reviewer.post(`${desk}/company`, { ...facts, licenceUntil: '2001-01-01' }));
    await refused('suppliers.notFound', () => reviewer.post('/api/console/suppliers/5/company', facts));
    await refused('suppliers.applicationNotFound', () => reviewer.post(`/api/console/suppliers/${shop.goods.package.supplier?.id ?? 0n}/company`, facts));
    expect((await reviewer.post(`${desk}/company`, facts)).status).toBe(204);
    expect((await reviewer.get(desk)).body).toMatchObject({ company: { ...facts, licenceState: 'valid' } });
    expect(await db.sql.one(`select detail from identity.audit where act = 'suppliers.companyCorrected'`)).toEqual({ detail: { fields: 'contactName licenceUntil detail' } });
  });
});

describe('standing', () => {
  const stateOf = async (id: bigint): Promise<unknown> => (await suppliersOf(db.sql, [id])).get(id)?.state;
  const settle = async (): Promise<void> => {
    await shop.drain();
    await catalogOf(shop.infra).refresh();
  };

  test('suspended: goods leave sale, open orders are shipped, staff do nothing else; taken back, all is as before', async () => {
    const { package: goods } = shop.goods;
    const supplier = goods.supplier?.id ?? 0n;
    const desk = `/api/console/suppliers/${supplier}`;
    const [owner, clerk] = [crew('supplierOwner'), crew('supplierStaff')];
    const member = await shop.member();
    const order = await shop.paid(member, goods);
    for (const role of ['strategist', 'finance', 'compliance', 'auditor', 'supplierOwner'] as const) await refused('identity.notAllowed', () => crew(role).post(`${desk}/suspend`, { reason: 'no' }));
    await refused('suppliers.wrongState', () => reviewer.post(`${desk}/reinstate`));
    await refused('suppliers.notFound', () => reviewer.post('/api/console/suppliers/5/suspend', { reason: 'no' }));
    expect((await reviewer.post(`${desk}/suspend`, { reason: 'Complaints about cracked lids' })).status).toBe(204);
    await settle();
    expect((await shop.visitor.get(`/api/products/${goods.productId}`)).status).toBe(404);
    expect(codeOf(await owner.post('/api/supplier/staff/invitations', { name: 'x', role: 'supplierStaff' }))).toBe('identity.suspended');
    expect(codeOf(await clerk.post('/api/supplier/staff/invitations', { name: 'x', role: 'supplierStaff' }))).toBe('identity.notAllowed');
    expect((await clerk.get('/api/supplier/payables')).status).toBe(200);
    expect((await owner.get('/api/supplier/company')).body).toMatchObject({ state: 'suspended', stateReason: 'Complaints about cracked lids' });
    expect((await owner.post(`/api/supplier/proposals`, {})).status).toBe(403);
    expect((await clerk.post(`/api/supplier/orders/${order.orderId}/ship`, { carrier: 'sf', trackingNumber: 'SF1234567890' })).status).toBe(200);
    await refused('suppliers.wrongState', () => reviewer.post(`${desk}/suspend`, { reason: 'again' }));
    expect((await reviewer.post(`${desk}/reinstate`)).status).toBe(204);
    await settle();
    expect((await shop.visitor.get(`/api/products/${goods.productId}`)).status).toBe(200);
    expect((await owner.get('/api/supplier/staff')).status).toBe(200);
    expect(await stateOf(supplier)).toBe('approved');
    const events = await db.sql.rows<{ payload: { to: string } }>(`select payload from infra.event_log where type = 'suppliers.changed' and payload ->> 'supplierId' = $1 order by position`, [String(supplier)]);
    expect(events.map(({ payload }) => payload.to)).toEqual(['suspended', 'approved']);
  });

  test('an exit waits for goods, orders and money, is decided by another person, and ends what its people and programs may do', async () => {
    const { package: goods, cup } = shop.goods;
    const busy = `/api/console/suppliers/${goods.supplier?.id ?? 0n}`;
    await refused('suppliers.stillOpen', () => reviewer.post(`${busy}/exit`, { reason: 'gone' }));
    const supplier = cup.supplier?.id ?? 0n;
    const desk = `/api/console/suppliers/${supplier}`;
    const key = await shop.key(shop.otherSupplierStaff, ['orders.ship', 'orders.ownRead']);
    const member = await shop.member();
    const order = await shop.placed(member, cup);
    await reviewer.post(`${desk}/suspend`, { reason: 'Leaves' });
    await settle();
    expect((await reviewer.post(`${desk}/exit`, { reason: 'Leaves' })).body).toMatchObject({ error: { code: 'suppliers.stillOpen', details: { orders: '1', onSale: 0, payableFen: '0' } } });
    await member.post(`/api/checkouts/${order.checkoutId}/cancel`);
    const { approvalId } = ((await reviewer.post(`${desk}/exit`, { reason: 'Leaves for good' })).body as { approvalId: string });
    const decide = (by: TestCaller, decision = 'approve') => by.post(`/api/console/supplier-exits/${approvalId}/decision`, { decision });
    await refused('identity.notAllowed', () => decide(reviewer));
    await refused('identity.notAllowed', () => decide(crew('auditor')));
    expect((await key.get('/api/supplier/orders')).status).toBe(200);
    expect((await decide(await shop.staff('finance'))).body).toEqual({ approved: true });
    expect(await stateOf(supplier)).toBe('exited');
    expect((await shop.otherSupplierStaff.get('/api/supplier/company')).status).toBe(401);
    expect((await key.get('/api/supplier/orders')).status).toBe(401);
    await refused('suppliers.wrongState', () => reviewer.post(`${desk}/reinstate`));
    await settle();
    expect((await shop.visitor.get(`/api/products/${cup.productId}`)).status).toBe(404);
  });

  test('what opened while an exit waited stops it, and it stays pending', async () => {
    const { supplierId } = await approved({ creditCode: CODES[4] });
    const supplier = (await suppliersOf(db.sql, [BigInt(supplierId)])).get(BigInt(supplierId));
    assert(supplier, 'it was approved');
    await shop.unit((ctx) => createProduct(ctx, {
      title: 'Pot', supplier, zone: 'ordinary', listed: true, categoryId: shop.categoryId as CategoryId, subtitle: '', description: '', images: ['a'.repeat(64)], skus: [{ name: 'One', priceFen: 100n, supplyFen: 50n }],
    }));
    const desk = `/api/console/suppliers/${supplierId}`;
    const suspend = async (): Promise<void> => {
      await reviewer.post(`${desk}/suspend`, { reason: 'Leaves' });
      await settle();
    };
    await suspend();
    const { approvalId } = ((await reviewer.post(`${desk}/exit`, { reason: 'Leaves for good' })).body as { approvalId: string });
    await reviewer.post(`${desk}/reinstate`);
    await settle();
    const finance = await shop.staff('finance');
    const decide = () => finance.post(`/api/console/supplier-exits/${approvalId}/decision`, { decision: 'approve' });
    await refused('suppliers.stillOpen', decide);
    await suspend();
    expect((await decide()).body).toEqual({ approved: true });
  });
});
