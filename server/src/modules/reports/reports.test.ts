import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DomainEvent } from '#app/events.ts';
import { dayOf, formatDay, instantOf, NOON_MS } from '#kernel/day.ts';
import { openSupply, readTotals } from '#modules/economy/index.ts';
import { currentRules } from '#modules/rules/index.ts';
import { codeOf, type TestStaff } from '#test/app.ts';
import { testDatabase, type TestDatabase } from '#test/database.ts';
import { testMall, type TestMall } from '#test/mall.ts';
import { foldDays, readDays } from './service.ts';
import reportsTexts from './texts.json' with { type: 'json' };

let db: TestDatabase;
let mall: TestMall;
let owner: TestStaff;
beforeAll(async () => {
  db = await testDatabase();
  mall = await testMall(db);
  await mall.unit((ctx) => openSupply(ctx));
  owner = mall.crew.get('owner') as TestStaff;
}, 60_000);
afterAll(async () => {
  await mall.close();
  await db.close();
});

interface DayJson { day: string; paidOrders: number; paidFen: string; refundedFen: string; newMembers: number; eligibleSv: string | null; outstandingSv: string | null; circulatingPts: string | null; priceAtoms: string | null }
const daysOf = async (days: number): Promise<DayJson[]> => ((await owner.get(`/api/console/reports/days?days=${days}`)).body as { items: DayJson[] }).items;

/** The lines of a CSV, cells apart; none of the tests has a comma inside a cell unless it says so. */
const linesOf = (csv: unknown): string[] => String(csv).replace('\uFEFF', '').trim().split('\r\n');

describe('exports', () => {
  test('every list as CSV and XLSX has the header in the reader’s language and as many lines as the list has rows', async () => {
    await mall.paid(await mall.member(), mall.goods.tea);
    for (const [list, path] of Object.entries({ members: 'members', orders: 'orders', payables: 'payables', products: 'products' })) {
      const { items } = (await owner.get(`/api/console/${path}?limit=100`)).body as { items: unknown[] };
      const csv = await owner.post(`/api/console/exports/${list}`, { format: 'csv' });
      expect([list, csv.status, csv.headers['content-type'], linesOf(csv.body).length]).toEqual([list, 200, 'text/csv; charset=utf-8', items.length + 1]);
      expect(csv.headers['content-disposition']).toBe(`attachment; filename="${list}-${formatDay(dayOf(mall.infra.clock.now()))}.csv"`);
    }
    const english = await owner.send({ method: 'POST', url: '/api/console/exports/entries', headers: { 'accept-language': 'en' }, payload: { format: 'csv' } });
    expect(linesOf(english.body)[0]).toBe('Entry,Bucket,Time,Memo,Debit account,Debit holder,Credit account,Credit holder,Asset,Amount,Event position,Rule version');
    const { rawPayload } = await mall.app.http.inject({ method: 'POST', url: '/api/console/exports/orders', headers: owner.headers, payload: { format: 'xlsx' } });
    expect(strFromU8(unzipSync(rawPayload)['xl/worksheets/sheet1.xml'] ?? new Uint8Array())).toContain('<c><v>123.45</v></c>');
  });

  test('more rows than a page has come once each, in the order of the list, and the filters hold', async () => {
    await db.sql.run(
      `insert into identity.audit (bucket, id, at, actor_kind, actor_id, org_id, act, target, detail) select 0, 1000 + n, '2026-01-01', 'system', null, null, 'test.many', 'row:' || n, '{}' from generate_series(1, 1203) as n`);
    const { body } = await owner.post('/api/console/exports/audit', { format: 'csv', act: 'test' });
    const targets = linesOf(body).slice(1).map((line) => line.split(',')[7]);
    expect(targets).toEqual(Array.from({ length: 1203 }, (_, index) => `row:${1203 - index}`));
  });

  test('the audit log says in the reader’s language who did what, and what it was before and after, with the code of the act beside it', async () => {
    const { orderId } = await mall.paid(await mall.member(), mall.goods.tea);
    await owner.post(`/api/console/orders/${orderId}/ship`, { carrier: 'sf', trackingNumber: 'SF1234567890' });
    const category = mall.categoryId;
    for (const name of ['Cups', 'Mugs']) await owner.post(`/api/console/categories/${category}`, { name });
    const rows = async (language: string, filter: object): Promise<string[][]> => {
      const { body } = await owner.send({ method: 'POST', url: '/api/console/exports/audit', headers: { 'accept-language': language }, payload: { format: 'csv', ...filter } });
      return linesOf(body).map((line) => line.split(',').slice(2));
    };
    const shown = [String(owner.accountId), owner.name];
    expect(await rows('en', { target: `order:${orderId}` })).toEqual([
      ['Actor kind', 'Actor ID', 'Actor', 'Act', 'Act code', 'Target', 'Target name', 'Before', 'After', 'Detail'],
      ['Staff', ...shown, 'Shipped', 'orders.ship', `order:${orderId}`, '', 'State: to ship', 'State: shipped', 'Courier: sf · Tracking number: SF1234567890'],
    ]);
    expect((await rows('zh-CN', { target: `category:${category}` }))[1]).toEqual([
      reportsTexts['zh-CN']['reports.actorKind.staff'], ...shown, reportsTexts['zh-CN']['reports.auditAct.catalog_categories'], 'catalog.categories', `category:${category}`, '',
      `${reportsTexts['zh-CN']['reports.auditField.name']}: Cups`, `${reportsTexts['zh-CN']['reports.auditField.name']}: Mugs`, '',
    ]);
  });

  test('what a member or supplier typed never runs in a spreadsheet, and phones stay masked', async () => {
    await mall.member({ name: '=HYPERLINK("http://x")', phone: '13812345678' });
    const csv = String((await owner.post('/api/console/exports/members', { format: 'csv', search: 'HYPERLINK' })).body);
    expect(csv).toContain('"\'=HYPERLINK(""http://x"")"');
    expect(csv).not.toContain('13812345678');
  });

  test('it needs the permission of the list, stands in the audit log without what was typed, and a wrong filter writes nothing', async () => {
    const strategist = mall.crew.get('strategist') as TestStaff;
    const count = async (): Promise<bigint> => (await db.sql.one<{ n: bigint }>(`select count(*) as n from identity.audit where act = 'reports.export'`)).n;
    const before = await count();
    expect([(await strategist.post('/api/console/exports/members', { format: 'csv' })).status, (await mall.visitor.post('/api/console/exports/audit', { format: 'csv' })).status]).toEqual([403, 401]);
    expect((await owner.post('/api/console/exports/orders', { format: 'pdf' })).status).toBe(400);
    expect((await owner.post('/api/console/exports/orders', { format: 'csv', state: 'lost' })).status).toBe(400);
    expect(await count()).toBe(before);
    await owner.post('/api/console/exports/members', { format: 'xlsx', search: '13812345678', level: 'vip' });
    expect(await db.sql.one(`select target, detail from identity.audit where act = 'reports.export' order by id desc limit 1`)).toEqual({ target: 'list:members', detail: { format: 'xlsx', search: true, level: 'vip' } });
  });
});

describe('a supplier’s exports', () => {
  const LISTS = ['orders', 'products', 'payables'] as const;
  const staff = (role: 'supplierOwner' | 'supplierStaff') => mall.crew.get(role) as TestStaff;
  const exportsSaid = async (): Promise<bigint> => (await db.sql.one<{ n: bigint }>(`select count(*) as n from identity.audit where act = 'reports.export'`)).n;
  const rowsOf = async (by: TestStaff, list: string, body: object = {}): Promise<string[]> => {
    const answer = await by.send({ method: 'POST', url: `/api/supplier/exports/${list}`, headers: { 'accept-language': 'en' }, payload: { format: 'csv', ...body } });
    expect([list, answer.status]).toEqual([list, 200]);
    return linesOf(answer.body);
  };

  test('have what his own organisation has and nothing of another’s, whatever he asks; each stands in the audit log under his organisation', async () => {
    const member = await mall.member();
    const [mine, others] = [await mall.confirmed(member, mall.goods.package), await mall.confirmed(member, mall.goods.cup)];
    await mall.drain();
    const [id, otherId] = [mall.goods.package.supplier?.id, mall.goods.cup.supplier?.id];
    for (const list of LISTS) {
      const before = await exportsSaid();
      const named = { supplier: String(otherId), supplierId: String(otherId) };
      const [own, other] = [(await rowsOf(staff('supplierStaff'), list, named)).slice(1).join(), (await rowsOf(mall.otherSupplierStaff, list, { supplier: String(id), supplierId: String(id) })).slice(1).join()];
      const [hisOwn, theOthers] = list === 'products' ? ['Package', 'Cup'] : [mine.orderId, others.orderId];
      expect([own.includes(hisOwn), own.includes(theOthers), other.includes(hisOwn), other.includes(theOthers)], list).toEqual([true, false, false, true]);
      expect(await exportsSaid()).toBe(before + 2n);
      for (const by of [staff('supplierStaff'), mall.otherSupplierStaff]) {
        expect(await db.sql.rows(`select org_id as "orgId" from identity.audit where act = 'reports.export' and actor_id = $1 and target = $2`, [by.accountId, `list:${list}`])).toEqual([{ orgId: by.orgId }]);
      }
    }
  });

  test('say what he is owed and where the parcel goes, never what the member paid or the share value; texts run in no spreadsheet', async () => {
    expect((await rowsOf(staff('supplierOwner'), 'orders'))[0]).toBe('Order,Goods,Pieces,Owed to you (yuan),State,Placed,Paid,Recipient,Recipient’s phone,Address,Courier,Tracking number');
    expect((await rowsOf(staff('supplierOwner'), 'payables'))[0]).toBe('Order,Amount,Settlement,Accrued,Payable from');
    expect((await rowsOf(staff('supplierOwner'), 'products'))[0]).toBe('Product ID,Product,Variant ID,Variant,Category,Zone,Listed,Price (yuan),Supply price (yuan),Stock,Sold (product)');
    const member = await mall.member();
    await member.post('/api/me/contacts', { name: '=cmd()', phone: '13800000000', regionCode: '330106', detail: 'C' });
    await mall.paid(member, mall.goods.package);
    const [, newest] = await rowsOf(staff('supplierOwner'), 'orders', { state: 'paid' });
    expect(newest).toMatch(/,Package One × 1,1,199\.50,To be shipped,.*,'=cmd\(\),13800000000,/);
    expect((await rowsOf(staff('supplierOwner'), 'orders', { state: 'shipped' })).join()).not.toContain('=cmd()');
  });

  test('are not the platform’s to ask, nor the platform’s a supplier’s; what is refused stands nowhere', async () => {
    const before = await exportsSaid();
    for (const list of LISTS) {
      expect([list, (await owner.post(`/api/supplier/exports/${list}`, { format: 'csv' })).status, (await staff('supplierOwner').post(`/api/console/exports/${list}`, { format: 'csv' })).status]).toEqual([list, 403, 403]);
      expect((await staff('supplierOwner').post(`/api/supplier/exports/${list}`, { format: 'pdf' })).status).toBe(400);
    }
    expect((await staff('supplierOwner').post('/api/supplier/exports/orders', { format: 'csv', state: 'placed' })).status, 'an order that was not paid concerns no supplier').toBe(400);
    expect(await exportsSaid()).toBe(before);
  });
});

describe('views', () => {
  const keep = (by: TestStaff, name: string, filters: Record<string, string> = { state: 'paid' }) => by.post('/api/console/views', { list: 'orders', name, filters });
  const views = async (by: TestStaff, list = 'orders') => ((await by.get(`/api/console/views?list=${list}`)).body as { items: { id: string; name: string; filters: unknown }[] }).items;

  test('a person keeps views for himself, by name, and nobody else sees or forgets them', async () => {
    const colleague = mall.crew.get('finance') as TestStaff;
    expect((await keep(owner, ' To ship ', { state: 'paid', search: '13800000001' })).status).toBe(201);
    await keep(owner, 'Afterwards', { state: 'confirmed' });
    expect(await views(owner)).toMatchObject([{ name: 'Afterwards' }, { name: 'To ship', filters: { state: 'paid' } }]);
    expect([await views(colleague), await views(owner, 'members')]).toEqual([[], []]);
    const [first] = await views(owner);
    expect(codeOf(await colleague.post(`/api/console/views/${first?.id}/forget`))).toBe('reports.viewNotFound');
    expect((await owner.post(`/api/console/views/${first?.id}/forget`)).status).toBe(200);
    expect((await views(owner)).map(({ name }) => name)).toEqual(['To ship']);
  });

  test('staff of suppliers keep theirs at their own desk; neither a colleague nor another organisation sees or forgets them', async () => {
    const [mine, colleague] = [mall.crew.get('supplierOwner'), mall.crew.get('supplierStaff')] as [TestStaff, TestStaff];
    const shown = async (by: TestStaff, desk = 'supplier'): Promise<unknown> => ((await by.get(`/api/${desk}/views?list=orders`)).body as { items?: unknown[] }).items;
    const { status, body } = await mine.post('/api/supplier/views', { list: 'orders', name: 'To ship', filters: { state: 'paid', search: '13800000001' } });
    const { id } = body as { id: string };
    expect([status, body]).toEqual([201, { id, list: 'orders', name: 'To ship', filters: { state: 'paid' } }]);
    for (const stranger of [colleague, mall.otherSupplierStaff]) {
      expect(await shown(stranger)).toEqual([]);
      expect(codeOf(await stranger.post(`/api/supplier/views/${id}/forget`))).toBe('reports.viewNotFound');
    }
    expect((await views(owner)).map((view) => view.id)).not.toContain(id);
    expect(codeOf(await owner.post(`/api/console/views/${id}/forget`))).toBe('reports.viewNotFound');
    expect([(await mine.get('/api/console/views?list=orders')).status, (await owner.get('/api/supplier/views?list=orders')).status]).toEqual([403, 403]);
    expect(await shown(mine)).toMatchObject([{ name: 'To ship' }]);
    expect((await mine.post(`/api/supplier/views/${id}/forget`)).status).toBe(200);
    expect(await shown(mine)).toEqual([]);
  });

  test('two views of one name and more than twenty are refused, and nothing is kept of them', async () => {
    const auditor = mall.crew.get('auditor') as TestStaff;
    for (let n = 0; n < 20; n++) expect((await keep(auditor, `View ${n}`)).status).toBe(201);
    expect(codeOf(await keep(auditor, 'One more'))).toBe('reports.tooManyViews');
    const [first] = await views(auditor);
    await auditor.post(`/api/console/views/${first?.id}/forget`);
    expect(codeOf(await keep(auditor, 'View 5'))).toBe('reports.viewExists');
    expect(await views(auditor)).toHaveLength(19);
    expect((await keep(auditor, '  ')).status).toBe(400);
  });
});

describe('days', () => {
  test('every day of the range is there, and orders, money and members count on the business day they happened', async () => {
    await mall.drain();
    const before = await daysOf(7);
    expect(before).toHaveLength(7);
    expect(before.at(-1)?.day).toBe(formatDay(dayOf(mall.infra.clock.now())));
    const member = await mall.member();
    await mall.paid(member, mall.goods.tea);
    await mall.paid(member, mall.goods.cup);
    await mall.placed(member, mall.goods.cup);
    await mall.drain();
    const [was, now] = [before.at(-1), (await daysOf(7)).at(-1)];
    expect([(now?.paidOrders ?? 0) - (was?.paidOrders ?? 0), BigInt(now?.paidFen ?? 0) - BigInt(was?.paidFen ?? 0), (now?.newMembers ?? 0) - (was?.newMembers ?? 0)]).toEqual([2, 17_345n, 1]);
    expect((await daysOf(7)).slice(0, 6)).toEqual(before.slice(0, 6));
    expect((await owner.get('/api/console/reports/days?days=8')).status).toBe(400);
  });

  test('an order is counted on the day of its payment, also when that was yesterday by the time it is applied; refunds stand beside it', async () => {
    const today = dayOf(mall.infra.clock.now());
    const order = { orderId: '7', checkoutId: '8', memberId: '9', supplierId: null, totalFen: '150', lines: [] };
    const events: DomainEvent[] = [
      { type: 'orders.paid', bucket: 1, payload: { orders: [{ ...order, paidAt: instantOf(today, -1).toISOString() }] } },
      { type: 'orders.refunded', bucket: 1, payload: { orders: [{ ...order, refundedAt: instantOf(today, 0).toISOString(), stage: 'unshipped' }] } },
    ];
    const other = await db.infra();
    const [yesterday, now] = (await daysOf(7)).slice(-2);
    await other.unit({ actor: { kind: 'system', name: 'test' }, requestId: 'test' }, (ctx) => foldDays(ctx, events.map((event, index) => ({ ...event, position: BigInt(index), version: 1, at: ctx.now }))));
    const [after, afterNow] = (await daysOf(7)).slice(-2);
    expect([BigInt(after?.paidFen ?? 0) - BigInt(yesterday?.paidFen ?? 0), BigInt(afterNow?.refundedFen ?? 0) - BigInt(now?.refundedFen ?? 0), afterNow?.paidFen]).toEqual([150n, 150n, now?.paidFen]);
  });

  test('the stand after a noon is that of the fund; a noon that is applied another day leaves none', async () => {
    const { infra } = mall;
    await mall.confirmed(await mall.member(), mall.goods.package);
    const noon = instantOf(dayOf(infra.clock.now()) + 1, NOON_MS);
    await mall.price(mall.crew.get('operator') as TestStaff, { day: formatDay(dayOf(noon)) });
    await infra.clock.advance(noon.getTime() - infra.clock.now().getTime());
    await mall.drain();
    const rules = await currentRules(infra.sql, infra.clock.now());
    const totals = await readTotals(infra.sql, rules);
    const read = async () => readDays(infra.sql, { now: infra.clock.now(), count: 7 });
    expect((await read()).at(-1)).toMatchObject({ day: formatDay(dayOf(noon)), eligibleSv: String(totals.eligibleShares), circulatingPts: String(totals.circulatingPts) });
    const earlier = formatDay(dayOf(noon) - 3);
    await mall.unit((ctx) => foldDays(ctx, [{ type: 'airdrop.noonRun', bucket: 0, payload: { day: earlier, issuedPts: '1', priceAtoms: '1', burnedSv: '1' }, position: 1n, version: 1, at: ctx.now }]));
    expect((await read()).find(({ day }) => day === earlier)).toMatchObject({ eligibleSv: null, circulatingPts: null });
  });
});
