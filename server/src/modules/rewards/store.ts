/** SQL of the rewards; one statement a batch each. */
import { levelAt, rankOf } from '#kernel/level.ts';
import type { Sql, Tx } from '#infra/sql.ts';
import { int4Array, int8Array } from '#infra/binary-array.ts';
import { numberArray, textArray } from '#infra/binary-text-array.ts';
import type { Frozen, Kind, Payee } from './domain.ts';

interface FrozenRow extends Omit<Frozen, 'payees'> {
  payeeIds: bigint[];
  payeeLevels: number[];
  payeeDistances: number[];
  directPpm: bigint[];
  extraPpm: bigint[];
}

function payeesOf(row: FrozenRow): Payee[] {
  return row.payeeIds.map((memberId, i) => ({
    memberId, level: levelAt(row.payeeLevels[i] ?? -1), distance: row.payeeDistances[i] ?? 0, directPpm: row.directPpm[i] ?? 0n, extraPpm: row.extraPpm[i] ?? 0n,
  }));
}

/** The frozen records of orders; those without one are absent. */
export async function findFrozen(sql: Sql, orderIds: readonly bigint[]): Promise<Frozen[]> {
  if (orderIds.length === 0) return [];
  const rows = await sql.rows<FrozenRow>(
    `select order_id as "orderId", member_id as "memberId", paid_position as "paidPosition", rule_version as "ruleVersion", sharer_id as "sharerId",
       granted_position as "grantedPosition", payee_ids as "payeeIds", payee_levels as "payeeLevels", payee_distances as "payeeDistances",
       direct_ppm as "directPpm", extra_ppm as "extraPpm"
     from rewards.frozen where order_id = any($1::bigint[])`, [int8Array(orderIds)]);
  return rows.map((row) => {
    const { orderId, memberId, paidPosition, ruleVersion, sharerId, grantedPosition } = row;
    return { orderId, memberId, paidPosition, ruleVersion, sharerId, grantedPosition, payees: payeesOf(row) };
  });
}

/** Appends frozen records. Arrays of arrays of different lengths have no SQL type, so each travels as its literal. */
export async function insertFrozen(tx: Tx, records: readonly Frozen[]): Promise<void> {
  if (records.length === 0) return;
  const literal = (values: (payee: Payee) => bigint | number): Buffer => textArray(records.map(({ payees }) => numberArray(payees.map(values))));
  await tx.run(
    `insert into rewards.frozen (order_id, member_id, paid_position, rule_version, sharer_id, granted_position, payee_ids, payee_levels, payee_distances, direct_ppm, extra_ppm)
     select f.order_id, f.member_id, f.paid_position, f.rule_version, f.sharer_id, f.granted_position, f.ids::bigint[], f.levels::smallint[], f.distances::int[], f.direct::bigint[], f.extra::bigint[]
     from unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::int[], $5::bigint[], $6::bigint[], $7::text[], $8::text[], $9::text[], $10::text[], $11::text[])
       as f (order_id, member_id, paid_position, rule_version, sharer_id, granted_position, ids, levels, distances, direct, extra)`,
    [int8Array(records.map((r) => r.orderId)), int8Array(records.map((r) => r.memberId)), int8Array(records.map((r) => r.paidPosition)),
      int4Array(records.map((r) => r.ruleVersion)), numberArray(records.map((r) => r.sharerId)), numberArray(records.map((r) => r.grantedPosition)),
      literal((p) => p.memberId), literal((p) => rankOf(p.level)), literal((p) => p.distance), literal((p) => p.directPpm), literal((p) => p.extraPpm)]);
}

/** Marks orders as granted; returns how many were not yet. */
export async function markGranted(tx: Tx, granted: readonly { orderId: bigint; position: bigint }[]): Promise<number> {
  if (granted.length === 0) return 0;
  return tx.run(
    `update rewards.frozen f set granted_position = g.position from unnest($1::bigint[], $2::bigint[]) as g (order_id, position)
     where f.order_id = g.order_id and f.granted_position is null`,
    [int8Array(granted.map((g) => g.orderId)), int8Array(granted.map((g) => g.position))]);
}

/** Which of these members have bought before. */
export async function findBuyers(sql: Sql, memberIds: readonly bigint[]): Promise<Set<bigint>> {
  if (memberIds.length === 0) return new Set();
  const rows = await sql.rows<{ memberId: bigint }>('select member_id as "memberId" from rewards.first_purchase where member_id = any($1::bigint[])', [int8Array(memberIds)]);
  return new Set(rows.map((row) => row.memberId));
}

/** Appends first purchases. */
export async function insertFirstPurchases(tx: Tx, rows: readonly { memberId: bigint; orderId: bigint; position: bigint }[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.run('insert into rewards.first_purchase (member_id, order_id, position) select * from unnest($1::bigint[], $2::bigint[], $3::bigint[])',
    [int8Array(rows.map((r) => r.memberId)), int8Array(rows.map((r) => r.orderId)), int8Array(rows.map((r) => r.position))]);
}

export interface GrantRow {
  /** The order, or the member who registered or was activated. */
  readonly sourceId: bigint;
  readonly kind: Kind;
  readonly memberId: bigint;
  readonly amount: bigint;
  readonly position: bigint;
  /** The line of the member's statement, which keeps the explanation. */
  readonly lineDay: number;
  readonly lineId: bigint;
}

/** Appends grants; the key refuses to give anything twice. */
export async function insertGrants(tx: Tx, rows: readonly GrantRow[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.run(
    `insert into rewards.grant (source_id, kind, member_id, amount, position, line_day, line_id)
     select * from unnest($1::bigint[], $2::text[], $3::bigint[], $4::numeric[], $5::bigint[], $6::int[], $7::bigint[])`,
    [int8Array(rows.map((r) => r.sourceId)), textArray(rows.map((r) => r.kind)), int8Array(rows.map((r) => r.memberId)), numberArray(rows.map((r) => r.amount)),
      int8Array(rows.map((r) => r.position)), int4Array(rows.map((r) => r.lineDay)), int8Array(rows.map((r) => r.lineId))]);
}

/** The grants of these sources, in the order in which they were made. */
export function grantsOf(sql: Sql, sourceIds: readonly bigint[]): Promise<GrantRow[]> {
  return sql.rows<GrantRow>(
    `select source_id as "sourceId", kind, member_id as "memberId", amount, position, line_day as "lineDay", line_id as "lineId"
     from rewards.grant where source_id = any($1::bigint[]) order by position, line_id limit 200`, [sourceIds]);
}
