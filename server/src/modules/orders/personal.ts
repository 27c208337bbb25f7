/** What a member is given of his orders, what of them stands against closing his account, and what goes with it: the cart. Orders stay, without whom they were sent to. */
import type { Personal } from '#infra/personal.ts';
import { formatAtoms } from '#kernel/amount.ts';
import { AFTER_SALES_MS } from './domain.ts';
import { cartOf, deleteCart, ordersOf, unfinishedOf } from './store/personal.ts';

const yuan = (fen: bigint): string => `${formatAtoms(fen, 2)} CNY`;

export const ordersPersonal: Personal = {
  async export(sql, { memberId }) {
    const orders = await ordersOf(sql, memberId);
    return {
      orders: {
        orders: orders.map(({ totalFen, lines, ...order }) => ({
          ...order, total: yuan(totalFen), lines: lines.map(({ title, skuName, quantity, unitFen }) => ({ title, skuName, quantity, unit: yuan(BigInt(unitFen)) })),
        })),
        cart: await cartOf(sql, memberId),
      },
    };
  },
  async blockers(sql, { memberId, erasedAt }) {
    const { open, returnable } = await unfinishedOf(sql, { memberId, confirmedAfter: new Date(erasedAt.getTime() - AFTER_SALES_MS) });
    return [...(open ? ['openOrders' as const] : []), ...(returnable ? ['returnPeriod' as const] : [])];
  },
  erase: (ctx, memberId) => deleteCart(ctx.tx, memberId),
};
