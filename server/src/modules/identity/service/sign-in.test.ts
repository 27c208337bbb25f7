import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { hash } from '@node-rs/argon2';
import { Refusal } from '#kernel/errors.ts';
import { actorOfToken, hashPassword, requestCode } from '#modules/identity/index.ts';
import { testApp, type TestApp } from '#test/app.ts';
import { type TestDatabase, testDatabase } from '#test/database.ts';
import { signInByCode, signInByPassword, signInStaff, stepUp } from './sign-in.ts';
import type { Caller } from './state.ts';
import { nextTotp, stepAt, totpOf } from './totp.ts';

let db: TestDatabase;
let t: TestApp;
let passwordHash: string;
const PASSWORD = 'blue horse 4711';
const MINUTE = 60_000;
const caller: Caller = { actor: { kind: 'visitor' }, requestId: 'test', ip: '203.0.113.7', client: 'test' };
const codeOf = async (work: Promise<unknown>): Promise<string> => work.then(() => 'done', (error: unknown) => (error instanceof Refusal ? error.code : String(error)));
const sessions = async (): Promise<bigint> => (await t.infra.sql.one<{ n: bigint }>('select count(*) as n from identity.session')).n;

beforeAll(async () => {
  db = await testDatabase();
  t = await testApp(db, { modules: () => [] });
  passwordHash = await hashPassword(PASSWORD, { kind: 'member', own: [] });
});
afterAll(async () => {
  await t.close();
  await db.close();
});
beforeEach(async () => {
  await t.infra.clock.advance(2 * 86_400_000);
});

describe('a member signs in', () => {
  test('by phone and password, into a session whose token no row holds', async () => {
    const { phone, memberId } = await t.member({ passwordHash });
    const { token } = await signInByPassword(t.infra, caller, { phone: `+86 ${phone}`, password: PASSWORD });
    expect(await actorOfToken(t.infra, token)).toMatchObject({ kind: 'member', accountId: memberId });
    const rows = await t.infra.sql.rows<{ row: string }>('select to_jsonb(s)::text as row from identity.session s');
    for (const { row } of rows) expect(row).not.toContain(token.slice(-43));
  });

  test('with a password typed on another keyboard: full-width characters are the same', async () => {
    const { phone } = await t.member({ passwordHash });
    const wide = Array.from(PASSWORD).map((char) => (char === ' ' ? '\u3000' : String.fromCharCode(char.charCodeAt(0) + 0xfee0))).join('');
    expect(await codeOf(signInByPassword(t.infra, caller, { phone, password: wide }))).toBe('done');
  });

  test('never with a wrong password, an unknown phone or none set: one answer for all, and nothing opened', async () => {
    const { phone } = await t.member({ passwordHash });
    const { phone: without } = await t.member();
    const before = await sessions();
    for (const input of [{ phone, password: 'wrong horse 1' }, { phone: '13700000000', password: PASSWORD }, { phone: without, password: PASSWORD }]) {
      expect(await codeOf(signInByPassword(t.infra, caller, input))).toBe('identity.badCredentials');
    }
    expect(await sessions()).toBe(before);
  });

  test('by a code; a phone without an account learns that only after proving itself', async () => {
    const { phone, memberId } = await t.member();
    const ask = async (to: string) => {
      const { challenge } = await requestCode(t.infra, caller, { phone: to, purpose: 'signIn', proof: undefined, locale: 'en' });
      await t.drain();
      return { phone: to, challenge, code: /\d{6}/.exec(t.messages.at(-1)?.text ?? '')?.[0] ?? '' };
    };
    const code = await ask(phone);
    const { token, accountId } = await signInByCode(t.infra, caller, code);
    expect(accountId).toBe(memberId);
    expect(await actorOfToken(t.infra, token)).toMatchObject({ kind: 'member', accountId: memberId });
    expect(await codeOf(signInByCode(t.infra, caller, code)), 'a code opens one session').toBe('identity.wrongCode');
    expect(await codeOf(signInByCode(t.infra, caller, await ask('13700000001')))).toBe('identity.noAccount');
  });

  test('not after ten wrong passwords, for fifteen minutes; unknown phones lock alike, and tries at once are all counted', async () => {
    const { phone } = await t.member({ passwordHash });
    for (const name of [phone, '13700000002']) {
      const answers = await Promise.all(Array.from({ length: 12 }, () => codeOf(signInByPassword(t.infra, caller, { phone: name, password: 'wrong horse 1' }))));
      expect(answers.filter((answer) => answer === 'identity.badCredentials')).toHaveLength(10);
      expect(answers.filter((answer) => answer === 'identity.tooManyTries')).toHaveLength(2);
    }
    const right = () => codeOf(signInByPassword(t.infra, caller, { phone, password: PASSWORD }));
    await t.infra.clock.advance(15 * MINUTE - 1);
    expect(await right()).toBe('identity.tooManyTries');
    await t.infra.clock.advance(1);
    expect(await right()).toBe('done');
  });

  test('and the right password ends the count of wrong ones', async () => {
    const { phone } = await t.member({ passwordHash });
    for (let round = 0; round < 3; round++) {
      for (let tries = 0; tries < 9; tries++) await codeOf(signInByPassword(t.infra, caller, { phone, password: 'wrong horse 1' }));
      expect(await codeOf(signInByPassword(t.infra, caller, { phone, password: PASSWORD }))).toBe('done');
    }
  });
});

test('an unknown name costs a password hash too, outside any transaction', async () => {
  const verified: string[] = [];
  const inside: boolean[] = [];
  const argon = await import('#infra/passwords.ts');
  let open = 0;
  const transaction = vi.spyOn(t.infra.database, 'transaction');
  const original = t.infra.unit;
  const spied = { ...t.infra, unit: (async (origin, work) => original(origin, async (ctx) => {
    open += 1;
    try {
      return await work(ctx);
    } finally {
      open -= 1;
    }
  })) as typeof original };
  const verify = vi.spyOn(argon, 'verifyPassword');
  verify.mockImplementation(async (_password, given) => {
    verified.push(given === undefined ? 'dummy' : 'real');
    inside.push(open > 0);
    return false;
  });
  const { phone } = await t.member({ passwordHash });
  await codeOf(signInByPassword(spied, caller, { phone, password: PASSWORD }));
  await codeOf(signInByPassword(spied, caller, { phone: '13700000003', password: PASSWORD }));
  await codeOf(signInStaff(spied, caller, { name: 'nobody', password: PASSWORD, totp: '000000' }));
  verify.mockRestore();
  transaction.mockRestore();
  expect(verified).toEqual(['real', 'dummy', 'dummy']);
  expect(inside).toEqual([false, false, false]);
  const started = performance.now();
  expect(await argon.verifyPassword('x', undefined)).toBe(false);
  expect(await argon.verifyPassword('x', await hash('x'))).toBe(true);
  expect(performance.now()).toBeGreaterThan(started);
});

describe('staff sign in', () => {
  const totp = (secret: string, shift = 0): string => totpOf(secret, stepAt(t.infra.clock.wall()) + shift);

  test('by name, password and TOTP; the same answer whichever is wrong', async () => {
    const { name, totpSecret, accountId, orgId } = await t.staff('operator', { passwordHash });
    const right = { name, password: PASSWORD, totp: totp(totpSecret) };
    const wrongTotp = totp(totpSecret, 7);
    for (const input of [{ ...right, password: 'wrong horse 1' }, { ...right, totp: wrongTotp }, { ...right, name: 'nobody' }]) {
      expect(await codeOf(signInStaff(t.infra, caller, input))).toBe('identity.badCredentials');
    }
    const { token } = await signInStaff(t.infra, caller, { ...right, name: ` ${name.toUpperCase()} ` });
    expect(await actorOfToken(t.infra, token)).toMatchObject({ kind: 'staff', accountId, orgId, orgKind: 'platform', roles: ['operator'] });
  });

  test('with each TOTP once, in order, of two at once one', async () => {
    const { name, totpSecret } = await t.staff('operator', { passwordHash });
    const attempt = (code: string) => codeOf(signInStaff(t.infra, caller, { name, password: PASSWORD, totp: code }));
    expect((await Promise.all([attempt(totp(totpSecret)), attempt(totp(totpSecret))])).sort()).toEqual(['done', 'identity.badCredentials']);
    expect(await attempt(totp(totpSecret, -1)), 'an earlier step after a later one').toBe('identity.badCredentials');
    expect(await attempt(totp(totpSecret, 1)), 'the next step, within the window').toBe('done');
    expect(await attempt(totp(totpSecret, 2)), 'beyond the window').toBe('identity.badCredentials');
  });

  test('and the secret rests sealed to its account', async () => {
    const { totpSecret, accountId } = await t.staff('operator', { passwordHash });
    const { box } = await t.infra.sql.one<{ box: string }>('select secret_box as box from identity.secret_totp where account_id = $1', [accountId]);
    expect(box).not.toContain(totpSecret);
    const { accountId: other } = await t.staff('operator', { passwordHash });
    await t.infra.sql.run('update identity.secret_totp set secret_box = $2 where account_id = $1', [other, box]);
    const { openTotp } = await import('./totp.ts');
    expect(openTotp(t.infra, accountId, box)).toBe(totpSecret);
    expect(() => openTotp(t.infra, other, box)).toThrow();
  });

  test('never by phone: SMS alone opens no staff account', async () => {
    const { accountId } = await t.staff('operator', { passwordHash });
    await t.infra.sql.run("insert into identity.login_name (word, kind, account_id, verified_at) values ('13700000009', 'phone', $1, $2)", [accountId, t.infra.clock.wall()]);
    const { challenge } = await requestCode(t.infra, caller, { phone: '13700000009', purpose: 'signIn', proof: undefined, locale: 'en' });
    await t.drain();
    const code = /\d{6}/.exec(t.messages.at(-1)?.text ?? '')?.[0] ?? '';
    expect(await codeOf(signInByCode(t.infra, caller, { phone: '13700000009', challenge, code }))).toBe('identity.noAccount');
    expect(await codeOf(signInByPassword(t.infra, caller, { phone: '13700000009', password: PASSWORD }))).toBe('identity.badCredentials');
  });
});

describe('step-up', () => {
  test('gives the session a new token and kills the old one', async () => {
    const { totpSecret, token, actor } = await t.staff('operator', { passwordHash });
    const by: Caller = { ...caller, actor };
    expect(await codeOf(stepUp(t.infra, by, { totp: '123456' }))).toBe('identity.badCredentials');
    expect(await codeOf(stepUp(t.infra, by, { password: PASSWORD })), 'a password is no second factor').toBe('identity.badCredentials');
    expect(await actorOfToken(t.infra, token)).toMatchObject({ kind: 'staff' });
    const renewed = await stepUp(t.infra, by, { totp: nextTotp(totpSecret, 0n, t.infra.clock.wall()).code });
    expect(renewed.token).not.toBe(token);
    expect(await actorOfToken(t.infra, token)).toEqual({ kind: 'visitor' });
    expect(await actorOfToken(t.infra, renewed.token)).toMatchObject({ kind: 'staff' });
  });

  test('of a member asks for the password, ten times at most', async () => {
    const { actor, token } = await t.member({ passwordHash });
    const by: Caller = { ...caller, actor };
    for (let tries = 0; tries < 9; tries++) expect(await codeOf(stepUp(t.infra, by, { password: 'wrong horse 1' }))).toBe('identity.badCredentials');
    const renewed = await stepUp(t.infra, by, { password: PASSWORD });
    expect(await actorOfToken(t.infra, token)).toEqual({ kind: 'visitor' });
    const actorNow = await actorOfToken(t.infra, renewed.token);
    for (let tries = 0; tries < 10; tries++) await codeOf(stepUp(t.infra, { ...caller, actor: actorNow }, { password: 'wrong horse 1' }));
    expect(await codeOf(stepUp(t.infra, { ...caller, actor: actorNow }, { password: PASSWORD }))).toBe('identity.tooManyTries');
  });
});
