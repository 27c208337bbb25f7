/** Disclosure over HTTP on a real database: the figures sum, and who runs the shop is said by those who may. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { currentDay, noon as runNoon } from '#modules/airdrop/index.ts';
import { openSupply } from '#modules/economy/index.ts';
import { type TestDatabase, testDatabase } from '#test/database.ts';
import { type TestMall, testMall } from '#test/mall.ts';
import { worthFen } from './domain.ts';
import { readFigures } from './service.ts';

const COMPANY = {
  name: 'Example Trading Co.', licenceNumber: '91330106MA27XXXX0B', recordNumber: 'ICP 2026000000', policeNumber: '', address: '1 Lakeside Road, Hangzhou', complaintPhone: '0571-88888888', complaintEmail: 'help@example.com',
};
let db: TestDatabase;
let mall: TestMall;
beforeAll(async () => {
  db = await testDatabase();
  mall = await testMall(db);
});
afterAll(async () => {
  await mall.close();
  await db.close();
});

interface Figures { points: Record<'total' | 'founders' | 'pool' | 'circulating' | 'destroyed', string>; shareValue: Record<string, string>; lastNoon: unknown; noonsToHalf: number | null; coveragePpm: string | null }

test('a visitor sees where all points are, and they sum to the total; before the first noon nothing is claimed', async () => {
  const { status, body } = await mall.visitor.get('/api/disclosure/figures');
  const { points, lastNoon, noonsToHalf, coveragePpm } = body as Figures;
  expect(status).toBe(200);
  const { total, ...parts } = points;
  expect(Object.values(parts).reduce((sum, part) => sum + BigInt(part), 0n)).toBe(BigInt(total));
  expect({ lastNoon, noonsToHalf, coveragePpm, circulating: points.circulating }).toEqual({ lastNoon: null, noonsToHalf: null, coveragePpm: null, circulating: '0' });
});

test('after a noon the figures are those of the books: what was issued circulates, what burned is gone', async () => {
  await mall.confirmed(await mall.member(), mall.goods.package);
  const noon = await mall.unit(async (ctx) => {
    await openSupply(ctx);
    return runNoon(ctx, { day: ((await currentDay(ctx.tx)) ?? 0) + 1, amount: 100_000_000n, price: 10_000_000n });
  });
  expect(noon.issued).toBe(100_000_000n);
  // Another process, which has not looked yet.
  const figures = await readFigures(db.sql, mall.infra.clock.now());
  expect(figures).toMatchObject({ last: { issued: noon.issued, burned: noon.burned }, totals: { circulatingPts: noon.issued, burnedShares: noon.burned }, claimedFen: worthFen(noon.issued, noon.price) });
  expect((await mall.visitor.get('/api/disclosure/figures')).body).toMatchObject({ lastNoon: null });
  await mall.infra.clock.advance(31_000);
  expect((await mall.visitor.get('/api/disclosure/figures')).body).toMatchObject({ lastNoon: { issuedPts: String(noon.issued), burnedSv: String(noon.burned) } });
});

test('owner and compliance say who runs the shop, everybody sees it, the audit log keeps what stood before', async () => {
  expect((await mall.visitor.get('/api/disclosure/company')).body).toEqual({ company: null });
  const owner = await mall.staff('owner');
  expect((await owner.post('/api/console/company', COMPANY)).body).toEqual(COMPANY);
  expect((await (await mall.staff('compliance')).post('/api/console/company', { ...COMPANY, policeNumber: '33010602000000' })).status).toBe(200);
  expect((await mall.visitor.get('/api/disclosure/company')).body).toEqual({ company: { ...COMPANY, policeNumber: '33010602000000' } });
  expect(await db.sql.rows(`select before, after from identity.audit where act = 'disclosure.companyDescribed' order by id`)).toEqual([
    { before: expect.anything(), after: COMPANY }, { before: { policeNumber: '' }, after: { policeNumber: '33010602000000' } },
  ]);
});

test.each([['name', ''], ['name', '   '], ['licenceNumber', '1234'], ['complaintEmail', 'nobody'], ['complaintPhone', 'call me'], ['address', 'a'.repeat(121)]])('%s "%s" is refused and changes nothing', async (field, value) => {
  const before = await db.sql.rows('select * from disclosure.company');
  expect((await (await mall.staff('owner')).post('/api/console/company', { ...COMPANY, [field]: value })).status).toBe(400);
  expect(await db.sql.rows('select * from disclosure.company')).toEqual(before);
});
