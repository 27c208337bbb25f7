/** What the member is told in the app. */
import type { Answer, paths } from '@coshop/sdk';
import { api } from './client';

export type Messages = Answer<paths, '/api/me/messages', 'get'>;
export type Message = Messages['items'][number];

export function listMessages(filter: { cursor?: string }): Promise<Messages> {
  return api('get', '/api/me/messages', { query: filter });
}

/** How many are unread; 100 means so many or more. */
export async function fetchUnread(): Promise<number> {
  return (await api('get', '/api/me/messages/unread')).unread;
}

/** Marks everything up to a message as read; returns how many came since. */
export async function markRead(upTo: string): Promise<number> {
  return (await api('post', '/api/me/messages/read', { body: { upTo } })).unread;
}
