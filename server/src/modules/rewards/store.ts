/** SQL of the rewards; one statement a batch each. */
import { levelAt, rankOf } from '#kernel/level.ts';
import type { Sql, Tx } from '#infra/sql.ts';
import { int4Array, int8Array } from '#infra/binary-array.ts';
import { numberArray, textArray } from '#infra/binary-text-array.ts';
import type { Frozen, Held, Kind, Payee } from './domain.ts';

interface FrozenRow extends Omit<Frozen, 'payees' | 'liftsTo'> {
  liftsTo: number;
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

const FROZEN = `order_id as "orderId", member_id as "memberId", paid_position as "paidPosition", rule_version as "ruleVersion", sharer_id as "sharerId",
  granted_position as "grantedPosition", refunded_position as "refundedPosition", checkout_id as "checkoutId", day, amount_fen as "amountFen", threshold_fen as "thresholdFen",
  lifts_to as "liftsTo", has_package as "hasPackage", earns, payee_ids as "payeeIds", payee_levels as "payeeLevels", payee_distances as "payeeDistances",
  direct_ppm as "directPpm", extra_ppm as "extraPpm"`;

function frozenOf(row: FrozenRow): Frozen {
  const { payeeIds: _ids, payeeLevels: _levels, payeeDistances: _distances, directPpm: _direct, extraPpm: _extra, liftsTo, ...facts } = row;
  return { ...facts, liftsTo: levelAt(liftsTo), payees: payeesOf(row) };
}

/** The frozen records of orders; those without one are absent. */
export async function findFrozen(sql: Sql, orderIds: readonly bigint[]): Promise<Frozen[]> {
  if (orderIds.length === 0) return [];
  return (await sql.rows<FrozenRow>(`select ${FROZEN} from rewards.frozen where order_id = any($1::bigint[])`, [int8Array(orderIds)])).map(frozenOf);
}

/** The frozen records of all orders of some members, who ask for a refund and are few. */
export async function findFrozenOf(sql: Sql, memberIds: readonly bigint[]): Promise<Frozen[]> {
  if (memberIds.length === 0) return [];
  return (await sql.rows<FrozenRow>(`select ${FROZEN} from rewards.frozen where member_id = any($1::bigint[])`, [int8Array(memberIds)])).map(frozenOf);
}

/** Appends frozen records, paid when the noon `day` was the last run. Arrays of arrays of different lengths have no SQL type, so each travels as its literal. */
export async function insertFrozen(tx: Tx, records: readonly Frozen[], day: number): Promise<void> {
  if (records.length === 0) return;
  const literal = (values: (payee: Payee) => bigint | number): Buffer => textArray(records.map(({ payees }) => numberArray(payees.map(values))));
  await tx.run(
    `insert into rewards.frozen (order_id, member_id, paid_position, rule_version, sharer_id, granted_position, refunded_position, checkout_id, day, amount_fen, threshold_fen,
       lifts_to, has_package, payee_ids, payee_levels, payee_distances, direct_ppm, extra_ppm, earns)
     select f.order_id, f.member_id, f.paid_position, f.rule_version, f.sharer_id, f.granted_position, f.refunded_position, f.checkout_id, $18::int, f.amount_fen, f.threshold_fen,
       f.lifts_to, f.has_package = 1, f.ids::bigint[], f.levels::smallint[], f.distances::int[], f.direct::bigint[], f.extra::bigint[], f.earns = 1
     from unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::int[], $5::bigint[], $6::bigint[], $7::text[], $8::text[], $9::text[], $10::text[], $11::text[],
         $12::bigint[], $13::bigint[], $14::bigint[], $15::bigint[], $16::int[], $17::int[], $19::int[])
       as f (order_id, member_id, paid_position, rule_version, sharer_id, granted_position, ids, levels, distances, direct, extra,
         refunded_position, checkout_id, amount_fen, threshold_fen, lifts_to, has_package, earns)`,
    [int8Array(records.map((r) => r.orderId)), int8Array(records.map((r) => r.memberId)), int8Array(records.map((r) => r.paidPosition)),
      int4Array(records.map((r) => r.ruleVersion)), numberArray(records.map((r) => r.sharerId)), numberArray(records.map((r) => r.grantedPosition)),
      literal((p) => p.memberId), literal((p) => rankOf(p.level)), literal((p) => p.distance), literal((p) => p.directPpm), literal((p) => p.extraPpm),
      numberArray(records.map((r) => r.refundedPosition)), int8Array(records.map((r) => r.checkoutId)), int8Array(records.map((r) => r.amountFen)),
      numberArray(records.map((r) => r.thresholdFen)), int4Array(records.map((r) => rankOf(r.liftsTo))), int4Array(records.map((r) => (r.hasPackage ? 1 : 0))), day, int4Array(records.map((r) => (r.earns ? 1 : 0)))]);
}

/** Marks orders as granted or refunded; returns how many were not yet. */
export async function markFrozen(tx: Tx, records: readonly Frozen[]): Promise<number> {
  if (records.length === 0) return 0;
  return tx.run(
    `update rewards.frozen f set granted_position = g.granted, refunded_position = g.refunded from unnest($1::bigint[], $2::bigint[], $3::bigint[]) as g (order_id, granted, refunded)
     where f.order_id = g.order_id and (f.granted_position is null or f.granted_position = g.granted) and f.refunded_position is null`,
    [int8Array(records.map((r) => r.orderId)), numberArray(records.map((r) => r.grantedPosition)), numberArray(records.map((r) => r.refundedPosition))]);
}

const HELD = 'source_id as "sourceId", member_id as "memberId", due_at as "dueAt", gain_sv as "gainSv", facts';

/** Keeps what is granted later; what is held already stays as it is. */
export async function insertHeld(tx: Tx, rows: readonly Held[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.run(
    `insert into rewards.held (source_id, member_id, due_at, gain_sv, facts)
     select * from unnest($1::bigint[], $2::bigint[], $3::timestamptz[], $4::numeric[], $5::jsonb[]) on conflict (source_id) do nothing`,
    [int8Array(rows.map((r) => r.sourceId)), int8Array(rows.map((r) => r.memberId)), rows.map((r) => r.dueAt), numberArray(rows.map((r) => r.gainSv)), rows.map((r) => (r.facts === null ? null : JSON.stringify(r.facts)))]);
}

/** Orders refunded before they were granted are held no more. */
export async function deleteHeld(tx: Tx, orderIds: readonly bigint[]): Promise<void> {
  if (orderIds.length > 0) await tx.run('delete from rewards.held where source_id = any($1::bigint[])', [int8Array(orderIds)]);
}

/** What is held of these orders or registrations. */
export function findHeld(sql: Sql, sourceIds: readonly bigint[]): Promise<Held[]> {
  return sql.rows<Held>(`select ${HELD} from rewards.held where source_id = any($1::bigint[])`, [int8Array(sourceIds)]);
}

/** What a member will be granted for what he did himself, soonest first: at most `limit`, or all. */
export function heldOf(sql: Sql, memberId: bigint, limit: number | null): Promise<Held[]> {
  return sql.rows<Held>(`select ${HELD} from rewards.held where member_id = $1 order by due_at, source_id limit $2`, [memberId, limit]);
}

/** How much is held in all: orders, registrations, and the share value their buyers or members gain. */
export function sumHeld(sql: Sql): Promise<{ orders: bigint; registrations: bigint; gainSv: bigint }> {
  return sql.one('select count(facts) as orders, count(*) - count(facts) as registrations, coalesce(sum(gain_sv), 0)::numeric(38,0) as "gainSv" from rewards.held');
}

/** How much is held that was granted or refunded: none, ever. */
export async function countWronglyHeld(sql: Sql): Promise<bigint> {
  return (await sql.one<{ wrong: bigint }>(
    `select count(*) as wrong from rewards.held h left join rewards.frozen f on h.facts is not null and f.order_id = h.source_id
     where (h.facts is not null and (f.order_id is null or f.granted_position is not null or f.refunded_position is not null))
       or (h.facts is null and exists (select from rewards.grant g where g.source_id = h.source_id and g.kind = 'registered'))`)).wrong;
}

/** Takes what is due off, oldest first; two processes never take the same. */
export function takeDue(tx: Tx, now: Date, limit: number): Promise<Held[]> {
  return tx.rows<Held>(
    `delete from rewards.held h using (select source_id as id from rewards.held where due_at <= $1 order by due_at, source_id limit $2 for update skip locked) d
     where h.source_id = d.id returning ${HELD}`, [now, limit]);
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

const GRANT = 'source_id as "sourceId", kind, member_id as "memberId", amount, position, line_day as "lineDay", line_id as "lineId"';

/** The grants of these sources that stand, in the order in which they were made. */
export function grantsOf(sql: Sql, sourceIds: readonly bigint[]): Promise<GrantRow[]> {
  return sql.rows<GrantRow>(`select ${GRANT} from rewards.grant where source_id = any($1::bigint[]) order by position, line_id limit 20000`, [sourceIds]);
}

/** A grant that a refund took back. */
export interface UndoneRow extends GrantRow {
  readonly orderId: bigint;
  readonly undonePosition: bigint;
  readonly undoneLineDay: number;
  readonly undoneLineId: bigint;
  /** Share atoms and point atoms taken, and what of the points was short and is owed. */
  readonly takenSv: bigint;
  readonly takenPts: bigint;
  readonly owedPts: bigint;
}

/** Moves grants to those taken back; answers how many of them had stood before this batch. */
export async function insertUndone(tx: Tx, rows: readonly UndoneRow[]): Promise<number> {
  if (rows.length === 0) return 0;
  await tx.run(
    `insert into rewards.undone (source_id, kind, member_id, amount, position, line_day, line_id, order_id, undone_position, undone_line_day, undone_line_id, taken_sv, taken_pts, owed_pts)
     select * from unnest($1::bigint[], $2::text[], $3::bigint[], $4::numeric[], $5::bigint[], $6::int[], $7::bigint[], $8::bigint[], $9::bigint[], $10::int[], $11::bigint[],
       $12::numeric[], $13::numeric[], $14::numeric[])`,
    [int8Array(rows.map((r) => r.sourceId)), textArray(rows.map((r) => r.kind)), int8Array(rows.map((r) => r.memberId)), numberArray(rows.map((r) => r.amount)),
      int8Array(rows.map((r) => r.position)), int4Array(rows.map((r) => r.lineDay)), int8Array(rows.map((r) => r.lineId)), int8Array(rows.map((r) => r.orderId)),
      int8Array(rows.map((r) => r.undonePosition)), int4Array(rows.map((r) => r.undoneLineDay)), int8Array(rows.map((r) => r.undoneLineId)),
      numberArray(rows.map((r) => r.takenSv)), numberArray(rows.map((r) => r.takenPts)), numberArray(rows.map((r) => r.owedPts))]);
  return tx.run(
    `delete from rewards.grant g using unnest($1::bigint[], $2::text[], $3::bigint[], $4::bigint[]) as u (source_id, kind, member_id, position)
     where g.source_id = u.source_id and g.kind = u.kind and g.member_id = u.member_id and g.position = u.position`,
    [int8Array(rows.map((r) => r.sourceId)), textArray(rows.map((r) => r.kind)), int8Array(rows.map((r) => r.memberId)), int8Array(rows.map((r) => r.position))]);
}

/** The grants that the refund of an order took back, in the order in which they had been made. */
export function undoneOf(sql: Sql, orderId: bigint): Promise<UndoneRow[]> {
  return sql.rows<UndoneRow>(
    `select ${GRANT}, order_id as "orderId", undone_position as "undonePosition", undone_line_day as "undoneLineDay", undone_line_id as "undoneLineId",
       taken_sv as "takenSv", taken_pts as "takenPts", owed_pts as "owedPts"
     from rewards.undone where order_id = $1 order by position, line_id limit 200`, [orderId]);
}
