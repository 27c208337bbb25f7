/** Texts in the member's language. Keys are typed: a missing one does not compile, and a test compares both languages. */
import type { CountUnits } from '@coshop/sdk';
import { names } from './state/names';
import { settings } from './state/settings';
import { fill, type Params } from './kernel/fill';
import en from './texts/en.json';
import zh from './texts/zh-CN.json';

export type TextKey = keyof typeof zh;
const languages: Readonly<Record<'zh-CN' | 'en', Readonly<Record<TextKey, string>>>> = { 'zh-CN': zh, en };

/** The text of `key` with its {placeholders} filled; a template that calls it follows the language. {SV} and {PTS} are the assets' names, {sv} and {pts} the same within a sentence. */
export function t(key: TextKey, params: Params = {}): string {
  const text = languages[settings.locale][key];
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
  return names[named] ?? languages[settings.locale][`name.${named}`];
}

/** Whether a text that the server names exists here; new kinds of lines may come before a new storefront. */
export function isTextKey(key: string): key is TextKey {
  return key in zh;
}

const COUNT_UNITS: Readonly<Record<'zh-CN' | 'en', CountUnits>> = {
  'zh-CN': [[8, zh['count.hundredMillion']], [4, zh['count.tenThousand']]],
  en: [[9, 'B'], [6, 'M'], [3, 'k']],
};

/** The counting words of the language, for compact(). */
export function countUnits(): CountUnits {
  return COUNT_UNITS[settings.locale];
}
