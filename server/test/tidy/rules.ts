/**
 * The tidy rules: what the style guide says and no other tool checks. Each is a row of RULES; tidy.test.ts proves with a planted violation
 * that it bites. A finding reads `path:line what to do instead`.
 */
import { factsOf, type Facts, type Project } from './project.ts';
import { refusalsOf, renderErrors, RETIRED } from './refusals.ts';

export interface Rule {
  readonly name: string;
  find(project: Project): string[];
}

interface Source extends Facts {
  readonly path: string;
  readonly isTest: boolean;
  /** The module it belongs to, if any. */
  readonly module: string | undefined;
}

const MAX_LINES = 500;
const CJK = /[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]/;
const UNFINISHED = new RegExp(['FIX', 'ME\\b|\\bXX', 'X\\b|@ts-(ignore|nocheck)|(oxlint|eslint)-', 'disable'].join(''));
const SQL = /^\s*(select\s|insert\s+into\s|update\s+\S+\s+(as\s+\w+\s+|\w+\s+)?set\s|delete\s+from\s|with\s+(recursive\s+)?\w+\s*(\([^)]*\)\s*)?as\s)/i;
const SQL_CLOCK = /\b(now|clock_timestamp|transaction_timestamp|statement_timestamp|timeofday|random|gen_random_uuid)\s*\(|\b(current_(timestamp|date|time)|localtime(stamp)?)\b/i;
/** Schema libraries that compute and do no I/O. */
const PURE = /^(#kernel\/|#app\/events\.ts$|typebox(\/|$))/;
const PERSONAL = /\b(phone|realName|name|email|address|detail|idNumber|password|openid)\s*:/i;

/** Banned global → where it is at home, and what to use elsewhere. */
const BANNED: readonly { readonly names: readonly string[]; readonly scope: RegExp; readonly home: RegExp; readonly instead: string }[] = [
  { names: ['process.env'], scope: /^(server|sdk|simulators)\//, home: /^server\/src\/(main|start|infra\/config)\.ts$|^server\/test\/cluster\.ts$|\.test\.ts$|^simulators\/src\/main\.ts$/, instead: 'read it in infra/config.ts' },
  { names: ['Date.now', 'new Date()'], scope: /^server\//, home: /^server\/src\/infra\/(clock|id-generator)\.ts$/, instead: 'take ctx.now, ctx.wallNow or infra.clock' },
  { names: ['Math.random'], scope: /^(server|sdk|storefront|console)\//, home: /^$/, instead: 'use node:crypto in infra' },
  { names: ['parseFloat', 'Number.parseFloat', 'toFixed'], scope: /^(server|sdk|storefront|console|simulators)\//, home: /^$/, instead: 'amounts are bigint atoms; format with kernel/amount.ts or the sdk' },
  { names: ['as unknown as'], scope: /^(server|sdk|storefront|console|simulators)\//, home: /^$/, instead: 'narrow the type with a check' },
  { names: ['debugger'], scope: /./, home: /^$/, instead: 'remove it' },
];

function sources(project: Project, within: RegExp): Source[] {
  return [...project.files]
    .filter(([path]) => within.test(path) && /\.(ts|vue|mjs)$/.test(path))
    .map(([path, text]) => ({ ...factsOf(path, text), path, isTest: /\.(test|spec)\.ts$/.test(path), module: /^server\/src\/modules\/([^/]+)\//.exec(path)?.[1] }));
}

/** One finding for each import that `wrong` has a complaint about. */
function imports(project: Project, within: RegExp, wrong: (source: Source, found: Facts['imports'][number]) => string | undefined): string[] {
  return sources(project, within).flatMap((source) => source.imports.flatMap((found) => {
    const complaint = wrong(source, found);
    return complaint === undefined ? [] : [`${source.path}:${found.line} ${complaint}`];
  }));
}

const target = (from: string): { module: string; rest: string } | undefined => {
  const [, module, rest] = /^#modules\/([^/]+)\/(.+)$/.exec(from) ?? [];
  return module === undefined || rest === undefined ? undefined : { module, rest };
};
const isDomain = (path: string): boolean => /^server\/src\/modules\/[^/]+\/domain(\.ts|\/)/.test(path);
const isStore = (path: string): boolean => /^server\/src\/modules\/[^/]+\/(store\/|([a-z-]+-)?store\.ts$)/.test(path);

/** Everything that stands in the first part of a module's texts. */
function textsOf(json: string): Record<'zh-CN' | 'en', Record<string, string>> {
  return { 'zh-CN': {}, en: {}, ...JSON.parse(json) as object };
}

export const RULES: readonly Rule[] = [
  {
    name: 'a module is imported by its index.ts',
    // Simulations (server/test/sim) drive a module's pure core against a naive model, without its edges.
    find: (project) => imports(project, /^server\/(?!test\/sim\/)/, ({ module }, { from }) => {
      const to = target(from);
      return to && to.module !== module && to.rest !== 'index.ts' ? `import #modules/${to.module}/index.ts instead of ${from}` : undefined;
    }),
  },
  {
    name: 'a module imports what modules.ts allows',
    find: (project) => imports(project, /^server\/src\/modules\//, ({ module = '', isTest }, { from }) => {
      const to = target(from);
      if (!to || to.module === module || isTest || project.modules[module]?.includes(to.module)) return undefined;
      return `modules.ts does not allow ${module} to import ${to.module}: edit the line of ${module}, or emit an event`;
    }),
  },
  {
    name: 'modules.ts is in dependency order',
    find({ modules }) {
      const names = Object.keys(modules);
      return names.flatMap((name, index) => (modules[name] ?? []).filter((used) => !names.slice(0, index).includes(used))
        .map((used) => `server/src/modules.ts:1 ${name} uses ${used}, which must stand above it`));
    },
  },
  {
    name: 'a domain does no I/O',
    find: (project) => imports(project, /^server\/src\/modules\//, ({ path, module = '', isTest }, { from, typeOnly }) => {
      if (!isDomain(path) || isTest || typeOnly || PURE.test(from)) return undefined;
      const own = from.startsWith(`#modules/${module}/domain`) || from.startsWith('./domain/') || from === './domain.ts' || (path.includes('/domain/') && from.startsWith('./'));
      return own ? undefined : `domain code does no I/O: it takes from ${from} types only`;
    }),
  },
  {
    name: 'kernel, infra and modules keep their direction',
    find: (project) => imports(project, /^server\/src\//, ({ path, module, isTest }, { from }) => {
      if (isTest) return undefined;
      if (from.startsWith('#test/')) return 'only tests import #test';
      if (path.startsWith('server/src/kernel/')) return from.startsWith('./') || from.startsWith('#kernel/') ? undefined : `the kernel imports only itself, not ${from}`;
      if (path.startsWith('server/src/infra/') && (from.startsWith('#modules/') || (from.startsWith('#app/') && from !== '#app/events.ts'))) return `infra imports no module and nothing of the app but its events, not ${from}`;
      return module !== undefined && from.startsWith('#app/') && from !== '#app/events.ts' ? `a module imports nothing of the app but its events, not ${from}` : undefined;
    }),
  },
  {
    name: 'imports across folders have names',
    find: (project) => imports(project, /^server\//, (_source, { from }) => (from.startsWith('../') ? `${from}: use #kernel/, #infra/, #modules/, #app/ or #test/` : undefined)),
  },
  {
    name: 'clocks, chance, the environment and fractions stay at home',
    find: (project) => sources(project, /./).flatMap(({ path, uses }) => uses.flatMap(({ name, line }) =>
      BANNED.filter(({ names, scope, home }) => names.includes(name) && scope.test(path) && !home.test(path)).map(({ instead }) => `${path}:${line} ${name}: ${instead}`))),
  },
  {
    name: 'files stay short',
    find: ({ files }) => [...files].filter(([path, text]) => /\.(ts|vue|mjs|sql)$/.test(path) && text.split('\n').length > MAX_LINES + 1)
      .map(([path]) => `${path}:${MAX_LINES} more than ${MAX_LINES} lines: make it a folder of the same name`),
  },
  {
    name: 'nothing is unfinished or silenced',
    find: ({ files }) => [...files].filter(([path]) => /\.(ts|vue|mjs|sql)$/.test(path))
      .flatMap(([path, text]) => text.split('\n').flatMap((line, index) => (UNFINISHED.test(line) ? [`${path}:${index + 1} finish it, or repair what the check complains of`] : []))),
  },
  {
    name: 'a module folder is listed and complete',
    find({ files, modules }) {
      const folders = new Set([...files.keys()].flatMap((path) => /^server\/src\/modules\/([^/]+)\//.exec(path)?.[1] ?? []));
      const unlisted = [...folders].filter((name) => !(name in modules)).map((name) => `server/src/modules/${name}:1 is not listed in modules.ts`);
      const missing = Object.keys(modules).flatMap((name) => ['README.md', 'index.ts', 'texts.json'].map((file) => `server/src/modules/${name}/${file}`))
        .filter((path) => !files.has(path)).map((path) => `${path}:1 is missing`);
      return [...unlisted, ...missing];
    },
  },
  {
    name: 'every text stands in both languages with the same placeholders',
    find: ({ files }) => [...files].filter(([path]) => /^server\/src\/.*\/texts\.json$/.test(path)).flatMap(([path, json]) => {
      const { 'zh-CN': chinese, en } = textsOf(json);
      const marks = (text = ''): string => [...text.matchAll(/\{\w+\}/g)].map(String).sort().join();
      return [...new Set([...Object.keys(chinese), ...Object.keys(en)])]
        .filter((key) => chinese[key] === undefined || en[key] === undefined || marks(chinese[key]) !== marks(en[key]))
        .map((key) => `${path}:1 ${key} must stand in zh-CN and en with the same {placeholders}`);
    }),
  },
  {
    name: 'every refusal has texts, and no retired code returns',
    find(project) {
      const texts = new Set([...project.files].filter(([path]) => /^server\/src\/.*\/texts\.json$/.test(path)).flatMap(([, json]) => Object.keys(textsOf(json).en)));
      return refusalsOf(project).flatMap(({ code, path }) => [
        ...(texts.has(code) ? [] : [`${path}:1 ${code} has no text in texts.json`]),
        ...(RETIRED.includes(code) ? [`${path}:1 ${code} is retired: choose another name`] : []),
      ]);
    },
  },
  {
    name: 'SQL stands in the store and names its own schema',
    find: (project) => sources(project, /^server\/src\/modules\//).filter(({ isTest }) => !isTest).flatMap(({ path, module = '', strings }) => strings.flatMap(({ text, line }) => {
      if (!isStore(path)) return SQL.test(text) ? [`${path}:${line} SQL belongs into store.ts`] : [];
      const schemas = [...Object.keys(project.modules), 'infra', 'graphile_worker'].filter((name) => name !== module);
      const foreign = /\s/.test(text) ? schemas.find((name) => new RegExp(`(?<![\\w.'"])${name}\\.[a-z_]`).test(text)) : undefined;
      return foreign === undefined ? [] : [`${path}:${line} the schema ${foreign} belongs to another module: call its functions`];
    })),
  },
  {
    name: 'SQL asks the database for neither time nor chance',
    find: (project) => sources(project, /^server\/src\//).filter(({ isTest }) => !isTest).flatMap(({ path, strings }) =>
      strings.filter(({ text }) => SQL.test(text) && SQL_CLOCK.test(text)).map(({ line }) => `${path}:${line} pass the instant as a parameter`)),
  },
  {
    name: 'Chinese stands in language files, demo data and the glossary',
    find: ({ files }) => [...files]
      .filter(([path]) => !/(^|\/)texts(\.json|\/[^/]+\.json)$|^server\/src\/demo\/.*\.json$|^server\/src\/modules\/rules\/packs\/.*\.json$|^server\/src\/modules\/members\/(documents\.json|addresses\/[a-z]+\.(json|txt))$|^docs\/ARCHITECTURE\.md$|^docs\/guide\/zh-CN\//.test(path))
      .flatMap(([path, text]) => text.split('\n').flatMap((line, index) => (CJK.test(line) ? [`${path}:${index + 1} move the text to a language file`] : []))),
  },
  {
    name: 'events carry no personal data',
    find: ({ files }) => (files.get('server/src/events.ts') ?? '').split('\n').flatMap((line, index) =>
      (PERSONAL.test(line) ? [`server/src/events.ts:${index + 1} events hold ids and facts; personal data stays in members`] : [])),
  },
  {
    name: 'docs/errors.md is fresh',
    find: (project) => (project.files.get('docs/errors.md') === renderErrors(project) ? [] : ['docs/errors.md:1 is stale: npm run generate']),
  },
  { name: 'the changelog parses', find: ({ files }) => changelogFaults(files.get('CHANGELOG.md') ?? '') },
];

/** Keep a Changelog: a title, an Unreleased part first, releases with dates in falling order, known groups, list items. */
function changelogFaults(text: string): string[] {
  const faults: string[] = [];
  const fault = (index: number, what: string): void => void faults.push(`CHANGELOG.md:${index + 1} ${what}`);
  let release = -1;
  let previous = '';
  text.split('\n').forEach((line, index) => {
    if (index === 0 && line !== '# Changelog') fault(index, 'begins with "# Changelog"');
    if (line.startsWith('## ')) {
      release += 1;
      const date = /^## \d+\.\d+\.\d+ · (\d{4}-\d{2}-\d{2})$/.exec(line)?.[1];
      if (release === 0 ? line !== '## Unreleased' : date === undefined) fault(index, release === 0 ? 'the first part is "## Unreleased"' : 'a release is "## 1.2.3 · 2026-11-23"');
      if (date !== undefined && previous !== '' && date > previous) fault(index, 'releases stand newest first');
      previous = date ?? previous;
    } else if (line.startsWith('### ')) {
      if (!/^### (Added|Changed|Deprecated|Removed|Fixed|Security)$/.test(line)) fault(index, 'a group is Added, Changed, Deprecated, Removed, Fixed or Security');
    } else if (release >= 0 && !/^(- \S.*|  \S.*|)$/.test(line)) fault(index, 'below a part stand list items');
  });
  if (release < 0) fault(0, 'has no "## Unreleased"');
  return faults;
}
