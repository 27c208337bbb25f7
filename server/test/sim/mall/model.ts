/**
 * The whole mall by hand. Steps change it at once, as a member sees it; what follows later is told by the event log, whose order of facts the model
 * takes as it is and whose content it checks: every fact told once, none invented, none missing when everything due has been done.
 */
import { Books } from './books.ts';
import { type CaseFacts, CasesModel } from './cases.ts';
import { must, same } from './difference.ts';
import { LongFund } from '#test/sim/long-fund.ts';
import { NoonModel } from './noons.ts';
import { PeopleModel } from './people.ts';
import { DAY } from './rules.ts';
import { type Attempt, type Checkout, type Order, ShopModel } from './shop.ts';

/** An event as it stands in the log. */
export interface Told { readonly position: bigint; readonly type: string; readonly payload: Readonly<Record<string, unknown>> }
interface OrderFacts { orderId: string; checkoutId: string; memberId: string; supplierId: string | null; totalFen: string; lines: { skuId: string; quantity: number; unitFen: string; supplyFen: string; unitSv: string; zone: string }[] }
interface LevelFacts { memberId: string; from: string; to: string }
interface RefundFacts { attemptId: string; subjectId: string; memberId: string; reason: string; amountFen: string }
interface CheckoutFacts { checkoutId: string; memberId: string; orderIds: string[]; reason?: string }

/** Fen that a supplier is owed for an order once it is confirmed; nothing for the platform's own goods. */
export const owedFor = ({ supplier, lines }: Order): bigint => (supplier === null ? 0n : lines.reduce((sum, { supplyFen, quantity }) => sum + supplyFen * BigInt(quantity), 0n));

export class MallModel {
  readonly books = new Books();
  readonly people: PeopleModel;
  readonly shop = new ShopModel();
  readonly cases = new CasesModel(this.shop);
  readonly noon: NoonModel;
  /** Orders that events touched since the last look. */
  readonly touchedOrders = new Set<Order>();
  /** The suppliers' ids, in order. */
  readonly suppliers: bigint[] = [];
  noonsRun = 0;

  /** Orders that are granted later, with when. */
  readonly held = new Map<Order, number>();
  readonly maturityDays: number;

  constructor(maturityDays: number) {
    this.maturityDays = maturityDays;
    const fund = new LongFund();
    this.people = new PeopleModel(this.books, fund);
    this.noon = new NoonModel({ books: this.books, fund });
  }

  /** Applies what the log tells, in its order. `now` is when everything due was done. */
  tell(event: Told, now: number): void {
    const list = (name: string): unknown[] => event.payload[name] as unknown[];
    switch (event.type) {
      case 'members.registered': return this.registered(event.payload as { memberId: string; referrerId: string | null });
      case 'orders.placed': return list('orderIds').forEach((id) => this.placed(id as string));
      case 'payments.succeeded': return list('payments').forEach((facts) => this.succeeded(facts as { attemptId: string; checkoutId: string; amountFen: string }));
      case 'payments.refunded': return list('refunds').forEach((facts) => this.moneyBack(facts as RefundFacts));
      case 'orders.paid': return this.people.pay(list('orders').map((facts) => this.order(facts as OrderFacts, 'paid')));
      case 'orders.shipped': return list('orders').forEach((facts) => void this.order(facts as OrderFacts, 'shipped'));
      case 'orders.confirmed': return list('orders').forEach((facts) => this.confirmed(facts as OrderFacts, now));
      case 'rewards.matured': return list('orders').forEach((facts) => this.matured(facts as OrderFacts, now));
      case 'orders.refunded': return list('orders').forEach((facts) => this.refunded(facts as OrderFacts & { stage: string }));
      case 'aftersales.changed': return list('cases').forEach((facts) => this.changed(facts as CaseFacts, now));
      case 'orders.cancelled': return list('checkouts').forEach((facts) => this.cancelled(facts as CheckoutFacts, now));
      case 'referral.promoted': return list('promotions').forEach((facts) => this.people.tellLevel(facts as LevelFacts, true));
      case 'referral.demoted': return list('demotions').forEach((facts) => this.people.tellLevel(facts as LevelFacts, false));
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
      must(order.state !== 'shipped' || order.heldAt !== undefined || order.dueAt > now, `order ${order.id} is due and not confirmed`);
    }
    must(this.shop.untold.size === 0, 'every refund of an order is told');
    this.cases.settle(now);
    for (const [{ id }, dueAt] of this.held) must(dueAt > now, `order ${id} is to be granted and no event says so`);
    for (const { name, isKnown, level, told, passed } of this.people.members) {
      must(isKnown && level === told, `${name} has registered, risen or fallen and no event says so`);
      passed.length = 0;
    }
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
  private order(facts: OrderFacts, what: 'paid' | 'shipped' | 'confirmed' | 'refunded'): Order {
    const order = this.shop.orders.get(BigInt(facts.orderId));
    const came = order?.stage ?? order?.state ?? 'placed';
    const reached = { paid: ['paid', 'unshipped', 'shipped', 'confirmed'], shipped: ['shipped', 'confirmed'], confirmed: ['confirmed'], refunded: ['unshipped', 'shipped', 'confirmed'] }[what];
    must(order !== undefined && reached.includes(came) && (what !== 'refunded' || order.state === 'refunded'), `order ${facts.orderId} is told ${what} and is ${order?.state}`);
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

  private attempt(id: string): Attempt {
    const attempt = this.shop.attempts.get(BigInt(id));
    must(attempt !== undefined && attempt.state === 'succeeded', `attempt ${id} is told paid and is ${attempt?.state}`);
    return attempt;
  }

  private succeeded(facts: { attemptId: string; amountFen: string }): void {
    const attempt = this.attempt(facts.attemptId);
    same(`attempt ${facts.attemptId}`, facts.amountFen, String(attempt.checkout.totalFen));
    must(!attempt.isTold, `attempt ${facts.attemptId} is told paid twice`);
    attempt.isTold = true;
    this.books.move('gateway', 'unearned', attempt.checkout.totalFen);
    this.shop.receive(attempt);
  }

  private moneyBack(facts: RefundFacts): void {
    const back = this.shop.backs.get(BigInt(facts.subjectId));
    must(back?.state === 'succeeded' && !back.isTold, `the refund of ${facts.subjectId} is told back and is ${back?.state}`);
    back.isTold = true;
    same(`the refund of ${facts.subjectId}`, [facts.attemptId, facts.memberId, facts.amountFen, facts.reason === 'order'], [String(back.attempt.id), String(back.attempt.checkout.member.id), String(back.amountFen), this.shop.orders.has(back.subject)]);
    this.books.move('unearned', 'gateway', back.amountFen);
  }

  /** Shares of an order's money: what its supplier is owed, and the rest. */
  private share(order: Order, isBack: boolean): void {
    const owed = owedFor(order);
    const move = (to: string, amount: bigint): void => (isBack ? this.books.move(to, 'unearned', amount) : this.books.move('unearned', to, amount));
    if (owed > 0n) move(`supplierPayable/${order.supplier}`, owed);
    move('margin', order.totalFen - owed);
  }

  private refunded(facts: OrderFacts & { stage: string }): void {
    const order = this.order(facts, 'refunded');
    same(`the stage of order ${order.id}`, facts.stage, order.stage);
    must(this.shop.untold.delete(order), `order ${order.id} is told refunded once`);
    if (order.stage === 'confirmed') this.share(order, true);
    this.held.delete(order);
    this.people.refund(order);
  }

  /** What was held is granted; what was refunded meanwhile is not. */
  private matured(facts: OrderFacts, now: number): void {
    const order = this.shop.orders.get(BigInt(facts.orderId));
    const dueAt = order && this.held.get(order);
    must(order !== undefined && (order.stage === 'confirmed' || (dueAt !== undefined && dueAt <= now)), `order ${facts.orderId} is granted in its time`);
    if (dueAt === undefined) return;
    this.held.delete(order);
    this.touchedOrders.add(order);
    this.people.grant(order);
  }

  private changed(facts: CaseFacts, now: number): void {
    this.touchedOrders.add(this.cases.tell(facts, now));
  }

  private confirmed(facts: OrderFacts, now: number): void {
    const known = this.shop.orders.get(BigInt(facts.orderId));
    if (known?.state === 'shipped' && known.heldAt === undefined && known.dueAt <= now) this.shop.confirm(known, now);
    const order = this.order(facts, 'confirmed');
    this.share(order, false);
    if (this.maturityDays === 0) this.people.grant(order);
    else this.held.set(order, order.confirmedAt + this.maturityDays * DAY);
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
