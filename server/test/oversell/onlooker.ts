/** Looks from outside, while others buy, and in the end: no piece is sold twice or lost, and nobody pays for what he does not get. */
import { expect } from 'vitest';
import type { Sql } from '#infra/sql.ts';

/** How many pieces of each SKU were put on the shelf. */
export type Shelf = ReadonlyMap<bigint, number>;

interface Counted {
  readonly skuId: bigint;
  readonly left: number;
  readonly sold: number;
}

/** Pieces left and sold, in one statement and so at one instant. Sold is what stands in orders that are not cancelled, those of flows half way included. */
async function count(sql: Sql, shelf: Shelf): Promise<Counted[]> {
  const rows = await sql.rows<{ skuId: bigint; left: number; sold: bigint }>(
    `select s.sku_id as "skuId", s.available as left, coalesce(sum(l.quantity) filter (where o.state <> 'cancelled'), 0)::bigint as sold
     from orders.stock s left join orders.order_line l on l.bucket = s.bucket and l.sku_id = s.sku_id left join orders.orders o on o.bucket = l.bucket and o.id = l.order_id
     where s.sku_id = any($1::bigint[]) group by s.bucket, s.sku_id`, [[...shelf.keys()]]);
  return rows.map(({ sold, ...row }) => ({ ...row, sold: Number(sold) }));
}

/** The SKUs of which sold + left is not what was put on the shelf, or of which less than nothing is left. */
function wrong(counted: readonly Counted[], shelf: Shelf): Counted[] {
  return counted.filter(({ skuId, left, sold }) => left < 0 || left + sold !== shelf.get(skuId));
}

/** Counts again and again until stopped; then says how often it looked, and in how many looks goods stood in flows half way. Fails at the first wrong count. */
export function watchStock(sql: Sql, shelf: Shelf): { stop(): Promise<{ looks: number; halfWay: number }> } {
  let stopped = false;
  let halfWay = 0;
  const watching = (async () => {
    for (let looks = 1; ; looks++) {
      const counted = await count(sql, shelf);
      expect(counted).toHaveLength(shelf.size);
      expect(wrong(counted, shelf), `look ${looks}`).toEqual([]);
      const { flows } = await sql.one<{ flows: bigint }>(`select count(*) as flows from orders.checkout where state in ('placing', 'releasing')`);
      if (flows > 0n) halfWay += 1;
      if (stopped) return { looks, halfWay };
    }
  })();
  // Whoever stops it hears of its failure; until then it is nobody's.
  watching.catch(() => undefined);
  return {
    stop() {
      stopped = true;
      return watching;
    },
  };
}

/** What must hold once everything due has happened. Returns the pieces left by SKU. */
export async function expectExact(sql: Sql, shelf: Shelf): Promise<Map<bigint, number>> {
  const counted = await count(sql, shelf);
  expect(wrong(counted, shelf)).toEqual([]);
  // Every flow has ended, and every order belongs to a checkout that names it, in the same state and for the same money.
  expect(await sql.rows(`select id, state from orders.checkout where state in ('placing', 'releasing') or flow_due_at is not null`)).toEqual([]);
  expect(await sql.rows(
    `select c.id, o.id as order_id, c.state, o.state as order_state from orders.checkout c full join orders.orders o on o.checkout_id = c.id and o.id = any(c.order_ids)
     where c.id is null or o.id is null or o.member_id <> c.member_id or o.contact_id <> c.contact_id
       or o.state not in (case c.state when 'awaitingPayment' then 'placed' when 'closed' then 'cancelled' else 'paid' end)`)).toEqual([]);
  expect(await sql.rows(
    `select c.id from orders.checkout c join orders.orders o on o.checkout_id = c.id join lateral (
       select sum(l.quantity * l.unit_fen) as fen, count(*) as lines from orders.order_line l where l.bucket = o.bucket and l.order_id = o.id) l on true
     group by c.id, c.total_fen, c.order_ids
     having sum(o.total_fen) <> c.total_fen or sum(l.fen) <> c.total_fen or bool_or(l.fen <> o.total_fen) or count(*) <> cardinality(c.order_ids)`)).toEqual([]);
  // What was kept of a member's money is the total of what he gets, and nothing where he gets nothing.
  expect(await sql.rows(
    `select p.checkout_id, c.state, p.paid, p.returned from (
       select a.checkout_id, sum(a.amount_fen) as paid, coalesce(sum(r.amount_fen), 0) as returned from payments.payment_attempt a
       left join payments.refund r on r.bucket = a.bucket and r.attempt_id = a.id where a.state = 'succeeded' group by a.checkout_id) p
     full join orders.checkout c on c.id = p.checkout_id
     where c.id is null or coalesce(p.paid - p.returned, 0) <> case when c.state = 'paid' then c.total_fen else 0 end`)).toEqual([]);
  // The members' lists tell what stands.
  expect(await sql.rows(
    `select o.id, o.state, m.state as listed from orders.orders o full join orders.member_order m on m.bucket = ((o.member_id >> 12) & 1023)::int and m.member_id = o.member_id and m.order_id = o.id
     where o.id is null or m.order_id is null or m.state <> o.state or m.total_fen <> o.total_fen`)).toEqual([]);
  return new Map(counted.map(({ skuId, left }) => [skuId, left]));
}
