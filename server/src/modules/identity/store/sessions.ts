/** Sessions: found by the hash of a token in the bucket that the token names. */
import type { OrganisationKind } from '#infra/context.ts';
import type { Sql, Tx } from '#infra/sql.ts';
import { bucketOf, type Id } from '#kernel/id.ts';
import type { SessionLevel } from '#modules/identity/domain/limits.ts';
import type { AccountId, OrganisationId } from './accounts.ts';

export type SessionId = Id<'session'>;

export interface NewSession {
  readonly id: SessionId;
  readonly accountId: AccountId;
  readonly tokenHash: string;
  readonly level: SessionLevel;
  readonly at: Date;
  readonly idleUntil: Date;
  readonly endsAt: Date;
  readonly client: string;
  /** The hash of what the browser keeps; null where it keeps nothing. */
  readonly device: string | null;
  readonly ip: string;
}

/** Opens a session at the account's present epoch; false when there is no such active account. */
export async function insertSession(tx: Tx, session: NewSession): Promise<boolean> {
  const changed = await tx.run(
    `insert into identity.session (bucket, id, account_id, token_hash, epoch, level, proved_at, created_at, seen_at, idle_until, ends_at, client, ip, device)
     select bucket, $3, id, $4, epoch, $5, $6, $6, $6, $7, $8, $9, $10, $11 from identity.account where bucket = $1 and id = $2 and state = 'active'`,
    [bucketOf(session.accountId), session.accountId, session.id, session.tokenHash, session.level, session.at, session.idleUntil, session.endsAt, session.client, session.ip, session.device]);
  return changed === 1;
}

/** One row a role; one row with nulls for an account without roles. */
export interface SessionRow {
  readonly id: SessionId;
  readonly accountId: AccountId;
  readonly level: SessionLevel;
  readonly provedAt: Date;
  readonly seenAt: Date;
  readonly idleUntil: Date;
  readonly endsAt: Date;
  readonly orgId: OrganisationId | null;
  readonly orgKind: OrganisationKind | null;
  readonly role: string | null;
  readonly isSuspended: boolean | null;
  readonly isGuarded: boolean;
}

/** The living session of a token hash, with the roles that stand at `now`, ordered by organisation. */
export function findSession(sql: Sql, token: { bucket: number; hash: string; now: Date }): Promise<SessionRow[]> {
  return sql.rows<SessionRow>(
    `select s.id, s.account_id as "accountId", s.level, s.proved_at as "provedAt", s.seen_at as "seenAt", s.idle_until as "idleUntil", s.ends_at as "endsAt",
       o.id as "orgId", o.kind as "orgKind", r.role, o.state = 'suspended' as "isSuspended", a.guarded_at is not null as "isGuarded"
     from identity.session s
       join identity.account a on a.bucket = s.bucket and a.id = s.account_id and a.epoch = s.epoch and a.state = 'active'
       left join identity.account_role r on r.bucket = s.bucket and r.account_id = s.account_id and s.level = 'staff' and (r.ends_at is null or r.ends_at > $3)
       left join identity.organisation o on o.bucket = (r.org_id >> 12) & 1023 and o.id = r.org_id and o.state <> 'closed'
     where s.bucket = $1 and s.token_hash = $2 and s.revoked_at is null and s.idle_until > $3 and s.ends_at > $3
     order by o.id, r.role`,
    [token.bucket, token.hash, token.now]);
}

/** Notes that a session was used. */
export async function touchSession(sql: Sql, session: { id: SessionId; seenAt: Date; idleUntil: Date }): Promise<void> {
  await sql.run('update identity.session set seen_at = $3, idle_until = $4 where bucket = $1 and id = $2 and seen_at < $3',
    [bucketOf(session.id), session.id, session.seenAt, session.idleUntil]);
}

/** Replaces the token of a living session and dates its proof; the old token is dead at once. False when the session has ended. */
export async function renewToken(tx: Tx, session: { id: SessionId; tokenHash: string; provedAt: Date }): Promise<boolean> {
  const changed = await tx.run(
    'update identity.session set token_hash = $3, proved_at = $4 where bucket = $1 and id = $2 and revoked_at is null and ends_at > $4',
    [bucketOf(session.id), session.id, session.tokenHash, session.provedAt]);
  return changed === 1;
}

export async function revokeSession(tx: Tx, session: { id: SessionId; at: Date }): Promise<void> {
  await tx.run('update identity.session set revoked_at = $3 where bucket = $1 and id = $2 and revoked_at is null', [bucketOf(session.id), session.id, session.at]);
}

/** Takes a session into the account's present epoch. */
export async function keepSession(tx: Tx, id: SessionId): Promise<void> {
  await tx.run('update identity.session s set epoch = a.epoch from identity.account a where s.bucket = $1 and s.id = $2 and a.bucket = s.bucket and a.id = s.account_id', [bucketOf(id), id]);
}

/** Ends a session of this account; false when there is none such that lives. */
export async function revokeOwn(tx: Tx, session: { id: SessionId; accountId: AccountId; at: Date }): Promise<boolean> {
  const changed = await tx.run('update identity.session set revoked_at = $4 where bucket = $1 and id = $2 and account_id = $3 and revoked_at is null and ends_at > $4 and idle_until > $4',
    [bucketOf(session.id), session.id, session.accountId, session.at]);
  return changed === 1;
}

export interface Device {
  readonly id: SessionId;
  readonly client: string;
  readonly ip: string;
  readonly createdAt: Date;
  readonly seenAt: Date;
}

/** The living sessions of an account, the last used first. */
export function listDevices(sql: Sql, query: { accountId: AccountId; now: Date; limit: number }): Promise<Device[]> {
  return sql.rows<Device>(
    `select s.id, s.client, s.ip, s.created_at as "createdAt", s.seen_at as "seenAt"
     from identity.session s join identity.account a on a.bucket = s.bucket and a.id = s.account_id and a.epoch = s.epoch
     where s.bucket = $1 and s.account_id = $2 and s.revoked_at is null and s.idle_until > $3 and s.ends_at > $3 order by s.seen_at desc, s.id desc limit $4`,
    [bucketOf(query.accountId), query.accountId, query.now, query.limit]);
}

/** Whether this browser has ever opened a session of the account, before an instant where one is given. */
export async function isKnownDevice(sql: Sql, device: { accountId: AccountId; hash: string; before?: Date }): Promise<boolean> {
  const row = await sql.maybe('select 1 from identity.session where bucket = $1 and account_id = $2 and device = $3 and ($4::timestamptz is null or created_at < $4) limit 1',
    [bucketOf(device.accountId), device.accountId, device.hash, device.before ?? null]);
  return row !== undefined;
}

/** When the person in a living session last proved who he is; undefined when it has ended. */
export async function findProof(sql: Sql, session: { id: SessionId; now: Date }): Promise<Date | undefined> {
  const row = await sql.maybe<{ at: Date }>(
    'select proved_at as at from identity.session where bucket = $1 and id = $2 and revoked_at is null and ends_at > $3', [bucketOf(session.id), session.id, session.now]);
  return row?.at;
}

/** Forgets sessions that ended before `before`; returns how many. */
export function deleteEnded(sql: Sql, before: Date): Promise<number> {
  return sql.run('delete from identity.session where ends_at < $1', [before]);
}

/** Deletes all sessions of an account, ended ones too: they say where somebody signed in, and with what. */
export async function deleteSessions(tx: Tx, accountId: AccountId): Promise<void> {
  await tx.run('delete from identity.session where bucket = $1 and account_id = $2', [bucketOf(accountId), accountId]);
}

/** Where and with what somebody signed in, as long as it is kept. */
export function allSessions(sql: Sql, accountId: AccountId): Promise<{ signedInAt: Date; lastUsedAt: Date; client: string; ip: string; endedAt: Date | null }[]> {
  return sql.rows('select created_at as "signedInAt", seen_at as "lastUsedAt", client, ip, revoked_at as "endedAt" from identity.session where bucket = $1 and account_id = $2 order by id',
    [bucketOf(accountId), accountId]);
}
