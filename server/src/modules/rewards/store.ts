/** SQL of the rewards; one statement a batch each. */
import { levelAt, rankOf } from '#kernel/level.ts';
import type { Sql, Tx } from '#infra/sql.ts';
import type { Frozen, Kind, Payee, Step } from './domain.ts';

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
     from rewards.frozen where order_id = any($1::bigint[])`, [orderIds]);
  return rows.map((row) => {
    const { orderId, memberId, paidPosition, ruleVersion, sharerId, grantedPosition } = row;
    return { orderId, memberId, paidPosition, ruleVersion, sharerId, grantedPosition, payees: payeesOf(row) };
  });
}

/** Appends frozen records. Arrays of arrays of different lengths have no SQL type, so each travels as its literal. */
export async function insertFrozen(tx: Tx, records: readonly Frozen[]): Promise<void> {
  if (records.length === 0) return;
  const literal = (values: (payee: Payee) => bigint | number): string[] => records.map(({ payees }) => `{${payees.map(values).join(',')}}`);
  await tx.run(
    `insert into rewards.frozen (order_id, member_id, paid_position, rule_version, sharer_id, granted_position, payee_ids, payee_levels, payee_distances, direct_ppm, extra_ppm)
     select f.order_id, f.member_id, f.paid_position, f.rule_version, f.sharer_id, f.granted_position, f.ids::bigint[], f.levels::smallint[], f.distances::int[], f.direct::bigint[], f.extra::bigint[]
     from unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::int[], $5::bigint[], $6::bigint[], $7::text[], $8::text[], $9::text[], $10::text[], $11::text[])
       as f (order_id, member_id, paid_position, rule_version, sharer_id, granted_position, ids, levels, distances, direct, extra)`,
    [records.map((r) => r.orderId), records.map((r) => r.memberId), records.map((r) => r.paidPosition), records.map((r) => r.ruleVersion),
      records.map((r) => r.sharerId), records.map((r) => r.grantedPosition), literal((p) => p.memberId), literal((p) => rankOf(p.level)),
      literal((p) => p.distance), literal((p) => p.directPpm), literal((p) => p.extraPpm)]);
}

/** Marks orders as granted; returns how many were not yet. */
export async function markGranted(tx: Tx, granted: readonly { orderId: bigint; position: bigint }[]): Promise<number> {
  if (granted.length === 0) return 0;
  return tx.run(
    `update rewards.frozen f set granted_position = g.position from unnest($1::bigint[], $2::bigint[]) as g (order_id, position)
     where f.order_id = g.order_id and f.granted_position is null`,
    [granted.map((g) => g.orderId), granted.map((g) => g.position)]);
}

/** Which of these members have bought before. */
export async function findBuyers(sql: Sql, memberIds: readonly bigint[]): Promise<Set<bigint>> {
  if (memberIds.length === 0) return new Set();
  const rows = await sql.rows<{ memberId: bigint }>('select member_id as "memberId" from rewards.first_purchase where member_id = any($1::bigint[])', [memberIds]);
  return new Set(rows.map((row) => row.memberId));
}

/** Appends first purchases. */
export async function insertFirstPurchases(tx: Tx, rows: readonly { memberId: bigint; orderId: bigint; position: bigint }[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.run('insert into rewards.first_purchase (member_id, order_id, position) select * from unnest($1::bigint[], $2::bigint[], $3::bigint[])',
    [rows.map((r) => r.memberId), rows.map((r) => r.orderId), rows.map((r) => r.position)]);
}

export interface GrantRow {
  readonly id: bigint;
  readonly sourceId: bigint;
  readonly kind: Kind;
  readonly memberId: bigint;
  readonly amount: bigint;
  readonly eventType: string;
  readonly eventPosition: bigint;
  readonly eventAt: Date;
  readonly ruleVersion: number;
  readonly paragraph: string;
  readonly steps: readonly Step[];
  readonly lineId: bigint;
}

const GRANT = `id, source_id as "sourceId", kind, member_id as "memberId", amount, event_type as "eventType", event_position as "eventPosition",
  event_at as "eventAt", rule_version as "ruleVersion", paragraph, steps, line_id as "lineId"`;

/** Appends grants; the unique key refuses to give anything twice. */
export async function insertGrants(tx: Tx, rows: readonly GrantRow[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.run(
    `insert into rewards.grant (id, source_id, kind, member_id, amount, event_type, event_position, event_at, rule_version, paragraph, steps, line_id)
     select * from unnest($1::bigint[], $2::bigint[], $3::text[], $4::bigint[], $5::numeric[], $6::text[], $7::bigint[], $8::timestamptz[], $9::int[], $10::text[], $11::jsonb[], $12::bigint[])`,
    [rows.map((r) => r.id), rows.map((r) => r.sourceId), rows.map((r) => r.kind), rows.map((r) => r.memberId), rows.map((r) => r.amount),
      rows.map((r) => r.eventType), rows.map((r) => r.eventPosition), rows.map((r) => r.eventAt), rows.map((r) => r.ruleVersion),
      rows.map((r) => r.paragraph), rows.map((r) => JSON.stringify(r.steps)), rows.map((r) => r.lineId)]);
}

/** A grant by its id. */
export function findGrant(sql: Sql, id: bigint): Promise<GrantRow | undefined> {
  return sql.maybe<GrantRow>(`select ${GRANT} from rewards.grant where id = $1`, [id]);
}

/** The grants of these sources, in the order in which they were made. */
export function grantsOf(sql: Sql, sourceIds: readonly bigint[]): Promise<GrantRow[]> {
  return sql.rows<GrantRow>(`select ${GRANT} from rewards.grant where source_id = any($1::bigint[]) order by event_position, id limit 200`, [sourceIds]);
}
