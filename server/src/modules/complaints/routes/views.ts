/** Complaints as they are told: to their member and to the shop. */
import { type Static, Type } from 'typebox';
import { IdText, Instant, Nullable } from '#infra/schemas.ts';
import { STATES, SUBJECTS, WORDS } from '#modules/complaints/domain.ts';
import type { ComplaintRow, ListedRow, MessageRow } from '#modules/complaints/store.ts';

/** Before every id there is. */
export const NEWEST = 2n ** 63n - 1n;
/** Words with something in them. */
export const Words = Type.String({ minLength: WORDS.min, maxLength: WORDS.max, pattern: '\\S' });
export const Subject = Type.Enum([...SUBJECTS]);
export const State = Type.Enum([...STATES]);

const facts = {
  id: IdText, subject: Subject, orderId: Nullable(IdText), state: State, filedAt: Instant,
  dueAt: Nullable(Type.String({ format: 'date-time', description: 'Open: we answer by then. Answered: it closes by itself then' })), closedAt: Nullable(Instant),
};
export const ListedView = Type.Object({ ...facts, words: Type.String({ description: 'What it began with' }) });
export const Message = Type.Object({ from: Type.Enum(['member', 'shop']), words: Type.String(), at: Instant });
export const DetailView = Type.Object({ ...facts, messages: Type.Array(Message), mayWrite: Type.Boolean() });

const factsOf = (row: ComplaintRow) => ({
  id: String(row.id), subject: row.subject, orderId: row.orderId?.toString() ?? null, state: row.state, filedAt: row.filedAt.toISOString(),
  dueAt: row.dueAt?.toISOString() ?? null, closedAt: row.closedAt?.toISOString() ?? null,
});

/** A row of a list. */
export function listedView(row: ListedRow): Static<typeof ListedView> {
  return { ...factsOf(row), words: row.words };
}

/** A complaint with all that was said. */
export function detailView(row: ComplaintRow, messages: readonly MessageRow[]): Static<typeof DetailView> {
  return {
    ...factsOf(row), mayWrite: row.state !== 'closed',
    messages: messages.map(({ staffId, words, at }) => ({ from: staffId === null ? 'member' : 'shop', words, at: at.toISOString() })),
  };
}
