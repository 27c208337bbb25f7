import { describe, expect, test } from 'vitest';
import { MODULES } from '#app/modules.ts';
import { type Project, readProject } from './project.ts';
import { renderErrors } from './refusals.ts';
import { RULES } from './rules.ts';

const MODULE = { 'README.md': '# it\n', 'index.ts': '', 'texts.json': '{"zh-CN":{},"en":{}}' };
const MODULES_OF_TWO = { low: [], high: ['low'] };

/** A small project without faults, with `changes` laid over it; undefined removes a file. */
function plant(changes: Record<string, string | undefined> = {}, modules: Project['modules'] = MODULES_OF_TWO): Project {
  const files = new Map<string, string>(Object.keys(MODULES_OF_TWO).flatMap((name) => Object.entries(MODULE).map(([file, text]) => [`server/src/modules/${name}/${file}`, text] as const)));
  files.set('CHANGELOG.md', '# Changelog\n\n## Unreleased\n\n### Added\n\n- A thing.\n');
  for (const [path, text] of Object.entries(changes)) {
    if (text === undefined) files.delete(path);
    else files.set(path, text);
  }
  const project = { files, modules };
  if (!('docs/errors.md' in changes)) files.set('docs/errors.md', renderErrors(project));
  return project;
}

const HIGH = 'server/src/modules/high';
const LOW = 'server/src/modules/low';
const han = String.fromCodePoint(0x6c49);
const texts = (chinese: object, english: object): string => JSON.stringify({ 'zh-CN': chinese, en: english });

/** Rule → a violation, and where it is found. */
const PLANTED: readonly (readonly [rule: string, changes: Record<string, string | undefined>, found: RegExp])[] = [
  ['a module is imported by its index.ts', { [`${HIGH}/service.ts`]: "import { x } from '#modules/low/store.ts';" }, /^server\/src\/modules\/high\/service\.ts:1 import #modules\/low\/index\.ts/],
  ['a module is imported by its index.ts', { 'server/src/app.ts': "\nexport { x } from '#modules/low/domain.ts';" }, /app\.ts:2 /],
  ['a module is imported by its index.ts', { 'server/test/x.ts': "await import('#modules/low/domain.ts');" }, /x\.ts:1 /],
  ['a module imports what modules.ts allows', { [`${LOW}/service.ts`]: "import type { X } from '#modules/high/index.ts';" }, /low to import high/],
  ['a domain does no I/O', { [`${LOW}/domain.ts`]: "import { x } from './store.ts';" }, /domain\.ts:1 .*\.\/store\.ts/],
  ['a domain does no I/O', { [`${LOW}/domain/price.ts`]: "import pg from 'pg';" }, /price\.ts:1 /],
  ['a domain does no I/O', { [`${HIGH}/domain.ts`]: "import { x } from '#modules/low/index.ts';" }, /types only/],
  ['kernel, infra and modules keep their direction', { 'server/src/kernel/x.ts': "import { y } from '#infra/y.ts';" }, /kernel imports only itself/],
  ['kernel, infra and modules keep their direction', { 'server/src/infra/x.ts': "import type { Y } from '#modules/low/index.ts';" }, /infra imports no module/],
  ['kernel, infra and modules keep their direction', { 'server/src/infra/x.ts': "import { y } from '#app/app.ts';" }, /infra imports no module/],
  ['kernel, infra and modules keep their direction', { [`${LOW}/service.ts`]: "import { y } from '#app/app.ts';" }, /nothing of the app/],
  ['kernel, infra and modules keep their direction', { [`${LOW}/service.ts`]: "import { y } from '#test/y.ts';" }, /only tests/],
  ['imports across folders have names', { [`${LOW}/domain/x.ts`]: "import { y } from '../y.ts';" }, /use #kernel/],
  ['clocks, chance, the environment and fractions stay at home', { [`${LOW}/service.ts`]: 'const a = Date.now();' }, /Date\.now: take ctx\.now/],
  ['clocks, chance, the environment and fractions stay at home', { [`${LOW}/service.ts`]: '// Date.now()\nconst a = new Date();' }, /:2 new Date\(\)/],
  ['clocks, chance, the environment and fractions stay at home', { [`${LOW}/service.ts`]: 'const a = process.env.HOME;' }, /process\.env: read it/],
  ['clocks, chance, the environment and fractions stay at home', { [`${LOW}/service.ts`]: 'const a = Math.random();' }, /node:crypto/],
  ['clocks, chance, the environment and fractions stay at home', { 'console/src/x.vue': '<template/>\n<script setup lang="ts">\nconst a = (1).toFixed(2);\n</script>' }, /x\.vue:3 toFixed/],
  ['clocks, chance, the environment and fractions stay at home', { 'sdk/src/x.ts': "parseFloat('1');" }, /parseFloat/],
  ['clocks, chance, the environment and fractions stay at home', { 'sdk/src/x.ts': 'const a = 1 as unknown as string;' }, /as unknown as/],
  ['clocks, chance, the environment and fractions stay at home', { 'tools/x.mjs': 'debugger;' }, /remove it/],
  ['files stay short', { 'sdk/src/x.ts': 'a;\n'.repeat(501) }, /more than 500 lines/],
  ['nothing is unfinished or silenced', { 'sdk/src/x.ts': `a;\n// FIX${'ME'} later` }, /x\.ts:2 /],
  ['nothing is unfinished or silenced', { 'sdk/src/x.ts': `// @ts-${'ignore'}` }, /x\.ts:1 /],
  ['nothing is unfinished or silenced', { 'sdk/src/x.ts': `// oxlint-${'disable'}-next-line` }, /x\.ts:1 /],
  ['a module folder is listed and complete', { [`${LOW}/README.md`]: undefined }, /low\/README\.md:1 is missing/],
  ['a module folder is listed and complete', { [`${LOW}/index.ts`]: undefined }, /low\/index\.ts:1 is missing/],
  ['a module folder is listed and complete', { [`${LOW}/texts.json`]: undefined }, /low\/texts\.json:1 is missing/],
  ['a module folder is listed and complete', { 'server/src/modules/stray/index.ts': '' }, /stray:1 is not listed/],
  ['every text stands in both languages with the same placeholders', { [`${LOW}/texts.json`]: texts({ 'low.a': 'a' }, {}) }, /low\.a must stand/],
  ['every text stands in both languages with the same placeholders', { [`${LOW}/texts.json`]: texts({ 'low.a': 'a {n}' }, { 'low.a': 'a' }) }, /low\.a must stand/],
  ['every refusal has texts, and no retired code returns', { [`${LOW}/domain.ts`]: "defineRefusals('low', { gone: 409 });" }, /low\.gone has no text/],
  ['SQL stands in the store and names its own schema', { [`${LOW}/service.ts`]: "tx.rows('select 1 from low.a');" }, /belongs into store\.ts/],
  ['SQL stands in the store and names its own schema', { [`${LOW}/service.ts`]: 'tx.rows(`\n  update low.a set b = ${c}`);' }, /belongs into store\.ts/],
  ['SQL stands in the store and names its own schema', { [`${HIGH}/store.ts`]: "tx.rows('select 1 from low.a');" }, /the schema low belongs to another module/],
  ['SQL stands in the store and names its own schema', { [`${HIGH}/store/a.ts`]: "tx.rows('select 1 from infra.event_log');" }, /the schema infra/],
  ['SQL asks the database for neither time nor chance', { [`${LOW}/store.ts`]: "tx.rows('update low.a set b = now()');" }, /pass the instant/],
  ['SQL asks the database for neither time nor chance', { 'server/src/infra/x.ts': "tx.rows('select current_timestamp');" }, /pass the instant/],
  ['Chinese stands in language files, demo data and the glossary', { [`${LOW}/service.ts`]: `\n// ${han}` }, /service\.ts:2 move the text/],
  ['Chinese stands in language files, demo data and the glossary', { 'docs/STYLE.md': han }, /STYLE\.md:1 /],
  ['events carry no personal data', { 'server/src/events.ts': 'payload: Type.Object({ phone: Type.String() })' }, /events\.ts:1 /],
  ['docs/errors.md is fresh', { 'docs/errors.md': '# Errors\n' }, /npm run generate/],
  ['the changelog parses', { 'CHANGELOG.md': '# Changelog\n' }, /no "## Unreleased"/],
  ['the changelog parses', { 'CHANGELOG.md': '# Changelog\n\n## Unreleased\n\n### Stuff\n' }, /:5 a group is/],
  ['the changelog parses', { 'CHANGELOG.md': '# Changelog\n\n## Unreleased\n\nprose\n' }, /:5 below a part/],
  ['the changelog parses', { 'CHANGELOG.md': '# Changelog\n\n## Unreleased\n\n## 1.0.0\n' }, /:5 a release is/],
];

describe('a tidy project', () => {
  const project = readProject(MODULES);
  test.each(RULES)('$name', (rule) => {
    expect(rule.find(project)).toEqual([]);
  });
});

describe('the tidy rules bite', () => {
  test.each(PLANTED)('%s: %o', (name, changes, found) => {
    const findings = RULES.find((rule) => rule.name === name)?.find(plant(changes));
    expect(findings).toEqual([expect.stringMatching(found)]);
  });

  test('modules.ts is in dependency order', () => {
    const rule = RULES.find(({ name }) => name === 'modules.ts is in dependency order');
    expect(rule?.find(plant({}, { high: ['low'], low: [] }))).toEqual([expect.stringContaining('high uses low, which must stand above it')]);
  });

  test.each(RULES)('$name: silent on a clean project', (rule) => {
    expect(rule.find(plant())).toEqual([]);
  });

  test('and every one of them is proven', () => {
    const proven = new Set([...PLANTED.map(([name]) => name), 'modules.ts is in dependency order']);
    expect(RULES.map(({ name }) => name).filter((name) => !proven.has(name))).toEqual([]);
  });

  test('what is allowed is not found', () => {
    const allowed = plant({
      [`${HIGH}/service.ts`]: "import { x } from '#modules/low/index.ts';\nimport { y } from '#modules/high/store.ts';\n// now(), Date.now()\nconst at = new Date(0);",
      [`${HIGH}/domain.ts`]: "import type { X } from '#modules/low/index.ts';\nimport { type Y } from '#infra/sql.ts';\nimport { Type } from 'typebox';\nimport { a } from '#kernel/amount.ts';",
      [`${HIGH}/store.ts`]: "tx.rows('select high.a.b from high.a');\nconst code = 'low.gone';",
      [`${HIGH}/service.test.ts`]: "tx.rows('select 1 from low.a');",
      [`${HIGH}/texts.json`]: texts({ 'high.a': `${han}{n}` }, { 'high.a': 'a {n}' }),
      'docs/ARCHITECTURE.md': han,
    });
    expect(RULES.flatMap((rule) => rule.find(allowed))).toEqual([]);
  });
});
