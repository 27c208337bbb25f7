/** All SQL of payables. */
import type { Sql, Tx } from '#infra/sql.ts';
import { assert } from '#kernel/assert.ts';

export interface PayableRow {
  readonly orderId: bigint;
  readonly supplierId: bigint;
  readonly amountFen: bigint;
  readonly orderFen: bigint;
  readonly entryId: bigint;
  readonly accruedAt: Date;
  readonly payableAt: Date;
}

/** A payable as statements show it. */
export interface ListedPayable extends PayableRow {
  readonly disputed: boolean;
  readonly reversedAt: Date | null;
}

/** Orders among `orderIds` whose money was already shared out. */
export async function findShared(tx: Tx, orderIds: readonly bigint[]): Promise<Set<bigint>> {
  const rows = await tx.rows<{ orderId: bigint }>('select order_id as "orderId" from settlement.shared_order where order_id = any($1::bigint[])', [orderIds]);
  return new Set(rows.map((row) => row.orderId));
}

/** Marks orders as shared out; the primary key refuses a second time. */
export async function insertShared(tx: Tx, orderIds: readonly bigint[]): Promise<void> {
  await tx.run('insert into settlement.shared_order (order_id) select unnest($1::bigint[])', [orderIds]);
}

export async function insertPayables(tx: Tx, rows: readonly PayableRow[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.run(
    `insert into settlement.payable (order_id, supplier_id, amount_fen, order_fen, entry_id, accrued_at, payable_at)
     select * from unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[], $6::timestamptz[], $7::timestamptz[])`,
    [rows.map((r) => r.orderId), rows.map((r) => r.supplierId), rows.map((r) => r.amountFen), rows.map((r) => r.orderFen), rows.map((r) => r.entryId),
      rows.map((r) => r.accruedAt), rows.map((r) => r.payableAt)]);
}

/** Marks shared orders as undone. Returns those that this marked; asserts that all were shared out. */
export async function markReversed(tx: Tx, input: { orderIds: readonly bigint[]; now: Date }): Promise<Set<bigint>> {
  const known = await findShared(tx, input.orderIds);
  assert(input.orderIds.every((id) => known.has(id)), 'a confirmed order was shared out before it is refunded');
  const rows = await tx.rows<{ orderId: bigint }>(
    'update settlement.shared_order set reversed_at = $2 where order_id = any($1::bigint[]) and reversed_at is null returning order_id as "orderId"', [input.orderIds, input.now]);
  return new Set(rows.map((row) => row.orderId));
}

/** Notes on payables which entry undid them; an order without a payable is left out. */
export async function reversePayables(tx: Tx, input: { now: Date; reversals: readonly { orderId: bigint; entryId: bigint }[] }): Promise<void> {
  await tx.run(
    `update settlement.payable p set reversed_at = $3, reversal_entry_id = k.entry_id, disputed = false from unnest($1::bigint[], $2::bigint[]) as k (order_id, entry_id)
     where p.order_id = k.order_id`, [input.reversals.map((r) => r.orderId), input.reversals.map((r) => r.entryId), input.now]);
}

/** Notes whether an after-sales case of the orders is open; an order without a payable is left out. */
export async function markDisputed(tx: Tx, cases: readonly { orderId: bigint; open: boolean }[]): Promise<void> {
  await tx.run(
    `update settlement.payable p set disputed = k.open from unnest($1::bigint[], $2::boolean[]) as k (order_id, open) where p.order_id = k.order_id and p.reversed_at is null`,
    [cases.map((c) => c.orderId), cases.map((c) => c.open)]);
}

/** A page of payables, newest order first; of one supplier or of all. */
export function listPayables(sql: Sql, query: { supplierId: bigint | null; beforeOrderId: bigint; limit: number }): Promise<ListedPayable[]> {
  return sql.rows(
    `select order_id as "orderId", supplier_id as "supplierId", amount_fen as "amountFen", order_fen as "orderFen", entry_id as "entryId",
       accrued_at as "accruedAt", payable_at as "payableAt", disputed, reversed_at as "reversedAt"
     from settlement.payable where order_id < $1 and ($2::bigint is null or supplier_id = $2) order by order_id desc limit $3`,
    [query.beforeOrderId, query.supplierId, query.limit]);
}

export interface PayableTotals {
  readonly orders: bigint;
  readonly accruedFen: bigint;
  /** Of it past the close of after-sales, without an open case. */
  readonly dueFen: bigint;
}

/** Totals of one supplier or of all, at an instant of business time; what was reversed is not owed. */
export function sumPayables(sql: Sql, query: { supplierId: bigint | null; at: Date }): Promise<PayableTotals> {
  return sql.one<PayableTotals>(
    `select count(*) as orders, coalesce(sum(amount_fen), 0) as "accruedFen", coalesce(sum(amount_fen) filter (where payable_at <= $2 and not disputed), 0) as "dueFen"
     from settlement.payable where reversed_at is null and ($1::bigint is null or supplier_id = $1)`, [query.supplierId, query.at]);
}

/** What is owed for an order; undefined for self-operated goods, before confirmation and once it was reversed. */
export async function payableOf(sql: Sql, orderId: bigint): Promise<bigint | undefined> {
  const row = await sql.maybe<{ amountFen: bigint }>('select amount_fen as "amountFen" from settlement.payable where order_id = $1 and reversed_at is null', [orderId]);
  return row?.amountFen;
}

export interface MonthRow {
  /** YYYY-MM of Asia/Shanghai. */
  readonly month: string;
  readonly orders: bigint;
  readonly accruedFen: bigint;
  readonly returns: bigint;
  readonly returnedFen: bigint;
  /** Owed when the month ends: everything accrued so far less everything returned so far. */
  readonly closingFen: bigint;
}

/** What happened to a supplier's payables, one row each: accrued, or undone by a refund. */
const MOVES = `select order_id, accrued_at as at, amount_fen as fen, 0 as returned from settlement.payable where supplier_id = $1
  union all select order_id, reversed_at, amount_fen, 1 from settlement.payable where supplier_id = $1 and reversed_at is not null`;

/** A supplier's months in which anything happened, newest first, with the balance at the end of each. */
export function listMonths(sql: Sql, query: { supplierId: bigint; limit: number }): Promise<MonthRow[]> {
  return sql.rows<MonthRow>(
    `with moves as (${MOVES}), months as (
       select to_char(at at time zone 'Asia/Shanghai', 'YYYY-MM') as month, count(*) filter (where returned = 0) as orders, coalesce(sum(fen) filter (where returned = 0), 0)::bigint as accrued,
         count(*) filter (where returned = 1) as returns, coalesce(sum(fen) filter (where returned = 1), 0)::bigint as back
       from moves group by 1)
     select month, orders, accrued as "accruedFen", returns, back as "returnedFen", (sum(accrued - back) over (order by month))::bigint as "closingFen" from months order by month desc limit $2`,
    [query.supplierId, query.limit]);
}

export interface Move {
  readonly orderId: bigint;
  readonly at: Date;
  readonly amountFen: bigint;
  readonly returned: boolean;
  readonly payableAt: Date;
  readonly disputed: boolean;
}

/** What happened from `from` until before `to`, in order; after a place when given. */
export function listMoves(sql: Sql, query: { supplierId: bigint; from: Date; to: Date; after: { at: Date; orderId: bigint; returned: boolean } | undefined; limit: number }): Promise<Move[]> {
  return sql.rows<Move>(
    `select m.order_id as "orderId", m.at, m.fen as "amountFen", m.returned = 1 as returned, p.payable_at as "payableAt", p.disputed
     from (${MOVES}) as m join settlement.payable p on p.order_id = m.order_id
     where m.at >= $2 and m.at < $3 and ($4::timestamptz is null or (m.at, m.order_id, m.returned) > ($4, $5::bigint, $6::int)) order by m.at, m.order_id, m.returned limit $7`,
    [query.supplierId, query.from, query.to, query.after?.at ?? null, query.after?.orderId ?? 0n, query.after?.returned === true ? 1 : 0, query.limit]);
}

/** What a supplier was owed at an instant, before what happened then. */
export async function owedAt(sql: Sql, query: { supplierId: bigint; at: Date }): Promise<bigint> {
  return (await sql.one<{ fen: bigint }>(
    `select (coalesce(sum(amount_fen) filter (where accrued_at < $2), 0) - coalesce(sum(amount_fen) filter (where reversed_at < $2), 0))::bigint as fen from settlement.payable where supplier_id = $1`,
    [query.supplierId, query.at])).fen;
}
