/** The books: trial balance at sealed positions, entries, seals. Read only. */
import { api } from '#shared/api.ts';
import type { Ask, Page } from '#shared/list.ts';

export type Asset = 'CNY' | 'PTS' | 'SV';
export interface BalanceLine { readonly kind: string; readonly asset: Asset; readonly holder: 'system' | 'member' | 'supplier'; readonly debits: string; readonly credits: string; readonly balance: string }
export interface TrialBalance {
  readonly lines: readonly BalanceLine[];
  readonly sealed: { readonly buckets: string; readonly entries: string; readonly transfers: string; readonly lastSealedAt: string | null };
}
export interface Side { readonly kind: string; readonly holder: string }
export interface Transfer { readonly debit: Side; readonly credit: Side; readonly amount: string; readonly asset: Asset }
export interface Entry {
  readonly id: string; readonly bucket: number; readonly at: string; readonly memo: string; readonly eventPosition: string | null; readonly ruleVersion: number | null;
  readonly transfers: readonly Transfer[];
}
export interface EntryDetail extends Entry { readonly seal: number | null }
export interface Seal { readonly bucket: number; readonly number: number; readonly fromId: string; readonly toId: string; readonly entries: string; readonly transfers: string; readonly hash: string; readonly sealedAt: string | null }
export interface Verification { readonly bucket: number; readonly seals: number; readonly entries: string; readonly difference: { readonly check: string; readonly subject: string; readonly expected: string; readonly found: string } | null }

export const ACCOUNT_KINDS = [
  'gateway', 'unearned', 'margin', 'supplierPayable', 'transitCny', 'issued', 'pool', 'founders', 'unclaimed', 'treasury', 'destroyed', 'memberPoints', 'transitPts',
  'svIssued', 'svActive', 'svLocked', 'svPaused', 'svBurned', 'transitSv',
] as const;

export const findTrialBalance = () => api('get', '/api/console/ledger/trial-balance') as Promise<TrialBalance>;
export const listEntries = (ask: Ask) => api('get', '/api/console/ledger/entries', { query: ask }) as Promise<Page<Entry>>;
export const findEntry = (bucket: string, id: string) => api('get', '/api/console/ledger/entries/{bucket}/{id}', { path: { bucket, id } }) as Promise<EntryDetail>;
export const listSeals = (ask: Ask) => api('get', '/api/console/ledger/seals', { query: ask }) as Promise<Page<Seal>>;
export const verifyBucket = (bucket: number) => api('get', '/api/console/ledger/verification/{bucket}', { path: { bucket: String(bucket) } }) as Promise<Verification>;
