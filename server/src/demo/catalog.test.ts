import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { identityModule } from '#modules/identity/index.ts';
import { catalogOf } from '#modules/catalog/index.ts';
import { createSupplier, type Supplier } from '#modules/suppliers/index.ts';
import { testDatabase, type TestDatabase } from '#test/database.ts';
import { drawAll, seedCatalog, type SeededProduct, suppliersByKey } from './catalog.ts';
import goods from './products.json' with { type: 'json' };

const ORIGIN = { actor: { kind: 'system', name: 'test' }, requestId: 'test' } as const;
let db: TestDatabase;
let folder: string;
beforeAll(async () => {
  db = await testDatabase();
  folder = await mkdtemp(join(tmpdir(), 'goods-'));
});
afterAll(async () => {
  await db.close();
  await rm(folder, { recursive: true, force: true });
});

const PICTURES = goods.products.flatMap(drawAll);

test('sixty products in twelve categories of five suppliers and our own, each with a picture of its own that carries no writing', () => {
  expect(goods.products).toHaveLength(60);
  expect(new Set(goods.products.map((product) => product.category))).toEqual(new Set(goods.categories));
  expect(goods.categories).toHaveLength(12);
  expect(new Set(goods.products.map((product) => product.supplier)).size).toBe(6);
  expect(new Set(PICTURES).size).toBe(PICTURES.length);
  expect(new Set(goods.products.map(({ picture }) => picture.template)).size).toBeGreaterThanOrEqual(12);
  for (const picture of PICTURES) expect(picture).not.toMatch(/<text|<image|href|<script|NaN|undefined/);
  for (const { key, skus } of goods.products) expect([key, skus.length >= 1 && skus.length <= 3]).toEqual([key, true]);
});

test('packages and the main goods show several pictures, whose gradients do not meet', () => {
  const several = goods.products.filter((product) => drawAll(product).length > 1);
  expect(several.map(({ zone }) => zone).filter((zone) => zone === 'vip')).toHaveLength(3);
  expect(several.length).toBeGreaterThanOrEqual(15);
  for (const picture of PICTURES) {
    const ids = [...picture.matchAll(/ id="([^"]+)"/g)].map((match) => match[1]);
    expect(new Set(ids).size).toBe(ids.length);
    expect([...picture.matchAll(/url\(#([^)]+)\)/g)].map((match) => match[1]).filter((id) => !ids.includes(id))).toEqual([]);
  }
});

test('the VIP zone has packages at 399 and 4,999 yuan and a cheaper one (N13)', () => {
  const prices = goods.products.filter((product) => product.zone === 'vip').map((product) => product.skus[0]?.price);
  expect(new Set(prices)).toEqual(new Set(['199.00', '399.00', '4999.00']));
});

test('seeding goes through the services: everything is listed, pictures are on disk, suppliers earn their price', async () => {
  const infra = await db.infra({ config: { dataDir: folder } });
  identityModule(infra);
  const names = ['tea', 'farm', 'orchard', 'home', 'kitchen'];
  const suppliers = await infra.unit(ORIGIN, async (ctx) => {
    const made = new Map<string, Supplier>();
    for (const name of names) made.set(name, await createSupplier(ctx, { name }));
    return suppliersByKey((key) => made.get(key) as Supplier);
  });
  const seeded: SeededProduct[] = await seedCatalog(infra, { origin: ORIGIN, suppliers });
  expect(seeded).toHaveLength(60);
  const { products, bySku, categories } = catalogOf(infra).current();
  expect([products.length, categories.length]).toEqual([60, 12]);
  for (const product of seeded) {
    for (const sku of product.skus) {
      const offer = bySku.get(sku.skuId);
      expect(offer).toMatchObject({ bucket: product.bucket, supplierId: product.supplierId, unitFen: sku.priceFen });
      expect((offer?.supplyFen ?? 0n) > 0n).toBe(product.supplierId !== null);
      expect(sku.stock).toBeGreaterThan(0);
    }
  }
  expect(await readdir(join(folder, 'media'))).toHaveLength(3 * PICTURES.length);
}, 90_000);
