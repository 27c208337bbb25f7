/** The form of proposed goods, and what a reviewer sees changed: pure. */
import type { ProductRow, Proposal, ProposalContent, ProposedSku } from './api.ts';

export const NEW_SKU: ProposedSku = { id: null, name: '', supplyFen: '', suggestedFen: '', pieces: 0 };

/** Goods of which nothing is known yet. */
export function emptyContent(): ProposalContent {
  return { title: '', subtitle: '', description: '', categoryId: '', images: [], listed: true, skus: [{ ...NEW_SKU }] };
}

/** Goods on sale as a proposal that changes nothing yet. */
export function contentOf(product: ProductRow & { description: string; images: readonly { sha256: string }[] }): ProposalContent {
  const { title, subtitle, description, categoryId, images, listed, skus } = product;
  return { title, subtitle, description, categoryId, listed, images: images.map(({ sha256 }) => sha256), skus: skus.map(({ id, name, supplyFen, priceFen }) => ({ id, name, supplyFen, suggestedFen: priceFen, pieces: 0 })) };
}

/** What is sent: an amount that was not filled in is 0. */
export function sentContent(content: ProposalContent): ProposalContent {
  return { ...content, skus: content.skus.map((sku) => ({ ...sku, supplyFen: sku.supplyFen || '0', suggestedFen: sku.suggestedFen || '0' })) };
}

/** The first thing that keeps a proposal from being submitted; undefined when nothing does. */
export function lackOf(content: ProposalContent): 'needTitle' | 'needCategory' | 'needPicture' | 'needSku' | 'needAmounts' | 'suggestedBelowSupply' | undefined {
  if (content.title.trim() === '') return 'needTitle';
  if (content.categoryId === '') return 'needCategory';
  if (content.images.length === 0) return 'needPicture';
  if (content.skus.length === 0 || content.skus.some(({ name }) => name.trim() === '')) return 'needSku';
  if (content.skus.some(({ supplyFen, suggestedFen }) => !/[1-9]/.test(supplyFen) || !/[1-9]/.test(suggestedFen))) return 'needAmounts';
  return content.skus.some(({ supplyFen, suggestedFen }) => BigInt(suggestedFen) < BigInt(supplyFen)) ? 'suggestedBelowSupply' : undefined;
}

/** The texts of a proposal beside those of the goods on sale, with whether they differ. */
export function comparedTexts(proposal: Proposal, categoryName: (id: string) => string) {
  const { content, current } = proposal;
  return (['title', 'subtitle', 'description', 'category', 'listed'] as const).map((field) => {
    const textOf = (goods: { title: string; subtitle: string; description: string; categoryId: string; listed: boolean }): string =>
      (field === 'category' ? categoryName(goods.categoryId) : String(goods[field]));
    const [now, wanted] = [current ? textOf(current) : '', textOf(content)];
    return { field, now, wanted, changed: current !== null && now !== wanted };
  });
}

/** A variant under review: what it was, what is proposed, and the price the reviewer sets. */
export interface ReviewedSku {
  readonly name: string;
  readonly wasName: string | null;
  readonly supplyFen: string;
  readonly wasSupplyFen: string | null;
  readonly suggestedFen: string;
  readonly pieces: number;
  readonly fresh: boolean;
  priceFen: string;
}

/** The variants of a proposal; the price begins as it is on sale, or as suggested. */
export function reviewedSkus({ content, current, state }: Proposal): ReviewedSku[] {
  return content.skus.map((sku) => {
    // Once approved, the new variants are on sale under the names proposed.
    const was = current?.skus.find(({ id, name }) => (sku.id === null ? state === 'approved' && name === sku.name : id === sku.id));
    return {
      name: sku.name, wasName: was?.name ?? null, supplyFen: sku.supplyFen, wasSupplyFen: was?.supplyFen ?? null, suggestedFen: sku.suggestedFen, pieces: sku.pieces, fresh: was === undefined,
      priceFen: was?.priceFen ?? sku.suggestedFen,
    };
  });
}

const SMALL_MARGIN_PERCENT = 5n;
/** Whether a price may be approved: not below supply, and a margin under 5 % only when it is meant. */
export function guardOf({ priceFen, supplyFen }: { readonly priceFen: string; readonly supplyFen: string }): 'none' | 'small' | 'below' | 'missing' {
  if (!/[1-9]/.test(priceFen)) return 'missing';
  const margin = BigInt(priceFen) - BigInt(supplyFen);
  if (margin < 0n) return 'below';
  return margin * 100n < BigInt(priceFen) * SMALL_MARGIN_PERCENT ? 'small' : 'none';
}

/** The margin in whole percent of the price, rounded down; undefined without a price. */
export function marginPercent({ priceFen, supplyFen }: { readonly priceFen: string; readonly supplyFen: string }): string | undefined {
  return /[1-9]/.test(priceFen) ? ((BigInt(priceFen) - BigInt(supplyFen)) * 100n / BigInt(priceFen)).toString() : undefined;
}
