/** Creating and editing goods. Orders copy what they need when they are placed, so an edit never touches a placed order. */
import type { Ctx } from '#infra/context.ts';
import { digest } from '#infra/secrets.ts';
import { assert } from '#kernel/assert.ts';
import { bucketOfWord, type Id } from '#kernel/id.ts';
import { audit } from '#modules/identity/index.ts';
import { type CategoryId, editSku, errors, faceSv, fulfilmentBucket, type Product, type ProductId, type Sku, type SkuEdit, type Zone } from '#modules/catalog/domain.ts';
import { countMedia } from '#modules/catalog/store/media.ts';
import * as store from '#modules/catalog/store/products.ts';

/** Creates a category; positions order the list. */
export async function createCategory(ctx: Ctx, input: { name: string; position: number }): Promise<CategoryId> {
  const id = ctx.newId<'category'>(0);
  await store.insertCategory(ctx.tx, { id, ...input });
  await store.raiseVersion(ctx.tx);
  return id;
}

export interface NewProduct {
  readonly categoryId: CategoryId;
  /** Null: self-operated. */
  readonly supplier: { readonly id: Id<'supplier'>; readonly bucket: number } | null;
  readonly zone: Zone;
  readonly title: string;
  readonly subtitle: string;
  readonly description: string;
  readonly images: readonly string[];
  readonly listed: boolean;
  /** `unitSv` defaults to face value: 1 SV a yuan. */
  readonly skus: readonly { readonly name: string; readonly priceFen: bigint; readonly supplyFen: bigint; readonly unitSv?: bigint }[];
}

/** Creates a product with its SKUs. Refusals: catalog.unknownImage, catalog.priceBelowSupply. */
export async function createProduct(ctx: Ctx, input: NewProduct): Promise<Product> {
  const { supplier, skus, ...facts } = input;
  assert(skus.length > 0, 'a product has at least one SKU');
  assert(supplier !== null || skus.every((sku) => sku.supplyFen === 0n), 'nobody is paid a supply price for self-operated goods');
  await requireImages(ctx, input.images);
  const id = ctx.newId<'product'>(supplier?.bucket ?? bucketOfWord(input.title));
  const bucket = fulfilmentBucket({ id, supplier });
  const product: Product = {
    ...facts, id, bucket, supplierId: supplier?.id ?? null,
    skus: skus.map((sku): Sku => {
      if (sku.priceFen < sku.supplyFen) throw errors.priceBelowSupply({ skuName: sku.name, supplyFen: sku.supplyFen.toString() });
      return { ...sku, id: ctx.newId<'sku'>(bucket), productId: id, unitSv: sku.unitSv ?? faceSv(sku.priceFen) };
    }),
  };
  await store.insertProduct(ctx.tx, product, ctx.now);
  await store.raiseVersion(ctx.tx);
  return product;
}

async function requireImages(ctx: Ctx, images: readonly string[]): Promise<void> {
  const wanted = [...new Set(images)];
  if ((await countMedia(ctx.tx, wanted)) !== wanted.length) throw errors.unknownImage();
}

export interface ProductEdit {
  readonly productId: ProductId;
  readonly title?: string | undefined;
  readonly subtitle?: string | undefined;
  readonly description?: string | undefined;
  readonly images?: readonly string[] | undefined;
  readonly listed?: boolean | undefined;
  readonly skus?: readonly SkuEdit[] | undefined;
}

/** Changes what is given of a product and records who changed what. Refusals: catalog.productNotFound, skuNotFound, priceBelowSupply, unknownImage. */
export async function editProduct(ctx: Ctx, edit: ProductEdit): Promise<Product> {
  const before = await store.lockProduct(ctx.tx, edit.productId);
  if (!before) throw errors.productNotFound();
  const edits = new Map((edit.skus ?? []).map((sku) => [sku.id, sku]));
  for (const id of edits.keys()) if (!before.skus.some((sku) => sku.id === id)) throw errors.skuNotFound();
  if (edit.images) await requireImages(ctx, edit.images);
  const after: Product = {
    ...before,
    title: edit.title ?? before.title, subtitle: edit.subtitle ?? before.subtitle, description: edit.description ?? before.description,
    images: edit.images ?? before.images, listed: edit.listed ?? before.listed,
    skus: before.skus.map((sku) => {
      const change = edits.get(sku.id);
      return change ? editSku(sku, change) : sku;
    }),
  };
  await store.updateProduct(ctx.tx, after, ctx.now);
  await store.raiseVersion(ctx.tx);
  await audit(ctx, { act: 'catalog.write', target: `product:${before.id}`, detail: {}, before: factsOf(before), after: factsOf(after) });
  return after;
}

/** Puts products on sale or takes them off, all or none, and records which; answers how many changed. Refusal: catalog.productNotFound when one of them is not there. */
export async function listTogether(ctx: Ctx, change: { ids: readonly bigint[]; listed: boolean }): Promise<number> {
  const ids = [...new Set(change.ids)];
  if ((await store.countExisting(ctx.tx, ids)) !== ids.length) throw errors.productNotFound();
  const changed = await store.setListed(ctx.tx, { ids, listed: change.listed, at: ctx.now });
  if (changed.length === 0) return 0;
  await store.raiseVersion(ctx.tx);
  await audit(ctx, { act: 'catalog.write', target: 'products', detail: { listed: change.listed, count: changed.length, ids: changed.join() } });
  return changed.length;
}

/** What the audit log compares: each fact of a product by its name, those of a SKU by its id. Long texts are told by their hash. */
function factsOf(product: Product): Record<string, string | boolean> {
  const skus = product.skus.flatMap((sku) => (['priceFen', 'supplyFen', 'unitSv'] as const).map((field) => [`${sku.id}.${field}`, sku[field].toString()]));
  return {
    title: product.title, subtitle: product.subtitle, listed: product.listed, description: digest(product.description), images: product.images.join(' '), ...Object.fromEntries(skus) as Record<string, string>,
  };
}
