import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../server/test/database.ts';
import { ROOT } from '../server/test/tidy/project.ts';
import { renderApi } from './openapi.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(async () => {
  await database.close();
});

test('the committed OpenAPI document and client are those of the routes (else: npm run generate)', async () => {
  for (const [path, text] of Object.entries(await renderApi(await database.infra()))) {
    expect(readFileSync(join(ROOT, path), 'utf8'), `${path} is stale`).toBe(text);
  }
});
