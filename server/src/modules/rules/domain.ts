/**
 * Rule packs: every number of the member's deal as versioned data, read into typed values. No other module holds such a number in code.
 * A pack states each parameter as people write it ("300", "0.40", "12:00") with the paragraph of the requirements it comes from (R4.0.1).
 */
import { DECIMALS, PPM, PRICE_DECIMALS, parseAtoms } from '#kernel/amount.ts';
import { assert } from '#kernel/assert.ts';
import { defineRefusals } from '#kernel/errors.ts';
import { type Level, LEVELS, levelAt, rankOf } from '#kernel/level.ts';

export const rulesErrors = defineRefusals('rules', { invalidPack: 400, notSafe: 409, notInstalled: 503 });

/** What each parameter measures; the unit decides how its text is read. */
export const PARAMETERS = {
  'register.sv_bonus': 'SV',
  'share.min_level': 'level',
  'share.activation_bonus_sv': 'SV',
  'zone.ordinary.sv_multiple': 'multiple',
  'zone.ordinary.level': 'level',
  'zone.vip.sv_multiple': 'multiple',
  'zone.vip.level': 'level',
  'level.climb_from': 'level',
  'level.patron.direct_rate': 'rate',
  'level.patron.extra_rate': 'rate',
  'level.vip.direct_rate': 'rate',
  'level.vip.extra_rate': 'rate',
  'level.shopkeeper.direct_vip': 'count',
  'level.shopkeeper.team_vip': 'count',
  'level.shopkeeper.direct_rate': 'rate',
  'level.shopkeeper.extra_rate': 'rate',
  'level.dealer.direct_shopkeeper': 'count',
  'level.dealer.direct_rate': 'rate',
  'level.dealer.extra_rate': 'rate',
  'level.partner.direct_dealer': 'count',
  'level.partner.direct_rate': 'rate',
  'level.partner.extra_rate': 'rate',
  'sv.face_value': 'CNY',
  'sv.maturity_days': 'days',
  'airdrop.time': 'time',
  'airdrop.close_time': 'time',
  'airdrop.daily': 'PTS',
  'airdrop.days': 'count',
  'airdrop.halve_days': 'days',
  'airdrop.max_daily_yield': 'rate',
  'airdrop.carry': 'carry',
  'repurchase.days': 'count',
  'repurchase.max_days': 'count',
  'repurchase.patron.amount': 'threshold',
  'repurchase.vip.amount': 'threshold',
  'repurchase.shopkeeper.amount': 'threshold',
  'repurchase.dealer.amount': 'threshold',
  'repurchase.partner.amount': 'threshold',
  'supply.total': 'PTS',
  'supply.founders': 'PTS',
  'plan.budget': 'CNY',
  'plan.consumed': 'rate',
  'price.initial': 'price',
  'price.monotone': 'monotone',
  'yield.low': 'rate',
  'yield.high': 'rate',
  'control.threshold_sv': 'SV',
} as const;

/** What a pack states where the source gives no amount and the operator must. */
export const UNSET = 'unset';

export type ParameterKey = keyof typeof PARAMETERS;
export type Unit = (typeof PARAMETERS)[ParameterKey];
export const PARAMETER_KEYS = Object.keys(PARAMETERS) as ParameterKey[];

/** What has a display name that a deployment may choose (R4.0.2, R4.0.3). */
export const NAMED = ['SV', 'PTS', ...LEVELS] as const;
export type Names = Readonly<Record<(typeof NAMED)[number], string>>;
export interface Pack {
  readonly name: string;
  readonly parameters: Readonly<Record<ParameterKey, { readonly value: string; readonly paragraph: string }>>;
  /** Display names of assets and levels by language (R4.0.2, R4.0.3). */
  readonly names: Readonly<Record<'zh-CN' | 'en', Names>>;
}

/** What a level earns and what must be true to reach it; an empty `requires` is reached by a purchase alone. */
export interface LevelRule {
  /** Share of the share value a directly referred member gains, in ppm. */
  readonly directPpm: bigint;
  /** Differential share on top, in ppm: an ancestor earns it less what was already paid below him. */
  readonly extraPpm: bigint;
  readonly requires: Readonly<Partial<Record<Counter, number>>>;
}
/** What promotions count: direct referees at or above a level, and all of the team at or above VIP. */
export type Counter = 'directVip' | 'teamVip' | 'directShopkeeper' | 'directDealer';

/** One version of the rules, in atoms and ppm. Amounts are bigint; days, counts and milliseconds are numbers. */
export interface Rules {
  readonly version: number;
  readonly pack: string;
  readonly registerBonusSv: bigint;
  readonly share: { readonly minLevel: Level; readonly activationBonusSv: bigint };
  readonly zones: Readonly<Record<'ordinary' | 'vip', { readonly svMultiplePpm: bigint; readonly level: Level }>>;
  readonly levels: Readonly<Record<Level, LevelRule>>;
  /** The level from which a member may climb by counting (AMB-17). */
  readonly climbFrom: Level;
  readonly airdrop: {
    /** Milliseconds into the business day of noon and of the closing row. */
    readonly noonMs: number; readonly closeMs: number;
    readonly dailyPts: bigint; readonly days: number;
    /** Days after which the daily amount halves, again and again; 0 for never (R4.7.1). */
    readonly halveDays: number;
    readonly maxDailyYieldPpm: bigint; readonly carry: 'tail';
  };
  readonly repurchase: {
    /** Noons that the first purchase opens, and that each whole threshold adds (N7). */
    readonly noons: number;
    /** Noons from now beyond which no purchase extends a window. */
    readonly mostNoons: number;
    /** What a level spends for one extension, in fen; null while a pack leaves it unset, and then nothing extends (R4.8.1). */
    readonly thresholdFen: Readonly<Record<Level, bigint | null>>;
  };
  readonly faceValueFen: bigint;
  /** Days after confirmation until what an order grants is granted; 0 grants at once (N20). */
  readonly maturityDays: number;
  readonly supply: { readonly totalPts: bigint; readonly foundersPts: bigint };
  readonly plan: { readonly budgetFen: bigint; readonly consumedPpm: bigint };
  readonly price: { readonly initialAtoms: bigint; readonly monotone: 'enforce' | 'warn' };
  readonly yield: { readonly lowPpm: bigint; readonly highPpm: bigint };
  readonly controlThresholdSv: bigint;
  readonly names: Pack['names'];
  /** The paragraph of the requirements that each parameter comes from. */
  readonly paragraphs: Readonly<Record<ParameterKey, string>>;
}

/** The highest share of a purchase's share value that all referrers together may earn, in ppm (N5); 600,000 in `seed`. */
export function topRatePpm(rules: Rules): bigint {
  return LEVELS.reduce((top, level) => {
    const rate = rules.levels[level].directPpm + rules.levels[level].extraPpm;
    return rate > top ? rate : top;
  }, 0n);
}

/** What the schedule releases on its day `index` (0 for the first), rounded down to an atom; the closing run takes what that leaves. */
function dailyAmount({ dailyPts, halveDays }: Pick<Rules['airdrop'], 'dailyPts' | 'halveDays'>, index: number): bigint {
  return halveDays === 0 ? dailyPts : dailyPts >> BigInt(Math.floor(index / halveDays));
}

/** What a schedule leaves to its closing run: all of the pool that its other days do not release (N2). Negative when they release more. */
export function closingAmount({ airdrop, supply }: Pick<Rules, 'airdrop' | 'supply'>): bigint {
  const { dailyPts, days, halveDays } = airdrop;
  let left = supply.totalPts - supply.foundersPts;
  if (halveDays === 0) return left - dailyPts * BigInt(days - 1);
  for (let first = 0; first < days - 1; first += halveDays) left -= dailyAmount(airdrop, first) * BigInt(Math.min(halveDays, days - 1 - first));
  return left;
}

/**
 * The points that the schedule has for its day `index` (0 for the day it opened): the daily amount until the pool is empty; a halving schedule ends with a
 * closing run that takes all that is left (N2). What a day did not issue stays in the pool and so goes to the tail (N10).
 */
export function scheduledAmount({ airdrop, index, poolPts }: { airdrop: Pick<Rules['airdrop'], 'dailyPts' | 'days' | 'halveDays'>; index: number; poolPts: bigint }): bigint {
  const amount = airdrop.halveDays > 0 && index >= airdrop.days - 1 ? poolPts : dailyAmount(airdrop, index);
  return poolPts < amount ? (poolPts > 0n ? poolPts : 0n) : amount;
}

/** What a pack says against itself; empty when it is sound. A schedule must sum to its own pool (N2, R5.2). */
export function findContradictions(rules: Rules): string[] {
  const problems: string[] = [];
  const closing = closingAmount(rules);
  if (rules.airdrop.halveDays === 0 && closing !== rules.airdrop.dailyPts) problems.push('airdrop.daily × airdrop.days + supply.founders must be supply.total');
  // What halving never reaches is dust; more would be another schedule.
  if (rules.airdrop.halveDays > 0 && (closing < 0n || closing >= rules.airdrop.dailyPts)) problems.push('the days of a halving schedule and supply.founders must come to supply.total');
  for (const [index, level] of LEVELS.entries()) {
    const below = index > 0 ? rules.levels[levelAt(index - 1)] : undefined;
    const rule = rules.levels[level];
    if (below && (rule.extraPpm < below.extraPpm || rule.directPpm < below.directPpm)) problems.push(`level.${level} earns less than the level below it`);
  }
  if (topRatePpm(rules) > PPM) problems.push('referrers together earn more than the purchase');
  if (rules.yield.lowPpm > rules.yield.highPpm) problems.push('yield.low is above yield.high');
  if (rules.repurchase.mostNoons < rules.repurchase.noons) problems.push('repurchase.max_days is below repurchase.days');
  if (rules.airdrop.noonMs >= rules.airdrop.closeMs) problems.push('airdrop.time is not before airdrop.close_time');
  if (rankOf(rules.zones.vip.level) < rankOf(rules.climbFrom)) problems.push('zone.vip.level is below level.climb_from');
  if (rankOf(rules.zones.ordinary.level) >= rankOf(rules.climbFrom)) problems.push('zone.ordinary.level may not reach level.climb_from');
  return problems;
}

function atoms(text: string, decimals: number): bigint {
  const value = parseAtoms(text, decimals);
  assert(value !== undefined, 'the schema of the pack admits only amounts that fit');
  return value;
}

function timeMs(text: string): number {
  const [hours, minutes] = text.split(':').map(Number);
  return ((hours ?? 0) * 60 + (minutes ?? 0)) * 60_000;
}

/** The rules a pack states, as version `version`. The pack must have passed readPack. */
export function rulesFrom(pack: Pack, version: number): Rules {
  const text = (key: ParameterKey): string => pack.parameters[key].value;
  const ppm = (key: ParameterKey): bigint => atoms(text(key), 6);
  const count = (key: ParameterKey): number => Number(text(key));
  const level = (key: ParameterKey): Level => text(key) as Level;
  const threshold = (name: Exclude<Level, 'registered'>): bigint | null => {
    const value = text(`repurchase.${name}.amount`);
    return value === UNSET ? null : atoms(value, DECIMALS.CNY);
  };
  const none: LevelRule = { directPpm: 0n, extraPpm: 0n, requires: {} };
  const earning = (name: Exclude<Level, 'registered'>, requires: LevelRule['requires']): LevelRule =>
    ({ directPpm: ppm(`level.${name}.direct_rate`), extraPpm: ppm(`level.${name}.extra_rate`), requires });
  return {
    version, pack: pack.name, names: pack.names,
    registerBonusSv: atoms(text('register.sv_bonus'), DECIMALS.SV),
    share: { minLevel: level('share.min_level'), activationBonusSv: atoms(text('share.activation_bonus_sv'), DECIMALS.SV) },
    zones: {
      ordinary: { svMultiplePpm: ppm('zone.ordinary.sv_multiple'), level: level('zone.ordinary.level') },
      vip: { svMultiplePpm: ppm('zone.vip.sv_multiple'), level: level('zone.vip.level') },
    },
    levels: {
      registered: none,
      patron: earning('patron', {}),
      vip: earning('vip', {}),
      shopkeeper: earning('shopkeeper', { directVip: count('level.shopkeeper.direct_vip'), teamVip: count('level.shopkeeper.team_vip') }),
      dealer: earning('dealer', { directShopkeeper: count('level.dealer.direct_shopkeeper') }),
      partner: earning('partner', { directDealer: count('level.partner.direct_dealer') }),
    },
    climbFrom: level('level.climb_from'),
    airdrop: {
      noonMs: timeMs(text('airdrop.time')), closeMs: timeMs(text('airdrop.close_time')),
      dailyPts: atoms(text('airdrop.daily'), DECIMALS.PTS), days: count('airdrop.days'), halveDays: count('airdrop.halve_days'),
      maxDailyYieldPpm: ppm('airdrop.max_daily_yield'), carry: 'tail',
    },
    repurchase: {
      noons: count('repurchase.days'), mostNoons: count('repurchase.max_days'),
      // Whoever has bought and not yet confirmed is on his way to patron.
      thresholdFen: {
        registered: threshold('patron'), patron: threshold('patron'), vip: threshold('vip'), shopkeeper: threshold('shopkeeper'), dealer: threshold('dealer'),
        partner: threshold('partner'),
      },
    },
    faceValueFen: atoms(text('sv.face_value'), DECIMALS.CNY),
    maturityDays: count('sv.maturity_days'),
    supply: { totalPts: atoms(text('supply.total'), DECIMALS.PTS), foundersPts: atoms(text('supply.founders'), DECIMALS.PTS) },
    plan: { budgetFen: atoms(text('plan.budget'), DECIMALS.CNY), consumedPpm: ppm('plan.consumed') },
    price: { initialAtoms: atoms(text('price.initial'), PRICE_DECIMALS), monotone: text('price.monotone') as 'enforce' | 'warn' },
    yield: { lowPpm: ppm('yield.low'), highPpm: ppm('yield.high') },
    controlThresholdSv: atoms(text('control.threshold_sv'), DECIMALS.SV),
    paragraphs: Object.fromEntries(PARAMETER_KEYS.map((key) => [key, pack.parameters[key].paragraph])) as Rules['paragraphs'],
  };
}
