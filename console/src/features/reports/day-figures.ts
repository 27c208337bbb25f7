/** Amounts as a chart draws them: whole units, cut so that they fit a floating point number. Tables show them exactly. */

/** Atoms in units for drawing, six decimals kept; null stays null. */
export function chartUnits(atoms: string | null, decimals: number): number | null {
  if (atoms === null) return null;
  const kept = Math.min(decimals, 6);
  return Number(BigInt(atoms) / 10n ** BigInt(decimals - kept)) / 10 ** kept;
}
