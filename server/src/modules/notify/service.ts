/** Telling of events, and reading what was told. */
import type { Ctx } from '#infra/context.ts';
import type { Infra } from '#infra/infra.ts';
import type { Personal } from '#infra/personal.ts';
import { formatAtoms } from '#kernel/amount.ts';
import { type Facts, KEPT_MS, messagesOf, type ToldEvent } from './domain.ts';
import * as store from './store.ts';

/** Nobody counts beyond; a badge shows "99+". */
export const MOST_COUNTED = 100;

/** Writes the messages of a batch of events, with one statement; those told before stay as they are. */
export async function tellOf(ctx: Ctx, events: readonly ToldEvent[]): Promise<void> {
  await store.insertMessages(ctx.tx, events.flatMap(messagesOf));
}

/** Marks what the reader has seen as read: everything up to the newest message that he was shown. Returns how many are unread, up to `MOST_COUNTED`. */
export async function markRead(ctx: Ctx, reader: store.Reader, upTo: bigint): Promise<number> {
  await store.readTo(ctx.tx, reader, upTo);
  return store.countUnread(ctx.tx, reader, MOST_COUNTED);
}

/** Deletes what is older than it is kept, a bounded part of it; returns how much. */
export function forgetOld({ sql, clock }: Infra, limit: number): Promise<number> {
  return store.deleteOld(sql, { before: new Date(clock.now().getTime() - KEPT_MS), limit });
}

function exportedFacts({ amountFen, ...facts }: Facts): Facts {
  return amountFen === undefined ? facts : { ...facts, amount: `${formatAtoms(BigInt(amountFen), 2)} CNY` };
}

/** What a member is given of his messages, and that they go with his account. */
export const notifyPersonal: Personal = {
  export: async (sql, { memberId }) => ({ messages: (await store.messagesTo(sql, memberId)).map(({ at, kind, subjectId, facts }) => ({ at, kind, subjectId, ...exportedFacts(facts) })) }),
  erase: (ctx, memberId) => store.deleteRecipient(ctx.tx, memberId),
};
