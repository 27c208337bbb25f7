/** Counting the rows of a list that may not say how many it has. */
import { dayAt } from '#shared/clock.ts';
import type { Ask } from '#shared/filters.ts';

const PAGE = 100;
const PAGES = 10;

interface Counted<Row> { readonly items: readonly Row[]; readonly nextCursor: string | null; readonly total?: number }

/**
 * How many rows a list has: as the server says, else counted page by page, at most PAGES of them ("1000+").
 * `until` ends the count at the first row it finds.
 */
export async function countRows<Row>(load: (ask: Ask) => Promise<Counted<Row>>, until: (row: Row) => boolean = () => false): Promise<string> {
  let count = 0;
  let cursor: string | undefined;
  for (let page = 0; page < PAGES; page += 1) {
    const { items, nextCursor, total }: Counted<Row> = await load({ limit: PAGE, ...(cursor === undefined ? {} : { cursor }) });
    if (total !== undefined) return String(total);
    const end = items.findIndex(until);
    if (end >= 0) return String(count + end);
    count += items.length;
    if (nextCursor === null) return String(count);
    cursor = nextCursor;
  }
  return `${count}+`;
}

/** Whether an order was placed before the business day. */
export function placedBefore(day: string): (row: { readonly placedAt: string }) => boolean {
  return ({ placedAt }) => dayAt(Date.parse(placedAt)) < day;
}
