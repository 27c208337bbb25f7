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

/** What one gift has become, as a thing of its own inside a member's share value; atoms × 10^150. */
export interface Part { shares: bigint; points: bigint }
interface Member { shares: bigint; points: bigint; frozen: bigint; until: number; readonly parts: Set<Part> }

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
        this.members.set(event.m, { shares: 0n, points: 0n, frozen: event.frozen, until: -1, parts: new Set() });
        return;
      case 'noon':
        this.noon(event);
        return;
      case 'activate': {
        const member = this.get(event.m);
        if (member.frozen === 0n) return;
        this.cut(event.m);
        member.shares += member.frozen * ONE;
        member.frozen = 0n;
        return;
      }
      case 'earn': {
        this.cut(event.m);
        this.get(event.m).shares += event.x * ONE;
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
          if (paused) this.cut(event.m);
          member.until = event.day;
        } else if (!paused) member.until = this.noons;
      }
    }
  }

  /** A touch: share value is cut to atoms, and every part of it in proportion. */
  cut(name: string): void {
    const member = this.get(name);
    const whole = floor(member.shares) * ONE;
    if (whole === member.shares) return;
    for (const part of member.parts) part.shares = (part.shares * whole) / member.shares;
    member.shares = whole;
  }

  /** As `earn`, remembering the gift so that it can be taken back. */
  give(name: string, x: bigint): Part {
    this.apply({ e: 'earn', m: name, x });
    return this.follow(name, x);
  }

  /** As `activate`, remembering what was unlocked; undefined when nothing was locked. */
  unlock(name: string): Part | undefined {
    const { frozen } = this.get(name);
    if (frozen === 0n) return undefined;
    this.apply({ e: 'activate', m: name });
    return this.follow(name, frozen);
  }

  private follow(name: string, x: bigint): Part {
    const part: Part = { shares: x * ONE, points: 0n };
    this.get(name).parts.add(part);
    return part;
  }

  /** A touch that takes a gift back: what is left of it and what it earned, each cut to atoms, which are returned; `locks` are locked again. */
  takeBack(name: string, part: Part, locks = 0n): { shares: bigint; points: bigint } {
    this.cut(name);
    const member = this.get(name);
    if (!member.parts.delete(part)) throw new Error(`${name} has no such part`);
    const taken = { shares: floor(part.shares), points: floor(part.points) };
    member.shares -= taken.shares * ONE;
    member.points -= taken.points * ONE;
    member.frozen += locks;
    return taken;
  }

  /** A touch that moves the last noon, for noons to come, wherever it was. */
  moveWindow(name: string, day: number): void {
    this.cut(name);
    this.get(name).until = day;
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
      // A part earns and burns as if it were a member.
      for (const part of member.parts) {
        const earned = (amount * part.shares) / total;
        part.points += earned;
        part.shares = over ? 0n : part.shares - (earned * event.price) / PRICE_SCALE;
      }
    }
  }
}
