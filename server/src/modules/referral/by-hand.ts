/**
 * Levels set by hand (R4.9.2): one person proposes with a reason, a second approves; then the event `referral.levelSet` takes its place in the order of
 * events, so that it holds for what is paid afterwards and for nothing before (AMB-19). The level stays, whatever is bought, counted or refunded, until
 * two people give it back to the rules. It counts for nobody above: their counters see what the member reached by himself (AMB-36).
 */
import { assert } from '#kernel/assert.ts';
import { bucketOf } from '#kernel/id.ts';
import { LEVELS, type Level, rankOf } from '#kernel/level.ts';
import type { Ctx } from '#infra/context.ts';
import { askApproval, audit, decideApproval, type Json } from '#modules/identity/index.ts';
import { errors } from './domain/errors.ts';
import { isMinor } from './domain/node.ts';
import { nodeOf } from './service.ts';
import { insertDecision } from './store.ts';

export const ACT = 'members.approveLevel';

/** A proposal as an approval stores it. */
export interface LevelProposal {
  readonly memberId: bigint;
  /** The level he holds when it is proposed. */
  readonly from: Level;
  /** What he reached by himself: what he falls back to. */
  readonly earned: Level;
  /** Null gives it back to the rules. */
  readonly level: Level | null;
  readonly reason: string;
}

/** Reads back the proposal that an approval stored. */
function proposalIn(json: Json): LevelProposal {
  assert(typeof json === 'object' && json !== null && !Array.isArray(json), 'the approval holds a proposal');
  const { memberId, from, earned, level, reason } = json as Readonly<Record<string, Json>>;
  const levelOf = (word: Json | undefined): Level | undefined => LEVELS.find((one) => one === word);
  const [held, reached, wanted] = [levelOf(from), levelOf(earned), levelOf(level)];
  assert(typeof memberId === 'string' && typeof reason === 'string' && held && reached && (level === null || wanted), 'the approval holds member, levels and reason');
  return { memberId: BigInt(memberId), from: held, earned: reached, level: wanted ?? null, reason };
}

/** Asks a second person to set a member's level, or to give it back to the rules. Refusals: referral.notFound, minor, nothingToChange. */
export async function proposeLevel(ctx: Ctx, input: { memberId: bigint; level: Level | null; reason: string }): Promise<{ approvalId: bigint; endsAt: Date }> {
  const node = await nodeOf(ctx.tx, input.memberId);
  if (!node) throw errors.notFound();
  if (input.level !== null && isMinor(node, ctx.now)) throw errors.minor();
  if (input.level === null ? !node.byHand : node.byHand && node.level === input.level) throw errors.nothingToChange();
  return askApproval(ctx, { act: ACT, input: { memberId: String(input.memberId), from: node.level, earned: node.earned, level: input.level, reason: input.reason } });
}

/**
 * The second person's word. What he approves must still be what he saw: another level by now is refused and the approval stays open.
 * Refusals: those of identity.decideApproval, referral.levelChanged.
 */
export async function decideLevel(ctx: Ctx, input: { approvalId: bigint; decision: 'approve' | 'reject'; note: string }): Promise<{ approved: boolean }> {
  const decided = await decideApproval(ctx, { approvalId: input.approvalId, act: ACT, decision: input.decision });
  const { memberId, from, earned, level, reason } = proposalIn(decided.input);
  await audit(ctx, {
    act: decided.approved ? 'members.levelSet' : 'members.levelRejected', target: `member:${memberId}`,
    detail: { approvalId: String(input.approvalId), by: level === null ? 'rules' : 'hand', reason, note: input.note, ...(decided.approved ? {} : { level: level ?? earned }) },
    ...(decided.approved ? { before: { level: from }, after: { level: level ?? earned } } : {}),
  });
  if (!decided.approved) return { approved: false };
  const node = await nodeOf(ctx.tx, memberId);
  if (!node || node.level !== from || node.earned !== earned) throw errors.levelChanged();
  await insertDecision(ctx.tx, {
    approvalId: input.approvalId, memberId, level: level === null ? null : rankOf(level), fromLevel: rankOf(from), reason, askedBy: decided.askedBy, decidedBy: decided.decidedBy, at: ctx.now,
  });
  ctx.emit({ type: 'referral.levelSet', bucket: bucketOf(memberId), payload: { memberId: String(memberId), level } });
  return { approved: true };
}
