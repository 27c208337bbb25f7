/** All SQL of complaints. */
import type { Sql, Tx } from '#infra/sql.ts';
import type { ComplaintState, Subject } from './domain.ts';

export interface ComplaintRow {
  readonly id: bigint;
  readonly memberId: bigint;
  readonly subject: Subject;
  readonly orderId: bigint | null;
  readonly state: ComplaintState;
  readonly filedAt: Date;
  readonly dueAt: Date | null;
  readonly closedAt: Date | null;
}

export interface MessageRow {
  readonly number: number;
  readonly staffId: bigint | null;
  readonly words: string;
  readonly at: Date;
}

/** A row of a list, with the words it began with. */
export type ListedRow = ComplaintRow & { readonly words: string };

const COLUMNS = `c.id, c.member_id as "memberId", c.subject, c.order_id as "orderId", c.state, c.filed_at as "filedAt", c.due_at as "dueAt", c.closed_at as "closedAt"`;

export async function insertComplaint(tx: Tx, row: ComplaintRow): Promise<void> {
  await tx.run(
    'insert into complaints.complaint (id, member_id, subject, order_id, state, filed_at, due_at, closed_at) values ($1, $2, $3, $4, $5, $6, $7, $8)',
    [row.id, row.memberId, row.subject, row.orderId, row.state, row.filedAt, row.dueAt, row.closedAt]);
}

/** Appends a message to a complaint that the caller has locked. Returns its number, from 1. */
export async function insertMessage(tx: Tx, message: { complaintId: bigint; staffId: bigint | null; words: string; at: Date }): Promise<number> {
  const { number } = await tx.one<{ number: number }>(
    `insert into complaints.message (complaint_id, number, staff_id, words, at)
     select $1, coalesce(max(number), 0) + 1, $2, $3, $4 from complaints.message where complaint_id = $1 returning number`,
    [message.complaintId, message.staffId, message.words, message.at]);
  return number;
}

/** A complaint, locked until the unit of work ends. */
export function lockComplaint(tx: Tx, id: bigint): Promise<ComplaintRow | undefined> {
  return tx.maybe<ComplaintRow>(`select ${COLUMNS} from complaints.complaint c where c.id = $1 for update`, [id]);
}

/** Serialises what one member files, so that the limit of open complaints holds; released at the end of the unit. */
export async function lockMember(tx: Tx, memberId: bigint): Promise<void> {
  await tx.run(`select pg_advisory_xact_lock(hashtextextended('complaints ' || $1::bigint, 0))`, [memberId]);
}

export async function countOpen(tx: Sql, memberId: bigint): Promise<number> {
  const { open } = await tx.one<{ open: bigint }>(`select count(*) as open from complaints.complaint where member_id = $1 and state <> 'closed'`, [memberId]);
  return Number(open);
}

export async function setState(tx: Tx, change: { id: bigint; state: ComplaintState; dueAt: Date | null; closedAt: Date | null }): Promise<void> {
  await tx.run('update complaints.complaint set state = $2, due_at = $3, closed_at = $4 where id = $1', [change.id, change.state, change.dueAt, change.closedAt]);
}

export function findComplaint(sql: Sql, id: bigint): Promise<ComplaintRow | undefined> {
  return sql.maybe<ComplaintRow>(`select ${COLUMNS} from complaints.complaint c where c.id = $1`, [id]);
}

/** What was said, in order. */
export function messagesOf(sql: Sql, complaintId: bigint): Promise<MessageRow[]> {
  return sql.rows<MessageRow>('select number, staff_id as "staffId", words, at from complaints.message where complaint_id = $1 order by number', [complaintId]);
}

/** Newest first; of one member or of all, in one state or in all. */
export function listComplaints(sql: Sql, query: { memberId: bigint | null; state: ComplaintState | null; beforeId: bigint; limit: number }): Promise<ListedRow[]> {
  return sql.rows<ListedRow>(
    `select ${COLUMNS}, m.words from complaints.complaint c join complaints.message m on m.complaint_id = c.id and m.number = 1
     where c.id < $1 and ($2::bigint is null or c.member_id = $2) and ($3::text is null or c.state = $3) order by c.id desc limit $4`,
    [query.beforeId, query.memberId, query.state, query.limit]);
}

/** How many wait for the shop, and how many of them longer than promised. */
export function countWaiting(sql: Sql, now: Date): Promise<{ waiting: bigint; late: bigint }> {
  return sql.one(`select count(*) as waiting, count(*) filter (where due_at <= $1) as late from complaints.complaint where state = 'open'`, [now]);
}

/** Answered complaints that nobody came back to. */
export function listSettled(sql: Sql, query: { now: Date; limit: number }): Promise<{ id: bigint }[]> {
  return sql.rows(`select id from complaints.complaint where due_at <= $1 and state = 'answered' order by due_at limit $2`, [query.now, query.limit]);
}

/** Every complaint of a member with what was said, oldest first. */
export async function complaintsOf(sql: Sql, memberId: bigint): Promise<{ id: bigint; subject: string; state: string; filedAt: Date; messages: { at: Date; byShop: boolean; words: string }[] }[]> {
  const rows = await sql.rows<{ id: bigint; subject: string; state: string; filedAt: Date }>(
    'select id, subject, state, filed_at as "filedAt" from complaints.complaint where member_id = $1 order by id', [memberId]);
  const told = [];
  for (const row of rows) told.push({ ...row, messages: (await messagesOf(sql, row.id)).map(({ at, staffId, words }) => ({ at, byShop: staffId !== null, words })) });
  return told;
}
