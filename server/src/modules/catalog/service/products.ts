/** Creating and editing goods. Orders copy what they need when they are placed, so an edit never touches a placed order. */
import type { Ctx } from '#infra/context.ts';
import { digest } from '#infra/secrets.ts';
import { assert } from '#kernel/assert.ts';
import { bucketOfWord, type Id } from '#kernel/id.ts';
import { audit, auditEach } from '#modules/identity/index.ts';
import { type CategoryId, editSku, errors, faceSv, fulfilmentBucket, type Product, type ProductId, type Sku, type SkuEdit, SKUS, type Zone } from '#modules/catalog/domain.ts';
import { isCategory } from '#modules/catalog/store/categories.ts';
import { countMedia } from '#modules/catalog/store/media.ts';
import * as store from '#modules/catalog/store/products.ts';

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

/** Creates a product with its SKUs. Refusals: catalog.categoryNotFound, unknownImage, priceBelowSupply. */
export async function createProduct(ctx: Ctx, input: NewProduct): Promise<Product> {
  const { supplier, skus, ...facts } = input;
  assert(skus.length > 0, 'a product has at least one SKU');
  assert(supplier !== null || skus.every((sku) => sku.supplyFen === 0n), 'nobody is paid a supply price for self-operated goods');
  await requireCategory(ctx, input.categoryId);
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

/** Creates self-operated goods and records what they are. Refusals: catalog.categoryNotFound, unknownImage. */
export async function createOwnProduct(ctx: Ctx, input: Omit<NewProduct, 'supplier' | 'skus'> & { readonly skus: readonly NewSku[] }): Promise<Product> {
  const product = await createProduct(ctx, { ...input, supplier: null, skus: input.skus.map((sku) => ({ ...sku, supplyFen: 0n })) });
  await audit(ctx, { act: 'catalog.create', target: `product:${product.id}`, detail: {}, before: {}, after: factsOf(product) });
  return product;
}

async function requireCategory(ctx: Ctx, id: bigint): Promise<void> {
  if (!(await isCategory(ctx.tx, id))) throw errors.categoryNotFound();
}

async function requireImages(ctx: Ctx, images: readonly string[]): Promise<void> {
  const wanted = [...new Set(images)];
  if ((await countMedia(ctx.tx, wanted)) !== wanted.length) throw errors.unknownImage();
}

/** A variant of self-operated goods. */
export interface NewSku {
  readonly name: string;
  readonly priceFen: bigint;
}

export interface ProductEdit {
  readonly productId: ProductId;
  readonly categoryId?: CategoryId | undefined;
  readonly zone?: Zone | undefined;
  readonly title?: string | undefined;
  readonly subtitle?: string | undefined;
  readonly description?: string | undefined;
  readonly images?: readonly string[] | undefined;
  readonly listed?: boolean | undefined;
  readonly skus?: readonly SkuEdit[] | undefined;
  /** Variants to add, of self-operated goods only; they stand last. */
  readonly newSkus?: readonly NewSku[] | undefined;
}

/**
 * Changes what is given of a product and records who changed what.
 * Refusals: catalog.productNotFound, skuNotFound, categoryNotFound, priceBelowSupply, unknownImage, supplierProposes, tooManySkus.
 */
export async function editProduct(ctx: Ctx, edit: ProductEdit): Promise<Product> {
  const before = await store.lockProduct(ctx.tx, edit.productId);
  if (!before) throw errors.productNotFound();
  const edits = new Map((edit.skus ?? []).map((sku) => [sku.id, sku]));
  for (const id of edits.keys()) if (!before.skus.some((sku) => sku.id === id)) throw errors.skuNotFound();
  if (edit.images) await requireImages(ctx, edit.images);
  if (edit.categoryId !== undefined) await requireCategory(ctx, edit.categoryId);
  const after: Product = {
    ...before, categoryId: edit.categoryId ?? before.categoryId, zone: edit.zone ?? before.zone,
    title: edit.title ?? before.title, subtitle: edit.subtitle ?? before.subtitle, description: edit.description ?? before.description,
    images: edit.images ?? before.images, listed: edit.listed ?? before.listed,
    skus: [...before.skus.map((sku) => {
      const change = edits.get(sku.id);
      return change ? editSku(sku, change) : sku;
    }), ...addedSkus(ctx, before, edit.newSkus ?? [])],
  };
  await store.updateProduct(ctx.tx, after, ctx.now);
  await store.raiseVersion(ctx.tx);
  await audit(ctx, { act: 'catalog.write', target: `product:${before.id}`, detail: {}, before: factsOf(before), after: factsOf(after) });
  return after;
}

function addedSkus(ctx: Ctx, { id, supplierId, bucket, skus }: Product, added: readonly NewSku[]): Sku[] {
  if (added.length > 0 && supplierId !== null) throw errors.supplierProposes();
  if (skus.length + added.length > SKUS) throw errors.tooManySkus({ most: SKUS });
  return added.map((sku) => ({ ...sku, id: ctx.newId<'sku'>(bucket), productId: id, supplyFen: 0n, unitSv: faceSv(sku.priceFen) }));
}

/** Puts products on sale or takes them off, all or none, and records which; answers how many changed. Refusal: catalog.productNotFound when one of them is not there. */
export async function listTogether(ctx: Ctx, change: { ids: readonly bigint[]; listed: boolean }): Promise<number> {
  const ids = [...new Set(change.ids)];
  if ((await store.countExisting(ctx.tx, ids)) !== ids.length) throw errors.productNotFound();
  const changed = await store.setListed(ctx.tx, { ids, listed: change.listed, at: ctx.now });
  if (changed.length === 0) return 0;
  await store.raiseVersion(ctx.tx);
  await auditEach(ctx, changed.map((id) => ({ act: 'catalog.write', target: `product:${id}`, detail: { together: changed.length }, before: { listed: !change.listed }, after: { listed: change.listed } })));
  return changed.length;
}

/** What the audit log compares: each fact of a product by its name, those of a SKU by its id. Long texts are told by their hash. */
export function factsOf(product: Product): Record<string, string | boolean> {
  const skus = product.skus.flatMap((sku) => (['name', 'priceFen', 'supplyFen', 'unitSv'] as const).map((field) => [`${sku.id}.${field}`, sku[field].toString()]));
  return {
    title: product.title, subtitle: product.subtitle, category: product.categoryId.toString(), zone: product.zone, listed: product.listed, description: digest(product.description), images: product.images.join(' '), ...Object.fromEntries(skus) as Record<string, string>,
  };
}
