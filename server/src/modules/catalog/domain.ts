/** Goods: what is sold, by whom, in which zone and for how much. Stock belongs to orders. */
import { PPM, SHARE_ATOMS_PER_FEN } from '#kernel/amount.ts';
import { defineRefusals } from '#kernel/errors.ts';
import { type Id, shelfOf } from '#kernel/id.ts';
import type { Transitions } from '#kernel/state-machine.ts';

export type ProductId = Id<'product'>;
export type SkuId = Id<'sku'>;
export type CategoryId = Id<'category'>;
export type Zone = 'ordinary' | 'vip';

export interface Category {
  readonly id: CategoryId;
  readonly name: string;
  readonly position: number;
}

/** As many as a visitor can overlook, and the variants of a product. */
export const CATEGORIES = 100;
export const SKUS = 50;

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
  /** Another category has this name. */
  categoryTaken: 409,
  /** Goods stand in it, listed or not. */
  categoryInUse: 409,
  /** The categories were changed meanwhile: the order that was sent is not one of them all. */
  categoriesChanged: 409,
  tooManyCategories: 409,
  /** Variants of a supplier's goods come from him, with their supply price. */
  supplierProposes: 409,
  tooManySkus: 409,
  /** The retail price must cover what the supplier is paid. */
  priceBelowSupply: 409,
  /** The margin is so small that the reviewer must say that he means it. */
  marginSmall: 409,
  proposalNotFound: 404,
  /** The proposal was changed or decided meanwhile. */
  proposalChanged: 409,
  /** In this state nobody may do that with it. */
  proposalClosed: 409,
  /** One change of a product waits at a time. */
  proposalOpen: 409,
  /** It lacks a picture, a variant or its supply price. */
  proposalIncomplete: 409,
  importNotFound: 404,
  /** It runs already or is done. */
  importStarted: 409,
  /** The first row does not name the columns of the template. */
  importColumns: 400,
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
  readonly name?: string | undefined;
  readonly priceFen?: bigint | undefined;
  readonly supplyFen?: bigint | undefined;
}

/** The SKU after an edit. Share value that stood at face value follows the price, any other stays. Refusal: catalog.priceBelowSupply. */
export function editSku(sku: Sku, edit: SkuEdit): Sku {
  const priceFen = edit.priceFen ?? sku.priceFen;
  const supplyFen = edit.supplyFen ?? sku.supplyFen;
  if (priceFen < supplyFen) throw errors.priceBelowSupply({ skuName: sku.name, supplyFen: supplyFen.toString() });
  return { ...sku, name: edit.name ?? sku.name, priceFen, supplyFen, unitSv: sku.unitSv === faceSv(sku.priceFen) ? faceSv(priceFen) : sku.unitSv };
}

export type ProposalId = Id<'proposal'>;
export type ProposalState = 'draft' | 'submitted' | 'approved' | 'rejected' | 'withdrawn';
export const PROPOSAL_STATES = ['draft', 'submitted', 'approved', 'rejected', 'withdrawn'] as const satisfies readonly ProposalState[];
/** Draft: the supplier writes. Submitted: the operator decides, or the supplier takes it back. Rejected: it may be changed and submitted again. */
export const PROPOSAL_TRANSITIONS: Transitions<ProposalState> = {
  draft: ['submitted', 'withdrawn'], submitted: ['approved', 'rejected', 'draft'], rejected: ['submitted', 'withdrawn'], approved: [], withdrawn: [],
};

/** A variant as a supplier proposes it; amounts are fen in decimal, as JSON keeps them. */
export interface ProposedSku {
  /** Null: a new variant. */
  readonly id: string | null;
  readonly name: string;
  readonly supplyFen: string;
  /** The retail price he suggests; the platform sets it (AMB-01). */
  readonly suggestedFen: string;
  /** Pieces that a new variant begins with; a variant on sale has its stock changed without review. */
  readonly pieces: number;
}

/** The goods as a supplier wants them. */
export interface Proposed {
  readonly title: string;
  readonly subtitle: string;
  readonly description: string;
  readonly categoryId: string;
  readonly images: readonly string[];
  readonly listed: boolean;
  readonly skus: readonly ProposedSku[];
}

/** What a proposal lacks before it can be reviewed; undefined when it is complete. */
export function lackOf(content: Proposed): 'title' | 'images' | 'skus' | undefined {
  if (content.title === '') return 'title';
  if (content.images.length === 0) return 'images';
  const complete = content.skus.length > 0 && content.skus.every((sku) => sku.name !== '' && BigInt(sku.supplyFen) > 0n && BigInt(sku.suggestedFen) >= BigInt(sku.supplyFen));
  return complete ? undefined : 'skus';
}

/** Below this part of the retail price a margin is asked about once more: a slip of the reviewer's hand, not a rule of the deal. */
export const SMALL_MARGIN_PPM = 50_000n;

/** Refuses a price below supply, and a small margin unless it is meant. Refusals: catalog.priceBelowSupply, marginSmall. */
export function guardMargin(sku: { readonly name: string; readonly priceFen: bigint; readonly supplyFen: bigint }, smallIsMeant: boolean): void {
  if (sku.priceFen < sku.supplyFen) throw errors.priceBelowSupply({ skuName: sku.name, supplyFen: sku.supplyFen.toString() });
  if (!smallIsMeant && (sku.priceFen - sku.supplyFen) * PPM < sku.priceFen * SMALL_MARGIN_PPM) throw errors.marginSmall({ skuName: sku.name });
}
