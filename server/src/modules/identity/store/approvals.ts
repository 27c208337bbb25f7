/** Approvals, in their organisation's bucket, and the audit log, in its actor's. */
import type { Sql, Tx } from '#infra/sql.ts';
import { bucketOf, type Id } from '#kernel/id.ts';
import type { ApprovalState, Json } from '#modules/identity/domain/approval.ts';
import type { AccountId, OrganisationId } from './accounts.ts';

export type ApprovalId = Id<'approval'>;

export interface Approval {
  readonly id: ApprovalId;
  readonly orgId: OrganisationId;
  readonly act: string;
  readonly input: Json;
  readonly inputHash: string;
  readonly askedBy: AccountId;
  readonly askedAt: Date;
  readonly endsAt: Date;
  readonly state: ApprovalState;
  readonly decidedBy: AccountId | null;
  readonly decidedAt: Date | null;
}

const COLUMNS = `id, org_id as "orgId", act, input, input_hash as "inputHash", asked_by as "askedBy", asked_at as "askedAt", ends_at as "endsAt", state,
  decided_by as "decidedBy", decided_at as "decidedAt"`;

export async function insertApproval(tx: Tx, approval: Omit<Approval, 'state' | 'decidedBy' | 'decidedAt'>): Promise<void> {
  await tx.run(
    `insert into identity.approval (bucket, id, org_id, act, input, input_hash, asked_by, asked_at, ends_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [bucketOf(approval.id), approval.id, approval.orgId, approval.act, JSON.stringify(approval.input), approval.inputHash, approval.askedBy, approval.askedAt, approval.endsAt]);
}

/** The approval, its row locked until the transaction ends: two deciders meet here. */
export function lockApproval(tx: Tx, id: ApprovalId): Promise<Approval | undefined> {
  return tx.maybe<Approval>(`select ${COLUMNS} from identity.approval where bucket = $1 and id = $2 for update`, [bucketOf(id), id]);
}

/** Decides a pending approval; false when it was decided before. */
export async function decide(tx: Tx, decision: { id: ApprovalId; state: 'approved' | 'rejected'; by: AccountId; at: Date }): Promise<boolean> {
  const changed = await tx.run(
    `update identity.approval set state = $3::text, decided_by = $4, decided_at = $5::timestamptz, done_at = case when $3::text = 'approved' then $5::timestamptz end
     where bucket = $1 and id = $2 and state = 'pending'`,
    [bucketOf(decision.id), decision.id, decision.state, decision.by, decision.at]);
  return changed === 1;
}

export interface ApprovalQuery {
  readonly orgId: OrganisationId;
  readonly state: ApprovalState | undefined;
  readonly now: Date;
  readonly limit: number;
  /** Only approvals asked before this one. */
  readonly before: bigint | undefined;
}

/** Approvals of an organisation, newest first. A pending one past its end counts as expired. */
export function findApprovals(sql: Sql, query: ApprovalQuery): Promise<Approval[]> {
  return sql.rows<Approval>(
    `select ${COLUMNS} from identity.approval
     where bucket = $1 and org_id = $2 and ($3::bigint is null or id < $3)
       and ($4::text is null or $4 = case when state = 'pending' and ends_at <= $5 then 'expired' else state end)
     order by id desc limit $6`,
    [bucketOf(query.orgId), query.orgId, query.before ?? null, query.state ?? null, query.now, query.limit]);
}

/** Ids and figures, never personal data. */
export type Facts = Readonly<Record<string, string | number | boolean | null>>;

export interface AuditRow {
  readonly id: Id<'audit'>;
  readonly at: Date;
  readonly actorKind: string;
  /** An account, or a key. */
  readonly actorId: AccountId | Id<'apiKey'> | null;
  readonly orgId: OrganisationId | null;
  readonly act: string;
  readonly target: string;
  readonly detail: Facts;
  readonly before: Facts | null;
  readonly after: Facts | null;
}

export async function insertAudit(tx: Tx, rows: readonly AuditRow[]): Promise<void> {
  const json = (facts: Facts | null): string | null => (facts === null ? null : JSON.stringify(facts));
  await tx.run(
    `insert into identity.audit (bucket, id, at, actor_kind, actor_id, org_id, act, target, detail, before, after)
     select r.bucket, r.id, r.at, r.actor_kind, r.actor_id, r.org_id, r.act, r.target, r.detail::jsonb, r.before::jsonb, r.after::jsonb
     from unnest($1::int[], $2::bigint[], $3::timestamptz[], $4::text[], $5::bigint[], $6::bigint[], $7::text[], $8::text[], $9::text[], $10::text[], $11::text[])
       as r (bucket, id, at, actor_kind, actor_id, org_id, act, target, detail, before, after)`,
    [rows.map(({ id }) => bucketOf(id)), rows.map(({ id }) => id), rows.map(({ at }) => at), rows.map(({ actorKind }) => actorKind), rows.map(({ actorId }) => actorId), rows.map(({ orgId }) => orgId),
      rows.map(({ act }) => act), rows.map(({ target }) => target), rows.map(({ detail }) => json(detail)), rows.map(({ before }) => json(before)), rows.map(({ after }) => json(after))]);
}

export interface AuditQuery {
  /** Only entries made before this one. */
  readonly before: bigint | undefined;
  readonly limit: number;
  /** An act, or a module whose acts are all meant. */
  readonly act: string | undefined;
  readonly target: string | undefined;
  readonly actor: bigint | undefined;
  /** Business time, the end not included. */
  readonly from: Date | undefined;
  readonly to: Date | undefined;
}

/** Everything in the audit log about an account or by it, oldest first. */
export function auditOf(sql: Sql, account: { accountId: AccountId; targets: readonly string[] }): Promise<Omit<AuditRow, 'orgId'>[]> {
  const entries = 'select id, at, actor_kind as "actorKind", actor_id as "actorId", act, target, detail, before, after from identity.audit';
  return sql.rows(`${entries} where target = any($1::text[]) union ${entries} where bucket = $2 and actor_id = $3 order by id`, [account.targets, bucketOf(account.accountId), account.accountId]);
}

/** The audit log, newest first. */
export function findAudit(sql: Sql, query: AuditQuery): Promise<AuditRow[]> {
  return sql.rows<AuditRow>(
    `select id, at, actor_kind as "actorKind", actor_id as "actorId", org_id as "orgId", act, target, detail, before, after
     from identity.audit
     where ($1::bigint is null or id < $1) and ($3::text is null or act = $3 or starts_with(act, $3 || '.')) and ($4::text is null or target = $4)
       and ($5::bigint is null or (bucket = $6 and actor_id = $5)) and ($7::timestamptz is null or at >= $7) and ($8::timestamptz is null or at < $8)
     order by id desc limit $2`,
    [query.before ?? null, query.limit, query.act ?? null, query.target ?? null, query.actor ?? null, query.actor === undefined ? null : bucketOf(query.actor), query.from ?? null, query.to ?? null]);
}
