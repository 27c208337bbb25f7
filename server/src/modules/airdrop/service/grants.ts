/** What other modules do to stakes: grant and unlock share value, move windows, spend, and make points whole. Each is a change; see there. */
import type { Ctx } from '#infra/context.ts';
import { assert } from '#kernel/assert.ts';
import { markSettled, type SettledAccount } from '#modules/ledger/index.ts';
import { change, keysOf, type Line, type Reason } from './change.ts';

export interface Grant {
  readonly memberId: bigint;
  /** Share atoms, ≥ 0. */
  readonly amount: bigint;
  readonly reason: Reason;
  /** Locked share value waits outside the fund for activation (the 300 of registration). */
  readonly locked?: boolean;
}

/** Grants share value; a touch of each member's stake, unless locked. Returns each line of a statement. */
export async function grant(ctx: Ctx, grants: readonly Grant[]): Promise<Line[]> {
  const changed = await change(ctx, grants.map(({ memberId, amount, reason, locked }) =>
    ({ memberId, reason, operation: { kind: locked === true ? 'locked' as const : 'granted' as const, amount } })));
  return changed.map(({ line }) => {
    assert(line !== null, 'a grant has a line in the statement');
    return line;
  });
}

/** Grants locked share value. */
export async function lock(ctx: Ctx, grants: readonly Omit<Grant, 'locked'>[]): Promise<Line[]> {
  return grant(ctx, grants.map((one) => ({ ...one, locked: true })));
}

/** Makes all locked share value of some members active (a touch); nothing for those who have none. */
export async function activate(ctx: Ctx, activations: readonly { memberId: bigint; reason: Reason }[]): Promise<void> {
  await change(ctx, activations.map(({ memberId, reason }) => ({ memberId, reason, operation: { kind: 'activated' as const } })));
}

/**
 * Sets the last noon at which members take part: a day not after the last noon run pauses them, a later one resumes the paused (a touch) and moves
 * the others.
 */
export async function setUntil(ctx: Ctx, windows: readonly { memberId: bigint; until: number; reason?: Reason }[]): Promise<void> {
  await change(ctx, windows.map(({ memberId, until, reason }) => ({ memberId, ...(reason ? { reason } : {}), operation: { kind: 'until' as const, day: until } })));
}

/** Takes share value back, from each all or nothing; answers whether it was taken. Short or not, it is a touch. */
export async function spendShares(ctx: Ctx, spends: readonly { memberId: bigint; amount: bigint; reason?: Reason }[]): Promise<boolean[]> {
  const changed = await change(ctx, spends.map(({ memberId, amount, reason }) => ({ memberId, ...(reason ? { reason } : {}), operation: { kind: 'spent' as const, amount } })));
  return changed.map(({ done }) => done);
}

/** Posts what noons have earned for these members, so that their points accounts are whole and may be debited (ARCHITECTURE 4.5). */
export async function settled(ctx: Ctx, memberIds: readonly bigint[]): Promise<Map<bigint, SettledAccount>> {
  await change(ctx, keysOf(memberIds).map(({ memberId }) => ({ memberId, operation: { kind: 'settled' as const } })));
  return new Map(memberIds.map((memberId) => [memberId, markSettled(memberId)]));
}
