/** Texts in the member's language. Keys are typed: a missing one does not compile, and a test compares both languages. */
import type { CountUnits } from '@coshop/sdk';
import { computed, shallowReactive, watch } from 'vue';
import { names } from './state/names';
import { fill, type Params } from './kernel/fill';
import { type Locale, settings } from './state/settings';
import type zh from './texts/zh-CN.json';
// #ifndef H5
import bundledEn from './texts/en.json';
import bundledZh from './texts/zh-CN.json';
// #endif

export type TextKey = keyof typeof zh;
type Texts = Readonly<Record<TextKey, string>>;

const languages = shallowReactive<Partial<Record<Locale, Texts>>>({});
const texts = computed(() => languages[settings.locale]);
/** Whether the texts of the language are here: a page waits for them rather than flash in another language. */
export const textsReady = computed(() => texts.value !== undefined);

async function fetchTexts(locale: Locale): Promise<Texts> {
  // #ifdef H5
  return locale === 'en' ? (await import('./texts/en.json')).default : (await import('./texts/zh-CN.json')).default;
  // #endif
  // #ifndef H5
  return locale === 'en' ? bundledEn : bundledZh;
  // #endif
}

/** Brings the texts of the chosen language, now and when it changes; nobody loads a language he does not read. Called once, at launch. */
export function startTexts(): void {
  watch(() => settings.locale, async (locale) => { languages[locale] ??= await fetchTexts(locale); }, { immediate: true });
}

/** The text of `key` with its {placeholders} filled; a template that calls it follows the language. {SV} and {PTS} are the assets' names, {sv} and {pts} the same within a sentence. */
export function t(key: TextKey, params: Params = {}): string {
  const text = texts.value?.[key] ?? '';
  return text.includes('{') ? fill(text, { ...assetNames(), ...params }) : text;
}

/** Names of assets as parameters of a text. */
export function assetNames(): Params {
  const SV = nameOf('SV');
  const PTS = nameOf('PTS');
  return { SV, PTS, sv: SV.charAt(0).toLowerCase() + SV.slice(1), pts: PTS.charAt(0).toLowerCase() + PTS.slice(1) };
}

type Named = 'SV' | 'PTS' | 'registered' | 'patron' | 'vip' | 'shopkeeper' | 'dealer' | 'partner';

/** The display name of an asset or a level. */
export function nameOf(named: Named): string {
  return names[named] ?? texts.value?.[`name.${named}`] ?? '';
}

/** Whether a text that the server names exists here; new kinds of lines may come before a new storefront. */
export function isTextKey(key: string): key is TextKey {
  return texts.value !== undefined && key in texts.value;
}

/** The counting words of the language, for compact(). */
export function countUnits(): CountUnits {
  return settings.locale === 'en' ? [[9, 'B'], [6, 'M'], [3, 'k']] : [[8, t('count.hundredMillion')], [4, t('count.tenThousand')]];
}
