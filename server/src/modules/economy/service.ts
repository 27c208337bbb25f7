/** Supply at birth, prices by two people, noon by the business clock. */
import type { Ctx } from '#infra/context.ts';
import type { Infra, Origin } from '#infra/infra.ts';
import { assert } from '#kernel/assert.ts';
import { dayOf, formatDay, instantOf, parseDay } from '#kernel/day.ts';
import { begin, currentDay, fundTotals, noon } from '#modules/airdrop/index.ts';
import { askApproval, audit, decideApproval, type Json } from '#modules/identity/index.ts';
import { post, systemTotal } from '#modules/ledger/index.ts';
import { currentRules, heldBecause, type Rules, rulesErrors, scheduledAmount } from '#modules/rules/index.ts';
import { DAYS_AHEAD, errors, mayOpen, type Plan } from './domain.ts';
import { previewPlan } from './reads.ts';
import * as store from './store.ts';

/** System accounts of the plan stand in this bucket. */
const SUPPLY_BUCKET = 0;
const SYSTEM = { actor: { kind: 'system', name: 'economy.noon' }, requestId: 'economy.noon' } as const;

/** Posts the points of the plan, once: issued → pool and issued → founders (R5.1, N2). A second call changes nothing. */
export async function openSupply(ctx: Ctx): Promise<void> {
  if (await store.findSupply(ctx.tx)) return;
  const rules = await currentRules(ctx.tx, ctx.now);
  const { totalPts, foundersPts } = rules.supply;
  const entryId = ctx.newId<'entry'>(SUPPLY_BUCKET);
  if (!(await store.insertSupply(ctx.tx, { totalPts, foundersPts, ruleVersion: rules.version, entryId, at: ctx.now }))) return;
  const issued = { kind: 'issued', holder: 0n } as const;
  await post(ctx, [{
    id: entryId, bucket: SUPPLY_BUCKET, eventPosition: null, ruleVersion: rules.version, memo: 'economy.supply',
    transfers: [
      { debit: issued, credit: { kind: 'pool', holder: 0n }, amount: totalPts - foundersPts },
      // Some packs reserve nothing for founders, and a transfer is of something.
      ...(foundersPts > 0n ? [{ debit: issued, credit: { kind: 'founders', holder: 0n } as const, amount: foundersPts }] : []),
    ],
  }]);
}

/** A plan as it travels in an approval. */
export function planJson(plan: Plan): Json {
  return { day: formatDay(plan.day), priceAtoms: plan.price.toString(), amountPts: plan.amount.toString() };
}

/** Reads back what `planJson` wrote. */
export function planOf(json: Json): Plan {
  assert(typeof json === 'object' && json !== null && !Array.isArray(json), 'the approval holds a plan');
  const { day, priceAtoms, amountPts } = json as Readonly<Record<string, Json>>;
  assert(typeof day === 'string' && typeof priceAtoms === 'string' && typeof amountPts === 'string', 'the approval holds day, price and amount');
  return { day: parseDay(day), price: BigInt(priceAtoms), amount: BigInt(amountPts) };
}

/** Throws while this database releases no points (rules/gate.ts). Refusal: economy.held. */
function checkGate(infra: Infra): void {
  const reasons = heldBecause(infra.config.mode);
  if (reasons.length > 0) throw errors.held({ reasons: reasons.join() });
}

/** Throws when the day of a plan can no longer, or not yet, be set. Refusals: economy.dayOver, daySet, dayTooFar. */
async function checkDay(ctx: Ctx, day: number): Promise<void> {
  const last = await currentDay(ctx.tx);
  const today = dayOf(ctx.now);
  if (day < today || (last !== undefined && day <= last)) throw errors.dayOver({ day: formatDay(day) });
  if (day > today + DAYS_AHEAD) throw errors.dayTooFar({ day: formatDay(day), days: DAYS_AHEAD });
  if (await store.findPrice(ctx.tx, day)) throw errors.daySet({ day: formatDay(day) });
}

async function checkFindings(ctx: Ctx, plan: Plan): Promise<Rules> {
  const rules = await currentRules(ctx.tx, ctx.now);
  const { findings } = await previewPlan(ctx.tx, { plan, rules });
  const blocking = findings.filter((finding) => finding.severity === 'block').map((finding) => finding.code);
  if (blocking.length > 0) throw errors.blocked({ findings: blocking });
  return rules;
}

/** Asks a second person to set price and release of a day. Refusals: economy.held, dayOver, daySet, dayTooFar, blocked. */
export async function proposePrice(infra: Infra, ctx: Ctx, plan: Plan): Promise<{ approvalId: bigint; endsAt: Date }> {
  checkGate(infra);
  await checkDay(ctx, plan.day);
  await checkFindings(ctx, plan);
  return askApproval(ctx, { act: 'economy.approve', input: planJson(plan) });
}

/**
 * The second person's word. Approved, the price of the day stands from now on; if it is past noon the next sweep runs the noon at once (AMB-31).
 * What blocked a proposal blocks its approval too. Refusals: those of identity.decideApproval and of proposePrice.
 */
export async function decidePrice(infra: Infra, ctx: Ctx, input: { approvalId: bigint; decision: 'approve' | 'reject'; reason: string }): Promise<{ approved: boolean; plan: Plan }> {
  const decided = await decideApproval(ctx, { approvalId: input.approvalId, act: 'economy.approve', decision: input.decision });
  const plan = planOf(decided.input);
  await audit(ctx, {
    act: decided.approved ? 'economy.priceApproved' : 'economy.priceRejected', target: `price:${formatDay(plan.day)}`, detail: { approvalId: String(input.approvalId), reason: input.reason },
    ...(decided.approved ? { after: { priceAtoms: String(plan.price), amountAtoms: String(plan.amount) } } : {}),
  });
  if (!decided.approved) return { approved: false, plan };
  checkGate(infra);
  await checkDay(ctx, plan.day);
  const rules = await checkFindings(ctx, plan);
  const set = await store.insertPrice(ctx.tx, {
    day: plan.day, price: plan.price, amount: plan.amount, approvalId: input.approvalId, proposedBy: decided.askedBy, proposedAt: decided.askedAt,
    approvedBy: decided.decidedBy, approvedAt: ctx.now, reason: input.reason, ruleVersion: rules.version,
  });
  if (!set) throw errors.daySet({ day: formatDay(plan.day) });
  ctx.emit({
    type: 'economy.priceApproved', bucket: 0,
    payload: { day: formatDay(plan.day), priceAtoms: plan.price.toString(), amountPts: plan.amount.toString(), proposedBy: String(decided.askedBy), approvedBy: String(decided.decidedBy) },
  });
  return { approved: true, plan };
}

/** The rules at an instant; undefined in a database that has none yet. */
async function rulesAt(infra: Infra, at: Date): Promise<Rules | undefined> {
  try {
    return await currentRules(infra.sql, at);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === rulesErrors.notInstalled().code) return undefined;
    throw error;
  }
}

/**
 * Runs the next noon if it is due: from 12:00 when its price is set, else, and while grants are held, at 23:59 without an issue (N10); returns whether it did something. Called again
 * and again it catches up day by day, however far business time has moved. Any process may call it; one commits.
 */
export async function runDueNoon(infra: Infra): Promise<boolean> {
  const now = infra.clock.now();
  const rules = await rulesAt(infra, now);
  if (!rules) return false;
  const last = await currentDay(infra.sql);
  if (last === undefined || !(await store.findSupply(infra.sql))) {
    await infra.unit(SYSTEM, async (ctx) => {
      await openSupply(ctx);
      await begin(ctx, firstDay(ctx.now, rules));
    });
    return true;
  }
  const day = last + 1;
  if (now < instantOf(day, rules.airdrop.noonMs)) return false;
  const released = heldBecause(infra.config.mode).length === 0;
  if (now < instantOf(day, rules.airdrop.closeMs) && !(released && (await store.findPrice(infra.sql, day)))) return false;
  await infra.unit(SYSTEM, (ctx) => runNoonOf(ctx, { day, rules, released, demo: infra.config.mode === 'demo' }));
  return true;
}

/** The noon that must have run last when the mall is born at `now`. */
function firstDay(now: Date, rules: Rules): number {
  const day = dayOf(now);
  return now < instantOf(day, rules.airdrop.noonMs) ? day - 1 : day;
}

async function runNoonOf(ctx: Ctx, input: { day: number; rules: Rules; released: boolean; demo: boolean }): Promise<void> {
  const { day, rules, released, demo } = input;
  const price = released ? await store.findPrice(ctx.tx, day) : undefined;
  // Points that no noon has issued, and those that refunds brought back (N6).
  const poolPts = await systemTotal(ctx.tx, 'pool');
  const meant = scheduledAmount({ airdrop: rules.airdrop, index: day - ((await store.findOpening(ctx.tx))?.day ?? day), poolPts });
  const open = price !== undefined && (await isOpen(ctx, { price, rules, demo }));
  // Two days approved at the same moment may together promise more than the pool holds: the later one issues what is left (R5.1).
  const amount = open && price.amount < poolPts ? price.amount : open ? poolPts : 0n;
  const row = await noon(ctx, { day, amount, price: price?.price ?? 0n, maxYieldPpm: Number(rules.airdrop.maxDailyYieldPpm) });
  if (open) await store.insertOpening(ctx.tx, { day, at: ctx.now });
  const opened = open || (await store.findOpening(ctx.tx)) !== undefined;
  const carried = opened && meant > row.issued ? meant - row.issued : 0n;
  await store.insertRelease(ctx.tx, { day, scheduled: opened ? meant : 0n, issued: row.issued, carried });
}

/**
 * Whether a day with a price has an airdrop (R4.7.3): always once it opened; a demo opens by itself when the eligible share value suffices for the
 * price (N22), a live mall with the first price that two people set.
 */
async function isOpen(ctx: Ctx, input: { price: store.PriceRow; rules: Rules; demo: boolean }): Promise<boolean> {
  const { price, rules, demo } = input;
  if (!demo || (await store.findOpening(ctx.tx))) return true;
  const totals = await fundTotals(ctx.tx);
  return mayOpen({ eligibleShares: totals?.eligibleShares ?? 0n, price: price.price, dailyPts: rules.airdrop.dailyPts, highPpm: rules.yield.highPpm });
}

/** Demo only: business time goes to the next noon, and everything of the fund that falls due on the way happens. Refusal: economy.demoOnly. */
export async function advanceToNoon(infra: Infra, by: Origin): Promise<{ now: Date; day: number }> {
  if (infra.config.mode !== 'demo') throw errors.demoOnly();
  const rules = await currentRules(infra.sql, infra.clock.now());
  const now = infra.clock.now();
  const next = nextNoon(now, rules);
  await infra.clock.advance(next.at.getTime() - now.getTime());
  while (await runDueNoon(infra));
  await infra.unit(by, (ctx) => audit(ctx, { act: 'economy.demoAdvanced', target: 'clock', detail: {}, before: { now: now.toISOString() }, after: { now: next.at.toISOString() } }));
  return { now: infra.clock.now(), day: next.day };
}

/** The first noon after `now`. */
export function nextNoon(now: Date, rules: Rules): { day: number; at: Date } {
  const today = dayOf(now);
  const day = now < instantOf(today, rules.airdrop.noonMs) ? today : today + 1;
  return { day, at: instantOf(day, rules.airdrop.noonMs) };
}
