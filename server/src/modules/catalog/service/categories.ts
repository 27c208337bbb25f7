/** The operator's categories: what visitors browse by and suppliers choose from. */
import type { Ctx } from '#infra/context.ts';
import { audit } from '#modules/identity/index.ts';
import { CATEGORIES, type Category, type CategoryId, errors } from '#modules/catalog/domain.ts';
import * as store from '#modules/catalog/store/categories.ts';
import { raiseVersion } from '#modules/catalog/store/products.ts';

/** Adds a category as the last. Refusals: catalog.categoryTaken, tooManyCategories. */
export async function createCategory(ctx: Ctx, { name }: { name: string }): Promise<CategoryId> {
  const all = await store.lockCategories(ctx.tx);
  if (all.length >= CATEGORIES) throw errors.tooManyCategories({ most: CATEGORIES });
  const id = ctx.newId<'category'>(0);
  if (!(await store.insertCategory(ctx.tx, { id, name, position: (all.at(-1)?.position ?? 0) + 1 }))) throw errors.categoryTaken({ name });
  await changed(ctx, { id, after: { name } });
  return id;
}

/** Gives a category another name; goods stay in it. Refusals: catalog.categoryNotFound, categoryTaken. */
export async function renameCategory(ctx: Ctx, { id, name }: { id: bigint; name: string }): Promise<void> {
  const all = await store.lockCategories(ctx.tx);
  const category = findIn(all, id);
  if (all.some((other) => other.id !== id && other.name === name)) throw errors.categoryTaken({ name });
  await store.renameCategory(ctx.tx, { id: category.id, name });
  await changed(ctx, { id, before: { name: category.name }, after: { name } });
}

/** Puts all categories in a new order. Refusal: catalog.categoriesChanged when the ids are not exactly those that there are. */
export async function orderCategories(ctx: Ctx, ids: readonly bigint[]): Promise<void> {
  const before = (await store.lockCategories(ctx.tx)).map(({ id }) => id);
  const wanted = new Set(ids);
  if (ids.length !== before.length || !before.every((id) => wanted.has(id))) throw errors.categoriesChanged();
  await store.orderCategories(ctx.tx, ids);
  await changed(ctx, { before: { order: before.join(' ') }, after: { order: ids.join(' ') } });
}

/** Removes a category in which no goods stand. Refusals: catalog.categoryNotFound, categoryInUse. */
export async function removeCategory(ctx: Ctx, id: bigint): Promise<void> {
  const category = findIn(await store.lockCategories(ctx.tx), id);
  const goods = (await store.countGoods(ctx.tx)).get(id) ?? 0;
  if (goods > 0) throw errors.categoryInUse({ name: category.name, goods });
  await store.deleteCategory(ctx.tx, id);
  await changed(ctx, { id, before: { name: category.name } });
}

function findIn(all: readonly Category[], id: bigint): Category {
  const category = all.find((one) => one.id === id);
  if (!category) throw errors.categoryNotFound();
  return category;
}

async function changed(ctx: Ctx, { id, before = {}, after = {} }: { id?: bigint; before?: Record<string, string>; after?: Record<string, string> }): Promise<void> {
  await raiseVersion(ctx.tx);
  await audit(ctx, { act: 'catalog.categories', target: id === undefined ? 'categories' : `category:${id}`, detail: {}, before, after });
}
