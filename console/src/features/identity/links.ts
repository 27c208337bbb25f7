/** A one-time link that has just been made: shown until its maker has taken it, for it is stored nowhere. */
import { shallowRef } from 'vue';
import { api } from '#shared/api.ts';

export interface HandedLink { readonly path: string; readonly expiresAt: string }

export const handedLink = shallowRef<HandedLink>();

/** Shows a link to whoever hands it over. */
export function handOver(link: HandedLink): void {
  handedLink.value = link;
}

/** The stored input of a reset, read with care; an en dash for what is missing. */
export function resetOf(input: Readonly<Record<string, unknown>>): { readonly name: string; readonly reason: string } {
  const text = (name: string): string => (typeof input[name] === 'string' ? input[name] : '–');
  return { name: text('name'), reason: text('reason') };
}

/** Decides a reset of an authenticator; the link of an approved one is shown. */
export async function decideReset(approvalId: string, decision: 'approve' | 'reject'): Promise<void> {
  const { link } = await api('post', '/api/console/totp-resets/{approvalId}/decision', { path: { approvalId }, body: { decision } });
  if (link) handOver(link);
}
