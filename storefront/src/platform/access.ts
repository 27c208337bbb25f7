/** What assistive technology and keyboards need in the browser and the mini program brings by itself. */
import { onUnmounted, type Ref, ref, watch } from 'vue';

/** Names the input inside an element of uni-app, which passes no aria attributes on, and says how it may be filled in. */
export function nameInput(holder: unknown, name: string, autocomplete: string): void {
  // #ifdef H5
  const root = (holder as { $el?: unknown } | null)?.$el ?? holder;
  if (!(root instanceof HTMLElement)) return;
  const input = root.querySelector('input, textarea');
  input?.setAttribute('aria-label', name);
  if (autocomplete !== '') input?.setAttribute('autocomplete', autocomplete);
  // #endif
}

/** What is open above the page, the uppermost last: Escape and Tab are its own. */
const layers: object[] = [];
const TABBABLE = 'input, textarea, a[href], button, [tabindex="0"]';

/** Keeps the keyboard inside `holder` and lets Escape call `close`, until the returned function is called; then the focus is where it was. */
function holdKeyboard(holder: unknown, close: () => void): () => void {
  let stop = (): void => undefined;
  // #ifdef H5
  const root = (holder as { $el?: unknown } | null)?.$el ?? holder;
  if (!(root instanceof HTMLElement)) return stop;
  const before = document.activeElement;
  const layer = {};
  const listen = (event: KeyboardEvent): void => {
    if (layers.at(-1) !== layer) return;
    if (event.key === 'Escape') close();
    if (event.key !== 'Tab') return;
    const all = [...root.querySelectorAll<HTMLElement>(TABBABLE)].filter((one) => one.offsetParent !== null);
    const at = all.findIndex((one) => one === document.activeElement);
    const beyond = event.shiftKey ? at <= 0 : at === -1 || at === all.length - 1;
    if (!beyond) return;
    event.preventDefault();
    all.at(event.shiftKey ? -1 : 0)?.focus();
  };
  layers.push(layer);
  document.addEventListener('keydown', listen);
  root.focus({ preventScroll: true });
  stop = () => {
    layers.splice(layers.indexOf(layer), 1);
    document.removeEventListener('keydown', listen);
    if (before instanceof HTMLElement) before.focus({ preventScroll: true });
  };
  // #endif
  return stop;
}

/** The body of a layer above the page, to be given to its element: while it is drawn, it keeps the keyboard, and Escape calls `close`. */
export function useHeldKeyboard(close: () => void): Ref<unknown> {
  const body = ref<unknown>(null);
  let release: (() => void) | undefined;
  watch(body, (drawn) => {
    release?.();
    release = drawn ? holdKeyboard(drawn, close) : undefined;
  });
  onUnmounted(() => release?.());
  return body;
}
