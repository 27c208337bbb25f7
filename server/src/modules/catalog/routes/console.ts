import { type Static, Type } from 'typebox';
import { deskOf, type Guard, type Http } from '#infra/http.ts';
import type { Infra } from '#infra/infra.ts';
import { takeUploads, UPLOAD_TYPES } from '#infra/pictures.ts';
import { Atoms, IdText, Nullable, Page, PageQuery } from '#infra/schemas.ts';
import { type Id, parseId } from '#kernel/id.ts';
import { supplierOfOrganisation, suppliersOf } from '#modules/suppliers/index.ts';
import { type CategoryId, errors, type Product, type ProductId, SKUS } from '#modules/catalog/domain.ts';
import { mediaUrl, recordMedia, storeUpload } from '#modules/catalog/service/media.ts';
import { createOwnProduct, editProduct, listTogether } from '#modules/catalog/service/products.ts';
import { catalogOf } from '#modules/catalog/service/snapshot.ts';
import { listCategories } from '#modules/catalog/store/categories.ts';
import * as store from '#modules/catalog/store/products.ts';
import type { StockReader } from './public.ts';
import { PriceFen, ZoneSchema } from './views.ts';

const MAX_ID = (1n << 63n) - 1n;
const SkuSchema = Type.Object({ id: IdText, name: Type.String(), priceFen: Atoms, supplyFen: Atoms, unitSv: Type.String({ description: 'Share value of a piece before the multiple of the zone, atoms' }), stock: Type.Integer() });
const rowFields = {
  id: IdText, title: Type.String(), subtitle: Type.String(), zone: ZoneSchema, categoryId: IdText, categoryName: Type.String(),
  supplierId: Nullable(IdText), supplierName: Nullable(Type.String()), listed: Type.Boolean(), imageUrl: Type.String(), sold: Type.Integer(), skus: Type.Array(SkuSchema),
};
const ProductRow = Type.Object(rowFields);
const ProductSheet = Type.Object({ ...rowFields, description: Type.String(), images: Type.Array(Type.Object({ sha256: Type.String(), url: Type.String() })) });

/** Words with something in them; they are kept trimmed. */
const Title = Type.String({ minLength: 1, maxLength: 60, pattern: '\\S' });
const SkuName = Type.String({ minLength: 1, maxLength: 40, pattern: '\\S' });
const Subtitle = Type.String({ maxLength: 100 });
const Description = Type.String({ maxLength: 5000 });
const Images = Type.Array(Type.String({ pattern: '^[0-9a-f]{64}$' }), { minItems: 1, maxItems: 9 });
const NewSkuSchema = Type.Object({ name: SkuName, priceFen: PriceFen });
const newSkuOf = ({ name, priceFen }: Static<typeof NewSkuSchema>) => ({ name: name.trim(), priceFen: BigInt(priceFen) });

type Rows = Static<typeof ProductRow>[];

/** Products as staff see them: with supply prices, stock and whether they are listed. */
async function rowsJson(infra: Infra, products: readonly Product[], stockOf: StockReader): Promise<Rows> {
  const suppliers = await suppliersOf(infra.sql, [...new Set(products.flatMap((product) => product.supplierId ?? []))]);
  const stock = products.length === 0 ? new Map<bigint, number>() : await stockOf(products.flatMap((product) => product.skus.map((sku) => sku.id)));
  const categories = new Map((await listCategories(infra.sql)).map((category) => [category.id, category.name]));
  const catalog = catalogOf(infra);
  return products.map((product) => ({
    id: product.id.toString(), title: product.title, subtitle: product.subtitle, zone: product.zone,
    categoryId: product.categoryId.toString(), categoryName: categories.get(product.categoryId) ?? '',
    supplierId: product.supplierId?.toString() ?? null, supplierName: suppliers.get(product.supplierId ?? 0n)?.name ?? null,
    listed: product.listed, imageUrl: mediaUrl(product.images[0] ?? '', 200), sold: Number(catalog.soldOf(product.id)),
    skus: product.skus.map((sku) => ({ id: sku.id.toString(), name: sku.name, priceFen: sku.priceFen.toString(), supplyFen: sku.supplyFen.toString(), unitSv: sku.unitSv.toString(), stock: stock.get(sku.id) ?? 0 })),
  }));
}

async function sheetJson(infra: Infra, product: Product, stockOf: StockReader): Promise<Static<typeof ProductSheet>> {
  const [row] = await rowsJson(infra, [product], stockOf);
  if (!row) throw errors.productNotFound();
  return { ...row, description: product.description, images: product.images.map((sha256) => ({ sha256, url: mediaUrl(sha256) })) };
}

/** What a supplier filters his own goods by. */
export const OWN_PRODUCT_FILTER = {
  search: Type.Optional(Type.String({ maxLength: 60 })), zone: Type.Optional(ZoneSchema), category: Type.Optional(IdText), listed: Type.Optional(Type.Boolean()),
};
export const PRODUCT_FILTER = {
  ...OWN_PRODUCT_FILTER, supplier: Type.Optional(Type.Union([IdText, Type.Literal('self')], { description: 'A supplier, or "self" for self-operated goods' })),
};
const ListQuery = Type.Object({ ...PageQuery, ...PRODUCT_FILTER });
const OwnQuery = Type.Object({ ...PageQuery, ...OWN_PRODUCT_FILTER });

async function pageJson(infra: Infra, input: { query: Static<typeof OwnQuery>; supplierId: bigint | null; stockOf: StockReader }) {
  const { query, supplierId, stockOf } = input;
  const { limit = 20 } = query;
  const filter = {
    beforeId: parseId(query.cursor ?? '') ?? MAX_ID, search: query.search ?? '', zone: query.zone ?? null, listed: query.listed ?? null,
    categoryId: query.category === undefined ? null : (BigInt(query.category) as CategoryId), supplierId, limit,
  };
  const products = await store.listProducts(infra.sql, filter);
  return {
    items: await rowsJson(infra, products, stockOf), total: await store.countProducts(infra.sql, filter),
    nextCursor: products.length === limit ? (products.at(-1)?.id.toString() ?? null) : null,
  };
}

/** A page of the operator's list of products. */
export function productPage(infra: Infra, stockOf: StockReader, query: Static<typeof ListQuery>) {
  return pageJson(infra, { query, supplierId: query.supplier === undefined ? null : query.supplier === 'self' ? 0n : BigInt(query.supplier), stockOf });
}

/** A page of a supplier's list of his own products; he never sees another's. */
export async function ownProductPage(infra: Infra, stockOf: StockReader, query: Static<typeof OwnQuery> & { orgId: Id<'organisation'> }) {
  const supplier = await supplierOfOrganisation(infra.sql, query.orgId);
  return pageJson(infra, { query, supplierId: supplier.id, stockOf });
}

/** Lists and edits of the operator. */
export function consoleRoutes(http: Http, infra: Infra, stockOf: StockReader): void {
  const read = { guard: { act: 'catalog.read', of: 'platform', key: true } } as const;
  const write = { guard: { act: 'catalog.write', of: 'platform' } } as const;
  const params = Type.Object({ id: IdText });

  http.get('/api/console/products', {
    schema: { tags: ['catalog'], summary: 'All products, newest first', querystring: ListQuery, response: { 200: Page(ProductRow) } }, config: read,
  }, ({ query }) => productPage(infra, stockOf, query));

  http.get('/api/console/products/:id', {
    schema: { tags: ['catalog'], summary: 'One product', params, response: { 200: ProductSheet } }, config: read,
  }, async (request) => {
    const product = await store.findProduct(infra.sql, BigInt(request.params.id));
    if (!product) throw errors.productNotFound();
    return sheetJson(infra, product, stockOf);
  });

  http.post('/api/console/products/listing', {
    schema: {
      tags: ['catalog'], summary: 'Puts several products on sale or takes them off: all or none',
      body: Type.Object({ ids: Type.Array(IdText, { minItems: 1, maxItems: 100 }), listed: Type.Boolean() }, { additionalProperties: false }),
      response: { 200: Type.Object({ changed: Type.Integer({ description: 'Those that were not so already' }) }) },
    },
    config: write,
  }, async (request) => {
    const { ids, listed } = request.body;
    const changed = await request.unit((ctx) => listTogether(ctx, { ids: ids.map(BigInt), listed }));
    await catalogOf(infra).refresh();
    return { changed };
  });

  http.post('/api/console/products/:id', {
    schema: {
      tags: ['catalog'], summary: 'Edits what is given; placed orders keep their prices', params, response: { 200: ProductSheet },
      body: Type.Object({
        title: Type.Optional(Title), subtitle: Type.Optional(Subtitle), description: Type.Optional(Description), categoryId: Type.Optional(IdText), zone: Type.Optional(ZoneSchema),
        listed: Type.Optional(Type.Boolean()), images: Type.Optional(Images),
        skus: Type.Optional(Type.Array(Type.Object({ id: IdText, name: Type.Optional(SkuName), priceFen: Type.Optional(PriceFen), supplyFen: Type.Optional(Type.String({ pattern: '^[0-9]{1,12}$' })) }), { maxItems: SKUS })),
        newSkus: Type.Optional(Type.Array(NewSkuSchema, { maxItems: SKUS, description: 'Variants to add, of self-operated goods' })),
      }, { additionalProperties: false }),
    },
    config: write,
  }, async (request) => {
    const { skus, newSkus, categoryId, title, ...edit } = request.body;
    const product = await request.unit((ctx) => editProduct(ctx, {
      ...edit, title: title?.trim(), productId: BigInt(request.params.id) as ProductId, categoryId: categoryId === undefined ? undefined : BigInt(categoryId) as CategoryId, newSkus: newSkus?.map(newSkuOf),
      skus: skus?.map(({ id, name, priceFen, supplyFen }) => ({ id: BigInt(id), name: name?.trim(), priceFen: priceFen === undefined ? undefined : BigInt(priceFen), supplyFen: supplyFen === undefined ? undefined : BigInt(supplyFen) })),
    }));
    await catalogOf(infra).refresh();
    return sheetJson(infra, product, stockOf);
  });

  newProductRoute(http, infra, stockOf);
  takeUploads(http);
  uploadRoute(http, infra, { url: '/api/console/media', guard: write.guard });
}

function newProductRoute(http: Http, infra: Infra, stockOf: StockReader): void {
  http.post('/api/console/products', {
    schema: {
      tags: ['catalog'], summary: 'Creates self-operated goods; their stock begins at nothing', response: { 200: ProductSheet },
      body: Type.Object({
        title: Title, subtitle: Subtitle, description: Description, categoryId: IdText, zone: ZoneSchema, listed: Type.Boolean(), images: Images,
        skus: Type.Array(NewSkuSchema, { minItems: 1, maxItems: SKUS }),
      }, { additionalProperties: false }),
    },
    config: { guard: { act: 'catalog.write', of: 'platform' } },
  }, async (request) => {
    const { title, categoryId, skus, ...facts } = request.body;
    const product = await request.unit((ctx) => createOwnProduct(ctx, { ...facts, title: title.trim(), categoryId: BigInt(categoryId) as CategoryId, skus: skus.map(newSkuOf) }));
    await catalogOf(infra).refresh();
    return sheetJson(infra, product, stockOf);
  });
}

function uploadRoute(http: Http, infra: Infra, { url, guard }: { url: string; guard: Guard }): void {
  http.post(url, {
    schema: {
      tags: ['catalog'], summary: 'Uploads a picture (JPEG, PNG or WebP as the body); its kind is found by decoding', consumes: [...UPLOAD_TYPES],
      response: { 200: Type.Object({ sha256: Type.String(), url: Type.String(), width: Type.Integer(), height: Type.Integer() }) },
    },
    config: { guard },
  }, async (request) => {
    const bytes = request.body;
    if (!Buffer.isBuffer(bytes)) throw errors.pictureNotAllowed();
    const media = await storeUpload(infra.config.dataDir, bytes);
    await request.unit((ctx) => recordMedia(ctx, media));
    return { sha256: media.sha256, url: mediaUrl(media.sha256), width: media.width, height: media.height };
  });
}

/** A supplier's own goods; he never sees another's. */
export function supplierRoutes(http: Http, infra: Infra, stockOf: StockReader): void {
  http.get('/api/supplier/products', {
    schema: { tags: ['catalog'], summary: 'The products of one’s own organisation, newest first', querystring: OwnQuery, response: { 200: Page(ProductRow) } },
    config: { guard: { act: 'catalog.ownRead', of: 'supplier', key: true } },
  }, (request) => ownProductPage(infra, stockOf, { ...request.query, orgId: deskOf(request).orgId }));

  http.get('/api/supplier/products/:id', {
    schema: { tags: ['catalog'], summary: 'One product of one’s own organisation', params: Type.Object({ id: IdText }), response: { 200: ProductSheet } },
    config: { guard: { act: 'catalog.ownRead', of: 'supplier', key: true } },
  }, async (request) => {
    const supplier = await supplierOfOrganisation(infra.sql, deskOf(request).orgId);
    const product = await store.findProduct(infra.sql, BigInt(request.params.id));
    if (!product || product.supplierId !== supplier.id) throw errors.productNotFound();
    return sheetJson(infra, product, stockOf);
  });

  uploadRoute(http, infra, { url: '/api/supplier/media', guard: { act: 'catalog.ownWrite', of: 'supplier' } });
}
