/** Sends codes, and forgets what has expired. */
import type { Infra } from '#infra/infra.ts';
import type { Job, Sweep } from '#infra/module.ts';
import { makeSms, type Sms } from '#infra/sms.ts';
import { DORMANT_MS } from './domain/limits.ts';
import { sendCodeJob, tellPhoneJob } from './service/codes.ts';
import { deleteExpired } from './store/limits.ts';
import { deleteEnded } from './store/sessions.ts';

const EVERY_MS = 60_000;

export function identityJobs(infra: Infra, sms: Sms = makeSms(infra.config)): readonly Job[] {
  return [sendCodeJob(infra, sms), tellPhoneJob(infra, sms)];
}

/** Once a minute of wall time deletes expired codes, counters, spent words and long-ended sessions. */
export function cleanUpSweep(infra: Infra): Sweep {
  let nextMs = 0;
  return {
    name: 'identity.cleanUp',
    async run() {
      const now = infra.clock.wall();
      if (now.getTime() < nextMs) return 0;
      nextMs = now.getTime() + EVERY_MS;
      const expired = await deleteExpired(infra.sql, now);
      // Ended sessions tell what happened, and when an account was last used.
      return expired + (await deleteEnded(infra.sql, new Date(now.getTime() - DORMANT_MS)));
    },
  };
}
