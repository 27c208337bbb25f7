/** That no case waits beyond its deadline. */
import { type Check, doubtful, fine } from '#infra/check.ts';
import type { Infra } from '#infra/infra.ts';
import { countLate } from './store.ts';

const LATE_MS = 60 * 60_000;

/** The check of after-sales. */
export function aftersalesChecks(infra: Infra): readonly Check[] {
  return [{
    name: 'after-sales',
    async run(sql) {
      const { open, late } = await countLate(sql, new Date(infra.clock.now().getTime() - LATE_MS));
      if (late === 0n) return fine(`${open} cases are open, none is an hour beyond its deadline`);
      return doubtful(`${late} of ${open} open cases are an hour or more beyond their deadline`, 'They go on within seconds while the shop runs; if it runs, its log says why not.');
    },
  }];
}
