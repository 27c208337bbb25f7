/** SQL of fulfilment: the record of what was handed to a courier, by whom. */
import type { Sql, Tx } from '#infra/sql.ts';

export interface ShipmentRow {
  readonly orderId: bigint;
  readonly supplierId: bigint | null;
  readonly carrier: string;
  readonly trackingNumber: string;
  readonly shippedBy: bigint;
  readonly shippedAt: Date;
}

/** Records a shipment. */
export async function insertShipment(tx: Tx, shipment: ShipmentRow): Promise<void> {
  await tx.run(
    `insert into fulfilment.shipment (order_id, supplier_id, carrier, tracking_number, shipped_by, shipped_at) values ($1, $2, $3, $4, $5, $6)`,
    [shipment.orderId, shipment.supplierId, shipment.carrier, shipment.trackingNumber, shipment.shippedBy, shipment.shippedAt]);
}

/** The shipment of an order. */
export function findShipment(sql: Sql, orderId: bigint): Promise<ShipmentRow | undefined> {
  return sql.maybe(
    `select order_id as "orderId", supplier_id as "supplierId", carrier, tracking_number as "trackingNumber", shipped_by as "shippedBy", shipped_at as "shippedAt"
     from fulfilment.shipment where order_id = $1`, [orderId]);
}
