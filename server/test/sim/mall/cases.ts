/** After-sales by hand, from the rules alone (docs/adr/0012, DECISIONS N8): whose turn a case is, what each may do, what silence leads to. Instants in ms. */
import { must, same } from './difference.ts';
import { AFTER_SALES, DAY } from './rules.ts';
import type { Order, ShopModel } from './shop.ts';

export type CaseState = 'asked' | 'escalated' | 'refused' | 'returning' | 'returned' | 'refunded' | 'closed';
export type Act = 'agree' | 'refuse' | 'withdraw' | 'escalate' | 'parcel';
export type Who = 'member' | 'supplier' | 'platform';
export interface CaseFacts { caseId: string; orderId: string; memberId: string; supplierId: string | null; kind: string; state: string; open: boolean }

export interface Case {
  readonly id: bigint;
  readonly order: Order;
  readonly kind: 'cancel' | 'refund' | 'return';
  state: CaseState;
  /** Whether the goods are on their way back, or there. */
  isSent: boolean;
  dueAt: number | undefined;
  /** States that no event has told of yet. */
  readonly untold: CaseState[];
}

/** Cases of one order, so that a dispute ends. */
const MOST_CASES = 3;

export const isOver = (state: CaseState): boolean => state === 'refunded' || state === 'closed';

/** Who is to act; the platform where it sells itself. */
export function turnOf({ state, order }: Pick<Case, 'state' | 'order'>): Who | null {
  if (isOver(state)) return null;
  if (state === 'escalated') return 'platform';
  if (state === 'refused' || state === 'returning') return 'member';
  return order.supplier === null ? 'platform' : 'supplier';
}

export class CasesModel {
  readonly cases: Case[] = [];
  readonly byId = new Map<bigint, Case>();
  readonly open = new Set<Case>();
  private readonly shop: ShopModel;

  constructor(shop: ShopModel) {
    this.shop = shop;
  }

  openOf(order: Order): Case | undefined {
    return [...this.open].find((one) => one.order === order);
  }

  /** Why a member cannot ask for his money back before shipping. */
  refusesRefund({ state }: Order): string | undefined {
    if (state === 'paid') return undefined;
    return state === 'shipped' || state === 'confirmed' ? 'aftersales.alreadyShipped' : 'aftersales.notRefundable';
  }

  /** Why a case cannot be opened now. */
  refusesCase(order: Order, now: number): string | undefined {
    if (order.state === 'paid') return 'aftersales.notShipped';
    if (order.state !== 'shipped' && order.state !== 'confirmed') return 'aftersales.notRefundable';
    if (this.isTooLate(order, now)) return 'aftersales.tooLate';
    if (this.openOf(order)) return 'aftersales.caseOpen';
    return this.cases.filter((one) => one.order === order).length >= MOST_CASES ? 'aftersales.tooManyCases' : undefined;
  }

  /** Why the platform cannot refund an order by itself. */
  refusesByPlatform(order: Order, now: number): string | undefined {
    if (order.state !== 'paid' && order.state !== 'shipped' && order.state !== 'confirmed') return 'aftersales.notRefundable';
    return !this.openOf(order) && this.isTooLate(order, now) ? 'aftersales.tooLate' : undefined;
  }

  private isTooLate(order: Order, now: number): boolean {
    return order.state === 'confirmed' && now >= order.confirmedAt + AFTER_SALES;
  }

  begin(begun: Pick<Case, 'id' | 'order' | 'kind'>, now: number): void {
    const made: Case = { ...begun, state: 'asked', isSent: false, dueAt: undefined, untold: [] };
    this.cases.push(made);
    this.byId.set(made.id, made);
    this.open.add(made);
    this.shop.hold(made.order, now);
    this.come(made, 'asked', now);
  }

  /** Money back without a case that somebody decided; the record of it has ended as it begins. */
  record(id: bigint, order: Order): void {
    const made: Case = { id, order, kind: order.state === 'paid' ? 'cancel' : 'refund', state: 'refunded', isSent: false, dueAt: undefined, untold: ['refunded'] };
    this.cases.push(made);
    this.byId.set(id, made);
  }

  /** The state that an act leads to; undefined when the party may not do it now. */
  after(one: Case, who: Who, act: Act): CaseState | undefined {
    const { state, kind, isSent } = one;
    const decides = who === 'supplier' ? turnOf(one) === 'supplier' : who === 'platform' && (state === 'asked' || state === 'escalated' || state === 'returned');
    switch (act) {
      case 'agree': return !decides ? undefined : kind === 'return' && !isSent ? 'returning' : 'refunded';
      case 'refuse': return !decides ? undefined : who === 'supplier' ? 'refused' : 'closed';
      case 'escalate': return who === 'member' && state === 'refused' ? 'escalated' : undefined;
      case 'parcel': return who === 'member' && state === 'returning' ? 'returned' : undefined;
      // Goods on their way back cannot be called back by giving up.
      case 'withdraw': return who === 'member' && !isOver(state) && !isSent && state !== 'returned' ? 'closed' : undefined;
    }
  }

  /** A case comes into a state, with what follows for its order; `restock`: its goods are back. */
  come(one: Case, state: CaseState, now: number, restock = false): void {
    one.state = state;
    if (state === 'returned') one.isSent = true;
    one.untold.push(state);
    const turn = turnOf(one);
    one.dueAt = turn === 'member' ? now + 7 * DAY : turn === 'supplier' ? now + (state === 'asked' ? 2 : 7) * DAY : undefined;
    if (!isOver(state)) return;
    this.open.delete(one);
    if (state === 'refunded') this.shop.refund(one.order, restock);
    else this.shop.release(one.order, now);
  }

  /** An event tells how a case stands: as somebody left it, or as silence did by `now`. Returns its order. */
  tell(facts: CaseFacts, now: number): Order {
    const one = this.byId.get(BigInt(facts.caseId));
    must(one !== undefined, `case ${facts.caseId} was opened`);
    if (one.untold.length === 0 && one.dueAt !== undefined && one.dueAt <= now) this.come(one, turnOf(one) === 'supplier' ? 'escalated' : 'closed', now);
    const state = one.untold.shift();
    const { order } = one;
    same(`case ${one.id}`, [facts.kind, facts.state, facts.orderId, facts.memberId, facts.supplierId, facts.open],
      [one.kind, state, String(order.id), String(order.checkout.member.id), order.supplier === null ? null : String(order.supplier), state !== undefined && !isOver(state)]);
    return order;
  }

  /** Everything due was done and told. */
  settle(now: number): void {
    for (const { id, dueAt } of this.open) must(dueAt === undefined || dueAt > now, `case ${id} is due and stands still`);
    for (const { id, untold } of this.cases) must(untold.length === 0, `case ${id} went on and no event says so`);
  }
}
