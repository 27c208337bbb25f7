import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestDatabase, testDatabase, type TestInfra } from '#test/database.ts';
import { currentRules, DEMO_PACK, installPack, PRESETS, ruleBook, SAFE_PACK, SEED_PACK } from './index.ts';

type Draft = { name: string; parameters: Record<string, { value: string; paragraph: string }> };
const withBonus = (value: string): Draft => {
  const pack = structuredClone(SEED_PACK) as Draft;
  pack.parameters['register.sv_bonus'] = { value, paragraph: 'R4.1.2' };
  return pack;
};

describe('rule packs in a database', () => {
  let db: TestDatabase;
  let infra: TestInfra;
  beforeAll(async () => {
    db = await testDatabase();
    infra = await db.infra();
  });
  afterAll(() => db.close());
  const install = (pack: unknown) => infra.unit({ actor: { kind: 'system', name: 'test' }, requestId: 'test' }, (ctx) => installPack(infra, ctx, pack));

  test('before any pack is installed there are no rules to fall back on', async () => {
    await expect(currentRules(infra.sql, infra.clock.now())).rejects.toMatchObject({ code: 'rules.notInstalled', status: 503 });
  });

  test('a version holds from its installation on; earlier instants keep the version they had', async () => {
    expect(await install(SEED_PACK)).toBe(1);
    const before = infra.clock.now();
    expect(await install(SEED_PACK), 'the pack in force is not installed twice').toBe(1);
    await infra.clock.advance(1_000);
    expect(await install(withBonus('200'))).toBe(2);
    expect(await currentRules(infra.sql, before)).toMatchObject({ version: 1, registerBonusSv: 300_00000000n });
    expect(await currentRules(infra.sql, infra.clock.now())).toMatchObject({ version: 2, registerBonusSv: 200_00000000n });
    expect((await ruleBook(infra.sql)).version(1).registerBonusSv).toBe(300_00000000n);
    await expect(currentRules(infra.sql, new Date(before.getTime() - 1))).rejects.toMatchObject({ code: 'rules.notInstalled' });
  });

  test('an unsound pack is refused and installs nothing', async () => {
    const count = () => db.sql.one<{ n: bigint }>('select count(*) as n from rules.version');
    const before = await count();
    await expect(install(withBonus('-1'))).rejects.toMatchObject({ code: 'rules.invalidPack', status: 400 });
    expect(await count()).toEqual(before);
  });

  test('two installations at once get two versions', async () => {
    const versions = await Promise.all([install(withBonus('1')), install(withBonus('2'))]);
    expect(versions.toSorted((a, b) => a - b)).toEqual([3, 4]);
  });

  test('a live database takes no pack but safe as it is shipped, whatever a pack calls itself, and nothing changes', async () => {
    const live = await db.infra({ config: { mode: 'live' }, at: infra.clock.wall() });
    const installLive = (pack: unknown) => live.unit({ actor: { kind: 'system', name: 'test' }, requestId: 'test' }, (ctx) => installPack(live, ctx, pack));
    const versions = () => db.sql.rows('select version, pack, hash from rules.version order by version');
    const before = await versions();
    const altered = structuredClone(SAFE_PACK) as Draft;
    altered.parameters['register.sv_bonus'] = { value: '1', paragraph: 'R4.1.2' };
    for (const pack of [...PRESETS, DEMO_PACK, { ...SEED_PACK as Draft, name: 'safe' }, altered]) await expect(installLive(pack)).rejects.toMatchObject({ code: 'rules.notSafe', status: 409 });
    expect(await versions()).toEqual(before);
    expect(await installLive(SAFE_PACK)).toBe(before.length + 1);
  });
});
