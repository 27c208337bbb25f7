import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Role } from '#modules/identity/index.ts';
import { currentRules } from '#modules/rules/index.ts';
import { codeOf, type TestMember, type TestStaff } from '#test/app.ts';
import { type TestDatabase, testDatabase } from '#test/database.ts';
import { type TestMall, testMall } from '#test/mall.ts';
import { findDifferences, nodeOf } from './service.ts';

describe('a level set by hand', () => {
  let db: TestDatabase;
  let mall: TestMall;
  let inviter: TestMember;
  let member: TestMember;
  beforeAll(async () => {
    db = await testDatabase();
    mall = await testMall(db);
    const invited = async (by: TestMember): Promise<TestMember> => {
      const { inviteCode } = (await by.get('/api/me')).body as { inviteCode: string };
      return mall.member({ inviteCode });
    };
    inviter = await mall.member({ name: 'Ada' });
    await mall.confirmed(inviter, mall.goods.package);
    member = await invited(inviter);
    await mall.drain();
  });
  afterAll(async () => {
    await mall.close();
    await db.close();
  });

  const REASON = 'an agreement of long standing';
  const staff = (role: Role): TestStaff => {
    const found = mall.crew.get(role);
    if (!found) throw new Error(`no ${role}`);
    return found;
  };
  const propose = async (level: string | null, by: Role = 'operator', of = member) => staff(by).post(`/api/console/members/${of.memberId}/level`, { level, reason: REASON });
  const decide = (approvalId: string, decision: string, by: Role = 'compliance') => staff(by).post(`/api/console/levels/${approvalId}/decision`, { decision, reason: 'seen' });
  const idOf = async (level: string | null): Promise<string> => ((await propose(level)).body as { approvalId: string }).approvalId;
  const set = async (level: string | null): Promise<void> => {
    expect((await decide(await idOf(level), 'approve')).body).toEqual({ approved: true });
    await mall.drain();
  };
  const sheet = async () => (await staff('auditor').get(`/api/console/members/${member.memberId}/level`)).body as { level: string; earned: string; byHand: boolean; decisions: { reason: string; level: string | null }[] };
  const levelShown = async () => ((await member.get('/api/me')).body as { level: string; inviteCode: string | null });

  test('is proposed by one person with a reason and approved by another; nothing changes before', async () => {
    const short = await staff('operator').post(`/api/console/members/${member.memberId}/level`, { level: 'dealer', reason: 'short' });
    expect(short.status).toBe(400);
    const approvalId = await idOf('dealer');
    await mall.drain();
    expect(await levelShown()).toMatchObject({ level: 'registered', inviteCode: null });
    expect((await decide(approvalId, 'reject')).body).toEqual({ approved: false });
    await mall.drain();
    expect(await sheet()).toEqual({ level: 'registered', earned: 'registered', byHand: false, decisions: [] });
  });

  test('the proposer cannot approve, nor who has not the right', async () => {
    const { approvalId } = (await propose('dealer', 'owner')).body as { approvalId: string };
    const own = await decide(approvalId, 'approve', 'owner');
    expect([own.status, codeOf(own)]).toEqual([409, 'identity.samePerson']);
    expect((await decide(approvalId, 'approve', 'operator')).status).toBe(403);
    expect((await propose('vip', 'finance')).status).toBe(403);
    await mall.drain();
    expect(await sheet()).toMatchObject({ byHand: false });
  });

  test('holds, lets him share, and counts for nobody above (AMB-36)', async () => {
    const above = await nodeOf(db.sql, inviter.memberId);
    await set('dealer');
    expect(await levelShown()).toMatchObject({ level: 'dealer', inviteCode: expect.any(String) as string });
    expect(await sheet()).toMatchObject({ level: 'dealer', earned: 'registered', byHand: true, decisions: [{ level: 'dealer', reason: REASON }] });
    expect(await nodeOf(db.sql, inviter.memberId)).toEqual(above);
    expect((await member.get('/api/me/levels')).body).toMatchObject({ level: 'dealer', byHand: true });
    expect((await staff('owner').get('/api/console/members?level=dealer')).body).toMatchObject({ items: [{ id: String(member.memberId) }] });
  });

  test('pays by the rates of the level for orders paid afterwards (AMB-19)', async () => {
    const { inviteCode } = await levelShown();
    const buyer = await mall.member({ inviteCode: inviteCode ?? '' });
    const { orderId } = await mall.paid(buyer, mall.goods.tea);
    const { payees } = (await staff('owner').get(`/api/console/orders/${orderId}/rewards`)).body as { payees: object[] };
    expect(payees[0]).toMatchObject({ memberId: String(member.memberId), level: 'dealer', directPpm: 400_000, extraPpm: 150_000 });
  });

  test('stays when he buys; what he reaches by himself is counted underneath, and for those above', async () => {
    await mall.confirmed(member, mall.goods.package);
    await mall.drain();
    expect(await sheet()).toMatchObject({ level: 'dealer', earned: 'vip', byHand: true });
    expect(await nodeOf(db.sql, inviter.memberId)).toMatchObject({ directVip: 1, directDealer: 0, teamVip: 1 });
    expect(await findDifferences(db.sql, await currentRules(db.sql, mall.infra.clock.now()))).toEqual([]);
  });

  test('a proposal is refused when the level changed since, or is the same already', async () => {
    expect(codeOf(await propose('dealer'))).toBe('referral.nothingToChange');
    const stale = await idOf('patron');
    await set('shopkeeper');
    const refused = await decide(stale, 'approve');
    expect([refused.status, codeOf(refused)]).toEqual([409, 'referral.levelChanged']);
    expect(await sheet()).toMatchObject({ level: 'shopkeeper' });
    const missing = await staff('operator').post('/api/console/members/4711/level', { level: 'vip', reason: REASON });
    expect([missing.status, codeOf(missing)]).toEqual([404, 'referral.notFound']);
  });

  test('given back to the rules, the level is the one he reached', async () => {
    await set(null);
    expect(await sheet()).toMatchObject({ level: 'vip', earned: 'vip', byHand: false });
    expect((await sheet()).decisions.map(({ level }) => level)).toEqual([null, 'shopkeeper', 'dealer']);
    expect(codeOf(await propose(null))).toBe('referral.nothingToChange');
  });

  test('below a patron it ends sharing, and his code no longer invites', async () => {
    await set('registered');
    expect((await member.get('/api/me/invitation')).body).toMatchObject({ link: null });
    await set(null);
    expect((await member.get('/api/me/invitation')).body).toMatchObject({ link: expect.any(String) as string });
  });
});
