/** A person's own account and the people of an organisation, over HTTP: what each change ends, what it leaves, and what a stranger learns. */
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import * as passwords from '#infra/passwords.ts';
import { hashPassword, inviteStaff, payoutHold } from '#modules/identity/index.ts';
import { type Answer, codeOf, testApp, type TestApp, type TestMember, type TestStaff } from '#test/app.ts';
import { type TestDatabase, testDatabase } from '#test/database.ts';
import { nextTotp } from './service/totp.ts';

let db: TestDatabase;
let t: TestApp;
let passwordHash: string;
const PASSWORD = 'blue horse 4711';
const NEW = 'green river 8812';
const DAY = 86_400_000;

beforeAll(async () => {
  db = await testDatabase();
  t = await testApp(db, { modules: () => [] });
  passwordHash = await hashPassword(PASSWORD, { kind: 'member', own: [] });
});
afterAll(async () => {
  await t.close();
  await db.close();
});
beforeEach(() => t.infra.clock.advance(2 * DAY).then(() => undefined));

const read = async <Body>(answer: Promise<Answer>): Promise<Body> => (await answer).body as Body;
async function lastCode(): Promise<string> {
  await t.drain();
  return /\d{6}/.exec(t.messages.at(-1)?.text ?? '')?.[0] ?? '';
}
/** A code sent to the phone. */
async function proven(phone: string, purpose: string): Promise<{ phone: string; challenge: string; code: string }> {
  const { challenge } = await read<{ challenge: string }>(t.visitor.post('/api/auth/sms', { phone, purpose }));
  return { phone, challenge, code: await lastCode() };
}
const as = (token: string) => ({ authorization: `Bearer ${token}` });
const kindOf = async (token: string): Promise<string> => (await read<{ actor: { kind: string } }>(t.visitor.send({ url: '/api/auth/session', headers: as(token) }))).actor.kind;
const signIn = (phone: string, password: string, headers: Record<string, string> = {}) => t.visitor.send({ method: 'POST', url: '/api/auth/sign-in', payload: { phone, password }, headers });
const tokenOf = (answer: Answer): string => (answer.body as { token: string }).token;
const totpOf = async (staff: { totpSecret: string; accountId?: bigint }): Promise<string> => {
  await t.infra.clock.advance(60_000);
  return nextTotp(staff.totpSecret, 0n, t.infra.clock.wall()).code;
};
async function stale(minutes = 6): Promise<void> {
  await t.infra.clock.advance(minutes * 60_000);
}

describe('a lost password', () => {
  test('is replaced by whoever has the phone: all sessions end, the old word is void, the code is spent', async () => {
    const member = await t.member({ passwordHash });
    const form = { ...(await proven(member.phone, 'reset')), password: NEW };
    expect((await t.visitor.post('/api/auth/password-reset', form)).status).toBe(204);
    expect(await kindOf(member.token)).toBe('visitor');
    expect(codeOf(await signIn(member.phone, PASSWORD))).toBe('identity.badCredentials');
    expect((await signIn(member.phone, NEW)).status).toBe(200);
    expect(codeOf(await t.visitor.post('/api/auth/password-reset', form))).toBe('identity.wrongCode');
  });

  test('tells a stranger nothing: known and unknown phones answer alike and cost the same hashes, and a code for another purpose opens nothing', async () => {
    const member = await t.member({ passwordHash });
    const hashed = vi.spyOn(passwords, 'hashPassword');
    const answers: string[] = [];
    for (const phone of [member.phone, '13711111111']) {
      const sent = await t.visitor.post('/api/auth/sms', { phone, purpose: 'reset' });
      const { challenge } = (sent.body as { challenge: string });
      const right = await lastCode();
      const answer = await t.visitor.post('/api/auth/password-reset', { phone, challenge, code: right === '000000' ? '000001' : '000000', password: NEW });
      answers.push(`${sent.status} ${Object.keys(sent.body as object).sort().join()} ${answer.status} ${codeOf(answer)} ${hashed.mock.calls.length}`);
      hashed.mockClear();
    }
    expect(answers[0]).toBe(answers[1]);
    const proof = await proven('13711111112', 'reset');
    expect(codeOf(await t.visitor.post('/api/auth/password-reset', { ...proof, password: NEW })), 'told to who proved the phone').toBe('identity.noAccount');
    expect(hashed.mock.calls.length, 'as much work as for a known phone').toBe(1);
    hashed.mockRestore();
    await t.infra.clock.advance(DAY);
    const other = { ...(await proven(member.phone, 'signIn')), password: NEW };
    expect(codeOf(await t.visitor.post('/api/auth/password-reset', other))).toBe('identity.wrongCode');
    expect(await kindOf(member.token)).toBe('member');
    await t.infra.clock.advance(61_000);
    const weak = { ...(await proven(member.phone, 'reset')), password: `x${member.phone}` };
    expect(codeOf(await t.visitor.post('/api/auth/password-reset', weak))).toBe('identity.weakPassword');
    expect((await signIn(member.phone, PASSWORD)).status, 'nothing changed').toBe(200);
  });

  test('never opens a staff account', async () => {
    const staff = await t.staff('operator', { passwordHash });
    await t.infra.sql.run("insert into identity.login_name (word, kind, account_id, verified_at) values ('13700000019', 'phone', $1, $2)", [staff.accountId, t.infra.clock.wall()]);
    expect(codeOf(await t.visitor.post('/api/auth/password-reset', { ...(await proven('13700000019', 'reset')), password: NEW }))).toBe('identity.noAccount');
    expect(await kindOf(staff.token)).toBe('staff');
  });
});

describe('a member changes', () => {
  test('his password after a fresh proof: other sessions end, this one gets a new token', async () => {
    const member = await t.member({ passwordHash });
    const other = tokenOf(await signIn(member.phone, PASSWORD));
    await stale();
    expect(codeOf(await member.post('/api/account/password', { password: NEW }))).toBe('identity.stepUpNeeded');
    const fresh = tokenOf(await member.post('/api/auth/step-up', { password: PASSWORD }));
    expect(codeOf(await t.visitor.send({ method: 'POST', url: '/api/account/password', headers: as(fresh), payload: { password: `my ${member.phone}` } }))).toBe('identity.weakPassword');
    expect(await kindOf(other)).toBe('member');
    const changed = tokenOf(await t.visitor.send({ method: 'POST', url: '/api/account/password', headers: as(fresh), payload: { password: NEW } }));
    expect([await kindOf(other), await kindOf(fresh), await kindOf(changed)]).toEqual(['visitor', 'visitor', 'member']);
    expect(codeOf(await signIn(member.phone, PASSWORD))).toBe('identity.badCredentials');
  });

  /** A session proven a moment ago by a code on the old phone. */
  async function freshByPhone(member: TestMember): Promise<string> {
    const { challenge } = await read<{ challenge: string }>(member.post('/api/auth/step-up/code'));
    expect((await t.drain(), t.messages.at(-1)?.phone)).toBe(member.phone);
    return tokenOf(await member.post('/api/auth/step-up', { challenge, code: await lastCode() }));
  }

  test('his phone with proof of both: the old one is told and opens nothing, pay-outs are held for a day', async () => {
    const member = await t.member({ passwordHash });
    const other = tokenOf(await signIn(member.phone, PASSWORD));
    await stale();
    const phone = '13722222222';
    expect(codeOf(await member.post('/api/me/phone', await proven(phone, 'newPhone')))).toBe('identity.stepUpNeeded');
    const headers = as(await freshByPhone(member));
    await t.infra.clock.advance(61_000);
    const proof = await proven(phone, 'newPhone');
    const answer = await t.visitor.send({ method: 'POST', url: '/api/me/phone', headers, payload: proof });
    expect(answer.status).toBe(200);
    expect(await kindOf(other)).toBe('visitor');
    expect((await read<{ phoneMasked: string }>(t.visitor.send({ url: '/api/me', headers: as(tokenOf(answer)) }))).phoneMasked).toBe('137****2222');
    await t.drain();
    expect(t.messages.at(-1)).toMatchObject({ phone: member.phone });
    expect(codeOf(await signIn(member.phone, PASSWORD))).toBe('identity.badCredentials');
    expect((await signIn(phone, PASSWORD)).status).toBe(200);
    const held = await payoutHold(t.infra.sql, { accountId: member.memberId, now: t.infra.clock.wall() });
    expect(held && held.getTime() - t.infra.clock.wall().getTime()).toBe(DAY);
    expect(await payoutHold(t.infra.sql, { accountId: member.memberId, now: new Date(t.infra.clock.wall().getTime() + DAY) })).toBeUndefined();
  });

  test('not to the phone of another, which he learns only after proving it; nothing changes', async () => {
    const [member, taken] = [await t.member({ passwordHash }), await t.member()];
    expect(codeOf(await member.post('/api/me/phone', await proven(taken.phone, 'newPhone')))).toBe('identity.phoneTaken');
    expect((await signIn(member.phone, PASSWORD)).status).toBe(200);
    expect(await payoutHold(t.infra.sql, { accountId: member.memberId, now: t.infra.clock.wall() })).toBeUndefined();
  });
});

test('devices are listed without tokens; one is signed out, another’s is not found, then all are', async () => {
  const [member, other] = [await t.member({ passwordHash }), await t.member()];
  const second = tokenOf(await signIn(member.phone, PASSWORD, { 'user-agent': 'Mozilla/5.0 (Linux; Android 15) Chrome/140.0 Mobile Safari/537.36' }));
  const { items } = await read<{ items: { id: string; name: string; current: boolean }[] }>(member.get('/api/account/sessions'));
  expect(items.map(({ name, current }) => ({ name, current }))).toEqual([{ name: 'Chrome · Android', current: false }, { name: '', current: true }]);
  expect(JSON.stringify(items)).not.toContain(second.slice(-43));
  expect(codeOf(await other.post(`/api/account/sessions/${items[0]?.id}/end`))).toBe('identity.notFound');
  expect(await kindOf(second)).toBe('member');
  expect((await member.post(`/api/account/sessions/${items[0]?.id}/end`)).status).toBe(204);
  expect([await kindOf(second), await kindOf(member.token)]).toEqual(['visitor', 'member']);
  expect((await member.post('/api/account/sessions/end')).status).toBe(204);
  expect([await kindOf(member.token), await kindOf(other.token)]).toEqual(['visitor', 'member']);
});

test('a stranger who locks a phone or a name does not lock the browser that its owner has signed in with', async () => {
  const member = await t.member({ passwordHash });
  const { cookies } = await signIn(member.phone, PASSWORD);
  const known = { cookie: `coshop_device=${cookies['coshop_device']}` };
  for (let n = 0; n < 10; n++) await signIn(member.phone, 'wrong horse 1');
  expect(codeOf(await signIn(member.phone, PASSWORD))).toBe('identity.tooManyTries');
  expect(codeOf(await signIn(member.phone, PASSWORD, { cookie: `coshop_device=${'A'.repeat(22)}` })), 'a made-up device is a stranger').toBe('identity.tooManyTries');
  expect((await signIn(member.phone, PASSWORD, known)).status).toBe(200);
  for (let n = 0; n < 10; n++) await signIn(member.phone, 'wrong horse 1', known);
  expect(codeOf(await signIn(member.phone, PASSWORD, known)), 'a stolen browser has its own count').toBe('identity.tooManyTries');
});

interface Link { accountId: string; path: string }
const tokenIn = ({ path }: Link): string => path.slice(path.indexOf('token=') + 6);

/** Opens a link as its owner does: scans, sets the password, confirms. */
async function enrol(link: Link, more: Record<string, unknown> = {}): Promise<{ answer: Answer; secret: string }> {
  const seen = await read<{ totp: { secret: string } }>(t.visitor.post('/api/auth/enrolment', { token: tokenIn(link) }));
  const secret = seen.totp?.secret ?? '';
  const totp = secret === '' ? '000000' : nextTotp(secret, 0n, t.infra.clock.wall()).code;
  return { secret, answer: await t.visitor.post('/api/auth/enrolment/complete', { token: tokenIn(link), password: 'twelve letters at least', totp, ...more }) };
}

describe('who is invited', () => {
  const invite = async (owner: TestStaff, name: string, role = 'operator'): Promise<Link> => await read<Link>(owner.post('/api/console/staff/invitations', { name, role }));

  test('sets password and authenticator by a link that works once, gets recovery codes, and only then signs in', async () => {
    const owner = await t.staff('owner');
    const link = await invite(owner, 'Nora');
    const shown = await read<{ kind: string; name: string; roles: string[]; totp: { svg: string } }>(t.visitor.post('/api/auth/enrolment', { token: tokenIn(link) }));
    expect(shown).toMatchObject({ kind: 'invitation', name: 'Nora', roles: ['operator'] });
    expect(shown.totp.svg).toContain('<svg');
    expect(codeOf((await enrol(link, { password: 'short one' })).answer)).toBe('identity.weakPassword');
    expect(codeOf((await enrol(link, { totp: '000000' })).answer)).toBe('identity.wrongTotp');
    const { answer, secret } = await enrol(link);
    const { recoveryCodes, token } = (answer.body as { recoveryCodes: string[]; token: string });
    expect(await kindOf(token)).toBe('staff');
    expect(new Set(recoveryCodes).size).toBe(10);
    const rows = await t.infra.sql.rows<{ row: string }>('select to_jsonb(r)::text as row from identity.recovery_code r');
    for (const code of recoveryCodes) for (const { row } of rows) expect(row).not.toContain(code.replace('-', ''));
    expect(codeOf((await enrol(link)).answer)).toBe('identity.enrolmentGone');
    expect(codeOf(await t.visitor.post('/api/auth/enrolment', { token: tokenIn(link) }))).toBe('identity.enrolmentGone');
    const form = { name: 'nora', password: 'twelve letters at least' };
    const used = nextTotp(secret, 0n, t.infra.clock.wall()).code;
    expect(codeOf(await t.visitor.post('/api/auth/staff/sign-in', { ...form, totp: used })), 'the code that confirmed it is used').toBe('identity.badCredentials');
    const spent = { ...form, recoveryCode: recoveryCodes[0]?.toLowerCase() };
    expect((await t.visitor.post('/api/auth/staff/sign-in', spent)).status).toBe(200);
    expect(codeOf(await t.visitor.post('/api/auth/staff/sign-in', spent)), 'once').toBe('identity.badCredentials');
    expect(codeOf(await t.visitor.post('/api/auth/staff/sign-in', { ...form, recoveryCode: 'AAAAA-AAAAA' }))).toBe('identity.badCredentials');
    expect(codeOf(await t.visitor.post('/api/auth/staff/sign-in', { ...form, password: 'wrong letters at least', recoveryCode: recoveryCodes[1] }))).toBe('identity.badCredentials');
    const { items } = await read<{ items: object[] }>((await t.staff('auditor')).get(`/api/console/audit?target=account:${link.accountId}`));
    const herself = { actorKind: 'staff', actor: { id: link.accountId, name: 'Nora' }, targetName: 'Nora' };
    expect(items, 'who was a visitor until then is named').toMatchObject([{ act: 'identity.signedIn', ...herself }, { act: 'identity.enrolled', ...herself }, { act: 'identity.staffInvited', actor: { name: owner.name }, targetName: 'Nora' }]);
  });

  test('cannot sign in before, nor with a link that has expired or was replaced; of two at once one gets in', async () => {
    const owner = await t.staff('owner');
    const link = await invite(owner, 'Olga');
    expect(codeOf(await t.visitor.post('/api/auth/staff/sign-in', { name: 'Olga', password: 'twelve letters at least', totp: '123456' }))).toBe('identity.badCredentials');
    const renewed = await read<Link>(owner.post(`/api/console/staff/${link.accountId}/invitation`));
    expect(codeOf((await enrol(link)).answer)).toBe('identity.enrolmentGone');
    const totp = nextTotp((await read<{ totp: { secret: string } }>(t.visitor.post('/api/auth/enrolment', { token: tokenIn(renewed) }))).totp.secret, 0n, t.infra.clock.wall()).code;
    const complete = () => t.visitor.post('/api/auth/enrolment/complete', { token: tokenIn(renewed), password: 'twelve letters at least', totp });
    expect((await Promise.all([complete(), complete()])).map(({ status }) => String(status)).sort()).toEqual(['200', '404']);
    expect(codeOf(await owner.post(`/api/console/staff/${link.accountId}/invitation`))).toBe('identity.alreadyEnrolled');
    const late = await invite(owner, 'Paul');
    await t.infra.clock.advance(8 * DAY);
    expect(codeOf((await enrol(late)).answer)).toBe('identity.enrolmentGone');
    expect(codeOf(await t.visitor.post('/api/auth/enrolment', { token: `en_1025_${'A'.repeat(43)}` }))).toBe('identity.enrolmentGone');
  });

  test('takes a name once, and a role of the organisation’s kind', async () => {
    const owner = await t.staff('owner');
    await invite(owner, 'Quinn');
    expect(codeOf(await owner.post('/api/console/staff/invitations', { name: ' QUINN ', role: 'operator' }))).toBe('identity.nameTaken');
    expect(codeOf(await owner.post('/api/console/staff/invitations', { name: 'Rita', role: 'supplierOwner' }))).toBe('identity.foreignRole');
    const seller = await t.staff('supplierOwner');
    expect((await seller.post('/api/supplier/staff/invitations', { name: 'Rita', role: 'supplierStaff' })).status).toBe(201);
    expect((await read<{ items: { name: string; state: string }[] }>(seller.get('/api/supplier/staff'))).items.map(({ name, state }) => `${name} ${state}`)).toEqual([`${seller.name} active`, 'Rita invited']);
    expect(codeOf(await (await t.staff('supplierStaff', { orgId: seller.orgId })).post('/api/supplier/staff/invitations', { name: 'Sam', role: 'supplierStaff' }))).toBe('identity.notAllowed');
  });

  test('as a supplier’s owner by another module gets the same link', async () => {
    const seller = await t.staff('supplierOwner');
    const link = await t.unit((ctx) => inviteStaff(t.infra, ctx, { orgId: seller.orgId, name: 'Tina', role: 'supplierOwner' }));
    expect((await enrol({ accountId: String(link.accountId), path: link.path })).answer.status).toBe(200);
  });
});

describe('roles', () => {
  test('are given and taken by an owner; a removed one is gone at the next request, and the log says what stood before', async () => {
    const [owner, operator] = [await t.staff('owner'), await t.staff('operator')];
    expect(codeOf(await operator.get('/api/console/audit'))).toBe('identity.notAllowed');
    expect((await owner.post(`/api/console/staff/${operator.accountId}/roles`, { role: 'auditor' })).status).toBe(204);
    expect((await operator.get('/api/console/audit')).status).toBe(200);
    expect((await owner.post(`/api/console/staff/${operator.accountId}/roles/end`, { role: 'auditor' })).status).toBe(204);
    expect(codeOf(await operator.get('/api/console/audit'))).toBe('identity.notAllowed');
    expect((await owner.post(`/api/console/staff/${operator.accountId}/roles`, { role: 'auditor' })).status, 'one that had ended stands again').toBe(204);
    expect((await operator.get('/api/console/audit')).status).toBe(200);
    const { items } = await read<{ items: { act: string; before: object; after: object }[] }>(owner.get(`/api/console/audit?target=account:${operator.accountId}`));
    expect(items.map(({ act, before, after }) => ({ act, before, after }))).toEqual([
      { act: 'identity.roleGranted', before: { roles: 'operator' }, after: { roles: 'auditor operator' } },
      { act: 'identity.roleRemoved', before: { roles: 'auditor operator' }, after: { roles: 'operator' } },
      { act: 'identity.roleGranted', before: { roles: 'operator' }, after: { roles: 'auditor operator' } },
    ]);
  });

  test('of another organisation’s people do not exist, and the last owner stays, also when two dismiss each other', async () => {
    const seller = await t.staff('supplierOwner');
    const second = await t.staff('supplierOwner', { orgId: seller.orgId });
    const stranger = await t.staff('supplierOwner');
    const end = (by: TestStaff, of: TestStaff) => by.post(`/api/supplier/staff/${of.accountId}/roles/end`, { role: 'supplierOwner' });
    expect(codeOf(await end(stranger, seller))).toBe('identity.notFound');
    const answers = await Promise.all([end(seller, second), end(second, seller)]);
    expect(answers.every(({ status }) => status === 204)).toBe(false);
    const left = [seller, second].filter((_one, index) => answers[1 - index]?.status !== 204);
    expect(left).toHaveLength(1);
    const last = left[0] ?? seller;
    expect(codeOf(await end(last, last))).toBe('identity.lastOwner');
    expect((await last.get('/api/supplier/staff')).status).toBe(200);
  });
});

describe('a lost authenticator', () => {
  test('is reset by two people: sessions, secret and codes are gone, and the link asks for the present password', async () => {
    const [owner, compliance] = [await t.staff('owner'), await t.staff('compliance')];
    const lost = await t.staff('operator', { passwordHash: await hashPassword('twelve letters at least', { kind: 'staff', own: [] }) });
    const { approvalId } = await read<{ approvalId: string }>(owner.post(`/api/console/staff/${lost.accountId}/totp-reset`, { reason: 'phone in the lake' }));
    const decision = `/api/console/totp-resets/${approvalId}/decision`;
    expect(codeOf(await owner.post(decision, { decision: 'approve' }))).toBe('identity.samePerson');
    expect(await kindOf(lost.token)).toBe('staff');
    const { link } = await read<{ link: Link }>(compliance.post(decision, { decision: 'approve' }));
    expect(await kindOf(lost.token)).toBe('visitor');
    expect(codeOf(await t.visitor.post('/api/auth/staff/sign-in', { name: lost.name, password: 'twelve letters at least', totp: await totpOf(lost) }))).toBe('identity.badCredentials');
    expect(codeOf((await enrol(link, { password: 'another word entirely' })).answer)).toBe('identity.badCredentials');
    expect((await enrol(link)).answer.status).toBe(200);
  });

  test('is nothing one decides about oneself, and a rejected reset changes nothing', async () => {
    const [owner, compliance] = [await t.staff('owner'), await t.staff('compliance')];
    const ask = async (of: TestStaff) => (await read<{ approvalId: string }>(owner.post(`/api/console/staff/${of.accountId}/totp-reset`, { reason: 'test' }))).approvalId;
    expect(codeOf(await compliance.post(`/api/console/totp-resets/${await ask(compliance)}/decision`, { decision: 'approve' }))).toBe('identity.samePerson');
    const operator = await t.staff('operator');
    expect((await compliance.post(`/api/console/totp-resets/${await ask(operator)}/decision`, { decision: 'reject' })).body).toEqual({ link: null });
    expect(await kindOf(operator.token)).toBe('staff');
    expect(codeOf(await owner.post('/api/console/staff/123/totp-reset', { reason: 'test' }))).toBe('identity.notFound');
  });

  test('may be replaced by its owner, who confirms the new one by its first code; old recovery codes are void', async () => {
    const staff = await t.staff('operator', { passwordHash });
    const before = (await read<{ recoveryCodes: string[] }>(staff.post('/api/account/recovery-codes'))).recoveryCodes;
    const { secret, ticket } = await read<{ secret: string; ticket: string }>(staff.post('/api/account/authenticator'));
    const other = await t.staff('operator');
    const totp = nextTotp(secret, 0n, t.infra.clock.wall()).code;
    expect(codeOf(await other.post('/api/account/authenticator/confirm', { ticket, totp }))).toBe('identity.wrongTotp');
    expect(codeOf(await staff.post('/api/account/authenticator/confirm', { ticket, totp: totp === '000000' ? '000001' : '000000' }))).toBe('identity.wrongTotp');
    expect((await staff.post('/api/account/authenticator/confirm', { ticket, totp })).status).toBe(200);
    const form = { name: staff.name, password: PASSWORD };
    expect(codeOf(await t.visitor.post('/api/auth/staff/sign-in', { ...form, totp: await totpOf(staff) }))).toBe('identity.badCredentials');
    expect(codeOf(await t.visitor.post('/api/auth/staff/sign-in', { ...form, recoveryCode: before[0] }))).toBe('identity.badCredentials');
    expect((await t.visitor.post('/api/auth/staff/sign-in', { ...form, totp: await totpOf({ totpSecret: secret }) })).status).toBe(200);
    await stale();
    expect(codeOf(await staff.post('/api/account/recovery-codes')), 'minutes later').toBe('identity.stepUpNeeded');
  });
});

describe('a phone number may have another owner: a text message alone', () => {
  const QUARTER = 90 * DAY;
  /** What a member may do only after a fresh proof, and what everybody signed in may. */
  const GUARDED = [['/api/account/password', { password: NEW }], ['/api/me/exports', {}], ['/api/me/closing', { phoneEnd: '0000' }]] as const;
  const open = async (phone: string, headers: Record<string, string> = {}): Promise<Answer> =>
    t.visitor.send({ method: 'POST', url: '/api/auth/sign-in', headers, payload: await proven(phone, 'signIn') });
  const guardedIn = async (token: string): Promise<boolean> => (await read<{ actor: { guarded: boolean } }>(t.visitor.send({ url: '/api/auth/session', headers: as(token) }))).actor.guarded;
  const post = (token: string, url: string, payload: object): Promise<Answer> => t.visitor.send({ method: 'POST', url, headers: as(token), payload });
  const rows = (memberId: bigint): Promise<unknown> => t.infra.sql.one(
    `select a.epoch, a.state, p.hash, (select word from identity.login_name where account_id = a.id) as phone, (select count(*) from members.export where member_id = a.id) as copies, (select count(*) from members.closing where member_id = a.id) as closings
     from identity.account a left join identity.secret_password p on p.bucket = a.bucket and p.account_id = a.id where a.id = $1`, [memberId]);

  test('opens an account that lay dormant for 90 days to read and order; what asks for a proof is refused until the password is given', async () => {
    const member = await t.member({ passwordHash });
    await t.infra.clock.advance(QUARTER);
    const token = tokenOf(await open(member.phone));
    expect(await guardedIn(token)).toBe(true);
    const before = await rows(member.memberId);
    expect((await t.visitor.send({ url: '/api/me', headers: as(token) })).status).toBe(200);
    expect((await post(token, '/api/me/contacts', { name: 'A', phone: '13800000000', regionCode: '330106', detail: 'C' })).status).toBeLessThan(300);
    await t.infra.clock.advance(61_000);
    const { challenge } = await read<{ challenge: string }>(post(token, '/api/auth/step-up/code', {}));
    await t.drain();
    const byCode = tokenOf(await post(token, '/api/auth/step-up', { challenge, code: await lastCode() }));
    for (const [url, body] of GUARDED) {
      const answer = await post(byCode, url, body);
      expect([url, answer.status, codeOf(answer)], 'another text message proves nothing more').toEqual([url, 403, 'identity.passwordNeeded']);
    }
    expect(codeOf(await post(byCode, '/api/me/phone', { phone: '13733333333', challenge, code: '000000' }))).toBe('identity.passwordNeeded');
    expect(await rows(member.memberId)).toEqual(before);
    expect(codeOf(await post(byCode, '/api/auth/step-up', { password: 'wrong horse 1' }))).toBe('identity.badCredentials');
    const free = tokenOf(await post(byCode, '/api/auth/step-up', { password: PASSWORD }));
    expect(await guardedIn(free)).toBe(false);
    expect((await post(free, '/api/me/exports', {})).status).toBe(201);
    const acts = await t.infra.sql.rows<{ act: string }>(`select act from identity.audit where target = $1 and act like 'identity.guard%' order by at, act desc`, [`account:${member.memberId}`]);
    expect(acts.map(({ act }) => act).toSorted()).toEqual(['identity.guardLifted', 'identity.guarded']);
  });

  test('sets no password of such an account, neither before nor after it opened it; the old one stays', async () => {
    const member = await t.member({ passwordHash });
    await t.infra.clock.advance(QUARTER);
    const reset = async (): Promise<string> => codeOf(await t.visitor.post('/api/auth/password-reset', { ...(await proven(member.phone, 'reset')), password: NEW }));
    expect(await reset()).toBe('identity.dormantAccount');
    await t.infra.clock.advance(61_000);
    await open(member.phone);
    await t.infra.clock.advance(61_000);
    expect(await reset(), 'now it was used, but by whom?').toBe('identity.dormantAccount');
    expect(codeOf(await signIn(member.phone, NEW))).toBe('identity.badCredentials');
    const token = tokenOf(await signIn(member.phone, PASSWORD));
    expect(await guardedIn(token)).toBe(false);
    await t.infra.clock.advance(61_000);
    expect((await t.visitor.post('/api/auth/password-reset', { ...(await proven(member.phone, 'reset')), password: NEW })).status).toBe(204);
  });

  test('is enough a moment before, also when the session that was used last is long over', async () => {
    const member = await t.member({ passwordHash });
    await t.infra.clock.advance(25 * DAY);
    expect(await kindOf(member.token)).toBe('member');
    await t.infra.clock.advance(QUARTER - 1_000);
    await t.drain();
    expect(await guardedIn(tokenOf(await open(member.phone)))).toBe(false);
  });

  test('is enough in a browser that had signed in before, never in one that came with the stranger', async () => {
    const member = await t.member({ passwordHash });
    const { cookies } = await signIn(member.phone, PASSWORD);
    await t.infra.clock.advance(QUARTER);
    const stranger = await open(member.phone);
    expect(await guardedIn(tokenOf(stranger))).toBe(true);
    await t.infra.clock.advance(61_000);
    expect(await guardedIn(tokenOf(await open(member.phone, { cookie: `coshop_device=${stranger.cookies['coshop_device']}` })))).toBe(true);
    await t.infra.clock.advance(61_000);
    expect(await guardedIn(tokenOf(await open(member.phone, { cookie: `coshop_device=${cookies['coshop_device']}` })))).toBe(false);
  });
});
