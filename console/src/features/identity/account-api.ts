/** A person's own account, one-time links, the people of an organisation, and the audit log. */
import { api, type Got, type Posted, queryOf } from '#shared/api.ts';
import type { Ask } from '#shared/filters.ts';
import { session } from '#shared/session.ts';
import { loadSession } from './api.ts';

export type Enrolment = Posted<'/api/auth/enrolment'>;
export type Device = Got<'/api/account/sessions'>['items'][number];
export type Offer = Posted<'/api/account/authenticator'>;
export type StaffRow = Got<'/api/console/staff'>['items'][number];
export type AuditRow = Got<'/api/console/audit'>['items'][number];

export const openEnrolment = (token: string) => api('post', '/api/auth/enrolment', { body: { token } });

/** Uses a one-time link up and answers the recovery codes; the session begins. */
export async function completeEnrolment(body: { token: string; name?: string; password: string; totp: string }): Promise<readonly string[]> {
  const { recoveryCodes } = await api('post', '/api/auth/enrolment/complete', { body });
  await loadSession();
  return recoveryCodes;
}

export const changePassword = (password: string) => api('post', '/api/account/password', { body: { password } });
export const listDevices = async (): Promise<readonly Device[]> => (await api('get', '/api/account/sessions')).items;
export const endDevice = (id: string) => api('post', '/api/account/sessions/{id}/end', { path: { id } });
export const endEverywhere = () => api('post', '/api/account/sessions/end');
export const countRecoveryCodes = async (): Promise<number> => (await api('get', '/api/account/authenticator')).recoveryCodesLeft;
export const offerAuthenticator = () => api('post', '/api/account/authenticator');
export const confirmAuthenticator = async (body: { ticket: string; totp: string }): Promise<readonly string[]> => (await api('post', '/api/account/authenticator/confirm', { body })).recoveryCodes;
export const renewRecoveryCodes = async (): Promise<readonly string[]> => (await api('post', '/api/account/recovery-codes')).recoveryCodes;

/** The same pages serve the platform and suppliers; the address says whose people are meant. */
const ofSupplier = (): boolean => session.staff?.orgKind === 'supplier';
export const listStaff = (ask: Ask) => (ofSupplier() ? api('get', '/api/supplier/staff', { query: queryOf('/api/supplier/staff', ask) }) : api('get', '/api/console/staff', { query: queryOf('/api/console/staff', ask) }));

export type RoleName = 'owner' | 'operator' | 'strategist' | 'finance' | 'compliance' | 'auditor' | 'supplierOwner' | 'supplierStaff';
/** The roles that an organisation of the signed-in person's kind gives. */
export const rolesHere = (): readonly RoleName[] => (ofSupplier() ? ['supplierOwner', 'supplierStaff'] : ['owner', 'operator', 'strategist', 'finance', 'compliance', 'auditor']);

export const inviteStaff = (body: { name: string; role: RoleName }) => (ofSupplier() ? api('post', '/api/supplier/staff/invitations', { body }) : api('post', '/api/console/staff/invitations', { body }));
export const renewInvitation = (id: string) => (ofSupplier() ? api('post', '/api/supplier/staff/{id}/invitation', { path: { id } }) : api('post', '/api/console/staff/{id}/invitation', { path: { id } }));
export const grantRole = (id: string, role: RoleName) => (ofSupplier() ? api('post', '/api/supplier/staff/{id}/roles', { path: { id }, body: { role } }) : api('post', '/api/console/staff/{id}/roles', { path: { id }, body: { role } }));
export const removeRole = (id: string, role: RoleName) => (ofSupplier() ? api('post', '/api/supplier/staff/{id}/roles/end', { path: { id }, body: { role } }) : api('post', '/api/console/staff/{id}/roles/end', { path: { id }, body: { role } }));
export const askReset = (id: string, reason: string) => api('post', '/api/console/staff/{id}/totp-reset', { path: { id }, body: { reason } });

export type KeyRow = Got<'/api/console/api-keys'>['items'][number];
export type KeyScope = 'orders.read' | 'orders.ship' | 'catalog.read' | 'orders.ownRead' | 'catalog.ownRead';
/** What a program of an organisation of the signed-in person's kind may be allowed. */
export const scopesHere = (): readonly KeyScope[] => (ofSupplier() ? ['orders.ownRead', 'orders.ship', 'catalog.ownRead'] : ['orders.read', 'orders.ship', 'catalog.read']);
export const listKeys = (ask: Ask) => (ofSupplier() ? api('get', '/api/supplier/api-keys', { query: queryOf('/api/supplier/api-keys', ask) }) : api('get', '/api/console/api-keys', { query: queryOf('/api/console/api-keys', ask) }));
export const makeKey = (body: { name: string; scopes: KeyScope[]; days: number }) => (ofSupplier() ? api('post', '/api/supplier/api-keys', { body }) : api('post', '/api/console/api-keys', { body }));
export const revokeKey = (id: string) => (ofSupplier() ? api('post', '/api/supplier/api-keys/{id}/revoke', { path: { id } }) : api('post', '/api/console/api-keys/{id}/revoke', { path: { id } }));
/** An address that a key with these scopes may read, to try it with. */
export const firstCall = (scopes: readonly KeyScope[]): string => `/api/${ofSupplier() ? 'supplier' : 'console'}/${scopes.some((scope) => scope.startsWith('orders.')) ? 'orders' : 'products'}?limit=5`;

export const listAudit = (ask: Ask) => api('get', '/api/console/audit', { query: queryOf('/api/console/audit', ask) });
