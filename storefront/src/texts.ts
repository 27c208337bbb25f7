/** Texts in the member's language. Keys are typed: a missing one does not compile, and a test compares both languages. */
import type { CountUnits } from '@coshop/sdk';
import { computed, ref, shallowReactive, watch } from 'vue';
import { names } from './state/names';
import { fill, type Params } from './kernel/fill';
import { type Locale, settings } from './state/settings';
import type firstZh from './texts/first.zh-CN.json';
import type zh from './texts/zh-CN.json';
// #ifndef H5
import bundledEn from './texts/en.json';
import bundledFirstEn from './texts/first.en.json';
import bundledFirstZh from './texts/first.zh-CN.json';
import bundledZh from './texts/zh-CN.json';
// #endif

export type TextKey = keyof typeof firstZh | keyof typeof zh;
type Texts = Readonly<Partial<Record<TextKey, string>>>;
/** What the first page says comes alone, the rest when a page needs it: nobody waits for texts he does not read. */
type Part = 'first' | 'rest';

const loaded = shallowReactive<Partial<Record<`${Part} ${Locale}`, Texts>>>({});
const restWanted = ref(false);
const texts = computed<Texts>(() => ({ ...loaded[`first ${settings.locale}`], ...loaded[`rest ${settings.locale}`] }));
/** Whether the texts of the first page, and those of every page, are here: a page waits for its own rather than flash in another language. */
export const firstTextsReady = computed(() => loaded[`first ${settings.locale}`] !== undefined);
export const textsReady = computed(() => firstTextsReady.value && loaded[`rest ${settings.locale}`] !== undefined);

async function fetchTexts(part: Part, locale: Locale): Promise<Texts> {
  // #ifdef H5
  if (part === 'first') return locale === 'en' ? (await import('./texts/first.en.json')).default : (await import('./texts/first.zh-CN.json')).default;
  return locale === 'en' ? (await import('./texts/en.json')).default : (await import('./texts/zh-CN.json')).default;
  // #endif
  // #ifndef H5
  if (part === 'first') return locale === 'en' ? bundledFirstEn : bundledFirstZh;
  return locale === 'en' ? bundledEn : bundledZh;
  // #endif
}

/** Brings the texts of the chosen language, now and when it changes. Called once, at launch. */
export function startTexts(): void {
  const bring = async (part: Part, locale: Locale): Promise<void> => { loaded[`${part} ${locale}`] ??= await fetchTexts(part, locale); };
  watch(() => settings.locale, (locale) => bring('first', locale), { immediate: true });
  watch([restWanted, () => settings.locale] as const, ([wanted, locale]) => (wanted ? bring('rest', locale) : undefined), { immediate: true });
}

/** Asks for the texts of all pages: every page but the first does. */
export function wantTexts(): void {
  restWanted.value = true;
}

/** The text of `key` with its {placeholders} filled; a template that calls it follows the language. {SV} and {PTS} are the assets' names, {sv} and {pts} the same within a sentence. */
export function t(key: TextKey, params: Params = {}): string {
  const text = texts.value[key] ?? '';
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
  return names[named] ?? texts.value[`name.${named}`] ?? '';
}

/** Whether a text that the server names exists here; new kinds of lines may come before a new storefront. */
export function isTextKey(key: string): key is TextKey {
  return key in texts.value;
}

/** The counting words of the language, for compact(). */
export function countUnits(): CountUnits {
  return settings.locale === 'en' ? [[9, 'B'], [6, 'M'], [3, 'k']] : [[8, t('count.hundredMillion')], [4, t('count.tenThousand')]];
}
