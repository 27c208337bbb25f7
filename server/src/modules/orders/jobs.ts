/** What follows from payments, and what falls due: the members' lists, paid orders, unpaid checkouts, confirmation by time, flows half way. */
import type { EventPayload, LoggedEvent } from '#app/events.ts';
import type { Ctx } from '#infra/context.ts';
import type { Subscriber, Sweep } from '#infra/module.ts';
import { bucketOf } from '#kernel/id.ts';
import type { OrderState } from './domain.ts';
import { sweepFlows } from './flow.ts';
import { closeAndReturn, confirmAll, factsOf, type Orders } from './service.ts';
import { stockSubscriber } from './stock.ts';
import { checkoutStates, dueCheckouts, dueConfirmations, listOrders, markCases, markCheckoutsPaid, markListed, markOrdersPaid, type OrderRow, ordersWithLines } from './store/life.ts';

/** Orders an event reports at most, so that subscribers' batches stay small. */
const EVENT_ORDERS = 200;
/** One event may report a lane's whole batch. */
const EVENTS_AT_ONCE = 32;
const SWEEP_LIMIT = 500;
/** How far behind the last look the search for unpaid checkouts begins: longer than any batch takes to commit. */
const LOOK_BACK_MS = 600_000;
/** How often the search begins at the very first checkout: a machine that slept in the middle of a batch has written far behind the last look. */
const LOOK_AT_ALL_MS = 86_400_000;
const LABEL_MISSING = { title: '', skuName: '', imageUrl: null };

type Payment = EventPayload<'payments.succeeded'>['payments'][number];

/** The lines of a member's list, with what the goods are called today. */
function shownLines(orders: Orders, order: OrderRow): string {
  return JSON.stringify(order.lines.map((line) => {
    const { title, skuName, imageUrl } = orders.shelves.labelOf(line.skuId) ?? LABEL_MISSING;
    return { productId: String(line.productId), skuId: String(line.skuId), title, skuName, imageUrl, quantity: line.quantity, unitFen: String(line.unitFen), zone: line.zone };
  }));
}

/** Puts what was placed on the members' lists. */
async function applyPlaced(orders: Orders, ctx: Ctx, placed: ReadonlyMap<bigint, Date>): Promise<void> {
  const rows = await ordersWithLines(ctx.tx, [...placed.keys()]);
  await listOrders(ctx.tx, rows.map((order) => ({ order, placedAt: placed.get(order.orderId) ?? ctx.now, lines: shownLines(orders, order) })));
}

/** Marks what was paid and tells of it; money for a checkout that is closed or already paid goes back. */
async function applyPayments(orders: Orders, ctx: Ctx, payments: readonly Payment[]): Promise<void> {
  const firsts = new Map(payments.toReversed().map((payment) => [payment.checkoutId, payment]));
  const paid = await markCheckoutsPaid(ctx.tx, [...firsts.values()].map((p) => ({ checkoutId: BigInt(p.checkoutId), attemptId: BigInt(p.attemptId), paidAt: new Date(p.paidAt) })));
  // What is paid needs no second payment; should this unit be undone, the next asker reads the database.
  for (const { checkoutId } of paid) orders.open.delete(checkoutId);
  const now = new Set(paid.map(({ checkoutId }) => String(checkoutId)));
  await refundRest(orders, ctx, payments.filter((payment) => !now.has(payment.checkoutId) || firsts.get(payment.checkoutId) !== payment));
  if (paid.length === 0) return;
  const paidAt = new Map(paid.flatMap((checkout) => checkout.orderIds.map((orderId) => [orderId, firsts.get(String(checkout.checkoutId))?.paidAt ?? ctx.now.toISOString()] as const)));
  await markOrdersPaid(ctx.tx, [...paidAt].map(([orderId, at]) => ({ orderId, paidAt: new Date(at) })));
  const rows = await ordersWithLines(ctx.tx, [...paidAt.keys()]);
  await markListed(ctx.tx, rows.map(({ memberId, orderId }) => ({ memberId, orderId, state: 'paid' })));
  for (let from = 0; from < rows.length; from += EVENT_ORDERS) {
    const some = rows.slice(from, from + EVENT_ORDERS);
    ctx.emit({ type: 'orders.paid', bucket: bucketOf(some[0]?.orderId ?? 0n), payload: {
      orders: some.map((order) => ({ ...factsOf(order), paidAt: paidAt.get(order.orderId) ?? ctx.now.toISOString() })),
    } });
  }
}

/** Sends back the money of payments that did not pay their checkout just now, unless they did before. */
async function refundRest(orders: Orders, ctx: Ctx, payments: readonly Payment[]): Promise<void> {
  if (payments.length === 0) return;
  const states = new Map((await checkoutStates(ctx.tx, payments.map((p) => BigInt(p.checkoutId)))).map((row) => [String(row.checkoutId), row]));
  for (const payment of payments) {
    const checkout = states.get(payment.checkoutId);
    if (checkout?.state === 'paid' && String(checkout.attemptId) === payment.attemptId) continue;
    const attemptId = BigInt(payment.attemptId);
    await orders.payments.refund(ctx, { attemptId, subjectId: attemptId, amountFen: BigInt(payment.amountFen), reason: checkout?.state === 'paid' ? 'paidTwice' : 'checkoutClosed' });
  }
}

function changesOf(event: LoggedEvent): { memberId: bigint; orderId: bigint; state: OrderState }[] {
  const change = (state: OrderState) => ({ memberId, orderId }: { memberId: string; orderId: string }) => ({ memberId: BigInt(memberId), orderId: BigInt(orderId), state });
  switch (event.type) {
    case 'orders.shipped': return event.payload.orders.map(change('shipped'));
    case 'orders.confirmed': return event.payload.orders.map(change('confirmed'));
    case 'orders.refunded': return event.payload.orders.map(change('refunded'));
    case 'orders.cancelled': return event.payload.checkouts.flatMap(({ memberId, orderIds }) => orderIds.map((orderId) => change('cancelled')({ memberId, orderId })));
    default: return [];
  }
}

/**
 * One ordered subscription: a member's list learns of an order before it learns of its payment. Runs of placed orders and payments are one effect,
 * the placed first: nothing else can have happened to an order that is not on the list yet.
 */
function ordersSubscriber(orders: Orders): Subscriber {
  return {
    name: 'orders', money: true, batchSize: EVENTS_AT_ONCE,
    types: ['orders.placed', 'payments.succeeded', 'orders.shipped', 'orders.confirmed', 'orders.cancelled', 'orders.refunded', 'aftersales.changed'],
    async apply(ctx, events) {
      const placed = new Map<bigint, Date>();
      let payments: Payment[] = [];
      const applyRun = async (): Promise<void> => {
        if (placed.size > 0) await applyPlaced(orders, ctx, placed);
        if (payments.length > 0) await applyPayments(orders, ctx, payments);
        placed.clear();
        payments = [];
      };
      for (const event of events) {
        if (event.type === 'payments.succeeded') payments.push(...event.payload.payments);
        else if (event.type === 'orders.placed') for (const orderId of event.payload.orderIds) placed.set(BigInt(orderId), event.at);
        else {
          await applyRun();
          const changes = changesOf(event);
          if (changes.length > 0) await markListed(ctx.tx, changes);
          if (event.type === 'aftersales.changed') await markCases(ctx.tx, event.payload.cases.map((one) => ({ memberId: BigInt(one.memberId), orderId: BigInt(one.orderId), open: one.open })));
        }
      }
      await applyRun();
    },
  };
}

/** Closes checkouts whose time to pay is over. The search begins shortly before the last look, kept in memory; a process that starts, and then every day, looks through all. */
function unpaidSweep(orders: Orders): Sweep {
  const { infra } = orders;
  let after = new Date(0);
  let lookedAtAllMs = 0;
  return {
    name: 'orders.unpaid',
    async run() {
      const now = infra.clock.now();
      if (now.getTime() - lookedAtAllMs >= LOOK_AT_ALL_MS) after = new Date(0);
      const due = await dueCheckouts(infra.sql, { after, now, limit: SWEEP_LIMIT });
      if (due.length === 0) {
        if (after.getTime() === 0) lookedAtAllMs = now.getTime();
        after = new Date(now.getTime() - LOOK_BACK_MS);
        return 0;
      }
      for (const { checkoutId } of due) orders.open.delete(checkoutId);
      await infra.unit({ actor: { kind: 'system', name: 'orders.unpaid' }, requestId: 'orders.unpaid' }, (ctx) => closeAndReturn(ctx, { checkouts: due, reason: 'unpaid' }));
      return due.length;
    },
  };
}

/** Confirms what was shipped long enough ago. */
function confirmSweep(orders: Orders): Sweep {
  const { infra } = orders;
  return {
    name: 'orders.confirm',
    async run() {
      const due = await dueConfirmations(infra.sql, { now: infra.clock.now(), limit: SWEEP_LIMIT });
      if (due.length === 0) return 0;
      await infra.unit({ actor: { kind: 'system', name: 'orders.confirm' }, requestId: 'orders.confirm' }, (ctx) => confirmAll(ctx, due.map(({ id }) => id)));
      return due.length;
    },
  };
}

/** Everything of orders that runs without a request. */
export function ordersJobs(orders: Orders): { subscribers: readonly Subscriber[]; sweeps: readonly Sweep[] } {
  return {
    subscribers: [ordersSubscriber(orders), stockSubscriber],
    sweeps: [unpaidSweep(orders), confirmSweep(orders), { name: 'orders.flows', run: () => sweepFlows(orders.infra) }],
  };
}
