/** The operator's desk of categories; everybody reads them at `/api/categories`. */
import { type Static, Type } from 'typebox';
import type { Http } from '#infra/http.ts';
import type { Infra } from '#infra/infra.ts';
import { IdText } from '#infra/schemas.ts';
import { CATEGORIES } from '#modules/catalog/domain.ts';
import { createCategory, orderCategories, removeCategory, renameCategory } from '#modules/catalog/service/categories.ts';
import { catalogOf } from '#modules/catalog/service/snapshot.ts';
import { countGoods, listCategories } from '#modules/catalog/store/categories.ts';

const Params = Type.Object({ id: IdText });
const Name = Type.String({ minLength: 1, maxLength: 40, pattern: '\\S' });
const Categories = Type.Object({ items: Type.Array(Type.Object({ id: IdText, name: Type.String(), goods: Type.Integer({ description: 'Products in it, on sale or not' }) })) });

async function allJson(infra: Infra): Promise<Static<typeof Categories>> {
  const [categories, goods] = await Promise.all([listCategories(infra.sql), countGoods(infra.sql)]);
  return { items: categories.map(({ id, name }) => ({ id: id.toString(), name, goods: goods.get(id) ?? 0 })) };
}

/** Every change answers with all categories as they are then. */
export function categoryRoutes(http: Http, infra: Infra): void {
  const write = { guard: { act: 'catalog.write', of: 'platform' } } as const;
  const answer = { response: { 200: Categories } };
  const changed = async (): Promise<Static<typeof Categories>> => {
    await catalogOf(infra).refresh();
    return allJson(infra);
  };

  http.get('/api/console/categories', {
    schema: { tags: ['catalog'], summary: 'All categories in their order, with how many goods stand in each', ...answer }, config: { guard: { act: 'catalog.read', of: 'platform' } },
  }, () => allJson(infra));

  http.post('/api/console/categories', { schema: { tags: ['catalog'], summary: 'Adds a category as the last', body: Type.Object({ name: Name }), ...answer }, config: write }, async (request) => {
    await request.unit((ctx) => createCategory(ctx, { name: request.body.name.trim() }));
    return changed();
  });

  http.put('/api/console/categories', {
    schema: { tags: ['catalog'], summary: 'Puts all categories in this order', body: Type.Object({ ids: Type.Array(IdText, { maxItems: CATEGORIES }) }), ...answer }, config: write,
  }, async (request) => {
    await request.unit((ctx) => orderCategories(ctx, request.body.ids.map(BigInt)));
    return changed();
  });

  http.post('/api/console/categories/:id', { schema: { tags: ['catalog'], summary: 'Gives a category another name', params: Params, body: Type.Object({ name: Name }), ...answer }, config: write }, async (request) => {
    await request.unit((ctx) => renameCategory(ctx, { id: BigInt(request.params.id), name: request.body.name.trim() }));
    return changed();
  });

  http.delete('/api/console/categories/:id', { schema: { tags: ['catalog'], summary: 'Removes a category in which no goods stand', params: Params, ...answer }, config: write }, async (request) => {
    await request.unit((ctx) => removeCategory(ctx, BigInt(request.params.id)));
    return changed();
  });
}
