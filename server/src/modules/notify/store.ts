/** All SQL of messages. */
import { instantArray, int4Array, int8Array } from '#infra/binary-array.ts';
import { numberArray, textArray } from '#infra/binary-text-array.ts';
import type { Sql, Tx } from '#infra/sql.ts';
import type { Message, MessageKind } from './domain.ts';

/** Whose messages, who reads them, and the kinds that are his business. */
export interface Reader {
  readonly recipientId: bigint;
  readonly accountId: bigint;
  readonly kinds: readonly MessageKind[];
}

/**
 * Writes those of the messages that were not told before, with one statement. A recipient's counter is locked until the unit commits: whoever sees a
 * message sees all with lower numbers, so that "read up to here" hides nothing that comes later.
 */
export async function insertMessages(tx: Tx, messages: readonly Message[]): Promise<void> {
  if (messages.length === 0) return;
  await tx.run(
    `with told as (
       select * from unnest($1::bigint[], $2::bigint[], $3::int[], $4::text[], $5::bigint[], $6::text[], $7::timestamptz[]) as t (recipient_id, position, place, kind, subject_id, facts, at)
       where not exists (select from notify.message m where m.position = t.position and m.place = t.place)
     ), counted as (
       insert into notify.inbox as i (recipient_id, last) select recipient_id, count(*) from told group by recipient_id order by recipient_id
       on conflict (recipient_id) do update set last = i.last + excluded.last returning recipient_id, last
     )
     insert into notify.message (recipient_id, number, position, place, kind, subject_id, facts, at)
     select t.recipient_id, c.last + 1 - row_number() over (partition by t.recipient_id order by t.position desc, t.place desc), t.position, t.place, t.kind, t.subject_id, t.facts::jsonb, t.at
     from told t join counted c on c.recipient_id = t.recipient_id`,
    [int8Array(messages.map((m) => m.recipientId)), int8Array(messages.map((m) => m.position)), int4Array(messages.map((m) => m.place)), textArray(messages.map((m) => m.kind)),
      numberArray(messages.map((m) => m.subjectId)), textArray(messages.map((m) => JSON.stringify(m.facts))), instantArray(messages.map((m) => m.at))]);
}

const READ_TO = 'coalesce((select r.read_to from notify.reader r where r.recipient_id = $1 and r.account_id = $2), 0)';

/** How many messages the reader has not read, counted up to `most`. */
export async function countUnread(sql: Sql, reader: Reader, most: number): Promise<number> {
  const { unread } = await sql.one<{ unread: bigint }>(
    `select count(*) as unread from (
       select from unnest($3::text[]) as k (kind) join notify.message m on m.recipient_id = $1 and m.kind = k.kind and m.number > ${READ_TO} limit $4
     ) as counted`, [reader.recipientId, reader.accountId, reader.kinds, most]);
  return Number(unread);
}

export type ReadMessage = Pick<Message, 'kind' | 'subjectId' | 'facts' | 'at'> & { readonly number: bigint; readonly unread: boolean };

/** A page of messages, newest first: the newest of each kind, then the newest of those. */
export function listMessages(sql: Sql, reader: Reader, page: { before: bigint | undefined; limit: number }): Promise<ReadMessage[]> {
  return sql.rows(
    `select m.number, m.kind, m.subject_id as "subjectId", m.facts, m.at, m.number > ${READ_TO} as unread
     from unnest($3::text[]) as k (kind) cross join lateral (
       select number, kind, subject_id, facts, at from notify.message
       where recipient_id = $1 and kind = k.kind and ($4::bigint is null or number < $4) order by number desc limit $5
     ) as m order by m.number desc limit $5`,
    [reader.recipientId, reader.accountId, reader.kinds, page.before ?? null, page.limit]);
}

/** Marks everything up to a number as read, of what the recipient was sent so far; a mark never moves back. */
export async function readTo(tx: Tx, reader: Reader, number: bigint): Promise<void> {
  await tx.run(
    `insert into notify.reader as r (recipient_id, account_id, read_to) select i.recipient_id, $2, least(i.last, $3) from notify.inbox i where i.recipient_id = $1
     on conflict (recipient_id, account_id) do update set read_to = greatest(r.read_to, excluded.read_to)`, [reader.recipientId, reader.accountId, number]);
}

/** Deletes messages from before `at`, looking at the `limit` oldest events' messages; returns how many went. */
export function deleteOld(sql: Sql, input: { before: Date; limit: number }): Promise<number> {
  return sql.run(
    `delete from notify.message m using (select position, place from notify.message order by position, place limit $2) as oldest
     where m.position = oldest.position and m.place = oldest.place and m.at < $1`, [input.before, input.limit]);
}

/** Everything a recipient is told and was kept, oldest first. */
export function messagesTo(sql: Sql, recipientId: bigint): Promise<Pick<Message, 'kind' | 'subjectId' | 'facts' | 'at'>[]> {
  return sql.rows('select kind, subject_id as "subjectId", facts, at from notify.message where recipient_id = $1 order by number', [recipientId]);
}

/** Deletes everything about a recipient. */
export async function deleteRecipient(tx: Tx, recipientId: bigint): Promise<void> {
  await tx.run('delete from notify.message where recipient_id = $1', [recipientId]);
  await tx.run('delete from notify.reader where recipient_id = $1', [recipientId]);
  await tx.run('delete from notify.inbox where recipient_id = $1', [recipientId]);
}

/** Recipients of whom a message, or a mark, stands beyond what they were sent: such a mark would hide what comes. */
export function findBeyond(sql: Sql, limit: number): Promise<{ recipientId: bigint }[]> {
  return sql.rows(
    `select i.recipient_id as "recipientId" from notify.inbox i
     where exists (select from notify.reader r where r.recipient_id = i.recipient_id and r.read_to > i.last)
       or exists (select from notify.message m where m.recipient_id = i.recipient_id and m.number > i.last) order by 1 limit $1`, [limit]);
}
