/** Members, their invitation codes, consents and contacts. */
import type { Sql, Tx } from '#infra/sql.ts';
import type { Id } from '#kernel/id.ts';
import type { Consent, Versions } from './documents.ts';

export type MemberId = Id<'account'>;
export type ContactId = Id<'contact'>;

export interface Member {
  readonly id: MemberId;
  /** Null of a closed account. */
  readonly phone: string | null;
  readonly name: string | null;
  readonly inviterId: MemberId | null;
  readonly inviteCode: string | null;
  readonly joinedAt: Date;
  /** Of who registered as a minor: the business day from which he may earn. */
  readonly adultOn: number | null;
}

const MEMBER = 'id, phone, name, inviter_id as "inviterId", invite_code as "inviteCode", joined_at as "joinedAt", adult_on as "adultOn"';

export async function insertMember(tx: Tx, member: Omit<Member, 'inviteCode'>): Promise<void> {
  await tx.run('insert into members.member (id, phone, name, inviter_id, joined_at, adult_on) values ($1, $2, $3, $4, $5, $6)',
    [member.id, member.phone, member.name, member.inviterId, member.joinedAt, member.adultOn]);
}

/** How many members there are, counted no further than `limit`. */
export async function countMembers(sql: Sql, limit: number): Promise<number> {
  const { count } = await sql.one<{ count: bigint }>('select count(*) as count from (select 1 from members.member limit $1) m', [limit]);
  return Number(count);
}

/** Records consents; those given before stay as they were. Returns how many are new. */
export function insertConsents(tx: Tx, consent: { memberId: MemberId; versions: Versions; at: Date }): Promise<number> {
  return tx.run('insert into members.consent (member_id, document, version, at) select $1, n.document, n.version, $4 from unnest($2::text[], $3::text[]) as n (document, version) on conflict do nothing',
    [consent.memberId, Object.keys(consent.versions), Object.values(consent.versions), consent.at]);
}

/** What a member agreed to, newest first. */
export function consentsOf(sql: Sql, memberId: bigint): Promise<Consent[]> {
  return sql.rows<Consent>('select document, version, at from members.consent where member_id = $1 order by at desc, document desc limit 100', [memberId]);
}

/** Gives a member another phone. */
export async function setPhone(tx: Tx, member: { id: bigint; phone: string }): Promise<void> {
  await tx.run('update members.member set phone = $2 where id = $1', [member.id, member.phone]);
}

export function findMember(sql: Sql, id: bigint): Promise<Member | undefined> {
  return sql.maybe<Member>(`select ${MEMBER} from members.member where id = $1`, [id]);
}

export function findMembers(sql: Sql, ids: readonly bigint[]): Promise<Member[]> {
  return sql.rows<Member>(`select ${MEMBER} from members.member where id = any($1::bigint[]) order by id desc`, [ids]);
}

/** Members newest first, below `before`, whose name contains `name` when given. */
export function listMembers(sql: Sql, query: { name: string | undefined; before: bigint | undefined; limit: number }): Promise<Member[]> {
  return sql.rows<Member>(
    `select ${MEMBER} from members.member where ($1::bigint is null or id < $1) and ($2::text is null or strpos(lower(name), lower($2)) > 0) order by id desc limit $3`,
    [query.before ?? null, query.name ?? null, query.limit]);
}

/** Those a member invited, newest first, below `before`; with `phone` or `name` only who has exactly that. */
export function listInvited(sql: Sql, query: { inviterId: bigint; phone: string | undefined; name: string | undefined; before: bigint | undefined; limit: number }): Promise<Member[]> {
  return sql.rows<Member>(
    `select ${MEMBER} from members.member
     where inviter_id = $1 and ($2::bigint is null or id < $2) and ($3::text is null or phone = $3) and ($4::text is null or lower(name) = lower($4)) order by id desc limit $5`,
    [query.inviterId, query.before ?? null, query.phone ?? null, query.name ?? null, query.limit]);
}

/** The member who shares a code, or undefined; a code withdrawn is nobody's. */
export async function findCode(sql: Sql, word: string): Promise<MemberId | undefined> {
  const row = await sql.maybe<{ id: MemberId }>('select m.id from members.invite_code c join members.member m on m.id = c.member_id and m.invite_code = c.word where c.word = $1 and m.phone is not null', [word]);
  return row?.id;
}

/** Withdraws a member's code; whose it is stays known. */
export async function withdrawCode(tx: Tx, memberId: bigint): Promise<void> {
  await tx.run('update members.member set invite_code = null where id = $1', [memberId]);
}

/** Gives a member the code back that he had; undefined when he never had one. */
export async function restoreCode(tx: Tx, memberId: bigint): Promise<string | undefined> {
  const row = await tx.maybe<{ word: string }>('update members.member m set invite_code = c.word from members.invite_code c where m.id = $1 and c.member_id = m.id returning c.word', [memberId]);
  return row?.word;
}

/** Locks a member's row until the transaction ends. */
export function lockMember(tx: Tx, id: bigint): Promise<Member | undefined> {
  return tx.maybe<Member>(`select ${MEMBER} from members.member where id = $1 for no key update`, [id]);
}

export async function updateName(tx: Tx, member: { id: bigint; name: string | null }): Promise<void> {
  await tx.run('update members.member set name = $2 where id = $1', [member.id, member.name]);
}

/** Takes a code for a member; false when the word is taken. */
export async function insertCode(tx: Tx, code: { word: string; memberId: bigint; at: Date }): Promise<boolean> {
  const changed = await tx.run('insert into members.invite_code (word, member_id, given_at) values ($1, $2, $3) on conflict (word) do nothing', [code.word, code.memberId, code.at]);
  if (changed === 1) await tx.run('update members.member set invite_code = $2 where id = $1', [code.memberId, code.word]);
  return changed === 1;
}

export interface Contact {
  readonly id: ContactId;
  readonly memberId: MemberId;
  readonly name: string;
  readonly phone: string;
  readonly regionCode: string;
  /** The names of the region on the day it was written. */
  readonly region: string;
  readonly detail: string;
  readonly createdAt: Date;
}

const CONTACT = 'c.id, c.member_id as "memberId", c.name, c.phone, c.region_code as "regionCode", c.region, c.detail, c.created_at as "createdAt"';

export interface ListedContact extends Contact {
  readonly isDefault: boolean;
}

export async function insertContact(tx: Tx, contact: Contact): Promise<void> {
  await tx.run('insert into members.contact (id, member_id, name, phone, region_code, region, detail, created_at) values ($1, $2, $3, $4, $5, $6, $7, $8)',
    [contact.id, contact.memberId, contact.name, contact.phone, contact.regionCode, contact.region, contact.detail, contact.createdAt]);
}

/** Takes a contact off its owner's list; orders keep pointing to it. False when he has none such on it. */
export async function hideContact(tx: Tx, contact: { id: bigint; memberId: bigint; at: Date }): Promise<boolean> {
  return (await tx.run('update members.contact set hidden_at = $3 where id = $1 and member_id = $2 and hidden_at is null', [contact.id, contact.memberId, contact.at])) === 1;
}

/** The contacts a member may choose from: his default one first, then the newest. */
export function listContacts(sql: Sql, query: { memberId: bigint; limit: number }): Promise<ListedContact[]> {
  return sql.rows<ListedContact>(
    `select ${CONTACT}, c.id is not distinct from m.default_contact_id as "isDefault" from members.contact c join members.member m on m.id = c.member_id
     where c.member_id = $1 and c.hidden_at is null order by "isDefault" desc, c.id desc limit $2`, [query.memberId, query.limit]);
}

/** Makes a contact the member's default one. */
export async function setDefaultContact(tx: Tx, contact: { memberId: bigint; contactId: bigint }): Promise<void> {
  await tx.run('update members.member set default_contact_id = $2 where id = $1', [contact.memberId, contact.contactId]);
}

/** Contacts by id, hidden ones too. */
export function findContacts(sql: Sql, ids: readonly bigint[]): Promise<Contact[]> {
  return sql.rows<Contact>(`select ${CONTACT} from members.contact c where c.id = any($1::bigint[])`, [ids]);
}
