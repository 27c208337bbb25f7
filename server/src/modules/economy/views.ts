/** The JSON of the economy: schemas and the values that fill them. */
import { Type } from 'typebox';
import { Atoms, Day, IdText, Instant, Nullable, PositiveAtoms } from '#infra/schemas.ts';
import { formatDay } from '#kernel/day.ts';
import type { DayRow } from '#modules/airdrop/index.ts';
import type { Rules } from '#modules/rules/index.ts';
import { yieldPpm } from './domain.ts';
import type { Preview, Totals } from './reads.ts';
import type { PriceRow } from './store.ts';

export const PlanBody = Type.Object({ day: Day, priceAtoms: PositiveAtoms, amountPts: Type.String({ pattern: '^[0-9]{1,18}$' }) });
const Person = Type.Object({ id: IdText, name: Type.String() });
const Band = Type.Object({ lowPpm: Type.Integer(), highPpm: Type.Integer() });
const PLAN = { day: Day, priceAtoms: Atoms, amountPts: Atoms };

export const SetPriceView = Type.Object({ ...PLAN, proposedBy: Person, approvedBy: Nullable(Person), approvedAt: Nullable(Instant) });
export const PendingView = Type.Object({ ...PLAN, approvalId: IdText, proposedBy: Person, askedAt: Instant });
export const NoonView = Type.Object({
  day: Day, priceAtoms: Atoms, plannedPts: Atoms, issuedPts: Atoms, burnedSv: Atoms, eligibleSv: Atoms, yieldPpm: Type.Integer(), capApplied: Type.Boolean(), runAt: Instant,
});
const FundView = Type.Object({
  eligibleSv: Atoms, pausedSv: Atoms, lockedSv: Atoms, outstandingSv: Atoms, burnedSv: Atoms, poolPts: Atoms, circulatingPts: Atoms, destroyedPts: Atoms, foundersPts: Atoms,
  totalPts: Atoms, ceilingAtoms: Nullable(Atoms),
});
export const EconomyView = Type.Object({
  clock: Type.Object({ now: Instant, today: Day, nextNoonAt: Instant }), fund: FundView, band: Band, scheduledPts: Atoms, today: Nullable(SetPriceView),
  pending: Type.Array(PendingView), upcoming: Type.Array(SetPriceView), history: Type.Array(NoonView),
});
export const PreviewView = Type.Object({
  ...PLAN, eligibleSv: Atoms, outstandingSv: Atoms, yieldPpm: Type.Integer(), planYieldPpm: Type.Integer(), band: Band, issuedPts: Atoms, burnSv: Atoms, capApplied: Type.Boolean(),
  ceilingAtoms: Nullable(Atoms), previousPriceAtoms: Nullable(Atoms), open: Type.Boolean({ description: 'Whether the airdrop has opened or would open with this plan' }),
  findings: Type.Array(Type.Object({ code: Type.String(), severity: Type.Enum(['block', 'warn', 'note']), message: Type.String() })),
});
export const GuidePriceView = Type.Object({ priceAtoms: Atoms, day: Day, setBy: Type.String(), approvedBy: Type.String(), setAt: Instant });
export const AssetsView = Type.Object({
  sv: Type.Object({ active: Atoms, locked: Atoms, paused: Atoms }), points: Type.Object({ available: Atoms }), eligibleUntil: Nullable(Day), eligible: Type.Boolean(),
  noonsLeft: Type.Integer({ minimum: 0, description: 'Noons of the window that have not run yet' }),
  price: Nullable(GuidePriceView), last: Nullable(Type.Object({ day: Day, points: Atoms, burned: Atoms })),
});

export type Names = ReadonlyMap<bigint, string>;
const person = (id: bigint, names: Names) => ({ id: id.toString(), name: names.get(id) ?? '' });
/** A rate fit for JSON; where hardly any share value is left it may be beyond all bounds. */
const rate = (ppm: bigint | null): number => (ppm === null ? 0 : Number(ppm > 1_000_000_000n ? 1_000_000_000n : ppm));

/** A day's price with who set it. */
export function setPriceView(row: PriceRow, names: Names) {
  return {
    day: formatDay(row.day), priceAtoms: row.price.toString(), amountPts: row.amount.toString(), proposedBy: person(row.proposedBy, names),
    approvedBy: person(row.approvedBy, names), approvedAt: row.approvedAt.toISOString(),
  };
}

/** What members see of a price. */
export function guidePriceView(row: PriceRow, names: Names) {
  return {
    day: formatDay(row.day), priceAtoms: row.price.toString(), setBy: names.get(row.proposedBy) ?? '', approvedBy: names.get(row.approvedBy) ?? '', setAt: row.approvedAt.toISOString(),
  };
}

/** A noon that has run. */
export function noonView(row: DayRow) {
  return {
    day: formatDay(row.day), priceAtoms: row.price.toString(), plannedPts: row.amountSet.toString(), issuedPts: row.issued.toString(), burnedSv: row.burned.toString(),
    eligibleSv: row.shares.toString(), yieldPpm: rate(yieldPpm({ amount: row.issued, price: row.price }, row.shares)), capApplied: row.issued < row.amountSet, runAt: row.runAt.toISOString(),
  };
}

/** All totals. */
export function fundView(totals: Totals) {
  return {
    eligibleSv: totals.eligibleShares.toString(), pausedSv: totals.pausedShares.toString(), lockedSv: totals.lockedShares.toString(),
    outstandingSv: (totals.eligibleShares + totals.pausedShares).toString(), burnedSv: totals.burnedShares.toString(), poolPts: totals.poolPts.toString(),
    circulatingPts: totals.circulatingPts.toString(), destroyedPts: totals.destroyedPts.toString(), foundersPts: totals.foundersPts.toString(),
    totalPts: totals.totalPts.toString(), ceilingAtoms: totals.ceiling.toString(),
  };
}

/** The band of the rules. */
export const bandView = (rules: Rules) => ({ lowPpm: Number(rules.yield.lowPpm), highPpm: Number(rules.yield.highPpm) });

/** A preview in the reader's language. */
export function previewView(preview: Preview, rules: Rules, message: (code: string) => string) {
  const { plan, totals } = preview;
  return {
    day: formatDay(plan.day), priceAtoms: plan.price.toString(), amountPts: plan.amount.toString(), eligibleSv: totals.eligibleShares.toString(),
    outstandingSv: (totals.eligibleShares + totals.pausedShares).toString(), yieldPpm: rate(preview.yieldPpm), planYieldPpm: rate(preview.planYieldPpm), band: bandView(rules),
    issuedPts: preview.issued.toString(), burnSv: preview.burned.toString(), capApplied: preview.capped, ceilingAtoms: totals.ceiling.toString(),
    previousPriceAtoms: preview.previousPrice?.toString() ?? null, open: !preview.findings.some(({ code }) => code === 'notOpen'),
    findings: preview.findings.map(({ code, severity }) => ({ code, severity, message: message(`economy.finding.${code}`) })),
  };
}
