/** That no payment stays in doubt and no refund unsent. */
import { type Check, doubtful, fine } from '#infra/check.ts';
import type { Infra } from '#infra/infra.ts';
import { countInDoubt } from './store/attempts.ts';

const LATE_MS = 60 * 60_000;

/** The check of payments. */
export function paymentsChecks(infra: Infra): readonly Check[] {
  return [{
    name: 'payments',
    async run(sql) {
      const { attempts, refunds } = await countInDoubt(sql, new Date(infra.clock.now().getTime() - LATE_MS));
      if (attempts + refunds === 0n) return fine('none is in doubt, no refund is overdue');
      return doubtful(`${attempts} attempts are in doubt and ${refunds} refunds unconfirmed an hour after their time`, 'The gateway is asked again while the shop runs; if it runs, compare with the gateway and see what jobs have failed.');
    },
  }];
}
