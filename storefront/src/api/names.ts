import { api } from './client';

/** Display names of assets (SV, PTS) and levels in the language of the request. */
export function fetchNames(): Promise<Record<string, string>> {
  return api('get', '/api/rules/names');
}
