/**
 * What happens in the demo's fourteen days, worked out beforehand from a fixed seed: who joins whom and when, who buys what kind of thing, when it is
 * shipped and confirmed. Pure: times are milliseconds since the beginning of the history. Members are numbers from 0.
 */
import { FRESH_VIP, PARTNER, REGISTERED } from './accounts.ts';

export const DAYS = 14;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export interface Join {
  readonly member: number;
  /** Null for the first. */
  readonly inviter: number | null;
  readonly at: number;
}

export interface Purchase {
  readonly member: number;
  readonly kind: 'package' | 'bigPackage' | 'ordinary';
  /** Chooses among the products of the kind. */
  readonly pick: number;
  readonly quantity: number;
  readonly at: number;
  /** Null: stays unpaid, unshipped or unconfirmed at the end, or is confirmed by time. */
  readonly paidAt: number | null;
  readonly shippedAt: number | null;
  readonly confirmedAt: number | null;
}

export interface History {
  readonly joins: readonly Join[];
  readonly purchases: readonly Purchase[];
}

/** A small generator (mulberry32): the same numbers on every machine. */
export function makeDice(seed: number): { below(n: number): number } {
  let state = seed;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return { below: (n) => Math.floor(next() * n) };
}

type Dice = ReturnType<typeof makeDice>;

/** Members 0…270 are the least a partner needs (N23): 1 + 2 + 4 + 4 × 66. The others stand anywhere below the pioneers. */
const PIONEERS = 31;
const TEAM = 271;
export const MEMBERS = 300;

function inviterOf(member: number, dice: Dice): number | null {
  if (member === PARTNER) return null;
  if (member <= 2) return PARTNER;
  if (member <= 6) return member <= 4 ? 1 : 2;
  if (member < PIONEERS) return 3 + Math.floor((member - 7) / 6);
  // Ten below each of the 24 direct referees of the four shopkeepers.
  if (member < TEAM) return 7 + ((member - PIONEERS) % 24);
  return member >= FRESH_VIP ? 7 : dice.below(PIONEERS);
}

/** The first 31 come within the first hours, one generation after the other; the teams grow from the first evening to the twelfth day. */
function joinAt(member: number, dice: Dice): number {
  const wave = member === 0 ? 0 : member <= 2 ? 1 : member <= 6 ? 2 : 3;
  if (member < PIONEERS) return 10 * MINUTE + wave * 40 * MINUTE;
  if (member < TEAM) return 8 * HOUR + Math.floor(((member - PIONEERS) * 11.3 * DAY) / (TEAM - PIONEERS)) + dice.below(3 * HOUR);
  if (member === FRESH_VIP) return 12 * DAY + 5 * HOUR;
  if (member === REGISTERED) return 13 * DAY + 20 * HOUR;
  return DAY + dice.below(12 * DAY);
}

/** The first purchase of a member: pioneers and teams buy a package, of the others a third only registers and a third buys ordinary goods. */
function firstPurchase(join: Join, dice: Dice): Purchase | undefined {
  const { member, at } = join;
  const pick = dice.below(1_000);
  const basics = { member, pick, quantity: 1, at: at + 2 * MINUTE, paidAt: at + 3 * MINUTE };
  if (member < PIONEERS) return { ...basics, kind: member <= 6 ? 'bigPackage' : 'package', shippedAt: at + 8 * MINUTE, confirmedAt: at + 30 * MINUTE };
  const shippedAt = at + 2 * HOUR + dice.below(4 * HOUR);
  const confirmedAt = shippedAt + 14 * HOUR + dice.below(12 * HOUR);
  if (member < TEAM) return { ...basics, kind: member % 40 === 0 ? 'bigPackage' : 'package', shippedAt, confirmedAt };
  if (member === REGISTERED) return undefined;
  if (member === FRESH_VIP) return { ...basics, kind: 'package', shippedAt: at + 2 * HOUR, confirmedAt: at + 15 * HOUR };
  if (member % 3 === 0) return undefined;
  return { ...basics, kind: member % 3 === 1 ? 'ordinary' : 'package', shippedAt, confirmedAt };
}

/** Everyday purchases tried each day; those whose buyer has not joined yet fall away. */
const EVERYDAY = 26;

/** Everyday purchases of members who are there already; the newest are still on their way, or not yet shipped, when the history ends. */
function everyday(joins: readonly Join[], dice: Dice): Purchase[] {
  const purchases: Purchase[] = [];
  for (let day = 0; day < DAYS; day++) {
    for (let i = 0; i < EVERYDAY; i++) {
      const at = day * DAY + 5 * HOUR + dice.below(16 * HOUR);
      const join = joins[dice.below(joins.length)];
      const [pick, quantity, mood] = [dice.below(1_000), 1 + dice.below(3), dice.below(20)];
      const shipping = 3 * HOUR + dice.below(20 * HOUR);
      const travelling = DAY + dice.below(2 * DAY);
      if (!join || join.at + DAY > at || join.member >= FRESH_VIP) continue;
      const paidAt = mood === 0 ? null : at + MINUTE;
      const shippedAt = paidAt === null ? null : at + shipping;
      // One in six leaves it to time to confirm.
      const confirmedAt = shippedAt === null || mood % 6 === 1 ? null : shippedAt + travelling;
      purchases.push({ member: join.member, kind: 'ordinary', pick, quantity, at, paidAt, shippedAt, confirmedAt });
    }
  }
  return purchases;
}

/** What every screen needs at the end: orders to pay, to ship and to receive, also of the members who are named at start. */
function unfinished(dice: Dice): Purchase[] {
  const end = DAYS * DAY;
  const order = (member: number, at: number, until: 'placed' | 'paid' | 'shipped'): Purchase => ({
    member, kind: 'ordinary', pick: dice.below(1_000), quantity: 1 + dice.below(2), at, confirmedAt: null,
    paidAt: until === 'placed' ? null : at + MINUTE, shippedAt: until === 'shipped' ? at + 2 * HOUR : null,
  });
  return [
    ...[PARTNER, FRESH_VIP, 5, 12, 40].map((member) => order(member, end - 6 * MINUTE, 'placed')),
    ...[PARTNER, FRESH_VIP, 3, 9, 17, 33, 58, 71].map((member) => order(member, end - 50 * MINUTE, 'paid')),
    ...[PARTNER, FRESH_VIP, 4, 8, 21, 36, 64, 90].map((member) => order(member, end - 9 * HOUR, 'shipped')),
  ];
}

/** The whole history; the same for the same seed. */
export function planHistory(seed: number): History {
  const dice = makeDice(seed);
  const joins = Array.from({ length: MEMBERS }, (_, member): Join => ({ member, inviter: inviterOf(member, dice), at: joinAt(member, dice) }));
  const purchases = [...joins.flatMap((join) => firstPurchase(join, dice) ?? []), ...everyday(joins, dice), ...unfinished(dice)];
  return { joins, purchases };
}
