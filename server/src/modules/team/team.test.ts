import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DomainEvent, EventPayload } from '#app/events.ts';
import { LEVELS, type Level, rankOf } from '#kernel/level.ts';
import { makeDice } from '#app/demo/plan.ts';
import { type TestMember } from '#test/app.ts';
import { type TestDatabase, testDatabase } from '#test/database.ts';
import { type TestMall, testMall } from '#test/mall.ts';
import { teamSubscriber } from './jobs.ts';
import { findDifferences, findFigures } from './store.ts';
import { teamOf } from './service.ts';

const origin = { actor: { kind: 'system', name: 'test' }, requestId: 'test' } as const;
type Refunded = EventPayload<'orders.refunded'>['orders'][number];

describe('team figures over random histories', () => {
  let db: TestDatabase;
  beforeAll(async () => { db = await testDatabase(); });
  afterAll(() => db.close());

  const MEMBERS = 160;
  const orderOf = (orderId: number, memberId: number, totalFen: number) =>
    ({ orderId: String(orderId), checkoutId: String(orderId), memberId: String(memberId), supplierId: null, totalFen: String(totalFen), lines: [] });

  /** A history in which people join, buy, move between levels and send back, in batches of random size; and what each did himself. */
  function history(seed: number, at: string) {
    const dice = makeDice(seed);
    const parents: number[] = [];
    const own: { fen: bigint; level: Level }[] = [];
    const confirmed: Refunded[] = [];
    const events: DomainEvent[] = [];
    for (let n = 0; n < 900; n++) {
      const deed = dice.below(10);
      if (parents.length < MEMBERS && (deed < 3 || parents.length === 0)) {
        // Deep chains, wide stars, roots and anything between.
        const shape = dice.below(8);
        parents.push(parents.length === 0 || shape === 0 ? 0 : shape < 4 ? parents.length : 1 + dice.below(parents.length));
        own.push({ fen: 0n, level: 'registered' });
        const referrer = parents.at(-1);
        events.push({ type: 'members.registered', bucket: 0, payload: { memberId: String(parents.length), referrerId: referrer ? String(referrer) : null } });
        continue;
      }
      const member = 1 + dice.below(parents.length);
      const mine = own[member - 1];
      if (!mine) continue;
      if (deed < 5) {
        const to = LEVELS[dice.below(LEVELS.length)] ?? 'vip';
        const moved = [{ memberId: String(member), from: mine.level, to }];
        events.push(rankOf(to) >= rankOf(mine.level) ? { type: 'referral.promoted', bucket: 0, payload: { promotions: moved } } : { type: 'referral.demoted', bucket: 0, payload: { demotions: moved } });
        mine.level = to;
      } else if (deed < 8 || confirmed.length === 0) {
        const order = orderOf(n + 1, member, dice.below(50_000));
        confirmed.push({ ...order, refundedAt: at, stage: 'confirmed' });
        events.push({ type: 'orders.confirmed', bucket: 0, payload: { orders: [{ ...order, confirmedAt: at }] } });
        mine.fen += BigInt(order.totalFen);
      } else if (deed === 8) {
        const [back] = confirmed.splice(dice.below(confirmed.length), 1);
        const buyer = back && own[Number(back.memberId) - 1];
        if (!back || !buyer) continue;
        buyer.fen -= BigInt(back.totalFen);
        events.push({ type: 'orders.refunded', bucket: 0, payload: { orders: [back] } });
      } else {
        // Never confirmed, so never counted.
        events.push({ type: 'orders.refunded', bucket: 0, payload: { orders: [{ ...orderOf(n + 1, member, 777), refundedAt: at, stage: dice.below(2) === 0 ? 'unshipped' : 'shipped' }] } });
      }
    }
    return { dice, parents, own, events };
  }

  test('heads and net sales of every member equal a naive recursion, refunds included, whatever the batches', async () => {
    const infra = await db.infra();
    await infra.mount({ subscribers: [teamSubscriber] });
    const { dice, parents, own, events } = history(20_261_125, infra.clock.now().toISOString());
    for (let from = 0; from < events.length;) {
      const size = 1 + dice.below(120);
      await infra.unit(origin, async (ctx) => events.slice(from, from + size).forEach((event) => ctx.emit(event)));
      await infra.drain();
      from += size;
    }
    const nobody = () => Object.fromEntries(LEVELS.map((level) => [level, 0])) as Record<Level, number>;
    const below = (member: number): { salesFen: bigint; people: Record<Level, number>; direct: Record<Level, number> } => {
      const sum = { salesFen: 0n, people: nobody(), direct: nobody() };
      parents.forEach((parent, index) => {
        const mine = own[index];
        if (parent !== member || !mine) return;
        const deeper = below(index + 1);
        sum.salesFen += mine.fen + deeper.salesFen;
        sum.direct[mine.level] += 1;
        sum.people[mine.level] += 1;
        for (const level of LEVELS) sum.people[level] += deeper.people[level];
      });
      return sum;
    };
    for (let member = 1; member <= parents.length; member++) expect(await teamOf(db.sql, BigInt(member)), `member ${member}`).toEqual(below(member));
    expect(await findDifferences(db.sql, 5)).toEqual([]);
    await infra.close();
  });

  test('the check finds a sum and a head that were changed from outside', async () => {
    await db.sql.run('update team.member set sales_fen = sales_fen + 1 where member_id = 3');
    expect((await findDifferences(db.sql, 5)).length).toBeGreaterThan(0);
    await db.sql.run('update team.member set sales_fen = sales_fen - 1 where member_id = 3');
    await db.sql.run('update team.member set people[2] = people[2] + 1 where member_id = 3');
    expect((await findDifferences(db.sql, 5)).length).toBeGreaterThan(0);
    await db.sql.run('update team.member set people[2] = people[2] - 1 where member_id = 3');
  });
});

describe('the member\'s pages of his team', () => {
  let db: TestDatabase;
  let mall: TestMall;
  let top: TestMember;
  let left: TestMember;
  let below: TestMember;
  beforeAll(async () => {
    db = await testDatabase();
    mall = await testMall(db);
    top = await mall.member({ name: 'Ada' });
    await mall.confirmed(top, mall.goods.package);
    const invite = async (by: TestMember, name?: string): Promise<TestMember> => {
      const { inviteCode } = (await by.get('/api/me')).body as { inviteCode: string };
      return mall.member({ inviteCode, ...(name === undefined ? {} : { name }) });
    };
    left = await invite(top, 'Grace');
    await mall.confirmed(left, mall.goods.package);
    below = await invite(left, 'Edsger');
    await mall.confirmed(below, mall.goods.tea);
    await mall.infra.clock.advance(1_000);
    await invite(top);
    await mall.drain();
  });
  afterAll(async () => {
    await mall.close();
    await db.close();
  });

  test('heads by level and net sales of everybody below, without oneself', async () => {
    const { status, body } = await top.get('/api/me/team');
    expect(status).toBe(200);
    expect(body).toEqual({
      level: 'vip', salesFen: String(39_900 + 12_345),
      people: { total: 3, levels: { registered: 1, patron: 1, vip: 1, shopkeeper: 0, dealer: 0, partner: 0 } },
      direct: { total: 2, levels: { registered: 1, patron: 0, vip: 1, shopkeeper: 0, dealer: 0, partner: 0 } },
    });
    expect(await findFigures(db.sql, top.memberId)).toMatchObject({ ownFen: 39_900n });
  });

  test('those invited directly come newest first, masked, in pages', async () => {
    const first = (await top.get('/api/me/team/members?limit=1')).body as { items: object[]; nextCursor: string };
    expect(first.items).toEqual([expect.objectContaining({ name: expect.stringMatching(/^\d{3}\*+\d{4}$/) as string, level: 'registered', activated: false })]);
    const second = (await top.get(`/api/me/team/members?limit=1&cursor=${first.nextCursor}`)).body as { items: object[]; nextCursor: null };
    expect(second).toEqual({ items: [expect.objectContaining({ id: String(left.memberId), name: 'G**', level: 'vip', activated: true })], nextCursor: null });
    expect(JSON.stringify([first, second])).not.toContain('Grace');
  });

  test.each([
    ['a whole name', () => 'grace', 1], ['a whole phone number', () => left.phone, 1], ['a part of a name finds nothing', () => 'Gra', 0],
    ['a part of a number finds nothing', () => left.phone.slice(0, 7), 0], ['somebody deeper is not on the list', () => 'Edsger', 0],
  ])('search: %s', async (_name, word, found) => {
    const { items } = (await top.get(`/api/me/team/members?search=${encodeURIComponent(word())}`)).body as { items: unknown[] };
    expect(items).toHaveLength(found);
  });

  test('the levels say what is missing and how one came to one\'s own', async () => {
    const { status, body } = await top.get('/api/me/levels');
    expect(status).toBe(200);
    const view = body as { level: string; items: { level: string; conditions: unknown[]; directPpm: string }[]; history: { from: string; to: string }[] };
    expect(view.level).toBe('vip');
    expect(view.items.map(({ level }) => level)).toEqual([...LEVELS]);
    expect(view.items[3]).toMatchObject({ level: 'shopkeeper', directPpm: '400000', extraPpm: '100000', conditions: [
      { kind: 'level', level: 'vip', met: true }, { kind: 'count', counter: 'directVip', have: 1, missing: 5 }, { kind: 'count', counter: 'teamVip', have: 1, missing: 65 }] });
    expect(view.history.map(({ from, to }) => [from, to])).toEqual([['registered', 'vip']]);
  });

  test('a newcomer has an empty team and no history', async () => {
    const newcomer = await mall.member();
    expect((await newcomer.get('/api/me/team')).body).toMatchObject({ level: 'registered', salesFen: '0', people: { total: 0 }, direct: { total: 0 } });
    expect((await newcomer.get('/api/me/levels')).body).toMatchObject({ level: 'registered', history: [] });
    expect((await newcomer.get('/api/me/team/members')).body).toEqual({ items: [], nextCursor: null });
  });
});
