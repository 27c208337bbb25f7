/** All SQL of reports. */
import type { Sql, Tx } from '#infra/sql.ts';
import type { DayCounts, Filters, SavedView, ViewId } from './domain.ts';

/** What the fund and the points stood at after a noon, atoms. */
export interface NoonStand {
  readonly day: number;
  readonly eligibleSv: bigint;
  readonly outstandingSv: bigint;
  readonly circulatingPts: bigint;
}

export interface DayRow extends DayCounts {
  /** Null when the noon has not run, or was applied late. */
  readonly eligibleSv: bigint | null;
  readonly outstandingSv: bigint | null;
  readonly circulatingPts: bigint | null;
}

/** Adds counts to their days, in order of day. */
export async function addCounts(tx: Tx, days: readonly DayCounts[]): Promise<void> {
  await tx.run(
    `insert into reports.day as d (day, paid_orders, paid_fen, refunded_fen, new_members)
     select * from unnest($1::int[], $2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[]) as n (day, paid_orders, paid_fen, refunded_fen, new_members) order by 1
     on conflict (day) do update set paid_orders = d.paid_orders + excluded.paid_orders, paid_fen = d.paid_fen + excluded.paid_fen,
       refunded_fen = d.refunded_fen + excluded.refunded_fen, new_members = d.new_members + excluded.new_members`,
    [days.map((d) => d.day), days.map((d) => d.paidOrders), days.map((d) => d.paidFen), days.map((d) => d.refundedFen), days.map((d) => d.newMembers)]);
}

/** Notes what stood after the noon of a day. */
export async function noteStand(tx: Tx, stand: NoonStand): Promise<void> {
  await tx.run(
    `insert into reports.day (day, paid_orders, paid_fen, refunded_fen, new_members, eligible_sv, outstanding_sv, circulating_pts) values ($1, 0, 0, 0, 0, $2, $3, $4)
     on conflict (day) do update set eligible_sv = excluded.eligible_sv, outstanding_sv = excluded.outstanding_sv, circulating_pts = excluded.circulating_pts`,
    [stand.day, stand.eligibleSv, stand.outstandingSv, stand.circulatingPts]);
}

/** The days from one to another that brought anything, in order. */
export function listDays(sql: Sql, range: { first: number; last: number }): Promise<DayRow[]> {
  return sql.rows<DayRow>(
    `select day, paid_orders as "paidOrders", paid_fen as "paidFen", refunded_fen as "refundedFen", new_members as "newMembers",
       eligible_sv as "eligibleSv", outstanding_sv as "outstandingSv", circulating_pts as "circulatingPts"
     from reports.day where day between $1 and $2 order by day limit 400`, [range.first, range.last]);
}

/** A person's views of a list, in order of name. */
export function listViews(sql: Sql, query: { accountId: bigint; list: string; limit: number }): Promise<SavedView[]> {
  return sql.rows<SavedView>('select id, list, name, filters from reports.saved_view where account_id = $1 and list = $2 order by name, id limit $3', [query.accountId, query.list, query.limit]);
}

/** Keeps a view; false when the person has one of that name. */
export async function insertView(tx: Tx, view: { accountId: bigint; id: ViewId; list: string; name: string; filters: Filters; at: Date }): Promise<boolean> {
  return (await tx.run(
    'insert into reports.saved_view (account_id, id, list, name, filters, created_at) values ($1, $2, $3, $4, $5, $6) on conflict (account_id, list, name) do nothing',
    [view.accountId, view.id, view.list, view.name, JSON.stringify(view.filters), view.at])) === 1;
}

/** Forgets a view; false when the person has none such. */
export async function deleteView(tx: Tx, view: { accountId: bigint; id: bigint }): Promise<boolean> {
  return (await tx.run('delete from reports.saved_view where account_id = $1 and id = $2', [view.accountId, view.id])) === 1;
}
