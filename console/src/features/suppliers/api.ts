/** Suppliers of the mall. */
import { api, type Got, queryOf } from '#shared/api.ts';
import type { Ask } from '#shared/filters.ts';

const SUPPLIERS = '/api/console/suppliers';
export type SupplierRow = Got<typeof SUPPLIERS>['items'][number];
export const listSuppliers = (ask: Ask) => api('get', SUPPLIERS, { query: queryOf(SUPPLIERS, ask) });
