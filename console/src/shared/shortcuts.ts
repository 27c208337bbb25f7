/** Keys that work everywhere: / to search, ? for this list, g and a letter to go somewhere. */
import { onScopeDispose, ref } from 'vue';

export interface Destination { readonly key: string; readonly path: string; readonly label: string }

function typingIn(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

/** Focuses the search field of the page; answers whether there is one. */
function focusSearch(): boolean {
  const field = document.querySelector<HTMLInputElement>('[data-search] input');
  field?.focus();
  field?.select();
  return field !== null;
}

/** Listens while the shell lives. `go` moves to a path; `destinations` are read at every key, since they depend on who is signed in. */
export function useShortcuts(destinations: () => readonly Destination[], go: (path: string) => void) {
  const listOpen = ref(false);
  let going = false;
  const onKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typingIn(event.target)) return;
    if (going) {
      going = false;
      const found = destinations().find(({ key }) => key === event.key);
      if (found) { event.preventDefault(); go(found.path); }
      return;
    }
    if (event.key === '/') { if (focusSearch()) event.preventDefault(); }
    else if (event.key === '?') listOpen.value = !listOpen.value;
    else if (event.key === 'g') { going = true; setTimeout(() => { going = false; }, 1500); }
  };
  window.addEventListener('keydown', onKey);
  onScopeDispose(() => window.removeEventListener('keydown', onKey));
  return { listOpen };
}
