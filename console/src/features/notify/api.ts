/** What staff are told: of the platform, or of a supplier. */
import { api, type Got } from '#shared/api.ts';
import type { Page } from '#shared/list.ts';
import { session } from '#shared/session.ts';

export type Message = Got<'/api/console/messages'>['items'][number];
const PAGE = 20;

/** One page of the messages, newest first. */
export function listMessages(cursor?: string): Promise<Page<Message>> {
  const query = { limit: PAGE, ...(cursor === undefined ? {} : { cursor }) };
  return session.staff?.orgKind === 'supplier' ? api('get', '/api/supplier/messages', { query }) : api('get', '/api/console/messages', { query });
}

/** How many are unread; 100 means so many or more. */
export async function countUnread(): Promise<number> {
  return (session.staff?.orgKind === 'supplier' ? await api('get', '/api/supplier/messages/unread') : await api('get', '/api/console/messages/unread')).unread;
}

/** Marks everything up to a message as read; returns how many came since. */
export async function markRead(upTo: string): Promise<number> {
  const body = { upTo };
  return (session.staff?.orgKind === 'supplier' ? await api('post', '/api/supplier/messages/read', { body }) : await api('post', '/api/console/messages/read', { body })).unread;
}
