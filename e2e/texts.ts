/** The texts that the pages show, read from their language files, so that journeys are written in keys. */
import { readFileSync } from 'node:fs';

type Tree = { readonly [key: string]: string | Tree };

const read = (path: string): Tree => JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8')) as Tree;
const storefront = (locale: string): Tree => ({ ...read(`../storefront/src/texts/first.${locale}.json`), ...read(`../storefront/src/texts/${locale}.json`) });
const files = {
  storefront: { 'zh-CN': storefront('zh-CN'), en: storefront('en') },
  console: { 'zh-CN': read('../console/src/texts/zh-CN.json'), en: read('../console/src/texts/en.json') },
  simulators: read('../simulators/src/texts.json'),
};
type App = 'storefront' | 'console';
export type Locale = 'zh-CN' | 'en';

function find(tree: Tree, key: string): string {
  const flat = tree[key];
  if (typeof flat === 'string') return flat;
  const found = key.split('.').reduce<string | Tree | undefined>((node, part) => (typeof node === 'object' ? node[part] : undefined), tree);
  if (typeof found !== 'string') throw new Error(`no text "${key}"`);
  return found;
}

/** A text of an app with its {placeholders} filled; names of assets in storefront texts are filled from the same file. */
export function text(app: App, key: string, values: Readonly<Record<string, string | number>> = {}, locale: Locale = 'zh-CN'): string {
  const tree = files[app][locale];
  return find(tree, key).replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name];
    if (value !== undefined) return String(value);
    const asset = app === 'storefront' ? tree[`name.${name}`] : undefined;
    return typeof asset === 'string' ? asset : whole;
  });
}

/** A text of the simulated outside world, in zh-CN. */
export function outside(key: string): string {
  return find(files.simulators, `zh-CN.${key}`);
}
