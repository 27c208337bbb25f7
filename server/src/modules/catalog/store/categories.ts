/** SQL of categories. */
import type { Sql, Tx } from '#infra/sql.ts';
import type { Category } from '#modules/catalog/domain.ts';

/** All categories in their order. */
export function listCategories(sql: Sql): Promise<Category[]> {
  return sql.rows<Category>('select id, name, position from catalog.category order by position, id limit 1000');
}

/** The same, so that nobody else adds, orders or removes one until this ends. */
export function lockCategories(tx: Tx): Promise<Category[]> {
  return tx.rows<Category>('select id, name, position from catalog.category order by position, id for update');
}

/** How many goods stand in each category, listed or not. */
export async function countGoods(sql: Sql): Promise<ReadonlyMap<bigint, number>> {
  const rows = await sql.rows<{ id: bigint; count: bigint }>('select category_id as id, count(*) as count from catalog.product group by category_id');
  return new Map(rows.map(({ id, count }) => [id, Number(count)]));
}

/** Whether there is such a category; if so, it cannot go before this transaction ends. */
export async function isCategory(tx: Tx, id: bigint): Promise<boolean> {
  return (await tx.maybe('select 1 from catalog.category where id = $1 for key share', [id])) !== undefined;
}

/** Adds a category; false when its name is taken. */
export async function insertCategory(tx: Tx, category: Category): Promise<boolean> {
  return (await tx.run('insert into catalog.category (id, name, position) values ($1, $2, $3) on conflict (name) do nothing', [category.id, category.name, category.position])) === 1;
}

export async function renameCategory(tx: Tx, { id, name }: Pick<Category, 'id' | 'name'>): Promise<void> {
  await tx.run('update catalog.category set name = $2 where id = $1', [id, name]);
}

/** Puts the categories in the order of their ids. */
export async function orderCategories(tx: Tx, ids: readonly bigint[]): Promise<void> {
  await tx.run('update catalog.category c set position = o.position from unnest($1::bigint[]) with ordinality as o (id, position) where c.id = o.id', [ids]);
}

export async function deleteCategory(tx: Tx, id: bigint): Promise<void> {
  await tx.run('delete from catalog.category where id = $1', [id]);
}
