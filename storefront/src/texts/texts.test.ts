import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import documentsEn from './documents.en.json';
import documentsZh from './documents.zh-CN.json';
import restEn from './en.json';
import firstEn from './first.en.json';
import firstZh from './first.zh-CN.json';
import restZh from './zh-CN.json';

const zh = { ...firstZh, ...restZh };
const en = { ...firstEn, ...restEn };

const placeholders = (text: string): string[] => (text.match(/\{\w+\}/g) ?? []).map((one) => one.toLowerCase()).sort();
const source = (folder: URL): string => readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.(vue|ts)$/.test(name) && !name.endsWith('.test.ts')).map((name) => readFileSync(new URL(name, folder), 'utf8')).join('\n');

describe('both languages say the same things', () => {
  test('they have the same keys, in the same order, and no empty text', () => {
    expect(Object.keys(firstEn)).toEqual(Object.keys(firstZh));
    expect(Object.keys(restEn)).toEqual(Object.keys(restZh));
    expect(Object.keys(zh)).toHaveLength(Object.keys(firstZh).length + Object.keys(restZh).length);
    expect([...Object.values(zh), ...Object.values(en)].every((text) => text.trim() !== '')).toBe(true);
  });
  test.each(Object.keys(zh) as (keyof typeof zh)[])('%s has the same placeholders', (key) => {
    expect(new Set(placeholders(en[key]))).toEqual(new Set(placeholders(zh[key])));
  });
  test('the documents have the same sections with as many paragraphs', () => {
    const shape = (documents: typeof documentsZh) => Object.entries(documents).map(([name, { sections }]) => [name, sections.map((section) => section.paragraphs.length)]);
    expect(shape(documentsEn)).toEqual(shape(documentsZh));
  });
});

/** Of the files of our own that a file imports, itself among them, the source. */
function reached(file: URL, seen: Map<string, string>): Map<string, string> {
  if (seen.has(file.href)) return seen;
  const code = readFileSync(file, 'utf8');
  seen.set(file.href, code);
  for (const [, path] of code.matchAll(/^import [^'\n]*'(\.{1,2}\/[^']+)';$/gm)) {
    if (path && !path.endsWith('.json')) reached(new URL(/\.(vue|ts)$/.test(path) ? path : `${path}.ts`, file), seen);
  }
  return seen;
}

test('the first page says nothing that is not in its own file', () => {
  const files = [...reached(new URL('../pages/home/index.vue', import.meta.url), new Map()).values()];
  const said = files.flatMap((code) => [...code.matchAll(/\bt\('([\w.]+)'/g)].flatMap(([, key]) => (key ? [key] : [])));
  expect(said.length).toBeGreaterThan(10);
  expect(said.filter((key) => !(key in firstZh))).toEqual([]);
});

test('every text is used somewhere', () => {
  const code = source(new URL('../', import.meta.url));
  const dynamic = /^(name|zone|sort|orderState|orderNote|timeline|result|signInFirst|theme|unit|assets|document|signIn|event|account|rewards|airdrop|complaints|figures|company|refundState|caseKind|caseReason|caseState|caseNote|caseParty|caseAct|supply|closing|messages\.(?:kind|text|case))\./;
  expect(Object.keys(zh).filter((key) => !dynamic.test(key) && !code.includes(`'${key}'`))).toEqual([]);
});
