/** Filters of a list: every one a text, '' when nothing is set. */
export type Filters = Record<string, string>;
/** What a list asks: the filters that are set, how many rows, and where to go on. */
export type Ask = Record<string, string | number | undefined>;

/** The filters that are set, as a query; those at their resting value are left out. '' is set where a list rests on something: it asks for all. */
export function setFilters(filters: Filters, resting: Filters): Filters {
  return Object.fromEntries(Object.entries(filters).filter(([name, value]) => value !== (resting[name] ?? '')));
}
