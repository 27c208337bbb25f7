/** What a member complains about, and what the shop answers. */
import type { Answer, paths } from '@coshop/sdk';
import { api } from './client';

export type Complaints = Answer<paths, '/api/me/complaints', 'get'>;
export type ComplaintCard = Complaints['items'][number];
export type Complaint = Answer<paths, '/api/me/complaints/{id}', 'get'>;
export type Subject = Complaint['subject'];
export const SUBJECTS: readonly Subject[] = ['order', 'account', 'assets', 'content', 'privacy', 'other'];

export function listComplaints(filter: { cursor?: string }): Promise<Complaints> {
  return api('get', '/api/me/complaints', { query: filter });
}

export async function fileComplaint(input: { subject: Subject; orderId?: string; words: string }): Promise<string> {
  return (await api('post', '/api/me/complaints', { body: input })).id;
}

export function fetchComplaint(id: string): Promise<Complaint> {
  return api('get', '/api/me/complaints/{id}', { path: { id } });
}

export async function addToComplaint(id: string, words: string): Promise<void> {
  await api('post', '/api/me/complaints/{id}/messages', { path: { id }, body: { words } });
}

export async function settleComplaint(id: string): Promise<void> {
  await api('post', '/api/me/complaints/{id}/settled', { path: { id } });
}
