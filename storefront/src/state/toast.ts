/** A short word that something was done; refusals are never toasts, they stay where they happened. */
import { ref } from 'vue';

export const toastText = ref('');
let timer: ReturnType<typeof setTimeout> | undefined;

/** Shows a word for two seconds. */
export function toast(text: string): void {
  toastText.value = text;
  clearTimeout(timer);
  timer = setTimeout(() => { toastText.value = ''; }, 2000);
}
