/** What the platform owes its suppliers: accrued at confirmation, payable when after-sales close. */
import { api, type Got, queryOf } from '#shared/api.ts';
import type { Ask } from '#shared/filters.ts';

const ALL = '/api/console/payables';
const OWN = '/api/supplier/payables';
export type PayablePage = Got<typeof ALL>;
export type Payable = PayablePage['items'][number];
export type Totals = PayablePage['totals'];

export const listPayables = (ask: Ask) => api('get', ALL, { query: queryOf(ALL, ask) });
export const listOwnPayables = (ask: Ask) => api('get', OWN, { query: queryOf(OWN, ask) });

export type Statements = Got<'/api/supplier/statements'>;
/** Statements of one's own, or of the supplier that the operator names. */
export const listStatements = (supplierId: string | undefined) =>
  (supplierId === undefined ? api('get', '/api/supplier/statements') : api('get', '/api/console/suppliers/{id}/statements', { path: { id: supplierId } }));
export const statementUrl = (supplierId: string | undefined, month: string, lang: string): string =>
  `${supplierId === undefined ? '/api/supplier' : `/api/console/suppliers/${supplierId}`}/statements/${month}?lang=${lang}`;
