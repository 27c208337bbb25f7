/** Signing in, registering, the member's own data. */
import { DOCUMENT_VERSIONS } from '@coshop/sdk';
import { makeTransport } from '../platform/transport';
import { api } from './client';
import type { Admitted, Contact, Me } from './types';

export type { Contact, Level, Me } from './types';

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

/** Who invites with this code; his name is masked. */
export async function fetchInviter(code: string): Promise<string> {
  return (await api('get', '/api/invitations/{code}', { path: { code } })).inviter.name;
}

/** Asks for a code by SMS. `proof` is the solved challenge where the server asks for work. */
export function sendCode(input: { phone: string; purpose: 'register' | 'signIn' | 'reset' | 'newPhone' | 'apply'; proof?: string }): Promise<{ challenge: string; resendAfterMs: number }> {
  return api('post', '/api/auth/sms', { body: input });
}

/** A piece of work for this device before a code is sent, and whether the server asks for it; its form is checked by solve(). */
export function fetchChallenge(): Promise<{ required: boolean; challenge: unknown }> {
  return api('get', '/api/auth/challenge');
}

/** Whom the server let in: the token is for platforms without cookies. */
export interface Admission { readonly token: string; readonly memberId: string }

function admit({ token, account }: Admitted): Admission {
  return { token, memberId: account.id ?? '' };
}

export async function signIn(input: { phone: string; password: string } | { phone: string; challenge: string; code: string }): Promise<Admission> {
  return admit(await api('post', '/api/auth/sign-in', { body: input }));
}

export async function signOut(): Promise<void> {
  await api('post', '/api/auth/sign-out');
}

export async function register(input: { phone: string; challenge: string; code: string; password: string; bornOn: string | null; inviteCode?: string }): Promise<Admission> {
  return admit(await api('post', '/api/members', { body: { ...input, consent: true, versions: DOCUMENT_VERSIONS } }));
}

export function fetchMe(): Promise<Me> {
  return api('get', '/api/me');
}

/** How the member wants to be called; null for no name. */
export function rename(name: string | null): Promise<Me> {
  return api('post', '/api/me/name', { body: { name } });
}

export async function listContacts(): Promise<Contact[]> {
  return (await api('get', '/api/me/contacts')).items;
}

/** Keeps a new address; with `replaces`, in the place of an old one. */
export function addContact(contact: Omit<Contact, 'id' | 'region'> & { replaces?: string }): Promise<Contact> {
  return api('post', '/api/me/contacts', { body: contact });
}

/** Offers an address first; answers the list. */
export async function makeDefaultContact(id: string): Promise<Contact[]> {
  return (await api('post', '/api/me/contacts/{id}/default', { path: { id } })).items;
}

/** Takes an address off the list; orders keep it. */
export async function hideContact(id: string): Promise<Contact[]> {
  return (await api('delete', '/api/me/contacts/{id}', { path: { id } })).items;
}
