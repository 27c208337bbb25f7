/**
 * What happens to checkouts and orders after placing. Every change is guarded by the state it starts from, and rows are locked in key
 * order first, so two processes that do the same thing at once do it once and never wait for each other in a ring.
 */
import { instantArray } from '#infra/binary-array.ts';
import { textArray } from '#infra/binary-text-array.ts';
import type { Sql, Tx } from '#infra/sql.ts';
import type { Line, OrderState, Zone } from '#modules/orders/domain.ts';

/** `(bucket, id)` pairs of ids as parameters $1 and $2. */
export function keysOf(ids: readonly bigint[]): [number[], bigint[]] {
  return [ids.map((id) => Number((id >> 12n) & 1023n)), [...ids]];
}

export interface CheckoutKeys {
  readonly checkoutId: bigint;
  readonly memberId: bigint;
  readonly orderIds: readonly bigint[];
}

export interface OrderRow {
  readonly orderId: bigint;
  readonly checkoutId: bigint;
  readonly memberId: bigint;
  readonly supplierId: bigint | null;
  readonly totalFen: bigint;
  readonly lines: readonly Line[];
}

/** Marks checkouts paid by these attempts. Returns those that this changed; the others were not awaiting payment. */
export function markCheckoutsPaid(tx: Tx, payments: readonly { checkoutId: bigint; attemptId: bigint; paidAt: Date }[]): Promise<CheckoutKeys[]> {
  return tx.rows(
    `with wanted as materialized (
       select c.bucket, c.id, p.attempt_id, p.paid_at
       from unnest($1::int[], $2::bigint[], $3::bigint[], $4::timestamptz[]) as p (bucket, id, attempt_id, paid_at)
       join orders.checkout c on c.bucket = p.bucket and c.id = p.id
       where c.state = 'awaitingPayment' order by c.bucket, c.id for no key update of c)
     update orders.checkout c set state = 'paid', paid_at = w.paid_at, attempt_id = w.attempt_id from wanted w
     where c.bucket = w.bucket and c.id = w.id and c.state = 'awaitingPayment'
     returning c.id as "checkoutId", c.member_id as "memberId", c.order_ids as "orderIds"`,
    [...keysOf(payments.map((p) => p.checkoutId)), payments.map((p) => p.attemptId), instantArray(payments.map((p) => p.paidAt))]);
}

/** State and paying attempt of checkouts. */
export function checkoutStates(tx: Tx, ids: readonly bigint[]): Promise<{ checkoutId: bigint; state: string; attemptId: bigint | null }[]> {
  return tx.rows(
    `select c.id as "checkoutId", c.state, c.attempt_id as "attemptId" from unnest($1::int[], $2::bigint[]) as k (bucket, id)
     join orders.checkout c on c.bucket = k.bucket and c.id = k.id`, keysOf(ids));
}

/** Orders that go from placed to paid; `paidAt` by order. Returns how many did. */
export function markOrdersPaid(tx: Tx, orders: readonly { orderId: bigint; paidAt: Date }[]): Promise<number> {
  return tx.run(
    `update orders.orders o set state = 'paid', paid_at = k.paid_at from unnest($1::int[], $2::bigint[], $3::timestamptz[]) as k (bucket, id, paid_at)
     where o.bucket = k.bucket and o.id = k.id and o.state = 'placed'`, [...keysOf(orders.map((o) => o.orderId)), instantArray(orders.map((o) => o.paidAt))]);
}

/** Closes open checkouts. Returns those that this closed. */
export function closeCheckouts(tx: Tx, input: { ids: readonly bigint[]; now: Date }): Promise<CheckoutKeys[]> {
  return tx.rows(
    `with wanted as materialized (
       select c.bucket, c.id from unnest($1::int[], $2::bigint[]) as k (bucket, id)
       join orders.checkout c on c.bucket = k.bucket and c.id = k.id
       where c.state = 'awaitingPayment' order by c.bucket, c.id for no key update of c)
     update orders.checkout c set state = 'closed', closed_at = $3 from wanted w
     where c.bucket = w.bucket and c.id = w.id and c.state = 'awaitingPayment'
     returning c.id as "checkoutId", c.member_id as "memberId", c.order_ids as "orderIds"`, [...keysOf(input.ids), input.now]);
}

/** Cancels placed orders; returns how many. */
export function cancelOrders(tx: Tx, input: { orderIds: readonly bigint[]; now: Date }): Promise<number> {
  return tx.run(
    `update orders.orders o set state = 'cancelled', cancelled_at = $3 from unnest($1::int[], $2::bigint[]) as k (bucket, id)
     where o.bucket = k.bucket and o.id = k.id and o.state = 'placed'`, [...keysOf(input.orderIds), input.now]);
}

/**
 * Locks the stock of the orders' goods. Whoever puts goods back does this before he touches a checkout: the place lanes lock stock first and
 * may then wait for a checkout (its key, its flow), so in the other order the two would wait for each other.
 */
export async function holdStock(tx: Tx, orderIds: readonly bigint[]): Promise<void> {
  await tx.run(
    `select 1 from (
       select distinct l.bucket, l.sku_id from unnest($1::int[], $2::bigint[]) as k (bucket, id)
       join orders.order_line l on l.bucket = k.bucket and l.order_id = k.id) as g
     join orders.stock s on s.bucket = g.bucket and s.sku_id = g.sku_id order by s.bucket, s.sku_id for no key update of s`, keysOf(orderIds));
}

/** Puts the goods of the orders back on the shelf; the caller holds their stock, and his guard makes sure that it happens once. */
export async function returnStock(tx: Tx, orderIds: readonly bigint[]): Promise<void> {
  await tx.run(
    `update orders.stock s set available = s.available + g.quantity from (
       select l.bucket, l.sku_id, sum(l.quantity)::int as quantity from unnest($1::int[], $2::bigint[]) as k (bucket, id)
       join orders.order_line l on l.bucket = k.bucket and l.order_id = k.id group by l.bucket, l.sku_id) as g
     where s.bucket = g.bucket and s.sku_id = g.sku_id`, keysOf(orderIds));
}

/** Unpaid checkouts whose time is over, at most `limit`; `after` bounds the search from below. */
export function dueCheckouts(sql: Sql, input: { after: Date; now: Date; limit: number }): Promise<Omit<CheckoutKeys, 'memberId'>[]> {
  return sql.rows(
    `select id as "checkoutId", order_ids as "orderIds" from orders.checkout where pay_before > $1 and pay_before <= $2 and state = 'awaitingPayment' order by bucket, id limit $3`,
    [input.after, input.now, input.limit]);
}

/** Ships a paid order of this fulfiller (null: the platform itself). Returns whether it did. */
export async function shipOrder(tx: Tx, input: { orderId: bigint; carrier: string; trackingNumber: string; now: Date; confirmDueAt: Date }): Promise<boolean> {
  const [[bucket], [id]] = keysOf([input.orderId]);
  return await tx.run(
    `update orders.orders set state = 'shipped', shipped_at = $3, carrier = $4, tracking_number = $5, confirm_due_at = $6
     where bucket = $1 and id = $2 and state = 'paid'`, [bucket, id, input.now, input.carrier, input.trackingNumber, input.confirmDueAt]) === 1;
}

/** Confirms shipped orders that no after-sales case holds. Returns the ids of those that this confirmed. */
export async function confirmOrders(tx: Tx, input: { orderIds: readonly bigint[]; now: Date }): Promise<bigint[]> {
  const rows = await tx.rows<{ id: bigint }>(
    `with wanted as materialized (
       select o.bucket, o.id from unnest($1::int[], $2::bigint[]) as k (bucket, id)
       join orders.orders o on o.bucket = k.bucket and o.id = k.id
       where o.state = 'shipped' and o.held_at is null order by o.bucket, o.id for no key update of o)
     update orders.orders o set state = 'confirmed', confirmed_at = $3, confirm_due_at = null from wanted w
     where o.bucket = w.bucket and o.id = w.id and o.state = 'shipped' and o.held_at is null returning o.id`, [...keysOf(input.orderIds), input.now]);
  return rows.map(({ id }) => id);
}

/** Shipped orders that count as received by now, at most `limit`. */
export function dueConfirmations(sql: Sql, input: { now: Date; limit: number }): Promise<{ id: bigint }[]> {
  return sql.rows('select id from orders.orders where confirm_due_at <= $1 and held_at is null order by confirm_due_at, bucket, id limit $2', [input.now, input.limit]);
}

/** Marks a locked order as refunded. */
export async function markRefunded(tx: Tx, input: { orderId: bigint; now: Date }): Promise<void> {
  const [[bucket], [id]] = keysOf([input.orderId]);
  await tx.run(`update orders.orders set state = 'refunded', refunded_at = $3, confirm_due_at = null, held_at = null where bucket = $1 and id = $2`, [bucket, id, input.now]);
}

/** Holds a locked order: the sweep that confirms leaves it alone. */
export async function markHeld(tx: Tx, input: { orderId: bigint; now: Date }): Promise<void> {
  const [[bucket], [id]] = keysOf([input.orderId]);
  await tx.run('update orders.orders set held_at = $3 where bucket = $1 and id = $2', [bucket, id, input.now]);
}

/** Ends the hold of a locked order; the time until it is confirmed goes on where it stood still. */
export async function endHold(tx: Tx, input: { orderId: bigint; now: Date }): Promise<void> {
  const [[bucket], [id]] = keysOf([input.orderId]);
  await tx.run(
    'update orders.orders set confirm_due_at = confirm_due_at + ($3::timestamptz - held_at), held_at = null where bucket = $1 and id = $2 and held_at is not null', [bucket, id, input.now]);
}

/** Notes on the members' lists whether an after-sales case of an order is open. */
export async function markCases(tx: Tx, orders: readonly { memberId: bigint; orderId: bigint; open: boolean }[]): Promise<void> {
  await tx.run(
    `update orders.member_order m set case_open = k.open from unnest($1::int[], $2::bigint[], $3::bigint[], $4::boolean[]) as k (bucket, member_id, order_id, open)
     where m.bucket = k.bucket and m.member_id = k.member_id and m.order_id = k.order_id`,
    [keysOf(orders.map((o) => o.memberId))[0], orders.map((o) => o.memberId), orders.map((o) => o.orderId), orders.map((o) => o.open)]);
}

interface FactRow {
  orderId: bigint; checkoutId: bigint; memberId: bigint; supplierId: bigint | null; totalFen: bigint;
  productId: bigint; skuId: bigint; bucket: number; quantity: number; unitFen: bigint; supplyFen: bigint; unitSv: bigint; zone: Zone;
}

/** Orders with their lines, in order of id: what events tell about them. */
export async function ordersWithLines(sql: Sql, ids: readonly bigint[]): Promise<OrderRow[]> {
  const rows = await sql.rows<FactRow>(
    `select l.order_id as "orderId", l.checkout_id as "checkoutId", l.member_id as "memberId", l.supplier_id as "supplierId", l.total_fen as "totalFen",
       l.product_id as "productId", l.sku_id as "skuId", l.bucket, l.quantity, l.unit_fen as "unitFen", l.supply_fen as "supplyFen", l.unit_sv as "unitSv", l.zone
     from unnest($1::int[], $2::bigint[]) as k (bucket, id) join orders.order_line l on l.bucket = k.bucket and l.order_id = k.id order by l.order_id, l.line`, keysOf(ids));
  const orders = new Map<bigint, OrderRow & { lines: Line[] }>();
  for (const { orderId, checkoutId, memberId, supplierId, totalFen, ...line } of rows) {
    const order = orders.get(orderId) ?? { orderId, checkoutId, memberId, supplierId, totalFen, lines: [] };
    order.lines.push({ ...line, supplierId });
    orders.set(orderId, order);
  }
  return [...orders.values()];
}

/** Sets the state in the members' lists. */
export async function markListed(tx: Tx, orders: readonly { memberId: bigint; orderId: bigint; state: OrderState }[]): Promise<void> {
  await tx.run(
    `update orders.member_order m set state = k.state from unnest($1::int[], $2::bigint[], $3::bigint[], $4::text[]) as k (bucket, member_id, order_id, state)
     where m.bucket = k.bucket and m.member_id = k.member_id and m.order_id = k.order_id`,
    [keysOf(orders.map((o) => o.memberId))[0], orders.map((o) => o.memberId), orders.map((o) => o.orderId), orders.map((o) => o.state)]);
}

/** Puts orders on their members' lists; an order that stands there already is left alone. */
export async function listOrders(tx: Tx, orders: readonly { order: OrderRow; placedAt: Date; lines: string }[]): Promise<void> {
  await tx.run(
    `insert into orders.member_order (bucket, member_id, order_id, checkout_id, supplier_id, state, total_fen, placed_at, lines)
     select k.bucket, k.member_id, k.order_id, k.checkout_id, nullif(k.supplier_id, 0), 'placed', k.total_fen, k.placed_at, k.lines::jsonb
     from unnest($1::int[], $2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[], $7::timestamptz[], $8::text[])
       as k (bucket, member_id, order_id, checkout_id, supplier_id, total_fen, placed_at, lines)
     on conflict do nothing`,
    [keysOf(orders.map((o) => o.order.memberId))[0], orders.map((o) => o.order.memberId), orders.map((o) => o.order.orderId),
      orders.map((o) => o.order.checkoutId), orders.map((o) => o.order.supplierId ?? 0n), orders.map((o) => o.order.totalFen),
      instantArray(orders.map((o) => o.placedAt)), textArray(orders.map((o) => o.lines))]);
}

/** Orders of a supplier that are not over: unpaid, paid or on their way. Reads his whole bucket, for what happens once in a supplier's life. */
export async function countOpenOrders(sql: Sql, supplier: { readonly bucket: number; readonly id: bigint }): Promise<bigint> {
  return (await sql.one<{ count: bigint }>(
    "select count(*) as count from orders.orders where bucket = $1 and supplier_id = $2 and state in ('placed', 'paid', 'shipped')", [supplier.bucket, supplier.id])).count;
}
