/** Suppliers: who ships goods and is paid the supply price; how they apply, are reviewed, suspended and let go. */
import type { Infra } from '#infra/infra.ts';
import type { Module } from '#infra/module.ts';
import { cleanUpSweep } from './jobs.ts';
import type { Neighbours } from './neighbours.ts';
import { applicantRoutes } from './routes/applicant.ts';
import { reviewRoutes } from './routes/review.ts';
import { supplierRoutes } from './routes/suppliers.ts';
import texts from './texts.json' with { type: 'json' };

export { type ApplicationId, errors as supplierErrors, type PictureKind, type Supplier, type SupplierId, type SupplierState, type SvMode } from './domain.ts';
export type { Neighbours } from './neighbours.ts';
export { addPicture, beginApplication, saveDraft, submit, tieApplication } from './service/applications.ts';
export { createSupplier, listSuppliers, supplierOfOrganisation, suppliersOf } from './service/suppliers.ts';

export function suppliersModule(infra: Infra, neighbours: Neighbours): Module {
  return {
    name: 'suppliers', texts, sweeps: [cleanUpSweep(infra)],
    routes(http) {
      applicantRoutes(http, infra, neighbours);
      reviewRoutes(http, infra, neighbours);
      supplierRoutes(http, infra, neighbours);
    },
  };
}
