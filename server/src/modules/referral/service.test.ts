import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { currentRules, installPack, type Rules, SEED_PACK } from '#modules/rules/index.ts';
import { type TestDatabase, testDatabase, type TestInfra } from '#test/database.ts';
import { countByLevel, findDifferences, type Forest, levelsOf, memberIdsAt, type Needed, nodeOf, openForest, promotionsOf, saveForest } from './index.ts';

const nobody: Needed = { members: [], earning: [], stopAt: 'partner', activating: [], refunding: [], newcomers: [] };
const origin = { actor: { kind: 'system', name: 'engine' }, requestId: 'test' } as const;

describe('the stored forest', () => {
  let db: TestDatabase;
  let infra: TestInfra;
  let rules: Rules;
  beforeAll(async () => {
    db = await testDatabase();
    infra = await db.infra();
    await infra.unit(origin, (ctx) => installPack(infra, ctx, SEED_PACK));
    rules = await currentRules(infra.sql, infra.clock.now());
  });
  afterAll(() => db.close());

  const batch = (needed: Partial<Needed>, work: (forest: Forest) => void) => infra.unit(origin, async (ctx) => {
    const forest = await openForest(ctx.tx, { ...nobody, ...needed });
    work(forest);
    await saveForest(ctx, forest);
  });
  const register = (pairs: readonly (readonly [bigint, bigint | null])[]) =>
    batch({ newcomers: pairs.map(([memberId, referrerId]) => ({ memberId, referrerId })) }, (forest) => {
      for (const [memberId, referrerId] of pairs) forest.register({ memberId, referrerId, at: infra.clock.now() });
    });
  const buyPackages = (members: readonly bigint[]) => batch({ activating: members }, (forest) => {
    for (const memberId of members) forest.purchase({ memberId, to: 'vip', package: true }, { position: memberId, at: infra.clock.now(), rules });
  });
  const ids = (base: bigint, count: number) => Array.from({ length: count }, (_, i) => base + BigInt(i));

  test('registrations get dense ordinals in event order, also within one batch', async () => {
    await register([[100n, null], [101n, 100n], [102n, 101n]]);
    expect(await db.sql.rows('select ordinal, member_id as id, parent_ordinal as parent, depth from referral.node order by ordinal')).toEqual([
      { ordinal: 1, id: 100n, parent: null, depth: 0 }, { ordinal: 2, id: 101n, parent: 1, depth: 1 }, { ordinal: 3, id: 102n, parent: 2, depth: 2 }]);
    await register([[102n, 100n], [103n, null]]);
    expect(await nodeOf(infra.sql, 102n)).toMatchObject({ depth: 2, level: 'registered' });
    expect(await nodeOf(infra.sql, 103n)).toMatchObject({ ordinal: 4, depth: 0 });
  });

  test('a child cannot stand before his parent, nor below himself', async () => {
    const insert = (ordinal: number, parent: number) => db.sql.run('insert into referral.node (ordinal, member_id, parent_ordinal, depth, registered_at) values ($1::int, $1::int, $2, 1, $3)', [ordinal, parent, infra.clock.now()]);
    await expect(insert(50, 50)).rejects.toThrow(/check/);
    await expect(insert(50, 51)).rejects.toThrow(/check/);
  });

  test('promotions are stored once, told in one event, and equal the full recomputation', async () => {
    await register([[200n, 100n], ...ids(201n, 6).map((id) => [id, 200n] as const), ...ids(300n, 60).map((id) => [id, 201n] as const)]);
    await buyPackages([200n, ...ids(201n, 6), ...ids(300n, 59)]);
    expect(await nodeOf(infra.sql, 200n)).toMatchObject({ level: 'vip', directVip: 6, teamVip: 65 });
    await buyPackages([359n]);
    expect(await nodeOf(infra.sql, 200n)).toMatchObject({ level: 'shopkeeper', directVip: 6, teamVip: 66 });
    expect(await nodeOf(infra.sql, 100n)).toMatchObject({ level: 'registered', directVip: 1, directShopkeeper: 1, teamVip: 67 });
    expect((await promotionsOf(infra.sql, 200n)).map(({ from, to, position, ruleVersion }) => [from, to, position, ruleVersion]))
      .toEqual([['registered', 'vip', 200n, 1], ['vip', 'shopkeeper', 359n, 1]]);
    await infra.drain();
    const events = await db.sql.rows<{ payload: { promotions: unknown[] } }>(`select payload from infra.event_log where type = 'referral.promoted' order by position`);
    expect(events.at(-1)?.payload.promotions).toEqual([{ memberId: '359', from: 'registered', to: 'vip' }, { memberId: '200', from: 'vip', to: 'shopkeeper' }]);
    expect(await findDifferences(infra.sql, rules)).toEqual([]);
  });

  test('readers see levels, counts and lists', async () => {
    expect(await levelsOf(infra.sql, [200n, 201n, 103n, 999n])).toEqual(new Map([[200n, 'shopkeeper'], [201n, 'vip'], [103n, 'registered']]));
    expect((await countByLevel(infra.sql)).get('shopkeeper')).toBe(1);
    expect(await memberIdsAt(infra.sql, { level: 'vip', before: 303n, limit: 3 })).toEqual([302n, 301n, 300n]);
    expect(await nodeOf(infra.sql, 999n)).toBeUndefined();
  });

  test('a difference between the stored and the derived forest is found', async () => {
    await db.sql.run('update referral.node set team_vip = team_vip + 1 where member_id = 200');
    expect(await findDifferences(infra.sql, rules)).toMatchObject([{ memberId: 200n, stored: { teamVip: 67 }, derived: { teamVip: 66 } }]);
    await db.sql.run('update referral.node set team_vip = team_vip - 1 where member_id = 200');
  });

  test('the walk up stops at a member above whom nothing can be earned, and chains of 50,000 are walked in steps', async () => {
    const first = (await db.sql.one<{ last: number }>('select max(ordinal) as last from referral.node')).last;
    await db.sql.run(
      `insert into referral.node (ordinal, member_id, parent_ordinal, depth, registered_at, purchased, level)
       select $1::int + n, 1000000 + n, case when n > 1 then $1::int + n - 1 end, n - 1, $2, 2, case when n = 49000 then 5 else 2 end from generate_series(1, 50000) n`, [first, infra.clock.now()]);
    const short = await openForest(infra.sql, { ...nobody, earning: [1_050_000n] });
    const seen: bigint[] = [];
    for (const { memberId, level } of short.ancestors(1_050_000n)) {
      seen.push(memberId);
      if (level === 'partner') break;
    }
    expect(seen.length).toBe(1_000);
    expect(seen.at(-1)).toBe(1_049_000n);
    const whole = await openForest(infra.sql, { ...nobody, activating: [1_050_000n] });
    expect([...whole.ancestors(1_050_000n)].length).toBe(49_999);
  });
});
