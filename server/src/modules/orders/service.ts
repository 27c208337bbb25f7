/** Use cases of orders: place, cancel, ship, confirm. What is due by the clock and what follows from payments stands in jobs.ts. */
import { LRUCache } from 'lru-cache';
import type { EventPayload, OrderFacts } from '#app/events.ts';
import type { Ctx } from '#infra/context.ts';
import type { Infra, Origin } from '#infra/infra.ts';
import { digest } from '#infra/secrets.ts';
import type { Sql } from '#infra/sql.ts';
import { assert } from '#kernel/assert.ts';
import { Refusal } from '#kernel/errors.ts';
import { bucketOf, type Id } from '#kernel/id.ts';
import type { Catalog } from '#modules/catalog/index.ts';
import { type Consents, contactOf, requireConsent } from '#modules/members/index.ts';
import type { PaymentsModule } from '#modules/payments/index.ts';
import type { PlaceAnswer } from './batch.ts';
import { CONFIRM_AFTER_MS, errors, type Line, MAX_QUANTITY, type Offer, type OrderState, planCheckout, type RefundStage, refundStageOf } from './domain.ts';
import { type FlowInput, runFlow } from './flow.ts';
import { makePlaceLane, type PlaceLane } from './lane.ts';
import { findByKey } from './store/flow.ts';
import { cancelOrders, type CheckoutKeys, closeCheckouts, confirmOrders, endHold, holdStock, markHeld, markRefunded, type OrderRow, ordersWithLines, returnStock, shipOrder } from './store/life.ts';
import { type CheckoutRow, findCheckout, lockOrder, type OrderDetail, ordersById, type ShownLine, writeStock } from './store/reads.ts';

/** How goods are called and shown. */
export type Label = Pick<ShownLine, 'title' | 'skuName' | 'imageUrl'>;

/** What orders ask of the catalogue; it answers from memory. */
export interface Shelves {
  /** What is on sale under a SKU now; undefined when nothing is. */
  offerOf(skuId: bigint): Offer | undefined;
  /** How a SKU is called and shown, on sale or not; undefined when nobody knows it. */
  labelOf(skuId: bigint): Label | undefined;
  /** Multiples of share value by zone; undefined while no rules are in force. */
  multiples(): ReturnType<Catalog['multiples']>;
}

export interface Orders {
  readonly infra: Infra;
  readonly shelves: Shelves;
  readonly payments: Pick<PaymentsModule, 'channels' | 'start' | 'refund'>;
  readonly consents: Consents;
  readonly lane: PlaceLane;
  /** Checkouts that this process placed a moment ago: paying them needs no read. */
  readonly open: LRUCache<bigint, OpenCheckout>;
}

export interface OpenCheckout {
  readonly memberId: bigint;
  readonly totalFen: bigint;
  readonly payBefore: Date;
}

export interface PlaceInput {
  readonly key: string;
  readonly contactId: bigint;
  readonly lines: readonly { readonly skuId: bigint; readonly quantity: number }[];
  /** What the member saw; a different total today is refused. */
  readonly totalFen?: bigint | undefined;
}

export interface PlacedCheckout {
  readonly checkoutId: bigint;
  readonly totalFen: bigint;
  readonly payBefore: Date;
}

const OPEN_CHECKOUTS = 50_000;

/** The resources of the orders of a process. */
export function makeOrders(infra: Infra, neighbours: Pick<Orders, 'shelves' | 'payments' | 'consents'>): Orders {
  return { infra, ...neighbours, lane: makePlaceLane(infra), open: new LRUCache({ max: OPEN_CHECKOUTS }) };
}

/** The first 64 bits of a digest, as PostgreSQL keeps them. */
function hash64(text: string): bigint {
  return Buffer.from(digest(text), 'base64url').readBigInt64BE(0);
}

function linesOnSale(shelves: Shelves, input: PlaceInput): Line[] {
  const missing: string[] = [];
  const lines: Line[] = [];
  for (const { skuId, quantity } of input.lines) {
    const offer = shelves.offerOf(skuId);
    if (offer) lines.push({ ...offer, quantity });
    else missing.push(String(skuId));
  }
  if (missing.length > 0) throw errors.notOnSale({ skuIds: missing });
  return lines;
}

/**
 * Places a checkout: every order of it or none. The same key with the same input answers the same again.
 * Refuses notOnSale, priceChanged, tooMany, members.consentOutstanding, members.contactNotFound, outOfStock (naming the SKUs), keyReused, inProgress.
 */
export async function placeCheckout(orders: Orders, origin: Origin & { memberId: bigint }, input: PlaceInput): Promise<PlacedCheckout> {
  const { infra } = orders;
  const { memberId } = origin;
  const key = { memberId, keyHash: hash64(input.key) };
  const inputHash = hash64(`${input.contactId}|${input.lines.map((line) => `${line.skuId}x${line.quantity}`).join()}`);
  try {
    const plan = planCheckout(linesOnSale(orders.shelves, input));
    if (input.totalFen !== undefined && input.totalFen !== plan.totalFen) throw errors.priceChanged({ totalFen: String(plan.totalFen) });
    const excess = plan.parts.flatMap((part) => part.lines.filter((line) => line.quantity > MAX_QUANTITY));
    if (excess.length > 0) throw errors.tooMany({ skuIds: excess.map((line) => String(line.skuId)), most: MAX_QUANTITY });
    await requireConsent(orders.consents, memberId);
    await contactOf(infra, { memberId, contactId: input.contactId });
    return await placePlan(orders, { ...key, origin, inputHash, checkoutId: infra.ids.next(bucketOf(memberId)), contactId: input.contactId, plan });
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal;
    // What is refused today may have been placed before: the same key answers the same for ever.
    const known = await findByKey(infra.sql, key);
    if (known?.inputHash !== inputHash) throw refusal;
    return knownOrRefused({ kind: 'known', checkout: known }, inputHash);
  }
}

async function placePlan(orders: Orders, input: FlowInput): Promise<PlacedCheckout> {
  const { checkoutId, memberId, plan } = input;
  const [part] = plan.parts;
  assert(part, 'a plan has a part');
  const answer = plan.parts.length === 1
    ? await orders.lane.place({ ...input, whole: true, orderId: orders.infra.ids.next(part.bucket), part })
    : await runFlow(orders, input);
  if (answer.kind !== 'placed') return knownOrRefused(answer, input.inputHash);
  const placed = { checkoutId, totalFen: plan.totalFen, payBefore: answer.payBefore };
  orders.open.set(checkoutId, { ...placed, memberId });
  return placed;
}

function knownOrRefused(answer: Exclude<PlaceAnswer, { kind: 'placed' }>, inputHash: bigint): PlacedCheckout {
  if (answer.kind === 'short') throw errors.outOfStock({ skuIds: answer.skuIds.map(String) });
  if (answer.kind === 'released') throw errors.inProgress();
  if (answer.checkout.inputHash !== inputHash) throw errors.keyReused();
  if (answer.checkout.state === 'placing' || answer.checkout.state === 'releasing') throw errors.inProgress();
  return answer.checkout;
}

/** A checkout of the member. Refuses checkoutNotFound, also for another member's. */
export async function getCheckout(sql: Sql, key: { checkoutId: bigint; memberId: bigint }): Promise<CheckoutRow> {
  const checkout = await findCheckout(sql, key.checkoutId);
  if (!checkout || checkout.memberId !== key.memberId) throw errors.checkoutNotFound();
  return checkout;
}

/** An open checkout of the member, ready to be paid; from memory when this process placed it. Refuses checkoutNotFound, checkoutNotOpen. */
export async function getPayable(orders: Orders, key: { checkoutId: bigint; memberId: bigint }): Promise<OpenCheckout> {
  const now = orders.infra.clock.now();
  const remembered = orders.open.get(key.checkoutId);
  if (remembered && remembered.memberId === key.memberId && remembered.payBefore > now) return remembered;
  const checkout = await getCheckout(orders.infra.sql, key);
  if (checkout.state !== 'awaitingPayment' || checkout.payBefore <= now) throw errors.checkoutNotOpen();
  return checkout;
}

/** The member withdraws an unpaid checkout; stock goes back. Refuses checkoutNotFound, checkoutNotOpen. */
export async function cancelCheckout(orders: Orders, ctx: Ctx, key: { checkoutId: bigint; memberId: bigint }): Promise<void> {
  const checkout = await getCheckout(ctx.tx, key);
  orders.open.delete(key.checkoutId);
  const closed = await closeAndReturn(ctx, { checkouts: [checkout], reason: 'member' });
  if (closed.length === 0) throw errors.checkoutNotOpen();
}

/** Closes what is still open of the checkouts and puts their goods back, once. Returns what this closed. */
export async function closeAndReturn(ctx: Ctx, input: { checkouts: readonly Omit<CheckoutKeys, 'memberId'>[]; reason: 'unpaid' | 'member' }): Promise<CheckoutKeys[]> {
  await holdStock(ctx.tx, input.checkouts.flatMap((checkout) => checkout.orderIds));
  const closed = await closeCheckouts(ctx.tx, { ids: input.checkouts.map(({ checkoutId }) => checkoutId), now: ctx.now });
  if (closed.length === 0) return closed;
  const orderIds = closed.flatMap((checkout) => checkout.orderIds);
  const cancelled = await cancelOrders(ctx.tx, { orderIds, now: ctx.now });
  assert(cancelled === orderIds.length, 'the orders of an open checkout are all placed');
  await returnStock(ctx.tx, orderIds);
  ctx.emit({ type: 'orders.cancelled', bucket: bucketOf(closed[0]?.checkoutId ?? 0n), payload: {
    checkouts: closed.map((c) => ({ checkoutId: String(c.checkoutId), memberId: String(c.memberId), orderIds: c.orderIds.map(String), reason: input.reason })),
  } });
  return closed;
}

/** What events tell about an order. */
export function factsOf(order: OrderRow): OrderFacts {
  return {
    orderId: String(order.orderId), checkoutId: String(order.checkoutId), memberId: String(order.memberId),
    supplierId: order.supplierId === null ? null : String(order.supplierId), totalFen: String(order.totalFen),
    lines: order.lines.map((line) => ({
      productId: String(line.productId), skuId: String(line.skuId), quantity: line.quantity,
      unitFen: String(line.unitFen), supplyFen: String(line.supplyFen), unitSv: String(line.unitSv), zone: line.zone,
    })),
  };
}

/** An order of the member. Refuses orderNotFound, also for another member's. */
export async function getOwnOrder(sql: Sql, key: { orderId: bigint; memberId: bigint }): Promise<OrderDetail> {
  const [order] = await ordersById(sql, [key.orderId]);
  if (!order || order.memberId !== key.memberId) throw errors.orderNotFound();
  return order;
}

/** The member confirms receipt; confirming twice changes nothing. Refuses orderNotFound, notShipped, caseOpen. */
export async function confirmReceipt(ctx: Ctx, key: { orderId: bigint; memberId: bigint }): Promise<OrderState> {
  await getOwnOrder(ctx.tx, key);
  if (await confirmAll(ctx, [key.orderId]) === 1) return 'confirmed';
  const { state, heldAt } = await getOwnOrder(ctx.tx, key);
  if (state === 'shipped' && heldAt) throw errors.caseOpen();
  if (state !== 'confirmed') throw errors.notShipped();
  return state;
}

/** Confirms those of the orders that are shipped and not held, and tells of it; returns how many. */
export async function confirmAll(ctx: Ctx, orderIds: readonly bigint[]): Promise<number> {
  const confirmed = await confirmOrders(ctx.tx, { orderIds, now: ctx.now });
  if (confirmed.length === 0) return 0;
  const facts = (await ordersWithLines(ctx.tx, confirmed)).map(factsOf);
  const payload: EventPayload<'orders.confirmed'> = { orders: facts.map((order) => ({ ...order, confirmedAt: ctx.now.toISOString() })) };
  ctx.emit({ type: 'orders.confirmed', bucket: bucketOf(confirmed[0] ?? 0n), payload });
  return confirmed.length;
}

/**
 * An order, locked for the rest of the unit; `withStock`: so that its goods may go back on the shelf, whose rows are locked first.
 * Refuses orderNotFound.
 */
export async function takeOrder(ctx: Ctx, input: { orderId: bigint; withStock: boolean }): Promise<OrderDetail> {
  if (input.withStock) await holdStock(ctx.tx, [input.orderId]);
  const order = await lockOrder(ctx.tx, input.orderId);
  if (!order) throw errors.orderNotFound();
  return order;
}

/**
 * Sends the money of an order that `takeOrder` locked back, and tells of it; `restock`: its goods go back on the shelf too, and their stock was locked.
 * The payment is asked to go back in the same unit: it arrives later, or waits for a person when the gateway fails. Refuses notRefundable.
 */
export async function refundOrder(orders: Orders, ctx: Ctx, input: { order: OrderDetail; restock: boolean }): Promise<RefundStage> {
  const { order, restock } = input;
  const { orderId, totalFen } = order;
  const stage = refundStageOf(order.state);
  if (!stage) throw errors.notRefundable({ state: order.state });
  await markRefunded(ctx.tx, { orderId, now: ctx.now });
  if (restock) await returnStock(ctx.tx, [orderId]);
  const attemptId = (await findCheckout(ctx.tx, order.checkoutId))?.attemptId;
  assert(attemptId, 'a paid order has a checkout and the attempt that paid it');
  if (totalFen > 0n) await orders.payments.refund(ctx, { attemptId, subjectId: orderId, amountFen: totalFen, reason: 'order' });
  const [facts] = (await ordersWithLines(ctx.tx, [orderId])).map(factsOf);
  assert(facts, 'an order has lines');
  ctx.emit({ type: 'orders.refunded', bucket: bucketOf(orderId), payload: { orders: [{ ...facts, refundedAt: ctx.now.toISOString(), stage }] } });
  return stage;
}

/** Keeps an order that `takeOrder` locked from being confirmed, from now until `releaseOrder`. */
export async function holdOrder(ctx: Ctx, orderId: bigint): Promise<void> {
  await markHeld(ctx.tx, { orderId, now: ctx.now });
}

/** Ends what `holdOrder` began; the days until receipt counts as confirmed go on where they stood. */
export async function releaseOrder(ctx: Ctx, orderId: bigint): Promise<void> {
  await endHold(ctx.tx, { orderId, now: ctx.now });
}

export interface Shipment {
  readonly orderId: Id<'order'>;
  /** Who ships: the supplier, or null for the platform's own goods. */
  readonly supplierId: bigint | null;
  readonly carrier: string;
  readonly trackingNumber: string;
}

/** Marks an order of this fulfiller as shipped. Refuses orderNotFound (also for another's), notPaid. */
export async function markShipped(ctx: Ctx, shipment: Shipment): Promise<OrderDetail> {
  const [order] = await ordersById(ctx.tx, [shipment.orderId]);
  if (!order || order.supplierId !== shipment.supplierId) throw errors.orderNotFound();
  const confirmDueAt = new Date(ctx.now.getTime() + CONFIRM_AFTER_MS);
  if (!(await shipOrder(ctx.tx, { ...shipment, now: ctx.now, confirmDueAt }))) throw errors.notPaid({ state: order.state });
  ctx.emit({ type: 'orders.shipped', bucket: bucketOf(order.orderId), payload: { orders: [{
    orderId: String(order.orderId), checkoutId: String(order.checkoutId), memberId: String(order.memberId),
    supplierId: order.supplierId === null ? null : String(order.supplierId), carrier: shipment.carrier, trackingNumber: shipment.trackingNumber,
  }] } });
  return order;
}

/** Sets the pieces left of SKUs whatever there are: for seeding. People change stock with adjustStock, which cannot lose what is sold meanwhile. */
export async function setStock(ctx: Ctx, skus: readonly { bucket: number; skuId: bigint; available: number }[]): Promise<void> {
  assert(skus.every(({ available }) => Number.isInteger(available) && available >= 0), 'stock is a whole number and not negative');
  await writeStock(ctx.tx, skus);
}
