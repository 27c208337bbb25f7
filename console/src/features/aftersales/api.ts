/** After-sales cases: all of them for the platform, a supplier's own for him. */
import { api, type Got, queryOf } from '#shared/api.ts';
import type { Ask } from '#shared/filters.ts';
import { session } from '#shared/session.ts';
import type { Tone } from '#shared/StateTag.vue';

const ALL = '/api/console/aftersales';
const OWN = '/api/supplier/aftersales';
type PlatformCase = Got<typeof ALL>['items'][number];
type SupplierCase = Got<typeof OWN>['items'][number];
/** A supplier sees what he is owed, the platform what was paid and by whom. */
export type CaseRow = SupplierCase & Partial<PlatformCase> | PlatformCase & Partial<SupplierCase>;
export type CaseDetail = CaseRow & Omit<Got<'/api/supplier/aftersales/{id}'>, keyof SupplierCase>;
export interface Decision { readonly agree: boolean; readonly message: string; readonly restock: boolean }

const TONES: Readonly<Record<string, Tone>> = { asked: 'wait', escalated: 'wait', refused: 'go', returning: 'go', returned: 'wait', refunded: 'done', closed: 'ended' };
/** How a state is drawn. */
export const caseTone = (state: string): Tone => TONES[state] ?? 'ended';

export const isSupplier = (): boolean => session.staff?.orgKind === 'supplier';
export const listCases = (ask: Ask): Promise<{ items: readonly CaseRow[]; nextCursor: string | null }> =>
  (isSupplier() ? api('get', OWN, { query: queryOf(OWN, ask) }) : api('get', ALL, { query: queryOf(ALL, ask) }));
export const findCase = (id: string): Promise<CaseDetail> =>
  (isSupplier() ? api('get', '/api/supplier/aftersales/{id}', { path: { id } }) : api('get', '/api/console/aftersales/{id}', { path: { id } }));

/** Agrees or refuses, with the words that the member reads. */
export async function decide(id: string, { agree, message, restock }: Decision): Promise<void> {
  const path = { id };
  const supplier = isSupplier();
  if (agree) await (supplier ? api('post', '/api/supplier/aftersales/{id}/agree', { path, body: { message, restock } }) : api('post', '/api/console/aftersales/{id}/agree', { path, body: { message, restock } }));
  else await (supplier ? api('post', '/api/supplier/aftersales/{id}/refuse', { path, body: { message } }) : api('post', '/api/console/aftersales/{id}/refuse', { path, body: { message } }));
}

/** Where the supplier takes goods back, as it told when it applied; undefined when nothing is known. */
export async function findReturnAddress(): Promise<string | undefined> {
  const { company } = await api('get', '/api/supplier/company');
  return company ? `${company.region} ${company.detail} ${company.contactName} ${company.phone}` : undefined;
}
