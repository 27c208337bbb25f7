/** What an edit of a product changes, and what is wrong with it: pure. */
import type { NewProduct, Product, ProductChange, Sku, SkuChange } from './api.ts';

/** A variant in the form; a new one has no id yet. */
export interface SkuForm { id: string | null; name: string; priceFen: string; supplyFen: string; stock: number }
export interface ProductForm extends Omit<NewProduct, 'skus'> { skus: SkuForm[] }

export const NEW_SKU: SkuForm = { id: null, name: '', priceFen: '', supplyFen: '0', stock: 0 };

/** Self-operated goods of which nothing is known yet; they go on sale once they have stock. */
export function emptyForm(categoryId: string): ProductForm {
  return { title: '', subtitle: '', description: '', categoryId, zone: 'ordinary', listed: false, images: [], skus: [{ ...NEW_SKU }] };
}

/** The form as the product stands. */
export function formOf(product: Product): ProductForm {
  const { title, subtitle, description, categoryId, zone, listed, images, skus } = product;
  return {
    title, subtitle, description, categoryId, zone, listed, images: images.map(({ sha256 }) => sha256),
    skus: skus.map(({ id, name, priceFen, supplyFen, stock }) => ({ id, name, priceFen, supplyFen, stock })),
  };
}

/** What is sent of new goods. */
export function newProductOf({ skus, ...form }: ProductForm): NewProduct {
  return { ...form, title: form.title.trim(), subtitle: form.subtitle.trim(), description: form.description.trim(), skus: skus.map(({ name, priceFen }) => ({ name: name.trim(), priceFen })) };
}

/** Only what differs from the product; empty when nothing does. */
export function changeOf(product: Product, form: ProductForm): ProductChange {
  const { skus: formed, images, ...rest } = form;
  const words = { ...rest, title: form.title.trim(), subtitle: form.subtitle.trim(), description: form.description.trim() };
  const facts = Object.fromEntries(Object.entries(words).filter(([field, value]) => value !== product[field as keyof typeof words]));
  const skus = formed.flatMap((sku): SkuChange[] => {
    const was = product.skus.find(({ id }) => id === sku.id);
    if (was === undefined) return [];
    const name = sku.name.trim();
    const change = { ...(name === was.name ? {} : { name }), ...(sku.priceFen === was.priceFen ? {} : { priceFen: sku.priceFen }), ...(sku.supplyFen === was.supplyFen ? {} : { supplyFen: sku.supplyFen }) };
    return Object.keys(change).length === 0 ? [] : [{ id: was.id, ...change }];
  });
  const newSkus = formed.filter(({ id }) => id === null).map(({ name, priceFen }) => ({ name: name.trim(), priceFen }));
  return {
    ...facts, ...(images.join() === product.images.map(({ sha256 }) => sha256).join() ? {} : { images }),
    ...(skus.length === 0 ? {} : { skus }), ...(newSkus.length === 0 ? {} : { newSkus }),
  };
}

/** The first thing wrong with a form; undefined when it may be saved. */
export function problemOf(form: ProductForm): 'needTitle' | 'needPicture' | 'needSku' | 'needAmounts' | 'belowCost' | undefined {
  if (form.title.trim() === '') return 'needTitle';
  if (form.images.length === 0) return 'needPicture';
  if (form.skus.some(({ name }) => name.trim() === '')) return 'needSku';
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
