/** Share value, points, and why each line of them is what it is. */
import { api } from './client';
import type { AirdropDay, Asset, Assets, StatementLine, Why } from './paths';

export type { AirdropDay, Asset, Assets, GuidePrice, StatementLine, Why } from './paths';

export function fetchAssets(): Promise<Assets> {
  return api('get', '/api/me/assets');
}

export function listStatement(filter: { asset?: Asset; cursor?: string }): Promise<{ items: StatementLine[]; nextCursor: string | null }> {
  return api('get', '/api/me/statement', { query: filter });
}

export function fetchWhy(lineId: string): Promise<Why> {
  return api('get', '/api/me/statement/{id}/why', { path: { id: lineId } });
}

export function listAirdrops(filter: { cursor?: string; limit?: number }): Promise<{ items: AirdropDay[]; nextCursor: string | null }> {
  return api('get', '/api/me/airdrops', { query: filter });
}
