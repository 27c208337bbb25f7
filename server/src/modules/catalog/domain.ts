/** Goods: what is sold, by whom, in which zone and for how much. Stock belongs to orders. */
import { SHARE_ATOMS_PER_FEN } from '#kernel/amount.ts';
import { defineRefusals } from '#kernel/errors.ts';
import { type Id, shelfOf } from '#kernel/id.ts';

export type ProductId = Id<'product'>;
export type SkuId = Id<'sku'>;
export type CategoryId = Id<'category'>;
export type Zone = 'ordinary' | 'vip';

export interface Category {
  readonly id: CategoryId;
  readonly name: string;
  readonly position: number;
}

export interface Sku {
  readonly id: SkuId;
  readonly productId: ProductId;
  readonly name: string;
  readonly priceFen: bigint;
  /** What the supplier is paid for a piece; 0 for self-operated goods. */
  readonly supplyFen: bigint;
  /** Share value that a piece grants before the zone's multiple, atoms. */
  readonly unitSv: bigint;
}

export interface Product {
  readonly id: ProductId;
  readonly categoryId: CategoryId;
  /** Null: self-operated. */
  readonly supplierId: Id<'supplier'> | null;
  /** The bucket in which its stock and orders stand. */
  readonly bucket: number;
  readonly zone: Zone;
  readonly title: string;
  readonly subtitle: string;
  readonly description: string;
  /** SHA-256 of pictures, the first is the cover. */
  readonly images: readonly string[];
  readonly listed: boolean;
  readonly skus: readonly Sku[];
}

export const errors = defineRefusals('catalog', {
  productNotFound: 404, skuNotFound: 404, categoryNotFound: 404,
  /** The retail price must cover what the supplier is paid. */
  priceBelowSupply: 409,
  unknownImage: 409, pictureUnreadable: 400, pictureNotAllowed: 400, pictureTooSmall: 400,
});

/** The bucket of the fulfiller: the supplier's, or the shelf of the product for self-operated goods (ARCHITECTURE 4.3). */
export function fulfilmentBucket(product: { id: bigint; supplier: { bucket: number } | null }): number {
  return product.supplier ? product.supplier.bucket : shelfOf(product.id);
}

/** Share value of a piece at face value: 1 SV a yuan (R4.7.6); what a SKU grants unless it says otherwise (AMB-13). */
export function faceSv(priceFen: bigint): bigint {
  return priceFen * SHARE_ATOMS_PER_FEN;
}

export interface SkuEdit {
  readonly id: bigint;
  readonly priceFen?: bigint | undefined;
  readonly supplyFen?: bigint | undefined;
}

/** The SKU after an edit. Share value that stood at face value follows the price, any other stays. Refusal: catalog.priceBelowSupply. */
export function editSku(sku: Sku, edit: SkuEdit): Sku {
  const priceFen = edit.priceFen ?? sku.priceFen;
  const supplyFen = edit.supplyFen ?? sku.supplyFen;
  if (priceFen < supplyFen) throw errors.priceBelowSupply({ skuName: sku.name, supplyFen: supplyFen.toString() });
  return { ...sku, priceFen, supplyFen, unitSv: sku.unitSv === faceSv(sku.priceFen) ? faceSv(priceFen) : sku.unitSv };
}
