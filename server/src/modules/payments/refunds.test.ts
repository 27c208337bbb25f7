import { afterAll, beforeAll, expect, test } from 'vitest';
import { Refusal } from '#kernel/errors.ts';
import { type TestDatabase, testDatabase } from '#test/database.ts';
import { type TestBuyer, type TestShop, testShop } from '#test/shop.ts';

let db: TestDatabase;
let shop: TestShop;
let buyer: TestBuyer;
let skuId: bigint;
beforeAll(async () => {
  db = await testDatabase();
  shop = await testShop(db);
  buyer = await shop.buyer();
  skuId = await shop.sell({ stock: 1_000 });
});
afterAll(async () => {
  await shop.close();
  await db.close();
});

/** A paid attempt of 9,900 fen, as orders know it. */
async function paid(): Promise<bigint> {
  const { checkoutId } = await shop.place(buyer, [{ skuId, quantity: 1 }]);
  const attemptId = await shop.pay(buyer, checkoutId);
  await shop.drain();
  return attemptId;
}
const ask = (attemptId: bigint, subjectId: bigint, amountFen: bigint, reason: 'order' | 'paidTwice' = 'order') =>
  shop.unit((ctx) => shop.payments.refund(ctx, { attemptId, subjectId, amountFen, reason }));
const codeOf = (work: Promise<unknown>): Promise<string> => work.then(() => 'done', (error: unknown) => (error instanceof Refusal ? error.code : String(error)));
const stateOf = (refundId: bigint) => db.sql.one<{ state: string; failure: string | null; round: number }>('select state, failure, round from payments.refund where id = $1', [refundId]);
const told = (refundId: bigint) => db.sql.rows<{ fact: object }>(
  `select p as fact from infra.event_log, jsonb_array_elements(payload->'refunds') p where type = 'payments.refunded' and p->>'refundId' = $1`, [String(refundId)]);
const refundedOf = async (attemptId: bigint) => (await db.sql.one<{ fen: bigint; rows: bigint }>(
  `select a.refunded_fen as fen, (select coalesce(sum(r.amount_fen), 0)::bigint from payments.refund r where r.attempt_id = a.id) as rows from payments.payment_attempt a where a.id = $1`, [attemptId]));

test('parts of one attempt go back one by one, each once, and never more than was paid', async () => {
  const attemptId = await paid();
  const { refundId } = await ask(attemptId, 11n, 4_000n);
  expect(await ask(attemptId, 11n, 4_000n), 'asked again it is the same refund').toEqual({ refundId });
  expect(await codeOf(ask(attemptId, 11n, 4_001n))).toBe('payments.refundDiffers');
  expect(await codeOf(ask(attemptId, 12n, 5_901n))).toBe('payments.refundTooLarge');
  expect(await refundedOf(attemptId), 'what was refused has changed nothing').toEqual({ fen: 4_000n, rows: 4_000n });
  const rest = await ask(attemptId, 12n, 5_900n);
  expect(await codeOf(ask(attemptId, attemptId, 1n, 'paidTwice'))).toBe('payments.refundTooLarge');
  await shop.drain();
  await shop.drain();
  expect(shop.gateway.refunds.filter((one) => one.attemptId === attemptId).map((one) => one.amountFen)).toEqual([4_000n, 5_900n]);
  expect((await told(rest.refundId)).map(({ fact }) => fact)).toEqual([{ refundId: String(rest.refundId), attemptId: String(attemptId), subjectId: '12', memberId: String(buyer.memberId), reason: 'order', amountFen: '5900' }]);
});

test('refunds asked for at once are decided one after the other, and the table itself refuses too much', async () => {
  const attemptId = await paid();
  const asked = await Promise.all([21n, 22n, 23n, 24n].map((subject) => codeOf(ask(attemptId, subject, 3_000n))));
  expect(asked.toSorted()).toEqual(['done', 'done', 'done', 'payments.refundTooLarge']);
  const same = await Promise.all([1, 2, 3].map(() => ask(attemptId, 25n, 900n)));
  expect(new Set(same.map(({ refundId }) => refundId)).size).toBe(1);
  expect(await refundedOf(attemptId)).toEqual({ fen: 9_900n, rows: 9_900n });
  await expect(db.sql.run('update payments.payment_attempt set refunded_fen = amount_fen + 1 where id = $1', [attemptId])).rejects.toThrow(/check/);
});

test('what was not paid cannot go back', async () => {
  const { checkoutId } = await shop.place(buyer, [{ skuId, quantity: 1 }]);
  const { body } = await buyer.post(`/api/checkouts/${checkoutId}/payments`, { channel: 'demo' });
  expect(await codeOf(ask(BigInt((body as { attemptId: string }).attemptId), 31n, 1n))).toBe('payments.notPaid');
  expect(await codeOf(ask(4_611_686_018_427_387_904n, 31n, 1n))).toBe('payments.attemptNotFound');
});

test('a refund the gateway works on is asked about until the money is back, and told only then', async () => {
  const attemptId = await paid();
  const { refundId } = await ask(attemptId, 41n, 100n);
  shop.gateway.refundWords.set(refundId, { state: 'processing' });
  await shop.drain();
  await shop.infra.clock.advance(60_000);
  await shop.drain();
  expect([(await stateOf(refundId)).state, await told(refundId)]).toEqual(['processing', []]);
  shop.gateway.refundWords.delete(refundId);
  await shop.drain();
  expect((await stateOf(refundId)).state, 'not asked again at once').toBe('processing');
  await shop.infra.clock.advance(120_000);
  await shop.drain();
  await shop.drain();
  expect([(await stateOf(refundId)).state, (await told(refundId)).length]).toEqual(['succeeded', 1]);
});

test.each([['abnormal', 1], ['closed', 1]] as const)('a refund that is %s at the gateway has failed: no money is back, and what it holds of the attempt stays held', async (failure, round) => {
  const attemptId = await paid();
  const { refundId } = await ask(attemptId, 51n, 9_900n);
  shop.gateway.refundWords.set(refundId, { state: 'failed', failure });
  await shop.drain();
  await shop.drain();
  expect([await stateOf(refundId), await told(refundId)]).toEqual([{ state: 'failed', failure, round }, []]);
  expect(await codeOf(ask(attemptId, 52n, 1n))).toBe('payments.refundTooLarge');
});
