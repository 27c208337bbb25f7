/** Texts of refusals by language; a missing code falls back to the code itself, which the tidy test forbids. */
import type { RefusalDetails } from '#kernel/errors.ts';
import type { Texts } from './module.ts';

export type Locale = keyof Texts;

/** The language asked for by an Accept-Language header: en when it comes before any Chinese, else zh-CN. */
export function localeOf(header: string | undefined): Locale {
  const wanted = (header ?? '').toLowerCase().split(',').map((part) => part.trim().slice(0, 2));
  const first = wanted.find((language) => language === 'zh' || language === 'en');
  return first === 'en' ? 'en' : 'zh-CN';
}

/** One lookup over the texts of all modules: (locale, code, details) → text with its {placeholders} filled. */
export function makeTranslator(all: readonly Texts[]): (locale: Locale, code: string, details: RefusalDetails) => string {
  const merged: Record<Locale, Map<string, string>> = { 'zh-CN': new Map(), en: new Map() };
  for (const texts of all) {
    for (const locale of ['zh-CN', 'en'] as const) for (const [code, text] of Object.entries(texts[locale])) merged[locale].set(code, text);
  }
  return (locale, code, details) =>
    (merged[locale].get(code) ?? code).replace(/\{(\w+)\}/g, (whole, name: string) => String(details[name] ?? whole));
}
