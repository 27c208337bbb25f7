/** The one ordered money subscription (ARCHITECTURE 4.8). */
import type { Subscriber } from '#infra/module.ts';
import { assert } from '#kernel/assert.ts';
import { ENGINE_EVENTS, type EngineEvent } from './batch.ts';
import { applyEngine } from './service.ts';

/** Events a batch may hold: most carry one order. How many orders a batch may hold is bounded by its bytes (infra/subscribers.ts). */
const BATCH = 512;

export const engine: Subscriber = {
  name: 'engine',
  types: ENGINE_EVENTS,
  money: true,
  batchSize: BATCH,
  apply: (ctx, events) => applyEngine(ctx, events.map((event): EngineEvent => {
    assert(event.type === 'members.registered' || event.type === 'orders.paid' || event.type === 'orders.confirmed' || event.type === 'orders.refunded' || event.type === 'referral.levelSet', 'the engine is given what it asked for');
    return event;
  })),
};
