import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { maskPhone } from '#modules/identity/index.ts';
import { DOCUMENTS, giveInviteCode, versionsOf } from '#modules/members/index.ts';
import { dayOf, formatDay } from '#kernel/day.ts';
import { codeOf, testApp, type TestApp, type TestStaff } from '#test/app.ts';
import { type TestDatabase, testDatabase } from '#test/database.ts';

let db: TestDatabase;
let t: TestApp;
let operator: TestStaff;
let phones = 0;
const PASSWORD = 'blue horse 4711';

beforeAll(async () => {
  db = await testDatabase();
  t = await testApp(db, { modules: () => [] });
});
afterAll(async () => {
  await t.close();
  await db.close();
});
beforeEach(async () => {
  await t.infra.clock.advance(2 * 86_400_000);
  operator = await t.staff('operator');
});

/** A phone that has just been sent a registration code. */
async function proven(): Promise<{ phone: string; challenge: string; code: string }> {
  const phone = `134${String((phones += 1)).padStart(8, '0')}`;
  const { body } = await t.visitor.post('/api/auth/sms', { phone, purpose: 'register' });
  await t.drain();
  return { phone, challenge: (body as { challenge: string }).challenge, code: /\d{6}/.exec(t.messages.at(-1)?.text ?? '')?.[0] ?? '' };
}
const form = { password: PASSWORD, bornOn: null, consent: true, versions: versionsOf(DOCUMENTS) };
const counts = () => t.infra.sql.one('select (select count(*) from members.member) as members, (select count(*) from identity.session) as sessions');

describe('registering from an invitation', () => {
  test('says who invites, signs the member in, and links him to his inviter', async () => {
    const inviter = await t.member({ name: 'Anna' });
    const inviteCode = await t.unit((ctx) => giveInviteCode(ctx, inviter.memberId));
    expect((await t.visitor.get(`/api/invitations/${inviteCode.toLowerCase()}`)).body).toEqual({ code: inviteCode, inviter: { name: 'A**' } });
    const given = await proven();
    const answer = await t.visitor.post('/api/members', { ...form, ...given, inviteCode });
    expect(answer.status).toBe(201);
    expect(Object.keys(answer.cookies)).toEqual(['coshop_member', 'coshop_device']);
    const { token, account } = answer.body as { token: string; account: { id: string } };
    const headers = { authorization: `Bearer ${token}` };
    const me = await t.visitor.send({ method: 'GET', url: '/api/me', headers });
    const masked = `134****${given.phone.slice(-4)}`;
    expect(me.body).toEqual({ id: account.id, name: masked, phoneMasked: masked, level: 'registered', inviteCode: null, joinedAt: t.infra.clock.now().toISOString(), adultOn: null });
    expect((await operator.get(`/api/console/members/${account.id}`)).body).toMatchObject({
      inviterId: String(inviter.memberId), inviterName: 'Anna', phoneMasked: masked, level: 'registered', team: null, consents: [{ document: 'terms' }, { document: 'privacy' }],
    });
    expect(JSON.stringify((await operator.get('/api/console/members')).body), 'the console masks phones').not.toContain(given.phone);
    expect((await t.visitor.post('/api/auth/sign-in', { phone: given.phone, password: PASSWORD })).status).toBe(200);
  });

  test('is refused, changing nothing, without consent, with a weak password, an unknown code or inviter, or a taken phone', async () => {
    const given = await proven();
    const taken = await t.member();
    const before = await counts();
    const wrong = given.code === '000000' ? '000001' : '000000';
    const attempt = async (more: object) => codeOf(await t.visitor.post('/api/members', { ...form, ...given, ...more }));
    expect(await attempt({ consent: false })).toBe('members.consentNeeded');
    expect(await attempt({ password: 'password' })).toBe('identity.weakPassword');
    expect(await attempt({ password: `x${given.phone}` })).toBe('identity.weakPassword');
    expect(await attempt({ code: wrong })).toBe('identity.wrongCode');
    expect(await attempt({ inviteCode: 'NOBODY22' })).toBe('members.unknownInvitation');
    expect(await attempt({ phone: '+85291234567' })).toBe('identity.badPhone');
    for (const bornOn of ['2999-01-01', '1800-01-01', '2001-02-30']) expect(await attempt({ bornOn })).toMatch(/badBirthday|badRequest/);
    expect(await attempt({ bornOn: '2015-03-02' })).toBe('members.tooYoung');
    expect((await t.visitor.post('/api/members', { ...given, password: PASSWORD })).status).toBe(400);
    expect(await counts()).toEqual(before);
    await t.visitor.post('/api/auth/sms', { phone: taken.phone, purpose: 'register' });
    await t.drain();
    const proof = { phone: taken.phone, challenge: (await t.infra.sql.one<{ challenge: string }>('select challenge from identity.sms_code where phone = $1', [taken.phone])).challenge, code: /\d{6}/.exec(t.messages.at(-1)?.text ?? '')?.[0] };
    expect(await attempt(proof), 'told to who proved the phone').toBe('identity.phoneTaken');
    expect(await counts()).toEqual(before);
    expect((await t.visitor.post('/api/members', { ...form, ...given })).status, 'the code still stands after refusals').toBe(201);
  });

  test('a minor says when he was born; only the day after his 18th birthday is kept', async () => {
    const [year = 0, rest = ''] = formatDay(dayOf(t.infra.clock.now()) + 10).split(/-(.*)/);
    const adultOn = formatDay(dayOf(t.infra.clock.now()) + 11);
    const { body } = await t.visitor.post('/api/members', { ...form, ...await proven(), bornOn: `${Number(year) - 18}-${rest}` });
    const { token, account } = body as { token: string; account: { id: string } };
    expect((await t.visitor.send({ method: 'GET', url: '/api/me', headers: { authorization: `Bearer ${token}` } })).body).toMatchObject({ adultOn });
    expect((await operator.get(`/api/console/members/${account.id}`)).body).toMatchObject({ adultOn });
    expect(await t.infra.sql.one('select payload from infra.event_inbox where payload->>\'memberId\' = $1 union all select payload from infra.event_log where payload->>\'memberId\' = $1', [account.id])).toMatchObject({ payload: { adultOn } });
  });

  test('twice with one code gives one member', async () => {
    const given = await proven();
    const answers = await Promise.all([1, 2, 3].map(() => t.visitor.post('/api/members', { ...form, ...given })));
    expect(answers.map(({ status }) => String(status)).sort()).toEqual(['201', '400', '400']);
    expect(await t.infra.sql.one('select count(*) as n from members.member where phone = $1', [given.phone])).toEqual({ n: 1n });
  });

  test('with a code that belongs to nobody is told so before', async () => {
    expect(codeOf(await t.visitor.get('/api/invitations/NOBODY22'))).toBe('members.unknownInvitation');
    expect((await t.visitor.get('/api/invitations/%3Cscript%3E')).status).toBe(400);
  });
});

test('a member keeps contacts and sees his own alone', async () => {
  const [member, other] = [await t.member(), await t.member()];
  const contact = { name: 'Li Lei', phone: '13800138000', regionCode: '330106', detail: 'West Lake 1' };
  const answer = await member.post('/api/me/contacts', contact);
  expect(answer).toMatchObject({ status: 201, body: { ...contact, isDefault: false } });
  expect((await member.get('/api/me/contacts')).body).toEqual({ items: [answer.body] });
  expect((await other.get('/api/me/contacts')).body).toEqual({ items: [] });
  const { id } = answer.body as { id: string };
  expect(codeOf(await other.post('/api/me/contacts', { ...contact, replaces: id }))).toBe('members.contactNotFound');
  expect((await member.post('/api/me/contacts', { ...contact, name: '   ' })).status).toBe(400);
  expect(codeOf(await t.visitor.get('/api/me/contacts'))).toBe('identity.signInNeeded');
});

describe('how a member is called', () => {
  test('is his to say and to take back; his inviter sees it masked', async () => {
    const member = await t.member();
    expect((await member.post('/api/me/name', { name: '  Ada   Lovelace ' })).body).toMatchObject({ name: 'Ada Lovelace' });
    expect((await member.get('/api/me')).body).toMatchObject({ name: 'Ada Lovelace' });
    expect((await member.post('/api/me/name', { name: null })).body).toMatchObject({ name: maskPhone(member.phone) });
  });

  test.each(['13800000000', 'Ada 138-0013-8000', '<b>Ada</b>', '💰💰', '...', 'a'.repeat(13), '   '])('a name that is none is refused and changes nothing: %j', async (name) => {
    const member = await t.member({ name: 'Ada' });
    const answer = await member.post('/api/me/name', { name });
    expect([answer.status, codeOf(answer)]).toEqual([400, 'members.badName']);
    expect((await member.get('/api/me')).body).toMatchObject({ name: 'Ada' });
  });

  test('the picture of an id is always the same, another for another, and nothing but shapes', async () => {
    const [one, again, other] = await Promise.all(['/api/avatars/4711', '/api/avatars/4711', '/api/avatars/4712'].map((url) => t.visitor.get(url)));
    expect(one).toMatchObject({ status: 200, headers: { 'content-type': 'image/svg+xml', 'cache-control': expect.stringContaining('immutable') as string } });
    expect(one?.body).toBe(again?.body);
    expect(one?.body).not.toBe(other?.body);
    expect((await t.visitor.get('/api/avatars/x')).status).toBe(400);
  });
});

test('a default contact comes first until it is hidden, and what replaces it is the default again', async () => {
  const [member, other] = [await t.member(), await t.member()];
  const contact = { name: 'Li Lei', phone: '13800138000', regionCode: '330106002', detail: 'West Lake 1' };
  const add = async (more: object = {}): Promise<string> => ((await member.post('/api/me/contacts', { ...contact, ...more })).body as { id: string }).id;
  const listed = async () => ((await member.get('/api/me/contacts')).body as { items: { id: string; isDefault: boolean }[] }).items.map(({ id, isDefault }) => [id, isDefault]);
  const [first, second] = [await add(), await add()];
  expect(await listed()).toEqual([[second, false], [first, false]]);
  expect((await member.post(`/api/me/contacts/${first}/default`)).status).toBe(200);
  expect(await listed()).toEqual([[first, true], [second, false]]);
  const fresh = await add({ replaces: first });
  expect(await listed()).toEqual([[fresh, true], [second, false]]);
  expect(codeOf(await other.post(`/api/me/contacts/${fresh}/default`))).toBe('members.contactNotFound');
  expect(codeOf(await other.send({ method: 'DELETE', url: `/api/me/contacts/${fresh}` }))).toBe('members.contactNotFound');
  expect((await member.send({ method: 'DELETE', url: `/api/me/contacts/${fresh}` })).status).toBe(200);
  expect(await listed()).toEqual([[second, false]]);
  expect(codeOf(await member.post(`/api/me/contacts/${fresh}/default`))).toBe('members.contactNotFound');
});

test('a region is a district or a street of the country, and its names are kept', async () => {
  const member = await t.member();
  const add = (regionCode: string) => member.post('/api/me/contacts', { name: 'A', phone: '13800138000', regionCode, detail: 'B' });
  expect([codeOf(await add('999999')), codeOf(await add('330106999'))]).toEqual(['members.unknownRegion', 'members.unknownRegion']);
  expect((await add('3301')).status).toBe(400);
  const { region } = (await add('330106002')).body as { region: string };
  expect(region.split(' ')).toHaveLength(4);
});

test('anybody chooses a region from the top or finds it, and may have a pasted text read', async () => {
  const { items } = (await t.visitor.get('/api/regions')).body as { items: { code: string; name: string }[] };
  expect(items).toHaveLength(31);
  const below = (await t.visitor.get(`/api/regions?below=${items[0]?.code}`)).body as { items: { code: string }[] };
  expect(below.items[0]?.code).toBe('110101');
  const found = (await t.visitor.get(`/api/regions?search=${encodeURIComponent(items[0]?.name ?? '')}`)).body as { items: { names: string[] }[] };
  expect(found.items[0]?.names).toEqual([items[0]?.name]);
  expect((await t.visitor.post('/api/addresses/recognise', { text: 'Wang Lei 138 0000 0000' })).body).toEqual({ name: 'Wang Lei', phone: '13800000000', regionCode: null, region: '', detail: '' });
  expect((await t.visitor.post('/api/addresses/recognise', { text: 'x'.repeat(301) })).status).toBe(400);
});

test('the console answers 404 for who is no member, and 403 to who may not look', async () => {
  const member = await t.member();
  expect(codeOf(await operator.get('/api/console/members/123'))).toBe('members.notFound');
  expect(codeOf(await (await t.staff('supplierOwner')).get('/api/console/members'))).toBe('identity.notAllowed');
  expect(codeOf(await member.get(`/api/console/members/${member.memberId}`))).toBe('identity.notAllowed');
});
