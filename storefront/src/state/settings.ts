/** What the member chose for this device: language, theme, type size. */
import { computed, reactive, ref, watch } from 'vue';
import { paintDocument, type Theme, watchSystemTheme } from '../platform/look';

export type Locale = 'zh-CN' | 'en';
interface Settings { locale: Locale; theme: Theme | 'system'; large: boolean }

const KEY = 'settings';

function stored(): Settings {
  const saved: unknown = uni.getStorageSync(KEY);
  const { locale, theme, large } = (typeof saved === 'object' && saved !== null ? saved : {}) as Partial<Record<keyof Settings, unknown>>;
  return {
    locale: locale === 'zh-CN' || locale === 'en' ? locale : uni.getLocale().startsWith('zh') ? 'zh-CN' : 'en',
    theme: theme === 'light' || theme === 'dark' ? theme : 'system',
    large: large === true,
  };
}

export const settings = reactive<Settings>(stored());
const systemTheme = ref<Theme>('light');
/** The theme that is shown: the chosen one, else the system's. */
export const shownTheme = computed<Theme>(() => (settings.theme === 'system' ? systemTheme.value : settings.theme));

/** Follows the system's theme, paints every change and keeps it. Called once, at launch. */
export function startSettings(): void {
  watchSystemTheme((theme) => { systemTheme.value = theme; });
  watch(() => ({ theme: shownTheme.value, large: settings.large, locale: settings.locale }), paintDocument, { immediate: true });
  watch(settings, (now) => { uni.setStorageSync(KEY, { ...now }); });
}
