import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type App, createApp, makeModules } from '#app/app.ts';
import { catalogOf } from '#modules/catalog/index.ts';
import { demoPassword, makeGatekeeper } from '#modules/identity/index.ts';
import { fundTotals } from '#modules/airdrop/index.ts';
import { CHART } from '#modules/ledger/index.ts';
import { countByLevel, findDifferences } from '#modules/referral/index.ts';
import { currentRules } from '#modules/rules/index.ts';
import { loadConfig } from '#infra/config.ts';
import type { Infra } from '#infra/infra.ts';
import { makeLogger } from '#infra/log.ts';
import { makeInfra } from '#infra/make-infra.ts';
import { type TestDatabase, testDatabase } from '#test/database.ts';
import { TEST_SECRET_KEY } from '#test/app.ts';
import { demoPhone, FRESH_VIP, PARTNER, REGISTERED } from './accounts.ts';
import { drawAll } from './catalog.ts';
import { DAY, DAYS, MEMBERS } from './plan.ts';
import goods from './products.json' with { type: 'json' };
import { seedDemo } from './seed.ts';

describe('the demo history', () => {
  let db: TestDatabase;
  let infra: Infra & { close(): Promise<void> };
  let dataDir: string;
  let app: App;
  const told: string[] = [];
  beforeAll(async () => {
    db = await testDatabase();
    dataDir = mkdtempSync(join(tmpdir(), 'coshop-demo-'));
    // The clocks of a real process: in a history only business time jumps, while sessions live in wall time.
    const config = { ...loadConfig({ env: { LOG_LEVEL: 'silent', DATA_DIR: dataDir }, args: [], cwd: '/' }), secretKey: TEST_SECRET_KEY };
    const start = async (tell: (line: string) => void): Promise<void> => {
      infra = await makeInfra({ config, url: db.url, log: makeLogger({ level: 'silent', name: 'test' }), lost: (error) => told.push(error.message) });
      app = await createApp(infra, makeModules(infra).modules, { gatekeeper: makeGatekeeper(infra) });
      await seedDemo(app, tell);
    };
    await db.sql.run(`insert into infra.birth (mode, at) values ('demo', '2026-01-01')`);
    const interrupt = (line: string): void => {
      if (line.includes('day 0')) throw new Error('pulled the plug');
    };
    await expect(start(interrupt)).rejects.toThrow('pulled the plug');
    await app.close();
    await infra.close();
    await start((line) => told.push(line));
  }, 240_000);
  afterAll(async () => {
    await app.close();
    await infra.close();
    await db.close();
    rmSync(dataDir, { recursive: true });
  });
  const count = async (sql: string) => Number((await db.sql.one<{ n: bigint }>(sql)).n);

  test('ends now, fourteen days after it began', async () => {
    expect(await db.sql.one('select offset_ms from infra.clock')).toEqual({ offset_ms: 0n });
    const { first } = await db.sql.one<{ first: Date }>('select min(at) as first from infra.event_log');
    expect(infra.clock.now().getTime() - first.getTime()).toBeGreaterThan((DAYS - 1) * DAY);
  });

  test('has 300 members with every level up to a partner, as a full recomputation confirms', async () => {
    const levels = await countByLevel(infra.sql);
    expect([...levels.values()].reduce((a, b) => a + b, 0)).toBe(MEMBERS);
    expect(Object.fromEntries(levels)).toMatchObject({ partner: 1, dealer: 2, shopkeeper: 4 });
    for (const level of ['registered', 'patron', 'vip'] as const) expect(levels.get(level)).toBeGreaterThan(0);
    expect(await findDifferences(infra.sql, await currentRules(infra.sql, infra.clock.now()))).toEqual([]);
  });

  test('has fourteen noons, the fund open and the price risen', async () => {
    expect(await count('select count(*) as n from economy.release')).toBe(DAYS);
    expect((await fundTotals(infra.sql))?.last.price).toBeGreaterThan(10_000_000n);
  });

  test('leaves orders in every state a screen shows, also for those who are named at start', async () => {
    const rows = await db.sql.rows<{ state: string; n: bigint }>('select state, count(*) as n from orders.orders group by 1');
    const states = new Map(rows.map(({ state, n }) => [state, Number(n)]));
    for (const state of ['placed', 'paid', 'shipped', 'confirmed', 'cancelled']) expect(states.get(state), state).toBeGreaterThan(0);
  });

  test('lists every product with its pictures in three widths; suppliers earn their price, and something of everything is left', async () => {
    const { products, categories } = catalogOf(infra).current();
    expect([products.length, categories.length]).toEqual([goods.products.length, goods.categories.length]);
    for (const { supplierId, skus } of products) expect(skus.filter(({ supplyFen }) => supplyFen > 0n).length).toBe(supplierId === null ? 0 : skus.length);
    expect(await count('select count(*) as n from orders.stock where available > 0')).toBeGreaterThanOrEqual(products.length);
    expect(readdirSync(join(dataDir, 'media'))).toHaveLength(3 * goods.products.flatMap(drawAll).length);
  });

  test('has papers of every supplier, and an application in each state for whoever reviews', async () => {
    const rows = await db.sql.rows<{ state: string; n: bigint }>('select state, count(*) as n from suppliers.application group by 1');
    expect(Object.fromEntries(rows.map(({ state, n }) => [state, Number(n)]))).toEqual({ draft: 1, submitted: 1, rejected: 1, approved: 6 });
    expect(await count('select count(*) as n from suppliers.supplier s where not exists (select 1 from suppliers.application a where a.supplier_id = s.id)')).toBe(0);
    expect(await count(`select count(*) as n from suppliers.application a where state <> 'draft' and not exists (select 1 from suppliers.licence_picture p where p.application_id = a.id)`)).toBe(0);
  });

  test('signs in whoever is named at start, as what he is called', async () => {
    const password = demoPassword(infra);
    const level = async (phone: string) => {
      const signedIn = await app.http.inject({ method: 'POST', url: '/api/auth/sign-in', payload: { phone, password } });
      expect(signedIn.statusCode, signedIn.body).toBe(200);
      const { token } = signedIn.json<{ token: string }>();
      return (await app.http.inject({ url: '/api/me', headers: { authorization: `Bearer ${token}` } })).json<{ level: string }>().level;
    };
    expect(await level(demoPhone(PARTNER))).toBe('partner');
    expect(await level(demoPhone(FRESH_VIP))).toBe('vip');
    expect(await level(demoPhone(REGISTERED))).toBe('registered');
  });

  test('started over after the interruption of the first try', () => expect(told[0]).toMatch(/starting over/));

  test('is not written twice', async () => {
    const before = await count('select count(*) as n from infra.event_log');
    await seedDemo(app, () => undefined);
    expect(await count('select count(*) as n from infra.event_log')).toBe(before);
  });

  test('balances: points are those of the plan, share value those of the fund', async () => {
    const rows = await db.sql.rows<{ kind: number; balance: bigint }>('select kind, sum(balance)::numeric(38,0) as balance from ledger.account group by kind order by kind');
    const balance = new Map(rows.map((row) => [row.kind, row.balance]));
    const of = (kind: keyof typeof CHART): bigint => balance.get(CHART[kind].number) ?? 0n;
    for (const asset of ['CNY', 'PTS', 'SV'] as const) {
      const kinds = Object.entries(CHART).filter(([, row]) => row.asset === asset);
      expect(kinds.reduce((sum, [, { number }]) => sum + (balance.get(number) ?? 0n), 0n), `${asset} sums to zero`).toBe(0n);
    }
    const { supply } = await currentRules(infra.sql, infra.clock.now());
    expect(of('issued')).toBe(-supply.totalPts);
    expect(of('pool') + of('unclaimed') + of('memberPoints')).toBe(supply.totalPts - supply.foundersPts);
    const { granted } = await db.sql.one<{ granted: bigint }>(`select sum(amount) as granted from rewards.grant where kind <> 'activated'`);
    expect(of('svIssued')).toBe(-granted);
    expect(of('supplierPayable')).toBeGreaterThan(0n);
  });
});
