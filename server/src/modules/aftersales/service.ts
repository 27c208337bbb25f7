/**
 * Use cases of after-sales. Every change of a case first locks its order (and, where goods may go back on the shelf, their stock before it):
 * shipping, confirming, refunding and two deciders at once meet there, and the first of them counts.
 */
import type { Ctx } from '#infra/context.ts';
import type { Sql } from '#infra/sql.ts';
import { assert } from '#kernel/assert.ts';
import { bucketOf } from '#kernel/id.ts';
import { areMedia } from '#modules/catalog/index.ts';
import { checkParcel } from '#modules/fulfilment/index.ts';
import { audit } from '#modules/identity/index.ts';
import { afterSalesUntil, errors as orderErrors, holdOrder, type OrderDetail, type Orders, refundOrder, refundStageOf, releaseOrder, takeOrder } from '#modules/orders/index.ts';
import { type CaseAction, type CaseKind, type CaseState, decideAct, decideLapse, dueAfter, errors, isFinal, MAX_CASES, type Party, type Reason, type StepAct, turnOf } from './domain.ts';
import * as store from './store.ts';

export interface Complaint {
  readonly orderId: bigint;
  readonly reason: Reason;
  readonly message: string;
}

function accountOf(ctx: Ctx): bigint | null {
  return ctx.actor.kind === 'member' || ctx.actor.kind === 'staff' ? ctx.actor.accountId : null;
}

/** The party that acts in this unit. */
function partyOf(ctx: Ctx): Party {
  if (ctx.actor.kind === 'member') return 'member';
  if (ctx.actor.kind === 'staff') return ctx.actor.orgKind;
  return 'system';
}

function tell(ctx: Ctx, row: store.CaseRow): void {
  ctx.emit({ type: 'aftersales.changed', bucket: bucketOf(row.caseId), payload: { cases: [{
    caseId: String(row.caseId), orderId: String(row.orderId), memberId: String(row.memberId), supplierId: row.supplierId === null ? null : String(row.supplierId),
    kind: row.kind, state: row.state, open: row.closedAt === null, by: partyOf(ctx),
  }] } });
}

async function step(ctx: Ctx, caseId: bigint, what: { act: StepAct; message: string }): Promise<void> {
  await store.insertStep(ctx.tx, caseId, { ...what, party: partyOf(ctx), accountId: accountOf(ctx), at: ctx.now });
}

/** The money goes: whoever decided, this is done by the shop itself. */
async function stepRefunded(ctx: Ctx, caseId: bigint): Promise<void> {
  await store.insertStep(ctx.tx, caseId, { act: 'refunded', message: '', party: 'system', accountId: null, at: ctx.now });
}

interface NewCase extends Complaint {
  readonly kind: CaseKind;
  readonly state: CaseState;
  readonly pictures: readonly string[];
}

/** Writes a case of a locked order with its first step. */
async function writeCase(ctx: Ctx, order: OrderDetail, input: NewCase): Promise<store.CaseRow> {
  const { kind, state, reason, message, pictures } = input;
  const facts = { state, supplierId: order.supplierId };
  const row: store.CaseRow = {
    caseId: ctx.newId<'case'>(bucketOf(order.memberId)), orderId: order.orderId, memberId: order.memberId, supplierId: order.supplierId, kind, state, reason, message, pictures,
    amountFen: order.totalFen, turn: turnOf(facts), dueAt: dueAfter(facts, ctx.now), returnTo: null, carrier: null, trackingNumber: null,
    openedAt: ctx.now, closedAt: isFinal(state) ? ctx.now : null,
  };
  await store.insertCase(ctx.tx, row);
  await step(ctx, row.caseId, { act: 'opened', message });
  return row;
}

/** Money back before shipping: at once, with the goods back on the shelf, and a case that has ended as the record of it. */
async function refundAtOnce(orders: Orders, ctx: Ctx, input: { order: OrderDetail; complaint: Complaint; restock: boolean }): Promise<bigint> {
  const { order, complaint, restock } = input;
  const kind = order.state === 'paid' ? 'cancel' : 'refund';
  await refundOrder(orders, ctx, { order, restock });
  const row = await writeCase(ctx, order, { ...complaint, kind, state: 'refunded', pictures: [] });
  await stepRefunded(ctx, row.caseId);
  tell(ctx, row);
  return row.caseId;
}

/**
 * The member takes his money back while nothing is shipped; nobody is asked. Returns the case that records it.
 * Refuses orders.orderNotFound (also for another's), alreadyShipped, notRefundable.
 */
export async function refundUnshipped(orders: Orders, ctx: Ctx, input: Complaint & { memberId: bigint }): Promise<bigint> {
  const order = await takeOrder(ctx, { orderId: input.orderId, withStock: true });
  if (order.memberId !== input.memberId) throw orderErrors.orderNotFound();
  if (order.state === 'shipped' || order.state === 'confirmed') throw errors.alreadyShipped();
  if (order.state !== 'paid') throw errors.notRefundable({ state: order.state });
  return refundAtOnce(orders, ctx, { order, complaint: input, restock: true });
}

/**
 * The member opens a case about goods that were shipped; from now on the order is neither confirmed nor due for settlement. Returns its id.
 * Refuses orders.orderNotFound (also for another's), notShipped, notRefundable, tooLate, caseOpen, tooManyCases, unknownPicture.
 */
export async function openCase(ctx: Ctx, input: Complaint & { memberId: bigint; kind: 'refund' | 'return'; pictures: readonly string[] }): Promise<bigint> {
  const pictures = [...new Set(input.pictures)];
  if (!(await areMedia(ctx.tx, pictures))) throw errors.unknownPicture();
  const order = await takeOrder(ctx, { orderId: input.orderId, withStock: false });
  if (order.memberId !== input.memberId) throw orderErrors.orderNotFound();
  if (order.state === 'paid') throw errors.notShipped();
  if (!refundStageOf(order.state)) throw errors.notRefundable({ state: order.state });
  const until = afterSalesUntil(order);
  if (until && ctx.now >= until) throw errors.tooLate();
  if (order.heldAt) throw errors.caseOpen();
  if (await store.countCases(ctx.tx, order.orderId) >= MAX_CASES) throw errors.tooManyCases({ most: MAX_CASES });
  const row = await writeCase(ctx, order, { ...input, pictures, state: 'asked' });
  await holdOrder(ctx, order.orderId);
  tell(ctx, row);
  return row.caseId;
}

/** Who acts on a case: its member, its supplier, or the platform (null). */
export type CaseOwner = { readonly memberId: bigint } | { readonly supplierId: bigint } | null;

/** A case that the owner may see. Refuses caseNotFound, also for another's. */
export async function getCase(sql: Sql, key: { caseId: bigint; owner: CaseOwner }): Promise<store.CaseRow> {
  const row = await store.findCase(sql, key.caseId);
  const { owner } = key;
  const isTheirs = row && (owner === null || ('memberId' in owner ? row.memberId === owner.memberId : row.supplierId === owner.supplierId));
  if (!isTheirs) throw errors.caseNotFound();
  return row;
}

/** A case with its order locked: as it is now, after everybody who was there before. */
async function takeCase(ctx: Ctx, key: { caseId: bigint; owner: CaseOwner; withStock: boolean }): Promise<{ row: store.CaseRow; order: OrderDetail }> {
  const { orderId } = await getCase(ctx.tx, key);
  const order = await takeOrder(ctx, { orderId, withStock: key.withStock });
  return { row: await getCase(ctx.tx, key), order };
}

interface Move {
  readonly to: CaseState;
  readonly act: StepAct;
  readonly message: string;
  readonly changes?: Partial<Pick<store.CaseRow, 'returnTo' | 'carrier' | 'trackingNumber'>>;
  readonly restock?: boolean;
}

/** Brings a case whose order is locked into its next state, with whatever follows for the order. */
async function move(orders: Orders, ctx: Ctx, input: Move & { row: store.CaseRow; order: OrderDetail }): Promise<store.CaseRow> {
  const { row, order, to, act, message, changes = {}, restock = false } = input;
  const facts = { state: to, supplierId: row.supplierId };
  const next: store.CaseRow = { ...row, ...changes, state: to, turn: turnOf(facts), dueAt: dueAfter(facts, ctx.now), closedAt: isFinal(to) ? ctx.now : null };
  await store.updateCase(ctx.tx, next);
  await step(ctx, row.caseId, { act, message });
  if (to === 'refunded') {
    await refundOrder(orders, ctx, { order, restock });
    await stepRefunded(ctx, row.caseId);
  } else if (isFinal(to)) await releaseOrder(ctx, order.orderId);
  tell(ctx, next);
  return next;
}

export interface CaseAct {
  readonly caseId: bigint;
  readonly message: string;
}

/** The member withdraws a case, calls the platform against a refusal. Refuses caseNotFound, notNow. */
export async function actAsMember(orders: Orders, ctx: Ctx, input: CaseAct & { memberId: bigint; action: 'withdraw' | 'escalate' }): Promise<CaseState> {
  const { action, message } = input;
  const taken = await takeCase(ctx, { caseId: input.caseId, owner: { memberId: input.memberId }, withStock: false });
  const to = decideAct(taken.row, { party: 'member', action });
  return (await move(orders, ctx, { ...taken, to, act: action === 'withdraw' ? 'withdrawn' : 'escalated', message })).state;
}

/** The member says with which parcel the goods come back. Refuses caseNotFound, notNow, fulfilment.unknownCarrier, fulfilment.badTrackingNumber. */
export async function sendParcel(orders: Orders, ctx: Ctx, input: { caseId: bigint; memberId: bigint; carrier: string; trackingNumber: string }): Promise<CaseState> {
  const parcel = checkParcel(input);
  const taken = await takeCase(ctx, { caseId: input.caseId, owner: { memberId: input.memberId }, withStock: false });
  const to = decideAct(taken.row, { party: 'member', action: 'send' });
  return (await move(orders, ctx, { ...taken, to, act: 'sent', message: '', changes: parcel })).state;
}

export interface Decision extends CaseAct {
  readonly action: Extract<CaseAction, 'agree' | 'refuse'>;
  /** Whether goods that came back go on the shelf again, once the money goes. */
  readonly restock: boolean;
}

/**
 * The supplier (owner) or the platform (null) agrees or refuses. Agreeing refunds the order, or first asks for the goods: then the message says where they go.
 * Refuses caseNotFound (also for another supplier's), notNow, returnAddressNeeded.
 */
export async function decideCase(orders: Orders, ctx: Ctx, input: Decision & { owner: { supplierId: bigint } | null }): Promise<CaseState> {
  const { owner, action, message, restock } = input;
  const taken = await takeCase(ctx, { caseId: input.caseId, owner, withStock: restock });
  const to = decideAct(taken.row, { party: owner ? 'supplier' : 'platform', action });
  if (to === 'returning' && message === '') throw errors.returnAddressNeeded();
  const changes = to === 'returning' ? { returnTo: message } : {};
  await move(orders, ctx, { ...taken, to, act: action === 'agree' ? 'agreed' : 'refused', message, changes, restock });
  await audit(ctx, { act: 'aftersales.decide', target: `case:${input.caseId}`, detail: { action, orderId: String(taken.order.orderId) }, before: { state: taken.row.state }, after: { state: to } });
  return to;
}

/**
 * The platform refunds an order on behalf of its member, whatever its stage, until after-sales close or while a case is open, which this ends.
 * Goods of an unshipped order go back on the shelf, others only when asked for. Returns the case that records it. Refuses orders.orderNotFound, notRefundable, tooLate.
 */
export async function refundForMember(orders: Orders, ctx: Ctx, input: { orderId: bigint; message: string; restock: boolean }): Promise<bigint> {
  const { orderId, message } = input;
  const order = await takeOrder(ctx, { orderId, withStock: true });
  const stage = refundStageOf(order.state);
  if (!stage) throw errors.notRefundable({ state: order.state });
  const restock = stage === 'unshipped' || input.restock;
  const open = await store.findOpenCase(ctx.tx, orderId);
  const until = afterSalesUntil(order);
  if (!open && until && ctx.now >= until) throw errors.tooLate();
  const caseId = open
    ? (await move(orders, ctx, { row: open, order, to: 'refunded', act: 'agreed', message, restock })).caseId
    : await refundAtOnce(orders, ctx, { order, complaint: { orderId, reason: 'other', message }, restock });
  await audit(ctx, { act: 'aftersales.refund', target: `order:${orderId}`, detail: { stage, restock, caseId: String(caseId) }, before: { state: order.state }, after: { state: 'refunded' } });
  return caseId;
}

/** Lets a case go on whose deadline is over; nothing when it went on meanwhile. */
export async function lapse(orders: Orders, ctx: Ctx, caseId: bigint): Promise<void> {
  const taken = await takeCase(ctx, { caseId, owner: null, withStock: false });
  const { dueAt } = taken.row;
  if (!dueAt || dueAt > ctx.now) return;
  const to = decideLapse(taken.row);
  assert(to !== 'refunded', 'no deadline sends money back');
  await move(orders, ctx, { ...taken, to, act: to === 'escalated' ? 'escalated' : 'lapsed', message: '' });
}
