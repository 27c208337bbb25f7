/** Who is signed in, and where: all that the first page asks. */
import { makeTransport } from '../platform/transport';
import { api } from './client';

/** The id of the signed-in member, or undefined for a visitor (staff use the console and are visitors here). */
export async function fetchSession(): Promise<string | undefined> {
  const { actor } = await api('get', '/api/auth/session');
  return actor.kind === 'member' && actor.id !== null ? actor.id : undefined;
}

/** Whether the server runs a demo database. Readiness is no part of the described API, hence the plain transport. */
export async function fetchDemo(): Promise<boolean> {
  const answer = await makeTransport(() => 'en')({ method: 'GET', url: '/ready' }).catch(() => undefined);
  const data: unknown = answer?.data;
  return typeof data === 'object' && data !== null && 'mode' in data && data.mode === 'demo';
}

/** Whom the server let in: the token is for platforms without cookies. */
export interface Admission { readonly token: string; readonly memberId: string }

export async function signOut(): Promise<void> {
  await api('post', '/api/auth/sign-out');
}
