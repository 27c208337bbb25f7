/** Answered complaints close by themselves. */
import type { Infra } from '#infra/infra.ts';
import type { Sweep } from '#infra/module.ts';
import { settleLeft } from './service.ts';
import { listSettled } from './store.ts';

const SWEEP_LIMIT = 100;
const SYSTEM = { actor: { kind: 'system', name: 'complaints.settled' }, requestId: 'complaints.settled' } as const;

/** The sweep of complaints: a unit of work each. */
export function complaintsSweeps(infra: Infra): readonly Sweep[] {
  return [{
    name: 'complaints.settled',
    async run() {
      const due = await listSettled(infra.sql, { now: infra.clock.now(), limit: SWEEP_LIMIT });
      for (const { id } of due) await infra.unit(SYSTEM, (ctx) => settleLeft(ctx, id));
      return due.length;
    },
  }];
}
