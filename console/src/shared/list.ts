/** Paged lists: filters that live in the address, one page at a time by the server's cursor, everything for an export. */
import { computed, onScopeDispose, reactive, type Ref, ref, shallowRef, watch } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { type Filters, setFilters } from './filters.ts';

export interface Page<Row> { readonly items: readonly Row[]; readonly nextCursor: string | null; readonly total?: number }
/** What a list asks: the filters that are set, how many rows, and where to go on. */
export type Ask = Record<string, string | number | undefined>;

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
  /** Every row the filters let through, page by page, at most `limit`; tells how many it has. */
  all(progress: (count: number) => void): Promise<Row[]>;
}

const PAGE_SIZE = 20;
const EXPORT_LIMIT = 20_000;
const TYPING_MS = 250;

/** A list that loads itself, again whenever a filter changes. Call it in the set-up of a page. */
export function useList<Row, F extends Filters>(options: Options<Row, F>): List<Row, F> {
  const route = useRoute();
  const router = useRouter();
  const filters = reactive<Filters>({ ...options.filters });
  for (const name of Object.keys(filters)) {
    const given = route.query[name];
    if (typeof given === 'string') filters[name] = given;
  }
  const rows = shallowRef<readonly Row[]>([]);
  const total = ref<number>();
  const cursors = ref<readonly (string | undefined)[]>([undefined]);
  const nextCursor = ref<string | null>(null);
  const pageSize = ref(PAGE_SIZE);
  const loading = ref(false);
  const loaded = ref(false);
  const failure = shallowRef<unknown>();
  let asked = 0;
  let typing: ReturnType<typeof setTimeout> | undefined;

  const ask = (limit: number, cursor: string | null | undefined): Ask =>
    ({ ...setFilters(filters, {}), limit, ...(cursor === null || cursor === undefined ? {} : { cursor }) });

  async function reload(): Promise<void> {
    const mine = (asked += 1);
    loading.value = true;
    try {
      const answer = await options.load(ask(pageSize.value, cursors.value.at(-1)));
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

  function restart(): void {
    cursors.value = [undefined];
    const { open: _open, ...others } = route.query;
    const kept = Object.fromEntries(Object.entries(others).filter(([name]) => !(name in filters)));
    void router.replace({ query: { ...kept, ...setFilters(filters, options.filters) } });
    void reload();
  }

  watch(filters, () => {
    clearTimeout(typing);
    typing = setTimeout(restart, TYPING_MS);
  });
  watch(pageSize, () => { cursors.value = [undefined]; void reload(); });
  onScopeDispose(() => { clearTimeout(typing); asked += 1; });
  void reload();

  return {
    filters: filters as F, rows, total, pageSize, loading, loaded, failure, reload,
    filtered: computed(() => Object.keys(setFilters(filters, options.filters)).length > 0),
    page: computed(() => cursors.value.length),
    more: computed(() => nextCursor.value !== null),
    next() {
      if (nextCursor.value === null) return;
      cursors.value = [...cursors.value, nextCursor.value];
      void reload();
    },
    previous() {
      if (cursors.value.length === 1) return;
      cursors.value = cursors.value.slice(0, -1);
      void reload();
    },
    clear() { Object.assign(filters, options.filters); },
    async all(progress) {
      const found: Row[] = [];
      let cursor: string | null | undefined;
      do {
        const answer = await options.load(ask(100, cursor));
        found.push(...answer.items);
        cursor = answer.nextCursor;
        progress(found.length);
      } while (cursor !== null && found.length < EXPORT_LIMIT);
      return found;
    },
  };
}
