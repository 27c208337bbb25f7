/** What the platform does about applications. */
import type { Ctx } from '#infra/context.ts';
import type { Infra } from '#infra/infra.ts';
import type { Locale } from '#infra/texts.ts';
import { assert } from '#kernel/assert.ts';
import { allows } from '#kernel/state-machine.ts';
import { audit, type EnrolmentLink, tellPhone } from '#modules/identity/index.ts';
import { type ApplicationState, errors, type Hints, TRANSITIONS } from '#modules/suppliers/domain.ts';
import * as store from '#modules/suppliers/store/applications.ts';
import { tellChange } from './applications.ts';
import { inviteOwner } from './standing.ts';
import { createSupplier } from './suppliers.ts';

/** In which language the applicant is told to come back: what he speaks is not known. */
const LOCALE: Locale = 'zh-CN';

/** An application. Refusal: applicationNotFound. */
export async function getApplication(ctx: Pick<Infra, 'sql'>, id: bigint): Promise<store.Application> {
  const application = await store.findApplication(ctx.sql, id);
  if (!application) throw errors.applicationNotFound();
  return application;
}

async function lockFor(ctx: Ctx, input: { id: bigint; revision: number; to: ApplicationState }): Promise<store.Application> {
  const application = await store.lockApplication(ctx.tx, input.id);
  if (!application) throw errors.applicationNotFound();
  if (!allows(TRANSITIONS, { from: application.state, to: input.to })) throw errors.wrongState({ state: application.state });
  if (application.revision !== input.revision) throw errors.changed();
  return application;
}

/**
 * Approves an application as the reviewer saw it: the supplier, its organisation, its first owner without anything to sign in with, and the link for him.
 * Refusals: applicationNotFound, wrongState, changed, codeTaken.
 */
export async function approve(infra: Infra, ctx: Ctx, input: { id: bigint; revision: number }): Promise<{ supplierId: bigint; link: EnrolmentLink }> {
  const application = await lockFor(ctx, { ...input, to: 'approved' });
  const { companyName, creditCode } = application.content;
  const supplier = await createSupplier(ctx, { name: companyName, creditCode });
  const link = await inviteOwner(infra, ctx, supplier.id);
  await decide(infra, ctx, { ...application, supplierId: supplier.id, state: 'approved' });
  return { supplierId: supplier.id, link };
}

/** Sends an application back with a reason, and with what is wrong field by field. Refusals: applicationNotFound, wrongState, changed. */
export async function reject(infra: Infra, ctx: Ctx, input: { id: bigint; revision: number; reason: string; hints: Hints }): Promise<void> {
  const application = await lockFor(ctx, { ...input, to: 'rejected' });
  await decide(infra, ctx, { ...application, state: 'rejected', reason: input.reason, hints: input.hints });
}

async function decide(infra: Infra, ctx: Ctx, decided: store.Application): Promise<void> {
  assert(ctx.actor.kind === 'staff', 'people review');
  await store.updateApplication(ctx.tx, { ...decided, decidedAt: ctx.now, decidedBy: ctx.actor.accountId }, ctx.now);
  await audit(ctx, {
    act: decided.state === 'approved' ? 'suppliers.applicationApproved' : 'suppliers.applicationRejected', target: `application:${decided.id}`,
    detail: { fields: Object.keys(decided.hints).join(' '), supplier: decided.supplierId === null ? null : String(decided.supplierId) }, before: { state: 'submitted' }, after: { state: decided.state },
  });
  tellChange(ctx, { ...decided, state: 'submitted' }, decided.state);
  await tellPhone(infra, ctx, { phone: decided.phone, text: 'identity.sms.applicationDecided', locale: LOCALE });
}
