import type { Sql, Tx } from '#infra/sql.ts';
import type { Supplier } from './domain.ts';

const COLUMNS = 'id, bucket, organisation_id as "organisationId", name, state, sv_mode as "svMode", created_at as "createdAt"';

export async function insertSupplier(tx: Tx, supplier: Supplier): Promise<void> {
  await tx.run(
    'insert into suppliers.supplier (id, bucket, organisation_id, name, state, sv_mode, created_at) values ($1, $2, $3, $4, $5, $6, $7)',
    [supplier.id, supplier.bucket, supplier.organisationId, supplier.name, supplier.state, supplier.svMode, supplier.createdAt]);
}

export function findByOrganisation(sql: Sql, organisationId: bigint): Promise<Supplier | undefined> {
  return sql.maybe<Supplier>(`select ${COLUMNS} from suppliers.supplier where organisation_id = $1`, [organisationId]);
}

export function listByIds(sql: Sql, ids: readonly bigint[]): Promise<Supplier[]> {
  return sql.rows<Supplier>(`select ${COLUMNS} from suppliers.supplier where id = any($1::bigint[])`, [ids]);
}

/** Suppliers after an id whose name contains `search`, in order of joining. */
export function listSuppliers(sql: Sql, query: { afterId: bigint; search: string; limit: number }): Promise<Supplier[]> {
  return sql.rows<Supplier>(
    `select ${COLUMNS} from suppliers.supplier where id > $1 and strpos(lower(name), lower($2)) > 0 order by id limit $3`,
    [query.afterId, query.search, query.limit]);
}
