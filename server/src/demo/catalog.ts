/** The demo's goods: 60 products in 12 categories, from five suppliers and self-operated, with drawn pictures. Goes through the catalogue's services. */
import type { Infra, Origin } from '#infra/infra.ts';
import { assert } from '#kernel/assert.ts';
import { parseAtoms } from '#kernel/amount.ts';
import type { Id } from '#kernel/id.ts';
import { catalogOf, type CategoryId, createCategory, createProduct, recordMedia, storeDrawing, type Zone } from '#modules/catalog/index.ts';
import { draw, drawView, type View } from './pictures/index.ts';
import goods from './products.json' with { type: 'json' };

export type SupplierKey = 'tea' | 'farm' | 'orchard' | 'home' | 'kitchen';
/** A supplier as the catalogue needs him. */
export interface SupplierRef {
  readonly id: Id<'supplier'>;
  readonly bucket: number;
}

/** All suppliers of the demo's goods, each found by `find`. */
export function suppliersByKey(find: (key: SupplierKey) => SupplierRef): Record<SupplierKey, SupplierRef> {
  return { tea: find('tea'), farm: find('farm'), orchard: find('orchard'), home: find('home'), kitchen: find('kitchen') };
}

export interface SeededProduct {
  /** Its name in products.json, for demo data that refers to it. */
  readonly key: string;
  readonly zone: Zone;
  readonly productId: bigint;
  readonly supplierId: bigint | null;
  /** The fulfiller's bucket: stock stands there. */
  readonly bucket: number;
  readonly skus: readonly { readonly skuId: bigint; readonly priceFen: bigint; readonly stock: number }[];
}

const AT_ONCE = 4;

function fen(text: string): bigint {
  const atoms = parseAtoms(text, 2);
  assert(atoms !== undefined && atoms >= 0n, `"${text}" is a price`);
  return atoms;
}

/** The drawings of a product, its cover first. */
export function drawAll(product: (typeof goods.products)[number]): string[] {
  const { picture } = product;
  return [draw(picture), ...('more' in product ? (product.more as readonly View[]).map((view) => drawView(picture, view)) : [])];
}

type Pictures = readonly Awaited<ReturnType<typeof storeDrawing>>[];

/** Renders all pictures that are not there yet, a few at a time; returns the pictures of each product by its key. */
export async function renderPictures(dataDir: string): Promise<Map<string, Pictures>> {
  const rendered = new Map<string, Pictures>();
  for (let start = 0; start < goods.products.length; start += AT_ONCE) {
    await Promise.all(goods.products.slice(start, start + AT_ONCE).map(async (product) => {
      const pictures = [];
      for (const drawing of drawAll(product)) pictures.push(await storeDrawing(dataDir, drawing));
      rendered.set(product.key, pictures);
    }));
  }
  return rendered;
}

/** Creates the categories and products of the demo and returns them in the order of products.json. Stock is for the caller to set. */
export async function seedCatalog(infra: Infra, input: { origin: Origin; suppliers: Readonly<Record<SupplierKey, SupplierRef>> }): Promise<SeededProduct[]> {
  const pictures = await renderPictures(infra.config.dataDir);
  const seeded = await infra.unit(input.origin, async (ctx) => {
    const categories = new Map<string, CategoryId>();
    for (const name of goods.categories) categories.set(name, await createCategory(ctx, { name }));
    const created: SeededProduct[] = [];
    for (const item of goods.products) {
      const [categoryId, media] = [categories.get(item.category), pictures.get(item.key)];
      assert(categoryId !== undefined && media !== undefined, `"${item.key}" has a category and pictures`);
      for (const picture of media) await recordMedia(ctx, picture);
      const supplier = item.supplier === null ? null : input.suppliers[item.supplier as SupplierKey];
      const product = await createProduct(ctx, {
        categoryId, supplier, zone: item.zone as Zone, title: item.title, subtitle: item.subtitle, description: item.description, images: media.map(({ sha256 }) => sha256), listed: true,
        skus: item.skus.map((sku) => ({ name: sku.name, priceFen: fen(sku.price), supplyFen: fen(sku.supply) })),
      });
      created.push({
        key: item.key, zone: product.zone, productId: product.id, supplierId: product.supplierId, bucket: product.bucket,
        skus: product.skus.map((sku, index) => ({ skuId: sku.id, priceFen: sku.priceFen, stock: item.skus[index]?.stock ?? 0 })),
      });
    }
    return created;
  });
  await catalogOf(infra).refresh();
  return seeded;
}
