import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { identityModule } from '#modules/identity/index.ts';
import { catalogOf } from '#modules/catalog/index.ts';
import { createSupplier } from '#modules/suppliers/index.ts';
import { testDatabase, type TestDatabase } from '#test/database.ts';
import { seedCatalog, type SeededProduct } from './catalog.ts';
import { draw } from './pictures/index.ts';
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

test('sixty products in twelve categories, each with a picture of its own that carries no writing', () => {
  expect(goods.products).toHaveLength(60);
  expect(new Set(goods.products.map((product) => product.category))).toEqual(new Set(goods.categories));
  expect(goods.categories).toHaveLength(12);
  const pictures = goods.products.map(({ picture }) => draw(picture));
  expect(new Set(pictures).size).toBe(60);
  expect(new Set(goods.products.map(({ picture }) => picture.template)).size).toBeGreaterThanOrEqual(12);
  for (const picture of pictures) expect(picture).not.toMatch(/<text|<image|href|<script|NaN|undefined/);
  for (const { key, skus } of goods.products) expect([key, skus.length >= 1 && skus.length <= 3]).toEqual([key, true]);
});

test('the VIP zone has packages at 399 and 4,999 yuan and a cheaper one (N13)', () => {
  const prices = goods.products.filter((product) => product.zone === 'vip').map((product) => product.skus[0]?.price);
  expect(new Set(prices)).toEqual(new Set(['199.00', '399.00', '4999.00']));
});

test('seeding goes through the services: everything is listed, pictures are on disk, suppliers earn their price', async () => {
  const infra = await db.infra({ config: { dataDir: folder } });
  identityModule(infra);
  const suppliers = await infra.unit(ORIGIN, async (ctx) => ({ tea: await createSupplier(ctx, { name: 'Tea' }), farm: await createSupplier(ctx, { name: 'Farm' }), home: await createSupplier(ctx, { name: 'Home' }) }));
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
  expect(await readdir(join(folder, 'media'))).toHaveLength(180);
}, 90_000);
