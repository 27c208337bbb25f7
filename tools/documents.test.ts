import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { renderDocuments } from './documents.ts';

test('the storefront names the versions in force: the generated file is fresh', () => {
  for (const [path, text] of Object.entries(renderDocuments())) expect(readFileSync(new URL(`../${path}`, import.meta.url), 'utf8'), `${path} is stale: npm run generate`).toBe(text);
});
