/** Where members stand in the fund now. */
import type { Sql } from '#infra/sql.ts';
import { type Fund, fundOf, isEligible, nettedOf, type Stake, valueNow } from '#modules/airdrop/domain/stake.ts';
import { accumulatedAt, NEVER } from '#modules/airdrop/domain/window.ts';
import { listIndexes } from '#modules/airdrop/store/days.ts';
import { keyOf } from '#modules/airdrop/store/key.ts';
import { findStakes } from '#modules/airdrop/store/stakes.ts';

/** A member's place in the fund now; all amounts in atoms. */
export interface Position {
  readonly memberId: bigint;
  /** Share value in the fund: active when eligible, else paused and undecayed. */
  readonly shares: bigint;
  readonly locked: bigint;
  readonly eligible: boolean;
  /** Last noon at which the member takes part (day number); null before a window ever opened. */
  readonly until: number | null;
  /** Fen spent towards the next extension of the window (N7). */
  readonly accumulated: bigint;
  /** Points earned beyond what was posted to the ledger, less what is owed: shown balance = ledger + accrued. */
  readonly accrued: bigint;
  /** All points the fund ever gave the member and did not take back. */
  readonly earned: bigint;
  /** Points still to be taken back from what noons earn him (N6). */
  readonly owed: bigint;
}

/** Where some members stand now, in two statements. Members the fund does not know have nothing. */
export async function positionsOf(sql: Sql, memberIds: readonly bigint[]): Promise<Map<bigint, Position>> {
  const found = await findStakes(sql, memberIds.map(keyOf));
  const fund = await fundAt(sql, found.map(({ stake }) => stake), found[0]?.currentDay);
  const positions = found.map(({ stake }) => [stake.memberId, positionIn(stake, fund)] as const);
  const none = memberIds.map((memberId) => [memberId, { memberId, shares: 0n, locked: 0n, eligible: false, until: null, accumulated: 0n, accrued: 0n, earned: 0n, owed: 0n }] as const);
  return new Map<bigint, Position>([...none, ...positions]);
}

/** Where one member stands now. */
export async function positionOf(sql: Sql, memberId: bigint): Promise<Position> {
  const positions = await positionsOf(sql, [memberId]);
  return positions.get(memberId) as Position;
}

function positionIn(stake: Stake, fund: Fund): Position {
  const now = valueNow(stake, fund);
  const netted = nettedOf(stake, now.points);
  return {
    memberId: stake.memberId, shares: now.shares, locked: stake.locked, eligible: isEligible(stake, fund.current),
    until: stake.until === NEVER ? null : stake.until, accumulated: accumulatedAt(stake, fund.current.day), accrued: now.points - netted, earned: stake.earned + now.points, owed: stake.owed - netted,
  };
}

async function fundAt(sql: Sql, stakes: readonly Pick<Stake, 'since' | 'until'>[], currentDay = 0): Promise<Fund> {
  const days = stakes.flatMap(({ since, until }) => [since, Math.max(since, Math.min(currentDay, until))]);
  return stakes.length === 0 ? emptyFund : fundOf(await listIndexes(sql, { days: [...new Set([currentDay, ...days])], ends: true }), currentDay);
}

/** For answers about nobody. */
const emptyFund: Fund = fundOf([{ day: 0, valuePerUnit: 1n, pointsPerUnit: 0n, shift: 0, generation: 0 }], 0);
