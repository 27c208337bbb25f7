/** How a supplier stands: suspended and taken back by one person, let go for good by two; and what the platform puts right about it. */
import type { Ctx } from '#infra/context.ts';
import type { Infra } from '#infra/infra.ts';
import type { Sql } from '#infra/sql.ts';
import { assert } from '#kernel/assert.ts';
import { dayOf, formatDay } from '#kernel/day.ts';
import { allows } from '#kernel/state-machine.ts';
import { askApproval, audit, decideApproval, type EnrolmentLink, inviteFirstOwner, setOrganisationState } from '#modules/identity/index.ts';
import { type CompanyFacts, errors, faultsOf, type OpenBusiness, refuseOpenBusiness, type Supplier, type SupplierState, tidyContent, TRANSITIONS } from '#modules/suppliers/domain.ts';
import { findOfSupplier, updateApplication } from '#modules/suppliers/store/applications.ts';
import * as store from '#modules/suppliers/store/suppliers.ts';
import { getSupplier } from './suppliers.ts';

export const EXIT_ACT = 'suppliers.exit';
const ORGANISATION = { approved: 'active', suspended: 'suspended', exited: 'closed' } as const satisfies Record<SupplierState, string>;
/** What a supplier would leave behind; the modules that know are downstream, so the app injects the reader. */
export type OpenBusinessReader = (sql: Sql, supplier: Supplier) => Promise<OpenBusiness>;

/**
 * Suspends a supplier, with a reason that its staff read, or takes that back (null). Suspended: its goods leave sale within seconds, open orders are still
 * shipped, its staff do nothing else. Refusals: notFound, wrongState.
 */
export async function setStanding(ctx: Ctx, { id, reason }: { id: bigint; reason: string | null }): Promise<void> {
  await moveTo(ctx, { id, to: reason === null ? 'approved' : 'suspended', reason });
}

async function moveTo(ctx: Ctx, { id, to, reason }: { id: bigint; to: SupplierState; reason: string | null }): Promise<void> {
  const supplier = await store.lockSupplier(ctx.tx, id);
  if (!supplier) throw errors.notFound();
  if (!allows(TRANSITIONS, { from: supplier.state, to })) throw errors.wrongState({ state: supplier.state });
  await store.updateState(ctx.tx, { id, state: to, reason, at: ctx.now });
  await setOrganisationState(ctx, { id: supplier.organisationId, state: ORGANISATION[to] });
  await audit(ctx, { act: `suppliers.${to}`, target: `supplier:${id}`, detail: reason === null ? {} : { reason }, before: { state: supplier.state }, after: { state: to } });
  const application = await findOfSupplier(ctx.tx, id);
  ctx.emit({ type: 'suppliers.changed', bucket: supplier.bucket, payload: { applicationId: application ? String(application.id) : null, supplierId: String(id), from: supplier.state, to } });
}

/** Asks a second person to let a supplier go. Refusals: notFound, wrongState, stillOpen. */
export async function askExit(ctx: Ctx, input: { id: bigint; reason: string; openBusinessOf: OpenBusinessReader }): Promise<{ approvalId: bigint; endsAt: Date }> {
  const supplier = await getSupplier(ctx.tx, input.id);
  if (!allows(TRANSITIONS, { from: supplier.state, to: 'exited' })) throw errors.wrongState({ state: supplier.state });
  refuseOpenBusiness(await input.openBusinessOf(ctx.tx, supplier));
  return askApproval(ctx, { act: EXIT_ACT, input: { supplierId: String(supplier.id), name: supplier.name, reason: input.reason } });
}

/** The second person's word. What is open is looked at once more. Refusals: those of identity.decideApproval, wrongState, stillOpen; they leave it pending. */
export async function decideExit(ctx: Ctx, input: { approvalId: bigint; decision: 'approve' | 'reject'; openBusinessOf: OpenBusinessReader }): Promise<{ approved: boolean }> {
  const decided = await decideApproval(ctx, { approvalId: input.approvalId, act: EXIT_ACT, decision: input.decision });
  if (!decided.approved) return { approved: false };
  const { supplierId, reason } = decided.input as Readonly<Record<string, unknown>>;
  assert(typeof supplierId === 'string' && typeof reason === 'string', 'the approval holds supplier and reason');
  const supplier = await getSupplier(ctx.tx, BigInt(supplierId));
  refuseOpenBusiness(await input.openBusinessOf(ctx.tx, supplier));
  await moveTo(ctx, { id: supplier.id, to: 'exited', reason });
  return { approved: true };
}

/**
 * Puts facts of a supplier's company right, such as a renewed licence. Refusals: notFound, wrongState (gone), applicationNotFound (it never told any),
 * incomplete with the fields.
 */
export async function correctCompany(ctx: Ctx, { id, facts }: { id: bigint; facts: CompanyFacts }): Promise<void> {
  const supplier = await store.lockSupplier(ctx.tx, id);
  if (!supplier) throw errors.notFound();
  if (supplier.state === 'exited') throw errors.wrongState({ state: supplier.state });
  const application = await findOfSupplier(ctx.tx, id);
  if (!application) throw errors.applicationNotFound();
  const content = tidyContent({ ...application.content, ...facts });
  const faults = faultsOf(content, { pictures: [], regionKnown: true, today: formatDay(dayOf(ctx.now)) });
  const fields = faults.filter((field) => field in facts);
  if (fields.length > 0) throw errors.incomplete({ fields });
  await updateApplication(ctx.tx, { ...application, content }, ctx.now);
  // Of what is about people the log says which facts, not what they are.
  const changed = (Object.keys(facts) as (keyof CompanyFacts)[]).filter((field) => content[field] !== application.content[field]);
  await audit(ctx, { act: 'suppliers.companyCorrected', target: `supplier:${id}`, detail: { fields: changed.join(' ') }, before: { licenceUntil: application.content.licenceUntil }, after: { licenceUntil: content.licenceUntil } });
}

/** A new link with which the first owner of a supplier sets what he signs in with; an older one is dead. Refusals: notFound, wrongState (gone), alreadyOwned. */
export async function inviteOwner(infra: Infra, ctx: Ctx, id: bigint): Promise<EnrolmentLink> {
  const supplier = await getSupplier(ctx.tx, id);
  if (supplier.state === 'exited') throw errors.wrongState({ state: supplier.state });
  const link = await inviteFirstOwner(infra, ctx, supplier.organisationId);
  if (!link) throw errors.alreadyOwned();
  return link;
}
