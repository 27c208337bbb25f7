/**
 * Stakes, and the cohorts that noons count. The statements of a touch are prepared once a connection: planning them anew would cost a single touch as
 * much as running them, and a waiting noon waits for the touches under way.
 */
import { int4Array, int8Array } from '#infra/binary-array.ts';
import { numberArray } from '#infra/binary-text-array.ts';
import { growing } from '#infra/growing-statement.ts';
import type { Sql, Tx } from '#infra/sql.ts';
import { assert } from '#kernel/assert.ts';
import type { Stake } from '#modules/airdrop/domain/stake.ts';
import { type Key, keyArrays, select } from './key.ts';

const STAKE_COLUMNS = ['member_id', 'shares', 'since_day', 'until_day', 'fraction', 'locked', 'earned', 'owed', 'accumulated', 'accumulated_on'];

interface StakeRow { memberId: bigint; shares: bigint; sinceDay: number; untilDay: number; fraction: bigint; locked: bigint; earned: bigint; owed: bigint; accumulated: bigint; accumulatedOn: number }

function toStake(row: StakeRow): Stake {
  return {
    memberId: row.memberId, shares: row.shares, since: row.sinceDay, until: row.untilDay, fraction: row.fraction, locked: row.locked, earned: row.earned,
    owed: row.owed, accumulated: row.accumulated, accumulatedOn: row.accumulatedOn,
  };
}

const LOCK_STAKES = growing({ name: 'airdrop.lockStakes', text: `select ${select(STAKE_COLUMNS, 's')} from unnest($1::int[], $2::bigint[]) as k (bucket, member_id)
     join airdrop.stake s on s.bucket = k.bucket and s.member_id = k.member_id
     order by s.bucket, s.member_id for no key update of s` });

/** Locks the stakes of some members in key order; members without one are absent. */
export async function lockStakes(tx: Tx, keys: readonly Key[]): Promise<Stake[]> {
  const rows = await tx.rows<StakeRow>(
    LOCK_STAKES.next(), keyArrays(keys));
  return rows.map(toStake);
}

/** Gives members their empty stakes, so that there is a row to lock. */
export async function insertStakes(tx: Tx, input: { keys: readonly Key[]; stakes: readonly Stake[] }): Promise<void> {
  const { keys, stakes } = input;
  await tx.run(
    `insert into airdrop.stake (bucket, ${STAKE_COLUMNS.join(', ')})
     select k.bucket, k.member_id, 0, k.since_day, k.until_day, 0, 0, 0, 0, 0, k.accumulated_on
     from unnest($1::int[], $2::bigint[], $3::int[], $4::int[], $5::int[]) as k (bucket, member_id, since_day, until_day, accumulated_on)
     order by 1, 2 on conflict do nothing`,
    [...keyArrays(keys), ...[stakes.map((stake) => stake.since), stakes.map((stake) => stake.until), stakes.map((stake) => stake.accumulatedOn)].map((days) => int4Array(days))]);
}

const FIND_STAKES = growing({ name: 'airdrop.findStakes', text: `select ${select(STAKE_COLUMNS, 's')}, f.current_day as "currentDay" from unnest($1::int[], $2::bigint[]) as k (bucket, member_id)
     join airdrop.stake s on s.bucket = k.bucket and s.member_id = k.member_id cross join airdrop.fund f` });

/** The stakes of some members as last written, with the noon that was current when they were read. */
export async function findStakes(sql: Sql, keys: readonly Key[]): Promise<{ stake: Stake; currentDay: number }[]> {
  const rows = await sql.rows<StakeRow & { currentDay: number }>(
    FIND_STAKES.next(), keyArrays(keys));
  return rows.map((row) => ({ stake: toStake(row), currentDay: row.currentDay }));
}

const UPDATE_STAKES = growing({ name: 'airdrop.updateStakes', text: `update airdrop.stake s set shares = n.shares, since_day = n.since_day, until_day = n.until_day, fraction = n.fraction, locked = n.locked, earned = n.earned, owed = n.owed,
       accumulated = n.accumulated, accumulated_on = n.accumulated_on
     from unnest($1::int[], $2::bigint[], $3::numeric[], $4::int[], $5::int[], $6::numeric[], $7::numeric[], $8::numeric[], $9::numeric[], $10::bigint[], $11::int[])
       as n (bucket, member_id, shares, since_day, until_day, fraction, locked, earned, owed, accumulated, accumulated_on)
     where s.bucket = n.bucket and s.member_id = n.member_id` });

/** Writes stakes that are locked. */
export async function updateStakes(tx: Tx, input: { keys: readonly Key[]; stakes: readonly Stake[] }): Promise<void> {
  const { keys, stakes } = input;
  await tx.run(
    UPDATE_STAKES.next(),
    [...keyArrays(keys), numberArray(stakes.map((s) => s.shares)), int4Array(stakes.map((s) => s.since)), int4Array(stakes.map((s) => s.until)),
      numberArray(stakes.map((s) => s.fraction)), numberArray(stakes.map((s) => s.locked)), numberArray(stakes.map((s) => s.earned)), numberArray(stakes.map((s) => s.owed)),
      int8Array(stakes.map((s) => s.accumulated)), int4Array(stakes.map((s) => s.accumulatedOn))]);
}

/** Stakes of some buckets after (bucket, memberId), in key order. */
export async function listStakes(sql: Sql, page: { buckets: readonly number[]; after: Key; limit: number }): Promise<{ bucket: number; stake: Stake }[]> {
  const rows = await sql.rows<StakeRow & { bucket: number }>(
    `select s.bucket, ${select(STAKE_COLUMNS, 's')} from airdrop.stake s where s.bucket = any($1::int[]) and (s.bucket, s.member_id) > ($2::int, $3::bigint)
     order by s.bucket, s.member_id limit $4`, [page.buckets, page.after.bucket, page.after.memberId, page.limit]);
  return rows.map((row) => ({ bucket: row.bucket, stake: toStake(row) }));
}

export interface CohortRow { readonly bucket: number; readonly lastNoon: number; readonly units: bigint }

const ADD_TO_COHORTS = growing({ name: 'airdrop.addToCohorts', text: `insert into airdrop.cohort as c (bucket, last_noon, units)
     select n.bucket, n.last_noon, n.units from unnest($1::int[], $2::int[], $3::numeric[]) as n (bucket, last_noon, units) order by 1, 2
     on conflict (bucket, last_noon) do update set units = c.units + excluded.units returning c.units` });

/** Adds to cohorts, in key order; a change may be negative, the sum never. */
export async function addToCohorts(tx: Tx, rows: readonly CohortRow[]): Promise<void> {
  const sums = await tx.rows<{ units: bigint }>(
    ADD_TO_COHORTS.next(),
    [int4Array(rows.map((r) => r.bucket)), int4Array(rows.map((r) => r.lastNoon)), numberArray(rows.map((r) => r.units))]);
  assert(sums.every((sum) => sum.units >= 0n), 'the units of a cohort are never below zero');
}

/** Σ units that the noon of `day` counts, and of those the part whose last noon it is. */
export async function sumCohorts(sql: Sql, day: number): Promise<{ units: bigint; lapsing: bigint }> {
  return sql.one<{ units: bigint; lapsing: bigint }>(
    `select coalesce(sum(units), 0) as units, coalesce(sum(units) filter (where last_noon = $1), 0) as lapsing from airdrop.cohort where last_noon >= $1`, [day]);
}

/** Drops the cohorts that no later noon counts; all of them when everything was burned. */
export async function dropCohorts(tx: Tx, input: { day: number; all: boolean }): Promise<void> {
  await tx.run('delete from airdrop.cohort where $2 or last_noon <= $1', [input.day, input.all]);
}

/** The cohorts of some buckets that a noon after `day` counts. */
export function listCohorts(sql: Sql, input: { bucket: number; day: number }): Promise<CohortRow[]> {
  return sql.rows<CohortRow>('select bucket, last_noon as "lastNoon", units from airdrop.cohort where bucket = $1 and last_noon > $2 and units <> 0 order by last_noon', [input.bucket, input.day]);
}
