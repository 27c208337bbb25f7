import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import documentsEn from './documents.en.json';
import documentsZh from './documents.zh-CN.json';
import en from './en.json';
import zh from './zh-CN.json';

const placeholders = (text: string): string[] => (text.match(/\{\w+\}/g) ?? []).map((one) => one.toLowerCase()).sort();
const source = (folder: URL): string => readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.(vue|ts)$/.test(name) && !name.endsWith('.test.ts')).map((name) => readFileSync(new URL(name, folder), 'utf8')).join('\n');

describe('both languages say the same things', () => {
  test('they have the same keys, in the same order, and no empty text', () => {
    expect(Object.keys(en)).toEqual(Object.keys(zh));
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

test('every text is used somewhere', () => {
  const code = source(new URL('../', import.meta.url));
  const dynamic = /^(name|zone|orderState|orderNote|timeline|result|signInFirst|theme|unit|assets|document|signIn|event|account|rewards|airdrop)\./;
  expect(Object.keys(zh).filter((key) => !dynamic.test(key) && !code.includes(`'${key}'`))).toEqual([]);
});

test('no text promises a return (LAW C16)', () => {
  const promised = JSON.parse(readFileSync(new URL('promised-words.json', import.meta.url), 'utf8')) as { 'zh-CN': string[]; en: string[] };
  const all = JSON.stringify([zh, en, documentsZh, documentsEn]).toLowerCase();
  expect([...promised['zh-CN'], ...promised.en].filter((word) => all.includes(word.toLowerCase()))).toEqual([]);
});
