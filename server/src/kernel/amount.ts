/**
 * Amounts are integers of the asset's smallest unit (atoms): CNY 1e-2 yuan (fen), PTS and SV 1e-8.
 * A guide price is 1e-8 yuan a point. Every division names its rounding; every split sums to the whole.
 */
import { assert } from './assert.ts';

export type Asset = 'CNY' | 'PTS' | 'SV';
export const DECIMALS: Record<Asset, number> = { CNY: 2, PTS: 8, SV: 8 };
export const ONE_POINT = 100_000_000n;
export const ONE_SHARE = 100_000_000n;
/** Atoms of share value that one fen is worth at face value (1 SV = 1 yuan, R4.7.6). */
export const SHARE_ATOMS_PER_FEN = 1_000_000n;
/** Guide prices have this many decimals, in yuan a point (DECISIONS N1). */
export const PRICE_DECIMALS = 8;
export const PPM = 1_000_000n;

/** floor(a·b ÷ divisor) for divisor > 0; exact for any size and sign. */
export function mulDivFloor(a: bigint, b: bigint, divisor: bigint): bigint {
  assert(divisor > 0n, 'divisor is positive');
  const product = a * b;
  const quotient = product / divisor;
  return product % divisor < 0n ? quotient - 1n : quotient;
}

/** ceil(a·b ÷ divisor) for divisor > 0; exact for any size and sign. */
export function mulDivCeil(a: bigint, b: bigint, divisor: bigint): bigint {
  return -mulDivFloor(-a, b, divisor);
}

/**
 * Splits `total` (≥ 0) in proportion to `weights` (≥ 0, not all zero) by largest remainder, ties to the earlier part.
 * The parts sum to `total` by construction.
 */
export function allocate(total: bigint, weights: readonly bigint[]): bigint[] {
  const sum = weights.reduce((a, b) => a + b, 0n);
  assert(total >= 0n && sum > 0n && weights.every((w) => w >= 0n), 'allocate: total and weights are not negative, some weight is positive');
  const parts = weights.map((w) => (total * w) / sum);
  let left = total - parts.reduce((a, b) => a + b, 0n);
  const byRemainder = weights
    .map((w, index) => ({ index, remainder: (total * w) % sum }))
    .sort((a, b) => (a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1));
  for (const { index } of byRemainder) {
    if (left === 0n) break;
    parts[index] = (parts[index] ?? 0n) + 1n;
    left -= 1n;
  }
  assert(parts.reduce((a, b) => a + b, 0n) === total, 'allocate: parts sum to the whole');
  return parts;
}

/** Parses a plain decimal ("12", "-0.5") into atoms of `decimals` places; undefined when malformed or finer than an atom. */
export function parseAtoms(text: string, decimals: number): bigint | undefined {
  const match = /^(-?)(\d{1,30})(?:\.(\d{1,30}))?$/.exec(text);
  if (!match) return undefined;
  const fraction = match[3] ?? '';
  if (fraction.length > decimals) return undefined;
  const atoms = BigInt((match[2] ?? '0') + fraction.padEnd(decimals, '0'));
  return match[1] === '-' ? -atoms : atoms;
}

/** Atoms as a plain decimal with all its places: formatAtoms(39900n, 2) is "399.00". */
export function formatAtoms(atoms: bigint, decimals: number): string {
  const digits = (atoms < 0n ? -atoms : atoms).toString().padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  return `${atoms < 0n ? '-' : ''}${whole}${decimals > 0 ? `.${digits.slice(-decimals)}` : ''}`;
}
