/** What an applicant does: proves his phone, writes and mends his application, submits it, and becomes the owner once it is approved. */
import type { Ctx } from '#infra/context.ts';
import type { Infra, Origin } from '#infra/infra.ts';
import { webpOfUpload } from '#infra/pictures.ts';
import { digest, newBucket, newToken } from '#infra/secrets.ts';
import { assert } from '#kernel/assert.ts';
import { DAY_MS, dayOf, formatDay } from '#kernel/day.ts';
import { bucketOf } from '#kernel/id.ts';
import { allows } from '#kernel/state-machine.ts';
import { type Caller, checkCode, type EnrolmentLink, phoneOf, spendCode } from '#modules/identity/index.ts';
import { regionNames } from '#modules/members/index.ts';
import {
  type ApplicationContent, type ApplicationId, EMPTY_CONTENT, errors, faultsOf, MOST_PICTURES, type PictureKind, type SupplierId, type SupplierState, tidyContent, TRANSITIONS,
} from '#modules/suppliers/domain.ts';
import * as store from '#modules/suppliers/store/applications.ts';
import { inviteOwner } from './standing.ts';

/** How long a proved phone opens its application, wall time. */
export const SESSION_MS = DAY_MS;
const TOKEN = /^[A-Za-z0-9_-]{43}$/;
/** A licence is read, so it is kept larger than a picture of goods. */
const PICTURE_WIDTH = 1600;

/** Opens the application of whoever proves the phone, and begins one if there is none. Refusals: those of identity.checkCode. */
export async function openApplication(infra: Infra, caller: Caller, input: { phone: string; challenge: string; code: string }): Promise<{ token: string; id: ApplicationId }> {
  const phone = phoneOf(input.phone);
  const proof = { phone, purpose: 'apply', challenge: input.challenge, code: input.code } as const;
  await checkCode(infra, caller, proof);
  return infra.unit(caller, async (ctx) => {
    await spendCode(infra, ctx, proof);
    const application = await beginApplication(ctx, phone);
    const token = newToken();
    await store.insertSession(ctx.tx, { tokenHash: digest(token), applicationId: application.id, endsAt: new Date(ctx.wallNow.getTime() + SESSION_MS) });
    return { token, id: application.id };
  });
}

/** The application of a phone that was proved, begun if there is none. */
export async function beginApplication(ctx: Ctx, phone: string): Promise<store.Application> {
  if (!(await store.findByPhone(ctx.tx, phone))) await store.insertDraft(ctx.tx, { id: ctx.newId<'application'>(newBucket()), phone, content: EMPTY_CONTENT, at: ctx.now });
  const application = await store.findByPhone(ctx.tx, phone);
  assert(application, 'a phone has an application once one was begun');
  return application;
}

/** The application that a token opens. Throws proofNeeded. */
export async function applicationOfToken(infra: Infra, token: string | undefined): Promise<ApplicationId> {
  const id = token !== undefined && TOKEN.test(token) ? await store.findSession(infra.sql, { tokenHash: digest(token), now: infra.clock.wall() }) : undefined;
  if (id === undefined) throw errors.proofNeeded();
  return id;
}

/** Ends a session; nothing happens when there is none. */
export async function closeApplication(ctx: Ctx, token: string): Promise<void> {
  await store.deleteSession(ctx.tx, digest(token));
}

async function lockEditable(ctx: Ctx, id: ApplicationId): Promise<store.Application> {
  const application = await store.lockApplication(ctx.tx, id);
  if (!application) throw errors.proofNeeded();
  if (!allows(TRANSITIONS, { from: application.state, to: 'submitted' })) throw errors.wrongState({ state: application.state });
  return application;
}

/** Keeps what the applicant has written so far, finished or not. Refusals: proofNeeded, wrongState, unknownCategory. */
export async function saveDraft(ctx: Ctx, input: { id: ApplicationId; content: ApplicationContent; categories: ReadonlyMap<string, string> }): Promise<void> {
  const application = await lockEditable(ctx, input.id);
  const content = tidyContent(input.content);
  if (content.categoryIds.some((id) => !input.categories.has(id))) throw errors.unknownCategory();
  await store.updateApplication(ctx.tx, { ...application, content }, ctx.now);
}

/** Hands the application in, first or again. Refusals: proofNeeded, wrongState, incomplete with the fields. */
export async function submit(ctx: Ctx, id: ApplicationId): Promise<void> {
  const application = await lockEditable(ctx, id);
  const { content } = application;
  const fields = faultsOf(content, { pictures: await store.listPictures(ctx.tx, id), regionKnown: regionNames(content.regionCode).length > 0, today: formatDay(dayOf(ctx.now)) });
  if (fields.length > 0) throw errors.incomplete({ fields });
  await store.updateApplication(ctx.tx, { ...application, state: 'submitted', reason: null, hints: {}, submittedAt: ctx.now, decidedAt: null, decidedBy: null }, ctx.now);
  tellChange(ctx, application, 'submitted');
}

/** Tells other modules that an application went on. */
export function tellChange(ctx: Ctx, application: store.Application, to: store.Application['state'] | SupplierState): void {
  const { id, state: from, supplierId } = application;
  ctx.emit({ type: 'suppliers.changed', bucket: bucketOf(id), payload: { applicationId: String(id), supplierId: supplierId === null ? null : String(supplierId), from, to } });
}

/** Keeps a picture of a licence or permit. Refusals: proofNeeded, wrongState, tooManyPictures, pictureUnreadable, pictureNotAllowed, pictureTooSmall. */
export async function addPicture(infra: Infra, origin: Origin, input: { id: ApplicationId; kind: PictureKind; bytes: Buffer }): Promise<bigint> {
  const { id, kind } = input;
  const picture = await webpOfUpload(input.bytes, { width: PICTURE_WIDTH, refusals: errors });
  return infra.unit(origin, async (ctx) => {
    const application = await lockEditable(ctx, id);
    const already = (await store.listPictures(ctx.tx, id)).filter((one) => one.kind === kind).length;
    if (already >= MOST_PICTURES[kind]) throw errors.tooManyPictures({ most: MOST_PICTURES[kind] });
    const pictureId = ctx.newId(bucketOf(id));
    await store.insertPicture(ctx.tx, { id: pictureId, applicationId: id, kind, webp: picture.bytes, width: picture.width, height: picture.height, at: ctx.now });
    await store.updateApplication(ctx.tx, application, ctx.now);
    return pictureId;
  });
}

/** Takes a picture away for good. Refusals: proofNeeded, wrongState, pictureNotFound. */
export async function removePicture(ctx: Ctx, input: { id: ApplicationId; pictureId: bigint }): Promise<void> {
  const application = await lockEditable(ctx, input.id);
  if (!(await store.deletePicture(ctx.tx, { id: input.pictureId, applicationId: input.id }))) throw errors.pictureNotFound();
  await store.updateApplication(ctx.tx, application, ctx.now);
}

/** Makes an application that was handed in the one of a supplier that stands already, as the demo's do. Refusals: proofNeeded, wrongState. */
export async function tieApplication(ctx: Ctx, { id, supplierId }: { id: ApplicationId; supplierId: SupplierId }): Promise<void> {
  const application = await store.lockApplication(ctx.tx, id);
  if (!application) throw errors.proofNeeded();
  if (!allows(TRANSITIONS, { from: application.state, to: 'approved' })) throw errors.wrongState({ state: application.state });
  await store.updateApplication(ctx.tx, { ...application, state: 'approved', supplierId, decidedAt: ctx.now }, ctx.now);
  tellChange(ctx, { ...application, supplierId }, 'approved');
}

/** The link with which the applicant of an approved application becomes its owner; an older one is dead. Refusals: wrongState, alreadyOwned. */
export async function claimOwnership(infra: Infra, ctx: Ctx, id: ApplicationId): Promise<EnrolmentLink> {
  const application = await store.findApplication(ctx.tx, id);
  if (!application) throw errors.proofNeeded();
  if (application.supplierId === null) throw errors.wrongState({ state: application.state });
  return inviteOwner(infra, ctx, application.supplierId);
}
