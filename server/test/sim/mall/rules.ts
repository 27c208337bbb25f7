/**
 * The member's deal as it is written (REQUIREMENTS R4.1–R4.3, R4.7, R4.10, DECISIONS N2–N22), said as plainly as possible and without a word of the
 * engine's code: whoever changes the engine must not have to change this page, unless the rules themselves change.
 */
export const LEVELS = ['registered', 'patron', 'vip', 'shopkeeper', 'dealer', 'partner'] as const;
export type Level = (typeof LEVELS)[number];
export const at = (level: Level): number => LEVELS.indexOf(level);

export const SHARE = 100_000_000n;
/** R4.1.2. */
export const REGISTER_BONUS = 300n * SHARE;
/** R4.10.2. */
export const ACTIVATION_BONUS = 100n * SHARE;
/** Percent of the buyer's gain for a direct referrer who may share (R4.10.3), and a level's differential percent (R4.3.3–5). */
export const DIRECT = 40n;
export const EXTRA: Readonly<Record<Level, bigint>> = { registered: 0n, patron: 0n, vip: 0n, shopkeeper: 10n, dealer: 15n, partner: 20n };
/** All referrers of an order together (N5). */
export const TOP = 60n;
/** Share value for an SV of the goods (R4.2.2, R4.2.3). */
export const MULTIPLE = { ordinary: 1n, vip: 2n } as const;
export type Zone = keyof typeof MULTIPLE;

export const TOTAL_SUPPLY = 2_500_000n * SHARE;
export const FOUNDERS = 675_000n * SHARE;
/** Points a day (N2). */
export const DAILY = 1_000n * SHARE;
/** N3 with nothing consumed: 10^10 yuan over 2,500,000 points, in 1e-8 yuan. */
export const CEILING = 4_000n * SHARE;
/** A demo opens once a scheduled day burns no more than a thousandth of the eligible share value (N22). */
export const OPENS_AT = 1_000n;
export const DAYS_AHEAD = 7;

const MINUTE = 60_000;
export const DAY = 1_440 * MINUTE;
export const PAY_WITHIN = 30 * MINUTE;
export const CONFIRM_AFTER = 7 * DAY;
export const DOUBT_AFTER = MINUTE;
export const DOUBTS = 5;
export const APPROVAL_LIFE = DAY;
/** After-sales close this long after receipt (N8). */
export const AFTER_SALES = 7 * DAY;

/**
 * What a level takes above VIP. A mall of some hundred members would hardly see a shopkeeper with the seed's 6 and 66 (N23), so the numbers, which
 * are parameters (R4.0.1), are eased; 2 and 2 of dealer and partner stand.
 */
export const NEEDS = { directVips: 2, teamVips: 3, directShopkeepers: 2, directDealers: 2 } as const;
/** Noons that the first purchase opens and a threshold adds, and the most that lie ahead (N7): eased from 30 and 90, so that windows lapse and fill in a short history. */
export const WINDOW = 4;
export const MOST = 10;
/** Fen that a level spends for one extension; the source leaves the amounts open (R4.8.1), and one stays unset. */
export const SPENDING: Readonly<Record<Level, bigint | null>> = { registered: 20_000n, patron: 20_000n, vip: 60_000n, shopkeeper: 90_000n, dealer: 120_000n, partner: null };
/** Days after confirmation until an order is granted (N20), in half of the histories. */
export const MATURITY_DAYS = 2;
/** The same as parameters of a rule pack. */
export const EASED: Readonly<Record<string, string>> = {
  'level.shopkeeper.direct_vip': String(NEEDS.directVips), 'level.shopkeeper.team_vip': String(NEEDS.teamVips), 'repurchase.days': String(WINDOW), 'repurchase.max_days': String(MOST),
  'repurchase.patron.amount': '200', 'repurchase.vip.amount': '600', 'repurchase.shopkeeper.amount': '900', 'repurchase.dealer.amount': '1200',
};

/** All that was paid in one checkout and not refunded: when it was paid (the last noon run), fen, and what his level spent for one extension then. */
export interface Purchase { readonly day: number; readonly fen: bigint; readonly threshold: bigint | null }

/** The last noon of a window and what is spent towards its next extension, by going through all purchases from the first (N7); -1 before any. */
export function windowOf(purchases: readonly Purchase[], today: number): { until: number; accumulated: bigint } {
  let [until, accumulated, looked] = [-1, 0n, -1];
  const passTo = (day: number): void => {
    if (looked < until && until <= day) accumulated = 0n;
    looked = day;
  };
  for (const [index, { day, fen, threshold }] of purchases.entries()) {
    passTo(day);
    if (index === 0) until = day + WINDOW;
    else if (threshold !== null) {
      accumulated += fen;
      const times = accumulated / threshold;
      accumulated %= threshold;
      if (times > 0n) until = Math.min(day + MOST, Math.max(day, until) + WINDOW * Number(times));
    }
  }
  passTo(today);
  return { until, accumulated };
}

export interface Person<Self> {
  /** What he bought so far: nothing, ordinary goods, a package. */
  readonly bought: 'registered' | 'patron' | 'vip';
  readonly children: readonly Self[];
}

/** The level of everybody below `roots`, by looking at the whole tree (R4.3, AMB-16, AMB-17): no counters, nothing remembered. */
export function levelsBelow<Self extends Person<Self>>(roots: readonly Self[]): Map<Self, Level> {
  const levels = new Map<Self, Level>();
  /** Sets the levels of a member and of all below him; returns how many of them hold a package. */
  const look = (member: Self): number => {
    const teamVips = member.children.reduce((sum, child) => sum + look(child), 0);
    const directs = (least: Level): number => member.children.filter((child) => at(levels.get(child) ?? 'registered') >= at(least)).length;
    let level: Level = member.bought;
    // Whoever has no package does not climb, whomever he invited (R4.3.1).
    if (level === 'vip') {
      if (directs('dealer') >= NEEDS.directDealers) level = 'partner';
      else if (directs('shopkeeper') >= NEEDS.directShopkeepers) level = 'dealer';
      else if (directs('vip') >= NEEDS.directVips && teamVips >= NEEDS.teamVips) level = 'shopkeeper';
    }
    levels.set(member, level);
    return teamVips + (at(level) >= at('vip') ? 1 : 0);
  };
  for (const root of roots) look(root);
  return levels;
}

export interface Share<Self> { readonly payee: Self; readonly kind: 'direct' | 'differential'; readonly percent: bigint }

/** Who is paid for a purchase and how much of a hundred, given the line of ancestors from the direct referrer upwards (N5, AMB-50, AMB-51). */
export function sharesOf<Self>(line: readonly { readonly who: Self; readonly level: Level }[]): Share<Self>[] {
  let highest = 0n;
  return line.flatMap(({ who, level }, index): Share<Self>[] => {
    const direct = index === 0 && at(level) >= at('patron') ? DIRECT : 0n;
    const extra = EXTRA[level] > highest ? EXTRA[level] - highest : 0n;
    highest += extra;
    return direct + extra === 0n ? [] : [{ payee: who, kind: direct > 0n ? 'direct' : 'differential', percent: direct + extra }];
  });
}

/** Whether a level may invite and earn as a direct referrer (R4.10.1, N17). */
export const mayShare = (level: Level): boolean => at(level) >= at('patron');
