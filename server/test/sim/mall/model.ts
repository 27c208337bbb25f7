/**
 * The whole mall by hand. Steps change it at once, as a member sees it; what follows later is told by the event log, whose order of facts the model
 * takes as it is and whose content it checks: every fact told once, none invented, none missing when everything due has been done.
 */
import { Books } from './books.ts';
import { must, same } from './difference.ts';
import { LongFund } from '#test/sim/long-fund.ts';
import { NoonModel } from './noons.ts';
import { PeopleModel } from './people.ts';
import { type Attempt, type Checkout, type Order, ShopModel } from './shop.ts';

/** An event as it stands in the log. */
export interface Told { readonly position: bigint; readonly type: string; readonly payload: Readonly<Record<string, unknown>> }
interface OrderFacts { orderId: string; checkoutId: string; memberId: string; supplierId: string | null; totalFen: string; lines: { skuId: string; quantity: number; unitFen: string; supplyFen: string; unitSv: string; zone: string }[] }
interface CheckoutFacts { checkoutId: string; memberId: string; orderIds: string[]; reason?: string }

export class MallModel {
  readonly books = new Books();
  readonly people: PeopleModel;
  readonly shop = new ShopModel();
  readonly noon: NoonModel;
  /** Orders that events touched since the last look. */
  readonly touchedOrders = new Set<Order>();
  /** The suppliers' ids, in order. */
  readonly suppliers: bigint[] = [];
  noonsRun = 0;

  constructor(options: { isDemo: boolean }) {
    const fund = new LongFund();
    this.people = new PeopleModel(this.books, fund);
    this.noon = new NoonModel({ books: this.books, fund, isDemo: options.isDemo });
  }

  /** Applies what the log tells, in its order. `now` is when everything due was done. */
  tell(event: Told, now: number): void {
    const list = (name: string): unknown[] => event.payload[name] as unknown[];
    switch (event.type) {
      case 'members.registered': return this.registered(event.payload as { memberId: string; referrerId: string | null });
      case 'orders.placed': return list('orderIds').forEach((id) => this.placed(id as string));
      case 'payments.succeeded': return list('payments').forEach((facts) => this.succeeded(facts as { attemptId: string; checkoutId: string; amountFen: string }));
      case 'payments.refunded': return list('refunds').forEach((facts) => this.refunded(facts as { attemptId: string; amountFen: string }));
      case 'orders.paid': return list('orders').forEach((facts) => this.people.pay(this.order(facts as OrderFacts, 'paid')));
      case 'orders.shipped': return list('orders').forEach((facts) => void this.order(facts as OrderFacts, 'shipped'));
      case 'orders.confirmed': return list('orders').forEach((facts) => this.confirmed(facts as OrderFacts, now));
      case 'orders.cancelled': return list('checkouts').forEach((facts) => this.cancelled(facts as CheckoutFacts, now));
      case 'referral.promoted': return list('promotions').forEach((facts) => this.promoted(facts as { memberId: string; from: string; to: string }));
      case 'airdrop.noonRun': return this.ranNoon(event.payload as { day: string; issuedPts: string; priceAtoms: string; burnedSv: string }, now);
      case 'economy.priceApproved': return this.approved(event.payload as { day: string; priceAtoms: string; amountPts: string });
      default: must(false, `the log tells of ${event.type}, which the model does not know`);
    }
  }

  /** Everything due at `now` was done and told: nothing may be left. Then gateways were asked, whose answers are told next time. */
  settle(now: number): void {
    must(this.noon.due(now) === undefined, () => `the noon of day ${this.noon.due(now)} is due and has not run`);
    for (const checkout of this.shop.open) must(checkout.payBefore > now, `checkout ${checkout.id} is unpaid after its time and still open`);
    for (const order of this.shop.onTheWay) {
      must(order.told.has('paid'), `order ${order.id} is paid and no event says so`);
      must(order.state !== 'shipped' || order.dueAt > now, `order ${order.id} is due and not confirmed`);
    }
    for (const member of this.people.members) must(member.isKnown && member.rises.length === 0, `${member.name} has registered or risen and no event says so`);
    must(this.noon.untold.size === 0, 'every approved price is told');
    this.shop.askGateways(now);
  }

  private registered(facts: { memberId: string; referrerId: string | null }): void {
    const member = this.people.byId.get(BigInt(facts.memberId));
    must(member !== undefined && !member.isKnown, `member ${facts.memberId} registered once`);
    same(`the inviter of ${member.name}`, facts.referrerId, member.inviter === null ? null : String(member.inviter.id));
    this.people.register(member);
  }

  private checkout(facts: CheckoutFacts): Checkout {
    const checkout = this.shop.byId.get(BigInt(facts.checkoutId));
    must(checkout !== undefined, `checkout ${facts.checkoutId} was placed`);
    same(`checkout ${facts.checkoutId}`, [facts.memberId, [...facts.orderIds].sort()], [String(checkout.member.id), checkout.orders.map(({ id }) => String(id)).sort()]);
    return checkout;
  }

  private placed(orderId: string): void {
    const order = this.shop.orders.get(BigInt(orderId));
    must(order !== undefined, `order ${orderId} was placed`);
    this.mark(order, 'placed');
  }

  private mark(order: Order, what: Order['state']): void {
    must(!order.told.has(what), `order ${order.id} is told ${what} twice`);
    order.told.add(what);
    order.listed = what;
    this.touchedOrders.add(order);
  }

  /** An order that an event tells of, with its facts checked. */
  private order(facts: OrderFacts, what: 'paid' | 'shipped' | 'confirmed'): Order {
    const order = this.shop.orders.get(BigInt(facts.orderId));
    const reached = { paid: ['paid', 'shipped', 'confirmed'], shipped: ['shipped', 'confirmed'], confirmed: ['confirmed'] }[what];
    must(order !== undefined && reached.includes(order.state), `order ${facts.orderId} is told ${what} and is ${order?.state}`);
    const supplier = order.supplier === null ? null : String(order.supplier);
    same(`order ${facts.orderId}`, [facts.checkoutId, facts.memberId, facts.supplierId], [String(order.checkout.id), String(order.checkout.member.id), supplier]);
    if (what !== 'shipped') {
      const lines = order.lines.map(({ goods, quantity, unitFen, supplyFen, unitSv }) =>
        ({ skuId: goods.skuId, quantity, unitFen, supplyFen, unitSv, zone: goods.zone })).sort((a, b) => (a.skuId < b.skuId ? -1 : 1));
      const told = facts.lines.map(({ skuId, quantity, unitFen, supplyFen, unitSv, zone }) => ({ skuId, quantity, unitFen, supplyFen, unitSv, zone })).sort((a, b) => (BigInt(a.skuId) < BigInt(b.skuId) ? -1 : 1));
      same(`order ${facts.orderId}`, [facts.totalFen, told], [String(order.totalFen), lines]);
    }
    this.mark(order, what);
    return order;
  }

  private attempt(facts: { attemptId: string; amountFen: string }): Attempt {
    const attempt = this.shop.attempts.get(BigInt(facts.attemptId));
    must(attempt !== undefined && attempt.state === 'succeeded', `attempt ${facts.attemptId} is told paid and is ${attempt?.state}`);
    same(`attempt ${facts.attemptId}`, facts.amountFen, String(attempt.checkout.totalFen));
    return attempt;
  }

  private succeeded(facts: { attemptId: string; amountFen: string }): void {
    const attempt = this.attempt(facts);
    must(!attempt.isTold, `attempt ${facts.attemptId} is told paid twice`);
    attempt.isTold = true;
    this.books.move('gateway', 'unearned', attempt.checkout.totalFen);
    this.shop.receive(attempt);
  }

  private refunded(facts: { attemptId: string; amountFen: string }): void {
    const attempt = this.attempt(facts);
    must(attempt.refund === 'sent', `the refund of attempt ${facts.attemptId} is told and is ${attempt.refund}`);
    attempt.refund = 'done';
    this.shop.refunds.delete(attempt);
    this.books.move('unearned', 'gateway', attempt.checkout.totalFen);
  }

  private confirmed(facts: OrderFacts, now: number): void {
    const known = this.shop.orders.get(BigInt(facts.orderId));
    if (known?.state === 'shipped' && known.dueAt <= now) this.shop.confirm(known);
    const order = this.order(facts, 'confirmed');
    const owed = order.supplier === null ? 0n : order.lines.reduce((sum, line) => sum + line.supplyFen * BigInt(line.quantity), 0n);
    if (owed > 0n) this.books.move('unearned', `supplierPayable/${order.supplier}`, owed);
    this.books.move('unearned', 'margin', order.totalFen - owed);
    this.people.confirm(order);
  }

  private cancelled(facts: CheckoutFacts, now: number): void {
    const checkout = this.checkout(facts);
    if (facts.reason === 'unpaid') {
      must(checkout.state === 'awaitingPayment' && checkout.payBefore <= now, `checkout ${checkout.id} is closed as unpaid and is ${checkout.state}`);
      this.shop.close(checkout);
    }
    must(checkout.state === 'closed', `checkout ${checkout.id} is told closed and is ${checkout.state}`);
    checkout.isToldClosed = true;
    for (const order of checkout.orders) this.mark(order, 'cancelled');
  }

  private promoted(facts: { memberId: string; from: string; to: string }): void {
    const member = this.people.byId.get(BigInt(facts.memberId));
    const steps = member?.rises ?? [];
    const end = steps.findIndex(({ to }) => to === facts.to);
    must(steps[0]?.from === facts.from && end >= 0, () => `${member?.name ?? facts.memberId} is told risen ${facts.from} → ${facts.to}; the model has ${JSON.stringify(steps)}`);
    steps.splice(0, end + 1);
  }

  private ranNoon(facts: { day: string; issuedPts: string; priceAtoms: string; burnedSv: string }, now: number): void {
    const day = Date.parse(`${facts.day}T00:00:00Z`) / 86_400_000;
    this.noon.run({ day, issued: BigInt(facts.issuedPts), price: BigInt(facts.priceAtoms), burned: BigInt(facts.burnedSv) }, now);
    this.noonsRun += 1;
  }

  private approved(facts: { day: string; priceAtoms: string; amountPts: string }): void {
    const day = Date.parse(`${facts.day}T00:00:00Z`) / 86_400_000;
    const plan = this.noon.prices.get(day);
    must(plan !== undefined && this.noon.untold.delete(day), `the price of ${facts.day} is told once`);
    same(`the price of ${facts.day}`, [facts.priceAtoms, facts.amountPts], [String(plan.price), String(plan.amount)]);
  }
}
