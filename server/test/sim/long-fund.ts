/**
 * The fund by hand once more, for histories too long for exact fractions, whose denominators double with every noon: the same plain reading as
 * NaiveFund, member by member, in decimals of 150 places. What is within 10^-60 of a whole atom counts as that atom; fund.sim.test.ts holds the two
 * equal. It shares no idea with the real fund: no units, no index, no cohorts.
 */
import type { Balance, HistoryEvent } from './naive-fund.ts';

const ONE = 10n ** 150n;
/** Far above what 10^5 cut divisions may be off, far below any amount that means something. */
const NEAR = 10n ** 90n;
/** Point atoms × price atoms ÷ this = share atoms. */
const PRICE_SCALE = 100_000_000n;

interface Member { shares: bigint; points: bigint; frozen: bigint; until: number }

const floor = (value: bigint): bigint => (value + NEAR) / ONE;

/** A fund of long decimals; amounts inside are atoms × 10^150. */
export class LongFund {
  readonly members = new Map<string, Member>();
  /** The last noon that ran. */
  noons: number;
  /** What the last noon did, cut to atoms; capped when all share value burned. */
  ran = { isCapped: false, issued: 0n, burned: 0n };

  constructor(noons = 0) {
    this.noons = noons;
  }

  /** Applies one event. */
  apply(event: HistoryEvent): void {
    switch (event.e) {
      case 'reg':
        this.members.set(event.m, { shares: 0n, points: 0n, frozen: event.frozen, until: -1 });
        return;
      case 'noon':
        this.noon(event);
        return;
      case 'activate': {
        const member = this.get(event.m);
        if (member.frozen === 0n) return;
        member.shares = (floor(member.shares) + member.frozen) * ONE;
        member.frozen = 0n;
        return;
      }
      case 'earn': {
        const member = this.get(event.m);
        member.shares = (floor(member.shares) + event.x) * ONE;
        return;
      }
      case 'spend': {
        const member = this.get(event.m);
        const whole = floor(member.shares);
        member.shares = (whole >= event.x ? whole - event.x : whole) * ONE;
        return;
      }
      case 'until': {
        const member = this.get(event.m);
        const paused = member.until <= this.noons;
        if (event.day > this.noons) {
          if (paused) member.shares = floor(member.shares) * ONE;
          member.until = event.day;
        } else if (!paused) member.until = this.noons;
      }
    }
  }

  /** Shares, points so far and locked shares of a member, cut to atoms. */
  balance(name: string): Balance {
    const { shares, points, frozen } = this.get(name);
    return { shares: floor(shares), points: floor(points), frozen };
  }

  /** Every member's. */
  balances(): Map<string, Balance> {
    return new Map([...this.members.keys()].map((name) => [name, this.balance(name)]));
  }

  until(name: string): number {
    return this.get(name).until;
  }

  isEligible(name: string): boolean {
    return this.get(name).until > this.noons;
  }

  /** Σ shares that the next noon counts, cut once. */
  eligibleShares(): bigint {
    let total = 0n;
    for (const member of this.members.values()) if (member.until > this.noons) total += member.shares;
    return floor(total);
  }

  private get(name: string): Member {
    const member = this.members.get(name);
    if (!member) throw new Error(`no member ${name}`);
    return member;
  }

  private noon(event: { day: number; A: bigint; price: bigint }): void {
    this.noons = event.day;
    const eligible = [...this.members.values()].filter((member) => member.until >= event.day);
    const total = eligible.reduce((sum, member) => sum + member.shares, 0n);
    this.ran = { isCapped: false, issued: 0n, burned: 0n };
    if (total === 0n) return;
    const asked = event.A * ONE;
    const over = event.price > 0n && (asked * event.price) / PRICE_SCALE + NEAR >= total;
    const amount = over ? (total * PRICE_SCALE) / event.price : asked;
    this.ran = { isCapped: over, issued: floor(amount), burned: floor(over ? total : (amount * event.price) / PRICE_SCALE) };
    for (const member of eligible) {
      const points = (amount * member.shares) / total;
      member.points += points;
      member.shares = over ? 0n : member.shares - (points * event.price) / PRICE_SCALE;
    }
  }
}
