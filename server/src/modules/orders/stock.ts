/** Stock changed by hand: by so many pieces, never to so many, so that what is sold in the same moment is not lost. */
import type { LoggedEvent } from '#app/events.ts';
import type { Ctx } from '#infra/context.ts';
import type { Subscriber } from '#infra/module.ts';
import type { Sql } from '#infra/sql.ts';
import { bucketOf } from '#kernel/id.ts';
import { catalogErrors, findFulfiller } from '#modules/catalog/index.ts';
import { audit } from '#modules/identity/index.ts';
import { errors, type StockReason } from './domain.ts';
import { changeStock, readStock } from './store/reads.ts';

export interface Adjustment {
  readonly skuId: bigint;
  /** Whose goods they must be; null: the platform's own; undefined: anybody's. */
  readonly supplierId?: bigint | null;
  /** Pieces more, or fewer when negative; not zero. */
  readonly change: number;
  readonly reason: StockReason;
  readonly note: string;
}

/** Refuses catalog.skuNotFound when there is no such SKU or it is not of the supplier. Returns the bucket of its stock. */
export async function requireOwn(sql: Sql, key: { skuId: bigint; supplierId?: bigint | null | undefined }): Promise<number> {
  const fulfiller = await findFulfiller(sql, key.skuId);
  if (!fulfiller || (key.supplierId !== undefined && fulfiller.supplierId !== key.supplierId)) throw catalogErrors.skuNotFound();
  return fulfiller.bucket;
}

/** Changes the stock of a SKU and records by whom and why; returns how many pieces are left. Refusals: catalog.skuNotFound, orders.stockOutOfRange. */
export async function adjustStock(ctx: Ctx, input: Adjustment): Promise<number> {
  const { skuId, change, reason, note } = input;
  const bucket = await requireOwn(ctx.tx, input);
  const byAccount = ctx.actor.kind === 'staff' ? ctx.actor.accountId : null;
  const left = await changeStock(ctx.tx, { id: ctx.newId(bucket), bucket, skuId, change, reason, note, byAccount, at: ctx.now });
  if (left === undefined) throw errors.stockOutOfRange({ available: (await readStock(ctx.tx, [{ bucket, skuId }])).get(skuId) ?? 0 });
  await audit(ctx, { act: 'orders.stockChanged', target: `sku:${skuId}`, detail: { change, reason, ...(note === '' ? {} : { note }) }, before: { available: left - change }, after: { available: left } });
  return left;
}

/** Puts the first pieces of approved goods on the shelf. */
export const stockSubscriber: Subscriber = {
  name: 'orders.stock', types: ['catalog.reviewed'], money: false, anyOrder: true,
  async apply(ctx, events: readonly LoggedEvent[]) {
    const fresh = events.flatMap((event) => (event.type === 'catalog.reviewed' ? event.payload.skus : [])).filter(({ pieces }) => pieces > 0);
    // A reviewer approves one product at a time: these are few.
    for (const { skuId, pieces } of fresh) {
      const id = BigInt(skuId);
      await changeStock(ctx.tx, { id: ctx.newId(bucketOf(id)), bucket: bucketOf(id), skuId: id, change: pieces, reason: 'initial', note: '', byAccount: null, at: ctx.now });
    }
  },
};
