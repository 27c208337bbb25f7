/**
 * The plan cut into slots of time. People join and order at their own times; parcels leave and receipts are confirmed at the end of the slot, since
 * applying what happened costs the same for one order as for fifty. Pure.
 */
import { DAY, DAYS, type History, type Join } from './plan.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const END = DAYS * DAY;
/** Orders closer than this are placed together. */
const TOGETHER = 25 * MINUTE;

/** Newcomers and orders (by their index in the plan) of one moment. Paid at once unless the plan leaves them unpaid: an unpaid checkout closes after half an hour. */
export interface Moment {
  readonly at: number;
  readonly joins: readonly Join[];
  readonly places: readonly number[];
}

export interface Slot {
  /** Milliseconds since the beginning at which the slot ends. */
  readonly at: number;
  readonly moments: readonly Moment[];
  readonly ships: readonly number[];
  readonly confirms: readonly number[];
}

/** The end of the slot that holds `at`: the first hours and the last are cut finely, the days between coarsely. */
export function slotOf(at: number): number {
  const size = at < 4 * HOUR ? 10 * MINUTE : at > END - 90 * MINUTE ? 10 * MINUTE : 8 * HOUR;
  return Math.min((Math.floor(at / size) + 1) * size, END);
}

interface Deed { readonly at: number; readonly join?: Join; readonly place?: number }

/** The slots in order. What the plan dates after the end never happens. */
export function cutIntoSlots({ joins, purchases }: History): Slot[] {
  const slots = new Map<number, { deeds: Deed[]; ships: number[]; confirms: number[] }>();
  const slotAt = (at: number) => {
    const key = slotOf(at);
    const slot = slots.get(key) ?? { deeds: [], ships: [], confirms: [] };
    slots.set(key, slot);
    return slot;
  };
  const happens = (at: number | null): at is number => at !== null && at < END;
  for (const join of joins) slotAt(join.at).deeds.push({ at: join.at, join });
  for (const [index, purchase] of purchases.entries()) {
    if (!happens(purchase.at)) continue;
    slotAt(purchase.at).deeds.push({ at: purchase.at, place: index });
    if (happens(purchase.shippedAt)) slotAt(purchase.shippedAt).ships.push(index);
    if (happens(purchase.confirmedAt)) slotAt(purchase.confirmedAt).confirms.push(index);
  }
  return [...slots].sort(([a], [b]) => a - b).map(([at, { deeds, ships, confirms }]) => ({ at, ships, confirms, moments: cutIntoMoments(deeds) }));
}

/** Deeds in order of time, those close to each other together at the time of the last. */
function cutIntoMoments(deeds: readonly Deed[]): Moment[] {
  const moments: { first: number; at: number; joins: Join[]; places: number[] }[] = [];
  for (const { at, join, place } of deeds.toSorted((a, b) => a.at - b.at)) {
    let moment = moments.at(-1);
    if (!moment || at - moment.first > TOGETHER) {
      moment = { first: at, at, joins: [], places: [] };
      moments.push(moment);
    }
    moment.at = at;
    if (join) moment.joins.push(join);
    if (place !== undefined) moment.places.push(place);
  }
  return moments.map(({ at, joins, places }) => ({ at, joins, places }));
}
