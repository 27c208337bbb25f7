import type { OrderFacts } from '#app/events.ts';
import type { Infra } from '#infra/infra.ts';
import type { Job, Subscriber, Sweep } from '#infra/module.ts';
import { IMPORT_JOB, importSome } from './service/imports.ts';
import { catalogOf } from './service/snapshot.ts';
import { addSales, raiseVersion, setResting } from './store/products.ts';

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

/** Goods of a supplier who is suspended or gone leave sale; they come back with him. */
export const restingSubscriber: Subscriber = {
  name: 'catalog.suppliers', types: ['suppliers.changed'], money: false,
  async apply(ctx, events) {
    const resting = new Map<bigint, boolean>();
    for (const event of events) {
      if (event.type !== 'suppliers.changed' || event.payload.supplierId === null) continue;
      resting.set(BigInt(event.payload.supplierId), event.payload.to !== 'approved');
    }
    if (resting.size === 0) return;
    for (const state of [true, false]) await setResting(ctx.tx, { supplierIds: [...resting].flatMap(([id, rests]) => (rests === state ? [id] : [])), resting: state });
    await raiseVersion(ctx.tx);
  },
};

/** Makes drafts of a sheet, a few at a time, until none is left. */
export function importJob(infra: Infra): Job {
  return {
    name: IMPORT_JOB,
    async run(input) {
      const { importId } = input as { importId: string };
      const origin = { actor: { kind: 'system', name: IMPORT_JOB }, requestId: `import:${importId}` } as const;
      let left = true;
      while (left) left = await infra.unit(origin, (ctx) => importSome(ctx, BigInt(importId)));
    },
  };
}
