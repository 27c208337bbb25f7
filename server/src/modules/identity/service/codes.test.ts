import { solveChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/sha';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Refusal } from '#kernel/errors.ts';
import { checkCode, requestCode, spendCode } from '#modules/identity/index.ts';
import { testApp, type TestApp, TEST_SECRET_KEY } from '#test/app.ts';
import { type TestDatabase, testDatabase } from '#test/database.ts';
import { newProofChallenge } from './proof.ts';
import type { Caller } from './state.ts';

let db: TestDatabase;
let t: TestApp;
let number = 0;
const MINUTE = 60_000;
const caller = (ip: string): Caller => ({ actor: { kind: 'visitor' }, requestId: 'test', ip, client: 'test' });

beforeAll(async () => {
  db = await testDatabase();
  t = await testApp(db, { modules: () => [], config: { smsHourlyBudget: 60 } });
});
afterAll(async () => {
  await t.close();
  await db.close();
});
beforeEach(async () => {
  await t.infra.clock.advance(2 * 86_400_000); // Yesterday's counts are over.
});

const newPhone = (): string => `137${String((number += 1)).padStart(8, '0')}`;
const newIp = (): string => `198.51.100.${(number += 1) % 250}`;
const request = (phone: string, more: { purpose?: 'register' | 'signIn'; ip?: string } = {}) =>
  requestCode(t.infra, caller(more.ip ?? newIp()), { phone, purpose: more.purpose ?? 'signIn', proof: undefined, locale: 'en' });
async function sentCode(phone: string): Promise<string> {
  await t.drain();
  const text = t.messages.findLast((message) => message.phone === phone)?.text ?? '';
  return /\d{6}/.exec(text)?.[0] ?? '';
}
const check = (input: { phone: string; challenge: string; code: string; purpose?: 'register' | 'signIn' }) => checkCode(t.infra, caller(newIp()), { purpose: 'signIn', ...input });
const codeOf = async (work: Promise<unknown>): Promise<string> => work.then(() => 'done', (error: unknown) => (error instanceof Refusal ? error.code : String(error)));
const wrong = (code: string): string => (code === '000000' ? '000001' : '000000');

describe('a code', () => {
  test('reaches its phone in the language asked for, and is right for its phone, purpose and challenge alone', async () => {
    const [phone, other] = [newPhone(), newPhone()];
    const { challenge } = await request(phone);
    const code = await sentCode(phone);
    expect(t.messages.at(-1)?.text).toBe(`Your sign-in code is ${code}, valid for 5 minutes. Tell it to nobody.`);
    expect(await codeOf(check({ phone, challenge, code, purpose: 'register' }))).toBe('identity.wrongCode');
    expect(await codeOf(check({ phone: other, challenge, code }))).toBe('identity.wrongCode');
    expect(await codeOf(check({ phone, challenge: 'A'.repeat(22), code }))).toBe('identity.wrongCode');
    expect(await codeOf(check({ phone, challenge, code }))).toBe('done');
  });

  test('is taken once, by one of two who know it', async () => {
    const phone = newPhone();
    const { challenge } = await request(phone);
    const input = { phone, challenge, code: await sentCode(phone), purpose: 'signIn' as const };
    const take = () => codeOf(t.unit((ctx) => spendCode(t.infra, ctx, input)));
    expect((await Promise.all([take(), take()])).sort()).toEqual(['done', 'identity.wrongCode']);
    expect(await codeOf(check(input))).toBe('identity.wrongCode');
  });

  test('lives five minutes', async () => {
    const phone = newPhone();
    const { challenge } = await request(phone);
    const code = await sentCode(phone);
    await t.infra.clock.advance(5 * MINUTE - 1);
    expect(await codeOf(check({ phone, challenge, code }))).toBe('done');
    await t.infra.clock.advance(1);
    expect(await codeOf(check({ phone, challenge, code }))).toBe('identity.wrongCode');
  });

  test('stands five tries, charged though the work around them fails, and counted once each when they come together', async () => {
    const phone = newPhone();
    const { challenge } = await request(phone);
    const code = await sentCode(phone);
    await Promise.all(Array.from({ length: 8 }, () => codeOf(check({ phone, challenge, code: wrong(code) }))));
    expect(await t.infra.sql.one('select tries from identity.sms_code where phone = $1', [phone])).toEqual({ tries: 5 });
    expect(await codeOf(check({ phone, challenge, code }))).toBe('identity.wrongCode');
  });

  test('asked for again replaces the one before, whose message is not sent any more', async () => {
    const phone = newPhone();
    const first = await request(phone);
    await t.infra.clock.advance(MINUTE);
    const second = await request(phone);
    const code = await sentCode(phone);
    expect(t.messages.filter((message) => message.phone === phone)).toHaveLength(1);
    expect(await codeOf(check({ phone, challenge: first.challenge, code }))).toBe('identity.wrongCode');
    expect(await codeOf(check({ phone, challenge: second.challenge, code }))).toBe('done');
  });

  test('may be wrong twenty times a day for one phone, though new ones are sent', async () => {
    const phone = newPhone();
    for (let round = 0; round < 5; round++) {
      await t.infra.clock.advance(MINUTE);
      const { challenge } = await request(phone);
      const code = await sentCode(phone);
      for (let tries = 0; tries < 5; tries++) await codeOf(check({ phone, challenge, code: wrong(code) }));
      if (round === 4) expect(await codeOf(check({ phone, challenge, code }))).toBe('identity.tooManyTries');
    }
    await t.infra.clock.advance(86_400_000);
    const { challenge } = await request(phone);
    expect(await codeOf(check({ phone, challenge, code: await sentCode(phone) }))).toBe('done');
  });

  test('stands in no row, job or event', async () => {
    const phone = newPhone();
    await request(phone, { purpose: 'register' });
    const tables = await t.infra.sql.rows<{ name: string }>("select schemaname || '.' || tablename as name from pg_tables where schemaname in ('identity', 'infra', 'members', 'graphile_worker')");
    const before = await Promise.all(tables.map(({ name }) => t.infra.sql.rows<{ row: string }>(`select to_jsonb(x)::text as row from ${name} x`)));
    const jobs = await t.infra.sql.rows<{ payload: unknown }>('select payload from graphile_worker._private_jobs');
    const code = await sentCode(phone);
    expect(code).toMatch(/^\d{6}$/);
    expect(jobs.length).toBeGreaterThan(0);
    expect(JSON.stringify(jobs), 'the queued job names no phone').not.toContain(phone);
    for (const row of before.flat()) expect(row.row.replaceAll(phone, ''), 'no row holds the code').not.toMatch(new RegExp(`(?<!\\d)${code}(?!\\d)`));
  });
});

describe('messages', () => {
  test('are sent to mainland mobiles alone, and a refusal leaves no trace', async () => {
    const count = () => t.infra.sql.one('select (select count(*) from identity.throttle) as uses, (select count(*) from identity.sms_code) as codes, (select count(*) from graphile_worker._private_jobs) as jobs');
    const before = await count();
    for (const phone of ['+85291234567', '+14155550100', '12345678901', 'phone']) expect(await codeOf(request(phone))).toBe('identity.badPhone');
    expect(await count()).toEqual(before);
  });

  test('keep a gap of a minute and ten a day for one phone, whatever the purpose', async () => {
    const phone = newPhone();
    expect((await request(phone)).resendAfterMs).toBe(MINUTE);
    await t.infra.clock.advance(MINUTE - 1);
    const refused = await request(phone, { purpose: 'register' }).catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: 'identity.tooManyMessages', details: { retryAfterMs: 1 } });
    for (let sent = 1; sent < 10; sent++) {
      await t.infra.clock.advance(MINUTE);
      await request(phone);
    }
    await t.infra.clock.advance(MINUTE);
    expect(await codeOf(request(phone))).toBe('identity.tooManyMessages');
    await t.infra.clock.advance(86_400_000);
    expect(await codeOf(request(phone))).toBe('done');
  });

  test('are twenty an hour for one address, an IPv6 line being one address', async () => {
    for (let sent = 0; sent < 20; sent++) await request(newPhone(), { ip: `2001:db8:1:2::${(sent + 1).toString(16)}` });
    const phone = newPhone();
    expect(await codeOf(request(phone, { ip: '2001:db8:1:2:ffff::1' }))).toBe('identity.tooManyMessages');
    expect(await codeOf(request(phone, { ip: '2001:db8:1:3::1' })), 'the refusal did not use up the phone').toBe('done');
  });

  test('stop when the hourly budget is spent, of two at once for the last one gets it', async () => {
    for (let sent = 0; sent < 59; sent++) await request(newPhone());
    const both = await Promise.all([codeOf(request(newPhone())), codeOf(request(newPhone()))]);
    expect(both.sort()).toEqual(['done', 'identity.tooManyMessages']);
    await t.infra.clock.advance(60 * MINUTE);
    expect(await codeOf(request(newPhone()))).toBe('done');
  });
});

test('a proof of work is demanded where it is on, and sends one message', async () => {
  const infra = await db.infra({ config: { secretKey: TEST_SECRET_KEY, smsProofOfWork: true }, at: new Date('2099-01-01T00:00:00Z') });
  const challenge = await newProofChallenge(infra);
  const solution = await solveChallenge({ challenge, deriveKey });
  const proofOf = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64');
  const send = (proof: string | undefined) => codeOf(requestCode(infra, caller(newIp()), { phone: newPhone(), purpose: 'signIn', proof, locale: 'en' }));
  expect(await send(undefined)).toBe('identity.badProof');
  expect(await send('nonsense')).toBe('identity.badProof');
  expect(await send(proofOf({ challenge, solution: { counter: 1, derivedKey: '00'.repeat(32) } }))).toBe('identity.badProof');
  const easier = { ...challenge, parameters: { ...challenge.parameters, keyPrefix: '00' } };
  expect(await send(proofOf({ challenge: easier, solution: await solveChallenge({ challenge: easier, deriveKey }) }))).toBe('identity.badProof');
  expect(await send(proofOf({ challenge, solution }))).toBe('done');
  expect(await send(proofOf({ challenge, solution })), 'altcha itself would accept it twice').toBe('identity.badProof');
});

test('what has expired is forgotten by the sweep', async () => {
  const phone = newPhone();
  await request(phone);
  const left = () => t.infra.sql.one("select (select count(*) from identity.throttle where key like '%' || $1) as uses, (select count(*) from identity.sms_code where phone = $1) as codes", [phone]);
  expect(await left()).toEqual({ uses: 2n, codes: 1n });
  await t.infra.clock.advance(3 * 86_400_000);
  await t.drain();
  expect(await left()).toEqual({ uses: 0n, codes: 0n });
});
