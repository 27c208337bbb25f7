import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createApp } from '#app/app.ts';
import { makeInfra } from '#infra/make-infra.ts';
import { askApproval, createOrganisation, createStaff, hashPassword, identityModule, makeGatekeeper, newTotpSecret } from '#modules/identity/index.ts';
import { type Answer, codeOf, testApp, type TestApp, TEST_SECRET_KEY } from '#test/app.ts';
import { type TestDatabase, testDatabase } from '#test/database.ts';
import { nextTotp } from './service/totp.ts';

let db: TestDatabase;
let t: TestApp;
let passwordHash: string;
const PASSWORD = 'blue horse 4711';
const ORIGIN = 'http://127.0.0.1:3000';
const MINUTE = 60_000;

beforeAll(async () => {
  db = await testDatabase();
  t = await testApp(db, { modules: () => [], identity: { demoPassword: 'the demo password' } });
  passwordHash = await hashPassword(PASSWORD, { kind: 'member', own: [] });
});
afterAll(async () => {
  await t.close();
  await db.close();
});
beforeEach(async () => {
  await t.infra.clock.advance(2 * 86_400_000);
});

const cookie = (answer: Answer): string => Object.entries(answer.cookies).map(([name, value]) => `${name}=${value}`).join('; ');
const session = async (headers: Record<string, string>): Promise<unknown> => (await t.visitor.send({ method: 'GET', url: '/api/auth/session', headers })).body;
const totp = (secret: string): string => nextTotp(secret, 0n, t.infra.clock.wall()).code;

describe('POST /auth/sms', () => {
  test('answers known and unknown phones alike, in status, shape and message', async () => {
    const known = await t.member();
    for (const purpose of ['register', 'signIn'] as const) {
      await t.infra.clock.advance(MINUTE);
      const answers = await Promise.all([known.phone, '13611111111'].map((phone) => t.visitor.post('/api/auth/sms', { phone, purpose })));
      for (const answer of answers) {
        expect(answer.status).toBe(200);
        expect(answer.body).toEqual({ challenge: expect.stringMatching(/^[A-Za-z0-9_-]{22}$/), resendAfterMs: MINUTE });
      }
      await t.drain();
    }
    expect(t.messages.filter(({ phone }) => phone === known.phone)).toHaveLength(2);
    expect(t.messages.filter(({ phone }) => phone === '13611111111')).toHaveLength(2);
  });

  test('refuses in the language of the caller, with the time to wait', async () => {
    const send = (language: string) => t.visitor.send({ method: 'POST', url: '/api/auth/sms', payload: { phone: '13622222222', purpose: 'signIn' }, headers: { 'accept-language': language } });
    await send('en');
    const answer = await send('en');
    expect(answer).toMatchObject({ status: 429, body: { error: { code: 'identity.tooManyMessages', message: 'Codes are being sent too often; please try again later', details: { retryAfterMs: MINUTE } } } });
  });

  test('knows two purposes and mobile numbers, and nothing else', async () => {
    expect((await t.visitor.post('/api/auth/sms', { phone: '13633333333', purpose: 'payOut' })).status).toBe(400);
    expect(codeOf(await t.visitor.post('/api/auth/sms', { phone: '+85291234567', purpose: 'signIn' }))).toBe('identity.badPhone');
  });
});

describe('a session', () => {
  test('comes as a cookie that scripts cannot read and as a bearer token; either says who is signed in', async () => {
    const { phone, memberId } = await t.member({ passwordHash });
    const answer = await t.visitor.post('/api/auth/sign-in', { phone, password: PASSWORD });
    expect(answer.status).toBe(200);
    const set = String(answer.headers['set-cookie']);
    expect(set).toMatch(/^coshop_member=ss_\d+_[A-Za-z0-9_-]{43}; /);
    expect(set).toContain('HttpOnly');
    expect(set).toContain('SameSite=Lax');
    expect(set).not.toContain('Secure');
    const { token, account } = answer.body as { token: string; account: unknown };
    const actor = { kind: 'member', id: String(memberId), name: null, orgKind: null, orgId: null, orgName: null, roles: [], acts: [], guarded: false };
    expect(account).toEqual(actor);
    expect(await session({ cookie: cookie(answer) })).toEqual({ actor });
    expect(await session({ authorization: `Bearer ${token}` })).toEqual({ actor });
    expect(await session({})).toMatchObject({ actor: { kind: 'visitor' } });
    expect(await session({ authorization: 'Bearer nonsense' })).toMatchObject({ actor: { kind: 'visitor' } });
  });

  test('of staff needs name, password and TOTP, and tells the acts', async () => {
    const { name, totpSecret, orgId } = await t.staff('strategist', { passwordHash });
    expect(codeOf(await t.visitor.post('/api/auth/staff/sign-in', { name, password: PASSWORD, totp: '000000' }))).toBe('identity.badCredentials');
    const answer = await t.visitor.post('/api/auth/staff/sign-in', { name, password: PASSWORD, totp: totp(totpSecret) });
    expect(answer.body).toMatchObject({ account: { kind: 'staff', name, orgKind: 'platform', orgId: String(orgId), orgName: 'Platform', roles: ['strategist'],
      acts: ['approvals.read', 'economy.approve', 'economy.propose', 'economy.read', 'reports.read', 'rules.read'] } });
    expect(Object.keys(answer.cookies)).toEqual(['coshop_staff', 'coshop_device']);
  });

  test('of a member and one of staff live side by side in one browser', async () => {
    const member = await t.member();
    const staff = await t.staff('operator');
    const cookies = `coshop_member=${member.token}; coshop_staff=${staff.token}`;
    expect(await session({ cookie: cookies })).toMatchObject({ actor: { kind: 'member' } });
    expect(await session({ cookie: cookies, 'x-coshop-client': 'console' })).toMatchObject({ actor: { kind: 'staff' } });
    expect((await t.visitor.send({ method: 'GET', url: '/api/me', headers: { cookie: cookies } })).status).toBe(200);
    expect((await t.visitor.send({ method: 'GET', url: '/api/console/approvals', headers: { cookie: cookies } })).status).toBe(200);
    expect(await session({ cookie: `coshop_member=${staff.token}` }), 'the name of a cookie gives no level').toMatchObject({ actor: { kind: 'staff' } });
    expect(codeOf(await t.visitor.send({ method: 'GET', url: '/api/me', headers: { cookie: `coshop_member=${staff.token}` } }))).toBe('identity.notAllowed');
  });

  test('ends by signing out; doing it again does nothing', async () => {
    const member = await t.member();
    expect((await member.get('/api/me')).status).toBe(200);
    const out = await member.post('/api/auth/sign-out');
    expect(out.status).toBe(204);
    expect(String(out.headers['set-cookie'])).toMatch(/^coshop_member=;/);
    expect(codeOf(await member.get('/api/me'))).toBe('identity.signInNeeded');
    expect((await member.post('/api/auth/sign-out')).status).toBe(204);
  });

  test('gets a new token by step-up, and the act that asked for it may then be done', async () => {
    const { totpSecret, ...staff } = await t.staff('owner');
    expect(codeOf(await t.visitor.post('/api/auth/step-up', { totp: '123456' }))).toBe('identity.signInNeeded');
    expect(codeOf(await staff.post('/api/auth/step-up', { totp: '000000' }))).toBe('identity.badCredentials');
    const answer = await staff.post('/api/auth/step-up', { totp: totp(totpSecret) });
    expect(answer.status).toBe(200);
    const { token } = answer.body as { token: string };
    expect(answer.cookies['coshop_staff']).toBe(token);
    expect(await session({ authorization: `Bearer ${staff.token}` })).toMatchObject({ actor: { kind: 'visitor' } });
    expect(await session({ authorization: `Bearer ${token}` })).toMatchObject({ actor: { kind: 'staff' } });
  });
});

describe('an unsafe request with a cookie', () => {
  const signOut = async (headers: Record<string, string>, by: 'cookie' | 'bearer' = 'cookie') => {
    const { token } = await t.member();
    return t.visitor.send({ method: 'POST', url: '/api/auth/sign-out', headers: { ...headers, ...(by === 'cookie' ? { cookie: `coshop_member=${token}` } : { authorization: `Bearer ${token}` }) } });
  };
  test.each([
    ['our own origin', { origin: ORIGIN }, 204],
    ['the host it came to, behind a proxy of our own', { origin: 'https://mall.example', host: 'mall.example' }, 204],
    ['no origin, the browser saying it is ours', { 'sec-fetch-site': 'same-origin' }, 204],
    ['another site', { origin: 'https://evil.example' }, 403],
    ['another port of this machine', { origin: 'http://127.0.0.1:9999', host: '127.0.0.1:3000' }, 403],
    ['a sandboxed frame', { origin: 'null' }, 403],
    ['no origin at all', {}, 403],
    ['another site, the browser saying so', { 'sec-fetch-site': 'cross-site' }, 403],
  ])('from %s: %s %i', async (_from, headers, status) => {
    const answer = await signOut(headers);
    expect(answer.status).toBe(status);
    if (status === 403) expect(codeOf(answer)).toBe('identity.wrongOrigin');
  });
  test('is no matter of origin with a bearer token, which no browser sends by itself', async () => {
    expect((await signOut({ origin: 'https://evil.example' }, 'bearer')).status).toBe(204);
  });
});

describe('the console', () => {
  test('lists the approvals of the own organisation, newest first, page by page', async () => {
    const [operator, strategist, supplier] = [await t.staff('operator'), await t.staff('strategist'), await t.staff('supplierOwner')];
    const ask = (price: string) => t.infra.unit({ actor: operator.actor, requestId: 'test' }, (ctx) => askApproval(ctx, { act: 'economy.approve', input: { price } }));
    const { approvalId: first } = await ask('1');
    const { approvalId: second } = await ask('2');
    await t.infra.unit({ actor: supplier.actor, requestId: 'test' }, (ctx) => askApproval(ctx, { act: 'orders.ship', input: {} }));
    const page = (await strategist.get('/api/console/approvals?state=pending&limit=1')).body as { items: { id: string }[]; nextCursor: string };
    expect(page).toMatchObject({ items: [{ id: String(second), act: 'economy.approve', input: { price: '2' }, state: 'pending', askedBy: { name: operator.name }, own: false, decidedBy: null }] });
    const next = (await operator.get(`/api/console/approvals?state=pending&limit=1&cursor=${page.nextCursor}`)).body;
    expect(next).toMatchObject({ items: [{ id: String(first), own: true }], nextCursor: null });
    expect(codeOf(await supplier.get('/api/console/approvals'))).toBe('identity.notAllowed');
    expect(codeOf(await (await t.member()).get('/api/console/approvals'))).toBe('identity.notAllowed');
    expect(codeOf(await t.visitor.get('/api/console/approvals'))).toBe('identity.signInNeeded');
  });

  test('shows the audit log to who may read it', async () => {
    const auditor = await t.staff('auditor');
    const body = (await auditor.get('/api/console/audit?limit=2')).body as { items: unknown[]; nextCursor: string };
    expect(body.items).toHaveLength(2);
    expect(((await auditor.get(`/api/console/audit?limit=2&cursor=${body.nextCursor}`)).body as { items: unknown[] }).items).not.toEqual(body.items);
    expect(codeOf(await (await t.staff('operator')).get('/api/console/audit'))).toBe('identity.notAllowed');
  });
});

describe('the demo', () => {
  test('tells with what its staff sign in, and it works, twice in a row', async () => {
    const hash = await hashPassword('the demo password', { kind: 'staff', own: [] });
    const { name } = await t.staff('finance', { passwordHash: hash });
    for (let round = 0; round < 2; round++) {
      const { password, staff } = (await t.visitor.get('/api/auth/demo')).body as { password: string; staff: { name: string; totp: string; totpWaitMs: number; orgName: string; roles: string[] }[] };
      const shown = staff.find((one) => one.name === name);
      expect(shown).toMatchObject({ roles: ['finance'], orgName: 'Platform', totpWaitMs: 0 });
      expect((await t.visitor.post('/api/auth/staff/sign-in', { name, password, totp: shown?.totp })).status).toBe(200);
    }
  });

  test('says nothing in live, where cookies go over https alone', async () => {
    const infra = await db.infra({ config: { mode: 'live', secretKey: TEST_SECRET_KEY, publicUrl: 'https://mall.example' }, at: t.infra.clock.wall() });
    const app = await createApp(infra, [identityModule(infra)], { gatekeeper: makeGatekeeper(infra) });
    expect((await app.http.inject('/api/auth/demo')).statusCode).toBe(404);
    const { phone } = await t.member({ passwordHash });
    const answer = await app.http.inject({ method: 'POST', url: '/api/auth/sign-in', payload: { phone, password: PASSWORD } });
    expect([answer.headers['set-cookie']].flat().every((one) => one?.includes('; Secure') === true)).toBe(true);
    await app.close();
  });
});

test('a proof of work is offered, signed and dated', async () => {
  const { body } = await t.visitor.get('/api/auth/challenge');
  expect(body).toMatchObject({ required: false, challenge: { signature: expect.stringMatching(/^[0-9a-f]{64}$/), parameters: { algorithm: 'SHA-256', cost: 1, keyPrefix: '0000' } } });
});

test('codes, tokens and passwords never reach the log, not even before redaction', async () => {
  const lines: string[] = [];
  const log = pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) });
  const infra = await makeInfra({ config: { ...t.infra.config, logLevel: 'trace' }, url: db.url, log, lost: () => undefined });
  const sent: string[] = [];
  const app = await createApp(infra, [identityModule(infra, { sms: { send: async ({ text }) => void sent.push(text) } })], { gatekeeper: makeGatekeeper(infra) });
  const totpSecret = newTotpSecret();
  const origin = { actor: { kind: 'system', name: 'test' }, requestId: 'test' } as const;
  await infra.unit(origin, async (ctx) => {
    const orgId = await createOrganisation(ctx, { kind: 'platform', name: 'Logs' });
    await createStaff(infra, ctx, { name: 'log-reader', orgId, role: 'owner', passwordHash, totpSecret });
  });
  const post = (url: string, payload: object, headers: Record<string, string> = {}) => app.http.inject({ method: 'POST', url, payload, headers });
  const { challenge } = (await post('/api/auth/sms', { phone: '13644444444', purpose: 'signIn' })).json<{ challenge: string }>();
  await app.drain();
  const code = /\d{6}/.exec(sent[0] ?? '')?.[0] ?? '';
  const code2 = nextTotp(totpSecret, 0n, infra.clock.wall()).code;
  await post('/api/auth/sign-in', { phone: '13644444444', challenge, code });
  await post('/api/auth/sign-in', { phone: '13644444444', password: 'very secret words' });
  const { token } = (await post('/api/auth/staff/sign-in', { name: 'log-reader', password: PASSWORD, totp: code2 })).json<{ token: string }>();
  await app.http.inject({ url: '/api/console/approvals', headers: { cookie: `coshop_staff=${token}` } });
  await infra.sql.run('alter table identity.audit rename to gone');
  expect((await app.http.inject({ url: '/api/console/audit', headers: { authorization: `Bearer ${token}` } })).statusCode).toBe(500);
  await infra.sql.run('alter table identity.gone rename to audit');
  await app.close();
  await infra.close();
  const logged = lines.join('');
  expect(logged, 'failures are logged').toContain('a request failed');
  expect(code).toMatch(/^\d{6}$/);
  for (const secret of [`"${code}`, ` ${code}`, token, token.slice(-43), 'very secret words', PASSWORD, totpSecret, `"${code2}`, passwordHash, '13644444444', challenge]) expect(logged).not.toContain(secret);
});
