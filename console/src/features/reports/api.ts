/** What the start page asks, from the modules that own it. */
import { api } from '#shared/api.ts';
import { dayAt, setBusinessTime } from '#shared/clock.ts';

export interface StartEconomy {
  readonly clock: { readonly now: string; readonly today: string; readonly nextNoonAt: string };
  readonly fund: { readonly eligibleSv: string; readonly pausedSv: string; readonly outstandingSv: string; readonly circulatingPts: string };
  readonly today: { readonly day: string; readonly priceAtoms: string; readonly amountPts: string; readonly approvedBy: { readonly name: string } | null } | null;
  readonly pending: readonly { readonly day: string }[];
  readonly upcoming: readonly { readonly day: string }[];
  readonly history: readonly { readonly day: string; readonly priceAtoms: string; readonly issuedPts: string; readonly burnedSv: string }[];
}
interface Counted { readonly items: readonly unknown[]; readonly nextCursor: string | null; readonly total?: number }

/** The state of the economy; also sets the business clock of this console. */
export async function findEconomy(): Promise<StartEconomy> {
  const economy = (await api('get', '/api/console/economy')) as StartEconomy;
  setBusinessTime(economy.clock.now);
  return economy;
}

const PAGE = 100;
const PAGES = 10;

/** How many rows a list has: as the server counts them, else counted page by page, at most PAGES of them ("1000+"). `until` ends the count at the first row it finds. */
export async function countOf(path: string, query: Record<string, string>, until: (row: unknown) => boolean = () => false): Promise<string> {
  let count = 0;
  let cursor: string | null = null;
  for (let page = 0; page < PAGES; page += 1) {
    const answer = (await api('get', path, { query: { ...query, limit: PAGE, ...(cursor === null ? {} : { cursor }) } })) as Counted;
    if (answer.total !== undefined) return String(answer.total);
    const end = answer.items.findIndex(until);
    if (end >= 0) return String(count + end);
    count += answer.items.length;
    cursor = answer.nextCursor;
    if (cursor === null) return String(count);
  }
  return `${count}+`;
}

/** Whether an order was placed before the business day. */
export function placedBefore(day: string): (row: unknown) => boolean {
  return (row) => typeof row === 'object' && row !== null && 'placedAt' in row && dayAt(Date.parse(String(row.placedAt))) < day;
}

export interface Subscriber { readonly name: string; readonly lag: string; readonly state: string }
export const listSubscribers = () => api('get', '/api/console/subscribers') as Promise<{ items: readonly Subscriber[] }>;
