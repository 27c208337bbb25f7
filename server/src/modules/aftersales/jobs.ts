/** Deadlines: who says nothing in time leaves the decision to the platform, or gives his case up. */
import type { Sweep } from '#infra/module.ts';
import type { Orders } from '#modules/orders/index.ts';
import { lapse } from './service.ts';
import { dueCases } from './store.ts';

const SWEEP_LIMIT = 100;
const SYSTEM = { actor: { kind: 'system', name: 'aftersales.deadlines' }, requestId: 'aftersales.deadlines' } as const;

/** The sweep of after-sales: a unit of work a case. */
export function aftersalesSweeps(orders: Orders): readonly Sweep[] {
  const { infra } = orders;
  return [{
    name: 'aftersales.deadlines',
    async run() {
      const due = await dueCases(infra.sql, { now: infra.clock.now(), limit: SWEEP_LIMIT });
      for (const caseId of due) await infra.unit(SYSTEM, (ctx) => lapse(orders, ctx, caseId));
      return due.length;
    },
  }];
}
