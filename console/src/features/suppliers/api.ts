/** Applications of suppliers, and how suppliers stand. */
import { api, type Got, queryOf } from '#shared/api.ts';
import type { Ask } from '#shared/filters.ts';

const APPLICATIONS = '/api/console/supplier-applications';
const ONE = '/api/console/supplier-applications/{id}';
const SUPPLIER = '/api/console/suppliers/{id}';
const OWN = '/api/supplier/company';
export type ApplicationRow = Got<typeof APPLICATIONS>['items'][number];
export type Application = Got<typeof ONE>;
export type Supplier = Got<typeof SUPPLIER>;
export const STATES = ['submitted', 'rejected', 'approved', 'draft'] as const;

export const listApplications = (ask: Ask) => api('get', APPLICATIONS, { query: queryOf(APPLICATIONS, ask) });
export const findApplication = (id: string) => api('get', ONE, { path: { id } });
export const approve = (id: string, revision: number) => api('post', '/api/console/supplier-applications/{id}/approve', { path: { id }, body: { revision } });
export const reject = (id: string, body: { revision: number; reason: string; hints: Partial<Record<keyof Application['hints'], string>> }) => api('post', '/api/console/supplier-applications/{id}/reject', { path: { id }, body });
export const findSupplier = (id: string) => api('get', SUPPLIER, { path: { id } });
export const suspend = (id: string, reason: string) => api('post', '/api/console/suppliers/{id}/suspend', { path: { id }, body: { reason } });
export const reinstate = (id: string) => api('post', '/api/console/suppliers/{id}/reinstate', { path: { id } });
export const askExit = (id: string, reason: string) => api('post', '/api/console/suppliers/{id}/exit', { path: { id }, body: { reason } });
export const decideExit = (approvalId: string, decision: 'approve' | 'reject') => api('post', '/api/console/supplier-exits/{approvalId}/decision', { path: { approvalId }, body: { decision } });
export const inviteOwner = (id: string) => api('post', '/api/console/suppliers/{id}/invitation', { path: { id } });
export const correctCompany = (id: string, body: { legalPerson: string; contactName: string; licenceUntil: string; detail: string }) => api('post', '/api/console/suppliers/{id}/company', { path: { id }, body });
export const findOwnCompany = () => api('get', OWN);
/** Whom a supplier asks: the company that runs the shop; undefined until it has said who it is. */
export const findOperator = async () => (await api('get', '/api/disclosure/company')).company ?? undefined;
