import type { Sql, Tx } from '#infra/sql.ts';
import type { Supplier, SupplierState } from '#modules/suppliers/domain.ts';

const COLUMNS = `id, bucket, organisation_id as "organisationId", name, state, sv_mode as "svMode", credit_code as "creditCode", state_at as "stateAt", state_reason as "stateReason",
  created_at as "createdAt"`;

/** False when another supplier that has not left has the credit code. */
export async function insertSupplier(tx: Tx, supplier: Supplier): Promise<boolean> {
  const changed = await tx.run(
    `insert into suppliers.supplier (id, bucket, organisation_id, name, state, sv_mode, credit_code, state_at, state_reason, created_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
     on conflict (credit_code) where state <> 'exited' do nothing`,
    [supplier.id, supplier.bucket, supplier.organisationId, supplier.name, supplier.state, supplier.svMode, supplier.creditCode, supplier.stateAt, supplier.stateReason, supplier.createdAt]);
  return changed === 1;
}

export function findByOrganisation(sql: Sql, organisationId: bigint): Promise<Supplier | undefined> {
  return sql.maybe<Supplier>(`select ${COLUMNS} from suppliers.supplier where organisation_id = $1`, [organisationId]);
}

export function listByIds(sql: Sql, ids: readonly bigint[]): Promise<Supplier[]> {
  return sql.rows<Supplier>(`select ${COLUMNS} from suppliers.supplier where id = any($1::bigint[])`, [ids]);
}

export function lockSupplier(tx: Tx, id: bigint): Promise<Supplier | undefined> {
  return tx.maybe<Supplier>(`select ${COLUMNS} from suppliers.supplier where id = $1 for update`, [id]);
}

export async function updateState(tx: Tx, supplier: { id: bigint; state: SupplierState; reason: string | null; at: Date }): Promise<void> {
  await tx.run('update suppliers.supplier set state = $2, state_reason = $3, state_at = $4 where id = $1', [supplier.id, supplier.state, supplier.reason, supplier.at]);
}

/** Suppliers after an id whose name contains `search`, of one state or of all, in order of joining. */
export function listSuppliers(sql: Sql, query: { afterId: bigint; search: string; state: SupplierState | null; limit: number }): Promise<Supplier[]> {
  return sql.rows<Supplier>(
    `select ${COLUMNS} from suppliers.supplier where id > $1 and strpos(lower(name), lower($2)) > 0 and ($3::text is null or state = $3) order by id limit $4`,
    [query.afterId, query.search, query.state, query.limit]);
}
