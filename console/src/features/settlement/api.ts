/** What the platform owes its suppliers: accrued at confirmation, payable when after-sales close. */
import { api } from '#shared/api.ts';
import type { Ask, Page } from '#shared/list.ts';

export interface Payable {
  readonly orderId: string; readonly supplierId: string; readonly supplierName: string; readonly orderFen: string; readonly amountFen: string;
  readonly accruedAt: string; readonly payableAt: string; readonly due: boolean;
}
export interface Totals { readonly orders: string; readonly accruedFen: string; readonly dueFen: string }
export interface PayablePage extends Page<Payable> { readonly totals: Totals }

export const listPayables = (ask: Ask) => api('get', '/api/console/payables', { query: ask }) as Promise<PayablePage>;
export const listOwnPayables = (ask: Ask) => api('get', '/api/supplier/payables', { query: ask }) as Promise<PayablePage>;
