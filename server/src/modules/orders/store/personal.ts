/** What a member has not finished, and what is his alone. */
import type { Exported } from '#infra/personal.ts';
import type { Sql, Tx } from '#infra/sql.ts';
import { keysOf } from './life.ts';
import type { ShownLine } from './reads.ts';

/**
 * Whether a member has something under way, by his checkouts, which are never late, as his list may be; and whether an order was confirmed after
 * `confirmedAfter`, so that its goods may still come back.
 */
export function unfinishedOf(sql: Sql, query: { memberId: bigint; confirmedAfter: Date }): Promise<{ open: boolean; returnable: boolean }> {
  const [[bucket]] = keysOf([query.memberId]);
  return sql.one(
    `with his as materialized (
       select o.state, o.confirmed_at from orders.checkout c cross join lateral unnest(c.order_ids) as k (id)
         join orders.orders o on o.bucket = ((k.id >> 12) & 1023)::int and o.id = k.id where c.bucket = $1 and c.member_id = $2)
     select exists (select from his where state in ('placed', 'paid', 'shipped'))
         or exists (select from orders.checkout c where c.bucket = $1 and c.member_id = $2 and c.state in ('awaitingPayment', 'placing', 'releasing')) as open,
       exists (select from his where state = 'confirmed' and confirmed_at > $3) as returnable`, [bucket, query.memberId, query.confirmedAfter]);
}

export async function deleteCart(tx: Tx, memberId: bigint): Promise<void> {
  await tx.run('delete from orders.cart where member_id = $1', [memberId]);
}

/** All orders of a member as his list has them, oldest first. */
export function ordersOf(sql: Sql, memberId: bigint): Promise<{ orderId: bigint; checkoutId: bigint; state: string; placedAt: Date; totalFen: bigint; lines: readonly ShownLine[] }[]> {
  const [[bucket]] = keysOf([memberId]);
  return sql.rows(
    `select order_id as "orderId", checkout_id as "checkoutId", state, placed_at as "placedAt", total_fen as "totalFen", lines from orders.member_order
     where bucket = $1 and member_id = $2 order by order_id`, [bucket, memberId]);
}

/** The cart as it is kept. */
export async function cartOf(sql: Sql, memberId: bigint): Promise<Exported> {
  return (await sql.maybe<{ lines: Exported }>('select lines from orders.cart where member_id = $1', [memberId]))?.lines ?? [];
}
