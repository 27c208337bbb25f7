/** What pages show of checkouts, orders and stock. Lists hold ids of their own bucket first; details follow by key. */
import type { Sql, Tx } from '#infra/sql.ts';
import type { CheckoutState, OrderState, Zone } from '#modules/orders/domain.ts';
import { keysOf } from './life.ts';

/** A line as it was called and shown on the day of the order. */
export interface ShownLine {
  readonly productId: string;
  readonly skuId: string;
  readonly title: string;
  readonly skuName: string;
  readonly imageUrl: string | null;
  readonly quantity: number;
  readonly unitFen: string;
  readonly zone: Zone;
}

export interface ListedOrder {
  readonly orderId: bigint;
  readonly checkoutId: bigint;
  readonly memberId: bigint;
  readonly supplierId: bigint | null;
  readonly state: OrderState;
  readonly totalFen: bigint;
  readonly placedAt: Date;
  readonly lines: readonly ShownLine[];
}

export interface OrderDetail {
  readonly orderId: bigint;
  readonly checkoutId: bigint;
  readonly memberId: bigint;
  readonly supplierId: bigint | null;
  readonly contactId: bigint;
  readonly state: OrderState;
  readonly totalFen: bigint;
  readonly placedAt: Date;
  readonly paidAt: Date | null;
  readonly shippedAt: Date | null;
  readonly carrier: string | null;
  readonly trackingNumber: string | null;
  readonly confirmDueAt: Date | null;
  readonly confirmedAt: Date | null;
  readonly cancelledAt: Date | null;
  readonly refundedAt: Date | null;
  /** Since when an after-sales case is open. */
  readonly heldAt: Date | null;
}

export interface CheckoutRow {
  readonly checkoutId: bigint;
  readonly memberId: bigint;
  readonly state: CheckoutState;
  readonly totalFen: bigint;
  readonly contactId: bigint;
  readonly orderIds: readonly bigint[];
  readonly placedAt: Date;
  readonly payBefore: Date;
  /** The attempt that paid it. */
  readonly attemptId: bigint | null;
}

/** Far from where int ends, so that returning goods never overflows. */
const MOST_PIECES = 100_000_000;
const LISTED = `m.order_id as "orderId", m.checkout_id as "checkoutId", m.member_id as "memberId", m.supplier_id as "supplierId", m.state,
  m.total_fen as "totalFen", m.placed_at as "placedAt", m.lines`;
const DETAIL = `o.id as "orderId", o.checkout_id as "checkoutId", o.member_id as "memberId", o.supplier_id as "supplierId", o.contact_id as "contactId", o.state,
  o.total_fen as "totalFen", o.placed_at as "placedAt", o.paid_at as "paidAt", o.shipped_at as "shippedAt", o.carrier, o.tracking_number as "trackingNumber",
  o.confirm_due_at as "confirmDueAt", o.confirmed_at as "confirmedAt", o.cancelled_at as "cancelledAt",
  o.refunded_at as "refundedAt", o.held_at as "heldAt"`;

/** A member's orders, newest first, from before `before`. */
export function memberOrders(sql: Sql, input: { memberId: bigint; state: OrderState | null; before: bigint | null; limit: number }): Promise<ListedOrder[]> {
  return sql.rows(
    `select ${LISTED} from orders.member_order m where m.bucket = $1 and m.member_id = $2 and ($3::text is null or m.state = $3)
     and ($4::bigint is null or m.order_id < $4) order by m.order_id desc limit $5`,
    [keysOf([input.memberId])[0][0], input.memberId, input.state, input.before, input.limit]);
}

/** The list entries of orders, keyed by member and order. */
export function listedOrders(sql: Sql, orders: readonly { memberId: bigint; orderId: bigint }[]): Promise<ListedOrder[]> {
  return sql.rows(
    `select ${LISTED} from unnest($1::int[], $2::bigint[], $3::bigint[]) as k (bucket, member_id, order_id)
     join orders.member_order m on m.bucket = k.bucket and m.member_id = k.member_id and m.order_id = k.order_id`,
    [keysOf(orders.map((o) => o.memberId))[0], orders.map((o) => o.memberId), orders.map((o) => o.orderId)]);
}

/** Orders of everybody, newest first. `search` is an order, checkout or member id. */
export function allOrders(sql: Sql, input: { state: OrderState | null; search: bigint | null; before: bigint | null; limit: number }): Promise<ListedOrder[]> {
  return sql.rows(
    `select ${LISTED} from orders.member_order m where ($1::text is null or m.state = $1)
     and ($2::bigint is null or m.order_id = $2 or m.checkout_id = $2 or m.member_id = $2)
     and ($3::bigint is null or m.order_id < $3) order by m.order_id desc limit $4`, [input.state, input.search, input.before, input.limit]);
}

/** Orders that a supplier ships, newest first; only paid ones concern him. */
export function supplierOrders(sql: Sql, input: { bucket: number; supplierId: bigint; states: readonly OrderState[]; before: bigint | null; limit: number }): Promise<OrderDetail[]> {
  return sql.rows(
    `select ${DETAIL} from orders.orders o where o.bucket = $1 and o.supplier_id = $2 and o.paid_at is not null and o.state = any($3::text[])
     and ($4::bigint is null or o.id < $4) order by o.id desc limit $5`, [input.bucket, input.supplierId, input.states, input.before, input.limit]);
}

/** Orders by id, in order of id; missing ones are left out. */
export function ordersById(sql: Sql, ids: readonly bigint[]): Promise<OrderDetail[]> {
  return sql.rows(
    `select ${DETAIL} from unnest($1::int[], $2::bigint[]) as k (bucket, id) join orders.orders o on o.bucket = k.bucket and o.id = k.id order by o.id`, keysOf(ids));
}

/** An order, locked until the end of the transaction: what happens to it is decided one after the other. */
export function lockOrder(tx: Tx, id: bigint): Promise<OrderDetail | undefined> {
  const [[bucket]] = keysOf([id]);
  return tx.maybe(`select ${DETAIL} from orders.orders o where o.bucket = $1 and o.id = $2 for no key update`, [bucket, id]);
}

export interface OrderCounts {
  readonly placed: bigint;
  readonly paid: bigint;
  readonly shipped: bigint;
  /** With an open after-sales case. */
  readonly afterSales: bigint;
}

/** How many of a member's orders wait for what. */
export function countOrdersOf(sql: Sql, memberId: bigint): Promise<OrderCounts> {
  return sql.one(
    `select count(*) filter (where state = 'placed') as placed, count(*) filter (where state = 'paid') as paid, count(*) filter (where state = 'shipped') as shipped,
       count(*) filter (where case_open) as "afterSales" from orders.member_order where bucket = $1 and member_id = $2`, [keysOf([memberId])[0][0], memberId]);
}

/** Bare lines of orders: what was bought, before anyone looks up what it is called. */
export function linesOf(sql: Sql, ids: readonly bigint[]): Promise<{ orderId: bigint; productId: bigint; skuId: bigint; quantity: number; unitFen: bigint; zone: Zone }[]> {
  return sql.rows(
    `select l.order_id as "orderId", l.product_id as "productId", l.sku_id as "skuId", l.quantity, l.unit_fen as "unitFen", l.zone
     from unnest($1::int[], $2::bigint[]) as k (bucket, id) join orders.order_line l on l.bucket = k.bucket and l.order_id = k.id order by l.order_id, l.line`, keysOf(ids));
}

/** A checkout by id. */
export function findCheckout(sql: Sql, id: bigint): Promise<CheckoutRow | undefined> {
  const [[bucket]] = keysOf([id]);
  return sql.maybe(
    `select id as "checkoutId", member_id as "memberId", state, total_fen as "totalFen", contact_id as "contactId", order_ids as "orderIds",
       placed_at as "placedAt", pay_before as "payBefore", attempt_id as "attemptId" from orders.checkout where bucket = $1 and id = $2`, [bucket, id]);
}

/** Pieces left of SKUs, by SKU. */
export async function readStock(sql: Sql, skus: readonly { bucket: number; skuId: bigint }[]): Promise<Map<bigint, number>> {
  const rows = await sql.rows<{ skuId: bigint; available: number }>(
    `select s.sku_id as "skuId", s.available from unnest($1::int[], $2::bigint[]) as k (bucket, sku_id)
     join orders.stock s on s.bucket = k.bucket and s.sku_id = k.sku_id`, [skus.map((s) => s.bucket), skus.map((s) => s.skuId)]);
  return new Map(rows.map(({ skuId, available }) => [skuId, available]));
}

/** Sets the pieces left of SKUs. */
export async function writeStock(tx: Tx, skus: readonly { bucket: number; skuId: bigint; available: number }[]): Promise<void> {
  await tx.run(
    `insert into orders.stock (bucket, sku_id, available) select * from unnest($1::int[], $2::bigint[], $3::int[]) as k (bucket, sku_id, available) order by 1, 2
     on conflict (bucket, sku_id) do update set available = excluded.available`,
    [skus.map((s) => s.bucket), skus.map((s) => s.skuId), skus.map((s) => s.available)]);
}

export interface StockChange {
  readonly id: bigint;
  readonly skuId: bigint;
  readonly change: number;
  readonly available: number;
  readonly reason: string;
  readonly note: string;
  readonly byAccount: bigint | null;
  readonly at: Date;
}

/** Adds pieces to a SKU, or takes some away, and records it; returns how many are left, or undefined when there are not so many to take. The row is locked until the unit ends. */
export async function changeStock(tx: Tx, input: Omit<StockChange, 'available'> & { readonly bucket: number }): Promise<number | undefined> {
  await tx.run('insert into orders.stock (bucket, sku_id, available) values ($1, $2, 0) on conflict do nothing', [input.bucket, input.skuId]);
  const row = await tx.maybe<{ available: number }>(
    'update orders.stock set available = available + $3 where bucket = $1 and sku_id = $2 and available + $3 between 0 and $4 returning available', [input.bucket, input.skuId, input.change, MOST_PIECES]);
  if (!row) return undefined;
  await tx.run(
    'insert into orders.stock_change (id, sku_id, change, available, reason, note, by_account, at) values ($1, $2, $3, $4, $5, $6, $7, $8)',
    [input.id, input.skuId, input.change, row.available, input.reason, input.note, input.byAccount, input.at]);
  return row.available;
}

/** Changes of a SKU's stock by hand, newest first. */
export function stockChanges(sql: Sql, query: { skuId: bigint; beforeId: bigint | null; limit: number }): Promise<StockChange[]> {
  return sql.rows(
    `select id, sku_id as "skuId", change, available, reason, note, by_account as "byAccount", at from orders.stock_change
     where sku_id = $1 and ($2::bigint is null or id < $2) order by id desc limit $3`, [query.skuId, query.beforeId, query.limit]);
}

/** Checkouts that a sweep should have ended by `before`: half placed ones, and unpaid ones. */
export function countOverdue(sql: Sql, before: Date): Promise<{ flows: bigint; unpaid: bigint }> {
  return sql.one(
    `select (select count(*) from orders.checkout where flow_due_at <= $1) as flows,
       (select count(*) from orders.checkout where state = 'awaitingPayment' and pay_before <= $1) as unpaid`, [before]);
}

/** SKUs, and how many of them have less than nothing in stock. */
export function countStock(sql: Sql): Promise<{ skus: bigint; below: bigint }> {
  return sql.one('select count(*) as skus, count(*) filter (where available < 0) as below from orders.stock');
}
