import { expect, test } from 'vitest';
import en from './en.json' with { type: 'json' };
import zhCN from './zh-CN.json' with { type: 'json' };

const sources: Record<string, string> = import.meta.glob(['../**/*.vue', '../**/*.ts', '!../**/*.test.ts'], { query: '?raw', import: 'default', eager: true });

function keysOf(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([key, inner]) => keysOf(inner, path === '' ? key : `${path}.${key}`));
}
const placeholders = (text: unknown): string[] => [...new Set(String(text).match(/\{\w+\}/g) ?? [])].sort();
const lookUp = (texts: unknown, key: string): unknown => key.split('.').reduce<unknown>((inner, part) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, part) : undefined), texts);

test('both languages have the same texts with the same placeholders', () => {
  expect(keysOf(en).sort()).toEqual(keysOf(zhCN).sort());
  for (const key of keysOf(zhCN)) expect([key, placeholders(lookUp(en, key))]).toEqual([key, placeholders(lookUp(zhCN, key))]);
});
test('every text that the code names exists', () => {
  const named = Object.values(sources).flatMap((source) => [...source.matchAll(/\bt\('([a-zA-Z.]+)'/g)].map((match) => match[1] ?? ''));
  expect(named.length).toBeGreaterThan(200);
  expect([...new Set(named)].filter((key) => typeof lookUp(zhCN, key) !== 'string')).toEqual([]);
});
test('every act that a second person decides has a name', () => {
  const acts = [...(sources['../app/approval-acts.ts'] ?? '').matchAll(/'(\w+)\.(\w+)': \w+[,\s]/g)].map(([, module, act]) => `act.${module}_${act}`);
  expect(acts.length).toBeGreaterThan(5);
  expect(acts.filter((key) => typeof lookUp(zhCN, key) !== 'string')).toEqual([]);
});
test('no user text stands in the code', () => {
  const chinese = Object.entries(sources).filter(([, source]) => /[\u4e00-\u9fff]/.test(source)).map(([path]) => path);
  expect(chinese).toEqual([]);
});
test('no file of the console is longer than 300 lines', () => {
  expect(Object.entries(sources).filter(([, source]) => source.split('\n').length > 300).map(([path]) => path)).toEqual([]);
});
