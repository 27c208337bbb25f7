/** Random concurrent batches against a naive model that applies the accepted ones one by one. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Refusal } from '#kernel/errors.ts';
import { type Account, balancesOf, type Entry, hold, type Payer, post, release, sealClosed, verifyBucket } from '#modules/ledger/index.ts';
import { testDatabase, type TestDatabase, type TestInfra } from '#test/database.ts';

let db: TestDatabase;
let infra: TestInfra;
const ORIGIN = { actor: { kind: 'system', name: 'test' }, requestId: 'test' } as const;
const BUCKETS = [3, 700];
const HOLDERS = [1n, 2n, 3n];

beforeAll(async () => {
  db = await testDatabase();
  infra = await db.infra();
});
afterAll(() => db.close());

const accounts: Payer[] = [{ kind: 'unearned', holder: 0n }, { kind: 'margin', holder: 0n }, ...HOLDERS.map((holder) => ({ kind: 'supplierPayable', holder }) as const)];
const index = fc.nat({ max: accounts.length - 1 });
const transfer = fc.tuple(index, index, fc.integer({ min: 1, max: 60 })).filter(([from, to]) => from !== to);
const entry = fc.record({ bucket: fc.constantFrom(...BUCKETS), transfers: fc.array(transfer, { minLength: 1, maxLength: 4 }) });
const batches = fc.array(fc.array(entry, { minLength: 1, maxLength: 4 }), { minLength: 4, maxLength: 12 });
type Batch = { bucket: number; transfers: [number, number, number][] }[];

function at(position: number): Payer {
  const account = accounts[position];
  if (!account) throw new Error('no such account');
  return account;
}
function entriesOf(batch: Batch): Entry[] {
  return batch.map(({ bucket, transfers }) => ({
    bucket, eventPosition: null, ruleVersion: null, memo: 'test.random',
    transfers: transfers.map(([from, to, amount]) => ({ debit: at(from), credit: at(to), amount: BigInt(amount) })),
  }));
}
const nameOf = (bucket: number, account: Account): string => `${bucket} ${account.kind} ${account.holder}`;

test('concurrent batches leave exactly what the accepted ones add up to, and only batches that were short are refused', async () => {
  const model = new Map<string, bigint>();
  const add = (name: string, amount: bigint) => model.set(name, (model.get(name) ?? 0n) + amount);
  await fc.assert(fc.asyncProperty(batches, async (tried) => {
    const outcomes = await Promise.allSettled((tried as Batch[]).map((batch) => infra.unit(ORIGIN, (ctx) => post(ctx, entriesOf(batch)))));
    outcomes.forEach((outcome, position) => {
      if (outcome.status === 'rejected') {
        expect(outcome.reason).toBeInstanceOf(Refusal);
        expect(BigInt((outcome.reason as Refusal).details['shortage'] as string)).toBeGreaterThan(0n);
        return;
      }
      for (const { bucket, transfers } of entriesOf((tried as Batch[])[position] ?? [])) {
        for (const { debit, credit, amount } of transfers) {
          add(nameOf(bucket, debit), -amount);
          add(nameOf(bucket, credit), amount);
        }
      }
    });
    const rows = await db.sql.rows<{ bucket: number; name: string; holder: bigint; balance: bigint }>('select a.bucket, k.name, a.holder, a.balance from ledger.account a join ledger.account_kind k on k.number = a.kind');
    expect(new Map(rows.map((row) => [`${row.bucket} ${row.name} ${row.holder}`, row.balance]))).toEqual(model);
    for (const row of rows) if (row.name === 'supplierPayable') expect(row.balance).toBeGreaterThanOrEqual(0n);
  }), { numRuns: 40 });
  await infra.clock.advance(180_000);
  await sealClosed(infra);
  for (const bucket of BUCKETS) expect((await verifyBucket(db.sql, bucket)).difference).toBeNull();
});

test('a single batch is refused exactly when its net change does not fit, by exactly what is missing', async () => {
  const bucket = 12;
  await fc.assert(fc.asyncProperty(fc.array(transfer, { minLength: 1, maxLength: 6 }), fc.nat({ max: 2 }), async (transfers, holderIndex) => {
    const holder = HOLDERS[holderIndex] ?? 1n;
    const before = await balancesOf(db.sql, { kind: 'supplierPayable', holders: HOLDERS.map((each) => ({ bucket, holder: each })) });
    const free = before.get(holder)?.available ?? 0n;
    const holdId = free > 1n ? await infra.unit(ORIGIN, (ctx) => hold(ctx, { bucket, account: { kind: 'supplierPayable', holder }, amount: free / 2n, memo: 'test.hold' })) : undefined;
    const net = new Map(HOLDERS.map((each) => [each, 0n]));
    for (const [from, to, amount] of transfers) {
      for (const [account, change] of [[at(from), -BigInt(amount)], [at(to), BigInt(amount)]] as const) {
        if (account.kind === 'supplierPayable') net.set(account.holder, (net.get(account.holder) ?? 0n) + change);
      }
    }
    const room = (each: bigint) => (before.get(each)?.available ?? 0n) - (each === holder && holdId ? free / 2n : 0n) + (net.get(each) ?? 0n);
    const short = HOLDERS.find((each) => room(each) < 0n);
    const outcome = await infra.unit(ORIGIN, (ctx) => post(ctx, entriesOf([{ bucket, transfers }]))).catch((error: unknown) => error);
    if (short === undefined) expect(outcome).toHaveLength(1);
    else expect(outcome).toMatchObject({ code: 'ledger.insufficientBalance', details: { holder: String(short), shortage: String(-room(short)) } });
    if (holdId !== undefined) await infra.unit(ORIGIN, (ctx) => release(ctx, { bucket, holdId }));
  }), { numRuns: 60 });
  expect((await verifyBucket(db.sql, bucket)).difference).toBeNull();
});
