import type { LoggedEvent } from '#app/events.ts';
import type { Ctx } from '#infra/context.ts';
import type { Sql } from '#infra/sql.ts';
import { assert } from '#kernel/assert.ts';
import { dayOf, formatDay, parseDay } from '#kernel/day.ts';
import { bucketOf } from '#kernel/id.ts';
import { currentDay, listNoons } from '#modules/airdrop/index.ts';
import { noonView, readTotals } from '#modules/economy/index.ts';
import { currentRules } from '#modules/rules/index.ts';
import { addUp, type DayCounts, errors, type Filters, keptFilters, MOST_VIEWS, type SavedView } from './domain.ts';
import * as store from './store.ts';

/** What an event brought to which days. */
function countsOf(event: LoggedEvent): DayCounts[] {
  const nothing = { paidOrders: 0n, paidFen: 0n, refundedFen: 0n, newMembers: 0n };
  if (event.type === 'members.registered') return [{ ...nothing, day: dayOf(event.at), newMembers: 1n }];
  if (event.type === 'orders.paid') return event.payload.orders.map(({ paidAt, totalFen }) => ({ ...nothing, day: dayOf(new Date(paidAt)), paidOrders: 1n, paidFen: BigInt(totalFen) }));
  if (event.type === 'orders.refunded') return event.payload.orders.map(({ refundedAt, totalFen }) => ({ ...nothing, day: dayOf(new Date(refundedAt)), refundedFen: BigInt(totalFen) }));
  return [];
}

/** Adds what events brought to their days, and notes the stand after a noon that has just run. */
export async function foldDays(ctx: Ctx, events: readonly LoggedEvent[]): Promise<void> {
  const counts = addUp(events.flatMap(countsOf));
  if (counts.length > 0) await store.addCounts(ctx.tx, counts);
  const noon = events.findLast((event) => event.type === 'airdrop.noonRun');
  if (noon?.type !== 'airdrop.noonRun') return;
  const day = parseDay(noon.payload.day);
  // Totals are of now: what is applied late, after another noon, must not be written down for an earlier day.
  if (day !== (await currentDay(ctx.tx)) || day !== dayOf(ctx.now)) return;
  const totals = await readTotals(ctx.tx, await currentRules(ctx.tx, ctx.now));
  await store.noteStand(ctx.tx, {
    day, eligibleSv: totals.eligibleShares, outstandingSv: totals.eligibleShares + totals.pausedShares, circulatingPts: totals.circulatingPts,
  });
}

/** The last `count` business days up to `now`, oldest first, every day of them. */
export async function readDays(sql: Sql, input: { now: Date; count: number }) {
  const last = dayOf(input.now);
  const first = last - input.count + 1;
  const days = new Map((await store.listDays(sql, { first, last })).map((row) => [row.day, row]));
  const noons = new Map((await listNoons(sql, { before: last + 1, limit: input.count })).map((row) => [row.day, noonView(row)]));
  return Array.from({ length: input.count }, (_, index) => {
    const day = first + index;
    const row = days.get(day);
    const noon = noons.get(day);
    const priced = noon !== undefined && noon.priceAtoms !== '0' ? noon : undefined;
    return {
      day: formatDay(day), paidOrders: Number(row?.paidOrders ?? 0n), paidFen: String(row?.paidFen ?? 0n), refundedFen: String(row?.refundedFen ?? 0n), newMembers: Number(row?.newMembers ?? 0n),
      eligibleSv: row?.eligibleSv?.toString() ?? null, outstandingSv: row?.outstandingSv?.toString() ?? null, circulatingPts: row?.circulatingPts?.toString() ?? null,
      priceAtoms: priced?.priceAtoms ?? null, issuedPts: priced?.issuedPts ?? null, yieldPpm: priced?.yieldPpm ?? null,
    };
  });
}

function accountIn(ctx: Ctx): bigint {
  assert(ctx.actor.kind === 'staff', 'views are kept by staff');
  return ctx.actor.accountId;
}

/** Keeps a view of a list for the caller and returns it. Refusals: reports.tooManyViews, reports.viewExists. */
export async function keepView(ctx: Ctx, input: { list: string; name: string; filters: Filters }): Promise<SavedView> {
  const accountId = accountIn(ctx);
  const { list } = input;
  const view = { id: ctx.newId<'savedView'>(bucketOf(accountId)), list, name: input.name.trim(), filters: keptFilters(input.filters) };
  if ((await store.listViews(ctx.tx, { accountId, list, limit: MOST_VIEWS })).length >= MOST_VIEWS) throw errors.tooManyViews({ most: MOST_VIEWS });
  if (!(await store.insertView(ctx.tx, { ...view, accountId, at: ctx.now }))) throw errors.viewExists({ name: view.name });
  return view;
}

/** Forgets a view of the caller. Refusal: reports.viewNotFound. */
export async function forgetView(ctx: Ctx, id: bigint): Promise<void> {
  if (!(await store.deleteView(ctx.tx, { accountId: accountIn(ctx), id }))) throw errors.viewNotFound();
}
