import { afterAll, beforeAll, expect, test } from 'vitest';
import { codeOf, testApp, type TestApp, type TestStaff } from '#test/app.ts';
import { testDatabase, type TestDatabase } from '#test/database.ts';
import { type Entry, ledgerModule, post, sealClosed } from './index.ts';

let db: TestDatabase;
let t: TestApp;
let owner: TestStaff;
const SUPPLIER = 4711n;
interface EntryJson {
  id: string;
  bucket: number;
  memo: string;
}
interface PageJson {
  items: EntryJson[];
  nextCursor: string | null;
}

function paid(bucket: number, memo: string, holder = SUPPLIER): Entry {
  return { bucket, eventPosition: 12n, ruleVersion: null, memo, transfers: [
    { debit: { kind: 'unearned', holder: 0n }, credit: { kind: 'supplierPayable', holder }, amount: 60n },
    { debit: { kind: 'unearned', holder: 0n }, credit: { kind: 'margin', holder: 0n }, amount: 40n },
  ] };
}
const paged = async (query: string): Promise<PageJson> => (await owner.get(`/api/console/ledger/entries?${query}`)).body as PageJson;
const memos = async (query: string): Promise<string[]> => (await paged(query)).items.map((item) => item.memo);

beforeAll(async () => {
  db = await testDatabase();
  t = await testApp(db, { modules: (infra) => [ledgerModule(infra)] });
  for (const [bucket, memo, holder] of [[3, 'one', SUPPLIER], [900, 'two', SUPPLIER], [3, 'three', 5n]] as const) {
    await t.unit((ctx) => post(ctx, [paid(bucket, memo, holder)]));
    await t.infra.clock.advance(40 * 86_400_000);
  }
  await t.unit((ctx) => post(ctx, [{ bucket: 7, eventPosition: null, ruleVersion: 2, memo: 'four', transfers: [{ debit: { kind: 'issued', holder: 0n }, credit: { kind: 'pool', holder: 0n }, amount: 100n }] }]));
  owner = await t.staff('owner');
});
afterAll(async () => {
  await t.close();
  await db.close();
});

test('the newest entries of all buckets come first, however long ago they were', async () => {
  expect(await memos('')).toEqual(['four', 'three', 'two', 'one']);
  const first = await paged('limit=3');
  const second = await paged(`limit=3&cursor=${first.nextCursor}`);
  expect([...first.items, ...second.items].map((item) => item.memo)).toEqual(['four', 'three', 'two', 'one']);
  expect(second.nextCursor).toBeNull();
});

test('entries are found by kind, by holder, by both on one leg, and by bucket', async () => {
  expect(await memos('account=pool')).toEqual(['four']);
  expect(await memos('account=supplierPayable')).toEqual(['three', 'two', 'one']);
  expect(await memos(`account=${SUPPLIER}`)).toEqual(['two', 'one']);
  expect(await memos('account=supplierPayable:5')).toEqual(['three']);
  expect(await memos('account=margin:5')).toEqual([]);
  expect(await memos('bucket=3')).toEqual(['three', 'one']);
  expect(codeOf(await owner.get('/api/console/ledger/entries?account=nonsense'))).toBe('http.badRequest');
});

test('an entry shows every transfer, what it cites, and the seal that closes it', async () => {
  const [entry] = (await paged(`account=${SUPPLIER}&limit=1`)).items;
  const url = `/api/console/ledger/entries/${entry?.bucket}/${entry?.id}`;
  const detail = (await owner.get(url)).body;
  expect(detail).toMatchObject({
    bucket: 900, memo: 'two', eventPosition: '12', ruleVersion: null, seal: null,
    transfers: [
      { debit: { kind: 'unearned', holder: '0' }, credit: { kind: 'supplierPayable', holder: '4711' }, asset: 'CNY', amount: '60' },
      { debit: { kind: 'unearned', holder: '0' }, credit: { kind: 'margin', holder: '0' }, asset: 'CNY', amount: '40' },
    ],
  });
  while ((await sealClosed(t.infra)) > 0);
  expect((await owner.get(url)).body).toMatchObject({ seal: 1 });
  expect(codeOf(await owner.get('/api/console/ledger/entries/900/77'))).toBe('ledger.entryNotFound');
});

test('trial balance, seals and the proof of a bucket', async () => {
  while ((await sealClosed(t.infra)) > 0);
  const balance = (await owner.get('/api/console/ledger/trial-balance')).body as { lines: { kind: string; balance: string }[]; sealed: { buckets: string; entries: string } };
  expect(balance.lines.find((line) => line.kind === 'supplierPayable')).toEqual({ kind: 'supplierPayable', asset: 'CNY', holder: 'supplier', debits: '0', credits: '180', balance: '180' });
  expect(balance.sealed).toMatchObject({ buckets: '2', entries: '3' });
  const seals = (await owner.get('/api/console/ledger/seals')).body as { items: { bucket: number; number: number; hash: string }[] };
  expect(seals.items.map((seal) => seal.bucket)).toEqual([3, 900]);
  expect(seals.items[0]?.hash).toMatch(/^[0-9a-f]{64}$/);
  expect((await owner.get('/api/console/ledger/seals?bucket=3&limit=1')).body).toMatchObject({ items: [{ bucket: 3, entries: '2' }] });
  expect((await owner.get('/api/console/ledger/verification/3')).body).toMatchObject({ bucket: 3, entries: '2', difference: null });
  await db.sql.run('update ledger.account set balance = balance + 1 where bucket = 900 and kind = 4');
  expect((await owner.get('/api/console/ledger/verification/900')).body).toMatchObject({ difference: { check: 'account.balance', subject: 'supplierPayable:4711', expected: '60', found: '61' } });
});

test('only staff of the platform whose role reads the ledger come in', async () => {
  const [auditor, strategist, supplier, member] = [await t.staff('auditor'), await t.staff('strategist'), await t.staff('supplierOwner'), await t.member()];
  for (const path of ['trial-balance', 'entries', 'entries/3/1', 'seals', 'verification/3']) {
    const url = `/api/console/ledger/${path}`;
    expect([200, 404]).toContain((await auditor.get(url)).status);
    for (const caller of [strategist, supplier, member, t.visitor]) {
      const { status, body } = await caller.get(url);
      expect([url, [401, 403, 404].includes(status)]).toEqual([url, true]);
      expect(JSON.stringify(body)).not.toContain('ledger.entryNotFound');
    }
  }
});
