/** What this browser prefers: language, light or dark. Kept in local storage, read before anything is drawn. */
import { reactive, watch } from 'vue';

export type Locale = 'zh-CN' | 'en';
export type Theme = 'light' | 'dark';
interface Settings { locale: Locale; theme: Theme; narrow: boolean }

const KEY = 'coshop.console';

function read(): Partial<Settings> {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}');
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}

function browserLocale(): Locale {
  return navigator.language.toLowerCase().startsWith('en') ? 'en' : 'zh-CN';
}

const stored = read();

export const settings = reactive<Settings>({
  locale: stored.locale === 'en' || stored.locale === 'zh-CN' ? stored.locale : browserLocale(),
  theme: stored.theme ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'),
  narrow: stored.narrow === true,
});

watch(settings, (now) => {
  document.documentElement.className = `theme-${now.theme}`;
  document.documentElement.lang = now.locale;
  try {
    localStorage.setItem(KEY, JSON.stringify(now));
  } catch {
    // A browser that keeps nothing still shows everything.
  }
}, { immediate: true, flush: 'sync' });
