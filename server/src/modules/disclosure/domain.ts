/** Figures that everybody may see, and how they are computed from totals: pure. Points and share value in atoms, money in fen. */
import { mulDivFloor, PPM } from '#kernel/amount.ts';

/** What is told of the company, each text empty while it is not known. */
export interface Company {
  readonly name: string;
  /** Unified social credit code. */
  readonly licenceNumber: string;
  /** Record number of the site, and that of the police. */
  readonly recordNumber: string;
  readonly policeNumber: string;
  readonly address: string;
  readonly complaintPhone: string;
  readonly complaintEmail: string;
}

const FEN_PER_POINT_AND_PRICE = 10n ** 14n;

/** Worth in fen of points at a price: atoms of 1e-8 points × 1e-8 yuan a point, rounded down. */
export function worthFen(points: bigint, price: bigint): bigint {
  return mulDivFloor(points, price, FEN_PER_POINT_AND_PRICE);
}

/** What has been earned for every yuan that circulating points are said to be worth, in ppm, rounded down; null while they are worth nothing. */
export function coveragePpm(earnedFen: bigint, claimedFen: bigint): bigint | null {
  return claimedFen === 0n ? null : mulDivFloor(earnedFen < 0n ? 0n : earnedFen, PPM, claimedFen);
}

/**
 * After how many noons like the last half of a share value is burned: ln 2 ÷ −ln(1 − burned ÷ eligible), rounded up; null when nothing burns,
 * for then it never is (ENGINE A: every noon burns the same share of all that is eligible).
 */
export function noonsToHalf(noon: { readonly burned: bigint; readonly eligible: bigint }): number | null {
  if (noon.burned === 0n || noon.eligible === 0n) return null;
  if (noon.burned >= noon.eligible) return 1;
  const share = Number(mulDivFloor(noon.burned, 10n ** 12n, noon.eligible)) / 1e12;
  return share === 0 ? null : Math.ceil(Math.LN2 / -Math.log1p(-share));
}
