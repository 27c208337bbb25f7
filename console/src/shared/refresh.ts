/** Reading again by itself, while somebody looks. */
import { onScopeDispose } from 'vue';

const SOON_MS = 2_000;
/** Asking keeps a session alive: nobody who left his desk shall stay signed in by it. */
const LEFT_AFTER_MS = 10 * 60_000;

/** Calls `read` every two seconds, or as often as said, while the page is visible and somebody touched it within ten minutes. */
export function useRefresh(read: () => Promise<void>, everyMs = SOON_MS): void {
  let touchedAt = performance.now();
  const touch = (): void => { touchedAt = performance.now(); };
  const timer = setInterval(() => {
    if (!document.hidden && performance.now() - touchedAt < LEFT_AFTER_MS) void read();
  }, everyMs);
  for (const name of ['pointerdown', 'keydown'] as const) window.addEventListener(name, touch);
  onScopeDispose(() => {
    clearInterval(timer);
    for (const name of ['pointerdown', 'keydown'] as const) window.removeEventListener(name, touch);
  });
}
