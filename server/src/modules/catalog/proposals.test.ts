/** Goods at supply price: what a supplier proposes reaches the shelves only as an operator approved it, and his stock is changed by so many pieces. */
import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readSheet, writeSheet, XLSX_TYPE } from '#infra/xlsx.ts';
import { codeOf, type TestStaff } from '#test/app.ts';
import { type TestDatabase, testDatabase } from '#test/database.ts';
import { testMall, type TestMall } from '#test/mall.ts';
import { importSome } from './service/imports.ts';

let db: TestDatabase;
let mall: TestMall;
let supplier: TestStaff;
let operator: TestStaff;

beforeAll(async () => {
  db = await testDatabase();
  mall = await testMall(db);
  [supplier, operator] = [mall.crew.get('supplierOwner') as TestStaff, mall.crew.get('operator') as TestStaff];
});
beforeEach(() => db.sql.run('truncate catalog.proposal, catalog.import, catalog.import_item'));
afterAll(async () => {
  await mall.close();
  await db.close();
});

interface Sheet { readonly id: string; readonly state: string; readonly revision: number; readonly reason: string | null; readonly content: { skus: { id: string | null }[] }; readonly current: { zone: string } | null }
const sku = (more: object = {}) => ({ id: null, name: 'Box', supplyFen: '6000', suggestedFen: '10000', pieces: 7, ...more });
const content = (more: object = {}) => ({
  title: ' Honey ', subtitle: 'wild', description: 'From the hill.', categoryId: String(mall.categoryId), images: ['a'.repeat(64)], listed: true, skus: [sku()], ...more,
});
const draft = async (more: object = {}, productId: string | null = null): Promise<Sheet> => (await supplier.post('/api/supplier/proposals', { productId, content: content(more) })).body as Sheet;
const move = async (id: string, to: string) => supplier.post(`/api/supplier/proposals/${id}/state`, { to });
const submitted = async (more: object = {}, productId: string | null = null): Promise<Sheet> => (await move((await draft(more, productId)).id, 'submitted')).body as Sheet;
const approve = (sheet: Sheet, more: object = {}) => operator.post(`/api/console/proposals/${sheet.id}/approve`, { revision: sheet.revision, zone: 'ordinary', skus: [{ priceFen: '10000' }], ...more });
const shelves = async (): Promise<unknown> => [await db.sql.rows('select * from catalog.product order by id'), await db.sql.rows('select * from catalog.sku order by id'), await db.sql.rows('select * from catalog.version')];

describe('review', () => {
  test('new goods: draft, review, approval; then they are sold at the price of the operator with the stock of the supplier', async () => {
    const sheet = await submitted();
    expect(sheet).toMatchObject({ state: 'submitted', content: { title: 'Honey' }, current: null });
    expect((await operator.get('/api/console/proposals?state=submitted')).body).toMatchObject({ items: [{ id: sheet.id, supplierName: 'Supplier A', title: 'Honey', variants: 1 }], total: 1 });
    const { productId } = (await approve(sheet, { zone: 'vip', skus: [{ priceFen: '9900', unitSv: '123' }] })).body as { productId: string };
    await mall.drain();
    expect((await mall.visitor.get(`/api/products/${productId}`)).body).toMatchObject({ title: 'Honey', zone: 'vip', priceFen: '9900', supplierName: 'Supplier A', skus: [{ stock: 7 }] });
    const own = (await supplier.get(`/api/supplier/products/${productId}`)).body as { skus: { id: string }[] };
    expect(own).toMatchObject({ skus: [{ supplyFen: '6000', unitSv: '123', stock: 7 }] });
    expect((await supplier.get(`/api/supplier/skus/${own.skus[0]?.id}/stock`)).body).toMatchObject({ items: [{ change: 7, available: 7, reason: 'initial', byName: null }] });
    expect((await supplier.get(`/api/supplier/proposals/${sheet.id}`)).body).toMatchObject({ state: 'approved', productId, decidedByName: operator.name });
  });

  test('a change of goods on sale shows on no shelf before it is approved, then wholly: new words, new price, one more variant, none lost', async () => {
    const first = await submitted();
    const { productId } = (await approve(first)).body as { productId: string };
    await mall.drain();
    const { skus } = (await supplier.get(`/api/supplier/products/${productId}`)).body as { skus: { id: string }[] };
    const before = await shelves();
    const change = await submitted({ title: 'Heather honey', skus: [sku({ id: skus[0]?.id, name: 'Jar', supplyFen: '6500', pieces: 99 }), sku({ name: 'Crate', supplyFen: '30000', suggestedFen: '50000', pieces: 2 })] }, productId);
    expect(change.current).toMatchObject({ title: 'Honey', zone: 'ordinary', skus: [{ name: 'Box', priceFen: '10000', supplyFen: '6000' }] });
    expect(await shelves()).toEqual(before);
    expect((await approve(change, { skus: [{ priceFen: '10500' }, { priceFen: '52000' }] })).status).toBe(200);
    await mall.drain();
    expect((await mall.visitor.get(`/api/products/${productId}`)).body).toMatchObject({ title: 'Heather honey', skus: [{ id: skus[0]?.id, name: 'Jar', priceFen: '10500', stock: 7 }, { name: 'Crate', priceFen: '52000', stock: 2 }] });
  });

  test('a rejected proposal says why, may be mended and submitted again', async () => {
    const sheet = await submitted();
    const before = await shelves();
    expect((await operator.post(`/api/console/proposals/${sheet.id}/reject`, { revision: sheet.revision, reason: ' The picture is blurred. ' })).status).toBe(200);
    expect((await supplier.get(`/api/supplier/proposals/${sheet.id}`)).body).toMatchObject({ state: 'rejected', reason: 'The picture is blurred.' });
    expect((await supplier.post(`/api/supplier/proposals/${sheet.id}`, { content: content({ title: 'Clear honey' }) })).status).toBe(200);
    const again = (await move(sheet.id, 'submitted')).body as Sheet;
    expect(again).toMatchObject({ state: 'submitted', reason: null });
    expect(codeOf(await approve(sheet)), 'nobody approves what he has not seen').toBe('catalog.proposalChanged');
    expect(await shelves()).toEqual(before);
    expect((await approve(again)).status).toBe(200);
  });

  test.each([
    ['without a picture', { images: [] }, 'catalog.proposalIncomplete'], ['without a title', { title: '  ' }, 'catalog.proposalIncomplete'], ['without a variant', { skus: [] }, 'catalog.proposalIncomplete'],
    ['with a suggested price below supply', { skus: [{ id: null, name: 'Box', supplyFen: '6000', suggestedFen: '5999', pieces: 0 }] }, 'catalog.proposalIncomplete'],
  ])('a draft %s is kept but not submitted', async (_, more, code) => {
    const { id } = await draft(more);
    expect(codeOf(await move(id, 'submitted'))).toBe(code);
    expect((await supplier.get(`/api/supplier/proposals/${id}`)).body).toMatchObject({ state: 'draft' });
  });

  test.each([
    ['below supply', [{ priceFen: '5999' }], 'catalog.priceBelowSupply'], ['with a margin under 5 %', [{ priceFen: '6300' }], 'catalog.marginSmall'],
    ['for other variants than proposed', [{ priceFen: '9900' }, { priceFen: '9900' }], 'catalog.skuNotFound'],
  ])('a price %s is refused and nothing changes', async (_, skus, code) => {
    const sheet = await submitted();
    const before = await shelves();
    expect(codeOf(await approve(sheet, { skus }))).toBe(code);
    expect(await shelves()).toEqual(before);
    expect((await supplier.get(`/api/supplier/proposals/${sheet.id}`)).body).toMatchObject({ state: 'submitted' });
  });

  test('a small margin is approved when it is meant', async () => {
    expect((await approve(await submitted(), { skus: [{ priceFen: '6300' }], smallMarginIsMeant: true })).status).toBe(200);
  });

  test('what is submitted is not edited, what is decided not decided again; one change of a product at a time; variants of others are refused', async () => {
    const sheet = await submitted();
    expect(codeOf(await supplier.post(`/api/supplier/proposals/${sheet.id}`, { content: content() }))).toBe('catalog.proposalClosed');
    expect((await move(sheet.id, 'draft')).status).toBe(200);
    const again = (await move(sheet.id, 'submitted')).body as Sheet;
    const both = await Promise.all([approve(again), approve(again)]);
    expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
    expect(codeOf(await move(sheet.id, 'draft'))).toBe('catalog.proposalClosed');
    const own = String(mall.goods.package.productId);
    expect((await supplier.post('/api/supplier/proposals', { productId: own, content: content() })).status).toBe(200);
    expect(codeOf(await supplier.post('/api/supplier/proposals', { productId: own, content: content() }))).toBe('catalog.proposalOpen');
    expect(codeOf(await supplier.post('/api/supplier/proposals', { productId: null, content: content({ skus: [sku({ id: String(mall.goods.cup.skuId) })] }) }))).toBe('catalog.skuNotFound');
    expect(codeOf(await supplier.post('/api/supplier/proposals', { productId: null, content: content({ images: ['b'.repeat(64)] }) }))).toBe('catalog.unknownImage');
    expect(codeOf(await supplier.post('/api/supplier/proposals', { productId: null, content: content({ categoryId: '5' }) }))).toBe('catalog.categoryNotFound');
  });
});

describe('stock by hand', () => {
  const url = () => `/api/supplier/skus/${mall.goods.package.skuId}/stock`;
  const left = async () => (await db.sql.one<{ available: number }>('select available from orders.stock where sku_id = $1', [mall.goods.package.skuId])).available;

  test('pieces are added and taken away with reason and name; more than there are cannot be taken', async () => {
    const before = await left();
    expect((await supplier.post(url(), { change: 5, reason: 'received', note: ' van ' })).body).toEqual({ available: before + 5 });
    expect((await supplier.post(url(), { change: -2, reason: 'damaged' })).body).toEqual({ available: before + 3 });
    expect((await supplier.get(`${url()}?limit=2`)).body).toMatchObject({ items: [{ change: -2, reason: 'damaged', byName: supplier.name }, { change: 5, note: 'van', available: before + 5 }] });
    await db.sql.run('update orders.stock set available = 3 where sku_id = $1', [mall.goods.package.skuId]);
    expect(codeOf(await supplier.post(url(), { change: -4, reason: 'counted' }))).toBe('orders.stockOutOfRange');
    expect((await supplier.post(url(), { change: 0, reason: 'counted' })).status).toBe(400);
    expect(await left()).toBe(3);
  });

  test('whoever changes it while others buy loses no piece', async () => {
    await db.sql.run('update orders.stock set available = 100 where sku_id = $1', [mall.goods.package.skuId]);
    const buyer = await mall.member();
    const contactId = await mall.contact(buyer);
    const buy = (index: number) => buyer.post('/api/checkouts', { key: `beside-${index}`, contactId, lines: [{ skuId: String(mall.goods.package.skuId), quantity: 1 }] });
    const answers = await Promise.all([0, 1, 2, 3, 4].flatMap((index) => [supplier.post(url(), { change: 10, reason: 'received' }), buy(index)]));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    expect(await left()).toBe(100 + 50 - 5);
  });
});

const HEADER = ['Product name', 'Category', 'Variant', 'Supply price (CNY)', 'Suggested retail (CNY)', 'First stock'];
async function sheetOf(rows: readonly string[][], header: readonly string[] = HEADER): Promise<Buffer> {
  const stream = new PassThrough();
  const [bytes] = await Promise.all([buffer(stream), writeSheet(stream, { name: 'Goods', header, rows })]);
  return bytes;
}
interface Kept { readonly id: string; readonly state: string }

describe('goods by the sheet', () => {
  const row = (title: string, more: readonly string[] = []) => [title, 'Goods', 'One', '6', '10', '3'].map((cell, index) => more[index] ?? cell);
  const upload = (caller: TestStaff, payload: Buffer, query = '') => caller.send({ method: 'POST', url: `/api/goods-imports${query}`, payload, headers: { 'content-type': XLSX_TYPE, 'accept-language': 'en' } });
  const drafts = async () => (await db.sql.rows<{ title: string }>(`select content->>'title' as title from catalog.proposal where state = 'draft' order by id`)).map(({ title }) => title);

  test('a sheet is checked, started, and its sound products become drafts once; what is wrong is told by row and column in the language of the reader', async () => {
    const many = Array.from({ length: 120 }, (_, index) => row(`Goods ${index}`));
    const kept = (await upload(supplier, await sheetOf([...many, row('Bad', ['Bad', 'Cars', 'One', '6.001'])]), '?fileName=spring.xlsx')).body as Kept;
    expect(kept).toMatchObject({ state: 'checked', fileName: 'spring.xlsx', total: 121, bad: 1, made: 0, supplierName: 'Supplier A' });
    expect(await drafts()).toEqual([]);
    const { items } = (await supplier.send({ method: 'GET', url: `/api/goods-imports/${kept.id}/items?state=bad`, headers: { 'accept-language': 'en' } })).body as { items: { problems: object[] }[] };
    expect(items).toMatchObject([{ title: 'Bad', lines: [122], problems: expect.arrayContaining([
      { line: 122, column: 'category', columnName: 'Category', problem: 'unknownCategory', text: expect.stringContaining('no such category') }, expect.objectContaining({ column: 'supplyPrice', problem: 'notAmount' }),
    ]) }]);
    expect((await supplier.post(`/api/goods-imports/${kept.id}/start`)).body).toMatchObject({ state: 'running' });
    expect(codeOf(await supplier.post(`/api/goods-imports/${kept.id}/start`))).toBe('catalog.importStarted');
    // A worker that died after the first few, and two that go on at once.
    expect(await mall.unit((ctx) => importSome(ctx, BigInt(kept.id)))).toBe(true);
    expect((await supplier.get(`/api/goods-imports/${kept.id}`)).body).toMatchObject({ state: 'running', made: 50 });
    await Promise.all([mall.unit((ctx) => importSome(ctx, BigInt(kept.id))), mall.drain()]);
    expect((await supplier.get(`/api/goods-imports/${kept.id}`)).body).toMatchObject({ state: 'done', made: 120, bad: 1 });
    expect((await drafts()).toSorted()).toEqual(many.map(([title]) => String(title)).toSorted());
    expect(await db.sql.rows('select act, before, after from identity.audit where target = $1 order by id', [`import:${kept.id}`]), 'the sheet is recorded, not each of its drafts').toEqual([
      { act: 'catalog.importChecked', before: {}, after: { state: 'checked' } }, { act: 'catalog.import', before: { state: 'checked' }, after: { state: 'running' } },
    ]);
    const report = await mall.app.http.inject({ method: 'GET', url: `/api/goods-imports/${kept.id}/problems?lang=en`, headers: { ...supplier.headers } });
    expect(await readSheet(report.rawPayload, { maxRows: 10 })).toMatchObject([{ cells: ['Row', 'Product name', 'Column', 'What is wrong'] }, { cells: ['122', 'Bad', 'Category', expect.any(String)] }, { cells: ['122', 'Bad', 'Supply price (CNY)', expect.any(String)] }]);
  });

  test('the template of both languages is read back as it was written; the operator imports for any supplier, a supplier only for himself', async () => {
    for (const lang of ['zh-CN', 'en']) {
      const template = await mall.app.http.inject({ method: 'GET', url: `/api/goods-imports/template?lang=${lang}`, headers: { ...supplier.headers } });
      expect((await upload(supplier, template.rawPayload)).body).toMatchObject({ total: 1, bad: 0 });
    }
    const bytes = await sheetOf([row('Mine')]);
    expect((await upload(supplier, bytes, `?supplierId=${mall.goods.cup.supplier?.id}`)).body).toMatchObject({ supplierName: 'Supplier A' });
    expect((await upload(operator, bytes, `?supplierId=${mall.goods.cup.supplier?.id}`)).body).toMatchObject({ supplierName: 'Supplier B' });
    expect(codeOf(await upload(operator, bytes))).toBe('suppliers.notFound');
  });

  test.each([['no zip', Buffer.from('hello'), 'file.unreadable'], ['nothing', Buffer.alloc(0), 'file.unreadable']])('%s is refused', async (_, bytes, code) => {
    expect(codeOf(await upload(supplier, bytes))).toBe(code);
    expect(await db.sql.rows('select 1 from catalog.import')).toEqual([]);
  });
  test('a sheet with other columns is refused', async () => {
    expect(codeOf(await upload(supplier, await sheetOf([['1']], ['Something'])))).toBe('catalog.importColumns');
  });
});
