import { defineRefusals } from '#kernel/errors.ts';
import type { Id } from '#kernel/id.ts';

export type ViewId = Id<'savedView'>;

/** Filters of a list by name, as its address has them. */
export type Filters = Readonly<Record<string, string>>;

export interface SavedView {
  readonly id: ViewId;
  /** The console's name of the list. */
  readonly list: string;
  readonly name: string;
  readonly filters: Filters;
}

export const MOST_VIEWS = 20;
/** Files that one process writes at a time for the platform, and as many for all suppliers. */
export const MOST_EXPORTS = 4;

export const errors = defineRefusals('reports', { tooManyViews: 409, viewExists: 409, viewNotFound: 404, exportsBusy: 429 });

/** The filters that a view keeps: a typed search is left out, since it may be somebody's phone or name. */
export function keptFilters(filters: Filters): Filters {
  return Object.fromEntries(Object.entries(filters).filter(([name, value]) => name !== 'search' && value !== ''));
}

/** What a business day brought so far; amounts in fen. */
export interface DayCounts {
  readonly day: number;
  readonly paidOrders: bigint;
  readonly paidFen: bigint;
  readonly refundedFen: bigint;
  readonly newMembers: bigint;
}

/** The counts of days added up, in order of day. */
export function addUp(counts: readonly DayCounts[]): DayCounts[] {
  const byDay = new Map<number, DayCounts>();
  for (const next of counts) {
    const sum = byDay.get(next.day);
    byDay.set(next.day, sum ? {
      day: next.day, paidOrders: sum.paidOrders + next.paidOrders, paidFen: sum.paidFen + next.paidFen,
      refundedFen: sum.refundedFen + next.refundedFen, newMembers: sum.newMembers + next.newMembers,
    } : next);
  }
  return [...byDay.values()].sort((a, b) => a.day - b.day);
}
