/** Members, who invited whom, levels, windows, share value, what an order pays to whom, and what its refund takes back (N6), by hand. */
import type { Books } from './books.ts';
import { must } from './difference.ts';
import type { LongFund, Part } from '#test/sim/long-fund.ts';
import { ACTIVATION_BONUS, at, type Level, levelsBelow, mayShare, MULTIPLE, type Person, REGISTER_BONUS, type Share, sharesOf, SPENDING, TOP, windowOf } from './rules.ts';
import type { Order } from './shop.ts';

export interface Member extends Person<Member> {
  readonly id: bigint;
  readonly name: string;
  readonly inviter: Member | null;
  readonly children: Member[];
  bought: 'registered' | 'patron' | 'vip';
  level: Level;
  /** The level that events have told of, and those he passed since. */
  told: Level;
  readonly passed: Level[];
  /** Whether the engine has heard of him. */
  isKnown: boolean;
  /** While he holds a package: the 300 it unlocked and the 100 it gave. */
  activation: readonly Grant[] | undefined;
  /** His orders as they were paid. */
  readonly paid: Paid[];
  /** Point atoms: what he had earned when his share value was last touched, what is on his account, what he owes to the pool. */
  earned: bigint;
  account: bigint;
  owed: bigint;
}

/** Who is paid for an order, decided when it was paid. */
export interface Frozen { readonly sharer: Member | null; readonly shares: readonly Share<Member>[] }

interface Paid { readonly order: Order; readonly day: number; readonly threshold: bigint | null; isGranted: boolean; isRefunded: boolean }
export interface Grant { readonly source: bigint; readonly kind: string; readonly member: Member; readonly amount: bigint; readonly part: Part | undefined }
/** A grant taken back: what was left of it, what it had earned, and how much of that is owed. */
export interface Undone { readonly grant: Grant; readonly shares: bigint; readonly points: bigint; readonly owed: bigint }

const isPackage = ({ lines }: Order): boolean => lines.some(({ goods }) => goods.zone === 'vip');

export class PeopleModel {
  readonly members: Member[] = [];
  readonly byId = new Map<bigint, Member>();
  /** By the order, or the member registered. */
  readonly grants = new Map<bigint, Grant[]>();
  readonly undone = new Map<bigint, Undone[]>();
  /** Members whose share value moved since the last look. */
  readonly touched = new Set<Member>();
  /** How often share value was cut to atoms. */
  touches = 0;
  /** How often somebody fell by what another gave back. */
  falls = 0;
  readonly fund: LongFund;
  private readonly books: Books;
  private readonly roots: Member[] = [];

  constructor(books: Books, fund: LongFund) {
    this.books = books;
    this.fund = fund;
  }

  join(id: bigint, inviter: Member | null): Member {
    const member: Member = {
      id, name: `m${this.members.length + 1}`, inviter, children: [], bought: 'registered', level: 'registered', told: 'registered', passed: [], isKnown: false, activation: undefined,
      paid: [], earned: 0n, account: 0n, owed: 0n,
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
    this.grants.set(member.id, [{ source: member.id, kind: 'registered', member, amount: REGISTER_BONUS, part: undefined }]);
    this.touched.add(member);
  }

  /** Payees and rates are frozen; what was paid opens and extends the window, each checkout once (N5, N7). */
  pay(orders: readonly Order[]): void {
    for (const order of orders) {
      const line: { who: Member; level: Level }[] = [];
      const { member } = order.checkout;
      for (let above = member.inviter; above; above = above.inviter) line.push({ who: above, level: above.level });
      const first = line[0];
      order.frozen = { sharer: first && mayShare(first.level) ? first.who : null, shares: sharesOf(line) };
      must(order.frozen.shares.reduce((sum, share) => sum + share.percent, 0n) <= TOP, 'referrers of an order earn the top rate at most');
      member.paid.push({ order, day: this.fund.noons, threshold: SPENDING[member.level], isGranted: false, isRefunded: false });
    }
    for (const member of new Set(orders.map(({ checkout }) => checkout.member))) {
      const was = this.fund.until(member.name);
      const isPaused = !this.fund.isEligible(member.name);
      const { until } = this.windowNow(member);
      this.touched.add(member);
      if (until === was) continue;
      this.fund.apply({ e: 'until', m: member.name, day: until });
      if (isPaused) this.settle(member);
    }
  }

  /** The window that the purchases which stand make. */
  windowNow(member: Member): { until: number; accumulated: bigint } {
    const checkouts = Map.groupBy(member.paid.filter(({ isRefunded }) => !isRefunded), ({ order }) => order.checkout);
    const purchases = [...checkouts.values()].flatMap(([first, ...others]) =>
      (first ? [{ day: first.day, threshold: first.threshold, fen: [first, ...others].reduce((sum, { order }) => sum + order.totalFen, 0n) }] : []));
    return windowOf(purchases, this.fund.noons);
  }

  private paidOf(order: Order): Paid {
    const paid = order.checkout.member.paid.find((one) => one.order === order);
    must(paid !== undefined && !paid.isRefunded, `order ${order.id} was paid and is not refunded`);
    return paid;
  }

  /** R4.2, R4.10: the buyer gains, may rise and activate; the frozen payees are paid; 100 for whoever invited, with the first package that stands. */
  grant(order: Order): void {
    const { frozen, lines } = order;
    must(frozen !== undefined, `order ${order.id} was frozen before it is granted`);
    const buyer = order.checkout.member;
    this.paidOf(order).isGranted = true;
    const activates = isPackage(order) && buyer.activation === undefined;
    const unlocked = activates ? this.unlock(buyer) : [];
    this.recomputeLevels(buyer);
    const gain = lines.reduce((sum, { goods, quantity, unitSv }) => sum + unitSv * BigInt(quantity) * MULTIPLE[goods.zone], 0n);
    this.grants.set(order.id, [
      ...this.give({ source: order.id, kind: 'purchase', member: buyer, amount: gain }),
      ...frozen.shares.flatMap(({ payee, kind, percent }) => this.give({ source: order.id, kind, member: payee, amount: (gain * percent) / 100n })),
    ]);
    if (!activates) return;
    const bonus = frozen.sharer ? this.give({ source: buyer.id, kind: 'shareBonus', member: frozen.sharer, amount: ACTIVATION_BONUS }) : [];
    buyer.activation = [...unlocked, ...bonus];
  }

  /** N6: what is left of each grant of the order and what it earned; level, activation and window as if it had never been bought. Rewards of other orders stand. */
  refund(order: Order): void {
    const paid = this.paidOf(order);
    const buyer = order.checkout.member;
    paid.isRefunded = true;
    if (paid.isGranted) {
      const holdsPackage = buyer.paid.some((one) => one.isGranted && !one.isRefunded && isPackage(one.order));
      const ended = buyer.activation !== undefined && !holdsPackage ? buyer.activation : [];
      if (!holdsPackage) buyer.activation = undefined;
      this.undone.set(order.id, [...this.grants.get(order.id) ?? [], ...ended].map((grant) => this.takeBack(grant)));
      this.grants.delete(order.id);
      this.recomputeLevels(buyer);
    }
    this.fund.moveWindow(buyer.name, this.windowNow(buyer).until);
    this.settle(buyer);
  }

  private takeBack(grant: Grant): Undone {
    const { member, part, kind } = grant;
    must(part !== undefined, 'what is taken back was given');
    const locks = kind === 'activated' ? REGISTER_BONUS : 0n;
    this.settle(member);
    const { shares, points } = this.fund.takeBack(member.name, part, locks);
    this.books.move('svHeld', locks > 0n ? 'svLocked' : 'svIssued', shares);
    if (locks > 0n) this.books.move('svIssued', 'svLocked', locks - shares);
    const back = points < member.account ? points : member.account;
    this.books.move(`memberPoints/${member.id}`, 'pool', back);
    member.account -= back;
    member.earned -= points;
    member.owed += points - back;
    return { grant, shares, points, owed: points - back };
  }

  /** A member pays somebody outside with points of his account. */
  spend(member: Member, points: bigint): void {
    this.fund.cut(member.name);
    this.settle(member);
    must(points <= member.account, `${member.name} has what he spends`);
    member.account -= points;
    this.books.move(`memberPoints/${member.id}`, 'treasury', points);
  }

  private unlock(member: Member): Grant[] {
    const { frozen } = this.fund.balance(member.name);
    const part = this.fund.unlock(member.name);
    must(part !== undefined && frozen === REGISTER_BONUS, `the 300 of ${member.name} were locked`);
    this.books.move('svLocked', 'svHeld', frozen);
    this.settle(member);
    return [{ source: member.id, kind: 'activated', member, amount: frozen, part }];
  }

  private give(grant: Omit<Grant, 'part'>): Grant[] {
    if (grant.amount === 0n) return [];
    this.books.move('svIssued', 'svHeld', grant.amount);
    const part = this.fund.give(grant.member.name, grant.amount);
    this.settle(grant.member);
    return [{ ...grant, part }];
  }

  /** A touch posts what was earned until now (unclaimed → his account), first of all what he owes (→ pool). */
  private settle(member: Member): void {
    this.touches += 1;
    this.touched.add(member);
    const { points } = this.fund.balance(member.name);
    const fresh = points - member.earned;
    const netted = this.netted(member);
    this.books.move('unclaimed', `memberPoints/${member.id}`, fresh - netted);
    this.books.move('unclaimed', 'pool', netted);
    member.account += fresh - netted;
    member.owed -= netted;
    member.earned = points;
  }

  /** What the member has earned and was not posted goes first to what he owes. */
  netted(member: Member): bigint {
    const fresh = this.fund.balance(member.name).points - member.earned;
    return fresh < member.owed ? fresh : member.owed;
  }

  /** What the buyer holds by the orders that stand, and from there everybody's level anew. */
  private recomputeLevels(buyer: Member): void {
    const standing = buyer.paid.filter(({ isGranted, isRefunded }) => isGranted && !isRefunded);
    buyer.bought = standing.some(({ order }) => isPackage(order)) ? 'vip' : standing.length > 0 ? 'patron' : 'registered';
    for (const [member, level] of levelsBelow(this.roots)) {
      if (level === member.level) continue;
      if (member !== buyer && at(level) < at(member.level)) this.falls += 1;
      member.level = level;
      member.passed.push(level);
      this.touched.add(member);
    }
  }

  /** An event tells that a member rose or fell. */
  tellLevel(told: { memberId: string; from: string; to: string }, isRise: boolean): void {
    const member = this.byId.get(BigInt(told.memberId));
    const step = member?.passed.findIndex((level) => level === told.to) ?? -1;
    must(member !== undefined && member.told === told.from && step >= 0, () => `${member?.name ?? told.memberId} is told ${told.from} → ${told.to}; the model has ${member?.told} → ${member?.passed.join()}`);
    const to = member.passed[step] ?? member.level;
    must(at(to) > at(member.told) === isRise, `${member.name} ${isRise ? 'rises' : 'falls'} to ${to}`);
    member.told = to;
    member.passed.splice(0, step + 1);
  }
}
