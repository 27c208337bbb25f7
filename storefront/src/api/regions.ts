/** The regions of the country, and what a pasted address says. */
import { api } from './client';
import type { Recognised, Region } from './types';

export type { Recognised, Region } from './types';

/** The regions below one; provinces without one. Nothing below a street. */
export async function listRegions(below: string): Promise<Region[]> {
  return (await api('get', '/api/regions', { query: below === '' ? {} : { below } })).items;
}

/** Provinces, cities and districts whose name contains the words. */
export async function searchRegions(search: string): Promise<Region[]> {
  return (await api('get', '/api/regions', { query: { search } })).items;
}

export function recogniseAddress(text: string): Promise<Recognised> {
  return api('post', '/api/addresses/recognise', { body: { text } });
}
