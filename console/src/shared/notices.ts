/** Short notices above everything: what was done, or what went wrong and that nothing was lost. */
import { ApiError } from '@coshop/sdk';
import { i18n } from './texts.ts';

export interface Notice { readonly kind: 'success' | 'info' | 'warning' | 'error'; readonly text: string }
type Listener = (notice: Notice) => void;

const listeners = new Set<Listener>();

/** Subscribes the host component; returns how to stop. */
export function onNotice(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Shows a notice. */
export function notify(kind: Notice['kind'], text: string): void {
  for (const listener of listeners) listener({ kind, text });
}

/** A failure in plain words: the server's own when it gave some, else what happened and what to do. */
export function failureText(failure: unknown): string {
  const { t } = i18n.global;
  if (!(failure instanceof ApiError)) return t('failure.page');
  if (failure.code === 'network') return t('failure.network');
  if (failure.status >= 500) return t('failure.server', { requestId: failure.requestId ?? '–' });
  return failure.message === failure.code ? t('failure.refused', { code: failure.code }) : failure.message;
}
