/** What assistive technology and keyboards need in the browser and the mini program brings by itself. */

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

/** Calls `close` when Escape is pressed until the returned function is called. */
export function onEscape(close: () => void): () => void {
  let stop = (): void => undefined;
  // #ifdef H5
  const listen = (event: KeyboardEvent): void => { if (event.key === 'Escape') close(); };
  document.addEventListener('keydown', listen);
  stop = () => document.removeEventListener('keydown', listen);
  // #endif
  return stop;
}
