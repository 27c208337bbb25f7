import type { Subscriber } from '#infra/module.ts';
import { foldDays } from './service.ts';

/** Counts add up in any order, so a parked event may be applied later. */
export const daysSubscriber: Subscriber = {
  name: 'reports.days', types: ['members.registered', 'orders.paid', 'orders.refunded', 'airdrop.noonRun'], money: false, anyOrder: true,
  apply: foldDays,
};
