/** What a member signs in with, and where he is signed in. */
import { api } from './client';
import type { Device } from './types';

export type { Device } from './types';

export interface Sent { readonly challenge: string; readonly resendAfterMs: number }
interface PhoneProof { readonly phone: string; readonly challenge: string; readonly code: string }

/** A code to the member's own phone, which need not be named. */
export function sendOwnCode(): Promise<Sent> {
  return api('post', '/api/auth/step-up/code');
}

/** A fresh proof of who holds this phone; the session's new token. */
export async function proveAgain(proof: { password: string } | { challenge: string; code: string }): Promise<string> {
  return (await api('post', '/api/auth/step-up', { body: proof })).token;
}

/** Whether a text message alone opened this account after long disuse: then the password must be given before anything of weight. */
export async function isGuarded(): Promise<boolean> {
  return (await api('get', '/api/auth/session')).actor.guarded;
}

export async function resetPassword(input: PhoneProof & { password: string }): Promise<void> {
  await api('post', '/api/auth/password-reset', { body: input });
}

/** Sets another password; the session's new token. */
export async function changePassword(password: string): Promise<string> {
  return (await api('post', '/api/account/password', { body: { password } })).token;
}

/** Gives the member another phone; the session's new token. */
export async function changePhone(input: PhoneProof): Promise<string> {
  return (await api('post', '/api/me/phone', { body: input })).token;
}

export async function listDevices(): Promise<readonly Device[]> {
  return (await api('get', '/api/account/sessions')).items;
}

export async function signDeviceOut(id: string): Promise<void> {
  await api('post', '/api/account/sessions/{id}/end', { path: { id } });
}

export async function signOutEverywhere(): Promise<void> {
  await api('post', '/api/account/sessions/end');
}
