/** The ordered subscription `team`: it moves no money, and its effects are sums, so an event set aside may be applied later. */
import type { Subscriber } from '#infra/module.ts';
import { assert } from '#kernel/assert.ts';
import { applyTeam, type TeamEvent } from './service.ts';

const BATCH = 512;

export const teamSubscriber: Subscriber = {
  name: 'team',
  types: ['members.registered', 'referral.promoted', 'referral.demoted', 'orders.confirmed', 'orders.refunded'],
  money: false,
  anyOrder: true,
  batchSize: BATCH,
  apply: (ctx, events) => applyTeam(ctx, events.map((event): TeamEvent => {
    assert(event.type === 'members.registered' || event.type === 'referral.promoted' || event.type === 'referral.demoted' || event.type === 'orders.confirmed' || event.type === 'orders.refunded', 'the team is given what it asked for');
    return event;
  })),
};
