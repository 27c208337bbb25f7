/** Resets of an authenticator, whose link is handed over once. */
import { api } from '#shared/api.ts';
import { handOver } from '#shared/handed-link.ts';

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
