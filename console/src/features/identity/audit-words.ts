/** The audit log in words: acts, fields and what stands in them. What this console does not know by name is shown as the server calls it. */
import { exact, yuan } from '@coshop/sdk';
import { wordText } from '#shared/texts.ts';

export const MODULES = ['identity', 'members', 'catalog', 'orders', 'payments', 'aftersales', 'complaints', 'suppliers', 'economy', 'disclosure', 'platform', 'reports'] as const;

/** An act by its name in a group of words. */
function nameOfAct(group: string, act: string): string {
  const key = act.replaceAll('.', '_');
  const text = wordText(group, key);
  return text === key ? act : text;
}

/** An act of the log by its name. */
export const actText = (act: string): string => nameOfAct('auditAct', act);

/** A field by its name; `ID.field` is a field of a part, such as a variant. */
export function fieldText(name: string): string {
  const [part, field] = name.split('.');
  return field === undefined ? wordText('auditField', name) : `${wordText('auditField', field)} ${part}`;
}

const AMOUNTS: Readonly<Record<string, (atoms: string) => string>> = {
  priceFen: (fen) => `¥${yuan(fen)}`, supplyFen: (fen) => `¥${yuan(fen)}`, suggestedFen: (fen) => `¥${yuan(fen)}`, unitSv: (atoms) => exact(atoms, 'SV'),
  priceAtoms: (atoms) => `¥${exact(atoms, 'PRICE')}`, amountAtoms: (atoms) => exact(atoms, 'PTS'),
};

/** What stands in a field: an amount in its unit, words of the server (states, roles, acts, yes and no) in ours. */
export function valueText(name: string, value: unknown): string {
  const text = String(value);
  const field = name.split('.').at(-1) ?? name;
  const amount = AMOUNTS[field];
  if (amount && /^-?\d+$/.test(text)) return amount(text);
  if (field === 'act') return nameOfAct('act', text);
  if (field === 'role' || field === 'roles') return text.split(' ').map((role) => wordText('role', role)).join(' ');
  if (field === 'level') return wordText('level', text);
  return /^[a-zA-Z]+$/.test(text) ? wordText('auditValue', text) : text;
}
