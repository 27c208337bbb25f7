import { expect, test } from 'vitest';

const sources: Record<string, string> = import.meta.glob(['/src/**/*.vue', '/src/**/*.ts', '/console/src/**/*.vue', '/console/src/**/*.ts'], { query: '?raw', import: 'default', eager: true });
const imports = Object.entries(sources).flatMap(([path, source]) =>
  [...source.matchAll(/(?:from |import\()'([^']+)'/g)].map((match) => ({ from: path.replace(/^.*?src\//, ''), to: (match[1] ?? '').replace(/^#/, '') })));

/** shared, app, or features/<name>; undefined for packages and the own folder. */
function placeOf(path: string): string | undefined {
  return /^(shared|app|texts|features\/[^/]+)(\/|$)/.exec(path)?.[1];
}

test('shared ← features ← app: no feature knows another, and shared knows neither', () => {
  const wrong = imports.filter(({ from, to }) => {
    const [here, there] = [placeOf(from), placeOf(to)];
    if (here === undefined || there === undefined || here === there) return false;
    return here === 'shared' ? there !== 'texts' : here.startsWith('features/') && there !== 'shared';
  });
  expect(imports.length).toBeGreaterThan(200);
  expect(wrong).toEqual([]);
});
test('no import climbs out of its folder; folders are named', () => {
  expect(imports.filter(({ to }) => to.startsWith('../'))).toEqual([]);
});
