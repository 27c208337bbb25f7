/** Complaints of members, and the shop's answers. */
import { api, type Got, queryOf } from '#shared/api.ts';
import type { Ask } from '#shared/filters.ts';

const COMPLAINTS = '/api/console/complaints';
const ONE = '/api/console/complaints/{id}';
export type ComplaintRow = Got<typeof COMPLAINTS>['items'][number];
export type Complaint = Got<typeof ONE>;
export const STATES = ['open', 'answered', 'closed'] as const;
/** The fewest characters of an answer. */
export const SHORTEST = 5;

export const listComplaints = (ask: Ask) => api('get', COMPLAINTS, { query: queryOf(COMPLAINTS, ask) });
export const findComplaint = (id: string) => api('get', ONE, { path: { id } });
export const answerComplaint = (id: string, words: string) => api('post', '/api/console/complaints/{id}/answers', { path: { id }, body: { words } });
