/** The people of an organisation, by its side of the grants. */
import type { Sql, Tx } from '#infra/sql.ts';
import { bucketOf } from '#kernel/id.ts';
import type { AccountId, OrganisationId } from './accounts.ts';

export interface StaffMember {
  readonly id: AccountId;
  readonly name: string;
  /** The roles that stand now; none for who has left. */
  readonly roles: readonly string[];
  readonly isEnrolled: boolean;
  /** Until when his invitation is good; null when there is none. */
  readonly invitedUntil: Date | null;
  readonly seenAt: Date | null;
}

export interface StaffQuery {
  readonly orgId: OrganisationId;
  readonly now: Date;
  readonly limit: number;
  /** Only people after this one. */
  readonly after: bigint | undefined;
}

/** People of an organisation in the order in which they came. Accounts of an organisation may lie in other buckets than itself. */
export function listStaffOf(sql: Sql, query: StaffQuery): Promise<StaffMember[]> {
  return sql.rows<StaffMember>(
    `select a.id, a.name, m.roles, t.account_id is not null as "isEnrolled", e.expires_at as "invitedUntil",
       (select max(s.seen_at) from identity.session s where s.bucket = a.bucket and s.account_id = a.id) as "seenAt"
     from (select account_id, coalesce(array_agg(role order by role) filter (where ends_at is null or ends_at > $3), '{}') as roles
           from identity.membership where bucket = $1 and org_id = $2 and ($4::bigint is null or account_id > $4) group by account_id order by account_id limit $5) m
       join identity.account a on a.id = m.account_id and a.bucket = (a.id >> 12) & 1023
       left join identity.secret_totp t on t.bucket = a.bucket and t.account_id = a.id
       left join identity.enrolment e on e.bucket = a.bucket and e.account_id = a.id and e.kind in ('invitation', 'firstOwner')
     where a.state = 'active' order by a.id`,
    [bucketOf(query.orgId), query.orgId, query.now, query.after ?? null, query.limit]);
}

/** Whether the person has or had a role in the organisation; its grants of him are locked until the transaction ends. */
export async function lockMembership(tx: Tx, person: { orgId: OrganisationId; accountId: AccountId }): Promise<boolean> {
  // The organisation's row first, so that two owners cannot dismiss each other at once.
  await tx.run('select 1 from identity.organisation where bucket = $1 and id = $2 for update', [bucketOf(person.orgId), person.orgId]);
  const rows = await tx.rows('select role from identity.membership where bucket = $1 and org_id = $2 and account_id = $3 order by role for update', [bucketOf(person.orgId), person.orgId, person.accountId]);
  return rows.length > 0;
}

/** Who holds the role of owner in an organisation, whether he can sign in yet or not. */
export function ownersOf(sql: Sql, query: { orgId: OrganisationId; role: string; now: Date }): Promise<{ accountId: AccountId; isEnrolled: boolean }[]> {
  return sql.rows(
    `select m.account_id as "accountId", t.account_id is not null as "isEnrolled"
     from identity.membership m left join identity.secret_totp t on t.bucket = (m.account_id >> 12) & 1023 and t.account_id = m.account_id
     where m.bucket = $1 and m.org_id = $2 and m.role = $4 and (m.ends_at is null or m.ends_at > $3) order by m.account_id limit 100`,
    [bucketOf(query.orgId), query.orgId, query.now, query.role]);
}

/** How many others hold a role in the organisation and can sign in. */
export async function countOthers(tx: Tx, grant: { orgId: OrganisationId; accountId: AccountId; role: string; now: Date }): Promise<number> {
  const { count } = await tx.one<{ count: bigint }>(
    `select count(*) as count from identity.membership m
       join identity.secret_totp t on t.bucket = (m.account_id >> 12) & 1023 and t.account_id = m.account_id
     where m.bucket = $1 and m.org_id = $2 and m.account_id <> $3 and m.role = $4 and (m.ends_at is null or m.ends_at > $5)`,
    [bucketOf(grant.orgId), grant.orgId, grant.accountId, grant.role, grant.now]);
  return Number(count);
}
