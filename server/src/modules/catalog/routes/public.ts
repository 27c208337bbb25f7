import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Type } from 'typebox';
import { type Http, httpErrors } from '#infra/http.ts';
import type { Infra } from '#infra/infra.ts';
import { IdText, Page, PageQuery } from '#infra/schemas.ts';
import { suppliersOf } from '#modules/suppliers/index.ts';
import { type CategoryId, errors } from '#modules/catalog/domain.ts';
import { mediaFolder, mediaUrl, WIDTHS } from '#modules/catalog/service/media.ts';
import { listOnSale, SORTS } from '#modules/catalog/service/on-sale.ts';
import { catalogOf } from '#modules/catalog/service/snapshot.ts';
import { cardJson, CategoryCard, detailJson, ProductCard, ProductDetail, ZoneSchema } from './views.ts';

/** Pieces in stock by SKU; SKUs without stock may be absent. Orders own stock, so the app injects the reader. */
export type StockReader = (skuIds: readonly bigint[]) => Promise<ReadonlyMap<bigint, number>>;

const HOME_SIZE = { vip: 6, ordinary: 20 } as const;

/** What every visitor may see. */
export function publicRoutes(http: Http, infra: Infra, stockOf: StockReader): void {
  const catalog = catalogOf(infra);
  http.addHook('onReady', () => catalog.refresh());

  http.get('/api/home', {
    schema: {
      tags: ['catalog'], summary: 'The zones with their first products, and the categories',
      response: { 200: Type.Object({ zones: Type.Array(Type.Object({ zone: ZoneSchema, products: Type.Array(ProductCard) })), categories: Type.Array(CategoryCard) }) },
    },
    config: { guard: 'public' },
  }, () => {
    const shelf = catalog.inOrder('shelf');
    const coverOf = (id: CategoryId): string | null => {
      const [product] = listOnSale(shelf, { categoryId: id, zone: 'ordinary', limit: 1 }).products;
      const cover = product?.images[0];
      return cover === undefined ? null : mediaUrl(cover, 200);
    };
    return {
      zones: (['vip', 'ordinary'] as const).map((zone) => ({ zone, products: listOnSale(shelf, { zone, limit: HOME_SIZE[zone] }).products.map((product) => cardJson(catalog, product)) })),
      categories: catalog.current().categories.map(({ id, name }) => ({ id: id.toString(), name, imageUrl: coverOf(id) })),
    };
  });

  http.get('/api/products', {
    schema: {
      tags: ['catalog'], summary: 'Products on sale',
      querystring: Type.Object({
        ...PageQuery, zone: Type.Optional(ZoneSchema), category: Type.Optional(IdText), search: Type.Optional(Type.String({ maxLength: 60 })),
        sort: Type.Optional(Type.Enum([...SORTS], { description: 'shelf (default): as the shop put them; newest; sales: most pieces paid for first; priceUp and priceDown: by the cheapest variant' })),
      }),
      response: { 200: Page(ProductCard) },
    },
    config: { guard: 'public' },
  }, ({ query }) => {
    const { limit = 20, zone, search, cursor, sort = 'shelf' } = query;
    const categoryId = query.category === undefined ? undefined : (BigInt(query.category) as CategoryId);
    const { products, nextCursor } = listOnSale(catalog.inOrder(sort), { zone, search, limit, categoryId, cursor });
    return { items: products.map((product) => cardJson(catalog, product)), nextCursor };
  });

  http.get('/api/products/:id', {
    schema: { tags: ['catalog'], summary: 'A product with its variants and stock', params: Type.Object({ id: IdText }), response: { 200: ProductDetail } },
    config: { guard: 'public' },
  }, async ({ params }) => {
    const product = catalog.current().byProduct.get(BigInt(params.id));
    if (!product) throw errors.productNotFound();
    const [suppliers, stock] = [product.supplierId === null ? undefined : await suppliersOf(infra.sql, [product.supplierId]), await stockOf(product.skus.map((sku) => sku.id))];
    return detailJson(catalog, product, { supplierName: suppliers?.get(product.supplierId ?? 0n)?.name ?? null, stock });
  });
}

/** Pictures never change under their name, so they are cached for ever. */
export function mediaRoute(http: Http, infra: Infra): void {
  const folder = mediaFolder(infra.config.dataDir);
  http.get('/media/:file', {
    schema: { hide: true, params: Type.Object({ file: Type.String({ pattern: `^[0-9a-f]{64}-(${WIDTHS.join('|')})\\.webp$` }) }) }, config: { guard: 'public' },
  }, async ({ params }, reply) => {
    const path = join(folder, params.file);
    const found = await stat(path).catch(() => undefined);
    if (!found) throw httpErrors.notFound();
    return reply.type('image/webp').header('content-length', found.size).header('cache-control', 'public, max-age=31536000, immutable').send(createReadStream(path));
  });
}
