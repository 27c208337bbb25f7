/** All SQL of payables. */
import type { Sql, Tx } from '#infra/sql.ts';

export interface PayableRow {
  readonly orderId: bigint;
  readonly supplierId: bigint;
  readonly amountFen: bigint;
  readonly orderFen: bigint;
  readonly entryId: bigint;
  readonly accruedAt: Date;
  readonly payableAt: Date;
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

/** A page of payables, newest order first; of one supplier or of all. */
export function listPayables(sql: Sql, query: { supplierId: bigint | null; beforeOrderId: bigint; limit: number }): Promise<PayableRow[]> {
  return sql.rows<PayableRow>(
    `select order_id as "orderId", supplier_id as "supplierId", amount_fen as "amountFen", order_fen as "orderFen", entry_id as "entryId",
       accrued_at as "accruedAt", payable_at as "payableAt"
     from settlement.payable where order_id < $1 and ($2::bigint is null or supplier_id = $2) order by order_id desc limit $3`,
    [query.beforeOrderId, query.supplierId, query.limit]);
}

export interface PayableTotals {
  readonly orders: bigint;
  readonly accruedFen: bigint;
  /** Of it past the close of after-sales. */
  readonly dueFen: bigint;
}

/** Totals of one supplier or of all, at an instant of business time. */
export function sumPayables(sql: Sql, query: { supplierId: bigint | null; at: Date }): Promise<PayableTotals> {
  return sql.one<PayableTotals>(
    `select count(*) as orders, coalesce(sum(amount_fen), 0) as "accruedFen", coalesce(sum(amount_fen) filter (where payable_at <= $2), 0) as "dueFen"
     from settlement.payable where $1::bigint is null or supplier_id = $1`, [query.supplierId, query.at]);
}
