/** Entries of the audit log: what changed, field by field. */
import type { AuditRow } from './account-api.ts';

type Facts = Readonly<Record<string, unknown>>;
/** How fields and what stands in them are called. */
export interface Words { readonly field: (name: string) => string; readonly value: (name: string, value: unknown) => string }

/** Facts as `name: value`, in the order in which they were written. */
export function factsText(facts: Facts, words: Words): string {
  return Object.entries(facts).map(([name, value]) => `${words.field(name)}: ${words.value(name, value)}`).join(' · ');
}

/** One line for each field that changed. */
export function changesOf({ before, after }: Pick<AuditRow, 'before' | 'after'>, words: Words): { name: string; before: string; after: string }[] {
  const side = (facts: Facts | null, name: string): string => (facts && name in facts ? words.value(name, facts[name]) : '–');
  return [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])].map((name) => ({ name: words.field(name), before: side(before, name), after: side(after, name) }));
}

/** The changes in one line; "" when nothing was replaced. */
export function changeText(row: Pick<AuditRow, 'before' | 'after'>, words: Words): string {
  return changesOf(row, words).map(({ name, before, after }) => `${name}: ${before} → ${after}`).join(' · ');
}
