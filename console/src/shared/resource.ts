/** One thing loaded from the server, again whenever what names it changes. */
import { computed, onScopeDispose, type Ref, ref, shallowRef, watch } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { failureText, notify } from './notices.ts';

export interface Resource<Value> {
  readonly value: Readonly<Ref<Value | undefined>>;
  readonly loading: Readonly<Ref<boolean>>;
  readonly failure: Readonly<Ref<unknown>>;
  reload(): Promise<void>;
}

/** Loads at once and whenever `watched` changes; an older answer never overwrites a newer one. `undefined` from `load` means nothing to show. */
export function useResource<Value>(load: () => Promise<Value> | undefined, watched?: () => unknown): Resource<Value> {
  const value = shallowRef<Value>();
  const loading = ref(false);
  const failure = shallowRef<unknown>();
  let asked = 0;
  async function reload(): Promise<void> {
    const mine = (asked += 1);
    const pending = load();
    if (pending === undefined) {
      value.value = undefined;
      failure.value = undefined;
      loading.value = false;
      return;
    }
    loading.value = true;
    try {
      const answer = await pending;
      if (mine !== asked) return;
      value.value = answer;
      failure.value = undefined;
    } catch (error) {
      if (mine === asked) failure.value = error;
    } finally {
      if (mine === asked) loading.value = false;
    }
  }
  onScopeDispose(() => { asked += 1; });
  if (watched) watch(watched, () => { value.value = undefined; void reload(); });
  void reload();
  return { value, loading, failure, reload };
}

/** An act of the user: busy while it runs, a notice when it fails. `run` answers whether it was done. */
export function useAction<Input extends readonly unknown[]>(act: (...input: Input) => Promise<unknown>) {
  const busy = ref(false);
  async function run(...input: Input): Promise<boolean> {
    if (busy.value) return false;
    busy.value = true;
    try {
      await act(...input);
      return true;
    } catch (error) {
      notify('error', failureText(error));
      return false;
    } finally {
      busy.value = false;
    }
  }
  return { busy, run };
}

/** The side sheet of a page: which row is open stands in the address, so that it can be sent and the browser's back closes it. */
export function useSheet() {
  const route = useRoute();
  const router = useRouter();
  const id = computed(() => (typeof route.query['open'] === 'string' ? route.query['open'] : ''));
  return {
    id,
    open: (next: string): void => { void router.push({ query: { ...route.query, open: next } }); },
    close: (): void => {
      const { open: _open, ...query } = route.query;
      void router.replace({ query });
    },
  };
}
