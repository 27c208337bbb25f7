/** Life cycles, refusals and the planning of a checkout: pure. Amounts are fen and share atoms; instants are business time. */
import type { REFUND_STAGES } from '#app/events.ts';
import { assert } from '#kernel/assert.ts';
import { defineRefusals } from '#kernel/errors.ts';
import { allows, type Transitions } from '#kernel/state-machine.ts';

/** A checkout has this long to be paid, in business time (R1.4). */
export const PAY_WITHIN_MS = 30 * 60_000;
/** Receipt counts as confirmed this long after shipping (R1.4). */
export const CONFIRM_AFTER_MS = 7 * 86_400_000;
/** After-sales close this long after confirmation: the seven days in which goods go back without a reason (consumer law 25, DECISIONS N8). */
export const AFTER_SALES_MS = 7 * 86_400_000;
/** A flow over several buckets that has not ended by then is finished or undone by the sweep. */
export const FLOW_WITHIN_MS = 60_000;
export const MAX_LINES = 50;
export const MAX_QUANTITY = 999;

export type OrderState = 'placed' | 'paid' | 'shipped' | 'confirmed' | 'cancelled' | 'refunded';
export const ORDER_STATES = ['placed', 'paid', 'shipped', 'confirmed', 'cancelled', 'refunded'] as const satisfies readonly OrderState[];

/** The life cycle of an order; who may have it refunded, and why, belongs to after-sales. */
export const ORDER_TRANSITIONS: Transitions<OrderState> = {
  placed: ['paid', 'cancelled'],
  paid: ['shipped', 'refunded'],
  shipped: ['confirmed', 'refunded'],
  confirmed: ['refunded'],
  cancelled: [],
  refunded: [],
};

/** How far an order had come when its money went back. */
export type RefundStage = (typeof REFUND_STAGES)[number];

/** The stage at which an order in this state would be refunded; undefined when it cannot be. */
export function refundStageOf(state: OrderState): RefundStage | undefined {
  if (!allows(ORDER_TRANSITIONS, { from: state, to: 'refunded' })) return undefined;
  return state === 'paid' ? 'unshipped' : state === 'shipped' ? 'shipped' : 'confirmed';
}

export type CheckoutState = 'placing' | 'releasing' | 'awaitingPayment' | 'paid' | 'closed';

/** The life cycle of a checkout. `placing` and `releasing` exist only for checkouts served from several buckets; a released one is gone. */
export const CHECKOUT_TRANSITIONS: Transitions<CheckoutState> = {
  placing: ['awaitingPayment', 'releasing'],
  releasing: [],
  awaitingPayment: ['paid', 'closed'],
  paid: [],
  closed: [],
};

/** The state of a checkout as its member sees it. */
export type ShownCheckoutState = 'placed' | 'awaitingPayment' | 'paid' | 'closed';
export const SHOWN_CHECKOUT_STATE: Readonly<Record<CheckoutState, ShownCheckoutState>> = {
  placing: 'placed', awaitingPayment: 'awaitingPayment', paid: 'paid', closed: 'closed', releasing: 'closed',
};

export const errors = defineRefusals('orders', {
  /** Some goods are not on sale (any more). */
  notOnSale: 409,
  /** Named SKUs are short; nothing was placed. */
  outOfStock: 409,
  /** The total the member saw is not today's. */
  priceChanged: 409,
  /** More pieces than one checkout takes. */
  tooMany: 400,
  /** The cart holds no more lines. */
  cartFull: 409,
  /** The key was used before with another input. */
  keyReused: 409,
  /** The same key is being placed right now. */
  inProgress: 409,
  checkoutNotFound: 404,
  /** Paid or closed: it can be neither cancelled nor paid. */
  checkoutNotOpen: 409,
  orderNotFound: 404,
  /** Only shipped orders can be confirmed. */
  notShipped: 409,
  /** Only paid orders can be shipped. */
  notPaid: 409,
  /** Fewer pieces are left than shall be taken away, or more would be there than can be counted. */
  stockOutOfRange: 409,
  /** An order in this state cannot be refunded (any more). */
  notRefundable: 409,
  /** While an after-sales case is open receipt is not confirmed. */
  caseOpen: 409,
});

export type Zone = 'ordinary' | 'vip';
export const ZONE_CODES: readonly Zone[] = ['ordinary', 'vip'];

/** What the catalogue sells under a SKU just now. `bucket` is the fulfiller's; `unitSv` is what one piece grants before the zone's multiple. */
export interface Offer {
  readonly productId: bigint;
  readonly skuId: bigint;
  readonly bucket: number;
  readonly supplierId: bigint | null;
  readonly unitFen: bigint;
  readonly supplyFen: bigint;
  readonly unitSv: bigint;
  readonly zone: Zone;
}

export interface Line extends Offer {
  readonly quantity: number;
}

/** What one fulfiller in one bucket serves of a checkout. */
export interface Part {
  readonly bucket: number;
  readonly supplierId: bigint | null;
  readonly totalFen: bigint;
  readonly lines: readonly Line[];
}

export interface Plan {
  readonly totalFen: bigint;
  /** In order of bucket and supplier, so that every flow takes its lanes in the same order. */
  readonly parts: readonly Part[];
}

/** Fen of a line: unit price × quantity. */
export function lineFen(line: { readonly unitFen: bigint; readonly quantity: number }): bigint {
  return line.unitFen * BigInt(line.quantity);
}

/** Fen of an order: Σ of its lines. */
export function orderFen(lines: readonly { readonly unitFen: bigint; readonly quantity: number }[]): bigint {
  let total = 0n;
  for (const line of lines) total += lineFen(line);
  return total;
}

function makePart(lines: readonly Line[]): Part {
  const [first] = lines;
  assert(first !== undefined, 'a part has a line');
  return { bucket: first.bucket, supplierId: first.supplierId, totalFen: orderFen(lines), lines };
}

/** One line a SKU, in order of SKU: the same goods asked for twice are one line. */
function mergeLines(lines: readonly Line[]): Line[] {
  const bySku = new Map<bigint, Line>();
  for (const line of lines) {
    const earlier = bySku.get(line.skuId);
    bySku.set(line.skuId, earlier ? { ...line, quantity: earlier.quantity + line.quantity } : line);
  }
  return [...bySku.values()].sort((a, b) => (a.skuId < b.skuId ? -1 : 1));
}

/** Splits what is bought into parts by fulfiller and bucket; line, order and checkout totals agree. */
export function planCheckout(asked: readonly Line[]): Plan {
  assert(asked.length > 0, 'a checkout has a line');
  const [only] = asked;
  if (asked.length === 1 && only) {
    const part = makePart([only]);
    return { totalFen: part.totalFen, parts: [part] };
  }
  const groups = new Map<string, Line[]>();
  for (const line of mergeLines(asked)) {
    const key = `${line.bucket} ${line.supplierId ?? ''}`;
    const group = groups.get(key);
    if (group) group.push(line);
    else groups.set(key, [line]);
  }
  const parts = [...groups.values()].map(makePart)
    .sort((a, b) => a.bucket - b.bucket || ((a.supplierId ?? 0n) < (b.supplierId ?? 0n) ? -1 : 1));
  const totalFen = orderFen(asked);
  assert(parts.reduce((sum, part) => sum + part.totalFen, 0n) === totalFen, 'the orders of a checkout sum to its total');
  return { totalFen, parts };
}

/** What a member may be offered: paying and withdrawing a checkout, confirming receipt, his money back before shipping, an after-sales case. */
export const ORDER_ACTIONS = ['pay', 'cancel', 'confirm', 'refund', 'afterSales'] as const;
export type OrderAction = (typeof ORDER_ACTIONS)[number];

/** Until when an after-sales case may be opened; null when no time is set, since the order is not confirmed. */
export function afterSalesUntil(order: { readonly confirmedAt: Date | null }): Date | null {
  return order.confirmedAt && new Date(order.confirmedAt.getTime() + AFTER_SALES_MS);
}

/** What the member may do with an order now. */
export function actionsOf(order: { readonly state: OrderState; readonly confirmedAt: Date | null; readonly heldAt: Date | null }, now: Date): readonly OrderAction[] {
  const until = afterSalesUntil(order);
  switch (order.state) {
    case 'placed': return ['pay', 'cancel'];
    case 'paid': return ['refund'];
    case 'shipped': return order.heldAt ? [] : ['confirm', 'afterSales'];
    case 'confirmed': return until && now < until && !order.heldAt ? ['afterSales'] : [];
    default: return [];
  }
}

/** Couriers by the code that orders keep; their names stand in texts.json as `carrier.<code>`. */
export const CARRIERS = ['sf', 'jd', 'ems', 'zto', 'yto', 'sto', 'yunda', 'jt', 'deppon', 'other'] as const;
export type Carrier = (typeof CARRIERS)[number];

/** A tracking number without spaces and in capitals; undefined when it cannot be one: 6 to 32 letters, digits or dashes with 4 digits or more. */
export function tidyTrackingNumber(text: string): string | undefined {
  const tidy = text.replaceAll(/\s/g, '').toUpperCase();
  return /^[A-Z0-9-]{6,32}$/.test(tidy) && tidy.replaceAll(/\D/g, '').length >= 4 ? tidy : undefined;
}

/** Who delivers sees the recipient while the parcel is to be shipped, and for this long after shipping. */
export const CONTACT_VISIBLE_MS = 90 * 86_400_000;

/** Whether those who ship may see the recipient of an order now (ARCHITECTURE 4.10). */
export function contactVisible(order: { readonly state: OrderState; readonly shippedAt: Date | null }, now: Date): boolean {
  if (order.state === 'paid') return true;
  return order.shippedAt !== null && now.getTime() - order.shippedAt.getTime() <= CONTACT_VISIBLE_MS;
}

/** Why stock is changed by hand. `initial`: the first pieces of approved goods. */
export const STOCK_REASONS = ['received', 'counted', 'damaged', 'returned', 'other'] as const;
export type StockReason = (typeof STOCK_REASONS)[number];
