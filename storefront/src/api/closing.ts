/** Closing the account, and keeping it after all. */
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
