/** Erases whose seven days are over. */
import { type Check, failed, fine } from '#infra/check.ts';
import type { Infra } from '#infra/infra.ts';
import type { Sweep } from '#infra/module.ts';
import { eraseDue, type PersonalParts } from './closing.ts';
import { countHalfErased, dueClosings } from './closing-store.ts';

const SWEEP_LIMIT = 20;
const SYSTEM = { actor: { kind: 'system', name: 'members.closings' }, requestId: 'members.closings' } as const;

/** The sweep of closings: a unit of work each. */
export function closingSweep(infra: Infra, parts: PersonalParts): Sweep {
  return {
    name: 'members.closings',
    async run() {
      const due = await dueClosings(infra.sql, { now: infra.clock.now(), limit: SWEEP_LIMIT });
      for (const { memberId } of due) {
        const erased = await infra.unit(SYSTEM, (ctx) => eraseDue(ctx, parts, memberId));
        if (erased) for (const part of parts()) part.forget?.(memberId);
      }
      return due.length;
    },
  };
}

/** That a closed account is erased, and that nobody else is. */
export const closingCheck: Check = {
  name: 'closed accounts',
  async run(sql) {
    const { left, unclosed, closed } = await countHalfErased(sql);
    return left + unclosed === 0n ? fine(`${closed} closed accounts, nothing of them left`)
      : failed(`${left} closed accounts still have personal data; ${unclosed} members have no phone and were never closed`, 'Members were changed from outside. Restore the last backup.');
  },
};
