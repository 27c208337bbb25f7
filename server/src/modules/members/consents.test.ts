/** Versions of documents through their routes: what registering records, a change in the middle of business, and what whoever does not agree may still do. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { catalogOf } from '#modules/catalog/index.ts';
import { codeOf, type TestApp, testApp, type TestCaller, type TestMember } from '#test/app.ts';
import { type TestDatabase, testDatabase } from '#test/database.ts';
import { testMall, type TestMall } from '#test/mall.ts';
import { type Documents, DOCUMENTS, editionOf, outstanding, versionsOf } from './documents.ts';

const EDITION = { publishedOn: '2027-01-01', digest: '', changes: { 'zh-CN': 'A', en: 'Parcels may come from abroad' } };
/** The terms changed twice, the privacy policy stayed. */
const CHANGED: Documents = { ...DOCUMENTS, terms: [...DOCUMENTS.terms, { ...EDITION, version: 'next' }, { ...EDITION, version: 'after-next', changes: { 'zh-CN': 'B', en: 'Returns take ten days' } }] };
const NOW = versionsOf(DOCUMENTS);
const LATER = versionsOf(CHANGED);
const ENGLISH = { 'accept-language': 'en' };

let db: TestDatabase;
/** The mall before the change, and a server on the same database that was started with it. */
let mall: TestMall;
let changed: TestApp;
beforeAll(async () => {
  db = await testDatabase();
  mall = await testMall(db);
  changed = await testApp(db, { documents: CHANGED });
  await catalogOf(changed.infra).refresh();
});
afterAll(async () => {
  await changed.close();
  await mall.close();
  await db.close();
});

/** The member at the server that knows the change. */
const later = (member: TestMember): TestCaller => {
  const send: TestCaller['send'] = (request) => changed.visitor.send({ ...request, headers: { ...member.headers, ...ENGLISH } });
  return { headers: member.headers, send, get: (url) => send({ method: 'GET', url }), post: (url, body) => send({ method: 'POST', url, ...(body === undefined ? {} : { payload: body as object }) }) };
};
let keys = 0;
const place = async (caller: TestCaller, contactId: string) => {
  keys += 1;
  return caller.post('/api/checkouts', { key: `consents-${keys}`, contactId, lines: [{ skuId: String(mall.goods.package.skuId), quantity: 1 }] });
};
const kept = () => mall.infra.sql.one('select (select count(*) from members.consent) as consents, (select count(*) from identity.audit) as acts, (select count(*) from orders.checkout) as checkouts, (select count(*) from members.member) as members');

describe('what a member agreed to', () => {
  test('is both documents when he registers, and his to see, with staff', async () => {
    const member = await mall.member();
    const at = mall.infra.clock.now().toISOString();
    const items = [{ document: 'terms', version: NOW.terms, at }, { document: 'privacy', version: NOW.privacy, at }];
    expect((await member.get('/api/me/consents')).body).toEqual({ outstanding: [], items });
    expect((await mall.crew.get('operator')?.get(`/api/console/members/${member.memberId}`))?.body).toMatchObject({ consents: items });
    expect(codeOf(await mall.visitor.get('/api/me/consents'))).toBe('identity.signInNeeded');
  });

  test('is told to anybody by version, with what is new in it, in his language', async () => {
    const documents = async (headers: Record<string, string>) => (await changed.visitor.send({ method: 'GET', url: '/api/documents', headers })).body;
    const terms = { document: 'terms', version: 'after-next', publishedOn: EDITION.publishedOn };
    const { version, publishedOn, changes } = editionOf(DOCUMENTS, 'privacy');
    expect(await documents(ENGLISH)).toEqual({ items: [{ ...terms, changes: 'Returns take ten days' }, { document: 'privacy', version, publishedOn, changes: changes.en }] });
    expect(await documents({})).toMatchObject({ items: [{ ...terms, changes: 'B' }, { changes: changes['zh-CN'] }] });
  });

  test('is never a version that is not in force: registering and agreeing are refused, and nothing is written', async () => {
    const member = await mall.member();
    const before = await kept();
    for (const versions of [NOW, { ...LATER, privacy: 'never' }]) {
      const answer = await later(member).post('/api/me/consents', { versions });
      expect([answer.status, codeOf(answer), answer.body]).toEqual([409, 'members.outdatedVersions', expect.objectContaining({ error: expect.objectContaining({ details: { documents: [versions === NOW ? 'terms' : 'privacy'] } }) as object })]);
    }
    const form = { phone: '13100000001', challenge: 'x'.repeat(22), code: '000000', password: 'blue horse 4711', bornOn: null, consent: true };
    expect(codeOf(await changed.visitor.post('/api/members', { ...form, versions: NOW }))).toBe('members.outdatedVersions');
    expect(codeOf(await changed.visitor.post('/api/members', { ...form, consent: false, versions: LATER }))).toBe('members.consentNeeded');
    for (const versions of [undefined, { terms: LATER.terms }, { ...LATER, terms: '' }, { ...LATER, terms: 'x'.repeat(41) }]) expect((await later(member).post('/api/me/consents', { versions })).status).toBe(400);
    expect(codeOf(await changed.visitor.post('/api/me/consents', { versions: LATER }))).toBe('identity.signInNeeded');
    expect(await kept()).toEqual(before);
  });
});

describe('after a change', () => {
  test('who has not agreed is told all that he missed, places no new order, and may do everything else', async () => {
    const member = await mall.member();
    const [open, shipped] = [await mall.placed(member, mall.goods.package), await mall.shipped(member, mall.goods.package)];
    const me = later(member);
    expect((await me.get('/api/me/consents')).body).toMatchObject({
      outstanding: [{ document: 'terms', version: 'after-next', publishedOn: EDITION.publishedOn, changes: ['Parcels may come from abroad', 'Returns take ten days'] }], items: [{}, {}],
    });
    const before = await kept();
    const refused = await place(me, open.contactId);
    expect([refused.status, codeOf(refused), refused.body]).toEqual([409, 'members.consentOutstanding', expect.objectContaining({ error: expect.objectContaining({ details: { documents: ['terms'] }, message: expect.stringContaining('have changed') as string }) as object })]);
    expect(await kept()).toEqual(before);

    expect((await me.post(`/api/checkouts/${open.checkoutId}/payments`, { channel: 'demo' })).status).toBe(200);
    expect((await me.post(`/api/me/orders/${shipped.orderId}/confirm`, {})).status).toBe(200);
    expect((await me.post('/api/me/aftersales', { orderId: shipped.orderId, kind: 'return', reason: 'noReason' })).status).toBe(200);
    expect((await me.get('/api/me/assets')).status).toBe(200);
    expect((await me.post('/api/me/exports')).status).toBe(201);
    expect((await me.get('/api/me/closing')).body).toMatchObject({ blockers: expect.arrayContaining(['openOrders', 'openCase']) as string[] });
    expect((await me.post('/api/auth/sign-out')).status).toBe(204);
  });

  test('who agrees orders again; it is recorded once, with its time, and what he agreed to before stays', async () => {
    const member = await mall.member();
    const contactId = await mall.contact(member);
    const me = later(member);
    expect(codeOf(await place(me, contactId))).toBe('members.consentOutstanding');
    await changed.infra.clock.advance(3_600_000);
    const at = changed.infra.clock.now().toISOString();
    const answers = await Promise.all([me.post('/api/me/consents', { versions: LATER }), me.post('/api/me/consents', { versions: LATER })]);
    for (const { status, body } of answers) expect([status, body]).toMatchObject([200, { outstanding: [], items: [{ document: 'terms', version: 'after-next', at }, { version: NOW.terms }, { version: NOW.privacy }] }]);
    expect((await place(me, contactId)).status).toBe(200);
    expect(await mall.infra.sql.rows("select detail from identity.audit where act = 'members.consented' and target = $1", [`member:${member.memberId}`])).toEqual([{ detail: LATER }]);
  });

  test('an order that was placed before is answered the same again', async () => {
    const member = await mall.member();
    const body = { key: 'consents-before', contactId: await mall.contact(member), lines: [{ skuId: String(mall.goods.package.skuId), quantity: 1 }] };
    const first = await member.post('/api/checkouts', body);
    expect((await later(member).post('/api/checkouts', body)).body).toEqual(first.body);
  });

  test('who agreed is read once: further orders ask the database for no consent', async () => {
    const member = await mall.member();
    const contactId = await mall.contact(member);
    expect((await place(member, contactId)).status).toBe(200);
    await mall.infra.sql.run('delete from members.consent where member_id = $1', [member.memberId]);
    expect((await place(member, contactId)).status).toBe(200);
    const fresh = later(member);
    expect(codeOf(await place(fresh, contactId))).toBe('members.consentOutstanding');
  });
});

const at = new Date(0);
test.each([
  ['nothing', [], [['terms', ['after-next']], ['privacy', [NOW.privacy]]]],
  ['all before the change', [['terms', NOW.terms], ['privacy', NOW.privacy]], [['terms', ['next', 'after-next']]]],
  ['a version in between', [['terms', 'next'], ['privacy', NOW.privacy]], [['terms', ['after-next']]]],
  ['the last alone', [['terms', 'after-next']], [['privacy', [NOW.privacy]]]],
  ['all', [['terms', 'after-next'], ['privacy', NOW.privacy]], []],
  ['a version that is unknown', [['terms', 'gone'], ['privacy', NOW.privacy]], [['terms', ['after-next']]]],
] as const)('of who agreed to %s is outstanding what was missed', (_, agreed, missing) => {
  const found = outstanding(CHANGED, agreed.map(([document, version]) => ({ document, version, at })));
  expect(found.map(({ document, missed }) => [document, missed.map(({ version }) => version)])).toEqual(missing);
});
