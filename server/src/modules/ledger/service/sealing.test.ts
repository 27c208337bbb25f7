import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ledgerModule, post, sealClosed, trialBalance, verifyBucket, type Entry } from '#modules/ledger/index.ts';
import { testDatabase, type TestDatabase, type TestInfra } from '#test/database.ts';

let db: TestDatabase;
let infra: TestInfra;
const BUCKET = 17;
const ORIGIN = { actor: { kind: 'system', name: 'test' }, requestId: 'test' } as const;

beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());
beforeEach(async () => {
  infra = await db.infra();
  await db.sql.run('truncate ledger.transfer, ledger.account, ledger.hold');
  await db.sql.run('delete from ledger.seal where number > 0');
  await db.sql.run('update ledger.seal set latest = true where number = 0');
});
afterEach(() => infra.close());

function paid(amount: bigint, bucket = BUCKET): Entry {
  return { bucket, eventPosition: 1n, ruleVersion: 2, memo: 'test.paid', transfers: [
    { debit: { kind: 'unearned', holder: 0n }, credit: { kind: 'supplierPayable', holder: 9n }, amount },
    { debit: { kind: 'unearned', holder: 0n }, credit: { kind: 'margin', holder: 0n }, amount: 1n },
  ] };
}
const posted = (...entries: Entry[]) => infra.unit(ORIGIN, (ctx) => post(ctx, entries));
const seals = () => db.sql.rows<{ number: number; fromId: bigint; toId: bigint; entries: bigint; transfers: bigint; latest: boolean }>(
  'select number, from_id as "fromId", to_id as "toId", entries, transfers, latest from ledger.seal where bucket = $1 and number > 0 order by number', [BUCKET]);
async function sealAll(): Promise<number> {
  let all = 0;
  for (let sealed = await sealClosed(infra); sealed > 0; sealed = await sealClosed(infra)) all += sealed;
  return all;
}

describe('sealing', () => {
  test('an entry is closed only when no unit of work can be as old, and each entry is in exactly one seal', async () => {
    const [first] = await posted(paid(10n));
    await infra.clock.advance(60_000);
    expect(await sealAll()).toBe(0);
    const [second] = await posted(paid(20n));
    await infra.clock.advance(61_000);
    expect(await sealAll()).toBe(1);
    expect(await seals()).toEqual([{ number: 1, fromId: first, toId: first, entries: 1n, transfers: 2n, latest: true }]);
    await infra.clock.advance(60_000);
    await sealAll();
    expect(await seals()).toEqual([
      { number: 1, fromId: first, toId: first, entries: 1n, transfers: 2n, latest: false },
      { number: 2, fromId: second, toId: second, entries: 2n, transfers: 4n, latest: true },
    ]);
    expect(await verifyBucket(db.sql, BUCKET)).toEqual({ bucket: BUCKET, seals: 2, entries: 2n, difference: null });
  });

  test('a page never cuts an entry, and what is left over is sealed in the next page', async () => {
    const wide = { ...paid(1n), transfers: Array.from({ length: 3_000 }, () => paid(1n).transfers).flat() };
    await posted(wide, paid(1n), paid(1n));
    await infra.clock.advance(180_000);
    expect(await sealAll()).toBe(2);
    expect((await seals()).map((seal) => [seal.entries, seal.transfers])).toEqual([[1n, 6_000n], [3n, 6_004n]]);
    expect((await verifyBucket(db.sql, BUCKET)).difference).toBeNull();
  });

  test('several sealers at once write each seal once', async () => {
    for (const bucket of [1, 2, 3]) await posted(paid(5n, bucket));
    await posted(paid(5n));
    await infra.clock.advance(180_000);
    const counts = await Promise.all([sealClosed(infra), sealClosed(infra), sealClosed(infra)]);
    expect(counts.reduce((a, b) => a + b)).toBe(4);
    expect(await seals()).toHaveLength(1);
  });

  test('the trial balance adds up sealed positions only and is zero per asset', async () => {
    await posted(paid(10n), { ...paid(10n, 900), transfers: [{ debit: { kind: 'issued', holder: 0n }, credit: { kind: 'pool', holder: 0n }, amount: 2_500_000_00000000n }] });
    await infra.clock.advance(180_000);
    await sealAll();
    await posted(paid(1_000n));
    const { lines, sealed } = await trialBalance(db.sql);
    const moved = lines.filter((line) => line.debits + line.credits > 0n);
    expect(moved.map(({ kind, debits, credits, balance }) => [kind, debits, credits, balance])).toEqual([
      ['unearned', 11n, 0n, -11n], ['margin', 0n, 1n, 1n], ['supplierPayable', 0n, 10n, 10n],
      ['issued', 250_000_000_000_000n, 0n, -250_000_000_000_000n], ['pool', 0n, 250_000_000_000_000n, 250_000_000_000_000n],
    ]);
    for (const asset of ['CNY', 'PTS', 'SV']) expect(lines.filter((line) => line.asset === asset).reduce((sum, line) => sum + line.balance, 0n)).toBe(0n);
    expect(sealed).toEqual({ buckets: 2n, entries: 2n, transfers: 3n, lastSealedAt: infra.clock.wall() });
  });

  test('the sweep seals a minute after a minute and rests in between', async () => {
    const sweep = ledgerModule(infra).sweeps?.[0];
    await posted(paid(1n));
    await infra.clock.advance(180_000);
    expect(await sweep?.run()).toBe(1);
    expect(await sweep?.run()).toBe(0);
    await posted(paid(1n));
    expect(await sweep?.run()).toBe(0);
    await infra.clock.advance(180_000);
    expect(await sweep?.run()).toBe(1);
  });
});

describe('tampering', () => {
  const TAMPERINGS: { name: string; sql: string; check: string }[] = [
    { name: 'an amount', sql: `update ledger.transfer set amount = amount + 1 where bucket = 17 and entry_id = $1 and line = 0`, check: 'seal.totals' },
    { name: 'a memo', sql: `update ledger.transfer set memo = 'other' where bucket = 17 and entry_id = $1 and line = 0`, check: 'seal.hash' },
    { name: 'an instant', sql: `update ledger.transfer set at = at + interval '1 millisecond' where bucket = 17 and entry_id = $1 and line = 1`, check: 'seal.hash' },
    { name: 'a rule version', sql: `update ledger.transfer set rule_version = null where bucket = 17 and entry_id = $1 and line = 1`, check: 'seal.hash' },
    { name: 'a missing line', sql: `delete from ledger.transfer where bucket = 17 and entry_id = $1 and line = 1`, check: 'seal.counts' },
    { name: 'a missing entry', sql: `delete from ledger.transfer where bucket = 17 and entry_id = $1`, check: 'seal.range' },
    { name: 'a missing seal', sql: `delete from ledger.seal where bucket = 17 and number = 1 and $1::bigint is not null`, check: 'seal.number' },
    { name: 'a seal with other totals', sql: `update ledger.seal set credits[1] = credits[1] + 1 where bucket = 17 and number = 1 and $1::bigint is not null`, check: 'seal.totals' },
    { name: 'a balance', sql: `update ledger.account set balance = balance + 1 where bucket = 17 and kind = 4 and $1::bigint is not null`, check: 'account.balance' },
    { name: 'something held', sql: `update ledger.account set held = 1 where bucket = 17 and kind = 4 and $1::bigint is not null`, check: 'account.held' },
  ];
  test.each(TAMPERINGS)('$name is found and named', async ({ sql, check }) => {
    const [first] = await posted(paid(10n));
    await infra.clock.advance(180_000);
    await sealAll();
    await posted(paid(20n));
    await infra.clock.advance(180_000);
    await sealAll();
    expect((await verifyBucket(db.sql, BUCKET)).difference).toBeNull();
    expect(await db.sql.run(sql, [first])).toBeGreaterThan(0);
    expect((await verifyBucket(db.sql, BUCKET)).difference).toMatchObject({ check });
  });

  test('an account below its floor is found', async () => {
    await posted(paid(10n));
    await db.sql.run('update ledger.account set balance = -5 where bucket = $1 and kind = 4', [BUCKET]);
    await db.sql.run(`insert into ledger.transfer select bucket, entry_id, 2, 4, 9, 2, 0, 15, memo, event_position, rule_version, at from ledger.transfer where bucket = $1 and line = 0`, [BUCKET]);
    await db.sql.run('update ledger.account set balance = balance + 15 where bucket = $1 and kind = 2', [BUCKET]);
    expect((await verifyBucket(db.sql, BUCKET)).difference).toMatchObject({ check: 'account.floor', kind: 'supplierPayable', found: '-5' });
  });
});
