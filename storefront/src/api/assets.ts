/** Share value, points, and why each line of them is what it is. */
import { api } from './client';
import type { Airdrops, Asset, Assets, HeldRewards, RepurchaseWindow, Statement, Why } from './types';

export type { AirdropDay, Asset, Assets, GuidePrice, HeldRewards, StatementLine, Why } from './types';

export function fetchAssets(): Promise<Assets> {
  return api('get', '/api/me/assets');
}

/** The noons left to the member, and what extends them. */
export function fetchWindow(): Promise<RepurchaseWindow> {
  return api('get', '/api/me/window');
}

/** What the member gets later for what he bought. */
export function fetchHeld(): Promise<HeldRewards> {
  return api('get', '/api/me/held-rewards');
}

export function listStatement(filter: { asset?: Asset; cursor?: string }): Promise<Statement> {
  return api('get', '/api/me/statement', { query: filter });
}

export function fetchWhy(lineId: string): Promise<Why> {
  return api('get', '/api/me/statement/{id}/why', { path: { id: lineId } });
}

export function listAirdrops(filter: { cursor?: string; limit?: number }): Promise<Airdrops> {
  return api('get', '/api/me/airdrops', { query: filter });
}
