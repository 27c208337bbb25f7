/** What an edit of a product changes, and what is wrong with it: pure. */
import type { ProductChange, ProductRow, Sku, SkuChange } from './api.ts';

export interface SkuForm { id: string; name: string; priceFen: string; supplyFen: string; stock: number }
export interface ProductForm { title: string; subtitle: string; listed: boolean; skus: SkuForm[] }

/** The form as the product stands. */
export function formOf(product: ProductRow): ProductForm {
  return { title: product.title, subtitle: product.subtitle, listed: product.listed, skus: product.skus.map(({ id, name, priceFen, supplyFen, stock }) => ({ id, name, priceFen, supplyFen, stock })) };
}

/** Only what differs from the product; empty when nothing does. */
export function changeOf(product: ProductRow, form: ProductForm): ProductChange {
  const title = form.title.trim();
  const subtitle = form.subtitle.trim();
  const skus = form.skus.flatMap((sku): SkuChange[] => {
    const was = product.skus.find(({ id }) => id === sku.id);
    const change = { ...(sku.priceFen === was?.priceFen ? {} : { priceFen: sku.priceFen }), ...(sku.supplyFen === was?.supplyFen ? {} : { supplyFen: sku.supplyFen }) };
    return Object.keys(change).length === 0 ? [] : [{ id: sku.id, ...change }];
  });
  return {
    ...(title === product.title ? {} : { title }), ...(subtitle === product.subtitle ? {} : { subtitle }),
    ...(form.listed === product.listed ? {} : { listed: form.listed }), ...(skus.length === 0 ? {} : { skus }),
  };
}

/** The first thing wrong with a form; undefined when it may be saved. */
export function problemOf(form: ProductForm): 'needTitle' | 'needAmounts' | 'belowCost' | undefined {
  if (form.title.trim() === '') return 'needTitle';
  if (form.skus.some(({ priceFen, supplyFen }) => !/[1-9]/.test(priceFen) || supplyFen === '')) return 'needAmounts';
  return form.skus.some(({ priceFen, supplyFen }) => BigInt(supplyFen) > BigInt(priceFen)) ? 'belowCost' : undefined;
}

/** The least and the greatest of an amount over variants. */
export function rangeOf(skus: readonly Sku[], field: 'priceFen' | 'supplyFen' | 'unitSv'): { readonly least: string; readonly greatest: string } {
  const amounts = skus.map((sku) => BigInt(sku[field]));
  const first = amounts[0] ?? 0n;
  return {
    least: amounts.reduce((least, one) => (one < least ? one : least), first).toString(),
    greatest: amounts.reduce((greatest, one) => (one > greatest ? one : greatest), first).toString(),
  };
}
