/**
 * The fund once more, as a shopkeeper would do it by hand: every member in every noon, in exact fractions, O(members) and without one idea of
 * the real one. DECISIONS "Replay" says what each event means; this is its plain reading, against which the engine is compared to the atom.
 */

/** An exact fraction in lowest terms; `down` > 0. */
export interface Fraction { readonly up: bigint; readonly down: bigint }

function gcd(a: bigint, b: bigint): bigint {
  while (b !== 0n) [a, b] = [b, a % b];
  return a;
}

/** up ÷ down in lowest terms, for up ≥ 0 and down > 0. */
export function fraction(up: bigint, down = 1n): Fraction {
  const divisor = gcd(up, down) || 1n;
  return { up: up / divisor, down: down / divisor };
}

const add = (a: Fraction, b: Fraction): Fraction => fraction(a.up * b.down + b.up * a.down, a.down * b.down);
const subtract = (a: Fraction, b: Fraction): Fraction => fraction(a.up * b.down - b.up * a.down, a.down * b.down);
const multiply = (a: Fraction, b: Fraction): Fraction => fraction(a.up * b.up, a.down * b.down);
const divide = (a: Fraction, b: Fraction): Fraction => fraction(a.up * b.down, a.down * b.up);
const atLeast = (a: Fraction, b: Fraction): boolean => a.up * b.down >= b.up * a.down;
const floor = (a: Fraction): bigint => a.up / a.down;

const ZERO = fraction(0n);
/** Point atoms × price atoms ÷ this = share atoms. */
const PRICE_SCALE = 100_000_000n;

/** One event of a history; amounts in atoms. */
export type HistoryEvent =
  | { e: 'reg'; m: string; frozen: bigint }
  | { e: 'activate'; m: string }
  | { e: 'earn'; m: string; x: bigint }
  | { e: 'spend'; m: string; x: bigint }
  | { e: 'until'; m: string; day: number }
  | { e: 'noon'; day: number; A: bigint; price: bigint };

interface NaiveMember { shares: Fraction; points: Fraction; frozen: bigint; until: number }

export interface Balance { readonly shares: bigint; readonly points: bigint; readonly frozen: bigint }

/** A fund of exact fractions. */
export class NaiveFund {
  readonly members = new Map<string, NaiveMember>();
  noons = 0;
  /** Point atoms given out so far, exactly. */
  issued = ZERO;

  /** Applies one event. */
  apply(event: HistoryEvent): void {
    switch (event.e) {
      case 'reg':
        this.members.set(event.m, { shares: ZERO, points: ZERO, frozen: event.frozen, until: 0 });
        return;
      case 'noon':
        this.noon(event);
        return;
      case 'activate': {
        const member = this.touched(event.m, (found) => found.frozen > 0n);
        member.shares = add(member.shares, fraction(member.frozen));
        member.frozen = 0n;
        return;
      }
      case 'earn': {
        const member = this.touched(event.m);
        member.shares = add(member.shares, fraction(event.x));
        return;
      }
      case 'spend': {
        const member = this.touched(event.m);
        if (floor(member.shares) >= event.x) member.shares = subtract(member.shares, fraction(event.x));
        return;
      }
      case 'until': {
        const paused = (this.members.get(event.m)?.until ?? 0) <= this.noons;
        if (event.day <= this.noons) {
          if (!paused) this.touched(event.m, () => false).until = this.noons;
        } else {
          this.touched(event.m, () => paused).until = event.day;
        }
      }
    }
  }

  private touched(name: string, cuts: (member: NaiveMember) => boolean = () => true): NaiveMember {
    const member = this.members.get(name);
    if (!member) throw new Error(`no member ${name}`);
    if (cuts(member)) member.shares = fraction(floor(member.shares));
    return member;
  }

  private noon(event: { day: number; A: bigint; price: bigint }): void {
    this.noons = event.day;
    const eligible = [...this.members.values()].filter((member) => member.until >= event.day);
    const total = eligible.reduce((sum, member) => add(sum, member.shares), ZERO);
    if (total.up === 0n) return;
    const price = fraction(event.price, PRICE_SCALE);
    const asked = fraction(event.A);
    const over = event.price > 0n && atLeast(multiply(asked, price), total);
    const amount = over ? divide(total, price) : asked;
    this.issued = add(this.issued, amount);
    for (const member of eligible) {
      const points = divide(multiply(amount, member.shares), total);
      member.points = add(member.points, points);
      member.shares = subtract(member.shares, multiply(points, price));
    }
  }

  /** Shares, points so far and locked shares of every member, each cut to atoms. */
  balances(): Map<string, Balance> {
    return new Map([...this.members].map(([name, member]) =>
      [name, { shares: floor(member.shares), points: floor(member.points), frozen: member.frozen }]));
  }
}
