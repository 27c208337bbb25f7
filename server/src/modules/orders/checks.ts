/** That no checkout stays half placed or unpaid, and that stock is never below zero. */
import { type Check, doubtful, failed, fine } from '#infra/check.ts';
import type { Infra } from '#infra/infra.ts';
import { countOverdue, countStock } from './store/reads.ts';

const LATE_MS = 10 * 60_000;

/** The checks of orders. */
export function ordersChecks(infra: Infra): readonly Check[] {
  return [{
    name: 'checkouts',
    async run(sql) {
      const { flows, unpaid } = await countOverdue(sql, new Date(infra.clock.now().getTime() - LATE_MS));
      if (flows + unpaid === 0n) return fine('none is stuck half placed, none unpaid beyond its time');
      return doubtful(`${flows} are stuck half placed, ${unpaid} unpaid beyond their time`, 'They are ended within seconds while the shop runs; if it runs, its log says why not.');
    },
  }, {
    name: 'stock',
    async run(sql) {
      const { skus, below } = await countStock(sql);
      return below === 0n ? fine(`${skus} variants, none below zero`) : failed(`${below} of ${skus} variants are below zero`, 'Stock was changed from outside. Count the shelves and set it at the console.');
    },
  }];
}
