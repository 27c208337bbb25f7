/** Suppliers of the mall, as lists of several features name them. */
import { api, type Got, queryOf } from './api.ts';
import type { Ask } from './filters.ts';

const SUPPLIERS = '/api/console/suppliers';
export type SupplierRow = Got<typeof SUPPLIERS>['items'][number];
export const listSuppliers = (ask: Ask) => api('get', SUPPLIERS, { query: queryOf(SUPPLIERS, ask) });
