/** Entries of the audit log: what changed, field by field. */
import type { AuditRow } from './account-api.ts';

type Facts = Readonly<Record<string, unknown>>;

/** Facts as `name: value`, in the order in which they were written. */
export function factsText(facts: Facts): string {
  return Object.entries(facts).map(([name, value]) => `${name}: ${String(value)}`).join(' · ');
}

/** One line for each field that changed. */
export function changesOf({ before, after }: Pick<AuditRow, 'before' | 'after'>): { name: string; before: string; after: string }[] {
  const side = (facts: Facts | null, name: string): string => (facts && name in facts ? String(facts[name]) : '–');
  return [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])].map((name) => ({ name, before: side(before, name), after: side(after, name) }));
}

/** The changes in one line; "" when nothing was replaced. */
export function changeText(row: Pick<AuditRow, 'before' | 'after'>): string {
  return changesOf(row).map(({ name, before, after }) => `${name}: ${before} → ${after}`).join(' · ');
}
