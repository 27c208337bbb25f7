/** Accounts, their secrets and words, organisations and roles. */
import type { OrganisationKind } from '#infra/context.ts';
import type { Sql, Tx } from '#infra/sql.ts';
import { bucketOf, type Id } from '#kernel/id.ts';

export type LoginKind = 'phone' | 'name';
export type AccountId = Id<'account'>;
export type OrganisationId = Id<'organisation'>;

/** Takes a word for an account; false when another has it. */
export async function insertLogin(tx: Tx, login: { word: string; kind: LoginKind; accountId: AccountId; at: Date }): Promise<boolean> {
  const changed = await tx.run(
    'insert into identity.login_name (word, kind, account_id, verified_at) values ($1, $2, $3, $4) on conflict (word, kind) do nothing',
    [login.word, login.kind, login.accountId, login.at]);
  return changed === 1;
}

/** The account that a word opens, or undefined. */
export async function findLogin(sql: Sql, login: { word: string; kind: LoginKind }): Promise<AccountId | undefined> {
  const row = await sql.maybe<{ id: AccountId }>('select account_id as id from identity.login_name where word = $1 and kind = $2', [login.word, login.kind]);
  return row?.id;
}

export async function insertAccount(tx: Tx, account: { id: AccountId; kind: 'member' | 'staff'; name: string | null; at: Date }): Promise<void> {
  await tx.run('insert into identity.account (bucket, id, kind, name, created_at) values ($1, $2, $3, $4, $5)',
    [bucketOf(account.id), account.id, account.kind, account.name, account.at]);
}

/** Sets the password of an account, in the place of an older one. */
export async function putPassword(tx: Tx, secret: { accountId: AccountId; hash: string; at: Date }): Promise<void> {
  await tx.run(
    `insert into identity.secret_password (bucket, account_id, hash, changed_at) values ($1, $2, $3, $4)
     on conflict (bucket, account_id) do update set hash = excluded.hash, changed_at = excluded.changed_at`,
    [bucketOf(secret.accountId), secret.accountId, secret.hash, secret.at]);
}

/** Sets the second factor of an account, in the place of an older one. `lastStep` is the step that confirmed it, which is thereby used. */
export async function putTotp(tx: Tx, secret: { accountId: AccountId; box: string; lastStep: bigint; at: Date }): Promise<void> {
  await tx.run(
    `insert into identity.secret_totp (bucket, account_id, secret_box, confirmed_at, last_step) values ($1, $2, $3, $4, $5)
     on conflict (bucket, account_id) do update set secret_box = excluded.secret_box, confirmed_at = excluded.confirmed_at, last_step = excluded.last_step`,
    [bucketOf(secret.accountId), secret.accountId, secret.box, secret.at, secret.lastStep]);
}

/** Takes the second factor away, with its recovery codes. */
export async function dropTotp(tx: Tx, accountId: AccountId): Promise<void> {
  await tx.run('delete from identity.secret_totp where bucket = $1 and account_id = $2', [bucketOf(accountId), accountId]);
  await tx.run('delete from identity.recovery_code where bucket = $1 and account_id = $2', [bucketOf(accountId), accountId]);
}

/** The word of a kind that opens this account, or undefined. */
export async function wordOf(sql: Sql, login: { accountId: AccountId; kind: LoginKind }): Promise<string | undefined> {
  const row = await sql.maybe<{ word: string }>('select word from identity.login_name where account_id = $1 and kind = $2', [login.accountId, login.kind]);
  return row?.word;
}

/** Frees a word. */
export async function deleteLogin(tx: Tx, login: { word: string; kind: LoginKind }): Promise<void> {
  await tx.run('delete from identity.login_name where word = $1 and kind = $2', [login.word, login.kind]);
}

/** Closes an account for good: nothing opens it any more, and its words are free. */
export async function closeAccount(tx: Tx, accountId: AccountId): Promise<void> {
  await tx.run('delete from identity.login_name where account_id = $1', [accountId]);
  await tx.run('delete from identity.secret_password where bucket = $1 and account_id = $2', [bucketOf(accountId), accountId]);
  await tx.run("update identity.account set state = 'closed', epoch = epoch + 1, payout_hold_until = null where bucket = $1 and id = $2", [bucketOf(accountId), accountId]);
}

/** Holds pay-outs of an account back until then. */
export async function holdPayouts(tx: Tx, hold: { accountId: AccountId; until: Date }): Promise<void> {
  await tx.run('update identity.account set payout_hold_until = $3 where bucket = $1 and id = $2', [bucketOf(hold.accountId), hold.accountId, hold.until]);
}

/** Until when pay-outs of an account are held back, or undefined. */
export async function payoutHold(sql: Sql, account: { accountId: AccountId; now: Date }): Promise<Date | undefined> {
  const row = await sql.maybe<{ until: Date }>('select payout_hold_until as until from identity.account where bucket = $1 and id = $2 and payout_hold_until > $3',
    [bucketOf(account.accountId), account.accountId, account.now]);
  return row?.until;
}

/** When an account was last used (its creation at the least), and since when it is guarded. Sessions must be kept for DORMANT_MS after their end. */
export function useOf(sql: Sql, accountId: AccountId): Promise<{ usedAt: Date; guardedAt: Date | null }> {
  return sql.one(
    `select greatest(a.created_at, max(s.seen_at)) as "usedAt", a.guarded_at as "guardedAt"
     from identity.account a left join identity.session s on s.bucket = a.bucket and s.account_id = a.id
     where a.bucket = $1 and a.id = $2 group by a.created_at, a.guarded_at`, [bucketOf(accountId), accountId]);
}

/** Guards an account from now on, or ends that with null; false when it was so already. */
export async function guardAccount(tx: Tx, guard: { accountId: AccountId; at: Date | null }): Promise<boolean> {
  const changed = await tx.run('update identity.account set guarded_at = $3 where bucket = $1 and id = $2 and (guarded_at is null) = ($3::timestamptz is not null)',
    [bucketOf(guard.accountId), guard.accountId, guard.at]);
  return changed === 1;
}

export interface Credentials {
  readonly kind: 'member' | 'staff';
  readonly hash: string | null;
  readonly secretBox: string | null;
  readonly lastStep: bigint | null;
}

/** What an active account proves itself with; undefined when there is none. */
export function credentialsOf(sql: Sql, accountId: AccountId): Promise<Credentials | undefined> {
  return sql.maybe<Credentials>(
    `select a.kind, p.hash, t.secret_box as "secretBox", t.last_step as "lastStep"
     from identity.account a
       left join identity.secret_password p on p.bucket = a.bucket and p.account_id = a.id
       left join identity.secret_totp t on t.bucket = a.bucket and t.account_id = a.id
     where a.bucket = $1 and a.id = $2 and a.state = 'active'`,
    [bucketOf(accountId), accountId]);
}

/** Spends a TOTP step; false when it or a later one was spent before: of two uses at once, one wins. */
export async function spendTotpStep(tx: Tx, use: { accountId: AccountId; step: bigint }): Promise<boolean> {
  const changed = await tx.run('update identity.secret_totp set last_step = $3 where bucket = $1 and account_id = $2 and last_step < $3',
    [bucketOf(use.accountId), use.accountId, use.step]);
  return changed === 1;
}

/** Ends every session of an account by raising its epoch. */
export async function raiseEpoch(tx: Tx, accountId: AccountId): Promise<void> {
  await tx.run('update identity.account set epoch = epoch + 1 where bucket = $1 and id = $2', [bucketOf(accountId), accountId]);
}

export async function insertOrganisation(tx: Tx, organisation: { id: OrganisationId; kind: OrganisationKind; name: string; at: Date }): Promise<void> {
  await tx.run('insert into identity.organisation (bucket, id, kind, name, created_at) values ($1, $2, $3, $4, $5)',
    [bucketOf(organisation.id), organisation.id, organisation.kind, organisation.name, organisation.at]);
}

export interface Organisation {
  readonly id: OrganisationId;
  readonly kind: OrganisationKind;
  readonly name: string;
}

/** An organisation that somebody acts for: active or suspended. */
export function findOrganisation(sql: Sql, id: OrganisationId): Promise<Organisation | undefined> {
  return sql.maybe<Organisation>("select id, kind, name from identity.organisation where bucket = $1 and id = $2 and state <> 'closed'", [bucketOf(id), id]);
}

export type OrganisationState = 'active' | 'suspended' | 'closed';

export async function updateOrganisationState(tx: Tx, organisation: { id: OrganisationId; state: OrganisationState }): Promise<void> {
  await tx.run('update identity.organisation set state = $3 where bucket = $1 and id = $2', [bucketOf(organisation.id), organisation.id, organisation.state]);
}

/** The platform's own organisation, or undefined in a shop that has just been born. */
export async function findPlatform(sql: Sql): Promise<OrganisationId | undefined> {
  const row = await sql.maybe<{ id: OrganisationId }>("select id from identity.organisation where kind = 'platform' order by id limit 1");
  return row?.id;
}

/** Writes a role on both sides: by organisation and by account. One that had ended stands again. */
export async function insertRole(tx: Tx, grant: { organisation: Organisation; accountId: AccountId; role: string; by: AccountId | null; at: Date }): Promise<void> {
  const { organisation, accountId, role } = grant;
  await tx.run(
    `insert into identity.membership (bucket, org_id, account_id, role, granted_by, granted_at) values ($1, $2, $3, $4, $5, $6)
     on conflict (bucket, org_id, account_id, role) do update set granted_by = excluded.granted_by, granted_at = excluded.granted_at, ends_at = null`,
    [bucketOf(organisation.id), organisation.id, accountId, role, grant.by, grant.at]);
  await tx.run(
    `insert into identity.account_role (bucket, account_id, org_id, role, org_kind) values ($1, $2, $3, $4, $5)
     on conflict (bucket, account_id, org_id, role) do update set ends_at = null`,
    [bucketOf(accountId), accountId, organisation.id, role, organisation.kind]);
}

/** Ends a role on both sides. */
export async function endRole(tx: Tx, grant: { orgId: OrganisationId; accountId: AccountId; role: string; at: Date }): Promise<void> {
  const { orgId, accountId, role, at } = grant;
  await tx.run('update identity.membership set ends_at = $5 where bucket = $1 and org_id = $2 and account_id = $3 and role = $4', [bucketOf(orgId), orgId, accountId, role, at]);
  await tx.run('update identity.account_role set ends_at = $5 where bucket = $1 and account_id = $2 and org_id = $3 and role = $4', [bucketOf(accountId), accountId, orgId, role, at]);
}

/** The roles of an account that stand at `now`, by organisation. */
export function rolesOf(sql: Sql, account: { accountId: AccountId; now: Date }): Promise<{ orgId: OrganisationId; role: string }[]> {
  return sql.rows('select org_id as "orgId", role from identity.account_role where bucket = $1 and account_id = $2 and (ends_at is null or ends_at > $3) order by org_id, role',
    [bucketOf(account.accountId), account.accountId, account.now]);
}

export async function renameAccount(tx: Tx, account: { accountId: AccountId; name: string }): Promise<void> {
  await tx.run('update identity.account set name = $3 where bucket = $1 and id = $2', [bucketOf(account.accountId), account.accountId, account.name]);
}

/** Names of staff accounts by id. */
export async function namesOf(sql: Sql, ids: readonly AccountId[]): Promise<Map<bigint, string>> {
  if (ids.length === 0) return new Map();
  const rows = await sql.rows<{ id: bigint; name: string }>(
    'select id, name from identity.account where bucket = any($1::int[]) and id = any($2::bigint[]) and name is not null', [ids.map(bucketOf), ids]);
  return new Map(rows.map((row) => [row.id, row.name]));
}

export interface StaffRow {
  readonly id: AccountId;
  readonly name: string;
  readonly secretBox: string | null;
  readonly lastStep: bigint | null;
  readonly orgId: OrganisationId;
  readonly role: string;
}

/** The first staff accounts with their roles, for the sign-in page of a demo. */
export function listStaff(sql: Sql, now: Date): Promise<StaffRow[]> {
  return sql.rows<StaffRow>(
    `select a.id, a.name, t.secret_box as "secretBox", t.last_step as "lastStep", r.org_id as "orgId", r.role
     from identity.account a
       join identity.account_role r on r.bucket = a.bucket and r.account_id = a.id and (r.ends_at is null or r.ends_at > $1)
       left join identity.secret_totp t on t.bucket = a.bucket and t.account_id = a.id
     where a.kind = 'staff' and a.state = 'active' order by a.id, r.role limit 50`, [now]);
}

/** Some boxes with the second factor of staff. */
export function listSecretBoxes(sql: Sql, limit: number): Promise<{ accountId: AccountId; box: string }[]> {
  return sql.rows('select account_id as "accountId", secret_box as box from identity.secret_totp order by bucket, account_id limit $1', [limit]);
}
