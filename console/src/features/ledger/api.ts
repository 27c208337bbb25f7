/** The books: trial balance at sealed positions, entries, seals. Read only. */
import { api, type Got, queryOf } from '#shared/api.ts';
import type { Ask } from '#shared/filters.ts';

const ENTRIES = '/api/console/ledger/entries';
const SEALS = '/api/console/ledger/seals';
export type BalanceLine = Got<'/api/console/ledger/trial-balance'>['lines'][number];
export type Asset = BalanceLine['asset'];
export type Entry = Got<typeof ENTRIES>['items'][number];
export type Transfer = Entry['transfers'][number];
export type Seal = Got<typeof SEALS>['items'][number];

/** The chart of accounts, in the order of the books. */
export const ACCOUNT_KINDS = [
  'gateway', 'unearned', 'margin', 'supplierPayable', 'transitCny', 'issued', 'pool', 'founders', 'unclaimed', 'treasury', 'destroyed', 'memberPoints', 'transitPts',
  'svIssued', 'svActive', 'svLocked', 'svPaused', 'svBurned', 'transitSv',
] as const satisfies readonly BalanceLine['kind'][];

export const findTrialBalance = () => api('get', '/api/console/ledger/trial-balance');
export const listEntries = (ask: Ask) => api('get', ENTRIES, { query: queryOf(ENTRIES, ask) });
export const findEntry = (bucket: number, id: string) => api('get', '/api/console/ledger/entries/{bucket}/{id}', { path: { bucket, id } });
export const listSeals = (ask: Ask) => api('get', SEALS, { query: queryOf(SEALS, ask) });
export const verifyBucket = (bucket: number) => api('get', '/api/console/ledger/verification/{bucket}', { path: { bucket } });
