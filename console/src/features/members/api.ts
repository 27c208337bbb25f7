/** Members as the operator sees them: phones masked. */
import { api, type Got, queryOf } from '#shared/api.ts';
import type { Ask } from '#shared/filters.ts';

const MEMBERS = '/api/console/members';
export const LEVELS = ['registered', 'patron', 'vip', 'shopkeeper', 'dealer', 'partner'] as const;
export type MemberRow = Got<typeof MEMBERS>['items'][number];

export const listMembers = (ask: Ask) => api('get', MEMBERS, { query: queryOf(MEMBERS, ask) });
export const findMember = (id: string) => api('get', '/api/console/members/{id}', { path: { id } });
