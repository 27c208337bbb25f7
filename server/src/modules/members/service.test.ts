import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Refusal } from '#kernel/errors.ts';
import { addContact, contactOf, contactsOf, giveInviteCode, type MemberId, registerMember, type Registration } from '#modules/members/index.ts';
import { testApp, type TestApp, TEST_SECRET_KEY } from '#test/app.ts';
import { type TestDatabase, testDatabase } from '#test/database.ts';
import { DOCUMENTS, versionsOf } from './documents.ts';
import { DEMO_MEMBERS, maskName } from './domain.ts';
import { searchMembers } from './service.ts';

let db: TestDatabase;
let t: TestApp;
beforeAll(async () => {
  db = await testDatabase();
  t = await testApp(db, { modules: () => [] });
});
afterAll(async () => {
  await t.close();
  await db.close();
});

const register = (registration: Partial<Registration> & { phone: string }) =>
  t.unit((ctx) => registerMember(t.infra, ctx, { passwordHash: null, versions: versionsOf(DOCUMENTS), ...registration }));
const codeOf = async (work: Promise<unknown>): Promise<string> => work.then(() => 'done', (error: unknown) => (error instanceof Refusal ? error.code : String(error)));
const counts = () => t.infra.sql.one(`select (select count(*) from members.member) as members, (select count(*) from identity.account) as accounts,
  (select count(*) from identity.login_name) as names, (select count(*) from members.consent) as consents, (select count(*) from infra.event_inbox) as events`);

describe('registering', () => {
  test('writes account, profile, consent and inviter, and reports it without personal data', async () => {
    const inviter = await register({ phone: '13500000001', name: 'Anna' });
    const code = await t.unit((ctx) => giveInviteCode(ctx, inviter));
    const member = await register({ phone: '13500000002', inviteCode: ` ${code.toLowerCase()} ` });
    expect(await t.infra.sql.one('select phone, inviter_id, invite_code from members.member where id = $1', [member])).toEqual({ phone: '13500000002', inviter_id: inviter, invite_code: null });
    expect(await t.infra.sql.rows('select document, version from members.consent where member_id = $1 order by document', [member])).toEqual(['privacy', 'terms'].map((document) => ({ document, version: versionsOf(DOCUMENTS)[document as 'terms'] })));
    const events = await t.infra.sql.rows<{ type: string; payload: unknown }>('select type, payload from infra.event_inbox order by seq');
    expect(events.slice(-2)).toEqual([
      { type: 'members.registered', payload: { memberId: String(inviter), referrerId: null } },
      { type: 'members.registered', payload: { memberId: String(member), referrerId: String(inviter) } },
    ]);
    expect(JSON.stringify(events)).not.toMatch(/135000000|Anna/);
  });

  test('the same phone twice at once gives one member', async () => {
    const answers = await Promise.all(Array.from({ length: 6 }, () => codeOf(register({ phone: '13500000003' }))));
    expect(answers.sort()).toEqual(['done', ...Array<string>(5).fill('identity.phoneTaken')]);
    expect(await t.infra.sql.one("select count(*) as n from members.member where phone = '13500000003'")).toEqual({ n: 1n });
  });

  test('with a code of nobody is refused, and nothing is written', async () => {
    const before = await counts();
    expect(await codeOf(register({ phone: '13500000004', inviteCode: 'NOBODY22' }))).toBe('members.unknownInvitation');
    expect(await codeOf(register({ phone: '13500000003' }))).toBe('identity.phoneTaken');
    expect(await counts()).toEqual(before);
  });

  test('ends at a thousand members in a demo, and not in live', async () => {
    const other = await testDatabase();
    const demo = await other.infra({ config: { secretKey: TEST_SECRET_KEY } });
    await demo.sql.run("insert into members.member (id, phone, joined_at) select n, '1', $2 from generate_series(1, $1::int) n", [DEMO_MEMBERS - 1, demo.clock.now()]);
    const join = (infra: typeof demo, phone: string) =>
      codeOf(infra.unit({ actor: { kind: 'system', name: 'test' }, requestId: 'test' }, (ctx) => registerMember(infra, ctx, { phone, passwordHash: null, versions: versionsOf(DOCUMENTS) })));
    expect(await join(demo, '13500000005')).toBe('done');
    expect(await join(demo, '13500000006')).toBe('members.demoFull');
    expect(await join(await other.infra({ config: { mode: 'live', secretKey: TEST_SECRET_KEY } }), '13500000006')).toBe('done');
    await other.close();
  });
});

describe('an invitation code', () => {
  test('is given once and stays, though asked for by many at once', async () => {
    const member = await register({ phone: '13500000010' });
    const codes = await Promise.all(Array.from({ length: 4 }, () => t.unit((ctx) => giveInviteCode(ctx, member))));
    expect(new Set(codes).size).toBe(1);
    expect(codes[0]).toMatch(/^[2-9A-HJ-NP-Z]{8}$/);
    expect(await t.infra.sql.one('select count(*) as n from members.invite_code where member_id = $1', [member])).toEqual({ n: 1n });
  });
});

describe('a contact', () => {
  const text = { name: ' Li  Lei ', phone: '+86 13800138000', regionCode: '330106', detail: 'West Lake 1' };
  const add = (memberId: MemberId, more: Partial<typeof text> & { replaces?: bigint } = {}) => t.unit((ctx) => addContact(ctx, { ...text, replaces: undefined, ...more, memberId }));

  test('never changes: replacing it keeps the old one for the orders that point to it', async () => {
    const member = await register({ phone: '13500000020' });
    const old = await add(member);
    const fresh = await add(member, { detail: 'West Lake 2', replaces: old.id });
    expect(await contactOf(t.infra, { memberId: member, contactId: old.id })).toMatchObject({ name: 'Li Lei', phone: '13800138000', detail: 'West Lake 1' });
    expect(await contactOf(t.infra, { memberId: member, contactId: fresh.id })).toMatchObject({ detail: 'West Lake 2' });
    expect(await codeOf(add(member, { replaces: old.id })), 'it is no longer on the list').toBe('members.contactNotFound');
    expect(await t.infra.sql.one('select count(*) as n from members.contact where member_id = $1', [member])).toEqual({ n: 2n });
  });

  test('of another member does not exist, neither to read, nor from memory, nor to replace', async () => {
    const [mine, theirs] = [await register({ phone: '13500000021' }), await register({ phone: '13500000022' })];
    const contact = await add(theirs);
    await contactOf(t.infra, { memberId: theirs, contactId: contact.id });
    expect(await codeOf(contactOf(t.infra, { memberId: mine, contactId: contact.id }))).toBe('members.contactNotFound');
    expect(await codeOf(contactOf(t.infra, { memberId: mine, contactId: 1n }))).toBe('members.contactNotFound');
    expect(await codeOf(add(mine, { replaces: contact.id }))).toBe('members.contactNotFound');
    expect(await t.infra.sql.one('select hidden_at from members.contact where id = $1', [contact.id])).toEqual({ hidden_at: null });
    expect([...(await contactsOf(t.infra, [contact.id, 1n])).keys()]).toEqual([contact.id]);
  });

  test('is one of twenty at most, also when they come together', async () => {
    const member = await register({ phone: '13500000023' });
    const answers = await Promise.all(Array.from({ length: 22 }, () => codeOf(add(member))));
    expect(answers.filter((answer) => answer === 'members.tooManyContacts')).toHaveLength(2);
    expect(await codeOf(add(member, { phone: '021-1234567' }))).toBe('members.badContactPhone');
  });
});

describe('the console finds members', () => {
  const search = async (query: Partial<Parameters<typeof searchMembers>[1]>) => {
    const { members, next } = await searchMembers(t.infra.sql, { search: undefined, level: undefined, before: undefined, limit: 20, ...query });
    return { ids: members.map(({ id }) => id), next };
  };

  test('by a whole phone number, by a part of a name, and page by page', async () => {
    const bob = await register({ phone: '13500000030', name: 'Bob_50%' });
    const rob = await register({ phone: '13500000031', name: 'Bobby' });
    expect(await search({ search: '+86 135 0000 0030' })).toEqual({ ids: [bob], next: undefined });
    expect((await search({ search: '1350000003' })).ids, 'a part of a phone finds nobody').toEqual([]);
    expect((await search({ search: 'bOB' })).ids).toEqual([bob, rob].sort((a, b) => (a > b ? -1 : 1)));
    expect((await search({ search: '50%' })).ids, 'a percent sign is a percent sign').toEqual([bob]);
    const first = await search({ search: 'bob', limit: 1 });
    expect(first.next).toBe(first.ids[0]);
    expect((await search({ search: 'bob', limit: 1, before: first.next })).ids).not.toEqual(first.ids);
  });

  test('by level, as referral knows it', async () => {
    expect(await search({ level: 'partner' })).toEqual({ ids: [], next: undefined });
    expect((await search({ search: 'Bobby', level: 'registered' })).ids).toHaveLength(1);
    expect((await search({ search: 'Bobby', level: 'vip' })).ids).toEqual([]);
  });
});

test('a name is shown to strangers by its first character', () => {
  expect(maskName('Anna')).toBe('A**');
  expect(maskName(' \u{20000}x')).toBe('\u{20000}**');
  expect(maskName('')).toBe('**');
});
