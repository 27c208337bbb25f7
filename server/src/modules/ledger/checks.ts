/** That the books balance, that accounts are their transfers, and that nothing sealed was changed. */
import { type Check, doubtful, failed, fine } from '#infra/check.ts';
import type { Infra } from '#infra/infra.ts';
import { dayOf } from '#kernel/day.ts';
import { BUCKETS, leastIdAt } from '#kernel/id.ts';
import { verifyBucket } from './service/sealing.ts';
import * as store from './store/seals.ts';

/** Entries that are hashed anew at most; every day begins at another bucket. */
const MOST_ENTRIES = 200_000n;
const STEP = 389;
const UNSEALED_MS = 10 * 60_000;
const RESTORE = 'The books were changed from outside, or the disk is failing. Stop the shop and restore the last backup.';

/** The checks of the ledger. */
export function ledgerChecks(infra: Infra): readonly Check[] {
  return [{
    name: 'ledger sums',
    async run(sql) {
      const off = await store.listImbalances(sql);
      return off.length === 0 ? fine('the accounts of every asset add up to zero') : failed(off.map(({ asset, sum }) => `${asset} is off by ${sum} atoms`).join('; '), RESTORE);
    },
  }, {
    name: 'ledger proofs',
    async run(sql) {
      const buckets = await store.listBuckets(sql);
      const first = (dayOf(infra.clock.wall()) * STEP) % BUCKETS;
      let entries = 0n;
      let examined = 0;
      for (const { bucket } of [...buckets.filter((one) => one.bucket >= first), ...buckets.filter((one) => one.bucket < first)]) {
        if (entries >= MOST_ENTRIES) break;
        const found = await verifyBucket(sql, bucket);
        if (found.difference) return failed(`bucket ${bucket}: ${Object.values(found.difference).map(String).join(', ')}`, RESTORE);
        entries += found.entries;
        examined += 1;
      }
      return fine(`${examined} of ${buckets.length} buckets, ${entries} sealed entries: chains of seals and accounts are what the transfers say`);
    },
  }, {
    name: 'ledger sealing',
    async run(sql) {
      const late = await store.listUnsealed(sql, { beforeId: leastIdAt(infra.clock.wall().getTime() - UNSEALED_MS), limit: BUCKETS });
      return late.length === 0 ? fine('nothing older than ten minutes is unsealed')
        : doubtful(`${late.length} buckets hold entries older than ten minutes that are not sealed`, 'They are sealed within a minute while the shop runs; if it runs, its log says why not.');
    },
  }];
}
