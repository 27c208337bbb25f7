/** Forgets proofs that have ended, and drafts that nobody comes back to. */
import type { Infra } from '#infra/infra.ts';
import type { Sweep } from '#infra/module.ts';
import { DAY_MS } from '#kernel/day.ts';
import { deleteStale } from './store/applications.ts';

const EVERY_MS = 60_000;
/** A draft that was never handed in holds personal data for nothing. */
const DRAFT_LIFE_MS = 90 * DAY_MS;

/** Once a minute of wall time. */
export function cleanUpSweep(infra: Infra): Sweep {
  let nextMs = 0;
  return {
    name: 'suppliers.cleanUp',
    async run() {
      const now = infra.clock.wall();
      if (now.getTime() < nextMs) return 0;
      nextMs = now.getTime() + EVERY_MS;
      return deleteStale(infra.sql, { now, staleBefore: new Date(infra.clock.now().getTime() - DRAFT_LIFE_MS) });
    },
  };
}
