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
