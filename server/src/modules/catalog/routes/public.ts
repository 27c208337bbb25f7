import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Type } from 'typebox';
import { type Http, httpErrors } from '#infra/http.ts';
import type { Infra } from '#infra/infra.ts';
import { IdText, Page, PageQuery } from '#infra/schemas.ts';
import { parseId } from '#kernel/id.ts';
import { suppliersOf } from '#modules/suppliers/index.ts';
import { type CategoryId, errors } from '#modules/catalog/domain.ts';
import { mediaFolder, WIDTHS } from '#modules/catalog/service/media.ts';
import { catalogOf, listOnSale } from '#modules/catalog/service/snapshot.ts';
import { cardJson, CategorySchema, detailJson, ProductCard, ProductDetail, ZoneSchema } from './views.ts';

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
      response: { 200: Type.Object({ zones: Type.Array(Type.Object({ zone: ZoneSchema, products: Type.Array(ProductCard) })), categories: Type.Array(CategorySchema) }) },
    },
    config: { guard: 'public' },
  }, () => {
    const snapshot = catalog.current();
    return {
      zones: (['vip', 'ordinary'] as const).map((zone) => ({ zone, products: listOnSale(snapshot, { zone, limit: HOME_SIZE[zone] }).map((product) => cardJson(catalog, product)) })),
      categories: snapshot.categories.map(({ id, name }) => ({ id: id.toString(), name })),
    };
  });

  http.get('/api/products', {
    schema: {
      tags: ['catalog'], summary: 'Products on sale',
      querystring: Type.Object({ ...PageQuery, zone: Type.Optional(ZoneSchema), category: Type.Optional(IdText), search: Type.Optional(Type.String({ maxLength: 60 })) }),
      response: { 200: Page(ProductCard) },
    },
    config: { guard: 'public' },
  }, ({ query }) => {
    const { limit = 20, zone, search } = query;
    const products = listOnSale(catalog.current(), {
      zone, search, limit, categoryId: query.category === undefined ? undefined : (BigInt(query.category) as CategoryId), afterId: parseId(query.cursor ?? ''),
    });
    return { items: products.map((product) => cardJson(catalog, product)), nextCursor: products.length === limit ? (products.at(-1)?.id.toString() ?? null) : null };
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
