/** All SQL of economy: prices, the supply, the opening, what was released. */
import type { Sql, Tx } from '#infra/sql.ts';

/** A day's guide price and release, set by two people. */
export interface PriceRow {
  readonly day: number;
  readonly price: bigint;
  readonly amount: bigint;
  readonly approvalId: bigint;
  readonly proposedBy: bigint;
  readonly proposedAt: Date;
  readonly approvedBy: bigint;
  readonly approvedAt: Date;
  readonly reason: string;
  readonly ruleVersion: number;
}

const PRICE = `day, price, amount, approval_id as "approvalId", proposed_by as "proposedBy", proposed_at as "proposedAt", approved_by as "approvedBy",
  approved_at as "approvedAt", reason, rule_version as "ruleVersion"`;

/** Sets the price of a day; false when it has one. */
export async function insertPrice(tx: Tx, row: PriceRow): Promise<boolean> {
  const inserted = await tx.run(
    `insert into economy.price (day, price, amount, approval_id, proposed_by, proposed_at, approved_by, approved_at, reason, rule_version)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict (day) do nothing`,
    [row.day, row.price, row.amount, row.approvalId, row.proposedBy, row.proposedAt, row.approvedBy, row.approvedAt, row.reason, row.ruleVersion]);
  return inserted === 1;
}

/** The price of a day. */
export async function findPrice(sql: Sql, day: number): Promise<PriceRow | undefined> {
  return sql.maybe<PriceRow>(`select ${PRICE} from economy.price where day = $1`, [day]);
}

/** Prices of the days before `before`, latest first. */
export async function listPrices(sql: Sql, page: { before: number; limit: number }): Promise<PriceRow[]> {
  return sql.rows<PriceRow>(`select ${PRICE} from economy.price where day < $1 order by day desc limit $2`, [page.before, page.limit]);
}

/** Prices of the days after `after`, earliest first. */
export async function listPricesAfter(sql: Sql, page: { after: number; limit: number }): Promise<PriceRow[]> {
  return sql.rows<PriceRow>(`select ${PRICE} from economy.price where day > $1 order by day limit $2`, [page.after, page.limit]);
}

export interface SupplyRow { readonly totalPts: bigint; readonly foundersPts: bigint; readonly ruleVersion: number; readonly entryId: bigint; readonly at: Date }

/** Marks that the supply came into being; false when it had. */
export async function insertSupply(tx: Tx, row: SupplyRow): Promise<boolean> {
  return (await tx.run(
    `insert into economy.supply (total_pts, founders_pts, rule_version, entry_id, at) values ($1, $2, $3, $4, $5) on conflict do nothing`,
    [row.totalPts, row.foundersPts, row.ruleVersion, row.entryId, row.at])) === 1;
}

/** Σ of what the days after `after` were promised, but for one day. */
export async function sumPromised(sql: Sql, days: { after: number; except: number }): Promise<bigint> {
  const row = await sql.one<{ amount: bigint }>('select coalesce(sum(amount), 0)::numeric(38,0) as amount from economy.price where day > $1 and day <> $2', [days.after, days.except]);
  return row.amount;
}

/** The supply, once it came into being. */
export async function findSupply(sql: Sql): Promise<SupplyRow | undefined> {
  return sql.maybe<SupplyRow>('select total_pts as "totalPts", founders_pts as "foundersPts", rule_version as "ruleVersion", entry_id as "entryId", at from economy.supply');
}

/** The day from which the airdrop runs; undefined before it opened. */
export async function findOpening(sql: Sql): Promise<{ day: number } | undefined> {
  return sql.maybe<{ day: number }>('select day from economy.opening where only_row');
}

/** Opens the airdrop. */
export async function insertOpening(tx: Tx, row: { day: number; at: Date }): Promise<void> {
  await tx.run('insert into economy.opening (day, at) values ($1, $2) on conflict do nothing', [row.day, row.at]);
}

/** Records what a day was meant to issue, issued, and leaves to the tail. */
export async function insertRelease(tx: Tx, row: { day: number; scheduled: bigint; issued: bigint; carried: bigint }): Promise<void> {
  await tx.run('insert into economy.release (day, scheduled, issued, carried) values ($1, $2, $3, $4) on conflict (day) do nothing', [row.day, row.scheduled, row.issued, row.carried]);
}
