/** Taking grants back (N6): what has become of each is loaded under the gate, and what the member has on his account is followed through the changes. */
import type { Ctx } from '#infra/context.ts';
import { DECIMALS, formatAtoms } from '#kernel/amount.ts';
import { assert } from '#kernel/assert.ts';
import { bucketOf } from '#kernel/id.ts';
import { balancesOf } from '#modules/ledger/index.ts';
import type { Index } from '#modules/airdrop/domain/fund.ts';
import { daysOfSteps, type Part, partOf } from '#modules/airdrop/domain/part.ts';
import { type Fund, fundOf, type Operation, type Outcome, type Reclaim, type Stake, valueNow } from '#modules/airdrop/domain/stake.ts';
import { listIndexes } from '#modules/airdrop/store/days.ts';
import { listStepsSince } from '#modules/airdrop/store/history.ts';
import type { Change, Step, Undo } from './change.ts';

export interface Undoing {
  /** What taking back comes to, after the outcomes so far. */
  reclaim(memberId: bigint, undo: Undo, outcomes: readonly { readonly outcome: Outcome }[]): Reclaim;
  /** Follows the member's account through an outcome. */
  note(memberId: bigint, outcome: Outcome): void;
}

/** What the changes that take back need; two statements if there are any, none otherwise. Stakes are locked, so nobody spends meanwhile. */
export async function undoingOf(ctx: Ctx, input: { changes: readonly Change[]; before: ReadonlyMap<bigint, Stake>; last: Index }): Promise<Undoing> {
  const parts = await partsOf(ctx, input);
  const accounts = await accountsOf(ctx, parts);
  return {
    reclaim(memberId, undo, outcomes) {
      const { of, relock } = undo;
      // Nothing decays between two changes of one unit of work: no noon runs while the gate is held.
      const fresh = typeof of === 'number' ? outcomes[of]?.outcome.interval?.sharesDelta ?? 0n : 0n;
      const part = typeof of === 'number' ? { shares: fresh, points: 0n } : parts.get(undo)?.part;
      assert(part, 'what is taken back was loaded');
      const amount = typeof of === 'number' ? fresh : of.amount;
      return { kind: 'reclaimed', part, relocked: relock ? amount : 0n, onAccount: accounts.get(memberId) ?? 0n };
    },
    note(memberId, { credited, netted, reclaimed }) {
      const had = accounts.get(memberId);
      if (had !== undefined) accounts.set(memberId, had + credited - netted - reclaimed);
    },
  };
}

type Parts = ReadonlyMap<Undo, { readonly memberId: bigint; readonly part: Part }>;

/** What is left of each earlier grant that is taken back. */
async function partsOf(ctx: Ctx, { changes, before, last }: { changes: readonly Change[]; before: ReadonlyMap<bigint, Stake>; last: Index }): Promise<Parts> {
  const earlier = changes.flatMap(({ memberId, operation }) =>
    (operation.kind === 'undone' && typeof operation.of !== 'number' ? [{ memberId, undo: operation, line: operation.of, bucket: bucketOf(memberId) }] : []));
  if (earlier.length === 0) return new Map();
  const closed = await listStepsSince(ctx.tx, earlier.map(({ memberId, bucket, line }) => ({ memberId, bucket, ...line })));
  const open = earlier.map(({ memberId }) => before.get(memberId)).filter((stake) => stake !== undefined);
  assert(open.length === earlier.length, 'every member concerned has a stake');
  const days = [...daysOfSteps(closed), ...daysOfSteps(open.map(({ since, until }) => ({ from: since, to: last.day, until })))];
  const fund = fundOf([...await listIndexes(ctx.tx, { days: [...new Set(days)], ends: true }), last], last.day);
  return new Map(earlier.map(({ memberId, undo, line: { amount } }, index) => {
    const stake = open[index];
    assert(stake, 'every member concerned has a stake');
    const steps = closed.filter(({ line }) => line === index);
    return [undo, { memberId, part: partOf(amount, [...steps, openStep(stake, fund)], fund) }];
  }));
}

/** The stretch of a stake that is still open. */
function openStep(stake: Stake, fund: Fund): Parameters<typeof partOf>[1][number] {
  const { since, until, shares } = stake;
  return { kind: 'open', from: since, to: fund.current.day, until, shares, sharesDelta: 0n, sharesAfter: valueNow(stake, fund).shares };
}

/** Point atoms that may be taken from the accounts of the members whose points are due. */
async function accountsOf(ctx: Ctx, parts: Parts): Promise<Map<bigint, bigint>> {
  const due = [...new Set([...parts.values()].filter(({ part }) => part.points > 0n).map(({ memberId }) => memberId))];
  if (due.length === 0) return new Map();
  const balances = await balancesOf(ctx.tx, { kind: 'memberPoints', holders: due.map((holder) => ({ bucket: bucketOf(holder), holder })) });
  return new Map(due.map((memberId) => [memberId, balances.get(memberId)?.available ?? 0n]));
}

/** The arithmetic that the fund adds to a reason: what was left of what is taken back, what it had earned, what is owed. */
export function stepsOf({ operation, owed }: { operation: Operation | Reclaim; owed: bigint }): Step[] {
  if (operation.kind !== 'reclaimed') return [];
  const { part, relocked } = operation;
  const pts = (atoms: bigint): string => formatAtoms(atoms, DECIMALS.PTS);
  const sv = (atoms: bigint): string => formatAtoms(atoms, DECIMALS.SV);
  return [
    { key: 'airdrop.step.part', params: { left: sv(part.shares), points: pts(part.points) } },
    ...(relocked > 0n ? [{ key: 'airdrop.step.relocked', params: { locked: sv(relocked) } }] : []),
    ...(owed > 0n ? [{ key: 'airdrop.step.owed', params: { owed: pts(owed) } }] : []),
  ];
}
