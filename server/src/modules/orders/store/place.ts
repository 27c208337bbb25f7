/**
 * The batch statements of the place lane: one statement, one commit, one event row, and nothing is read before. Both write all of a
 * batch (checkouts with their keys, orders, lines, stock) or nothing, and both first lock the stock rows in the order of the parameters,
 * which is that of their keys: a lateral lookup is a nested loop, and a nested loop keeps the order.
 * - The swift one lets the constraints guard: stock below zero breaks a check, a known key breaks the unique key, a missing stock row
 *   leaves the event without payload. Any of these aborts the batch.
 * - The careful one locks and looks first, and when it writes nothing it tells what it saw, so that every order gets its own answer.
 * Buckets are read off the ids (kernel/id.ts); ids and amounts travel as binary arrays. Lookups are lateral on purpose: a cached plan
 * then always goes through the primary key, also when it was made while the table was empty.
 */
import { EVENTS } from '#app/events.ts';
import { int2Array, int4Array, int8Array } from '#infra/binary-array.ts';
import type { Database } from '#infra/database.ts';
import { growing } from '#infra/growing-statement.ts';
import { INSERT_EVENT } from '#infra/inbox.ts';
import { bucketOf } from '#kernel/id.ts';
import { type BatchFacts, type PlaceItem, sumNeeds } from '#modules/orders/batch.ts';
import { type CheckoutState, ZONE_CODES } from '#modules/orders/domain.ts';

const bucketOfId = (column: string): string => `((${column} >> 12) & 1023)::int`;

/** The inserts both statements share; `guard` is a WHERE or nothing. */
const inserts = (guard: string): string => `
checkout as (
  insert into orders.checkout (bucket, id, member_id, key_hash, input_hash, state, total_fen, contact_id, order_ids, placed_at, pay_before)
  select ${bucketOfId('c.id')}, c.id, c.member_id, c.key_hash, c.input_hash, 'awaitingPayment', c.total_fen, c.contact_id, array[c.order_id], $22, $23
  from unnest($4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[], $8::bigint[], $9::bigint[], $10::bigint[])
    as c (id, member_id, key_hash, input_hash, total_fen, contact_id, order_id) ${guard}
), placed as (
  insert into orders.orders (bucket, id, checkout_id, member_id, supplier_id, state, contact_id, total_fen, placed_at)
  select ${bucketOfId('o.id')}, o.id, o.checkout_id, o.member_id, nullif(o.supplier_id, 0), 'placed', o.contact_id, o.total_fen, $22
  from unnest($11::bigint[], $12::bigint[], $13::bigint[], $14::bigint[], $15::bigint[], $16::bigint[])
    as o (id, checkout_id, member_id, supplier_id, contact_id, total_fen) ${guard}
), line as (
  insert into orders.order_line (bucket, order_id, line, product_id, sku_id, quantity, unit_fen, supply_fen, unit_sv, zone)
  select ${bucketOfId('l.order_id')}, l.order_id, l.line, l.product_id, l.sku_id, l.quantity, l.unit_fen, l.supply_fen, l.unit_sv,
    (array['${ZONE_CODES.join("','")}'])[l.zone]
  from unnest($17::bigint[], $18::smallint[], $19::bigint[], $20::bigint[], $21::int[], $26::bigint[], $27::bigint[], $28::bigint[], $29::smallint[])
    as l (order_id, line, product_id, sku_id, quantity, unit_fen, supply_fen, unit_sv, zone) ${guard}
)`;
const event = `${INSERT_EVENT} select $24, 'orders.placed', ${EVENTS['orders.placed'].version}`;

export const SWIFT_STATEMENT = growing({
  name: 'orders.place.swift',
  text: `
with held as materialized (
  select s.bucket, s.sku_id, n.quantity from unnest($1::int[], $2::bigint[], $3::int[]) as n (bucket, sku_id, quantity)
  cross join lateral (select s.bucket, s.sku_id from orders.stock s where s.bucket = n.bucket and s.sku_id = n.sku_id for no key update) s
), take as (
  update orders.stock s set available = s.available - h.quantity from held h where s.bucket = h.bucket and s.sku_id = h.sku_id
), ${inserts('')}, event as (
  ${event}, case when (select count(*) from held) = cardinality($2::bigint[]) then $25::jsonb end, $22
)
select true`,
});

export const CAREFUL_STATEMENT = growing({
  name: 'orders.place.careful',
  text: `
with need as materialized (
  select s.bucket, s.sku_id, n.quantity, s.available
  from unnest($1::int[], $2::bigint[], $3::int[]) as n (bucket, sku_id, quantity)
  cross join lateral (select s.bucket, s.sku_id, s.available from orders.stock s where s.bucket = n.bucket and s.sku_id = n.sku_id for no key update) s
), known as materialized (
  select c.* from unnest($4::bigint[], $5::bigint[], $6::bigint[]) as k (id, member_id, key_hash)
  cross join lateral (
    select c.id, c.member_id, c.key_hash, c.input_hash, c.state, c.total_fen, c.pay_before from orders.checkout c
    where c.bucket = ${bucketOfId('k.id')} and c.member_id = k.member_id and c.key_hash = k.key_hash limit 1) c
), step as materialized (
  select p.order_id, c.state = 'placing' as open,
    exists (select 1 from orders.orders o where o.bucket = ${bucketOfId('p.order_id')} and o.id = p.order_id) as done
  from unnest($30::bigint[], $31::bigint[]) as p (checkout_id, order_id)
  cross join lateral (
    select c.state from orders.checkout c where c.bucket = ${bucketOfId('p.checkout_id')} and c.id = p.checkout_id for share) c
), verdict as materialized (
  select (select count(*) from need where available >= quantity) = cardinality($2::bigint[])
    and not exists (select 1 from known)
    and (select count(*) from step where open and not done) = cardinality($31::bigint[]) as ok
), take as (
  update orders.stock s set available = s.available - n.quantity from need n
  where (select ok from verdict) and s.bucket = n.bucket and s.sku_id = n.sku_id
), ${inserts('where (select ok from verdict)')}, event as (
  ${event}, $25::jsonb, $22
  where (select ok from verdict) and cardinality($4::bigint[]) > 0
)
select ok,
  case when not ok then (select json_agg(json_build_array(sku_id::text, available)) from need) end,
  case when not ok then (select json_agg(json_build_array(id::text, member_id::text, key_hash::text, input_hash::text, state, total_fen::text, pay_before)) from known) end,
  case when not ok then (select json_agg(json_build_array(order_id::text, done, open)) from step) end
from verdict`,
});

type Row = [
  ok: boolean,
  stock: [skuId: string, available: number][] | null,
  known: [string, string, string, string, CheckoutState, string, string][] | null,
  steps: [orderId: string, done: boolean, open: boolean][] | null,
];

/** Instants that the whole batch shares, in business time. */
export interface BatchTime {
  readonly now: Date;
  readonly payBefore: Date;
}

/** The values of both statements for a batch of items with distinct keys; the careful one takes the last two as well. */
export function placeValues(items: readonly PlaceItem[], time: BatchTime): unknown[] {
  const needs = sumNeeds(items);
  const whole = items.filter((item) => item.whole);
  const steps = items.filter((item) => !item.whole);
  const lines = items.flatMap((item) => item.part.lines.map((line, index) => ({ item, line, number: index + 1 })));
  const all = (pick: (item: PlaceItem) => bigint): Buffer => int8Array(items.map(pick));
  const of = (pick: (item: PlaceItem) => bigint): Buffer => int8Array(whole.map(pick));
  const line = (pick: (line: (typeof lines)[number]) => bigint): Buffer => int8Array(lines.map(pick));
  return [
    int4Array(needs.buckets), int8Array(needs.skuIds), int4Array(needs.quantities),
    of((i) => i.checkoutId), of((i) => i.memberId), of((i) => i.keyHash), of((i) => i.inputHash), of((i) => i.part.totalFen), of((i) => i.contactId), of((i) => i.orderId),
    all((i) => i.orderId), all((i) => i.checkoutId), all((i) => i.memberId), all((i) => i.part.supplierId ?? 0n), all((i) => i.contactId), all((i) => i.part.totalFen),
    line((l) => l.item.orderId), int2Array(lines.map((l) => l.number)), line((l) => l.line.productId), line((l) => l.line.skuId), int4Array(lines.map((l) => l.line.quantity)),
    time.now, time.payBefore, whole[0] ? bucketOf(whole[0].orderId) : 0, placedPayload(whole),
    line((l) => l.line.unitFen), line((l) => l.line.supplyFen), line((l) => l.line.unitSv), int2Array(lines.map((l) => ZONE_CODES.indexOf(l.line.zone) + 1)),
    int8Array(steps.map((i) => i.checkoutId)), int8Array(steps.map((i) => i.orderId)),
  ];
}

/** The payload of `orders.placed`, composed by hand: it holds nothing but decimal ids. */
function placedPayload(whole: readonly PlaceItem[]): string {
  const items = whole.map((i) => `{"checkoutId":"${i.checkoutId}","memberId":"${i.memberId}","orderIds":["${i.orderId}"]}`);
  return `{"checkouts":[${items.join(',')}]}`;
}

const GUARDS = new Set(['23502', '23505', '23514']);

/** Writes a batch of whole checkouts, or nothing: false when a constraint refused (short, known or without stock row). */
export async function placeSwiftly(database: Database, values: readonly unknown[]): Promise<boolean> {
  try {
    await database.prepared(SWIFT_STATEMENT.next(), values.slice(0, 29));
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && GUARDS.has(String(error.code))) return false;
    throw error;
  }
}

/** Writes the batch and returns undefined, or writes nothing and returns what it saw. */
export async function placeCarefully(database: Database, values: readonly unknown[]): Promise<BatchFacts | undefined> {
  const [row] = await database.prepared<Row>(CAREFUL_STATEMENT.next(), values);
  if (row?.[0] === true) return undefined;
  return {
    available: new Map((row?.[1] ?? []).map(([skuId, available]) => [BigInt(skuId), available])),
    known: (row?.[2] ?? []).map(([id, memberId, keyHash, inputHash, state, totalFen, payBefore]) => ({
      checkoutId: BigInt(id), memberId: BigInt(memberId), keyHash: BigInt(keyHash), inputHash: BigInt(inputHash), state,
      totalFen: BigInt(totalFen), payBefore: new Date(payBefore),
    })),
    steps: new Map((row?.[3] ?? []).map(([orderId, done, open]) => [BigInt(orderId), { done, open }])),
  };
}
