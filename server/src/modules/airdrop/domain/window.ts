/**
 * The repurchase window (R4.8, DECISIONS N7): the noons at which a member takes part, as his purchases open and extend it.
 *
 * The first purchase of any amount opens `noons` noons from payment. Later ones accumulate, and with c the last noon run, L the last noon of the
 * window and k = floor(accumulated ÷ threshold):
 *
 *   k = 0   L stays
 *   k ≥ 1   L = min(c + mostNoons, max(c, L) + k·noons), and accumulated keeps the remainder; a paused member so resumes
 *   lapse   (the noon L runs) what had accumulated is lost; purchases while paused accumulate from there
 *
 * A window is a fold over purchases and nothing else, so what a refunded purchase did to it is undone exactly by folding the others again
 * (`windowOf`). Noons at which the member took part in the meantime have happened: the fold moves what is to come, never what was.
 */
import { assert } from '#kernel/assert.ts';

/** Nobody is eligible before a window opens. */
export const NEVER = -1;

export interface Window {
  /** Last noon at which the member takes part; NEVER before his first purchase. */
  readonly until: number;
  /** Fen spent towards the next extension since `accumulatedOn`. */
  readonly accumulated: bigint;
  /** The last noon run when something was last accumulated. */
  readonly accumulatedOn: number;
}

/** No purchase yet. */
export const CLOSED: Window = { until: NEVER, accumulated: 0n, accumulatedOn: NEVER };

/** What a purchase does to a window, whenever it takes effect. */
export interface Spending {
  readonly fen: bigint;
  /** What the member's level spends for one extension; null where the rules leave it unset: then the purchase changes nothing. */
  readonly thresholdFen: bigint | null;
  readonly noons: number;
  readonly mostNoons: number;
}

/** A purchase; `day` is the last noon run when it was paid, null for one that takes effect now. */
export interface Purchase extends Spending { readonly day: number | null }

/** What counts towards the next extension after the noon `day`: nothing that was spent before a lapse. */
export function accumulatedAt(window: Window, day: number): bigint {
  const lapsed = window.until <= day && window.accumulatedOn < window.until;
  return lapsed ? 0n : window.accumulated;
}

/** The window after a purchase paid when the noon `day` was the last run. Pure; every division rounds down and the remainder is kept. */
export function extend(window: Window, spending: Spending, day: number): Window {
  const { fen, thresholdFen, noons, mostNoons } = spending;
  assert(fen >= 0n && noons > 0 && mostNoons >= noons && (thresholdFen === null || thresholdFen > 0n), 'a window is extended by an amount and whole noons');
  if (window.until === NEVER) return { until: day + noons, accumulated: 0n, accumulatedOn: day };
  if (thresholdFen === null) return window;
  const sum = accumulatedAt(window, day) + fen;
  const k = sum / thresholdFen;
  const most = day + mostNoons;
  const wanted = k > BigInt(mostNoons) ? most : Math.max(day, window.until) + Number(k) * noons;
  // Rules may have shortened `mostNoons` since: what was bought under the old ones stays.
  const until = k === 0n ? window.until : Math.max(window.until, Math.min(most, wanted));
  return { until, accumulated: sum % thresholdFen, accumulatedOn: day };
}

/** The window that purchases make, in the order in which they were paid; `today` stands in for those that take effect now. */
export function windowOf(purchases: readonly Purchase[], today: number): Window {
  return purchases.reduce<Window>((window, purchase) => extend(window, purchase, purchase.day ?? today), CLOSED);
}
