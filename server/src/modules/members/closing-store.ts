/** Requests to close an account, and what erasing leaves of a member: his id, his place in the tree, what he agreed to. */
import type { Sql, Tx } from '#infra/sql.ts';
import type { MemberId } from './store.ts';

export interface Closing {
  readonly memberId: MemberId;
  readonly askedAt: Date;
  /** When he is erased unless something stands against it. */
  readonly dueAt: Date;
  readonly erasedAt: Date | null;
}

const CLOSING = 'member_id as "memberId", asked_at as "askedAt", due_at as "dueAt", erased_at as "erasedAt"';

export function findClosing(sql: Sql, memberId: bigint): Promise<Closing | undefined> {
  return sql.maybe<Closing>(`select ${CLOSING} from members.closing where member_id = $1`, [memberId]);
}

/** The request, locked until the unit of work ends. */
export function lockClosing(tx: Tx, memberId: bigint): Promise<Closing | undefined> {
  return tx.maybe<Closing>(`select ${CLOSING} from members.closing where member_id = $1 for update`, [memberId]);
}

export async function insertClosing(tx: Tx, closing: Omit<Closing, 'erasedAt'>): Promise<void> {
  await tx.run('insert into members.closing (member_id, asked_at, due_at) values ($1, $2, $3)', [closing.memberId, closing.askedAt, closing.dueAt]);
}

export async function deleteClosing(tx: Tx, memberId: bigint): Promise<void> {
  await tx.run('delete from members.closing where member_id = $1 and erased_at is null', [memberId]);
}

export async function postpone(tx: Tx, closing: { memberId: bigint; dueAt: Date }): Promise<void> {
  await tx.run('update members.closing set due_at = $2 where member_id = $1 and erased_at is null', [closing.memberId, closing.dueAt]);
}

export async function markErased(tx: Tx, closing: { memberId: bigint; at: Date }): Promise<void> {
  await tx.run('update members.closing set erased_at = $2 where member_id = $1', [closing.memberId, closing.at]);
}

export function dueClosings(sql: Sql, query: { now: Date; limit: number }): Promise<{ memberId: MemberId }[]> {
  return sql.rows('select member_id as "memberId" from members.closing where due_at <= $1 and erased_at is null order by due_at limit $2', [query.now, query.limit]);
}

/** Requests, those of the newest members first; all, or only those carried out or not. */
export function listClosings(sql: Sql, query: { erased: boolean | null; before: bigint | null; limit: number }): Promise<Closing[]> {
  return sql.rows<Closing>(
    `select ${CLOSING} from members.closing where ($1::boolean is null or (erased_at is not null) = $1) and ($2::bigint is null or member_id < $2) order by member_id desc limit $3`,
    [query.erased, query.before, query.limit]);
}

/** Takes name, phone, age, code in force and contacts away. */
export async function eraseMember(tx: Tx, memberId: bigint): Promise<void> {
  await tx.run('update members.member set phone = null, name = null, adult_on = null, invite_code = null, default_contact_id = null where id = $1', [memberId]);
  await tx.run('delete from members.contact where member_id = $1', [memberId]);
  await tx.run('delete from members.export where member_id = $1', [memberId]);
}

/** How many closed accounts still have a name, a phone or a contact, and how many members without a phone were never closed: none, both. */
export function countHalfErased(sql: Sql): Promise<{ left: bigint; unclosed: bigint; closed: bigint }> {
  return sql.one(
    `select (select count(*) from members.closing c join members.member m on m.id = c.member_id where c.erased_at is not null
         and (m.phone is not null or m.name is not null or exists (select from members.contact k where k.member_id = m.id))) as left,
       (select count(*) from members.member m where m.phone is null and not exists (select from members.closing c where c.member_id = m.id and c.erased_at is not null)) as unclosed,
       (select count(*) from members.closing where erased_at is not null) as closed`);
}
