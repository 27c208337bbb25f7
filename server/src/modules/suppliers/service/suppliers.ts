import type { Ctx } from '#infra/context.ts';
import type { Sql } from '#infra/sql.ts';
import { bucketOf, type Id } from '#kernel/id.ts';
import { audit, createOrganisation } from '#modules/identity/index.ts';
import { errors, type Supplier, type SupplierId, type SupplierState, type SvMode } from '#modules/suppliers/domain.ts';
import * as store from '#modules/suppliers/store/suppliers.ts';

/**
 * Creates a supplier together with its organisation, in the organisation's bucket. Staff are added with identity. Throws codeTaken when another supplier that
 * has not left has the credit code.
 */
export async function createSupplier(ctx: Ctx, input: { name: string; svMode?: SvMode; creditCode?: string }): Promise<Supplier> {
  const organisationId = await createOrganisation(ctx, { kind: 'supplier', name: input.name });
  const bucket = bucketOf(organisationId);
  const supplier: Supplier = {
    id: ctx.newId<'supplier'>(bucket), bucket, organisationId, name: input.name, state: 'approved', svMode: input.svMode ?? 'platform', creditCode: input.creditCode ?? null,
    stateAt: ctx.now, stateReason: null, createdAt: ctx.now,
  };
  if (!(await store.insertSupplier(ctx.tx, supplier))) throw errors.codeTaken();
  await audit(ctx, { act: 'suppliers.create', target: `supplier:${supplier.id}`, detail: {}, after: { state: supplier.state, svMode: supplier.svMode } });
  return supplier;
}

/** The supplier that staff of an organisation act for. Refusal: suppliers.notFound. */
export async function supplierOfOrganisation(sql: Sql, organisationId: Id<'organisation'>): Promise<Supplier> {
  const supplier = await store.findByOrganisation(sql, organisationId);
  if (!supplier) throw errors.notFound();
  return supplier;
}

/** Suppliers by id; unknown ids are absent. */
export async function suppliersOf(sql: Sql, ids: readonly bigint[]): Promise<Map<bigint, Supplier>> {
  const suppliers = ids.length === 0 ? [] : await store.listByIds(sql, ids);
  return new Map(suppliers.map((supplier) => [supplier.id, supplier]));
}

/** A supplier. Refusal: suppliers.notFound. */
export async function getSupplier(sql: Sql, id: bigint): Promise<Supplier> {
  const supplier = (await suppliersOf(sql, [id])).get(id);
  if (!supplier) throw errors.notFound();
  return supplier;
}

/** A page of suppliers in order of joining. */
export function listSuppliers(sql: Sql, query: { afterId: SupplierId | 0n; search: string; state?: SupplierState | null; limit: number }): Promise<Supplier[]> {
  return store.listSuppliers(sql, { state: null, ...query });
}
