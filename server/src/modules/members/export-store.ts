/** Copies of members' data, and what this module keeps of a member. */
import type { Sql, Tx } from '#infra/sql.ts';
import type { Locale } from '#infra/texts.ts';
import type { Id } from '#kernel/id.ts';
import type { MemberId } from './store.ts';

export type ExportId = Id<'export'>;

export interface ExportRow {
  readonly id: ExportId;
  readonly memberId: MemberId;
  readonly locale: Locale;
  readonly askedAt: Date;
  readonly madeAt: Date | null;
  readonly endsAt: Date | null;
}

const EXPORT = 'id, member_id as "memberId", locale, asked_at as "askedAt", made_at as "madeAt", ends_at as "endsAt"';

export async function insertExport(tx: Tx, row: Pick<ExportRow, 'id' | 'memberId' | 'locale' | 'askedAt'>): Promise<void> {
  await tx.run('insert into members.export (id, member_id, locale, asked_at) values ($1, $2, $3, $4)', [row.id, row.memberId, row.locale, row.askedAt]);
}

/** The member's newest copy. */
export function newestExport(sql: Sql, memberId: bigint): Promise<ExportRow | undefined> {
  return sql.maybe<ExportRow>(`select ${EXPORT} from members.export where member_id = $1 order by id desc limit 1`, [memberId]);
}

/** A copy that waits to be made, locked; undefined once it is made or gone. */
export function lockWaiting(tx: Tx, id: bigint): Promise<ExportRow | undefined> {
  return tx.maybe<ExportRow>(`select ${EXPORT} from members.export where id = $1 and made_at is null for update`, [id]);
}

export async function putFile(tx: Tx, made: { id: bigint; at: Date; endsAt: Date; file: Uint8Array }): Promise<void> {
  await tx.run('update members.export set made_at = $2, ends_at = $3, file = $4 where id = $1', [made.id, made.at, made.endsAt, made.file]);
}

/** The file of a member's own copy while it is kept. */
export async function fileOf(sql: Sql, copy: { id: bigint; memberId: bigint; now: Date }): Promise<Buffer | undefined> {
  return (await sql.maybe<{ file: Buffer }>('select file from members.export where id = $1 and member_id = $2 and ends_at > $3', [copy.id, copy.memberId, copy.now]))?.file;
}

/** Deletes copies that are no longer kept, and requests of before `forgotten` that were never carried out; returns how many. */
export function deleteEnded(sql: Sql, { now, forgotten }: { now: Date; forgotten: Date }): Promise<number> {
  return sql.run('delete from members.export where ends_at <= $1 or (ends_at is null and asked_at <= $2)', [now, forgotten]);
}

/** Everything on the member's profile, with the contacts that he has hidden. */
export async function profileOf(sql: Sql, memberId: bigint): Promise<{ profile: Profile; contacts: KeptContact[] }> {
  const profile = await sql.one<Profile>('select id, phone, name, inviter_id as "inviterId", invite_code as "inviteCode", joined_at as "joinedAt", adult_on as "adultOn" from members.member where id = $1', [memberId]);
  const contacts = await sql.rows<KeptContact>(
    'select name, phone, region, detail, created_at as "createdAt", hidden_at as "hiddenAt" from members.contact where member_id = $1 order by id', [memberId]);
  return { profile, contacts };
}

type Profile = Readonly<Record<'phone' | 'name' | 'inviteCode', string | null> & { id: bigint; inviterId: bigint | null; joinedAt: Date; adultOn: number | null }>;
type KeptContact = Readonly<Record<'name' | 'phone' | 'region' | 'detail', string> & { createdAt: Date; hiddenAt: Date | null }>;
