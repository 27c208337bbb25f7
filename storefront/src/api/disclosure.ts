/** What everybody may know: the figures of the economy, who set prices, and who runs the shop. */
import type { Answer, paths } from '@coshop/sdk';
import { api } from './client';

export type Figures = Answer<paths, '/api/disclosure/figures', 'get'>;
export type Prices = Answer<paths, '/api/price', 'get'>;
export type Company = NonNullable<Answer<paths, '/api/disclosure/company', 'get'>['company']>;

export function fetchFigures(): Promise<Figures> {
  return api('get', '/api/disclosure/figures');
}

export function fetchPrices(): Promise<Prices> {
  return api('get', '/api/price');
}

export async function fetchCompany(): Promise<Company | null> {
  return (await api('get', '/api/disclosure/company')).company;
}
