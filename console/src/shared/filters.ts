/** Filters of a list: every one a text, '' when nothing is set. */
export type Filters = Record<string, string>;

/** The filters that are set, as a query; those at their resting value are left out. */
export function setFilters(filters: Filters, resting: Filters): Filters {
  return Object.fromEntries(Object.entries(filters).filter(([name, value]) => value !== '' && value !== resting[name]));
}
