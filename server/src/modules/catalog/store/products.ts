/** SQL of products, SKUs, sales and the version that tells processes to read again. */
import type { Sql, Tx } from '#infra/sql.ts';
import type { CategoryId, Product, ProductId, Sku, Zone } from '#modules/catalog/domain.ts';

type ProductRow = Omit<Product, 'skus'>;
const PRODUCT = `p.id, p.category_id as "categoryId", p.supplier_id as "supplierId", p.bucket, p.zone, p.title, p.subtitle, p.description, p.images, p.listed`;
const SKU = `s.id, s.product_id as "productId", s.name, s.price_fen as "priceFen", s.supply_fen as "supplyFen", s.unit_sv as "unitSv"`;

/** The catalogue's version; every change of goods raises it. */
export async function readVersion(sql: Sql): Promise<bigint> {
  return (await sql.one<{ version: bigint }>('select version from catalog.version where only_row')).version;
}

export async function raiseVersion(tx: Tx): Promise<void> {
  await tx.run('update catalog.version set version = version + 1 where only_row');
}

/** All goods, listed or not, oldest first; those of a resting supplier as not listed. */
export async function listAll(sql: Sql): Promise<Product[]> {
  const products = await sql.rows<ProductRow>(
    `select ${PRODUCT} and not exists (select 1 from catalog.resting_supplier r where r.supplier_id = p.supplier_id) as listed from catalog.product p order by p.id`);
  const skus = await sql.rows<Sku>(`select ${SKU} from catalog.sku s order by s.product_id, s.position`);
  return withSkus(products, skus);
}

function withSkus(products: readonly ProductRow[], skus: readonly Sku[]): Product[] {
  const byProduct = new Map<ProductId, Sku[]>();
  for (const sku of skus) {
    const siblings = byProduct.get(sku.productId);
    if (siblings) siblings.push(sku);
    else byProduct.set(sku.productId, [sku]);
  }
  return products.map((product) => ({ ...product, skus: byProduct.get(product.id) ?? [] }));
}

/** A product with its SKUs. */
export async function findProduct(sql: Sql, id: bigint): Promise<Product | undefined> {
  const product = await sql.maybe<ProductRow>(`select ${PRODUCT} from catalog.product p where p.id = $1`, [id]);
  return product && (await completed(sql, [product]))[0];
}

/** The same with its row locked, for an edit. */
export async function lockProduct(tx: Tx, id: bigint): Promise<Product | undefined> {
  const product = await tx.maybe<ProductRow>(`select ${PRODUCT} from catalog.product p where p.id = $1 for update`, [id]);
  return product && (await completed(tx, [product]))[0];
}

async function completed(sql: Sql, products: readonly ProductRow[]): Promise<Product[]> {
  const skus = await sql.rows<Sku>(`select ${SKU} from catalog.sku s where s.product_id = any($1::bigint[]) order by s.product_id, s.position`, [products.map((p) => p.id)]);
  return withSkus(products, skus);
}

export interface ProductQuery {
  readonly beforeId: bigint;
  readonly search: string;
  readonly zone: Zone | null;
  readonly categoryId: CategoryId | null;
  readonly listed: boolean | null;
  /** Null: of anyone; 0n: self-operated only. */
  readonly supplierId: bigint | null;
  readonly limit: number;
}
const FILTER = `strpos(lower(p.title), lower($1)) > 0 and ($2::text is null or p.zone = $2) and ($3::bigint is null or p.category_id = $3)
  and ($4::boolean is null or p.listed = $4) and ($5::bigint is null or coalesce(p.supplier_id, 0) = $5)`;
const filterValues = (query: ProductQuery): unknown[] => [query.search, query.zone, query.categoryId, query.listed, query.supplierId];

/** Products that match, newest first, before an id. */
export async function listProducts(sql: Sql, query: ProductQuery): Promise<Product[]> {
  const products = await sql.rows<ProductRow>(
    `select ${PRODUCT} from catalog.product p where ${FILTER} and p.id < $6 order by p.id desc limit $7`, [...filterValues(query), query.beforeId, query.limit]);
  return completed(sql, products);
}

export async function countProducts(sql: Sql, query: ProductQuery): Promise<number> {
  return Number((await sql.one<{ count: bigint }>(`select count(*) from catalog.product p where ${FILTER}`, filterValues(query))).count);
}

/** Takes all goods of suppliers off sale, or lets them be sold again as their rows say. */
export async function setResting(tx: Tx, change: { supplierIds: readonly bigint[]; resting: boolean }): Promise<void> {
  if (change.resting) await tx.run('insert into catalog.resting_supplier (supplier_id) select unnest($1::bigint[]) on conflict do nothing', [change.supplierIds]);
  else await tx.run('delete from catalog.resting_supplier where supplier_id = any($1::bigint[])', [change.supplierIds]);
}

export async function insertProduct(tx: Tx, product: Product, at: Date): Promise<void> {
  await tx.run(
    `insert into catalog.product (id, category_id, supplier_id, bucket, zone, title, subtitle, description, images, listed, created_at, updated_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11)`,
    [product.id, product.categoryId, product.supplierId, product.bucket, product.zone, product.title, product.subtitle, product.description, product.images, product.listed, at]);
  await writeSkus(tx, product);
}

/** Writes the SKUs in their order; a SKU never goes, for orders of the past name it. */
async function writeSkus(tx: Tx, { id, skus }: Product): Promise<void> {
  await tx.run(
    `insert into catalog.sku (id, product_id, position, name, price_fen, supply_fen, unit_sv)
     select s.id, $1, s.position - 1, s.name, s.price_fen, s.supply_fen, s.unit_sv
     from unnest($2::bigint[], $3::text[], $4::bigint[], $5::bigint[], $6::bigint[]) with ordinality as s (id, name, price_fen, supply_fen, unit_sv, position)
     on conflict (id) do update set name = excluded.name, price_fen = excluded.price_fen, supply_fen = excluded.supply_fen, unit_sv = excluded.unit_sv`,
    [id, skus.map((s) => s.id), skus.map((s) => s.name), skus.map((s) => s.priceFen), skus.map((s) => s.supplyFen), skus.map((s) => s.unitSv)]);
}

/** Who ships a SKU, and in which bucket its stock stands. */
export function findFulfiller(sql: Sql, skuId: bigint): Promise<{ supplierId: bigint | null; bucket: number } | undefined> {
  return sql.maybe('select p.supplier_id as "supplierId", p.bucket from catalog.sku s join catalog.product p on p.id = s.product_id where s.id = $1', [skuId]);
}

export async function updateProduct(tx: Tx, product: Product, at: Date): Promise<void> {
  await tx.run(
    'update catalog.product set title = $2, subtitle = $3, description = $4, images = $5, listed = $6, category_id = $7, zone = $8, updated_at = $9 where id = $1',
    [product.id, product.title, product.subtitle, product.description, product.images, product.listed, product.categoryId, product.zone, at]);
  await writeSkus(tx, product);
}

/** Puts products on sale or takes them off; answers which changed, in order of id. */
export async function setListed(tx: Tx, change: { ids: readonly bigint[]; listed: boolean; at: Date }): Promise<bigint[]> {
  const rows = await tx.rows<{ id: bigint }>(
    `with locked as (select id from catalog.product where id = any($1::bigint[]) and listed <> $2 order by id for update)
     update catalog.product p set listed = $2, updated_at = $3 from locked l where p.id = l.id returning p.id`, [change.ids, change.listed, change.at]);
  return rows.map(({ id }) => id).sort((a, b) => (a < b ? -1 : 1));
}

/** How many of the products there are. */
export async function countExisting(sql: Sql, ids: readonly bigint[]): Promise<number> {
  return Number((await sql.one<{ count: bigint }>('select count(*) from catalog.product where id = any($1::bigint[])', [ids])).count);
}

/** Adds pieces paid for; one row a product. An event that was parked counts late: then the change stands at the latest position, where readers of changes see it. */
export async function addSales(tx: Tx, sales: { position: bigint; pieces: ReadonlyMap<bigint, bigint> }): Promise<void> {
  const products = [...sales.pieces.keys()].sort((a, b) => (a < b ? -1 : 1));
  await tx.run(
    `insert into catalog.sales as s (product_id, sold, changed_at_position)
     select product_id, pieces, greatest($3, (select max(changed_at_position) from catalog.sales)) from unnest($1::bigint[], $2::bigint[]) as n (product_id, pieces)
     on conflict (product_id) do update set sold = s.sold + excluded.sold, changed_at_position = excluded.changed_at_position`,
    [products, products.map((id) => sales.pieces.get(id) ?? 0n), sales.position]);
}

/** Products whose sales changed at or after a position of the event log, oldest change first. */
export function listSalesFrom(sql: Sql, position: bigint): Promise<{ productId: bigint; sold: bigint; position: bigint }[]> {
  return sql.rows(
    'select product_id as "productId", sold, changed_at_position as position from catalog.sales where changed_at_position >= $1 order by changed_at_position', [position]);
}
