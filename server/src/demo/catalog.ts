/** The demo's goods: 60 products in 12 categories, from three suppliers and self-operated, with drawn pictures. Goes through the catalogue's services. */
import type { Infra, Origin } from '#infra/infra.ts';
import { assert } from '#kernel/assert.ts';
import { parseAtoms } from '#kernel/amount.ts';
import type { Id } from '#kernel/id.ts';
import { catalogOf, type CategoryId, createCategory, createProduct, recordMedia, storeDrawing, type Zone } from '#modules/catalog/index.ts';
import { draw } from './pictures/index.ts';
import goods from './products.json' with { type: 'json' };

export type SupplierKey = 'tea' | 'farm' | 'home';
/** A supplier as the catalogue needs him. */
export interface SupplierRef {
  readonly id: Id<'supplier'>;
  readonly bucket: number;
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

/** Renders all pictures that are not there yet, a few at a time; returns the names of the files by product. */
export async function renderPictures(dataDir: string): Promise<Map<string, Awaited<ReturnType<typeof storeDrawing>>>> {
  const rendered = new Map<string, Awaited<ReturnType<typeof storeDrawing>>>();
  for (let start = 0; start < goods.products.length; start += AT_ONCE) {
    await Promise.all(goods.products.slice(start, start + AT_ONCE).map(async ({ key, picture }) => {
      rendered.set(key, await storeDrawing(dataDir, draw(picture)));
    }));
  }
  return rendered;
}

/** Creates the categories and products of the demo and returns them in the order of products.json. Stock is for the caller to set. */
export async function seedCatalog(infra: Infra, input: { origin: Origin; suppliers: Readonly<Record<SupplierKey, SupplierRef>> }): Promise<SeededProduct[]> {
  const pictures = await renderPictures(infra.config.dataDir);
  const seeded = await infra.unit(input.origin, async (ctx) => {
    const categories = new Map<string, CategoryId>();
    for (const [position, name] of goods.categories.entries()) categories.set(name, await createCategory(ctx, { name, position }));
    const created: SeededProduct[] = [];
    for (const item of goods.products) {
      const [categoryId, media] = [categories.get(item.category), pictures.get(item.key)];
      assert(categoryId !== undefined && media !== undefined, `"${item.key}" has a category and a picture`);
      await recordMedia(ctx, media);
      const supplier = item.supplier === null ? null : input.suppliers[item.supplier as SupplierKey];
      const product = await createProduct(ctx, {
        categoryId, supplier, zone: item.zone as Zone, title: item.title, subtitle: item.subtitle, description: item.description, images: [media.sha256], listed: true,
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
