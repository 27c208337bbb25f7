/** What of orders stands against closing an account, and what goes with it: the cart. Orders stay, without whom they were sent to. */
import type { Personal } from '#infra/personal.ts';
import { AFTER_SALES_MS } from './domain.ts';
import { deleteCart, unfinishedOf } from './store/personal.ts';

export const ordersPersonal: Personal = {
  async blockers(sql, { memberId, erasedAt }) {
    const { open, returnable } = await unfinishedOf(sql, { memberId, confirmedAfter: new Date(erasedAt.getTime() - AFTER_SALES_MS) });
    return [...(open ? ['openOrders' as const] : []), ...(returnable ? ['returnPeriod' as const] : [])];
  },
  erase: (ctx, memberId) => deleteCart(ctx.tx, memberId),
};
