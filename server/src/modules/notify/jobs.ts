/** The subscription `notify`: it moves no money, and what was set aside may be told later. And the end of old messages. */
import type { LoggedEvent } from '#app/events.ts';
import type { Infra } from '#infra/infra.ts';
import type { Subscriber, Sweep } from '#infra/module.ts';
import { assert } from '#kernel/assert.ts';
import { TOLD, type ToldEvent } from './domain.ts';
import { forgetOld, tellOf } from './service.ts';

const HOUR_MS = 3_600_000;
const AT_ONCE = 1_000;

const isTold = (event: LoggedEvent): event is ToldEvent => TOLD.some((type) => type === event.type);

export const notifySubscriber: Subscriber = {
  name: 'notify', types: [...TOLD], money: false, anyOrder: true,
  apply(ctx, events) {
    assert(events.every(isTold), 'notify is given what it asked for');
    return tellOf(ctx, events);
  },
};

/** Once an hour of business time, and then until nothing is left. */
export function cleanUpSweep(infra: Infra): Sweep {
  let nextMs = 0;
  return {
    name: 'notify.cleanUp',
    async run() {
      const nowMs = infra.clock.now().getTime();
      if (nowMs < nextMs) return 0;
      const gone = await forgetOld(infra, AT_ONCE);
      if (gone < AT_ONCE) nextMs = nowMs + HOUR_MS;
      return gone;
    },
  };
}
