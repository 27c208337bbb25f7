import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createDatabaseIfMissing, urlOfDatabase } from './postgres.ts';
import { openDatabase, type Database } from './database.ts';
import { migrate } from './migrate.ts';
import { testServer } from '#test/database.ts';

const FIRST = 'create table first (\n  id int\n);\n';
let number = 0;

describe('migrating', () => {
  let folder: string;
  let url: string;
  let database: Database;
  const file = (name: string, sql: string): void => writeFileSync(join(folder, name), sql);
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'coshop-migrations-'));
    url = urlOfDatabase(await testServer(), `migrate_${process.pid}_${++number}`);
    await createDatabaseIfMissing(url);
    await createDatabaseIfMissing(url);
    database = openDatabase({ url, max: 1 });
    file('0001_first.sql', FIRST);
    file('0002_second.sql', 'create table second (id int); insert into second values (7);');
  });
  afterEach(async () => {
    await database.close();
    const server = openDatabase({ url: await testServer(), max: 1 });
    await server.sql.run(`drop database migrate_${process.pid}_${number} with (force)`);
    await server.close();
    rmSync(folder, { recursive: true });
  });

  test('applies files in number order, each once, also when two processes race', async () => {
    const applied = await Promise.all([migrate(url, folder), migrate(url, folder)]);
    expect(applied.flat().sort()).toEqual(['0001_first.sql', '0002_second.sql']);
    expect(await migrate(url, folder)).toEqual([]);
    expect(await database.sql.rows('select id from second')).toEqual([{ id: 7 }]);
  });

  test('leaves nothing of a file that fails, and everything before it', async () => {
    file('0002_second.sql', 'create table second (id int); select 1 / 0;');
    await expect(migrate(url, folder)).rejects.toThrow('0002_second.sql failed: division by zero');
    expect(await database.sql.rows('select name from migration.applied')).toEqual([{ name: '0001_first.sql' }]);
    expect(await database.sql.one("select to_regclass('second') as found")).toEqual({ found: null });
  });

  test.each([
    ['a file changed after it was applied', () => file('0001_first.sql', 'create table other (id int);'), /0001_first\.sql was changed/],
    ['a file that vanished', () => rmSync(join(folder, '0001_first.sql')), /does not know: it belongs to a newer release/],
    ['a new file before applied ones', () => file('0000_late.sql', 'select 1;'), /0000_late\.sql comes before/],
    ['a number used twice', () => file('0002_twice.sql', 'select 1;'), /its number is used twice/],
    ['a name without a number', () => file('third.sql', 'select 1;'), /is called NNNN_name\.sql/],
  ])('refuses %s and changes nothing', async (_case, spoil, message) => {
    await migrate(url, folder);
    const before = await database.sql.rows('select * from migration.applied');
    spoil();
    file('0003_third.sql', 'create table third (id int);');
    await expect(migrate(url, folder)).rejects.toThrow(message);
    expect(await database.sql.rows('select * from migration.applied')).toEqual(before);
    expect(await database.sql.one("select to_regclass('third') as found")).toEqual({ found: null });
  });

  test('takes line ends of Windows for the same file', async () => {
    await migrate(url, folder);
    file('0001_first.sql', FIRST.replaceAll('\n', '\r\n'));
    expect(await migrate(url, folder)).toEqual([]);
  });
});
