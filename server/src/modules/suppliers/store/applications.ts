/** SQL of applications, of the sessions of those who apply, and of the pictures of their licences. */
import type { Sql, Tx } from '#infra/sql.ts';
import type { ApplicationContent, ApplicationId, ApplicationState, Hints, PictureKind, SupplierId } from '#modules/suppliers/domain.ts';

export interface Application {
  readonly id: ApplicationId;
  readonly phone: string;
  readonly state: ApplicationState;
  readonly content: ApplicationContent;
  readonly revision: number;
  readonly reason: string | null;
  readonly hints: Hints;
  readonly supplierId: SupplierId | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly submittedAt: Date | null;
  readonly decidedAt: Date | null;
  readonly decidedBy: bigint | null;
}
const COLUMNS = `id, phone, state, content, revision, reason, hints, supplier_id as "supplierId", created_at as "createdAt", updated_at as "updatedAt",
  submitted_at as "submittedAt", decided_at as "decidedAt", decided_by as "decidedBy"`;

/** The newest application of a phone whose supplier has not left. */
export function findByPhone(sql: Sql, phone: string): Promise<Application | undefined> {
  return sql.maybe<Application>(
    `select ${COLUMNS} from suppliers.application a
     where phone = $1 and not exists (select 1 from suppliers.supplier s where s.id = a.supplier_id and s.state = 'exited') order by id desc limit 1`, [phone]);
}

export function findApplication(sql: Sql, id: bigint): Promise<Application | undefined> {
  return sql.maybe<Application>(`select ${COLUMNS} from suppliers.application where id = $1`, [id]);
}

/** The application from which a supplier came. */
export function findOfSupplier(sql: Sql, supplierId: bigint): Promise<Application | undefined> {
  return sql.maybe<Application>(`select ${COLUMNS} from suppliers.application where supplier_id = $1`, [supplierId]);
}

export function lockApplication(tx: Tx, id: bigint): Promise<Application | undefined> {
  return tx.maybe<Application>(`select ${COLUMNS} from suppliers.application where id = $1 for update`, [id]);
}

/** Begins a draft, unless the phone has one that is not decided for good. */
export async function insertDraft(tx: Tx, draft: { id: ApplicationId; phone: string; content: ApplicationContent; at: Date }): Promise<void> {
  await tx.run(
    `insert into suppliers.application (id, phone, state, content, revision, hints, created_at, updated_at) values ($1, $2, 'draft', $3::jsonb, 1, '{}'::jsonb, $4, $4)
     on conflict (phone) where state <> 'approved' do nothing`, [draft.id, draft.phone, JSON.stringify(draft.content), draft.at]);
}

/** Writes everything of an application that may change, as its next revision. */
export async function updateApplication(tx: Tx, application: Application, at: Date): Promise<void> {
  const { id, state, content, reason, hints, supplierId, submittedAt, decidedAt, decidedBy } = application;
  await tx.run(
    `update suppliers.application set state = $2, content = $3::jsonb, revision = revision + 1, reason = $4, hints = $5::jsonb, supplier_id = $6, submitted_at = $7, decided_at = $8,
       decided_by = $9, updated_at = $10 where id = $1`,
    [id, state, JSON.stringify(content), reason, JSON.stringify(hints), supplierId, submittedAt, decidedAt, decidedBy, at]);
}

export interface ApplicationQuery {
  readonly state: ApplicationState | null;
  readonly search: string;
  readonly beforeId: bigint;
  readonly limit: number;
}

/** Applications whose company contains the words, newest first, before an id. */
export function listApplications(sql: Sql, query: ApplicationQuery): Promise<Application[]> {
  return sql.rows<Application>(
    `select ${COLUMNS} from suppliers.application where ($1::text is null or state = $1) and strpos(lower(content ->> 'companyName'), lower($2)) > 0 and id < $3 order by id desc limit $4`,
    [query.state, query.search, query.beforeId, query.limit]);
}

export async function countSubmitted(sql: Sql): Promise<bigint> {
  return (await sql.one<{ count: bigint }>("select count(*) as count from suppliers.application where state = 'submitted'", [])).count;
}

export async function insertSession(tx: Tx, session: { tokenHash: string; applicationId: ApplicationId; endsAt: Date }): Promise<void> {
  await tx.run('insert into suppliers.applicant_session (token_hash, application_id, ends_at) values ($1, $2, $3)', [session.tokenHash, session.applicationId, session.endsAt]);
}

export async function findSession(sql: Sql, session: { tokenHash: string; now: Date }): Promise<ApplicationId | undefined> {
  return (await sql.maybe<{ id: ApplicationId }>('select application_id as id from suppliers.applicant_session where token_hash = $1 and ends_at > $2', [session.tokenHash, session.now]))?.id;
}

export async function deleteSession(tx: Tx, tokenHash: string): Promise<void> {
  await tx.run('delete from suppliers.applicant_session where token_hash = $1', [tokenHash]);
}

/** Deletes sessions that have ended by wall time, and drafts that nobody has touched since `staleBefore` of business time; answers how many rows. */
export async function deleteStale(sql: Sql, limits: { now: Date; staleBefore: Date }): Promise<number> {
  const sessions = await sql.run('delete from suppliers.applicant_session where ends_at <= $1', [limits.now]);
  return sessions + (await sql.run("delete from suppliers.application where state = 'draft' and updated_at < $1", [limits.staleBefore]));
}

export interface LicencePicture {
  readonly id: bigint;
  readonly kind: PictureKind;
  readonly width: number;
  readonly height: number;
}

/** The pictures of an application without their bytes, in order of upload. */
export function listPictures(sql: Sql, applicationId: bigint): Promise<LicencePicture[]> {
  return sql.rows<LicencePicture>('select id, kind, width, height from suppliers.licence_picture where application_id = $1 order by id limit 100', [applicationId]);
}

export async function insertPicture(tx: Tx, picture: LicencePicture & { applicationId: ApplicationId; webp: Buffer; at: Date }): Promise<void> {
  await tx.run('insert into suppliers.licence_picture (id, application_id, kind, webp, width, height, created_at) values ($1, $2, $3, $4, $5, $6, $7)',
    [picture.id, picture.applicationId, picture.kind, picture.webp, picture.width, picture.height, picture.at]);
}

/** The bytes of a picture of this application, a WebP; undefined when it has none such. */
export async function readPicture(sql: Sql, picture: { id: bigint; applicationId: bigint }): Promise<Buffer | undefined> {
  return (await sql.maybe<{ webp: Buffer }>('select webp from suppliers.licence_picture where id = $1 and application_id = $2', [picture.id, picture.applicationId]))?.webp;
}

export async function deletePicture(tx: Tx, picture: { id: bigint; applicationId: bigint }): Promise<boolean> {
  return (await tx.run('delete from suppliers.licence_picture where id = $1 and application_id = $2', [picture.id, picture.applicationId])) === 1;
}
