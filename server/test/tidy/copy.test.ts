/**
 * No copy promises a return (R6.15, LAW C16): every text that members, suppliers and visitors can see, in both languages. Excepted are the glossary and
 * what only the operator's staff see, where a yield must have its name.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const ROOT = new URL('../../../', import.meta.url);
const WORDS = Object.values(JSON.parse(readFileSync(new URL('storefront/src/texts/promised-words.json', ROOT), 'utf8')) as Record<string, string[]>).flat();

/** Groups of the console's texts that no page of a supplier shows. */
const OPERATORS_GROUPS = /^(start|days|economy|fund|rules|ruleGroup|ruleValue|ledger|rewards|grant|events|subscriber|eventType|act|auditAct)$/;
/** Texts of the server that only the operator's pages show: what speaks against a price, and the names of parameters. */
const OPERATORS_KEYS = /^(economy\.finding|rules\.parameter)\./;

function under(folder: string, matches: RegExp): URL[] {
  return readdirSync(new URL(folder, ROOT), { recursive: true, encoding: 'utf8' }).filter((path) => matches.test(path)).map((path) => new URL(`${folder}${path}`, ROOT));
}

const FILES: readonly URL[] = [
  ...under('storefront/src/texts/', /^(?!promised-words).*\.json$/), ...under('console/src/texts/', /\.json$/), ...under('server/src/modules/', /^[^/]+\/(texts|documents)\.json$/),
  ...under('server/src/demo/', /^[^/]+\.json$/), ...under('server/src/infra/', /^texts\.json$/), ...under('simulators/src/', /(^|\/)texts\.json$/), ...under('docs/guide/', /supplier\.md$/),
];

/** All texts of a file with where they stand. */
function textsOf(file: URL): [where: string, text: string][] {
  const path = relative(fileURLToPath(ROOT), fileURLToPath(file));
  const source = readFileSync(file, 'utf8');
  if (!path.endsWith('.json')) return [[path, source]];
  const found: [string, string][] = [];
  const walk = (value: unknown, keys: readonly string[]): void => {
    if (typeof value === 'string') found.push([`${path} ${keys.join('.')}`, value]);
    else if (typeof value === 'object' && value !== null) {
      for (const [key, one] of Object.entries(value)) {
        const isOperators = (path.startsWith('console/') && keys.length === 0 && OPERATORS_GROUPS.test(key)) || OPERATORS_KEYS.test(key);
        if (!isOperators) walk(one, [...keys, key]);
      }
    }
  };
  walk(JSON.parse(source), []);
  return found;
}

const promises = (texts: readonly [string, string][]): string[] =>
  texts.flatMap(([where, text]) => WORDS.filter((word) => text.toLowerCase().includes(word.toLowerCase())).map((word) => `${where}: "${word}"`));

test('no text that members, suppliers or visitors can see promises a return', () => {
  const texts = FILES.flatMap(textsOf);
  expect(texts.length).toBeGreaterThan(2_000);
  expect(promises(texts)).toEqual([]);
});

test('every promised word is found wherever it stands, whatever its case', () => {
  for (const word of WORDS) expect(promises([['poster', `x${word.toUpperCase()}y`]])).toContain(`poster: "${word}"`);
});
