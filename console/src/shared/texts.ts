/** Texts of the console: Chinese comes with the first page, English when it is asked for. */
import { watch } from 'vue';
import { createI18n } from 'vue-i18n';
import zhCN from '#texts/zh-CN.json' with { type: 'json' };
import { type Locale, settings } from './settings.ts';

export type Texts = typeof zhCN;

export const i18n = createI18n<[Texts], Locale, false>({
  legacy: false, locale: 'zh-CN', fallbackLocale: 'zh-CN', missingWarn: false, fallbackWarn: false,
  messages: { 'zh-CN': zhCN, en: {} as Texts },
});

let englishLoaded = false;

/** Shows the language of the settings, loading its texts first. */
export async function useLanguage(locale: Locale): Promise<void> {
  if (locale === 'en' && !englishLoaded) {
    const english = await import('#texts/en.json');
    i18n.global.setLocaleMessage('en', english.default);
    englishLoaded = true;
  }
  i18n.global.locale.value = locale;
}

watch(() => settings.locale, (locale) => { void useLanguage(locale); });

/** The text of a word of the server (a state, a role, a level): the word itself when this console does not know it. */
export function wordText(group: string, word: string): string {
  const key = `${group}.${word}`;
  const { t, te } = i18n.global;
  return te(key) || te(key, 'zh-CN') ? t(key) : word;
}
