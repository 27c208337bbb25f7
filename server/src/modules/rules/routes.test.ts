import { afterAll, beforeAll, expect, test } from 'vitest';
import { codeOf, type TestApp, testApp } from '#test/app.ts';
import { type TestDatabase, testDatabase } from '#test/database.ts';
import { installPack, rulesModule, SEED_PACK } from './index.ts';

let db: TestDatabase;
let t: TestApp;
beforeAll(async () => {
  db = await testDatabase();
  t = await testApp(db, { modules: (infra) => [rulesModule(infra)] });
});
afterAll(async () => {
  await t.close();
  await db.close();
});

test('before a pack is installed the rules are said to be missing', async () => {
  const answer = await t.visitor.get('/api/rules/names');
  expect([answer.status, codeOf(answer)]).toEqual([503, 'rules.notInstalled']);
});

test('staff who may read the rules see every parameter with its paragraph, in their language', async () => {
  await t.unit((ctx) => installPack(t.infra, ctx, SEED_PACK));
  const auditor = await t.staff('auditor');
  const { status, body } = await auditor.send({ method: 'GET', url: '/api/console/rules', headers: { 'accept-language': 'en' } });
  expect(status).toBe(200);
  expect(body).toMatchObject({ version: 1, pack: 'seed', names: { vip: 'VIP', partner: 'Partner' }, versions: [{ version: 1, installedBy: null }] });
  expect((body as { parameters: unknown[] }).parameters).toContainEqual({
    key: 'register.sv_bonus', title: 'Share value given at registration, locked', unit: 'SV', value: '300', paragraph: 'R4.1.2',
  });
});

test('nobody else reads the parameters; the names are for everyone', async () => {
  for (const [caller, status] of [[t.visitor, 401], [await t.member(), 403], [await t.staff('supplierOwner'), 403], [await t.staff('finance'), 403]] as const) {
    expect((await caller.get('/api/console/rules')).status).toBe(status);
  }
  expect((await t.visitor.get('/api/rules/names')).body).toMatchObject({ shopkeeper: expect.any(String) as string });
});
