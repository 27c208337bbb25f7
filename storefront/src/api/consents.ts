/** What the member agreed to, and what changed since. */
import { type Answer, DOCUMENT_VERSIONS, type paths } from '@coshop/sdk';
import { api } from './client';

export type Consents = Answer<paths, '/api/me/consents', 'get'>;

export function fetchConsents(): Promise<Consents> {
  return api('get', '/api/me/consents');
}

/** Agrees to the texts that this storefront shows; the server refuses when others are in force by now. */
export async function agree(): Promise<void> {
  await api('post', '/api/me/consents', { body: { versions: DOCUMENT_VERSIONS } });
}
