/** Retry, parking by two people, and applying later what was parked. */
import type { Ctx } from '#infra/context.ts';
import { isOutage } from '#infra/database.ts';
import type { Infra } from '#infra/infra.ts';
import type { Subscriber } from '#infra/module.ts';
import { applyParked, errorText, type Failure, findEvent, parkStopped, retryStopped } from '#infra/poisoned.ts';
import { assert } from '#kernel/assert.ts';
import { Refusal } from '#kernel/errors.ts';
import { askApproval, audit, decideApproval } from '#modules/identity/index.ts';
import { errors, type Parking, parkingIn } from './domain.ts';
import * as store from './store.ts';

function subscriberOf(infra: Infra, name: string): Subscriber {
  const subscriber = infra.events.subscriber(name);
  if (!subscriber) throw errors.noSubscriber({ name });
  return subscriber;
}

const targetOf = ({ subscriber, position }: Failure): string => `event:${position}:${subscriber}`;

/** Lets a stopped subscriber try again from the event it stopped at. Refusals: platform.noSubscriber, notStopped. */
export async function retry(infra: Infra, ctx: Ctx, failure: Failure): Promise<void> {
  subscriberOf(infra, failure.subscriber);
  if (!(await retryStopped(ctx.tx, failure))) throw errors.notStopped({ name: failure.subscriber });
  await audit(ctx, { act: 'platform.retried', target: targetOf(failure), detail: {}, before: { state: 'stopped' }, after: { state: 'running' } });
}

/** Asks a second person to park the event at which a subscriber stopped. Refusals: platform.noSubscriber, notStopped. */
export async function proposeParking(infra: Infra, ctx: Ctx, proposal: Failure & { reason: string }): Promise<{ approvalId: bigint; endsAt: Date }> {
  const { subscriber, position, reason } = proposal;
  subscriberOf(infra, subscriber);
  const stopped = (await infra.events.states(ctx.tx)).find(({ name, state, failedPosition }) => name === subscriber && state === 'stopped' && failedPosition === position);
  const event = await findEvent(ctx.tx, position);
  if (!stopped || !event) throw errors.notStopped({ name: subscriber });
  const parking: Parking = { subscriber, position: position.toString(), type: event.type, happenedAt: event.at.toISOString(), error: stopped.error ?? '', reason };
  return askApproval(ctx, { act: 'platform.park', input: { ...parking } });
}

/**
 * The second person's word. Approved, the cursor moves past exactly that event and the subscriber runs on; a refusal leaves the approval pending.
 * Refusals: those of identity.decideApproval, platform.noSubscriber, notStopped.
 */
export async function decideParking(infra: Infra, ctx: Ctx, input: { approvalId: bigint; decision: 'approve' | 'reject'; note: string }): Promise<{ approved: boolean; parking: Parking }> {
  const decided = await decideApproval(ctx, { approvalId: input.approvalId, act: 'platform.park', decision: input.decision });
  const parking = parkingIn(decided.input);
  assert(parking, 'the approval holds a parking');
  const failure = { subscriber: parking.subscriber, position: BigInt(parking.position) };
  await audit(ctx, {
    act: decided.approved ? 'platform.parked' : 'platform.parkingRejected', target: targetOf(failure), detail: { approvalId: String(input.approvalId), reason: parking.reason, note: input.note },
    ...(decided.approved ? { before: { state: 'stopped' }, after: { state: 'running' } } : {}),
  });
  if (!decided.approved) return { approved: false, parking };
  const error = await parkStopped(ctx, subscriberOf(infra, failure.subscriber), failure.position);
  if (error === undefined) throw errors.notStopped({ name: failure.subscriber });
  await store.insertParking(ctx.tx, {
    ...failure, error, reason: parking.reason, approvalId: input.approvalId, proposedBy: decided.askedBy, proposedAt: decided.askedAt, approvedBy: decided.decidedBy, approvedAt: ctx.now,
  });
  return { approved: true, parking };
}

/** Whether a parked event of the subscriber may be applied out of its place. */
export function mayApplyLater(infra: Infra, name: string): boolean {
  return infra.events.subscriber(name)?.anyOrder === true;
}

/**
 * Applies a parked event now, once, and takes it off the list. Opens the unit of work itself: what the subscriber throws becomes a refusal and nothing
 * is changed. Refusals: platform.noSubscriber, orderMatters, notParked, stillFails.
 */
export async function retryParked(infra: Infra, unit: (work: (ctx: Ctx) => Promise<void>) => Promise<void>, failure: Failure): Promise<void> {
  const subscriber = subscriberOf(infra, failure.subscriber);
  if (subscriber.money || subscriber.anyOrder !== true) throw errors.orderMatters({ name: failure.subscriber });
  const { anyOrder } = subscriber;
  try {
    await unit(async (ctx) => {
      if (!(await applyParked(ctx, { ...subscriber, anyOrder }, failure.position))) throw errors.notParked();
      await audit(ctx, { act: 'platform.appliedLater', target: targetOf(failure), detail: {}, before: { state: 'parked' }, after: { state: 'applied' } });
    });
  } catch (error) {
    if (error instanceof Refusal || isOutage(error)) throw error;
    infra.log.warn({ error, ...failure }, 'a parked event failed again');
    throw errors.stillFails({ error: errorText(error) });
  }
}
