/** What a member may demand about his data: a copy of it, and closing the account. */
import type { Answer, paths } from '@coshop/sdk';
import { api } from './client';

export type ClosingState = Answer<paths, '/api/me/closing', 'get'>;

export function fetchClosing(): Promise<ClosingState> {
  return api('get', '/api/me/closing');
}

export async function askClosing(phoneEnd: string): Promise<void> {
  await api('post', '/api/me/closing', { body: { phoneEnd } });
}

export async function undoClosing(): Promise<void> {
  await api('post', '/api/me/closing/undo');
}

export type DataCopy = NonNullable<Answer<paths, '/api/me/exports', 'get'>['newest']>;

/** The newest copy of the member's data, or null. */
export async function fetchCopy(): Promise<DataCopy | null> {
  return (await api('get', '/api/me/exports')).newest;
}

export async function askCopy(): Promise<void> {
  await api('post', '/api/me/exports');
}

/** Where the copy is, for whoever has just proven himself. */
export const copyAddress = (id: string): string => `/api/me/exports/${id}/file`;
