/** Members, who invited whom, levels, share value and what an order pays to whom, by hand. */
import type { Books } from './books.ts';
import { must } from './difference.ts';
import type { LongFund } from '#test/sim/long-fund.ts';
import { ACTIVATION_BONUS, type Level, levelsBelow, mayShare, MULTIPLE, type Person, REGISTER_BONUS, type Share, sharesOf, TOP, WINDOW } from './rules.ts';
import type { Order } from './shop.ts';

export interface Member extends Person<Member> {
  readonly id: bigint;
  readonly name: string;
  readonly inviter: Member | null;
  readonly children: Member[];
  bought: 'registered' | 'patron' | 'vip';
  level: Level;
  /** Whether the engine has heard of him. */
  isKnown: boolean;
  isActivated: boolean;
  hasPaid: boolean;
  /** Point atoms on his account: what he had earned when his share value was last touched. */
  posted: bigint;
  /** Levels reached that no event has told of yet. */
  readonly rises: { from: Level; to: Level }[];
}

/** Who is paid for an order, decided when it was paid. */
export interface Frozen { readonly sharer: Member | null; readonly shares: readonly Share<Member>[] }

export interface Grant { readonly source: bigint; readonly kind: string; readonly member: Member; readonly amount: bigint }

export class PeopleModel {
  readonly members: Member[] = [];
  readonly byId = new Map<bigint, Member>();
  readonly grants = new Map<bigint, Grant[]>();
  granted = 0;
  /** Members whose share value moved since the last look. */
  readonly touched = new Set<Member>();
  /** How often share value was cut to atoms. */
  touches = 0;
  readonly fund: LongFund;
  private readonly books: Books;
  private readonly roots: Member[] = [];

  constructor(books: Books, fund: LongFund) {
    this.books = books;
    this.fund = fund;
  }

  join(id: bigint, inviter: Member | null): Member {
    const member: Member = {
      id, name: `m${this.members.length + 1}`, inviter, children: [], bought: 'registered', level: 'registered', isKnown: false, isActivated: false, hasPaid: false, posted: 0n, rises: [],
    };
    this.members.push(member);
    this.byId.set(id, member);
    return member;
  }

  /** R4.1.2: 300, locked. */
  register(member: Member): void {
    member.isKnown = true;
    (member.inviter?.children ?? this.roots).push(member);
    this.fund.apply({ e: 'reg', m: member.name, frozen: REGISTER_BONUS });
    this.books.move('svIssued', 'svLocked', REGISTER_BONUS);
    this.note({ source: member.id, kind: 'registered', member, amount: REGISTER_BONUS });
    this.touched.add(member);
  }

  /** Payees and rates are frozen; the first purchase of any amount opens the window (N5, N7). */
  pay(order: Order): void {
    const buyer = order.checkout.member;
    const line: { who: Member; level: Level }[] = [];
    for (let above = buyer.inviter; above; above = above.inviter) line.push({ who: above, level: above.level });
    const first = line[0];
    order.frozen = { sharer: first && mayShare(first.level) ? first.who : null, shares: sharesOf(line) };
    must(order.frozen.shares.reduce((sum, share) => sum + share.percent, 0n) <= TOP, 'referrers of an order earn the top rate at most');
    if (buyer.hasPaid) return;
    buyer.hasPaid = true;
    this.fund.apply({ e: 'until', m: buyer.name, day: this.fund.noons + WINDOW });
    this.touch(buyer);
  }

  /** R4.2, R4.10: the buyer gains, may rise and activate; the frozen payees are paid; 100 for whoever invited, at the first package. */
  confirm(order: Order): void {
    const { frozen, lines } = order;
    must(frozen !== undefined, `order ${order.id} was frozen before it is confirmed`);
    const buyer = order.checkout.member;
    const isPackage = lines.some(({ goods }) => goods.zone === 'vip');
    const isFirst = isPackage && !buyer.isActivated;
    if (isPackage) this.activate(buyer);
    if (buyer.bought === 'registered' || (isPackage && buyer.bought === 'patron')) {
      buyer.bought = isPackage ? 'vip' : 'patron';
      this.rise();
    }
    const gain = lines.reduce((sum, { goods, quantity, unitSv }) => sum + unitSv * BigInt(quantity) * MULTIPLE[goods.zone], 0n);
    this.give({ source: order.id, kind: 'purchase', member: buyer, amount: gain });
    for (const { payee, kind, percent } of frozen.shares) this.give({ source: order.id, kind, member: payee, amount: (gain * percent) / 100n });
    if (isFirst && frozen.sharer) this.give({ source: buyer.id, kind: 'shareBonus', member: frozen.sharer, amount: ACTIVATION_BONUS });
  }

  private activate(member: Member): void {
    member.isActivated = true;
    const { frozen } = this.fund.balance(member.name);
    if (frozen === 0n) return;
    this.books.move('svLocked', 'svHeld', frozen);
    this.fund.apply({ e: 'activate', m: member.name });
    this.touch(member);
  }

  private give(grant: Grant): void {
    if (grant.amount === 0n) return;
    this.books.move('svIssued', 'svHeld', grant.amount);
    this.fund.apply({ e: 'earn', m: grant.member.name, x: grant.amount });
    this.touch(grant.member);
    this.note(grant);
  }

  private note(grant: Grant): void {
    this.grants.set(grant.source, [...this.grants.get(grant.source) ?? [], grant]);
    this.granted += 1;
  }

  /** A touch posts what was earned until now (unclaimed → his account). */
  private touch(member: Member): void {
    this.touches += 1;
    this.touched.add(member);
    const { points } = this.fund.balance(member.name);
    if (points > member.posted) this.books.move('unclaimed', `memberPoints/${member.id}`, points - member.posted);
    member.posted = points;
  }

  private rise(): void {
    for (const [member, level] of levelsBelow(this.roots)) {
      if (level === member.level) continue;
      member.rises.push({ from: member.level, to: level });
      member.level = level;
      this.touched.add(member);
    }
  }
}
