/** Loading something to show: a page is always in one of three states, loading, ready or failed, and says so. */
import { ApiError } from '@coshop/sdk';
import { computed, ref, shallowRef } from 'vue';
import { forget } from './session';

/** What went wrong, for a notice. `unanswered`: no answer arrived, so the network is the likely cause. The reference is given where it helps: for what is our fault. */
export interface Failure { readonly unanswered: boolean; readonly message: string; readonly code: string; readonly requestId: string | null }

/** Reads any thrown value as a failure; an ended session is forgotten on the way. */
export function failureOf(error: unknown): Failure {
  if (!(error instanceof ApiError)) return { unanswered: false, message: '', code: 'storefront', requestId: null };
  // Other 401s say that a proof was wrong: who mistypes his password stays signed in.
  if (error.code === 'identity.signInNeeded') forget();
  return { unanswered: error.status === 0, message: error.message === error.code ? '' : error.message, code: error.code, requestId: error.status >= 500 ? error.requestId : null };
}

/** One thing: `run` loads it (again); the old value stays while it does. A slow answer never replaces a later one. */
export function useLoad<Value>(load: () => Promise<Value>) {
  const value = shallowRef<Value>();
  const failure = shallowRef<Failure>();
  let latest = 0;
  async function run(): Promise<void> {
    latest += 1;
    const mine = latest;
    try {
      const loaded = await load();
      if (mine !== latest) return;
      value.value = loaded;
      failure.value = undefined;
    } catch (error) {
      if (mine === latest) failure.value = failureOf(error);
    }
  }
  return { value, failure, run };
}

interface Page<Item> { readonly items: readonly Item[]; readonly nextCursor: string | null }

/** A list without end: `restart` loads the first page, `more` the next one unless it is under way or there is none. */
export function useList<Item>(load: (cursor: string | undefined) => Promise<Page<Item>>) {
  const items = shallowRef<readonly Item[]>();
  const failure = shallowRef<Failure>();
  const cursor = ref<string | null>(null);
  const busy = ref(false);
  let latest = 0;

  async function fetchPage(from: string | undefined): Promise<void> {
    latest += 1;
    const mine = latest;
    busy.value = true;
    failure.value = undefined;
    try {
      const page = await load(from);
      if (mine !== latest) return;
      items.value = from === undefined ? page.items : [...(items.value ?? []), ...page.items];
      cursor.value = page.nextCursor;
    } catch (error) {
      if (mine === latest) failure.value = failureOf(error);
    } finally {
      if (mine === latest) busy.value = false;
    }
  }
  return {
    items, failure, busy, ended: computed(() => items.value !== undefined && cursor.value === null),
    restart: (): Promise<void> => fetchPage(undefined),
    clear: (): void => { items.value = undefined; },
    more: async (): Promise<void> => { if (!busy.value && cursor.value !== null) await fetchPage(cursor.value); },
  };
}

/** One act of the member: `run` refuses a second tap while the first is under way. */
export function useAct() {
  const busy = ref(false);
  const failure = shallowRef<Failure>();
  async function run(act: () => Promise<void>): Promise<boolean> {
    if (busy.value) return false;
    busy.value = true;
    failure.value = undefined;
    try {
      await act();
      return true;
    } catch (error) {
      failure.value = failureOf(error);
      return false;
    } finally {
      busy.value = false;
    }
  }
  return { busy, failure, run };
}
