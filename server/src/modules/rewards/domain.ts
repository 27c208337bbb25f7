/**
 * What an order pays and to whom (R4.2, R4.3.2–5, R4.10.2–3, DECISIONS N5). Pure.
 *
 * At payment the line of ancestors is read once and frozen: the direct referrer earns his direct share if he may share at all, and every ancestor
 * earns his level's differential share less the highest one already paid below him. The walk ends where the highest differential is reached.
 * At confirmation the frozen shares are applied to the share value that the buyer gains; nothing is decided again.
 */
import { mulDivFloor, PPM } from '#kernel/amount.ts';
import { assert } from '#kernel/assert.ts';
import { DAY_MS } from '#kernel/day.ts';
import { defineRefusals } from '#kernel/errors.ts';
import { LEVELS, type Level, rankOf } from '#kernel/level.ts';
import type { OrderFacts } from '#app/events.ts';
import type { Purchase, Spending } from '#modules/airdrop/index.ts';
import type { Ancestor } from '#modules/referral/index.ts';
import type { RuleBook, Rules } from '#modules/rules/index.ts';

export const errors = defineRefusals('rewards', { notFound: 404 });

export interface Payee {
  readonly memberId: bigint;
  readonly level: Level;
  /** 1 for the direct referrer. */
  readonly distance: number;
  /** His direct share, 0 unless he is the direct referrer. */
  readonly directPpm: bigint;
  /** His differential share after what was paid below him. */
  readonly extraPpm: bigint;
}

/** Who is paid for an order and for how much, as decided when it was paid. */
export interface Frozen {
  readonly orderId: bigint;
  readonly memberId: bigint;
  readonly paidPosition: bigint;
  readonly ruleVersion: number;
  /** The direct referrer if he could share then. */
  readonly sharerId: bigint | null;
  readonly payees: readonly Payee[];
  readonly grantedPosition: bigint | null;
  /** Once money went back nothing is granted any more, and what was is taken back (N6). */
  readonly refundedPosition: bigint | null;
  /** The purchase it is part of: orders of one checkout are one purchase to the window. */
  readonly checkoutId: bigint;
  /** The last noon run when it was paid; null while that is not written. */
  readonly day: number | null;
  readonly amountFen: bigint;
  /** What the buyer's level spent for one extension of the window then; null where unset (N7). */
  readonly thresholdFen: bigint | null;
  /** The level it lifts its buyer to at confirmation, and whether it holds a package. */
  readonly liftsTo: Level;
  readonly hasPackage: boolean;
  /** False of what a minor bought: nobody earns by it. */
  readonly earns: boolean;
}

/** What is granted later: an order as its confirmation told it, or (null) what a member gets for registering. */
export interface Held {
  readonly sourceId: bigint;
  readonly memberId: bigint;
  readonly dueAt: Date;
  /** What the buyer, or the member, gains then. */
  readonly gainSv: bigint;
  readonly facts: OrderFacts | null;
}

/** When what an order grants is granted: some days of 24 hours after its confirmation (N20). */
export function dueAt(confirmedAt: Date, { maturityDays }: Rules): Date {
  return new Date(confirmedAt.getTime() + maturityDays * DAY_MS);
}

/** What a member holds by his purchases: granted, and not refunded. */
export function heldBy(orders: readonly Frozen[]): { to: Level; package: boolean } {
  const standing = orders.filter(({ grantedPosition, refundedPosition }) => grantedPosition !== null && refundedPosition === null);
  return { to: standing.reduce<Level>((best, { liftsTo }) => (rankOf(liftsTo) > rankOf(best) ? liftsTo : best), LEVELS[0]), package: standing.some(({ hasPackage }) => hasPackage) };
}

/** Orders as the purchases that the window counts: those of one checkout together, in the order in which they were paid. Refunded ones are none, nor those of a minor. */
export function purchasesOf(orders: readonly Frozen[], book: Pick<RuleBook, 'version'>): Purchase[] {
  const checkouts = Map.groupBy(orders.filter(({ refundedPosition, earns }) => refundedPosition === null && earns), ({ checkoutId }) => checkoutId);
  return [...checkouts.values()].map((parts) => ({ first: parts[0], fen: parts.reduce((sum, { amountFen }) => sum + amountFen, 0n) }))
    .flatMap(({ first, fen }) => (first ? [{ ...first, fen }] : []))
    .sort((a, b) => (a.paidPosition === b.paidPosition ? (a.checkoutId < b.checkoutId ? -1 : 1) : a.paidPosition < b.paidPosition ? -1 : 1))
    .map(({ day, fen, thresholdFen, ruleVersion }) => ({ day, ...spendingOf({ fen, thresholdFen }, book.version(ruleVersion)) }));
}

/** A purchase under the rules of its payment. */
export function spendingOf(paid: Pick<Spending, 'fen' | 'thresholdFen'>, { repurchase: { noons, mostNoons } }: Rules): Spending {
  return { ...paid, noons, mostNoons };
}

export const KINDS = ['registered', 'purchase', 'direct', 'differential', 'shareBonus', 'activated'] as const;
export type Kind = (typeof KINDS)[number];

/** A step of the arithmetic: a text key and what fills it; amounts in atoms (…Sv), rates in ppm (…Ppm). */
export interface Step { readonly key: string; readonly params: Readonly<Record<string, string | number>> }

type StepName = 'line' | 'sum' | 'registered' | 'base' | 'direct' | 'extra' | 'share' | 'shareBonus' | 'activated' | 'window' | 'refunded' | 'refundedFriend';

const step = (name: StepName, params: Step['params']): Step => ({ key: `rewards.step.${name}`, params });

/** The highest differential share of the rules, in ppm. */
function topExtraPpm(rules: Rules): bigint {
  return LEVELS.reduce((top, level) => (rules.levels[level].extraPpm > top ? rules.levels[level].extraPpm : top), 0n);
}

/** The lowest level that reaches the highest differential: above a member at it nothing is left to earn. */
export function stopLevel(rules: Rules): Level {
  const top = topExtraPpm(rules);
  const level = LEVELS.find((one) => rules.levels[one].extraPpm === top);
  assert(level, 'some level has the highest differential share');
  return level;
}

/** Whether a level may share, and so earns as a direct referrer (R4.10.1, N17). */
export function mayShare(level: Level, rules: Rules): boolean {
  return rankOf(level) >= rankOf(rules.share.minLevel);
}

/**
 * The payees of an order from its buyer's ancestors, nearest first, as they stand at payment. Reads no further than the first ancestor who
 * reaches the highest differential. Asserts that all shares together stay within the top rate (N5).
 */
export function decidePayees(ancestors: Iterable<Pick<Ancestor, 'memberId' | 'level' | 'distance'>>, rules: Rules): { sharerId: bigint | null; payees: Payee[] } {
  const payees: Payee[] = [];
  const top = topExtraPpm(rules);
  let sharerId: bigint | null = null;
  let paid = 0n;
  for (const { memberId, level, distance } of ancestors) {
    const rule = rules.levels[level];
    const shares = distance === 1 && mayShare(level, rules);
    if (shares) sharerId = memberId;
    const directPpm = shares ? rule.directPpm : 0n;
    const extraPpm = rule.extraPpm > paid ? rule.extraPpm - paid : 0n;
    if (directPpm + extraPpm > 0n) payees.push({ memberId, level, distance, directPpm, extraPpm });
    paid += extraPpm;
    if (paid === top) break;
  }
  const directTop = LEVELS.reduce((most, level) => (rules.levels[level].directPpm > most ? rules.levels[level].directPpm : most), 0n);
  assert(payees.reduce((sum, payee) => sum + payee.directPpm + payee.extraPpm, 0n) <= directTop + top, 'all referrers together earn at most the top rate');
  return { sharerId, payees };
}

/** What a member gains by an order: share value per line times the multiple of its zone, without the unlocked bonus (AMB-10, AMB-13). */
export function gainOf(lines: OrderFacts['lines'], rules: Rules): { gainSv: bigint; steps: Step[] } {
  let gainSv = 0n;
  const steps = lines.map((line) => {
    const multiplePpm = rules.zones[line.zone].svMultiplePpm;
    const amountSv = mulDivFloor(BigInt(line.unitSv) * BigInt(line.quantity), multiplePpm, PPM);
    gainSv += amountSv;
    return step('line', { zone: line.zone, unitSv: line.unitSv, quantity: line.quantity, multiplePpm: String(multiplePpm), amountSv: String(amountSv) });
  });
  return { gainSv, steps: lines.length > 1 ? [...steps, step('sum', { amountSv: String(gainSv) })] : steps };
}

/** Whether an order holds a package, and the level it lifts its buyer to (R4.2.1, R4.2.2). */
export function zonesOf(lines: OrderFacts['lines'], rules: Rules): { package: boolean; to: Level } {
  const levels = lines.map((line) => rules.zones[line.zone].level);
  const to = levels.reduce((best, level) => (rankOf(level) > rankOf(best) ? level : best), LEVELS[0]);
  return { package: lines.some((line) => line.zone === 'vip'), to };
}

/** A grant before it is written: how much, why, and how it was computed. */
export interface Decided {
  readonly kind: Kind;
  readonly memberId: bigint;
  readonly amount: bigint;
  readonly paragraph: string;
  readonly steps: readonly Step[];
}

/** What registration locks (R4.1.2). */
export function registrationGrant(memberId: bigint, rules: Rules): Decided {
  const amount = rules.registerBonusSv;
  return { kind: 'registered', memberId, amount, paragraph: rules.paragraphs['register.sv_bonus'], steps: [step('registered', { amountSv: String(amount) })] };
}

/** What the buyer gains, with the paragraph of the zone that weighs most. */
export function purchaseGrant(memberId: bigint, lines: OrderFacts['lines'], rules: Rules): Decided {
  const { gainSv, steps } = gainOf(lines, rules);
  const paragraph = rules.paragraphs[zonesOf(lines, rules).package ? 'zone.vip.sv_multiple' : 'zone.ordinary.sv_multiple'];
  return { kind: 'purchase', memberId, amount: gainSv, paragraph, steps };
}

/** What each frozen payee earns of the share value the buyer gains, rounded down for each (N4, N5); nothing below an atom. */
export function payeeGrants(payees: readonly Payee[], gainSv: bigint, rules: Rules): Decided[] {
  const baseSv = String(gainSv);
  const grants = payees.map(({ memberId, level, distance, directPpm, extraPpm }): Decided => {
    const ratePpm = directPpm + extraPpm;
    const amount = mulDivFloor(gainSv, ratePpm, PPM);
    const levelPpm = rules.levels[level].extraPpm;
    const kind = distance === 1 && directPpm > 0n ? 'direct' : 'differential';
    const steps = [
      step('base', { baseSv }),
      ...(directPpm > 0n ? [step('direct', { level, directPpm: String(directPpm) })] : []),
      ...(extraPpm > 0n ? [step('extra', { level, levelPpm: String(levelPpm), paidPpm: String(levelPpm - extraPpm), extraPpm: String(extraPpm) })] : []),
      step('share', { baseSv, ratePpm: String(ratePpm), amountSv: String(amount) }),
    ];
    return { kind, memberId, amount, paragraph: paragraphOf(kind, level, rules), steps };
  }).filter((grant) => grant.amount > 0n);
  assert(grants.reduce((sum, grant) => sum + grant.amount, 0n) <= gainSv, 'referrers earn no more than the buyer');
  return grants;
}

function paragraphOf(kind: 'direct' | 'differential', level: Level, rules: Rules): string {
  if (level === 'registered') return rules.paragraphs['level.climb_from'];
  // The 40 % of a direct referee is one sentence for all levels (R4.10.3); the differential is each level's own.
  return kind === 'direct' ? rules.paragraphs['level.patron.direct_rate'] : rules.paragraphs[`level.${level}.extra_rate`];
}

/** What the direct referrer gets when someone he invited is activated for the first time (R4.10.2). */
export function shareBonusGrant(memberId: bigint, rules: Rules): Decided {
  const amount = rules.share.activationBonusSv;
  return { kind: 'shareBonus', memberId, amount, paragraph: rules.paragraphs['share.activation_bonus_sv'], steps: [step('shareBonus', { amountSv: String(amount) })] };
}

/** Why the locked share value became active (R4.2.2). */
export function activationSteps(): Step[] {
  return [step('activated', {})];
}

/** Why a window of noons opened or grew (N7). */
export function windowSteps(rules: Rules): Step[] {
  return [step('window', { noons: rules.repurchase.noons })];
}

/** Why a grant is taken back: the buyer reads which order, others that a friend's was refunded. */
export function refundSteps(grant: { memberId: bigint; amount: bigint }, order: { orderId: bigint; memberId: bigint }): Step[] {
  const amountSv = String(grant.amount);
  return [grant.memberId === order.memberId ? step('refunded', { order: String(order.orderId), amountSv }) : step('refundedFriend', { amountSv })];
}
