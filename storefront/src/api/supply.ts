/** Applying as a supplier: the cookie of whoever proved the phone opens his application and nothing of the member's. */
import { type Answer, ApiError, type paths } from '@coshop/sdk';
import { api } from './client';

const BASE = '/api/onboarding';
export type Application = Answer<paths, typeof BASE, 'get'>;
export type Content = Application['content'];
export type PictureKind = Application['pictures'][number]['kind'];
/** The version of the supplier terms that are shown. */
export const TERMS_VERSION = '2026-11-25';

/** The application that this browser has opened; undefined when none is. */
export async function fetchApplication(): Promise<Application | undefined> {
  try {
    return await api('get', BASE);
  } catch (error) {
    if (error instanceof ApiError && error.code === 'suppliers.proofNeeded') return undefined;
    throw error;
  }
}
export function openApplication(proof: { phone: string; challenge: string; code: string }): Promise<Application> {
  return api('post', '/api/onboarding/session', { body: proof });
}
export async function leaveApplication(): Promise<void> {
  await api('post', '/api/onboarding/sign-out');
}
export function saveDraft(content: Content): Promise<Application> {
  return api('post', '/api/onboarding/draft', { body: content });
}
export function submitApplication(): Promise<Application> {
  return api('post', '/api/onboarding/submit');
}
export async function addLicence(kind: PictureKind, bytes: ArrayBuffer): Promise<void> {
  const input = { query: { kind }, body: bytes };
  await api('post', '/api/onboarding/pictures', input);
}
export async function removeLicence(id: string): Promise<void> {
  await api('post', '/api/onboarding/pictures/{id}/remove', { path: { id } });
}
/** The page of the console that sets up sign-in; it works once. */
export async function drawInvitation(): Promise<string> {
  return (await api('post', '/api/onboarding/invitation')).path;
}
export async function listCategories(): Promise<{ id: string; name: string }[]> {
  return (await api('get', '/api/home')).categories;
}
