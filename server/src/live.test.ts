/** A shop born live: no demo in it, its first owner by a link that works once. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApp, makeModules } from '#app/app.ts';
import { ConfigError } from '#infra/config.ts';
import { liveLines, openLive } from '#app/live.ts';
import { type AccountId, makeGatekeeper, openSession } from '#modules/identity/index.ts';
import { DOCUMENTS, registerMember, versionsOf } from '#modules/members/index.ts';
import { currentRules, installPack, SEED_PACK } from '#modules/rules/index.ts';
import type { App } from '#app/app.ts';
import { TEST_SECRET_KEY } from '#test/app.ts';
import { type TestDatabase, testDatabase, type TestInfra } from '#test/database.ts';
import { totpFor } from '#test/totp.ts';

let db: TestDatabase;
let infra: TestInfra;
let app: App;
const HOUR = 3_600_000;
const ORIGIN = { actor: { kind: 'system', name: 'test' }, requestId: 'test' } as const;
const FORM = { name: 'Founder', password: 'twelve letters at least' };

beforeAll(async () => {
  db = await testDatabase();
  infra = await db.infra({ config: { mode: 'live', secretKey: TEST_SECRET_KEY, publicUrl: 'https://shop.example', smsGateway: { url: 'https://sms.example', token: 't' }, shopName: 'Tea and Co' } });
  app = await createApp(infra, makeModules(infra).modules, { gatekeeper: makeGatekeeper(infra) });
});
afterAll(async () => {
  await app.close();
  await db.close();
});

const post = (url: string, payload: object) => app.http.inject({ method: 'POST', url, payload });
const codeOf = (response: Awaited<ReturnType<typeof post>>): string => response.json<{ error: { code: string } }>().error.code;
const tokenIn = (path: string): string => path.slice(path.indexOf('token=') + 6);
async function enrol(token: string): ReturnType<typeof post> {
  const { totp } = (await post('/api/auth/enrolment', { token })).json<{ totp?: { secret: string } }>();
  return post('/api/auth/enrolment/complete', { ...FORM, token, totp: totp === undefined ? '000000' : totpFor(totp.secret, infra.clock.wall()) });
}

describe('a live shop', () => {
  test('begins on the safe rules, prints a link to its first owner, and a new start makes a new one', async () => {
    const first = await openLive(infra);
    expect((await currentRules(infra.sql, infra.clock.now())).pack).toBe('safe');
    expect(liveLines(infra.config, first).join('\n')).toContain(`https://shop.example${first?.path}`);
    const second = await openLive(infra);
    expect(codeOf(await enrol(tokenIn(first?.path ?? '')))).toBe('identity.enrolmentGone');
    await infra.clock.advance(HOUR);
    expect(codeOf(await enrol(tokenIn(second?.path ?? '')))).toBe('identity.enrolmentGone');
    expect(await infra.sql.one('select count(*) as n from identity.account')).toEqual({ n: 1n });
  });

  test('gets its owner over HTTP once: he chooses his name, has recovery codes and every right; then no start prints a link', async () => {
    const link = await openLive(infra);
    const token = tokenIn(link?.path ?? '');
    expect((await post('/api/auth/enrolment', { token })).json()).toMatchObject({ kind: 'firstOwner', name: null, orgName: 'Tea and Co', roles: ['owner'] });
    expect(codeOf(await post('/api/auth/enrolment/complete', { token, password: FORM.password, totp: '000000' }))).toBe('identity.nameNeeded');
    const answer = await enrol(token);
    expect(answer.statusCode).toBe(200);
    const { account, recoveryCodes, token: session } = answer.json<{ account: { name: string; acts: string[] }; recoveryCodes: string[]; token: string }>();
    expect(account.name).toBe('Founder');
    expect(account.acts).toContain('staff.write');
    expect(recoveryCodes).toHaveLength(10);
    expect(codeOf(await enrol(token)), 'the second use').toBe('identity.enrolmentGone');
    expect(await openLive(infra)).toBeUndefined();
    expect(liveLines(infra.config, undefined).join('\n')).not.toContain('enrol');
    await infra.clock.advance(60_000);
    expect((await app.http.inject({ url: '/api/console/staff', headers: { authorization: `Bearer ${session}` } })).statusCode).toBe(200);
  });

  test('grants and releases nothing, says so to everybody, and what was bought waits', async () => {
    expect((await app.http.inject('/api/disclosure/figures')).json()).toMatchObject({ heldBecause: ['linter', 'override', 'ledgerChecks'] });
    expect((await app.http.inject('/api/rewards/standing')).json()).toEqual({ demo: false, held: true, adultOn: null, registeredSv: '0' });
    const memberId = await infra.unit(ORIGIN, (ctx) => registerMember(infra, ctx, { phone: '13900000001', passwordHash: null, versions: versionsOf(DOCUMENTS) }));
    const order = {
      orderId: '77', checkoutId: '77', memberId: String(memberId), supplierId: null, totalFen: '39900',
      lines: [{ productId: '1', skuId: '1', quantity: 1, unitFen: '39900', supplyFen: '0', unitSv: '39900000000', zone: 'vip' as const }],
    };
    await infra.unit(ORIGIN, async (ctx) => {
      ctx.emit({ type: 'orders.paid', bucket: 0, payload: { orders: [{ ...order, paidAt: ctx.now.toISOString() }] } });
      ctx.emit({ type: 'orders.confirmed', bucket: 0, payload: { orders: [{ ...order, confirmedAt: ctx.now.toISOString() }] } });
    });
    await infra.clock.advance(30 * 24 * HOUR);
    await app.drain();
    const owner = await infra.sql.one<{ id: AccountId }>("select account_id as id from identity.login_name where kind = 'name'");
    const { token } = await infra.unit(ORIGIN, (ctx) => openSession(ctx, { accountId: owner.id, level: 'staff', client: 'test', ip: '203.0.113.1' }));
    const headers = { authorization: `Bearer ${token}` };
    expect((await app.http.inject({ url: '/api/console/rewards/held', headers })).json()).toMatchObject({ heldBecause: ['linter', 'override', 'ledgerChecks'], orders: 1, gainSv: '39900000000' });
    expect(await infra.sql.one('select (select count(*) from rewards.grant) as grants, (select coalesce(sum(issued), 0) from economy.release) as issued')).toMatchObject({ grants: 0n, issued: 0n });
    const day = new Date(infra.clock.now().getTime() + 8 * HOUR).toISOString().slice(0, 10);
    const proposed = await app.http.inject({ method: 'POST', url: '/api/console/economy/proposals', headers, payload: { day, priceAtoms: '10000000', amountPts: '100000000' } });
    expect([proposed.statusCode, codeOf(proposed)]).toEqual([409, 'economy.held']);
  });

  test('does not start on other rules than safe, and says what to do; nobody is offered the shop and nothing changes', async () => {
    const other = await testDatabase();
    try {
      const demo = await other.infra();
      await demo.unit(ORIGIN, (ctx) => installPack(demo, ctx, SEED_PACK));
      const live = await other.infra({ config: infra.config });
      const stand = () => other.sql.one('select (select count(*) from rules.version) as versions, (select count(*) from identity.account) as accounts, (select count(*) from identity.organisation) as organisations');
      const before = await stand();
      const refused = await openLive(live).catch((error: unknown) => error);
      expect(refused).toBeInstanceOf(ConfigError);
      expect(String(refused)).toMatch(/safe only, and this database has seed: restore the last backup/);
      expect(await stand()).toEqual(before);
    } finally {
      await other.close();
    }
  });

  test('has nothing of the demo: no accounts, no codes shown, no simulators, no simulated channel, no moving of the clock', async () => {
    expect((await app.http.inject('/api/auth/demo')).statusCode).toBe(404);
    expect((await app.http.inject('/demo/inbox')).statusCode).toBe(404);
    expect((await post('/api/payments/demo/notify', {})).statusCode, 'an unknown channel').toBe(400);
    expect((await app.http.inject('/ready')).json()).toMatchObject({ mode: 'live' });
    expect(codeOf(await post('/api/auth/staff/sign-in', { name: 'owner', password: 'coshop-demo-2026', totp: '123456' }))).toBe('identity.badCredentials');
  });
});
