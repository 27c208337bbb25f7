import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { actorOfToken, endAllSessions, endRole, forgetSessions, type Role } from '#modules/identity/index.ts';
import { testApp, type TestApp, TEST_SECRET_KEY } from '#test/app.ts';
import { type TestDatabase, testDatabase } from '#test/database.ts';
import { endSession, forgetSession, isProven, openSession } from './sessions.ts';

let db: TestDatabase;
let t: TestApp;
const VISITOR = { kind: 'visitor' };
const [MINUTE, DAY] = [60_000, 86_400_000];

beforeAll(async () => {
  db = await testDatabase();
  t = await testApp(db, { modules: () => [] });
});
afterAll(async () => {
  await t.close();
  await db.close();
});

describe('a session', () => {
  test('is found at once, without a promise, once it has been seen', async () => {
    const { token, memberId } = await t.member();
    const actor = actorOfToken(t.infra, token);
    expect(actor).not.toBeInstanceOf(Promise);
    expect(actor).toMatchObject({ kind: 'member', accountId: memberId });
  });

  test('of a stranger is none: another token, another bucket, no token at all', async () => {
    const { token } = await t.member();
    const [, bucket, secret] = token.split(/_(\d+)_/);
    const other = `ss_${(Number(bucket) + 1) % 1024}_${secret}`;
    for (const text of [`${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`, other, '', 'x', `${token}x`, "ss_1_'; drop table identity.session; --"]) {
      expect(await actorOfToken(t.infra, text)).toEqual(VISITOR);
    }
  });

  test('of a member ends after 30 idle days and 180 in any case', async () => {
    const { token } = await t.member();
    await t.infra.clock.advance(30 * DAY - 1);
    expect(await actorOfToken(t.infra, token), 'used on its last idle moment, it lives on').toMatchObject({ kind: 'member' });
    for (let day = 0; day < 5; day++) {
      await t.infra.clock.advance(29 * DAY);
      expect(await actorOfToken(t.infra, token)).toMatchObject({ kind: 'member' });
    }
    await t.infra.clock.advance(5 * DAY + 1);
    expect(await actorOfToken(t.infra, token), 'after 180 days').toEqual(VISITOR);
    const idle = await t.member();
    await t.infra.clock.advance(30 * DAY);
    expect(await actorOfToken(t.infra, idle.token)).toEqual(VISITOR);
  });

  test('of staff ends after 30 idle minutes and 12 hours in any case', async () => {
    const { token } = await t.staff('operator');
    for (let round = 0; round < 24; round++) {
      await t.infra.clock.advance(29 * MINUTE);
      expect(await actorOfToken(t.infra, token)).toMatchObject({ kind: 'staff' });
    }
    await t.infra.clock.advance(25 * MINUTE);
    expect(await actorOfToken(t.infra, token), 'after 12 hours and a minute').toEqual(VISITOR);
    const idle = await t.staff('operator');
    await t.infra.clock.advance(30 * MINUTE);
    expect(await actorOfToken(t.infra, idle.token)).toEqual(VISITOR);
  });

  test('that is ended is gone at once here, and within ten seconds from the memory of other processes', async () => {
    const { token, actor } = await t.member();
    const other = await db.infra({ config: { secretKey: TEST_SECRET_KEY }, at: t.infra.clock.wall() });
    expect(await actorOfToken(other, token)).toMatchObject({ kind: 'member' });
    await t.infra.unit({ actor, requestId: 'test' }, endSession);
    forgetSession(t.infra, actor);
    expect(await actorOfToken(t.infra, token)).toEqual(VISITOR);
    other.clock.set(new Date(t.infra.clock.wall().getTime() + 10_000));
    expect(await actorOfToken(other, token)).toEqual(VISITOR);
  });

  test('goes with all others of its account when the epoch rises, and no other account notices', async () => {
    const one = await t.member();
    const stranger = await t.member();
    const { token: second } = await t.unit((ctx) => openSession(ctx, { accountId: one.memberId, level: 'member', client: 'test', ip: '203.0.113.1' }));
    expect(await actorOfToken(t.infra, second)).toMatchObject({ kind: 'member' });
    await t.unit((ctx) => endAllSessions(ctx, one.memberId));
    forgetSessions(t.infra, one.memberId);
    for (const token of [one.token, second]) expect(await actorOfToken(t.infra, token)).toEqual(VISITOR);
    expect(await actorOfToken(t.infra, stranger.token)).toMatchObject({ kind: 'member' });
  });

  test('read while it was being ended is not put back into memory', async () => {
    const { token, actor } = await t.member();
    await t.infra.clock.advance(11_000);
    const reading = actorOfToken(t.infra, token);
    forgetSession(t.infra, actor);
    await reading;
    await t.infra.unit({ actor, requestId: 'test' }, endSession);
    expect(await actorOfToken(t.infra, token)).toEqual(VISITOR);
  });

  test('proves its holder for five minutes after signing in', async () => {
    const { token } = await t.staff('operator');
    const actor = await actorOfToken(t.infra, token);
    expect(isProven(actor, t.infra.clock.wall())).toBe(true);
    await t.infra.clock.advance(5 * MINUTE + 1);
    expect(isProven(await actorOfToken(t.infra, token), t.infra.clock.wall())).toBe(false);
  });
});

describe('a role', () => {
  test('that ends is gone at the next request', async () => {
    const { token, orgId, accountId, actor } = await t.staff('operator');
    expect(actor).toMatchObject({ roles: ['operator'] });
    await t.unit((ctx) => endRole(ctx, { orgId, accountId, role: 'operator' }));
    expect(await actorOfToken(t.infra, token)).toEqual(VISITOR);
  });

  test('is written on both sides, by organisation and by account', async () => {
    const { orgId, accountId } = await t.staff('supplierOwner');
    expect(await t.infra.sql.rows('select org_id, role, org_kind, ends_at from identity.account_role where account_id = $1', [accountId]))
      .toEqual([{ org_id: orgId, role: 'supplierOwner', org_kind: 'supplier', ends_at: null }]);
    expect(await t.infra.sql.rows('select account_id, role from identity.membership where org_id = $1', [orgId])).toEqual([{ account_id: accountId, role: 'supplierOwner' }]);
  });

  test('is not given in an organisation of another kind', async () => {
    const { orgId } = await t.staff('supplierOwner');
    const before = await t.infra.sql.one('select count(*) as n from identity.account');
    await expect(t.staff('owner' satisfies Role, { orgId })).rejects.toThrow('a role is given in an organisation of its kind');
    expect(await t.infra.sql.one('select count(*) as n from identity.account')).toEqual(before);
  });
});
