/** Members as the operator sees them: phones masked. */
import { api, type Got, queryOf } from '#shared/api.ts';
import type { Ask } from '#shared/filters.ts';

const MEMBERS = '/api/console/members';
export const LEVELS = ['registered', 'patron', 'vip', 'shopkeeper', 'dealer', 'partner'] as const;
export type MemberRow = Got<typeof MEMBERS>['items'][number];

export const listMembers = (ask: Ask) => api('get', MEMBERS, { query: queryOf(MEMBERS, ask) });
export const findMember = (id: string) => api('get', '/api/console/members/{id}', { path: { id } });

const LEVEL = '/api/console/members/{id}/level';
export type MemberLevel = Got<typeof LEVEL>;
/** How long a reason is at least, as the server demands it. */
export const REASON_LENGTH = 10;

export const findLevel = (id: string) => api('get', LEVEL, { path: { id } });
/** Asks a second person to set the level; null gives it back to the rules. */
export const proposeLevel = (id: string, level: (typeof LEVELS)[number] | null, reason: string) => api('post', LEVEL, { path: { id }, body: { level, reason } });
export const decideLevel = (approvalId: string, decision: 'approve' | 'reject', reason: string) =>
  api('post', '/api/console/levels/{approvalId}/decision', { path: { approvalId }, body: { decision, reason } });

const CLOSINGS = '/api/console/closings';
export type ClosingRow = Got<typeof CLOSINGS>['items'][number];
export const CLOSING_STATES = ['closing', 'closed'] as const;
export const listClosings = (ask: Ask) => api('get', CLOSINGS, { query: queryOf(CLOSINGS, ask) });
