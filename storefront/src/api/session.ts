/** Who is signed in, and where: all that the first page asks. */
import type { Answer, paths } from '@coshop/sdk';
import { api } from './client';

/** The id of the signed-in member, or undefined for a visitor (staff use the console and are visitors here). */
export async function fetchSession(): Promise<string | undefined> {
  const { actor } = await api('get', '/api/auth/session');
  return actor.kind === 'member' && actor.id !== null ? actor.id : undefined;
}

/** What this shop is, and whether it grants anything to who asks. */
export function fetchStanding(): Promise<Answer<paths, '/api/rewards/standing', 'get'>> {
  return api('get', '/api/rewards/standing');
}

/** Whom the server let in: the token is for platforms without cookies. */
export interface Admission { readonly token: string; readonly memberId: string }

export async function signOut(): Promise<void> {
  await api('post', '/api/auth/sign-out');
}
