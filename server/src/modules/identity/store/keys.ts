/** API keys, in their organisation's bucket, found by their hash. */
import type { OrganisationKind } from '#infra/context.ts';
import type { Sql, Tx } from '#infra/sql.ts';
import { bucketOf, type Id } from '#kernel/id.ts';
import type { AccountId, OrganisationId } from './accounts.ts';

export type ApiKeyId = Id<'apiKey'>;

export interface ApiKey {
  readonly id: ApiKeyId;
  readonly orgId: OrganisationId;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly createdBy: AccountId;
  readonly createdAt: Date;
  readonly endsAt: Date;
  /** YYYY-MM-DD, in UTC. */
  readonly usedOn: string | null;
  readonly revokedAt: Date | null;
}

const COLUMNS = 'id, org_id as "orgId", name, scopes, created_by as "createdBy", created_at as "createdAt", ends_at as "endsAt", used_on::text as "usedOn", revoked_at as "revokedAt"';

export async function insertKey(tx: Tx, key: Omit<ApiKey, 'usedOn' | 'revokedAt'> & { keyHash: string }): Promise<void> {
  await tx.run('insert into identity.api_key (bucket, id, org_id, name, key_hash, scopes, created_by, created_at, ends_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)',
    [bucketOf(key.id), key.id, key.orgId, key.name, key.keyHash, key.scopes, key.createdBy, key.createdAt, key.endsAt]);
}

/** The living key of a hash, with the kind of its organisation. */
export function findKey(sql: Sql, key: { bucket: number; hash: string; now: Date }): Promise<(Pick<ApiKey, 'id' | 'orgId' | 'scopes' | 'usedOn'> & { orgKind: OrganisationKind }) | undefined> {
  return sql.maybe(
    `select k.id, k.org_id as "orgId", k.scopes, k.used_on::text as "usedOn", o.kind as "orgKind"
     from identity.api_key k join identity.organisation o on o.bucket = k.bucket and o.id = k.org_id and o.state <> 'closed'
     where k.bucket = $1 and k.key_hash = $2 and k.revoked_at is null and k.ends_at > $3`,
    [key.bucket, key.hash, key.now]);
}

/** Notes the day of a use. */
export async function touchKey(sql: Sql, use: { id: ApiKeyId; day: string }): Promise<void> {
  await sql.run('update identity.api_key set used_on = $3::date where bucket = $1 and id = $2', [bucketOf(use.id), use.id, use.day]);
}

/** Keys of an organisation, newest first. */
export function listKeys(sql: Sql, query: { orgId: OrganisationId; limit: number; before: bigint | undefined }): Promise<ApiKey[]> {
  return sql.rows<ApiKey>(`select ${COLUMNS} from identity.api_key where bucket = $1 and org_id = $2 and ($3::bigint is null or id < $3) order by id desc limit $4`,
    [bucketOf(query.orgId), query.orgId, query.before ?? null, query.limit]);
}

/** How many living keys an organisation has; its row is locked, so that two requests cannot pass a limit together. */
export async function countKeys(tx: Tx, query: { orgId: OrganisationId; now: Date }): Promise<number> {
  await tx.run('select 1 from identity.organisation where bucket = $1 and id = $2 for update', [bucketOf(query.orgId), query.orgId]);
  const { count } = await tx.one<{ count: bigint }>('select count(*) as count from identity.api_key where bucket = $1 and org_id = $2 and revoked_at is null and ends_at > $3',
    [bucketOf(query.orgId), query.orgId, query.now]);
  return Number(count);
}

/** Revokes a key of this organisation; false when there is none such that lives. */
export async function revokeKey(tx: Tx, key: { id: ApiKeyId; orgId: OrganisationId; at: Date }): Promise<boolean> {
  return (await tx.run('update identity.api_key set revoked_at = $4 where bucket = $1 and id = $2 and org_id = $3 and revoked_at is null', [bucketOf(key.id), key.id, key.orgId, key.at])) === 1;
}
