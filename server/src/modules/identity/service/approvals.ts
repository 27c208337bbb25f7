/**
 * The second person. Who asks stores the input; who decides must be another, hold the act himself and have just proved who he is; then the
 * module that owns the act gets the stored input back and executes it in the same transaction, so it happens once or not at all.
 */
import { assert } from '#kernel/assert.ts';
import { bucketOf } from '#kernel/id.ts';
import type { Actor, Ctx } from '#infra/context.ts';
import { digest } from '#infra/secrets.ts';
import type { Sql } from '#infra/sql.ts';
import { type ApprovalState, canonicalJson, type Json, stateAt } from '#modules/identity/domain/approval.ts';
import { changedFacts } from '#modules/identity/domain/audit.ts';
import { errors } from '#modules/identity/domain/errors.ts';
import { APPROVAL_LIFE_MS } from '#modules/identity/domain/limits.ts';
import { type Act, mayDo } from '#modules/identity/domain/roles.ts';
import { isFresh } from '#modules/identity/domain/session.ts';
import { type AccountId, namesOf } from '#modules/identity/store/accounts.ts';
import * as store from '#modules/identity/store/approvals.ts';
import { findProof } from '#modules/identity/store/sessions.ts';

type Staff = Extract<Actor, { kind: 'staff' }>;

function staffIn(ctx: Ctx): Staff {
  assert(ctx.actor.kind === 'staff', 'approvals are asked for and decided by staff');
  return ctx.actor;
}

export interface AuditEntry {
  readonly act: string;
  readonly target: string;
  readonly detail: store.Facts;
  /** The fields that the act replaces, as they were and as they are; those that stayed the same are left out. */
  readonly before?: store.Facts;
  readonly after?: store.Facts;
  /** Who a visitor proves to be by this very act, such as signing in: it is his. */
  readonly by?: { readonly kind: 'member' | 'staff'; readonly accountId: AccountId };
}

/** Writes to the audit log, in business time: ids and figures only, never personal data. */
export function audit(ctx: Ctx, entry: AuditEntry): Promise<void> {
  return auditEach(ctx, [entry]);
}

/** The same for everything that one act changes, an entry each, so that each thing's history is whole. */
export async function auditEach(ctx: Ctx, entries: readonly AuditEntry[]): Promise<void> {
  const { actor } = ctx;
  const actorId = actor.kind === 'member' || actor.kind === 'staff' ? actor.accountId : actor.kind === 'key' ? actor.keyId : null;
  const orgId = actor.kind === 'staff' || actor.kind === 'key' ? actor.orgId : null;
  await store.insertAudit(ctx.tx, entries.map(({ before, after, by, ...entry }) => {
    const changed = changedFacts({ before, after });
    const acting = by === undefined ? { actorKind: actor.kind, actorId } : { actorKind: by.kind, actorId: by.accountId };
    return { ...entry, ...acting, orgId, id: ctx.newId(acting.actorId === null ? 0 : bucketOf(acting.actorId)), at: ctx.now, before: changed?.before ?? null, after: changed?.after ?? null };
  }));
}

/** Asks for a second person of the caller's organisation who holds `act`; the request ends after a day of business time. */
export async function askApproval(ctx: Ctx, request: { act: Act; input: Json }): Promise<{ approvalId: store.ApprovalId; endsAt: Date }> {
  const asker = staffIn(ctx);
  const id = ctx.newId<'approval'>(bucketOf(asker.orgId));
  const endsAt = new Date(ctx.now.getTime() + APPROVAL_LIFE_MS);
  await store.insertApproval(ctx.tx, {
    id, orgId: asker.orgId, act: request.act, input: request.input, inputHash: digest(canonicalJson(request.input)), askedBy: asker.accountId, askedAt: ctx.now, endsAt,
  });
  await audit(ctx, { act: 'identity.approvalAsked', target: `approval:${id}`, detail: { act: request.act } });
  return { approvalId: id, endsAt };
}

export interface Decided {
  readonly approvalId: store.ApprovalId;
  readonly approved: boolean;
  /** Exactly what was asked for; execute it now, in this transaction, when approved. */
  readonly input: Json;
  readonly askedBy: bigint;
  readonly askedAt: Date;
  readonly decidedBy: bigint;
}

/**
 * Decides an approval for `act` as the caller. Throws notFound (none such in his organisation), notAllowed (he does not hold the act),
 * samePerson, stepUpNeeded (no proof within five minutes), approvalDecided, approvalExpired; a refusal leaves it pending.
 */
export async function decideApproval(ctx: Ctx, decision: { approvalId: bigint; act: Act; decision: 'approve' | 'reject' }): Promise<Decided> {
  const decider = staffIn(ctx);
  const approval = await store.lockApproval(ctx.tx, decision.approvalId as store.ApprovalId);
  if (!approval || approval.orgId !== decider.orgId || approval.act !== decision.act) throw errors.notFound();
  if (!mayDo(decider, { act: approval.act, of: decider.orgKind })) throw errors.notAllowed();
  if (approval.askedBy === decider.accountId) throw errors.samePerson();
  const provedAt = await findProof(ctx.tx, { id: decider.sessionId, now: ctx.wallNow });
  if (!provedAt || !isFresh(provedAt, ctx.wallNow)) throw errors.stepUpNeeded();
  const state = stateAt(approval, ctx.now);
  if (state === 'expired') throw errors.approvalExpired();
  if (state !== 'pending') throw errors.approvalDecided();
  assert(digest(canonicalJson(approval.input)) === approval.inputHash, 'the input of an approval is what was asked for');
  const approved = decision.decision === 'approve';
  const done = await store.decide(ctx.tx, { id: approval.id, state: approved ? 'approved' : 'rejected', by: decider.accountId, at: ctx.now });
  assert(done, 'a locked pending approval is decided once');
  await audit(ctx, { act: approved ? 'identity.approved' : 'identity.rejected', target: `approval:${approval.id}`, detail: { act: approval.act }, before: { state: 'pending' }, after: { state: approved ? 'approved' : 'rejected' } });
  return { approvalId: approval.id, approved, input: approval.input, askedBy: approval.askedBy, askedAt: approval.askedAt, decidedBy: decider.accountId };
}

export interface ListedApproval extends store.Approval {
  readonly askedByName: string;
  readonly decidedByName: string | null;
}

/** Approvals of the reader's organisation, newest first, with their state at `now` (business time). */
export async function listApprovals(sql: Sql, query: store.ApprovalQuery): Promise<ListedApproval[]> {
  const approvals = await store.findApprovals(sql, query);
  const names = await namesOf(sql, approvals.flatMap(({ askedBy, decidedBy }) => (decidedBy === null ? [askedBy] : [askedBy, decidedBy])));
  return approvals.map((approval) => ({
    ...approval,
    state: stateAt(approval, query.now) satisfies ApprovalState,
    askedByName: names.get(approval.askedBy) ?? '',
    decidedByName: approval.decidedBy === null ? null : (names.get(approval.decidedBy) ?? ''),
  }));
}
