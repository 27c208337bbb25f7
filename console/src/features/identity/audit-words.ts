/** Acts of the audit log in words. What this console does not know by name is shown as the server calls it. */
import { wordText } from '#shared/texts.ts';

export const MODULES = ['identity', 'members', 'catalog', 'orders', 'fulfilment', 'suppliers', 'economy', 'rules', 'platform', 'payments', 'settlement', 'reports'] as const;

/** An act by its name. */
export function actText(act: string): string {
  const key = act.replace('.', '_');
  const text = wordText('auditAct', key);
  return text === key || text.startsWith('auditAct.') ? act : text;
}
