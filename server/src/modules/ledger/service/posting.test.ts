import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Ctx } from '#infra/context.ts';
import { Refusal } from '#kernel/errors.ts';
import { testDatabase, type TestDatabase, type TestInfra } from '#test/database.ts';
import { balanceOf, balancesOf, capture, CHART, hold, markSettled, once, post, release, type AccountKey, type Entry } from '#modules/ledger/index.ts';

let db: TestDatabase;
let infra: TestInfra;
let bucket = 0;
const ORIGIN = { actor: { kind: 'system', name: 'test' }, requestId: 'test' } as const;
const unit = <Result>(work: (ctx: Ctx) => Promise<Result>): Promise<Result> => infra.unit(ORIGIN, work);
const SUPPLIER = 4711n;
const MEMBER = 815n;

beforeAll(async () => {
  db = await testDatabase();
  infra = await db.infra();
});
afterAll(() => db.close());
beforeEach(() => {
  bucket += 1;
});

function paid(amount: bigint, more: Partial<Entry> = {}): Entry {
  return {
    bucket, eventPosition: 7n, ruleVersion: null, memo: 'test.paid',
    transfers: [{ debit: { kind: 'unearned', holder: 0n }, credit: { kind: 'supplierPayable', holder: SUPPLIER }, amount }], ...more,
  };
}
function withdrawn(amount: bigint): Entry {
  return paid(amount, { memo: 'test.withdrawn', transfers: [{ debit: { kind: 'supplierPayable', holder: SUPPLIER }, credit: { kind: 'gateway', holder: 0n }, amount }] });
}
const payable = (): AccountKey => ({ bucket, kind: 'supplierPayable', holder: SUPPLIER });
const rowsOf = (table: 'account' | 'transfer' | 'hold') => db.sql.one<{ count: bigint }>(`select count(*) from ledger.${table} where bucket = $1`, [bucket]).then((row) => row.count);
async function refusal(work: Promise<unknown>): Promise<Refusal> {
  const error = await work.then(() => undefined, (reason: unknown) => reason);
  if (!(error instanceof Refusal)) throw new Error('a refusal was expected', { cause: error });
  return error;
}

describe('post', () => {
  test('changes the balances, creates missing accounts and writes every transfer with what it cites', async () => {
    const [id] = await unit((ctx) => post(ctx, [paid(60n, { ruleVersion: 3, transfers: [
      { debit: { kind: 'unearned', holder: 0n }, credit: { kind: 'supplierPayable', holder: SUPPLIER }, amount: 60n },
      { debit: { kind: 'unearned', holder: 0n }, credit: { kind: 'margin', holder: 0n }, amount: 40n },
    ] })]));
    expect(await balanceOf(db.sql, payable())).toEqual({ balance: 60n, held: 0n, available: 60n });
    expect(await balanceOf(db.sql, { bucket, kind: 'unearned', holder: 0n })).toEqual({ balance: -100n, held: 0n, available: -100n });
    const rows = await db.sql.rows('select entry_id, line, debit_kind, credit_kind, credit_holder, amount, memo, event_position, rule_version, at from ledger.transfer where bucket = $1 order by line', [bucket]);
    const common = { entry_id: id, debit_kind: CHART.unearned.number, memo: 'test.paid', event_position: 7n, rule_version: 3, at: infra.clock.now() };
    expect(rows).toEqual([
      { ...common, line: 0, credit_kind: CHART.supplierPayable.number, credit_holder: SUPPLIER, amount: 60n },
      { ...common, line: 1, credit_kind: CHART.margin.number, credit_holder: 0n, amount: 40n },
    ]);
  });

  test('refuses with the exact shortage and writes nothing, even if the caller goes on', async () => {
    await unit((ctx) => post(ctx, [paid(60n)]));
    const before = [await rowsOf('transfer'), await rowsOf('account')];
    const refused = await refusal(unit((ctx) => post(ctx, [paid(5n), withdrawn(100n)])));
    expect(refused.code).toBe('ledger.insufficientBalance');
    expect(refused.details).toEqual({ bucket, kind: 'supplierPayable', holder: '4711', asset: 'CNY', shortage: '35', amount: '0.35', unit: 'CNY' });
    await expect(unit(async (ctx) => {
      await post(ctx, [withdrawn(1_000n)]).catch(() => undefined);
      await post(ctx, [paid(1n)]);
    })).rejects.toThrow();
    expect([await rowsOf('transfer'), await rowsOf('account')]).toEqual(before);
    expect((await balanceOf(db.sql, payable())).balance).toBe(60n);
  });

  test('a batch may spend what the same batch brings, in any order of its entries', async () => {
    await unit((ctx) => post(ctx, [withdrawn(60n), paid(60n)]));
    expect((await balanceOf(db.sql, payable())).balance).toBe(0n);
    expect((await refusal(unit((ctx) => post(ctx, [withdrawn(1n)])))).details).toMatchObject({ shortage: '1' });
  });

  test('an account that never existed is short by the whole amount and is not created', async () => {
    expect((await refusal(unit((ctx) => post(ctx, [withdrawn(9n)])))).details).toMatchObject({ shortage: '9' });
    expect(await rowsOf('account')).toBe(0n);
  });

  test('of two callers at once that want the same balance one gets it and the other is told what is missing', async () => {
    await unit((ctx) => post(ctx, [paid(100n)]));
    const outcomes = await Promise.allSettled([unit((ctx) => post(ctx, [withdrawn(70n)])), unit((ctx) => post(ctx, [withdrawn(80n)]))]);
    expect(outcomes.map((outcome) => outcome.status).sort()).toEqual(['fulfilled', 'rejected']);
    const { balance } = await balanceOf(db.sql, payable());
    const lost = outcomes.find((outcome) => outcome.status === 'rejected');
    expect(lost?.reason).toMatchObject({ code: 'ledger.insufficientBalance', details: { shortage: '50' } });
    expect([20n, 30n]).toContain(balance);
  });

  test('many callers on the same accounts in opposite orders neither deadlock nor lose an atom', async () => {
    const suppliers = [1n, 2n, 3n, 4n, 5n];
    const transfer = (from: bigint, to: bigint): Entry => paid(1n, { transfers: [{ debit: { kind: 'supplierPayable', holder: from }, credit: { kind: 'supplierPayable', holder: to }, amount: 1n }] });
    await unit((ctx) => post(ctx, suppliers.map((holder) => paid(1_000n, { transfers: [{ debit: { kind: 'unearned', holder: 0n }, credit: { kind: 'supplierPayable', holder }, amount: 1_000n }] }))));
    const rounds = Array.from({ length: 40 }, (_, round) => unit((ctx) => post(ctx, round % 2 === 0 ? [transfer(1n, 5n), transfer(2n, 4n)] : [transfer(4n, 2n), transfer(5n, 1n), transfer(3n, 1n)])));
    await Promise.all(rounds);
    const balances = await balancesOf(db.sql, { kind: 'supplierPayable', holders: suppliers.map((holder) => ({ bucket, holder })) });
    expect(suppliers.map((holder) => balances.get(holder)?.balance)).toEqual([1_020n, 1_000n, 980n, 1_000n, 1_000n]);
  });

  test('an entry that breaks the chart is a bug: other asset, wrong holder, no amount, same account, foreign bucket', async () => {
    const broken: Entry[] = [
      paid(0n),
      paid(1n, { transfers: [] }),
      paid(1n, { transfers: [{ debit: { kind: 'unearned', holder: 0n }, credit: { kind: 'pool', holder: 0n }, amount: 1n }] }),
      paid(1n, { transfers: [{ debit: { kind: 'unearned', holder: 5n }, credit: { kind: 'margin', holder: 0n }, amount: 1n }] }),
      paid(1n, { transfers: [{ debit: { kind: 'margin', holder: 0n }, credit: { kind: 'margin', holder: 0n }, amount: 1n }] }),
      paid(1n, { transfers: [{ debit: { kind: 'unearned', holder: 0n }, credit: { kind: 'supplierPayable', holder: 0n }, amount: 1n }] }),
      paid(1n, { id: infra.ids.next(bucket + 1) }),
    ];
    for (const entry of broken) await expect(unit((ctx) => post(ctx, [entry]))).rejects.toThrow(/./);
    expect(await rowsOf('transfer')).toBe(0n);
  });
});

describe('holds', () => {
  const account = { kind: 'supplierPayable', holder: SUPPLIER } as const;

  test('what is held cannot be spent, and a hold of more than there is names the shortage', async () => {
    await unit((ctx) => post(ctx, [paid(100n)]));
    await unit((ctx) => hold(ctx, { bucket, account, amount: 70n, memo: 'test.hold' }));
    expect(await balanceOf(db.sql, payable())).toEqual({ balance: 100n, held: 70n, available: 30n });
    expect((await refusal(unit((ctx) => post(ctx, [withdrawn(31n)])))).details).toMatchObject({ shortage: '1' });
    expect((await refusal(unit((ctx) => hold(ctx, { bucket, account, amount: 50n, memo: 'test.hold' })))).details).toMatchObject({ shortage: '20' });
    expect(await rowsOf('hold')).toBe(1n);
    await unit((ctx) => post(ctx, [withdrawn(30n)]));
  });

  test('capturing a part pays it and sets the rest free; a closed hold is refused', async () => {
    await unit((ctx) => post(ctx, [paid(100n)]));
    const holdId = await unit((ctx) => hold(ctx, { bucket, account, amount: 70n, memo: 'test.hold' }));
    const input = { bucket, holdId, credit: { kind: 'gateway', holder: 0n }, memo: 'test.captured', eventPosition: null, ruleVersion: null } as const;
    expect((await refusal(unit((ctx) => capture(ctx, { ...input, amount: 71n })))).code).toBe('ledger.holdExceeded');
    await unit((ctx) => capture(ctx, { ...input, amount: 45n }));
    expect(await balanceOf(db.sql, payable())).toEqual({ balance: 55n, held: 0n, available: 55n });
    expect((await refusal(unit((ctx) => capture(ctx, { ...input, amount: 1n })))).code).toBe('ledger.holdClosed');
    expect((await refusal(unit((ctx) => release(ctx, { bucket, holdId })))).code).toBe('ledger.holdClosed');
    expect((await refusal(unit((ctx) => release(ctx, { bucket, holdId: 99n })))).code).toBe('ledger.holdNotFound');
    expect(await balanceOf(db.sql, payable())).toEqual({ balance: 55n, held: 0n, available: 55n });
  });

  test('releasing sets all of it free, once, whoever comes at the same time', async () => {
    await unit((ctx) => post(ctx, [paid(100n, { transfers: [{ debit: { kind: 'unclaimed', holder: 0n }, credit: { kind: 'memberPoints', holder: MEMBER }, amount: 100n }] })]));
    const holdId = await unit((ctx) => hold(ctx, { bucket, account: markSettled(MEMBER), amount: 100n, memo: 'test.hold' }));
    const outcomes = await Promise.allSettled([1, 2, 3].map(() => unit((ctx) => release(ctx, { bucket, holdId }))));
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1);
    expect(await balanceOf(db.sql, { bucket, kind: 'memberPoints', holder: MEMBER })).toEqual({ balance: 100n, held: 0n, available: 100n });
  });
});

describe('once', () => {
  const command = (key: string, amount = 5n) => ({ bucket, owner: MEMBER, key, input: { amount, to: SUPPLIER } });
  const work = (ctx: Ctx, amount = 5n) => async () => ({ entryId: String((await post(ctx, [paid(amount)]))[0]) });

  test('retries return the stored result and post exactly once, also from two callers at once', async () => {
    const results = await Promise.all(Array.from({ length: 8 }, () => unit((ctx) => once(ctx, command('a'), work(ctx)))));
    expect(new Set(results.map((result) => result.entryId)).size).toBe(1);
    expect((await balanceOf(db.sql, payable())).balance).toBe(5n);
  });

  test('the same key with another input is refused and changes nothing; another owner has keys of his own', async () => {
    await unit((ctx) => once(ctx, command('b'), work(ctx)));
    expect((await refusal(unit((ctx) => once(ctx, command('b', 6n), work(ctx, 6n))))).code).toBe('ledger.keyReused');
    expect((await balanceOf(db.sql, payable())).balance).toBe(5n);
    await unit((ctx) => once(ctx, { ...command('b', 6n), owner: 1n }, work(ctx, 6n)));
    expect((await balanceOf(db.sql, payable())).balance).toBe(11n);
  });

  test('a key whose work was refused is free again', async () => {
    await refusal(unit((ctx) => once(ctx, command('c'), async () => post(ctx, [withdrawn(1n)]).then(() => null))));
    await unit((ctx) => once(ctx, command('c'), work(ctx)));
    expect((await balanceOf(db.sql, payable())).balance).toBe(5n);
  });
});

test('the chart of accounts in the code and in the database are the same', async () => {
  const rows = await db.sql.rows<{ name: string }>('select number, name, asset, holder from ledger.account_kind');
  expect(Object.fromEntries(rows.map(({ name, ...facts }) => [name, facts]))).toEqual(CHART);
});
