import type { OrderFacts } from '#app/events.ts';
import type { Infra } from '#infra/infra.ts';
import type { Subscriber, Sweep } from '#infra/module.ts';
import { catalogOf } from './service/snapshot.ts';
import { addSales } from './store/products.ts';

/** Looks once a second whether goods, rules or sales changed. It finds no work, so it reports none. */
export function catalogSweeps(infra: Infra): Sweep[] {
  return [{
    name: 'catalog.refresh',
    async run() {
      await catalogOf(infra).refresh();
      return 0;
    },
  }];
}

/** Counts pieces paid for, less those whose money went back. */
export const salesSubscriber: Subscriber = {
  name: 'catalog.sales', types: ['orders.paid', 'orders.refunded'], money: false, anyOrder: true,
  async apply(ctx, events) {
    const pieces = new Map<bigint, bigint>();
    let position = 0n;
    for (const event of events) {
      if (event.type !== 'orders.paid' && event.type !== 'orders.refunded') continue;
      position = event.position;
      const sign = event.type === 'orders.paid' ? 1n : -1n;
      for (const { productId, quantity } of event.payload.orders.flatMap((order): OrderFacts['lines'] => order.lines)) {
        pieces.set(BigInt(productId), (pieces.get(BigInt(productId)) ?? 0n) + sign * BigInt(quantity));
      }
    }
    if (pieces.size > 0) await addSales(ctx.tx, { position, pieces });
  },
};
