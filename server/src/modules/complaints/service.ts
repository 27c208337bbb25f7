/** A member complains, the shop answers, either comes back to it, and it closes. */
import type { EventPayload } from '#app/events.ts';
import type { Ctx } from '#infra/context.ts';
import { bucketOf } from '#kernel/id.ts';
import { audit } from '#modules/identity/index.ts';
import { ordersById } from '#modules/orders/index.ts';
import { type ComplaintState, dueAt, errors, MAX_MESSAGES, MAX_OPEN, stateAfter, type Subject } from './domain.ts';
import * as store from './store.ts';

/** Files a complaint of the member. Returns its id. Refuses tooManyOpen, and orderNotFound for an order that is not his. */
export async function file(ctx: Ctx, input: { memberId: bigint; subject: Subject; orderId: bigint | null; words: string }): Promise<bigint> {
  const { memberId, subject, orderId, words } = input;
  await store.lockMember(ctx.tx, memberId);
  if (await store.countOpen(ctx.tx, memberId) >= MAX_OPEN) throw errors.tooManyOpen({ most: MAX_OPEN });
  if (orderId !== null && (await ordersById(ctx.tx, [orderId]))[0]?.memberId !== memberId) throw errors.orderNotFound();
  const id = ctx.newId<'complaint'>(bucketOf(memberId));
  await store.insertComplaint(ctx.tx, { id, memberId, subject, orderId, state: 'open', filedAt: ctx.now, dueAt: dueAt('open', ctx.now), closedAt: null });
  await store.insertMessage(ctx.tx, { complaintId: id, staffId: null, words, at: ctx.now });
  tell(ctx, { id, memberId }, { state: 'open', by: 'member' });
  return id;
}

/** Tells other modules that a complaint went on; never with what words. */
function tell(ctx: Ctx, { id, memberId }: Pick<store.ComplaintRow, 'id' | 'memberId'>, news: Pick<EventPayload<'complaints.changed'>, 'by'> & { state: ComplaintState }): void {
  ctx.emit({ type: 'complaints.changed', bucket: bucketOf(id), payload: { complaintId: String(id), memberId: String(memberId), ...news } });
}

/** A complaint of whoever asks, locked; null for the shop's staff, who may answer all. Refuses notFound, also for another member's. */
async function lockOwn(ctx: Ctx, key: { id: bigint; memberId: bigint | null }): Promise<store.ComplaintRow> {
  const complaint = await store.lockComplaint(ctx.tx, key.id);
  if (!complaint || (key.memberId !== null && complaint.memberId !== key.memberId)) throw errors.notFound();
  return complaint;
}

/** Adds words to a complaint: the member's open it again, the shop's answer it. Refuses notFound, closed and tooLong. */
export async function write(ctx: Ctx, input: { id: bigint; words: string } & ({ memberId: bigint; staffId: null } | { memberId: null; staffId: bigint })): Promise<void> {
  const { id, words, memberId, staffId } = input;
  const complaint = await lockOwn(ctx, { id, memberId });
  const state = stateAfter(complaint.state, staffId === null ? 'member' : 'staff');
  if (await store.insertMessage(ctx.tx, { complaintId: id, staffId, words, at: ctx.now }) > MAX_MESSAGES) throw errors.tooLong();
  // A member who adds to what still waits does not put off our answer.
  const due = state === 'open' && complaint.state === 'open' ? complaint.dueAt : dueAt(state, ctx.now);
  await store.setState(ctx.tx, { id, state, dueAt: due, closedAt: null });
  // Every answer is told; what the member adds while we have not answered is not.
  if (staffId !== null || state !== complaint.state) tell(ctx, complaint, { state, by: staffId === null ? 'member' : 'platform' });
  if (staffId !== null) await audit(ctx, { act: 'complaints.answered', target: `complaint:${id}`, detail: {}, before: { state: complaint.state }, after: { state } });
}

/** The member says that it is settled. Closed already, nothing changes. Refuses notFound. */
export async function settleOwn(ctx: Ctx, key: { id: bigint; memberId: bigint }): Promise<void> {
  const complaint = await lockOwn(ctx, key);
  if (complaint.state !== 'closed') await close(ctx, complaint, 'member');
}

/** Closes an answered complaint that its member left standing; one he came back to meanwhile stays. */
export async function settleLeft(ctx: Ctx, id: bigint): Promise<void> {
  const complaint = await store.lockComplaint(ctx.tx, id);
  if (complaint?.state !== 'answered' || complaint.dueAt === null || complaint.dueAt > ctx.now) return;
  await close(ctx, complaint, 'system');
}

async function close(ctx: Ctx, complaint: store.ComplaintRow, by: 'member' | 'system'): Promise<void> {
  await store.setState(ctx.tx, { id: complaint.id, state: 'closed', dueAt: null, closedAt: ctx.now });
  tell(ctx, complaint, { state: 'closed', by });
}
