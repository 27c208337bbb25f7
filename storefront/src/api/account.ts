/** Signing in, registering, the member's own data. */
import { DOCUMENT_VERSIONS } from '@coshop/sdk';
import { api } from './client';
import type { Admission } from './session';
import type { Admitted, Contact, Me } from './types';

export type { Contact, Level, Me } from './types';

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

function admit({ token, account }: Admitted): Admission {
  return { token, memberId: account.id ?? '' };
}

export async function signIn(input: { phone: string; password: string } | { phone: string; challenge: string; code: string }): Promise<Admission> {
  return admit(await api('post', '/api/auth/sign-in', { body: input }));
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
