/** The mini program as it is built: WeChat is not here to run it, so it is loaded with what WeChat's engine has and nothing else. */
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createContext, runInContext } from 'node:vm';
import { beforeAll, expect, test } from 'vitest';

const REPOSITORY = fileURLToPath(new URL('../../', import.meta.url));
const ROOT = join(REPOSITORY, 'storefront/dist/build/mp-weixin');
/** The storefront's pages; the file may hold comments of conditional compilation. */
const PAGES = (JSON.parse(readFileSync(new URL('pages.json', import.meta.url), 'utf8').replaceAll(/^\s*\/\/.*$/gm, '')) as { pages: { path: string }[] }).pages.map(({ path }) => path);
/** What WeChat refuses to upload as one package. */
const MOST_BYTES = 2 * 1024 * 1024;
/** Screens of several levels of referral belong to no mini program (LAW, WeChat's rules of operation). */
const MULTI_LEVEL = /^pages\/(team|levels|poster)\//;
/** Applying as a supplier is kept open by a cookie, which mini programs do not have. */
const BROWSER_ONLY = /^pages\/supply\//;
/** Globals of browsers and of Node that WeChat's engine lacks. Code that asks `typeof` first is fine. */
const ABSENT = ['window', 'document', 'location', 'navigator', 'localStorage', 'sessionStorage', 'fetch', 'crypto', 'URL', 'URLSearchParams', 'Headers', 'Request', 'Response',
  'TextEncoder', 'TextDecoder', 'AbortController', 'XMLHttpRequest', 'matchMedia', 'requestAnimationFrame', 'ResizeObserver', 'IntersectionObserver', 'structuredClone', 'atob', 'btoa', 'process', 'Buffer'];

/** What uni-app's runtime asks of wx while it loads; the answers do not matter before the first page is shown. */
const WX = ['getSystemInfoSync', 'getAppBaseInfo', 'getDeviceInfo', 'getWindowInfo', 'getSystemSetting', 'getStorageSync', 'setStorageSync', 'removeStorageSync', 'canIUse', 'request',
  'getLaunchOptionsSync', 'getEnterOptionsSync', 'onAppShow', 'onAppHide', 'getAccountInfoSync', 'onError', 'onThemeChange'];

const filesOf = (extension: string): string[] => readdirSync(ROOT, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith(extension)).sort();
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const shownPages = (): string[] => (JSON.parse(read('app.json')) as { pages: string[] }).pages;

/** An engine with WeChat's globals only; `run` loads a built file as its require does and answers what it registered. */
function engine() {
  const registered: string[] = [];
  let loading = '';
  const register = (kind: string) => (): void => { registered.push(`${kind} ${loading}`); };
  const wx = Object.fromEntries(WX.map((name) => [name, () => ({})]));
  const context = createContext({
    wx, global: {}, console, setTimeout, clearTimeout, setInterval, clearInterval,
    App: register('app'), Page: register('page'), Component: register('component'), getApp: () => ({}), getCurrentPages: () => [], Behavior: (behaviour: unknown) => behaviour,
  });
  const loaded = new Map<string, { exports: unknown }>();
  const run = (path: string): unknown => {
    const found = loaded.get(path);
    if (found) return found.exports;
    const module = { exports: {} as unknown };
    loaded.set(path, module);
    const body: unknown = runInContext(`(function (require, module, exports) {${read(path)}\n})`, context, { filename: path });
    if (typeof body !== 'function') throw new Error(`${path} is no module`);
    const outer = loading;
    loading = path;
    body((name: string) => run(join(dirname(path), name.endsWith('.js') ? name : `${name}.js`)), module, module.exports);
    loading = outer;
    return module.exports;
  };
  return { run, registered };
}

beforeAll(async () => {
  const script = `const failure = await (await import(${JSON.stringify(resolve(REPOSITORY, 'tools/front-ends.mjs'))})).buildMiniProgram(); if (failure) throw new Error(failure)`;
  await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], { cwd: REPOSITORY });
}, 180_000);

test('every page and component loads where there is no browser, and registers itself', () => {
  const { run, registered } = engine();
  run('app.js');
  const parts = [...filesOf('.js').filter((path) => path.startsWith('components/') && filesOf('.wxml').includes(path.replace(/js$/, 'wxml'))), ...shownPages().map((path) => `${path}.js`)];
  expect(parts.length).toBeGreaterThan(50);
  for (const part of parts) {
    run(part);
    // Pages are components to uni-app; a page registers when it is loaded, whoever asked for it.
    expect(registered.some((entry) => entry.endsWith(` ${part}`)), part).toBe(true);
  }
});

test('no code of ours names what only browsers have, not even where no test comes by', () => {
  const found = filesOf('.js').filter((path) => path !== 'common/vendor.js').flatMap((path) => {
    const code = read(path).replaceAll(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`/g, '""');
    return ABSENT.filter((name) => new RegExp(`(?<![.\\w$])${name}(?![\\w$:])`).test(code)).map((name) => `${path}: ${name}`);
  });
  expect(found).toEqual([]);
});

test('the mini program shows no screen of several levels, and what it shows is all of the rest', () => {
  const shown = shownPages();
  expect(shown.filter((path) => MULTI_LEVEL.test(path))).toEqual([]);
  expect(filesOf('.wxml').filter((path) => MULTI_LEVEL.test(path))).toEqual([]);
  expect(shown).toEqual(PAGES.filter((path) => !MULTI_LEVEL.test(path) && !BROWSER_ONLY.test(path)));
});

/** Texts about several levels, those apart that other screens say too. */
const ABOUT_SEVERAL = /^(team|levels|poster)\.|^rewards\.(differential|step\.(extra|refundedFriend))$/;

test('no file of it tells of several levels, in neither language, not even what no screen shows', () => {
  const built = ['.js', '.json', '.wxml'].flatMap(filesOf).map(read).join('\n');
  for (const language of ['zh-CN', 'en']) {
    const texts = Object.entries(JSON.parse(readFileSync(new URL(`texts/${language}.json`, import.meta.url), 'utf8')) as Record<string, string>);
    const about = texts.filter(([key]) => ABOUT_SEVERAL.test(key));
    const rest = new Set(texts.filter(([key]) => !ABOUT_SEVERAL.test(key)).map(([, text]) => text));
    const says = (text: string): boolean => built.includes(JSON.stringify(text));
    expect([about.length > 50, [...rest].filter(says).length > 300], 'texts are found as they are written').toEqual([true, true]);
    expect(about.filter(([key, text]) => built.includes(`"${key}":`) || (!rest.has(text) && says(text)))).toEqual([]);
  }
});

test('it fits into one package', () => {
  const bytes = ['.js', '.json', '.wxml', '.wxss', '.png', '.svg'].flatMap(filesOf).reduce((sum, path) => sum + readFileSync(join(ROOT, path)).length, 0);
  expect(bytes).toBeLessThan(MOST_BYTES);
});
