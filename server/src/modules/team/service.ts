/** Folding what happened into the figures of everybody above, and reading them. */
import type { LoggedEvent } from '#app/events.ts';
import { assert } from '#kernel/assert.ts';
import { LEVELS, type Level } from '#kernel/level.ts';
import type { Ctx } from '#infra/context.ts';
import type { Infra } from '#infra/infra.ts';
import type { Sql } from '#infra/sql.ts';
import { nodeOf, promotionsOf } from '#modules/referral/index.ts';
import { currentRules } from '#modules/rules/index.ts';
import { foldUp, levelSteps, type LevelStep, makeBatch, type Place } from './domain.ts';
import * as store from './store.ts';

export type TeamEvent = Extract<LoggedEvent, { type: 'members.registered' | 'referral.promoted' | 'referral.demoted' | 'orders.confirmed' | 'orders.refunded' }>;

function levelOf(word: string): Level {
  const level = LEVELS.find((one) => one === word);
  assert(level, `${word} is a level`);
  return level;
}

/**
 * Applies a batch of events in three statements: one walk to the roots, newcomers, and one addition for each member concerned. Cursor and effect share
 * the transaction of `ctx`. Of refunds only those of confirmed orders count: others were never added.
 */
export async function applyTeam(ctx: Ctx, events: readonly TeamEvent[]): Promise<void> {
  const batch = makeBatch();
  const newcomers: { memberId: bigint; referrerId: bigint | null }[] = [];
  for (const event of events) {
    if (event.type === 'members.registered') {
      const { memberId, referrerId } = event.payload;
      newcomers.push({ memberId: BigInt(memberId), referrerId: referrerId === null ? null : BigInt(referrerId) });
      batch.joined(BigInt(memberId));
    } else if (event.type === 'referral.promoted') {
      for (const { memberId, from, to } of event.payload.promotions) batch.moved(BigInt(memberId), { from: levelOf(from), to: levelOf(to) });
    } else if (event.type === 'referral.demoted') {
      for (const { memberId, from, to } of event.payload.demotions) batch.moved(BigInt(memberId), { from: levelOf(from), to: levelOf(to) });
    } else if (event.type === 'orders.confirmed') {
      for (const { memberId, totalFen } of event.payload.orders) batch.bought(BigInt(memberId), BigInt(totalFen));
    } else {
      for (const { memberId, totalFen, stage } of event.payload.orders) if (stage === 'confirmed') batch.bought(BigInt(memberId), -BigInt(totalFen));
    }
  }
  const places = await store.walkUp(ctx.tx, [...batch.changes.keys(), ...newcomers.flatMap(({ referrerId }) => referrerId ?? [])]);
  const added = placeNewcomers(places, newcomers);
  await store.insertPlaces(ctx.tx, added);
  await store.addFigures(ctx.tx, foldUp(places, batch.changes));
}

/** Gives newcomers their places below their referrers; asserts that each referrer came before. */
function placeNewcomers(places: Map<bigint, Place>, newcomers: readonly { memberId: bigint; referrerId: bigint | null }[]): Place[] {
  return newcomers.map(({ memberId, referrerId }) => {
    const above = referrerId === null ? undefined : places.get(referrerId);
    assert(referrerId === null || above, `referrer ${referrerId} joined before ${memberId}`);
    const place = { memberId, referrerId, depth: above ? above.depth + 1 : 0 };
    places.set(memberId, place);
    return place;
  });
}

/** Heads by level. */
export type Heads = Readonly<Record<Level, number>>;

export interface TeamFigures {
  /** Confirmed purchases of everybody below him less refunds, without his own, in fen (R4.9.3). */
  readonly salesFen: bigint;
  /** Everybody below him at any depth, without himself, by the level each reached by himself (AMB-37). */
  readonly people: Heads;
  /** Of them those he invited himself. */
  readonly direct: Heads;
}

const headsOf = (counts: readonly number[]): Heads => Object.fromEntries(LEVELS.map((level, rank) => [level, counts[rank] ?? 0])) as Record<Level, number>;

/** The figures of a member's team; zeros until his registration has been applied. */
export async function teamOf(sql: Sql, memberId: bigint): Promise<TeamFigures> {
  const row = await store.findFigures(sql, memberId);
  return { salesFen: row?.salesFen ?? 0n, people: headsOf(row?.people ?? []), direct: headsOf(row?.direct ?? []) };
}

export interface LevelsView {
  readonly level: Level;
  /** Whether the operator set it: then it stays, whatever is counted (R4.9.2). */
  readonly byHand: boolean;
  readonly ruleVersion: number;
  readonly steps: readonly LevelStep[];
  /** The levels he reached, newest first. */
  readonly history: readonly { readonly from: Level; readonly to: Level; readonly ruleVersion: number; readonly at: Date }[];
}

/** Every level by the rules in force, what of it the member has, and how he came to his. */
export async function levelsFor(infra: Infra, memberId: bigint): Promise<LevelsView> {
  const rules = await currentRules(infra.sql, infra.clock.now());
  const node = await nodeOf(infra.sql, memberId);
  const level = node?.level ?? 'registered';
  const earned = node?.earned ?? 'registered';
  const { directVip = 0, directShopkeeper = 0, directDealer = 0, teamVip = 0 } = node ?? {};
  const history = (await promotionsOf(infra.sql, memberId)).toReversed();
  return { level, byHand: node?.byHand ?? false, ruleVersion: rules.version, steps: levelSteps({ earned, directVip, directShopkeeper, directDealer, teamVip }, rules), history };
}
