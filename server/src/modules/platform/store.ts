/** All SQL of platform: the record of what was parked by two people. */
import type { Sql, Tx } from '#infra/sql.ts';

export interface ParkingRow {
  readonly subscriber: string;
  readonly position: bigint;
  readonly error: string;
  readonly reason: string;
  readonly approvalId: bigint;
  readonly proposedBy: bigint;
  readonly proposedAt: Date;
  readonly approvedBy: bigint;
  readonly approvedAt: Date;
}

/** Records a parking. An event is parked once for a subscriber; a second record fails. */
export async function insertParking(tx: Tx, row: ParkingRow): Promise<void> {
  await tx.run(
    `insert into platform.parking (subscriber, position, error, reason, approval_id, proposed_by, proposed_at, approved_by, approved_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [row.subscriber, row.position, row.error, row.reason, row.approvalId, row.proposedBy, row.proposedAt, row.approvedBy, row.approvedAt]);
}

/** The records of those of the named events that two people parked. */
export function findParkings(sql: Sql, events: readonly { readonly subscriber: string; readonly position: bigint }[]): Promise<ParkingRow[]> {
  return sql.rows<ParkingRow>(
    `select subscriber, position, error, reason, approval_id as "approvalId", proposed_by as "proposedBy", proposed_at as "proposedAt",
       approved_by as "approvedBy", approved_at as "approvedAt"
     from platform.parking join unnest($1::text[], $2::bigint[]) as e (subscriber, position) using (subscriber, position)`,
    [events.map(({ subscriber }) => subscriber), events.map(({ position }) => position)]);
}
