/** Goods, checkouts, orders and payments by hand (R1.3–R1.8, the READMEs of orders and payments): lists of plain things whose state is a word. */
import { must, same } from './difference.ts';
import { CONFIRM_AFTER, DAY, DOUBT_AFTER, DOUBTS, PAY_WITHIN, type Zone } from './rules.ts';
import type { Member, Frozen } from './people.ts';

export interface Goods {
  readonly skuId: bigint;
  readonly productId: bigint;
  readonly bucket: number;
  /** Which supplier ships and is paid; null: the platform's own. */
  readonly supplier: bigint | null;
  readonly zone: Zone;
  unitFen: bigint;
  supplyFen: bigint;
  unitSv: bigint;
  listed: boolean;
  left: number;
}

/** What was bought, at the terms of the moment of placing. */
export interface Line { readonly goods: Goods; readonly quantity: number; readonly unitFen: bigint; readonly supplyFen: bigint; readonly unitSv: bigint }
export type OrderState = 'placed' | 'paid' | 'shipped' | 'confirmed' | 'cancelled' | 'refunded';
/** Money on its way back, for an order or a whole attempt: asked for here, as the gateway said last, told by an event once it arrived. */
export interface Back {
  readonly subject: bigint;
  readonly attempt: Attempt;
  readonly amountFen: bigint;
  state: 'asked' | 'processing' | 'failed' | 'succeeded';
  /** Its number, once the gateway was asked. */
  refundId: bigint | undefined;
  /** How often the gateway was still at it, and when it is asked again. */
  queries: number;
  askAt: number;
  isTold: boolean;
}

export interface Order {
  readonly id: bigint;
  readonly checkout: Checkout;
  readonly supplier: bigint | null;
  readonly lines: readonly Line[];
  readonly totalFen: bigint;
  state: OrderState;
  /** What the member's list says, which learns of everything by events. */
  listed: OrderState | undefined;
  dueAt: number;
  confirmedAt: number;
  /** While a case of after-sales is open. */
  heldAt: number | undefined;
  /** How far it had come when it was refunded. */
  stage: 'unshipped' | 'shipped' | 'confirmed' | undefined;
  frozen: Frozen | undefined;
  /** Events told of it. */
  readonly told: Set<string>;
}

export interface Checkout {
  readonly id: bigint;
  readonly member: Member;
  readonly key: string;
  readonly asked: readonly { readonly goods: Goods; readonly quantity: number }[];
  readonly totalFen: bigint;
  readonly orders: Order[];
  readonly attempts: Attempt[];
  payBefore: number;
  state: 'awaitingPayment' | 'paid' | 'closed';
  paidBy: Attempt | undefined;
  isToldClosed: boolean;
}

export interface Attempt {
  readonly id: bigint;
  readonly checkout: Checkout;
  readonly channel: string;
  /** Which one it is, from 1; ids differ between runs. */
  readonly ordinal: number;
  readonly createdAt: number;
  state: 'open' | 'succeeded' | 'closed';
  /** What is true at the gateway, whatever it has told. */
  gateway: 'unpaid' | 'paid' | 'closed';
  /** The gateway's transaction number once it was paid there. */
  number: string | undefined;
  /** How often the gateway was asked in doubt. */
  asked: number;
  isTold: boolean;
}

/** Fen of lines. */
export const fenOf = (lines: readonly Pick<Line, 'unitFen' | 'quantity'>[]): bigint => lines.reduce((sum, line) => sum + line.unitFen * BigInt(line.quantity), 0n);

export class ShopModel {
  readonly goods: Goods[] = [];
  readonly checkouts: Checkout[] = [];
  readonly orders = new Map<bigint, Order>();
  readonly attempts = new Map<bigint, Attempt>();
  readonly byId = new Map<bigint, Checkout>();
  /** Whatever may still change by itself or by somebody. */
  readonly open = new Set<Checkout>();
  readonly asking = new Set<Attempt>();
  readonly onTheWay = new Set<Order>();
  readonly backs = new Map<bigint, Back>();
  /** Refunded, and no event has said so yet. */
  readonly untold = new Set<Order>();
  private readonly numbers = new Set<string>();

  /** Why these goods cannot be bought now, or undefined. */
  refuses(asked: Checkout['asked']): string | undefined {
    if (asked.some(({ goods }) => !goods.listed)) return 'orders.notOnSale';
    const wanted = new Map<Goods, number>();
    for (const { goods, quantity } of asked) wanted.set(goods, (wanted.get(goods) ?? 0) + quantity);
    return [...wanted].some(([goods, quantity]) => quantity > goods.left) ? 'orders.outOfStock' : undefined;
  }

  /** A checkout was placed; an order for each fulfiller and bucket, named by the real shop. */
  place(placed: Pick<Checkout, 'id' | 'member' | 'key' | 'asked'> & { now: number; orders: readonly { id: bigint; skuIds: readonly bigint[] }[] }): Checkout {
    const { id, member, key, asked, now } = placed;
    const lines = new Map<Goods, Line>();
    for (const { goods, quantity } of asked) {
      goods.left -= quantity;
      const { unitFen, supplyFen, unitSv } = goods;
      lines.set(goods, { goods, quantity: quantity + (lines.get(goods)?.quantity ?? 0), unitFen, supplyFen, unitSv });
    }
    const checkout: Checkout = {
      id, member, key, asked, totalFen: fenOf([...lines.values()]), orders: [], attempts: [], payBefore: now + PAY_WITHIN, state: 'awaitingPayment', paidBy: undefined, isToldClosed: false,
    };
    const parts = Map.groupBy(lines.values(), ({ goods }) => `${goods.bucket}/${goods.supplier}`);
    for (const part of parts.values()) {
      const skuIds = new Set(part.map(({ goods }) => goods.skuId));
      const made = placed.orders.find((order) => order.skuIds.length === skuIds.size && order.skuIds.every((skuId) => skuIds.has(skuId)));
      must(made !== undefined, `checkout ${id}: one order holds exactly ${[...skuIds].join()}`);
      const order: Order = {
        id: made.id, checkout, supplier: part[0]?.goods.supplier ?? null, lines: part, totalFen: fenOf(part), state: 'placed', listed: undefined, dueAt: 0, confirmedAt: 0,
        heldAt: undefined, stage: undefined, frozen: undefined, told: new Set(),
      };
      checkout.orders.push(order);
      this.orders.set(order.id, order);
    }
    must(placed.orders.length === checkout.orders.length, `checkout ${id} has ${checkout.orders.length} orders`);
    this.checkouts.push(checkout);
    this.byId.set(id, checkout);
    this.open.add(checkout);
    return checkout;
  }

  /** The attempt that paying again on this channel finds, or undefined when a new one is made. */
  standing(checkout: Checkout, channel: string): Attempt | undefined {
    const latest = checkout.attempts.findLast((attempt) => attempt.channel === channel);
    return latest?.state === 'closed' ? undefined : latest;
  }

  begin(attempt: Pick<Attempt, 'id' | 'checkout' | 'channel' | 'createdAt'>): Attempt {
    const begun: Attempt = { ...attempt, ordinal: this.attempts.size + 1, state: 'open', gateway: 'unpaid', number: undefined, asked: 0, isTold: false };
    attempt.checkout.attempts.push(begun);
    this.attempts.set(begun.id, begun);
    this.asking.add(begun);
    return begun;
  }

  /** A believed notification; says whether it fits. Told again, it changes nothing. */
  notify(attempt: Attempt, said: { number: string; amountFen: bigint }): boolean {
    if (said.amountFen !== attempt.checkout.totalFen) return false;
    if (attempt.state === 'succeeded') return attempt.number === said.number;
    if (this.isUsed(attempt.channel, said.number)) return false;
    this.succeed(attempt, said.number);
    return true;
  }

  isUsed(channel: string, number: string): boolean {
    return this.numbers.has(`${channel} ${number}`);
  }

  private succeed(attempt: Attempt, number: string): void {
    this.numbers.add(`${attempt.channel} ${number}`);
    attempt.state = 'succeeded';
    attempt.number = number;
    this.asking.delete(attempt);
  }

  /** A checkout is closed and its goods go back on the shelf. */
  close(checkout: Checkout): void {
    checkout.state = 'closed';
    this.open.delete(checkout);
    for (const order of checkout.orders) {
      order.state = 'cancelled';
      for (const { goods, quantity } of order.lines) goods.left += quantity;
    }
  }

  /** The first money that arrives for an open checkout pays it; any other goes back. Says which. */
  receive(attempt: Attempt): 'paid' | 'back' {
    const { checkout } = attempt;
    if (checkout.state !== 'awaitingPayment') {
      this.sendBack(attempt.id, attempt, checkout.totalFen);
      return 'back';
    }
    checkout.state = 'paid';
    checkout.paidBy = attempt;
    this.open.delete(checkout);
    for (const order of checkout.orders) {
      order.state = 'paid';
      this.onTheWay.add(order);
    }
    return 'paid';
  }

  ship(order: Order, now: number): void {
    order.state = 'shipped';
    order.dueAt = now + CONFIRM_AFTER;
  }

  confirm(order: Order, now: number): void {
    order.state = 'confirmed';
    order.confirmedAt = now;
    this.onTheWay.delete(order);
  }

  /** The whole order goes back: its money by the gateway, its goods onto the shelf if they are there. */
  refund(order: Order, restock: boolean): void {
    const { state } = order;
    must(state === 'paid' || state === 'shipped' || state === 'confirmed', `order ${order.id} can be refunded`);
    order.stage = state === 'paid' ? 'unshipped' : state;
    order.state = 'refunded';
    order.heldAt = undefined;
    this.onTheWay.delete(order);
    const { paidBy } = order.checkout;
    must(paidBy !== undefined, `order ${order.id} was paid by an attempt`);
    this.sendBack(order.id, paidBy, order.totalFen);
    this.untold.add(order);
    if (restock) for (const { goods, quantity } of order.lines) goods.left += quantity;
  }

  private sendBack(subject: bigint, attempt: Attempt, amountFen: bigint): void {
    this.backs.set(subject, { subject, attempt, amountFen, state: 'asked', refundId: undefined, queries: 0, askAt: 0, isTold: false });
  }

  /** The gateway was asked for a refund, or what became of it, when it was time to, and said how it stands. */
  hear(back: Back, said: { refundId: bigint; attemptId: bigint; amountFen: bigint; state: Back['state'] }, now: number): void {
    same(`the refund of ${back.subject}`, [said.attemptId, said.amountFen, said.refundId], [back.attempt.id, back.amountFen, back.refundId ?? said.refundId]);
    must(back.state === 'asked' || (back.state === 'processing' && back.askAt <= now), `the refund of ${back.subject} is ${back.state} and its gateway is asked`);
    back.refundId = said.refundId;
    back.state = said.state;
    if (said.state !== 'processing') return;
    back.askAt = now + Math.min(DOUBT_AFTER * 2 ** back.queries, DAY);
    back.queries += 1;
  }

  /** While a case is open the days until receipt counts as confirmed stand still. */
  hold(order: Order, now: number): void {
    order.heldAt = now;
  }

  release(order: Order, now: number): void {
    order.dueAt += now - (order.heldAt ?? now);
    order.heldAt = undefined;
  }

  /** Questions to gateways, as they are done at the end of everything that was due at `now`. */
  askGateways(now: number): void {
    for (const attempt of this.asking) {
      const isOfAge = attempt.createdAt + DOUBT_AFTER <= now;
      const isOver = (isOfAge && attempt.checkout.payBefore <= now) || (attempt.checkout.state === 'closed' && attempt.checkout.isToldClosed);
      const asked = attempt.asked;
      while (attempt.asked < DOUBTS && attempt.createdAt + DOUBT_AFTER * 2 ** attempt.asked <= now) attempt.asked += 1;
      if (!isOver && attempt.asked === asked) continue;
      if (attempt.gateway === 'paid') this.succeed(attempt, attempt.number ?? '');
      else if (isOver || attempt.gateway === 'closed') {
        attempt.state = 'closed';
        attempt.gateway = 'closed';
        this.asking.delete(attempt);
      }
    }
  }
}
