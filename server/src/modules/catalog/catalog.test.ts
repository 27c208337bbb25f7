import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { LoggedEvent } from '#app/events.ts';
import { bucketOf, shelfOf } from '#kernel/id.ts';
import { installPack, SEED_PACK } from '#modules/rules/index.ts';
import { createSupplier, type Supplier, suppliersModule } from '#modules/suppliers/index.ts';
import { codeOf, testApp, type TestApp, type TestStaff } from '#test/app.ts';
import { testDatabase, type TestDatabase } from '#test/database.ts';
import { NO_NEIGHBOURS } from '#test/shop.ts';
import { salesSubscriber } from './jobs.ts';
import { addSales } from './store/products.ts';
import { catalogModule, catalogOf, createCategory, createProduct, type CategoryId, editProduct, type Product, type ProductId, recordMedia, storeDrawing, storeUpload, type NewProduct } from './index.ts';

let db: TestDatabase;
let t: TestApp;
let folder: string;
let owner: TestStaff;
let supplierStaff: TestStaff;
let supplier: Supplier;
let category: CategoryId;
let image: string;
const stock = new Map<bigint, number>();
const DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1200 1200" width="1200" height="1200"><circle cx="600" cy="600" r="400" fill="#0E7C66"/></svg>';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'catalog-'));
  db = await testDatabase();
  t = await testApp(db, { config: { dataDir: folder }, modules: (infra) => [suppliersModule(infra, NO_NEIGHBOURS), catalogModule(infra, { stockOf: async () => stock })] });
  const media = await storeDrawing(folder, DRAWING);
  image = media.sha256;
  await t.unit(async (ctx) => {
    await installPack(t.infra, ctx, SEED_PACK);
    await recordMedia(ctx, media);
    supplier = await createSupplier(ctx, { name: 'Orchard' });
    category = await createCategory(ctx, { name: 'Fruit' });
  });
  owner = await t.staff('owner');
  supplierStaff = await t.staff('supplierOwner', { orgId: supplier.organisationId });
});
afterAll(async () => {
  await t.close();
  await db.close();
  await rm(folder, { recursive: true });
});
beforeEach(async () => {
  await db.sql.run('truncate catalog.sku, catalog.sales, catalog.import_item, catalog.import, catalog.proposal, catalog.product');
  stock.clear();
});

async function created(more: Partial<NewProduct> = {}): Promise<Product> {
  const product = await t.unit((ctx) => createProduct(ctx, {
    categoryId: category, supplier, zone: 'ordinary', title: 'Pears', subtitle: 'crisp', description: 'Pears from the hill.', images: [image], listed: true,
    skus: [{ name: '5 kg', priceFen: 6_800n, supplyFen: 4_000n }, { name: '2 kg', priceFen: 3_200n, supplyFen: 1_800n }], ...more,
  }));
  await catalogOf(t.infra).refresh();
  return product;
}

describe('goods', () => {
  test('a supplied product stands in its supplier’s bucket, a self-operated one on its shelf; so do their SKUs', async () => {
    const supplied = await created();
    const own = await created({ supplier: null, title: 'Towel', skus: [{ name: 'white', priceFen: 2_900n, supplyFen: 0n }] });
    expect([supplied.bucket, own.bucket]).toEqual([supplier.bucket, shelfOf(own.id)]);
    for (const product of [supplied, own]) for (const sku of product.skus) expect(bucketOf(sku.id)).toBe(product.bucket);
    expect(catalogOf(t.infra).current().bySku.get(own.skus[0]?.id ?? 0n)).toMatchObject({
      productId: own.id, bucket: shelfOf(own.id), supplierId: null, unitFen: 2_900n, supplyFen: 0n, unitSv: 2_900_000_000n, zone: 'ordinary',
    });
    expect(catalogOf(t.infra).labelOf(own.skus[0]?.id ?? 0n)).toMatchObject({ title: 'Towel', skuName: 'white' });
  });

  test('what is taken off sale cannot be bought, but orders of the past keep its name', async () => {
    const product = await created({ listed: false });
    const skuId = product.skus[0]?.id ?? 0n;
    expect(catalogOf(t.infra).offerOf(skuId)).toBeUndefined();
    expect(catalogOf(t.infra).labelOf(skuId)).toMatchObject({ title: 'Pears', skuName: '5 kg' });
  });

  test('what cannot be sold is refused: below the supply price, or with a picture nobody uploaded', async () => {
    await expect(created({ skus: [{ name: 'x', priceFen: 5n, supplyFen: 6n }] })).rejects.toMatchObject({ code: 'catalog.priceBelowSupply' });
    await expect(created({ images: ['0'.repeat(64)] })).rejects.toMatchObject({ code: 'catalog.unknownImage' });
    expect(await db.sql.one('select count(*) from catalog.product')).toEqual({ count: 0n });
  });

  test('another process sees a change at its next look, and an unchanged catalogue is not read again', async () => {
    const other = await db.infra();
    const there = catalogOf(other);
    await there.refresh();
    const before = there.current();
    await there.refresh();
    expect(there.current()).toBe(before);
    const product = await created();
    await there.refresh();
    expect(there.current().byProduct.get(product.id)).toEqual(product);
  });
});

describe('public routes', () => {
  test('home shows both zones with what a piece grants: face value, doubled in the VIP zone', async () => {
    await created();
    await created({ zone: 'vip', supplier: null, title: 'Package', skus: [{ name: 'one', priceFen: 39_900n, supplyFen: 0n }] });
    const { status, body } = await t.visitor.get('/api/home');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      zones: [{ zone: 'vip', products: [{ title: 'Package', priceFen: '39900', svAtoms: '79800000000' }] }, { zone: 'ordinary', products: [{ title: 'Pears', priceFen: '3200', svAtoms: '3200000000' }] }],
      categories: [{ id: category.toString(), name: 'Fruit' }],
    });
  });

  test('lists filter by zone, category and words, leave out what is not listed, and page to the end without gaps', async () => {
    const titles = ['Apples red', 'Apples green', 'Plums', 'Hidden apples'];
    for (const title of titles) await created({ title, listed: title !== 'Hidden apples' });
    await created({ title: 'Apples package', zone: 'vip' });
    const titlesOf = async (query: string) => (((await t.visitor.get(`/api/products?${query}`)).body as { items: { title: string }[] }).items.map((item) => item.title));
    expect(await titlesOf('search=apples')).toEqual(['Apples red', 'Apples green', 'Apples package']);
    expect(await titlesOf('search=APPLES%20red&zone=ordinary')).toEqual(['Apples red']);
    expect(await titlesOf(`category=${category}&zone=vip`)).toEqual(['Apples package']);
    expect(await titlesOf('category=5')).toEqual([]);
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const { body } = await t.visitor.get(`/api/products?limit=2${cursor ? `&cursor=${cursor}` : ''}`);
      const page = body as { items: { title: string }[]; nextCursor: string | null };
      seen.push(...page.items.map((item) => item.title));
      cursor = page.nextCursor;
    }
    expect(seen).toEqual(['Apples red', 'Apples green', 'Plums', 'Apples package']);
  });

  test('visitors choose the order: newest, most sold, cheapest or dearest first; pages follow each other in every order, also when a product leaves between them', async () => {
    const prices = { Pear: 300n, Fig: 100n, Date: 200n, Nut: 200n } as const;
    const made = new Map<string, bigint>();
    for (const [title, priceFen] of Object.entries(prices)) made.set(title, (await created({ title, skus: [{ name: 'dear', priceFen: 900n, supplyFen: 0n }, { name: 'cheap', priceFen, supplyFen: 0n }] })).id);
    await t.unit((ctx) => addSales(ctx.tx, { position: 0n, pieces: new Map([[made.get('Date') ?? 0n, 9n], [made.get('Pear') ?? 0n, 2n]]) }));
    await catalogOf(t.infra).refresh();
    const page = async (query: string) => (await t.visitor.get(`/api/products?${query}`)).body as { items: { title: string }[]; nextCursor: string | null };
    const all = async (sort: string) => {
      const seen: string[] = [];
      let cursor: string | null = null;
      do {
        const found: Awaited<ReturnType<typeof page>> = await page(`limit=1&sort=${sort}${cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`}`);
        seen.push(...found.items.map(({ title }) => title));
        cursor = found.nextCursor;
      } while (cursor !== null);
      return seen.join(' ');
    };
    expect([await all('shelf'), await all('newest'), await all('sales'), await all('priceUp'), await all('priceDown')])
      .toEqual(['Pear Fig Date Nut', 'Nut Date Fig Pear', 'Date Pear Fig Nut', 'Fig Date Nut Pear', 'Pear Date Nut Fig']);
    const first = await page('limit=2&sort=priceUp');
    await t.unit((ctx) => editProduct(ctx, { productId: made.get('Date') as ProductId, listed: false }));
    await catalogOf(t.infra).refresh();
    expect((await page(`limit=2&sort=priceUp&cursor=${first.nextCursor ?? ''}`)).items.map(({ title }) => title)).toEqual(['Nut', 'Pear']);
    expect((await t.visitor.get('/api/products?sort=luck')).status).toBe(400);
    expect((await page('limit=1&sort=sales&cursor=nonsense')).items.map(({ title }) => title)).toEqual(['Pear']);
  });

  test('a product’s page says who sells it and what is in stock; an unlisted or unknown one is not found', async () => {
    const product = await created();
    const [large, small] = product.skus;
    stock.set(large?.id ?? 0n, 7);
    const { body } = await t.visitor.get(`/api/products/${product.id}`);
    expect(body).toMatchObject({
      id: product.id.toString(), supplierName: 'Orchard', selfOperated: false, images: [`/media/${image}-1200.webp`], sold: 0,
      skus: [{ id: String(large?.id), available: true, stock: 7, priceFen: '6800' }, { id: String(small?.id), available: false, stock: 0 }],
    });
    const hidden = await created({ listed: false });
    for (const id of [hidden.id, 77n]) {
      const answer = await t.visitor.get(`/api/products/${id}`);
      expect([answer.status, codeOf(answer)]).toEqual([404, 'catalog.productNotFound']);
    }
  });

  test('pieces paid for are counted once, however the events are batched', async () => {
    const product = await created();
    const line = { productId: product.id.toString(), skuId: String(product.skus[0]?.id), quantity: 2, unitFen: '6800', supplyFen: '4000', unitSv: '1', zone: 'ordinary' as const };
    const order = { orderId: '5', checkoutId: '6', memberId: '7', supplierId: null, totalFen: '13600', paidAt: '2026-03-02T02:00:00.000Z' };
    for (let round = 0; round < 3; round++) {
      await t.unit(async (ctx) => ctx.emit({ type: 'orders.paid', bucket: 1, payload: { orders: [{ ...order, lines: [line, { ...line, quantity: 1 }] }] } }));
    }
    await t.drain();
    await t.drain();
    expect((await t.visitor.get(`/api/products/${product.id}`)).body).toMatchObject({ sold: 9 });
    // A parked event is counted late, at a position that readers have long passed.
    const late: LoggedEvent = { type: 'orders.paid', position: 1n, version: 1, bucket: 1, at: t.infra.clock.now(), payload: { orders: [{ ...order, lines: [line] }] } };
    await t.unit((ctx) => salesSubscriber.apply(ctx, [late]));
    await t.drain();
    expect((await t.visitor.get(`/api/products/${product.id}`)).body).toMatchObject({ sold: 9 + line.quantity });
  });
});

describe('console', () => {
  test('an edit changes what is given, is seen at once, moves share value at face value with the price, and is audited', async () => {
    const product = await created();
    const [large, small] = product.skus;
    await db.sql.run('update catalog.sku set unit_sv = 5 where id = $1', [small?.id]);
    const answer = await owner.post(`/api/console/products/${product.id}`, { title: 'Snow pears', skus: [{ id: String(large?.id), priceFen: '7000' }, { id: String(small?.id), priceFen: '3000' }] });
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ title: 'Snow pears', subtitle: 'crisp', skus: [{ priceFen: '7000', unitSv: '7000000000' }, { priceFen: '3000', unitSv: '5' }] });
    expect((await t.visitor.get(`/api/products/${product.id}`)).body).toMatchObject({ title: 'Snow pears', priceFen: '3000' });
    const entry = await db.sql.one<{ before: unknown; after: unknown }>(`select before, after from identity.audit where act = 'catalog.write' and target = $1`, [`product:${product.id}`]);
    expect(entry).toEqual({
      before: { title: 'Pears', [`${large?.id}.priceFen`]: '6800', [`${large?.id}.unitSv`]: '6800000000', [`${small?.id}.priceFen`]: '3200' },
      after: { title: 'Snow pears', [`${large?.id}.priceFen`]: '7000', [`${large?.id}.unitSv`]: '7000000000', [`${small?.id}.priceFen`]: '3000' },
    });
  });

  test('an edit that is refused changes nothing', async () => {
    const product = await created();
    const [large] = product.skus;
    const tries: [object, string][] = [
      [{ title: 'X', skus: [{ id: String(large?.id), priceFen: '3999' }] }, 'catalog.priceBelowSupply'],
      [{ title: 'X', skus: [{ id: '5', priceFen: '3999' }] }, 'catalog.skuNotFound'],
      [{ title: 'X', images: ['1'.repeat(64)] }, 'catalog.unknownImage'],
      [{ title: '' }, 'http.badRequest'],
      [{ skus: [{ id: String(large?.id), priceFen: '0' }] }, 'http.badRequest'],
    ];
    for (const [body, code] of tries) expect(codeOf(await owner.post(`/api/console/products/${product.id}`, body))).toBe(code);
    expect(codeOf(await owner.post('/api/console/products/5', { title: 'X' }))).toBe('catalog.productNotFound');
    expect((await owner.get(`/api/console/products/${product.id}`)).body).toMatchObject({ title: 'Pears', skus: [{ priceFen: '6800' }, { priceFen: '3200' }] });
  });

  const tin = (more: object = {}) => ({ title: ' Tin tea ', subtitle: '', description: '', categoryId: String(category), zone: 'vip', listed: true, images: [image], skus: [{ name: ' small ', priceFen: '900' }], ...more });

  test('self-operated goods are created with nobody to pay, at face value, on their own shelf, and recorded', async () => {
    const { status, body } = await owner.post('/api/console/products', tin());
    expect(status).toBe(200);
    expect(body).toMatchObject({ title: 'Tin tea', supplierId: null, zone: 'vip', listed: true, skus: [{ name: 'small', priceFen: '900', supplyFen: '0', unitSv: '900000000', stock: 0 }] });
    const { id } = body as { id: string };
    expect(catalogOf(t.infra).current().byProduct.get(BigInt(id))).toMatchObject({ supplierId: null, bucket: shelfOf(BigInt(id)) });
    expect(await db.sql.one(`select after->>'title' as title from identity.audit where act = 'catalog.create' and target = $1`, [`product:${id}`])).toEqual({ title: 'Tin tea' });
  });

  test('self-operated goods move between categories and zones and get variants; those of a supplier get variants from him alone', async () => {
    const { id } = (await owner.post('/api/console/products', tin())).body as { id: string };
    const other = await t.unit((ctx) => createCategory(ctx, { name: 'Drinks' }));
    const edited = await owner.post(`/api/console/products/${id}`, { categoryId: String(other), zone: 'ordinary', newSkus: [{ name: 'large', priceFen: '1900' }] });
    expect(edited.body).toMatchObject({ categoryName: 'Drinks', zone: 'ordinary', skus: [{ name: 'small' }, { name: 'large', priceFen: '1900', unitSv: '1900000000' }] });
    expect(codeOf(await owner.post(`/api/console/products/${id}`, { newSkus: Array.from({ length: 49 }, (_, n) => ({ name: `n${n}`, priceFen: '1' })) }))).toBe('catalog.tooManySkus');
    const supplied = await created();
    expect(codeOf(await owner.post(`/api/console/products/${supplied.id}`, { newSkus: [{ name: 'huge', priceFen: '9900' }] }))).toBe('catalog.supplierProposes');
    expect((await owner.get(`/api/console/products/${supplied.id}`)).body).toMatchObject({ skus: [{ name: '5 kg' }, { name: '2 kg' }] });
    await db.sql.run('truncate catalog.sku, catalog.product cascade');
    expect((await owner.send({ method: 'DELETE', url: `/api/console/categories/${other}` })).status).toBe(200);
  });

  test('goods that lack something, or stand in no category, are not created', async () => {
    const tries: [object, string][] = [
      [{ categoryId: '5' }, 'catalog.categoryNotFound'], [{ images: ['2'.repeat(64)] }, 'catalog.unknownImage'], [{ images: [] }, 'http.badRequest'],
      [{ title: '  ' }, 'http.badRequest'], [{ skus: [] }, 'http.badRequest'], [{ skus: [{ name: 'x', priceFen: '0' }] }, 'http.badRequest'],
    ];
    for (const [more, code] of tries) expect(codeOf(await owner.post('/api/console/products', tin(more)))).toBe(code);
    expect((await supplierStaff.post('/api/console/products', tin())).status).toBe(403);
    expect(await db.sql.one('select count(*) from catalog.product')).toEqual({ count: 0n });
  });

  test('categories are added last, renamed, ordered for every visitor at once, and removed while empty; a refusal changes nothing', async () => {
    const url = '/api/console/categories';
    const names = (body: unknown) => (body as { items: { id: string; name: string; goods: number }[] }).items.map(({ name, goods }) => [name, goods]);
    await created();
    const added = (await owner.post(url, { name: ' Nuts ' })).body as { items: { id: string; name: string }[] };
    expect(names(added)).toEqual([['Fruit', 1], ['Nuts', 0]]);
    const [fruit = '', nuts = ''] = added.items.map(({ id }) => id);
    const put = (ids: readonly string[]) => owner.send({ method: 'PUT', url, payload: { ids } });
    expect(codeOf(await owner.post(url, { name: 'Nuts' }))).toBe('catalog.categoryTaken');
    expect(codeOf(await owner.post(`${url}/${nuts}`, { name: 'Fruit' }))).toBe('catalog.categoryTaken');
    expect(codeOf(await owner.post(`${url}/5`, { name: 'X' }))).toBe('catalog.categoryNotFound');
    for (const ids of [[nuts], [nuts, nuts], [nuts, fruit, '5']]) expect(codeOf(await put(ids))).toBe('catalog.categoriesChanged');
    expect(codeOf(await owner.send({ method: 'DELETE', url: `${url}/${fruit}` }))).toBe('catalog.categoryInUse');
    for (const caller of [supplierStaff, await t.staff('auditor'), await t.member(), t.visitor]) expect([401, 403]).toContain((await caller.post(url, { name: 'X' })).status);
    expect(names((await owner.get(url)).body)).toEqual([['Fruit', 1], ['Nuts', 0]]);
    expect(names((await put([nuts, fruit])).body)).toEqual([['Nuts', 0], ['Fruit', 1]]);
    expect(names((await owner.post(`${url}/${nuts}`, { name: 'Dried fruit' })).body)).toEqual([['Dried fruit', 0], ['Fruit', 1]]);
    expect((await t.visitor.get('/api/categories')).body).toEqual({ items: [{ id: nuts, name: 'Dried fruit' }, { id: fruit, name: 'Fruit' }] });
    expect(names((await owner.send({ method: 'DELETE', url: `${url}/${nuts}` })).body)).toEqual([['Fruit', 1]]);
    expect((await db.sql.rows(`select act from identity.audit where act = 'catalog.categories' and before <> '{}' or target = $1`, [`category:${nuts}`])).length).toBeGreaterThanOrEqual(3);
  });

  test('the operator’s list filters by supplier, zone and listing, newest first, with a total', async () => {
    await created({ title: 'A' });
    // Within a millisecond ids are in the order of their buckets, and a bucket that made 64 of them borrows the next: the clock stands still otherwise.
    await t.infra.clock.advance(1_000);
    await created({ title: 'B', supplier: null, listed: false, skus: [{ name: 'x', priceFen: 5n, supplyFen: 0n }] });
    const list = async (query: string) => (await owner.get(`/api/console/products?${query}`)).body as { items: { title: string; supplierName: string | null }[]; total: number; nextCursor: string | null };
    expect((await list('')).items.map((item) => [item.title, item.supplierName])).toEqual([['B', null], ['A', 'Orchard']]);
    expect((await list('supplier=self')).items.map((item) => item.title)).toEqual(['B']);
    expect((await list(`supplier=${supplier.id}`)).items.map((item) => item.title)).toEqual(['A']);
    expect((await list('listed=false')).items.map((item) => item.title)).toEqual(['B']);
    expect(await list('limit=1')).toMatchObject({ total: 2, items: [{ title: 'B' }] });
    expect(await list('search=a')).toMatchObject({ total: 1, nextCursor: null });
  });

  test('several products go on or off sale together, all or none, each recorded; what is so already does not change', async () => {
    const made = [await created({ title: 'A' }), await created({ title: 'B' }), await created({ title: 'C', listed: false })];
    const ids = made.map(({ id }) => String(id));
    const audits = async () => db.sql.rows(`select target, before, after from identity.audit where act = 'catalog.write' and target = any($1::text[]) order by id`, [ids.map((id) => `product:${id}`)]);
    expect((await owner.post('/api/console/products/listing', { ids: [...ids, '5'], listed: false })).status).toBe(404);
    expect((await supplierStaff.post('/api/console/products/listing', { ids, listed: false })).status).toBe(403);
    expect([catalogOf(t.infra).current().products.length, await audits()]).toEqual([2, []]);
    expect((await owner.post('/api/console/products/listing', { ids, listed: false })).body).toEqual({ changed: 2 });
    expect(catalogOf(t.infra).current().products).toEqual([]);
    expect(await audits()).toEqual(ids.slice(0, 2).map((id) => ({ target: `product:${id}`, before: { listed: true }, after: { listed: false } })));
    expect((await owner.post('/api/console/products/listing', { ids, listed: false })).body).toEqual({ changed: 0 });
    expect(await audits()).toHaveLength(2);
  });

  test('a supplier sees its own goods and nobody else’s', async () => {
    await created({ title: 'Mine' });
    await created({ title: 'Own', supplier: null, skus: [{ name: 'x', priceFen: 5n, supplyFen: 0n }] });
    const stranger = await t.staff('supplierOwner');
    expect(((await supplierStaff.get('/api/supplier/products')).body as { items: { title: string }[] }).items.map((item) => item.title)).toEqual(['Mine']);
    expect(codeOf(await stranger.get('/api/supplier/products'))).toBe('suppliers.notFound');
  });

  test('only those whose role allows it come in', async () => {
    const product = await created();
    const auditor = await t.staff('auditor');
    const member = await t.member();
    expect((await auditor.get('/api/console/products')).status).toBe(200);
    for (const caller of [auditor, supplierStaff, member, t.visitor]) {
      expect([401, 403, 404]).toContain((await caller.post(`/api/console/products/${product.id}`, { title: 'X' })).status);
    }
    for (const caller of [supplierStaff, member, t.visitor]) expect([401, 403, 404]).toContain((await caller.get('/api/console/products')).status);
    for (const caller of [owner, member, t.visitor]) expect([401, 403, 404]).toContain((await caller.get('/api/supplier/products')).status);
  });
});

describe('pictures', () => {
  const picture = (side = 300) => sharp({ create: { width: side, height: side, channels: 3, background: '#aa5533' } });

  test('an upload becomes WebP in three widths under its content’s name, and is served as never changing', async () => {
    const payload = await picture(1500).jpeg().toBuffer();
    const answer = await owner.send({ method: 'POST', url: '/api/console/media', payload, headers: { 'content-type': 'image/jpeg' } });
    expect(answer.status).toBe(200);
    const { sha256 } = answer.body as { sha256: string };
    expect((await readdir(join(folder, 'media'))).filter((file) => file.startsWith(sha256)).sort()).toEqual([`${sha256}-1200.webp`, `${sha256}-200.webp`, `${sha256}-600.webp`]);
    const served = await t.app.http.inject(`/media/${sha256}-600.webp`);
    expect([served.statusCode, served.headers['content-type'], served.headers['cache-control']]).toEqual([200, 'image/webp', 'public, max-age=31536000, immutable']);
    expect(await sharp(served.rawPayload).metadata()).toMatchObject({ format: 'webp', width: 600, height: 600 });
    expect((await storeUpload(folder, payload)).sha256).toBe(sha256);
  });

  test('what is not a picture we accept is refused by its content, whatever it calls itself', async () => {
    const tries: [Buffer, string][] = [
      [Buffer.from(DRAWING), 'catalog.pictureNotAllowed'],
      [await picture().gif().toBuffer(), 'catalog.pictureNotAllowed'],
      [Buffer.from('hello'), 'catalog.pictureUnreadable'],
      [(await picture().png().toBuffer()).subarray(0, 200), 'catalog.pictureUnreadable'],
      [await picture(100).png().toBuffer(), 'catalog.pictureTooSmall'],
    ];
    const before = await readdir(join(folder, 'media'));
    for (const [payload, code] of tries) {
      expect(codeOf(await owner.send({ method: 'POST', url: '/api/console/media', payload, headers: { 'content-type': 'image/png' } }))).toBe(code);
    }
    expect(codeOf(await owner.send({ method: 'POST', url: '/api/console/media', payload: DRAWING, headers: { 'content-type': 'image/svg+xml' } }))).toMatch(/badRequest|pictureNotAllowed/);
    expect(await readdir(join(folder, 'media'))).toEqual(before);
  });

  test('a picture that does not exist, and a name that is none, are not found', async () => {
    for (const file of [`${'0'.repeat(64)}-600.webp`, `${image}-601.webp`, '..%2f..%2fsecret']) {
      expect([400, 404]).toContain((await t.app.http.inject(`/media/${file}`)).statusCode);
    }
  });
});
