/** How goods look in JSON. Share value in views includes the zone's multiple: it is what the buyer gets. */
import { type Static, Type } from 'typebox';
import { Atoms, IdText } from '#infra/schemas.ts';
import { assert } from '#kernel/assert.ts';
import { rulesErrors } from '#modules/rules/index.ts';
import type { Product } from '#modules/catalog/domain.ts';
import { mediaUrl } from '#modules/catalog/service/media.ts';
import { type Catalog, grantedSv, type ZoneMultiples } from '#modules/catalog/service/snapshot.ts';

export const ZoneSchema = Type.Enum(['ordinary', 'vip']);
/** A price at most a million times which (its share value) still fits 64 bits. */
export const PriceFen = Type.String({ pattern: '^[1-9][0-9]{0,11}$', description: 'Price of a piece in fen, above zero' });
export const CategorySchema = Type.Object({ id: IdText, name: Type.String() });
export const CategoryCard = Type.Object({ id: IdText, name: Type.String(), imageUrl: Type.Union([Type.String(), Type.Null()], { description: 'Its first product, 200 pixels wide; null while it has none' }) });
const cardFields = {
  id: IdText, title: Type.String(), subtitle: Type.String(), zone: ZoneSchema, categoryId: IdText,
  priceFen: Type.String({ description: 'Price of the cheapest variant, fen' }),
  svAtoms: Type.String({ description: 'Share value that this variant grants its buyer, the multiple of the zone included, atoms' }),
  imageUrl: Type.String(), sold: Type.Integer({ description: 'Pieces paid for' }),
};
export const ProductCard = Type.Object(cardFields);
export const ProductDetail = Type.Object({
  ...cardFields, images: Type.Array(Type.String()), description: Type.String(),
  supplierName: Type.Union([Type.String(), Type.Null()]), selfOperated: Type.Boolean(),
  skus: Type.Array(Type.Object({ id: IdText, name: Type.String(), priceFen: Atoms, svAtoms: Atoms, available: Type.Boolean(), stock: Type.Integer() })),
});

/** The multiples in force. Refusal: rules.notInstalled. */
export function multiplesOf(catalog: Catalog): ZoneMultiples {
  const multiples = catalog.multiples();
  if (!multiples) throw rulesErrors.notInstalled();
  return multiples;
}

/** A product in a list. */
export function cardJson(catalog: Catalog, product: Product): Static<typeof ProductCard> {
  const [first, ...others] = product.skus;
  const [cover] = product.images;
  assert(first !== undefined && cover !== undefined, 'a product has a SKU and a picture');
  const cheapest = others.reduce((least, sku) => (sku.priceFen < least.priceFen ? sku : least), first);
  return {
    id: product.id.toString(), title: product.title, subtitle: product.subtitle, zone: product.zone, categoryId: product.categoryId.toString(),
    priceFen: cheapest.priceFen.toString(), svAtoms: grantedSv(cheapest, product.zone, multiplesOf(catalog)).toString(),
    imageUrl: mediaUrl(cover), sold: Number(catalog.soldOf(product.id)),
  };
}

/** A product on its own page, with what is in stock just now. */
export function detailJson(catalog: Catalog, product: Product, facts: { supplierName: string | null; stock: ReadonlyMap<bigint, number> }): Static<typeof ProductDetail> {
  const multiples = multiplesOf(catalog);
  return {
    ...cardJson(catalog, product),
    images: product.images.map((image) => mediaUrl(image, 1200)), description: product.description,
    supplierName: facts.supplierName, selfOperated: product.supplierId === null,
    skus: product.skus.map((sku) => {
      const stock = facts.stock.get(sku.id) ?? 0;
      return { id: sku.id.toString(), name: sku.name, priceFen: sku.priceFen.toString(), svAtoms: grantedSv(sku, product.zone, multiples).toString(), available: stock > 0, stock };
    }),
  };
}
