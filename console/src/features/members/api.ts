/** Members as the operator sees them: phones masked. */
import { api } from '#shared/api.ts';
import type { Ask, Page } from '#shared/list.ts';

export const LEVELS = ['registered', 'patron', 'vip', 'shopkeeper', 'dealer', 'partner'] as const;

export interface MemberRow {
  readonly id: string; readonly name: string; readonly phoneMasked: string; readonly level: string;
  readonly inviterId: string | null; readonly inviterName: string | null; readonly joinedAt: string;
}
export interface MemberDetail extends MemberRow {
  readonly inviteCode: string | null;
  readonly consents: readonly { readonly document: string; readonly version: string; readonly at: string }[];
  readonly team: { readonly directVip: number; readonly directShopkeeper: number; readonly directDealer: number; readonly teamVip: number; readonly depth: number } | null;
}

export const listMembers = (ask: Ask) => api('get', '/api/console/members', { query: ask }) as Promise<Page<MemberRow>>;
export const findMember = (id: string) => api('get', '/api/console/members/{id}', { path: { id } }) as Promise<MemberDetail>;
