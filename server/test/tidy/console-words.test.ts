/** What the server names and the console shows has words there, in the language of whoever reads it: acts of the audit log and subscribers. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const ROOT = new URL('../../../', import.meta.url);
const MODULES = new URL('server/src/modules/', ROOT);
const texts = JSON.parse(readFileSync(new URL('console/src/texts/zh-CN.json', ROOT), 'utf8')) as Record<'auditAct' | 'subscriber', Record<string, string>>;
const exported = JSON.parse(readFileSync(new URL('reports/texts.json', MODULES), 'utf8')) as Record<string, Record<string, string>>;
const code = readdirSync(MODULES, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts')).map((name) => readFileSync(new URL(name, MODULES), 'utf8')).join('\n');
const wordOf = (name: string): string => name.replaceAll('.', '_');

test('every act that is recorded has a name; one whose last part is worked out has names that begin like it', () => {
  const acts = [...code.matchAll(/\baudit\(ctx, \{\s*act: ([^,]+),/g)]
    .flatMap(([, act = '']) => [...act.matchAll(/['`]([a-zA-Z.]+)(?:\$\{[^}]+\})?['`]/g)]).map(([, name = '']) => name).filter((name) => name.includes('.'));
  expect(acts.length).toBeGreaterThan(40);
  const names = Object.keys(texts.auditAct);
  expect(acts.filter((act) => !names.some((name) => (act.endsWith('.') ? name.startsWith(wordOf(act)) : name === wordOf(act))))).toEqual([]);
});

test('the audit log reads the same at the console and in its export', () => {
  for (const [locale, words] of Object.entries(exported)) {
    const shown = JSON.parse(readFileSync(new URL(`console/src/texts/${locale}.json`, ROOT), 'utf8')) as Record<string, Record<string, string>>;
    for (const group of ['auditAct', 'auditField', 'auditValue', 'actorKind', 'role', 'act']) {
      const prefix = `reports.${group}.`;
      expect([locale, group, Object.fromEntries(Object.entries(words).flatMap(([key, word]) => (key.startsWith(prefix) ? [[key.slice(prefix.length), word]] : [])))]).toEqual([locale, group, shown[group]]);
    }
  }
});

test('every subscriber has a name', () => {
  const names = [...code.matchAll(/\bname: '([a-z.]+)',(?: types: [^\n]+?,)? money: /g)].map(([, name = '']) => name);
  expect(names.length).toBeGreaterThan(5);
  expect(names.filter((name) => !(wordOf(name) in texts.subscriber))).toEqual([]);
});
