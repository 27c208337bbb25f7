/** The catalogue: what is sold, by whom, in which zone, for how much. */
import type { Infra } from '#infra/infra.ts';
import type { Module } from '#infra/module.ts';
import { catalogChecks } from './checks.ts';
import { catalogSweeps, importJob, restingSubscriber, salesSubscriber } from './jobs.ts';
import { categoryRoutes } from './routes/categories.ts';
import { consoleRoutes, supplierRoutes } from './routes/console.ts';
import { importRoutes } from './routes/imports.ts';
import { ownProposalRoutes, reviewRoutes } from './routes/proposals.ts';
import { mediaRoute, publicRoutes, type StockReader } from './routes/public.ts';
import texts from './texts.json' with { type: 'json' };

export { type Category, type CategoryId, errors as catalogErrors, faceSv, type Product, type ProductId, type Sku, type SkuId, type Zone } from './domain.ts';
export { areMedia, mediaUrl, recordMedia, storeDrawing, storeUpload } from './service/media.ts';
export { createCategory } from './service/categories.ts';
export { createProduct, editProduct, type NewProduct, type ProductEdit } from './service/products.ts';
export { type Catalog, catalogOf, grantedSv, type Label, type Offer, type Snapshot } from './service/snapshot.ts';
export { keepImport } from './service/imports.ts';
export { approveProposal, draftProposal, moveProposal } from './service/proposals.ts';
export { findFulfiller } from './store/products.ts';
/** The lists of products, the operator's and a supplier's own, for exports. */
export { OWN_PRODUCT_FILTER, ownProductPage, PRODUCT_FILTER, productPage } from './routes/console.ts';
export type { StockReader } from './routes/public.ts';

/** The module's edges; `stockOf` reads stock from orders, which is downstream. */
export function catalogModule(infra: Infra, options: { stockOf: StockReader }): Module {
  return {
    name: 'catalog',
    routes(http) {
      publicRoutes(http, infra, options.stockOf);
      mediaRoute(http, infra);
      consoleRoutes(http, infra, options.stockOf);
      categoryRoutes(http, infra);
      supplierRoutes(http, infra, options.stockOf);
      ownProposalRoutes(http, infra);
      reviewRoutes(http, infra);
      importRoutes(http, infra);
    },
    checks: catalogChecks(infra),
    sweeps: catalogSweeps(infra),
    jobs: [importJob(infra)],
    subscribers: [salesSubscriber, restingSubscriber],
    texts,
  };
}
