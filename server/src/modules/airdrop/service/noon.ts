/** How the fund begins, and its noons. A noon takes the gate alone; it waits for the stake transactions under way, and new ones wait for it (ENGINE A.5). */
import { hash } from 'node:crypto';
import type { Ctx } from '#infra/context.ts';
import { assert } from '#kernel/assert.ts';
import { dayOf, formatDay, instantOf, NOON_MS } from '#kernel/day.ts';
import { firstIndex, runNoon, sharesOf } from '#modules/airdrop/domain/fund.ts';
import { errors } from '#modules/airdrop/domain/stake.ts';
import { closeGate, type DayRow, findDay, findLastRow, insertDay, insertFirstDay } from '#modules/airdrop/store/days.ts';
import { dropCohorts, sumCohorts } from '#modules/airdrop/store/stakes.ts';
import { post } from '#modules/ledger/index.ts';
import type { Posting } from './change.ts';
import { system } from './lines.ts';

const GATE_LIMIT_MS = 300;
export const NO_HASH = Buffer.alloc(32);
/** Noons hold system accounts of this bucket; only their sums over all buckets have meaning (ARCHITECTURE 4.4). */
const NOON_BUCKET = 0;

/** The noon that must have run last when business time is `now`: from there a fund begins. */
export function firstDayAt(now: Date): number {
  const day = dayOf(now);
  return now.getTime() < instantOf(day, NOON_MS).getTime() ? day - 1 : day;
}

/** Begins the fund as if the noon of `day` had run and issued nothing; returns the last row. Nothing happens to a fund that has begun. */
export async function begin(ctx: Ctx, day: number): Promise<DayRow> {
  const row: Omit<DayRow, 'hash'> = {
    ...firstIndex(day), revision: 1, amountSet: 0n, price: 0n, maxYieldPpm: 1_000_000, units: 0n, shares: 0n, issued: 0n, burned: 0n, lapsed: 0n,
    runAt: ctx.now, entryId: null, previousHash: NO_HASH,
  };
  await insertFirstDay(ctx.tx, { ...row, hash: hashOf(row) });
  const last = await findLastRow(ctx.tx);
  assert(last !== undefined, 'the fund has begun');
  return last;
}

/** SHA-256 over everything that makes a row, with the hash of the row before: the chain of ENGINE A.8. */
export function hashOf(row: Omit<DayRow, 'hash'>): Buffer {
  const text = [row.previousHash.toString('hex'), row.day, row.revision, row.amountSet, row.price, row.maxYieldPpm, row.units, row.shares, row.issued, row.burned,
    row.lapsed, row.valuePerUnit, row.pointsPerUnit, row.shift, row.generation, row.runAt.toISOString(), row.entryId ?? ''].join('|');
  return hash('sha256', text, 'buffer');
}

export interface NoonOrder extends Posting {
  /** Day number; must be the day after the last noon run. */
  readonly day: number;
  /** Point atoms to issue at most; 0 for a day without an airdrop. */
  readonly amount: bigint;
  /** Guide price, 1e-8 yuan a point; given by economy, never looked up here. */
  readonly price: bigint;
  /** At most this part of the eligible share value may burn; all of it when absent (N10). */
  readonly maxYieldPpm?: number;
}

/**
 * Runs a noon: constant work whatever the number of members (ENGINE A.5). A day that has run is returned as it is, whatever was asked, so calls may be
 * repeated. Refusal: airdrop.noonOutOfOrder when the day is not the one after the last. Throws lock time-out (retried by the unit of work) when
 * stake transactions do not end within 0.3 s.
 */
export async function noon(ctx: Ctx, order: NoonOrder): Promise<DayRow> {
  const { day, amount, price } = order;
  await closeGate(ctx.tx, GATE_LIMIT_MS);
  const last = (await findLastRow(ctx.tx)) ?? (await begin(ctx, day - 1));
  const row = day <= last.day ? await findDay(ctx.tx, day) : undefined;
  if (row) return row;
  if (day !== last.day + 1) throw errors.noonOutOfOrder({ day: formatDay(day), expected: formatDay(last.day + 1) });
  const { units, lapsing } = await sumCohorts(ctx.tx, day);
  const maxYieldPpm = order.maxYieldPpm ?? 1_000_000;
  const result = runNoon(last, { day, amount, price, units, maxYieldPpm: BigInt(maxYieldPpm) });
  const lapsed = sharesOf(lapsing, result.index);
  const { issued, burned, shares } = result;
  const entryId = order.posted === false ? null : await postNoon(ctx, { issued, burned, lapsed });
  const unsigned = { ...result.index, revision: 1, amountSet: amount, price, maxYieldPpm, units, shares, issued, burned, lapsed, runAt: ctx.now, entryId, previousHash: last.hash };
  const written = { ...unsigned, hash: hashOf(unsigned) };
  await insertDay(ctx.tx, written);
  await dropCohorts(ctx.tx, { day, all: result.index.valuePerUnit === 0n });
  ctx.emit({ type: 'airdrop.noonRun', bucket: NOON_BUCKET, payload: { day: formatDay(day), issuedPts: issued.toString(), priceAtoms: price.toString(), burnedSv: burned.toString() } });
  return written;
}

/** One entry for the whole noon: points become claimable, share value burns, and that of members whose window ends is paused. */
async function postNoon(ctx: Ctx, totals: { issued: bigint; burned: bigint; lapsed: bigint }): Promise<bigint | null> {
  const transfers = [
    { debit: system('pool'), credit: system('unclaimed'), amount: totals.issued },
    { debit: system('svActive'), credit: system('svBurned'), amount: totals.burned },
    { debit: system('svActive'), credit: system('svPaused'), amount: totals.lapsed },
  ].filter((transfer) => transfer.amount > 0n);
  if (transfers.length === 0) return null;
  const id = ctx.newId<'entry'>(NOON_BUCKET);
  await post(ctx, [{ id, bucket: NOON_BUCKET, eventPosition: null, ruleVersion: null, memo: 'airdrop.noon', transfers }]);
  return id;
}
