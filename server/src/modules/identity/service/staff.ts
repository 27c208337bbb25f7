/** The people of an organisation: who they are, which roles they hold, and what happens when one of them loses his authenticator. */
import type { Ctx } from '#infra/context.ts';
import type { Infra } from '#infra/infra.ts';
import type { Sql } from '#infra/sql.ts';
import type { Json } from '#modules/identity/domain/approval.ts';
import { errors } from '#modules/identity/domain/errors.ts';
import { OWNER, type Role, ruleOf } from '#modules/identity/domain/roles.ts';
import * as store from '#modules/identity/store/accounts.ts';
import { dropEnrolment, enrolmentOf } from '#modules/identity/store/enrolments.ts';
import * as staff from '#modules/identity/store/staff.ts';
import { askApproval, audit, decideApproval } from './approvals.ts';
import { type EnrolmentLink, issueEnrolment } from './enrolments.ts';
import { endAllSessions } from './sessions.ts';

export const RESET_ACT = 'staff.reset';

export interface StaffGrant {
  readonly orgId: store.OrganisationId;
  readonly accountId: store.AccountId;
  readonly role: Role;
}

/** The people who hold or held a role in an organisation, by name, one page. */
export function listStaffOf(sql: Sql, query: staff.StaffQuery): Promise<staff.StaffMember[]> {
  return staff.listStaffOf(sql, query);
}

/** Gives a person of the organisation another of its roles; nothing happens when he has it. Throws notFound, foreignRole. */
export async function grantRole(ctx: Ctx, grant: StaffGrant): Promise<void> {
  const organisation = await store.findOrganisation(ctx.tx, grant.orgId);
  if (!organisation || !(await staff.lockMembership(ctx.tx, grant))) throw errors.notFound();
  if (ruleOf(grant.role)?.of !== organisation.kind) throw errors.foreignRole();
  const before = await rolesIn(ctx, grant);
  if (before.includes(grant.role)) return;
  await store.insertRole(ctx.tx, { organisation, accountId: grant.accountId, role: grant.role, by: ctx.actor.kind === 'staff' ? ctx.actor.accountId : null, at: ctx.wallNow });
  await auditRoles(ctx, { grant, act: 'identity.roleGranted', before });
}

/** Takes a role from a person; it is gone at his next request. Throws notFound, and lastOwner when nobody else could let people in. */
export async function removeRole(ctx: Ctx, grant: StaffGrant): Promise<void> {
  const organisation = await store.findOrganisation(ctx.tx, grant.orgId);
  if (!organisation || !(await staff.lockMembership(ctx.tx, grant))) throw errors.notFound();
  const before = await rolesIn(ctx, grant);
  if (!before.includes(grant.role)) return;
  if (grant.role === OWNER[organisation.kind] && (await staff.countOthers(ctx.tx, { ...grant, now: ctx.wallNow })) === 0) throw errors.lastOwner();
  await store.endRole(ctx.tx, { ...grant, at: ctx.wallNow });
  await auditRoles(ctx, { grant, act: 'identity.roleRemoved', before });
}

async function rolesIn(ctx: Ctx, grant: Pick<StaffGrant, 'orgId' | 'accountId'>): Promise<string[]> {
  return (await store.rolesOf(ctx.tx, { accountId: grant.accountId, now: ctx.wallNow })).filter(({ orgId }) => orgId === grant.orgId).map(({ role }) => role);
}

async function auditRoles(ctx: Ctx, { grant, act, before }: { grant: StaffGrant; act: string; before: readonly string[] }): Promise<void> {
  const after = await rolesIn(ctx, grant);
  await audit(ctx, { act, target: `account:${grant.accountId}`, detail: { organisation: String(grant.orgId), role: grant.role }, before: { roles: before.join(' ') }, after: { roles: after.join(' ') } });
}

/** A new link for a person of the organisation who has not set yet what he signs in with; the old one is dead. Throws notFound, alreadyEnrolled. */
export async function renewInvitation(infra: Infra, ctx: Ctx, { orgId, accountId }: Pick<StaffGrant, 'orgId' | 'accountId'>): Promise<EnrolmentLink> {
  if (!(await staff.lockMembership(ctx.tx, { orgId, accountId }))) throw errors.notFound();
  if ((await enrolmentOf(ctx.tx, accountId))?.kind !== 'invitation') throw errors.alreadyEnrolled();
  await audit(ctx, { act: 'identity.invitationRenewed', target: `account:${accountId}`, detail: {} });
  return issueEnrolment(infra, ctx, { accountId, kind: 'invitation' });
}

/** Asks for a second person who resets the authenticator of any member of staff. Throws notFound. */
export async function askTotpReset(ctx: Ctx, request: { accountId: store.AccountId; reason: string }): Promise<{ approvalId: bigint; endsAt: Date }> {
  const { accountId, reason } = request;
  const credentials = await store.credentialsOf(ctx.tx, accountId);
  const name = (await store.namesOf(ctx.tx, [accountId])).get(accountId);
  if (credentials?.kind !== 'staff' || credentials.secretBox === null || name === undefined) throw errors.notFound();
  return askApproval(ctx, { act: RESET_ACT, input: { accountId: String(accountId), name, reason } });
}

/**
 * Decides a reset. When approved, authenticator, recovery codes and all sessions of the person are gone, and the link with which he scans a new one is
 * returned, for the decider to hand over; his password still has to be right. Throws what decideApproval throws, and samePerson for one's own reset.
 */
export async function decideTotpReset(infra: Infra, ctx: Ctx, decision: { approvalId: bigint; decision: 'approve' | 'reject' }): Promise<EnrolmentLink | undefined> {
  const decided = await decideApproval(ctx, { ...decision, act: RESET_ACT });
  if (!decided.approved) return undefined;
  const accountId = BigInt((decided.input as { readonly [key: string]: Json })['accountId'] as string) as store.AccountId;
  if (accountId === decided.decidedBy) throw errors.samePerson();
  await store.dropTotp(ctx.tx, accountId);
  await dropEnrolment(ctx.tx, accountId);
  await endAllSessions(ctx, accountId);
  await audit(ctx, { act: 'identity.totpReset', target: `account:${accountId}`, detail: { approval: String(decided.approvalId) } });
  return issueEnrolment(infra, ctx, { accountId, kind: 'totpReset' });
}
