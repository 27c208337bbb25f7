/** Paged lists: filters that live in the address, one page at a time by the server's cursor, everything for an export. */
import { computed, onScopeDispose, reactive, type Ref, ref, shallowRef, watch } from 'vue';
import { type LocationQuery, useRoute, useRouter } from 'vue-router';
import { type Ask, type Filters, setFilters } from './filters.ts';

export interface Page<Row> { readonly items: readonly Row[]; readonly nextCursor: string | null; readonly total?: number }

interface Options<Row, F extends Filters> {
  /** Every filter with its value when nothing is set, usually ''. */
  readonly filters: F;
  readonly load: (ask: Ask) => Promise<Page<Row>>;
}

export interface List<Row, F extends Filters = Filters> {
  readonly filters: F;
  readonly filtered: Readonly<Ref<boolean>>;
  readonly rows: Readonly<Ref<readonly Row[]>>;
  readonly total: Readonly<Ref<number | undefined>>;
  readonly page: Readonly<Ref<number>>;
  readonly pageSize: Ref<number>;
  readonly more: Readonly<Ref<boolean>>;
  readonly loading: Readonly<Ref<boolean>>;
  readonly loaded: Readonly<Ref<boolean>>;
  readonly failure: Readonly<Ref<unknown>>;
  next(): void;
  previous(): void;
  reload(): Promise<void>;
  clear(): void;
  /** Every filter with its value when nothing is set. */
  readonly resting: F;
  /** Sets these filters and rests the others; unknown ones are left out. */
  set(filters: Filters): void;
  /** The rows that the filters let through, page by page up to the limit of a file made here; tells how many it has. */
  all(progress: (count: number) => void): Promise<AllRows<Row>>;
}

const PAGE_SIZE = 20;
const EXPORT_PAGE = 100;
const EXPORT_LIMIT = 20_000;
const TYPING_MS = 250;

/** Rows for a file; `cut` when there are more than it takes. */
export interface AllRows<Row> { readonly rows: readonly Row[]; readonly cut: boolean }

/** Reads a list to its end, or until it has `limit` rows. */
export async function readAll<Row>(load: (limit: number, cursor: string | undefined) => Promise<Page<Row>>, progress: (count: number) => void, limit = EXPORT_LIMIT): Promise<AllRows<Row>> {
  const rows: Row[] = [];
  let cursor: string | undefined;
  do {
    const { items, nextCursor } = await load(EXPORT_PAGE, cursor);
    rows.push(...items);
    cursor = nextCursor ?? undefined;
    progress(rows.length);
  } while (cursor !== undefined && rows.length < limit);
  // A full page says that there may be more, not that there is: only another look tells.
  const cut = rows.length > limit || (cursor !== undefined && (await load(1, cursor)).items.length > 0);
  return { rows: rows.slice(0, limit), cut };
}

/** Filters at their resting values, or as the address says. */
function readFilters(resting: Filters, query: LocationQuery): Filters {
  return Object.fromEntries(Object.entries(resting).map(([name, value]) => {
    const given = query[name];
    return [name, typeof given === 'string' ? given : value];
  }));
}

/** One page at a time: what was asked last wins, whatever answers first. */
function usePages<Row>(load: (limit: number, cursor: string | undefined) => Promise<Page<Row>>) {
  const rows = shallowRef<readonly Row[]>([]);
  const total = ref<number>();
  const cursors = ref<readonly (string | undefined)[]>([undefined]);
  const nextCursor = ref<string | null>(null);
  const pageSize = ref(PAGE_SIZE);
  const loading = ref(false);
  const loaded = ref(false);
  const failure = shallowRef<unknown>();
  let asked = 0;

  async function reload(): Promise<void> {
    const mine = (asked += 1);
    loading.value = true;
    try {
      const answer = await load(pageSize.value, cursors.value.at(-1));
      if (mine !== asked) return;
      rows.value = answer.items;
      total.value = answer.total;
      nextCursor.value = answer.nextCursor;
      failure.value = undefined;
      loaded.value = true;
    } catch (error) {
      if (mine === asked) failure.value = error;
    } finally {
      if (mine === asked) loading.value = false;
    }
  }
  function turnTo(next: readonly (string | undefined)[]): void {
    cursors.value = next;
    void reload();
  }
  watch(pageSize, () => turnTo([undefined]));
  onScopeDispose(() => { asked += 1; });
  void reload();
  return {
    rows, total, pageSize, loading, loaded, failure, reload,
    page: computed(() => cursors.value.length),
    more: computed(() => nextCursor.value !== null),
    restart: () => turnTo([undefined]),
    next: () => { if (nextCursor.value !== null) turnTo([...cursors.value, nextCursor.value]); },
    previous: () => { if (cursors.value.length > 1) turnTo(cursors.value.slice(0, -1)); },
  };
}

/** A list that loads itself, again whenever a filter changes. Call it in the set-up of a page. */
export function useList<Row, F extends Filters>(options: Options<Row, F>): List<Row, F> {
  const route = useRoute();
  const router = useRouter();
  const filters = reactive(readFilters(options.filters, route.query));
  const load = (limit: number, cursor: string | undefined): Promise<Page<Row>> =>
    options.load({ ...setFilters(filters, {}), limit, ...(cursor === undefined ? {} : { cursor }) });
  const { restart, ...pages } = usePages(load);

  let typing: ReturnType<typeof setTimeout> | undefined;
  watch(filters, () => {
    clearTimeout(typing);
    typing = setTimeout(() => {
      const kept = Object.fromEntries(Object.entries(route.query).filter(([name]) => name !== 'open' && !(name in filters)));
      void router.replace({ query: { ...kept, ...setFilters(filters, options.filters) } });
      restart();
    }, TYPING_MS);
  });
  onScopeDispose(() => clearTimeout(typing));
  // A link or the browser's back may change the address of this very page.
  const { path } = route;
  watch(() => route.query, (query) => { if (route.path === path) Object.assign(filters, readFilters(options.filters, query)); });

  return {
    ...pages, filters: filters as F,
    filtered: computed(() => Object.keys(setFilters(filters, options.filters)).length > 0),
    clear: () => { Object.assign(filters, options.filters); },
    resting: options.filters,
    set: (next) => { Object.assign(filters, options.filters, Object.fromEntries(Object.entries(next).filter(([name]) => name in options.filters))); },
    all: (progress) => readAll(load, progress),
  };
}
