/**
 * A checkout served from several buckets is a flow: its state row first, then one step of the place lane for each order, then placed or
 * given up. No transaction is open across a step. A step places its order only while the flow is open (it locks the state row), so
 * after `releaseFlow` has committed nothing of it can appear any more and undoing is exact. Whoever dies half way leaves the row to the sweep.
 */
import type { Origin, Infra } from '#infra/infra.ts';
import { bucketOf } from '#kernel/id.ts';
import type { PlaceAnswer, PlaceItem } from './batch.ts';
import { FLOW_WITHIN_MS, PAY_WITHIN_MS, type Plan } from './domain.ts';
import type { PlaceLane } from './lane.ts';
import { beginFlow, countOrders, dueFlows, findByKey, finishFlow, releaseFlow, undoFlow } from './store/flow.ts';

const SWEEP_LIMIT = 50;

export interface FlowInput {
  readonly origin: Origin;
  readonly checkoutId: bigint;
  readonly memberId: bigint;
  readonly contactId: bigint;
  readonly keyHash: bigint;
  readonly inputHash: bigint;
  readonly plan: Plan;
}

type Resources = { readonly infra: Infra; readonly lane: PlaceLane };

/** Places all orders of the plan or none; answers like the lane does for a single order. */
export async function runFlow(resources: Resources, input: FlowInput): Promise<PlaceAnswer> {
  const { infra, lane } = resources;
  const items = input.plan.parts.map((part): PlaceItem => ({ ...input, whole: false, orderId: infra.ids.next(part.bucket), part }));
  const begun = await infra.unit(input.origin, (ctx) => beginFlow(ctx.tx, {
    ...input, totalFen: input.plan.totalFen, orderIds: items.map((item) => item.orderId), placedAt: ctx.now,
    payBefore: new Date(ctx.now.getTime() + PAY_WITHIN_MS), dueAt: new Date(ctx.now.getTime() + FLOW_WITHIN_MS),
  }));
  if (!begun) {
    const checkout = await findByKey(infra.sql, input);
    return checkout ? { kind: 'known', checkout } : { kind: 'released' };
  }
  for (const item of items) {
    const answer = await lane.place(item);
    if (answer.kind === 'placed') continue;
    await giveUp(infra, input);
    return answer;
  }
  return await finish(infra, input) ?? { kind: 'released' };
}

/** Ends a flow whose orders all stand; undefined when it was given up before. */
async function finish(infra: Infra, flow: { origin: Origin; checkoutId: bigint }): Promise<PlaceAnswer | undefined> {
  return infra.unit(flow.origin, async (ctx) => {
    const payBefore = new Date(ctx.now.getTime() + PAY_WITHIN_MS);
    const placed = await finishFlow(ctx.tx, { checkoutId: flow.checkoutId, payBefore });
    if (!placed) return undefined;
    ctx.emit({
      type: 'orders.placed', bucket: bucketOf(placed.checkoutId), payload: { orderIds: placed.orderIds.map(String) },
    });
    return { kind: 'placed', payBefore };
  });
}

/** Undoes a flow: first nothing new can be placed, then what was placed goes back. Two units, so that no step waits for the undoing. */
async function giveUp(infra: Infra, flow: { origin: Origin; checkoutId: bigint }): Promise<void> {
  await infra.unit(flow.origin, (ctx) => releaseFlow(ctx.tx, flow.checkoutId));
  await infra.unit(flow.origin, (ctx) => undoFlow(ctx.tx, flow.checkoutId));
}

/** Finishes flows found half way when all their orders stand, else undoes them; returns how many. */
export async function sweepFlows(infra: Infra): Promise<number> {
  const due = await dueFlows(infra.sql, { now: infra.clock.now(), limit: SWEEP_LIMIT });
  const origin: Origin = { actor: { kind: 'system', name: 'orders.flows' }, requestId: 'orders.flows' };
  for (const { checkoutId, state, orderIds } of due) {
    const whole = state === 'placing' && await countOrders(infra.sql, orderIds) === orderIds.length;
    if (whole) await finish(infra, { origin, checkoutId });
    else await giveUp(infra, { origin, checkoutId });
  }
  return due.length;
}
