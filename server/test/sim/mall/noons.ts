/** Prices, the schedule and noons by hand (R4.7, N2, N3, N10, N16, N22). Days are numbers since 1970 in Shanghai, instants milliseconds. */
import type { Books } from './books.ts';
import { must } from './difference.ts';
import type { LongFund } from '#test/sim/long-fund.ts';
import { APPROVAL_LIFE, CEILING, DAILY, DAY, DAYS_AHEAD, FOUNDERS, OPENS_AT, SHARE, TOTAL_SUPPLY } from './rules.ts';

const HOUR = 3_600_000;
const dayOf = (now: number): number => Math.floor((now + 8 * HOUR) / DAY);
/** Noon, and the end of waiting for a price, of a day. */
const noonOf = (day: number): number => day * DAY + 4 * HOUR;
const lateOf = (day: number): number => noonOf(day) + 12 * HOUR - 60_000;

export interface Plan { readonly day: number; readonly price: bigint; readonly amount: bigint }
export interface Proposal extends Plan { readonly id: string; readonly by: string; readonly endsAt: number; isDecided: boolean }
/** What a noon did, as the mall tells it. */
export interface NoonRow { readonly day: number; readonly issued: bigint; readonly price: bigint; readonly burned: bigint }
export interface Release { readonly day: number; readonly scheduled: bigint; readonly issued: bigint; readonly carried: bigint }

export class NoonModel {
  readonly prices = new Map<number, Plan>();
  readonly proposals: Proposal[] = [];
  readonly releases: Release[] = [];
  /** Approved and not yet told by an event. */
  readonly untold = new Set<number>();
  isOpen = false;
  private isBorn = false;
  private readonly world: { readonly books: Books; readonly fund: LongFund };

  constructor(world: { books: Books; fund: LongFund }) {
    this.world = world;
  }

  get last(): number {
    return this.world.fund.noons;
  }

  get pool(): bigint {
    return this.world.books.of('pool');
  }

  /** Birth: all points of the plan, and the noon that must have run last. */
  birth(now: number): void {
    if (this.isBorn) return;
    this.isBorn = true;
    const { books, fund } = this.world;
    books.move('issued', 'pool', TOTAL_SUPPLY - FOUNDERS);
    books.move('issued', 'founders', FOUNDERS);
    fund.noons = dayOf(now) - (now < noonOf(dayOf(now)) ? 1 : 0);
  }

  today(now: number): number {
    return dayOf(now);
  }

  /** The next instant at which something of the fund may fall due by itself. */
  nextNoon(now: number): number {
    const noon = noonOf(dayOf(now));
    return noon > now ? noon : noon + DAY;
  }

  /** Why a plan is refused now, or undefined. */
  refuses(plan: Plan, now: number): string | undefined {
    const today = dayOf(now);
    if (plan.day < today || plan.day <= this.last) return 'economy.dayOver';
    if (plan.day > today + DAYS_AHEAD) return 'economy.dayTooFar';
    if (this.prices.has(plan.day)) return 'economy.daySet';
    const others = [...this.prices.values()];
    const falls = others.some(({ day, price }) => (day < plan.day ? price > plan.price : price < plan.price));
    // What other days to come were promised is no longer there to promise.
    const promised = others.filter(({ day }) => day > this.last).reduce((sum, { amount }) => sum + amount, 0n);
    return falls || plan.price > CEILING || plan.amount > this.pool - promised ? 'economy.blocked' : undefined;
  }

  propose(plan: Plan & { id: string; by: string }, now: number): void {
    this.proposals.push({ ...plan, endsAt: now + APPROVAL_LIFE, isDecided: false });
  }

  /** Why a second person's yes is refused now, or undefined. */
  refusesApproval(proposal: Proposal, by: string, now: number): string | undefined {
    return this.refusesRejection(proposal, by, now) ?? this.refuses(proposal, now);
  }

  /** Why his no is refused. */
  refusesRejection(proposal: Proposal, by: string, now: number): string | undefined {
    if (proposal.by === by) return 'identity.samePerson';
    if (proposal.isDecided) return 'identity.approvalDecided';
    return now >= proposal.endsAt ? 'identity.approvalExpired' : undefined;
  }

  approve(proposal: Proposal): void {
    proposal.isDecided = true;
    this.prices.set(proposal.day, proposal);
    this.untold.add(proposal.day);
  }

  /** The day whose noon is due at `now`: from 12:00 when it has a price, else from 23:59; undefined when none is. */
  due(now: number): number | undefined {
    const day = this.last + 1;
    return now >= (this.prices.has(day) ? noonOf(day) : lateOf(day)) ? day : undefined;
  }

  /** The next noon runs as the rules say; the row is checked against it. */
  run(row: NoonRow, now: number): void {
    const { books, fund } = this.world;
    must(row.day === this.due(now), () => `noon ${row.day} runs although ${this.due(now) ?? 'none'} is due`);
    const plan = this.prices.get(row.day);
    const opens = plan !== undefined && (this.isOpen || fund.eligibleShares() * SHARE >= plan.price * DAILY * OPENS_AT);
    this.isOpen ||= opens;
    const promised = opens ? plan.amount : 0n;
    const amount = promised < this.pool ? promised : this.pool;
    const price = plan?.price ?? 0n;
    const meant = this.isOpen ? (this.pool < DAILY ? this.pool : DAILY) : 0n;
    fund.apply({ e: 'noon', day: row.day, A: amount, price });
    this.check(row, price);
    books.move('pool', 'unclaimed', row.issued);
    books.move('svHeld', 'svBurned', row.burned);
    this.releases.push({ day: row.day, scheduled: meant, issued: row.issued, carried: this.isOpen && meant > row.issued ? meant - row.issued : 0n });
    must(this.pool >= 0n, 'the pool is never below zero');
  }

  /** Issued and burned of a row: exact, but for an atom where all share value burns (ENGINE A.1, A.8). */
  private check(row: NoonRow, price: bigint): void {
    const { isCapped, issued, burned } = this.world.fund.ran;
    const near = (a: bigint, b: bigint): boolean => a - b <= 1n && b - a <= 1n;
    must(row.price === price, `noon ${row.day} runs at the price of its day, ${price}`);
    must(isCapped ? near(row.issued, issued) : row.issued === issued, `noon ${row.day} issues ${issued}, not ${row.issued}`);
    must(near(row.burned, burned), `noon ${row.day} burns ${burned}, not ${row.burned}`);
  }
}
