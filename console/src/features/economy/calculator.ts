/** The arithmetic of the price page that needs no server: the way back from a yield to a price, changes, and where a marker stands. */

const PPM = 1_000_000n;

/** The price (1e-8 yuan a point) at which releasing `amountPts` burns `yieldPpm` of `eligibleSv`: yield × ΣSV ÷ D, cut (R5.4); undefined when nothing is released. */
export function priceForYield(input: { readonly yieldPpm: number; readonly eligibleSv: string; readonly amountPts: string }): string | undefined {
  const amount = BigInt(input.amountPts);
  if (amount <= 0n || input.yieldPpm <= 0) return undefined;
  // Shares and points have 8 decimals alike, so only the price's own 8 remain.
  return ((BigInt(input.yieldPpm) * BigInt(input.eligibleSv) * 100_000_000n) / (PPM * amount)).toString();
}

/** Change from `before` to `after` in ppm of `before`, towards zero; undefined when there is nothing to compare with. */
export function changePpm(before: string | null | undefined, after: string): number | undefined {
  if (before === null || before === undefined || BigInt(before) === 0n) return undefined;
  return Number(((BigInt(after) - BigInt(before)) * PPM) / BigInt(before));
}

/** Where a yield stands on a scale from 0 to twice the top of the band, in per cent; what lies beyond stands at the end. */
export function scalePosition(yieldPpm: number, highPpm: number): { readonly percent: number; readonly beyond: boolean } {
  const end = highPpm * 2;
  if (end <= 0) return { percent: 0, beyond: yieldPpm > 0 };
  return { percent: Math.min(100, Math.max(0, (yieldPpm / end) * 100)), beyond: yieldPpm > end };
}

/** Whether a yield is below, within or above the band. */
export function placeInBand(yieldPpm: number, band: { readonly lowPpm: number; readonly highPpm: number }): 'below' | 'within' | 'above' {
  if (yieldPpm < band.lowPpm) return 'below';
  return yieldPpm > band.highPpm ? 'above' : 'within';
}

/** Atoms with 8 decimals as a number for a chart axis; screens show the exact text beside it. */
export function chartNumber(atoms: string): number {
  return Number(BigInt(atoms)) / 1e8;
}
