/** Many parcels at once: rows of order number, courier and tracking number are matched first, then each order is shipped by itself. */
import type { Ctx } from '#infra/context.ts';
import type { Sql } from '#infra/sql.ts';
import { fileErrors, readSheet } from '#infra/xlsx.ts';
import { Refusal } from '#kernel/errors.ts';
import { type Id, parseId } from '#kernel/id.ts';
import { errors as orderErrors, type OrderDetail, ordersById, tidyTrackingNumber } from '#modules/orders/index.ts';
import { carrierOf } from './domain.ts';
import { CARRIER_CODES, shipParcel } from './service.ts';
import texts from './texts.json' with { type: 'json' };

export const MOST_PARCELS = 500;
export const PROBLEMS = ['unknownOrder', 'notPaid', 'unknownCarrier', 'badNumber', 'twice'] as const;
export type ParcelProblem = (typeof PROBLEMS)[number];
const LOCALES = ['zh-CN', 'en'] as const;

/** A row as it was pasted or stands in a sheet. */
export interface ParcelRow {
  readonly orderId: string;
  readonly carrier: string;
  readonly trackingNumber: string;
}

/** What came of a row: the order it is matched with, or what keeps it from being shipped. */
export interface MatchedRow {
  readonly row: ParcelRow;
  readonly problem: ParcelProblem | undefined;
  readonly order: OrderDetail | undefined;
  /** The courier's code, when it is known. */
  readonly carrier: string | undefined;
}

/** Matches rows with the fulfiller's orders; changes nothing. Another's order is as unknown as one that is missing. */
export async function matchParcels(sql: Sql, input: { supplierId: bigint | null; rows: readonly ParcelRow[] }): Promise<MatchedRow[]> {
  const ids = input.rows.map(({ orderId }) => parseId<'order'>(orderId.trim()));
  const orders = new Map((await ordersById(sql, [...new Set(ids.flatMap((id) => id ?? []))])).filter(({ supplierId }) => supplierId === input.supplierId).map((order) => [order.orderId, order]));
  const seen = new Set<bigint>();
  return input.rows.map((row, index) => {
    const order = orders.get(ids[index] ?? 0n);
    const carrier = carrierOf(row.carrier, CARRIER_CODES);
    const problem = problemOf({ order, carrier, row, isTwice: order !== undefined && seen.has(order.orderId) });
    if (order) seen.add(order.orderId);
    return { row, problem, order, carrier };
  });
}

function problemOf(match: { order: OrderDetail | undefined; carrier: string | undefined; row: ParcelRow; isTwice: boolean }): ParcelProblem | undefined {
  if (!match.order) return 'unknownOrder';
  if (match.isTwice) return 'twice';
  if (match.order.state !== 'paid') return 'notPaid';
  if (match.carrier === undefined) return 'unknownCarrier';
  return tidyTrackingNumber(match.row.trackingNumber) === undefined ? 'badNumber' : undefined;
}

/** Ships what can be shipped, each order in a unit of its own, and tells of every row what came of it; a row with a problem changes nothing. */
export async function shipParcels(unit: <Result>(work: (ctx: Ctx) => Promise<Result>) => Promise<Result>, input: { supplierId: bigint | null; matched: readonly MatchedRow[] }): Promise<MatchedRow[]> {
  const results: MatchedRow[] = [];
  for (const match of input.matched) {
    const { order, carrier, problem, row } = match;
    if (problem !== undefined || !order || carrier === undefined) {
      results.push(match);
      continue;
    }
    try {
      await unit((ctx) => shipParcel(ctx, { orderId: order.orderId as Id<'order'>, supplierId: input.supplierId, carrier, trackingNumber: row.trackingNumber }));
      results.push(match);
    } catch (refusal) {
      // Somebody shipped it between the look and the act: told like any other row that cannot be shipped.
      if (!(refusal instanceof Refusal) || refusal.code !== orderErrors.notPaid().code) throw refusal;
      results.push({ ...match, problem: 'notPaid' });
    }
  }
  return results;
}

const COLUMNS = ['orderId', 'carrier', 'trackingNumber'] as const;
/** The name of a column of the sheet of orders to ship. */
export const columnName = (locale: (typeof LOCALES)[number], column: keyof (typeof texts)['en']): string => texts[locale][column];
const plain = (text: string): string => text.replaceAll(/\s/g, '').toLowerCase();

/** The rows of a sheet: columns by their names, or without a row of names the first three. Refusals: file.unreadable, file.tooLarge. */
export async function parcelsIn(bytes: Buffer): Promise<ParcelRow[]> {
  const [first, ...others] = await readSheet(bytes, { maxRows: MOST_PARCELS });
  if (!first) throw fileErrors.unreadable();
  const named = COLUMNS.map((column) => first.cells.findIndex((cell) => LOCALES.some((locale) => plain(cell) === plain(columnName(locale, `fulfilment.column.${column}`)))));
  const hasNames = named.every((index) => index >= 0);
  const at = hasNames ? named : [0, 1, 2];
  const text = (cells: readonly string[], index: number, most: number): string => (cells[at[index] ?? 0] ?? '').slice(0, most);
  return (hasNames ? others : [first, ...others]).map(({ cells }) => ({ orderId: text(cells, 0, 40), carrier: text(cells, 1, 40), trackingNumber: text(cells, 2, 64) }))
    // An exported sheet that is filled in half: rows that nobody filled in are still to come.
    .filter(({ carrier, trackingNumber }) => carrier !== '' || trackingNumber !== '');
}
