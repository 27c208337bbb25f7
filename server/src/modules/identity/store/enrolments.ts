/** One-time links with which staff set what they sign in with, and the codes for when they lose it. */
import type { Sql, Tx } from '#infra/sql.ts';
import { bucketOf } from '#kernel/id.ts';
import type { EnrolmentKind } from '#modules/identity/domain/limits.ts';
import type { AccountId } from './accounts.ts';

export interface Enrolment {
  readonly accountId: AccountId;
  readonly kind: EnrolmentKind;
  readonly secretBox: string;
  readonly expiresAt: Date;
}

const COLUMNS = 'account_id as "accountId", kind, secret_box as "secretBox", expires_at as "expiresAt"';

/** Puts a link in the place of an older one of the account, which is dead from then on. */
export async function putEnrolment(tx: Tx, enrolment: Enrolment & { tokenHash: string }): Promise<void> {
  const { accountId, kind, tokenHash, secretBox, expiresAt } = enrolment;
  await tx.run(
    `insert into identity.enrolment (bucket, account_id, kind, token_hash, secret_box, expires_at) values ($1, $2, $3, $4, $5, $6)
     on conflict (bucket, account_id) do update set kind = excluded.kind, token_hash = excluded.token_hash, secret_box = excluded.secret_box, expires_at = excluded.expires_at`,
    [bucketOf(accountId), accountId, kind, tokenHash, secretBox, expiresAt]);
}

/** The living link with this hash. */
export function findEnrolment(sql: Sql, token: { bucket: number; hash: string; now: Date }): Promise<Enrolment | undefined> {
  return sql.maybe<Enrolment>(`select ${COLUMNS} from identity.enrolment where bucket = $1 and token_hash = $2 and expires_at > $3`, [token.bucket, token.hash, token.now]);
}

/** The link of an account, whether living or not. */
export function enrolmentOf(sql: Sql, accountId: AccountId): Promise<Enrolment | undefined> {
  return sql.maybe<Enrolment>(`select ${COLUMNS} from identity.enrolment where bucket = $1 and account_id = $2`, [bucketOf(accountId), accountId]);
}

/** Takes a living link away; false when it is gone: of two that use it, one gets in. */
export async function takeEnrolment(tx: Tx, token: { bucket: number; hash: string; now: Date }): Promise<boolean> {
  return (await tx.run('delete from identity.enrolment where bucket = $1 and token_hash = $2 and expires_at > $3', [token.bucket, token.hash, token.now])) === 1;
}

export async function dropEnrolment(tx: Tx, accountId: AccountId): Promise<void> {
  await tx.run('delete from identity.enrolment where bucket = $1 and account_id = $2', [bucketOf(accountId), accountId]);
}

/** Puts new recovery codes in the place of all older ones. */
export async function replaceRecoveryCodes(tx: Tx, codes: { accountId: AccountId; hashes: readonly string[] }): Promise<void> {
  const bucket = bucketOf(codes.accountId);
  await tx.run('delete from identity.recovery_code where bucket = $1 and account_id = $2', [bucket, codes.accountId]);
  await tx.run('insert into identity.recovery_code (bucket, account_id, code_hash) select $1, $2, h from unnest($3::text[]) h', [bucket, codes.accountId, codes.hashes]);
}

/** Marks an unused code as used; false when there is none such. */
export async function spendRecoveryCode(tx: Tx, use: { accountId: AccountId; hash: string; at: Date }): Promise<boolean> {
  const changed = await tx.run('update identity.recovery_code set used_at = $4 where bucket = $1 and account_id = $2 and code_hash = $3 and used_at is null',
    [bucketOf(use.accountId), use.accountId, use.hash, use.at]);
  return changed === 1;
}

/** How many codes an account has left. */
export async function countRecoveryCodes(sql: Sql, accountId: AccountId): Promise<number> {
  const { count } = await sql.one<{ count: bigint }>('select count(*) as count from identity.recovery_code where bucket = $1 and account_id = $2 and used_at is null', [bucketOf(accountId), accountId]);
  return Number(count);
}
