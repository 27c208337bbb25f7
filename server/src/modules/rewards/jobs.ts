/** The one ordered money subscription (ARCHITECTURE 4.8), and the sweep that lets go what it held. */
import type { Infra } from '#infra/infra.ts';
import type { Subscriber, Sweep } from '#infra/module.ts';
import { assert } from '#kernel/assert.ts';
import { ENGINE_EVENTS, type EngineEvent } from './batch.ts';
import { applyEngine, releaseDue } from './service.ts';

/** Events a batch may hold: most carry one order. How many orders a batch may hold is bounded by its bytes (infra/subscribers.ts). */
const BATCH = 512;
const isOurs = (type: string): type is EngineEvent['type'] => ENGINE_EVENTS.some((one) => one === type);

/** The engine of a database in which grants are made (`open`) or held. */
export function engine(open: boolean): Subscriber {
  return {
    name: 'engine',
    types: ENGINE_EVENTS,
    money: true,
    batchSize: BATCH,
    apply: (ctx, events) => applyEngine(ctx, events.map((event): EngineEvent => {
      assert(isOurs(event.type), 'the engine is given what it asked for');
      return event as EngineEvent;
    }), open),
  };
}

/** Lets go what is due while grants are made. */
export function maturitySweep(infra: Infra, open: boolean): Sweep {
  return { name: 'rewards.mature', run: async () => (open ? infra.unit({ actor: { kind: 'system', name: 'rewards.mature' }, requestId: 'rewards.mature' }, releaseDue) : 0) };
}
