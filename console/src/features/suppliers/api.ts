/** Suppliers of the mall. */
import { api } from '#shared/api.ts';
import type { Ask, Page } from '#shared/list.ts';

export interface SupplierRow { readonly id: string; readonly name: string; readonly state: string; readonly svMode: string; readonly createdAt: string }
export const listSuppliers = (ask: Ask) => api('get', '/api/console/suppliers', { query: ask }) as Promise<Page<SupplierRow>>;
