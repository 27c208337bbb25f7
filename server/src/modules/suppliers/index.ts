/** Suppliers: who ships goods and is paid the supply price. */
import type { Infra } from '#infra/infra.ts';
import type { Module } from '#infra/module.ts';
import { supplierRoutes } from './routes.ts';
import texts from './texts.json' with { type: 'json' };

export { errors as supplierErrors, type Supplier, type SupplierId, type SupplierState, type SvMode } from './domain.ts';
export { createSupplier, listSuppliers, supplierOfOrganisation, suppliersOf } from './service.ts';

export function suppliersModule(infra: Infra): Module {
  return { name: 'suppliers', routes: (http) => supplierRoutes(http, infra), texts };
}
