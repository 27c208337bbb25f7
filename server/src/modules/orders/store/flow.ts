/** The state row of a checkout that is served from several buckets, and its steps' undoing. */
import type { Sql, Tx } from '#infra/sql.ts';
import type { KnownCheckout } from '#modules/orders/batch.ts';
import { type CheckoutKeys, holdStock, keysOf, returnStock } from './life.ts';

const KNOWN = `id as "checkoutId", member_id as "memberId", key_hash as "keyHash", input_hash as "inputHash", state, total_fen as "totalFen", pay_before as "payBefore"`;

export interface NewFlow {
  readonly checkoutId: bigint;
  readonly memberId: bigint;
  readonly keyHash: bigint;
  readonly inputHash: bigint;
  readonly totalFen: bigint;
  readonly contactId: bigint;
  readonly orderIds: readonly bigint[];
  readonly placedAt: Date;
  readonly payBefore: Date;
  readonly dueAt: Date;
}

/** Writes the state row unless the member's key is known. Returns whether it did. */
export async function beginFlow(tx: Tx, flow: NewFlow): Promise<boolean> {
  return await tx.run(
    `insert into orders.checkout (bucket, id, member_id, key_hash, input_hash, state, total_fen, contact_id, order_ids, placed_at, pay_before, flow_due_at)
     values ($1, $2, $3, $4, $5, 'placing', $6, $7, $8, $9, $10, $11) on conflict (bucket, member_id, key_hash) do nothing`,
    [keysOf([flow.checkoutId])[0][0], flow.checkoutId, flow.memberId, flow.keyHash, flow.inputHash, flow.totalFen, flow.contactId, flow.orderIds,
      flow.placedAt, flow.payBefore, flow.dueAt]) === 1;
}

/** What stands under a member's key. */
export function findByKey(sql: Sql, key: { memberId: bigint; keyHash: bigint }): Promise<KnownCheckout | undefined> {
  return sql.maybe(`select ${KNOWN} from orders.checkout where bucket = $1 and member_id = $2 and key_hash = $3`,
    [keysOf([key.memberId])[0][0], key.memberId, key.keyHash]);
}

/** Ends a flow well: the checkout awaits payment. Returns it, or undefined when it was given up meanwhile. */
export function finishFlow(tx: Tx, input: { checkoutId: bigint; payBefore: Date }): Promise<CheckoutKeys | undefined> {
  return tx.maybe(
    `update orders.checkout set state = 'awaitingPayment', pay_before = $3, flow_due_at = null where bucket = $1 and id = $2 and state = 'placing'
     returning id as "checkoutId", member_id as "memberId", order_ids as "orderIds"`, [keysOf([input.checkoutId])[0][0], input.checkoutId, input.payBefore]);
}

/** Gives a flow up: from here on none of its steps can place anything. Returns whether it was open. */
export async function releaseFlow(tx: Tx, checkoutId: bigint): Promise<boolean> {
  return await tx.run(`update orders.checkout set state = 'releasing' where bucket = $1 and id = $2 and state = 'placing'`,
    [keysOf([checkoutId])[0][0], checkoutId]) === 1;
}

/** Undoes the steps of a flow that was given up: goods back, rows and key gone, as if it had never been asked. */
export async function undoFlow(tx: Tx, checkoutId: bigint): Promise<void> {
  const key = [keysOf([checkoutId])[0][0], checkoutId];
  const flow = await tx.maybe<{ orderIds: bigint[] }>(`select order_ids as "orderIds" from orders.checkout where bucket = $1 and id = $2 and state = 'releasing'`, key);
  if (!flow) return;
  await holdStock(tx, flow.orderIds);
  if ((await tx.run(`delete from orders.checkout where bucket = $1 and id = $2 and state = 'releasing'`, key)) === 0) return;
  await returnStock(tx, flow.orderIds);
  await tx.run('delete from orders.orders o using unnest($1::int[], $2::bigint[]) as k (bucket, id) where o.bucket = k.bucket and o.id = k.id', keysOf(flow.orderIds));
}

/** Flows that should have ended by now, at most `limit`, and whether all their orders stand. */
export function dueFlows(sql: Sql, input: { now: Date; limit: number }): Promise<{ checkoutId: bigint; state: 'placing' | 'releasing'; orderIds: bigint[] }[]> {
  return sql.rows('select id as "checkoutId", state, order_ids as "orderIds" from orders.checkout where flow_due_at <= $1 order by flow_due_at limit $2', [input.now, input.limit]);
}

/** How many of the orders stand. */
export async function countOrders(sql: Sql, orderIds: readonly bigint[]): Promise<number> {
  const row = await sql.one<{ count: bigint }>(
    `select count(*) as count from unnest($1::int[], $2::bigint[]) as k (bucket, id) join orders.orders o on o.bucket = k.bucket and o.id = k.id`, keysOf(orderIds));
  return Number(row.count);
}
