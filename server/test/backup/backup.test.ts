/** A backup is the shop, a restore is the backup, and nothing that is less than whole is taken for either. */
import { spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { makeBackup } from '#app/backup/backup.ts';
import { listFiles, type Manifest, MANIFEST, SUMS, UNFINISHED } from '#app/backup/format.ts';
import { restoreBackup } from '#app/backup/restore.ts';
import { SCHEMAS } from '#app/backup/tables.ts';
import { examine } from '#app/doctor.ts';
import { openDatabase } from '#infra/database.ts';
import { migrateJobs } from '#infra/jobs.ts';
import { migrate } from '#infra/migrate.ts';
import { createDatabaseIfMissing, urlOfDatabase } from '#infra/postgres.ts';
import { testApp } from '#test/app.ts';
import { testServer } from '#test/database.ts';
import { type BackedShop, command, fingerprint, openBackedShop, wallOf } from './shop.ts';

vi.setConfig({ testTimeout: 90_000, hookTimeout: 120_000 });

const silent = (): void => undefined;
const WAIT = { interval: 20, timeout: 60_000 };
let shop: BackedShop;
let folder: string;

beforeAll(async () => {
  shop = await openBackedShop();
  folder = await makeBackup(shop.place, 'whole', silent);
});
afterAll(() => shop.close());

/** A new, empty database of the test. */
async function emptyDatabase(): Promise<string> {
  const url = await newDatabase();
  onTestFinished(() => dropDatabase(url));
  return url;
}

async function newDatabase(): Promise<string> {
  const url = urlOfDatabase(await testServer(), `restore_${randomBytes(6).toString('hex')}`);
  await createDatabaseIfMissing(url);
  return url;
}

async function dropDatabase(url: string): Promise<void> {
  const server = openDatabase({ url: await testServer(), max: 1 });
  await server.sql.run(`drop database if exists ${/restore_[0-9a-f]+/.exec(url)?.[0]} with (force)`);
  await server.close();
}

async function read<Row>(url: string, text: string): Promise<Row[]> {
  const database = openDatabase({ url, max: 1 });
  try {
    return await database.sql.rows<Row>(text);
  } finally {
    await database.close();
  }
}

const schemasOf = (url: string): Promise<unknown[]> => read(url, `select nspname from pg_namespace where nspname !~ '^pg_' and nspname not in ('information_schema', 'public')`);

describe('a backup', () => {
  test('knows every schema of the database', async () => {
    const schemas = await read<{ name: string }>(shop.database.url, `select nspname as name from pg_namespace where nspname !~ '^pg_' and nspname not in ('information_schema', 'public', 'migration')`);
    expect(schemas.map(({ name }) => name).sort()).toEqual([...SCHEMAS].sort());
  });

  test('is whole by the means of any system, and readable by its owner alone', () => {
    const { status, stdout } = spawnSync('sha256sum', ['-c', '--quiet', SUMS], { cwd: folder, encoding: 'utf8' });
    expect([status, stdout]).toEqual([0, '']);
    expect(statSync(folder).mode & 0o077).toBe(0);
    for (const file of listFiles(folder)) expect(statSync(join(folder, file)).mode & 0o077, file).toBe(0);
  });

  test('holds no secret key in any form', () => {
    for (const file of listFiles(folder)) expect(readFileSync(join(folder, file)).includes('5e'.repeat(32)), file).toBe(false);
    expect(listFiles(folder)).not.toContain('files/secret-key');
  });

  test('overwrites nothing', async () => {
    await expect(makeBackup(shop.place, 'whole', silent)).rejects.toThrow(/exists, and a backup overwrites nothing/);
    mkdirSync(join(shop.place.cwd, 'busy.part'));
    await expect(makeBackup(shop.place, 'busy', silent)).rejects.toThrow(/another backup is being written there, or one was interrupted/);
  });

  test('of nothing is refused', async () => {
    await expect(makeBackup(shop.newPlace('nowhere'), 'none', silent)).rejects.toThrow(/There is no shop in .*nowhere/);
    await expect(makeBackup(shop.newPlace('nowhere', await emptyDatabase()), 'none', silent)).rejects.toThrow('There is no shop in this database');
    expect(readdirSync(shop.place.cwd).filter((name) => name.startsWith('none'))).toEqual([]);
  });

  test('whose process is killed does not get its name, and what is left is refused', async () => {
    // Copying waits for ever at this file, which comes after all tables.
    const stuck = join(shop.place.dataDir, 'media', 'zz');
    spawnSync('mkfifo', [stuck]);
    onTestFinished(() => rmSync(stuck));
    const running = command(['backup', join(shop.place.cwd, 'killed')], { DATA_DIR: shop.place.dataDir, DATABASE_URL: shop.database.url });
    await vi.waitFor(() => expect(existsSync(join(shop.place.cwd, 'killed.part', 'files', 'media', `${'ab'.repeat(32)}-2.webp`)), running.output()).toBe(true), WAIT);
    running.kill('SIGKILL');
    expect((await running.ended).signal).toBe('SIGKILL');
    expect(existsSync(join(shop.place.cwd, 'killed'))).toBe(false);
    await expect(restoreBackup(shop.newPlace('from-killed'), join(shop.place.cwd, 'killed.part'), silent)).rejects.toThrow(/no backup, or one that was never finished/);
  });
});

describe('a restored shop', () => {
  test('has every row, file, sequence and partition of the original', async () => {
    const place = shop.newPlace('same', await emptyDatabase());
    await restoreBackup(place, folder, silent);
    const restored = openDatabase({ url: place.databaseUrl ?? '', max: 1 });
    onTestFinished(() => restored.close());
    expect(await fingerprint(restored.sql)).toEqual(await fingerprint(shop.database.sql));
    const facts = `select (select string_agg(schemaname || sequencename || coalesce(last_value::text, '-'), ' ' order by schemaname, sequencename) from pg_sequences) as sequences,
      to_regclass('infra.event_log_1') is not null as partition, (select count(*) from graphile_worker._private_jobs where locked_by is not null) as held,
      (select count(*) from migration.applied) as migrations`;
    const [before] = await shop.database.sql.rows<object>(facts);
    expect(await restored.sql.rows(facts)).toEqual([{ ...before, held: 0n }]);
    expect(listFiles(place.dataDir)).toEqual(listFiles(join(shop.place.dataDir)).filter((file) => file.startsWith('media')));
    for (const file of listFiles(join(shop.place.dataDir, 'media'))) {
      expect(readFileSync(join(place.dataDir, 'media', file)).equals(readFileSync(join(shop.place.dataDir, 'media', file))), file).toBe(true);
    }
  });

  test('taken while orders are being placed is one moment of the shop', async () => {
    const mall = await testApp(shop.database, { at: await wallOf(shop.database) });
    await mall.app.start();
    const writing = { on: true };
    await mall.infra.sql.run('update orders.stock set available = 1000000 where sku_id = $1', [shop.tea]);
    const member = await mall.member();
    const contact = await member.post('/api/me/contacts', { name: 'A', phone: '13800000000', regionCode: '330106', detail: 'C' });
    let placed = 0;
    const write = async (writer: number): Promise<void> => {
      for (let n = 0; writing.on; n++) {
        const answer = await member.post('/api/checkouts', { key: `busy-${writer}-${n}`, contactId: (contact.body as { id: string }).id, lines: [{ skuId: String(shop.tea), quantity: 1 }] });
        expect(answer.status, JSON.stringify(answer.body)).toBe(200);
        placed += 1;
      }
    };
    const writers = Promise.all([1, 2, 3, 4].map(write));
    await vi.waitFor(() => expect(placed).toBeGreaterThan(20), WAIT);
    const busy = await makeBackup(shop.place, 'busy-shop', silent);
    const placedThen = placed;
    await vi.waitFor(() => expect(placed).toBeGreaterThan(placedThen), WAIT);
    writing.on = false;
    await writers;
    await mall.close();

    const place = shop.newPlace('moment', await emptyDatabase());
    await restoreBackup(place, busy, silent);
    const restored = openDatabase({ url: place.databaseUrl ?? '', max: 1 });
    onTestFinished(() => restored.close());
    // Every order is there with its line and its piece of stock, and so is its event, in the inbox or in the log.
    expect(await restored.sql.one(
      `select c.placed = o.placed and o.placed = l.placed as orders, c.placed = 1000000 - s.available as stock, c.placed = e.placed as events, c.placed > 0 as some from
         (select count(*) as placed from orders.checkout where member_id = ${member.memberId}) c,
         (select count(*) as placed from orders.orders where member_id = ${member.memberId}) o,
         (select count(*) as placed from orders.order_line n join orders.orders r on r.bucket = n.bucket and r.id = n.order_id where r.member_id = ${member.memberId}) l,
         (select available from orders.stock where sku_id = ${shop.tea}) s,
         (select count(*) as placed from (select payload from infra.event_inbox where type = 'orders.placed' union all select payload from infra.event_log where type = 'orders.placed') p
            cross join lateral jsonb_array_elements_text(p.payload -> 'orderIds') k join orders.orders r on r.id = k::bigint where r.member_id = ${member.memberId}) e`)).toEqual({ orders: true, stock: true, events: true, some: true });
    const failures: string[] = [];
    await examine([], { DATA_DIR: place.dataDir, DATABASE_URL: place.databaseUrl, SECRET_KEY: place.secretKey }, (name, { state, found }) => {
      // The shop has no pictures of its goods, and processes of tests lease their numbers for a century.
      if (state === 'failed' && name !== 'pictures' && name !== 'clock') failures.push(`${name}: ${found}`);
    });
    expect(failures).toEqual([]);
  });
});

describe('a restore refuses, before it writes anything,', () => {
  let bad: string;
  let empty: string;
  beforeAll(async () => {
    empty = await newDatabase();
  });
  afterAll(() => dropDatabase(empty));
  const path = (file: string): string => join(bad, file);
  const flip = (file: string): void => {
    const bytes = readFileSync(path(file));
    const middle = bytes.length >> 1;
    bytes[middle] = (bytes[middle] ?? 0) ^ 1;
    writeFileSync(path(file), bytes);
  };
  /** What a forger would do: the checksums fit again. */
  const rewrite = (change: (manifest: Manifest) => object): void => {
    writeFileSync(path(MANIFEST), JSON.stringify(change(JSON.parse(readFileSync(path(MANIFEST), 'utf8')) as Manifest)));
    const sum = createHash('sha256').update(readFileSync(path(MANIFEST))).digest('hex');
    writeFileSync(path(SUMS), readFileSync(path(SUMS), 'utf8').replace(/^[0-9a-f]{64}(?= {2}manifest\.json$)/m, sum));
  };
  afterEach(() => rmSync(bad, { recursive: true, force: true }));

  test.each<readonly [string, () => void, RegExp]>([
    ['a changed byte in the rows of a table', () => flip('tables/ledger.transfer.zst'), /tables\/ledger\.transfer\.zst was changed/],
    ['a changed byte in a picture', () => flip(`files/media/${'ab'.repeat(32)}-1.webp`), /-1\.webp was changed/],
    ['a changed byte in the manifest', () => flip(MANIFEST), /manifest\.json was changed/],
    ['a changed byte in the checksums', () => flip(SUMS), /was changed|damaged|is missing/],
    ['torn checksums', () => truncateSync(path(SUMS), statSync(path(SUMS)).size - 20), /torn/],
    ['no checksums', () => rmSync(path(SUMS)), /never finished/],
    ['a truncated table', () => truncateSync(path('tables/orders.orders.zst'), 10), /orders\.orders\.zst was changed/],
    ['a missing table', () => rmSync(path('tables/orders.orders.zst')), /orders\.orders\.zst is missing/],
    ['a table too many', () => writeFileSync(path('tables/orders.more.zst'), ''), /orders\.more\.zst does not belong to it/],
    ['a newer format', () => rewrite((manifest) => ({ ...manifest, format: 2 })), /in format 2, and this program reads format 1/],
    ['a newer program', () => rewrite((manifest) => ({ ...manifest, program: '9.0.0', migrations: [...manifest.migrations, { number: 9999, name: '9999_later.sql', checksum: 'a' }] })), /made by CoShop 9\.0\.0, whose tables this program cannot make.*9999_later\.sql/],
    ['migrations that were changed', () => rewrite((manifest) => ({ ...manifest, migrations: manifest.migrations.map((one) => ({ ...one, checksum: 'b' })) })), /cannot make.*was changed after it had been applied/],
    ['the key of another shop', () => rewrite((manifest) => ({ ...manifest, keyPrint: '0'.repeat(16) })), /SECRET_KEY is not the key of this shop/],
  ])('%s', async (_case, spoil, message) => {
    bad = join(shop.place.cwd, 'bad');
    cpSync(folder, bad, { recursive: true });
    spoil();
    const place = shop.newPlace('refused', empty);
    await expect(restoreBackup(place, bad, silent)).rejects.toThrow(message);
    expect(existsSync(place.dataDir)).toBe(false);
    expect(await schemasOf(empty)).toEqual([]);
  });

  test.each<readonly [string, (manifest: Manifest) => object, RegExp]>([
    ['a forged list without a table', (manifest) => ({ ...manifest, tables: manifest.tables.filter(({ name }) => name !== 'orders.orders') }), /orders\.orders\.zst does not belong/],
    ['a forged count of rows', (manifest) => ({ ...manifest, tables: manifest.tables.map((table) => ({ ...table, rows: table.rows + 1 })) }), /are not what the backup says/],
    ['a forged column', (manifest) => ({ ...manifest, tables: manifest.tables.map((table) => (table.name === 'orders.stock' ? { ...table, columns: [...table.columns, 'colour'] } : table)) }), /orders\.stock of the backup has a column colour/],
  ])('or at least before it commits, %s, and leaves the place as empty as it was', async (_case, change, message) => {
    bad = join(shop.place.cwd, 'bad');
    cpSync(folder, bad, { recursive: true });
    rewrite(change);
    const place = shop.newPlace('forged', await emptyDatabase());
    await expect(restoreBackup(place, bad, silent)).rejects.toThrow(message);
    expect(existsSync(place.dataDir) ? readdirSync(place.dataDir) : []).toEqual([]);
    if ((await schemasOf(place.databaseUrl ?? '')).length > 0) expect(await read(place.databaseUrl ?? '', 'select 1 from infra.birth')).toEqual([]);
  });

  test('a folder that holds anything, and a database that holds a shop', async () => {
    const place = shop.newPlace('source', await emptyDatabase());
    await expect(restoreBackup(place, folder, silent)).rejects.toThrow(/source is not empty \(.*\), and a restore overwrites nothing/);
    const taken = shop.newPlace('taken', shop.database.url);
    await expect(restoreBackup(taken, folder, silent)).rejects.toThrow(/There is a shop in the database of DATABASE_URL/);
    expect(readdirSync(taken.dataDir)).toEqual([]);
  });
});

test('a restore whose process is killed while it loads leaves no shop, and can be run again', async () => {
  const url = await emptyDatabase();
  const place = shop.newPlace('interrupted', url);
  await migrate(url);
  await migrateJobs(url);
  // Loading waits for ever at this table, after others have been loaded.
  await read(url, `create function public.wait() returns trigger language plpgsql as $$ begin perform pg_advisory_xact_lock(1); return new; end $$;
    create trigger wait before insert on orders.stock for each row execute function public.wait()`);
  const brake = new pg.Client({ connectionString: url });
  await brake.connect();
  await brake.query('select pg_advisory_lock(1)');
  const running = command(['restore', folder, '--data-dir', place.dataDir], { DATABASE_URL: url });
  await vi.waitFor(async () => expect((await brake.query(`select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query like 'copy%'`)).rowCount).toBe(1), WAIT);
  running.kill('SIGKILL');
  expect((await running.ended).signal).toBe('SIGKILL');
  await brake.end();
  expect(existsSync(join(place.dataDir, UNFINISHED))).toBe(true);
  expect(await read(url, 'select 1 from infra.birth')).toEqual([]);
  await expect(makeBackup(place, 'half', silent)).rejects.toThrow(/was interrupted, so there is no whole shop/);
  const start = command([], { DATA_DIR: place.dataDir, DATABASE_URL: url, PORT: '1' });
  const { code, output } = await start.ended;
  expect([code, output]).toEqual([1, expect.stringMatching(/A restore into .* was interrupted, so there is no whole shop in it\. Run the restore again/)]);

  await read(url, 'drop function public.wait() cascade');
  await restoreBackup(place, folder, silent);
  expect(existsSync(join(place.dataDir, UNFINISHED))).toBe(false);
  expect(await read(url, 'select mode from infra.birth')).toEqual([{ mode: 'demo' }]);
});
