/** Webhooks are told: the subscriber that writes messages, the sweeps that find them due or old, the job that sends them. */
import type { Infra } from '#infra/infra.ts';
import type { Job, Subscriber, Sweep } from '#infra/module.ts';
import { assert } from '#kernel/assert.ts';
import { DAY_MS } from '#kernel/day.ts';
import { announce, DELIVER, deliver, queueDue } from './webhook-delivery.ts';
import { WEBHOOK_KINDS } from './webhook-facts.ts';
import { deleteOld } from './webhook-store.ts';

/** Messages are kept for this long. */
const KEPT_MS = 30 * DAY_MS;
const CLEAN_EVERY_MS = 60_000;
const CLEAN_LIMIT = 5_000;

/** Moves no money; each message is written once, and no order among them is promised. */
export const webhookSubscriber: Subscriber = { name: 'webhooks', types: WEBHOOK_KINDS, money: false, anyOrder: true, apply: announce };

/** The sweeps of webhooks: what is due by wall time is given to jobs, what is old goes. */
export function webhookSweeps(infra: Infra): readonly Sweep[] {
  let nextMs = 0;
  return [{ name: 'platform.webhooks', run: () => queueDue(infra) }, {
    name: 'platform.cleanUp',
    async run() {
      const now = infra.clock.wall().getTime();
      if (now < nextMs) return 0;
      nextMs = now + CLEAN_EVERY_MS;
      return deleteOld(infra.sql, { before: new Date(now - KEPT_MS), limit: CLEAN_LIMIT });
    },
  }];
}

function webhookIn(input: unknown): bigint {
  const found = typeof input === 'object' && input !== null && 'webhookId' in input ? input.webhookId : undefined;
  assert(typeof found === 'string', 'the job names a webhook');
  return BigInt(found);
}

export function webhookJobs(infra: Infra): readonly Job[] {
  return [{ name: DELIVER, run: (input) => deliver(infra, webhookIn(input)) }];
}
