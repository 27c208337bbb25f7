/** Carts: one row a member, its lines in the order shown. */
import type { Sql, Tx } from '#infra/sql.ts';
import type { Cart } from '#modules/orders/cart.ts';

interface StoredLine { skuId: string; quantity: number; chosen: boolean; seenFen: string; changedAt: string }

const parseLines = (lines: readonly StoredLine[]): Cart =>
  lines.map(({ skuId, quantity, chosen, seenFen, changedAt }) => ({ skuId: BigInt(skuId), quantity, chosen, seenFen: BigInt(seenFen), changedAt: new Date(changedAt) }));

/** A member's cart; empty when he has none. */
export async function readCart(sql: Sql, memberId: bigint): Promise<Cart> {
  const row = await sql.maybe<{ lines: StoredLine[] }>('select lines from orders.cart where member_id = $1', [memberId]);
  return parseLines(row?.lines ?? []);
}

/** A member's cart, locked until the transaction ends; its row exists from then on. */
export async function lockCart(tx: Tx, memberId: bigint): Promise<Cart> {
  await tx.run(`insert into orders.cart (member_id, lines) values ($1, '[]') on conflict (member_id) do nothing`, [memberId]);
  const row = await tx.one<{ lines: StoredLine[] }>('select lines from orders.cart where member_id = $1 for no key update', [memberId]);
  return parseLines(row.lines);
}

/** Writes the lines of a cart that the caller has locked. */
export async function writeCart(tx: Tx, memberId: bigint, cart: Cart): Promise<void> {
  const lines: StoredLine[] = cart.map(({ skuId, quantity, chosen, seenFen, changedAt }) => ({ skuId: String(skuId), quantity, chosen, seenFen: String(seenFen), changedAt: changedAt.toISOString() }));
  await tx.run('update orders.cart set lines = $2::jsonb where member_id = $1', [memberId, JSON.stringify(lines)]);
}
