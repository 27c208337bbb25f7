/**
 * The batch statements of the place lane: one statement, one commit, one event row, and nothing is read before. Both write all of a
 * batch (checkouts with their keys, orders with their lines, stock) or nothing, and both lock the stock rows in the order of the parameters, which
 * is that of their keys: plans of a lane are nested loops over indexes (infra/database.ts), and a nested loop keeps the order.
 * - The swift one lets the constraints guard: stock below zero breaks a check, a known key breaks the unique key, a missing stock row
 *   leaves the event without payload. Any of these aborts the batch. It may refuse what came back a moment ago (see below), never the reverse.
 * - The careful one locks and looks first, and when it writes nothing it tells what it saw, so that every order gets its own answer.
 *   What is left it computes from the row it locked. An update's own row is the snapshot's at first: PostgreSQL computes and checks the
 *   new row from it before it finds that a newer one exists, so goods that were put back meanwhile would break the check.
 * Buckets are read off the ids (kernel/id.ts); ids, amounts and lines travel as binary arrays, rows in order of their bucket, so that neighbours
 * in a batch are neighbours in the index.
 */
import { EVENTS } from '#app/events.ts';
import { int4Array, int8Array, int8Rows } from '#infra/binary-array.ts';
import type { Database } from '#infra/database.ts';
import { growing } from '#infra/growing-statement.ts';
import { INSERT_EVENT } from '#infra/inbox.ts';
import { bucketOf } from '#kernel/id.ts';
import { type BatchFacts, type PlaceItem, sumNeeds } from '#modules/orders/batch.ts';
import { type CheckoutState, type Line, ZONE_CODES } from '#modules/orders/domain.ts';

const bucketOfId = (column: string): string => `((${column} >> 12) & 1023)::int`;

/** Numbers that a line takes in `orders.orders.lines`; the view `orders.order_line` names them. */
const LINE_NUMBERS = 7;
const numbersOf = (line: Line): bigint[] =>
  [line.productId, line.skuId, BigInt(line.quantity), line.unitFen, line.supplyFen, line.unitSv, BigInt(ZONE_CODES.indexOf(line.zone) + 1)];

const NEEDS = 'unnest($1::int[], $2::bigint[], $3::int[]) as n (bucket, sku_id, quantity)';
/** The inserts both statements share; `guard` is a WHERE or nothing. */
const inserts = (guard: string): string => `
checkout as (
  insert into orders.checkout (bucket, id, member_id, key_hash, input_hash, state, total_fen, contact_id, order_ids, placed_at, pay_before)
  select ${bucketOfId('c.id')}, c.id, c.member_id, c.key_hash, c.input_hash, 'awaitingPayment', c.total_fen, c.contact_id, array[c.order_id], $21, $22
  from unnest($4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[], $8::bigint[], $9::bigint[], $10::bigint[])
    as c (id, member_id, key_hash, input_hash, total_fen, contact_id, order_id) ${guard}
), placed as (
  insert into orders.orders (bucket, id, checkout_id, member_id, supplier_id, state, contact_id, total_fen, placed_at, lines)
  select ${bucketOfId('o.id')}, o.id, o.checkout_id, o.member_id, nullif(o.supplier_id, 0), 'placed', o.contact_id, o.total_fen, $21,
    ($19::bigint[])[o.first_line : o.last_line][1 : ${LINE_NUMBERS}]
  from unnest($11::bigint[], $12::bigint[], $13::bigint[], $14::bigint[], $15::bigint[], $16::bigint[], $17::int[], $18::int[])
    as o (id, checkout_id, member_id, supplier_id, contact_id, total_fen, first_line, last_line) ${guard}
)`;
const event = `${INSERT_EVENT} select $23, 'orders.placed', ${EVENTS['orders.placed'].version}`;

export const SWIFT_STATEMENT = growing({
  name: 'orders.place.swift',
  text: `
with take as (
  update orders.stock s set available = s.available - n.quantity from ${NEEDS} where s.bucket = n.bucket and s.sku_id = n.sku_id returning 1
), ${inserts('')}, event as (
  ${event}, case when (select count(*) from take) = cardinality($2::bigint[]) then $20::jsonb end, $21
)
select true`,
});

export const CAREFUL_STATEMENT = growing({
  name: 'orders.place.careful',
  text: `
with need as materialized (
  select s.bucket, s.sku_id, n.quantity, s.available
  from ${NEEDS}
  cross join lateral (select s.bucket, s.sku_id, s.available from orders.stock s where s.bucket = n.bucket and s.sku_id = n.sku_id for no key update) s
), known as materialized (
  select c.* from unnest($4::bigint[], $5::bigint[], $6::bigint[]) as k (id, member_id, key_hash)
  cross join lateral (
    select c.id, c.member_id, c.key_hash, c.input_hash, c.state, c.total_fen, c.pay_before from orders.checkout c
    where c.bucket = ${bucketOfId('k.id')} and c.member_id = k.member_id and c.key_hash = k.key_hash limit 1) c
), step as materialized (
  select p.order_id, c.state = 'placing' as open,
    exists (select 1 from orders.orders o where o.bucket = ${bucketOfId('p.order_id')} and o.id = p.order_id) as done
  from unnest($24::bigint[], $25::bigint[]) as p (checkout_id, order_id)
  cross join lateral (
    select c.state from orders.checkout c where c.bucket = ${bucketOfId('p.checkout_id')} and c.id = p.checkout_id for share) c
), verdict as materialized (
  select (select count(*) from need where available >= quantity) = cardinality($2::bigint[])
    and not exists (select 1 from known)
    and (select count(*) from step where open and not done) = cardinality($25::bigint[]) as ok
), take as (
  update orders.stock s set available = n.available - n.quantity from need n
  where (select ok from verdict) and s.bucket = n.bucket and s.sku_id = n.sku_id
), ${inserts('where (select ok from verdict)')}, event as (
  ${event}, $20::jsonb, $21
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

/** The items in order of the bucket of an id of theirs. */
function inBucketOrder(items: readonly PlaceItem[], id: (item: PlaceItem) => bigint): PlaceItem[] {
  // Bucket and place in one number: sorting numbers costs a tenth of sorting items.
  const keys = Float64Array.from(items, (item, index) => bucketOf(id(item)) * items.length + index).sort();
  return Array.from(keys, (key) => items[key % items.length] as PlaceItem);
}

/** The values of both statements for a batch of items with distinct keys; the careful one takes the last two as well. */
export function placeValues(items: readonly PlaceItem[], time: BatchTime): unknown[] {
  const needs = sumNeeds(items);
  const steps = items.filter((item) => !item.whole);
  const checkouts = inBucketOrder(steps.length === 0 ? items : items.filter((item) => item.whole), (item) => item.checkoutId);
  const orders = inBucketOrder(items, (item) => item.orderId);
  const lastLines: number[] = [];
  for (const { part } of orders) lastLines.push((lastLines.at(-1) ?? 0) + part.lines.length);
  const ofCheckout = (pick: (item: PlaceItem) => bigint): Buffer => int8Array(checkouts.map(pick));
  const ofOrder = (pick: (item: PlaceItem) => bigint): Buffer => int8Array(orders.map(pick));
  return [
    int4Array(needs.buckets), int8Array(needs.skuIds), int4Array(needs.quantities),
    ofCheckout((i) => i.checkoutId), ofCheckout((i) => i.memberId), ofCheckout((i) => i.keyHash), ofCheckout((i) => i.inputHash),
    ofCheckout((i) => i.part.totalFen), ofCheckout((i) => i.contactId), ofCheckout((i) => i.orderId),
    ofOrder((i) => i.orderId), ofOrder((i) => i.checkoutId), ofOrder((i) => i.memberId), ofOrder((i) => i.part.supplierId ?? 0n),
    ofOrder((i) => i.contactId), ofOrder((i) => i.part.totalFen),
    int4Array(orders.map((item, index) => (lastLines[index] ?? 0) - item.part.lines.length + 1)), int4Array(lastLines),
    int8Rows(orders.flatMap((item) => item.part.lines.flatMap(numbersOf)), LINE_NUMBERS),
    placedPayload(checkouts), time.now, time.payBefore, checkouts[0] ? bucketOf(checkouts[0].orderId) : 0,
    int8Array(steps.map((i) => i.checkoutId)), int8Array(steps.map((i) => i.orderId)),
  ];
}

/** The payload of `orders.placed`, composed by hand: it holds nothing but decimal ids. */
function placedPayload(whole: readonly PlaceItem[]): string {
  return whole.length === 0 ? '{"orderIds":[]}' : `{"orderIds":["${whole.map((item) => item.orderId).join('","')}"]}`;
}

const GUARDS = new Set(['23502', '23505', '23514']);

/** Writes a batch of whole checkouts, or nothing: false when a constraint refused (short, known or without stock row). */
export async function placeSwiftly(database: Database, values: readonly unknown[]): Promise<boolean> {
  try {
    await database.prepared(SWIFT_STATEMENT.next(), values.slice(0, 23));
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
