/** Loading the part of the forest that a batch of events needs, and writing it back. */
import { assert } from '#kernel/assert.ts';
import { bucketOf } from '#kernel/id.ts';
import { LEVELS, type Level, levelAt, rankOf } from '#kernel/level.ts';
import type { Ctx } from '#infra/context.ts';
import type { Sql } from '#infra/sql.ts';
import type { Rules } from '#modules/rules/index.ts';
import { type Forest, makeForest } from './domain/forest.ts';
import { type Derived, recompute } from './domain/levels.ts';
import { heldLevel, type Node } from './domain/node.ts';
import * as store from './store.ts';

const NEVER = LEVELS.length;

export interface Needed {
  /** Members whose own node is enough. */
  readonly members: readonly bigint[];
  /** Members whose ancestors are needed up to the first one at or above `stopAt`, above whom nothing can be earned. */
  readonly earning: readonly bigint[];
  readonly stopAt: Level;
  /** Members who buy a package; those who have one already concern nobody above, for the others everyone up to the root is needed. */
  readonly activating: readonly bigint[];
  /** Members whose package is refunded: everyone up to the root is needed, with when each level was reached. */
  readonly refunding: readonly bigint[];
  /** Members this batch will register; they may also stand in the lists above. */
  readonly newcomers: readonly { readonly memberId: bigint; readonly referrerId: bigint | null }[];
}

/**
 * The forest as a batch needs it, in a constant number of statements for chains of usual depth (a chain deeper than 20,000 takes one more for
 * each 20,000). Members who are not there yet are left out: `register` adds them. Only the one ordered subscription may change and save it.
 */
export async function openForest(sql: Sql, needed: Needed): Promise<Forest> {
  const referrers = new Map(needed.newcomers.map(({ memberId, referrerId }) => [memberId, referrerId]));
  const wanted = new Set([...needed.members, ...needed.earning, ...needed.activating, ...needed.refunding]);
  for (const [memberId, referrerId] of referrers) {
    wanted.add(memberId);
    if (referrerId !== null) wanted.add(referrerId);
  }
  const nodes = new Map<number, Node>();
  const byMember = new Map<bigint, Node>();
  for (const node of await store.nodesOf(sql, [...wanted])) {
    nodes.set(node.ordinal, node);
    byMember.set(node.memberId, node);
  }
  const above = (memberId: bigint, skip: (node: Node) => boolean): number[] => {
    const node = byMember.get(memberId);
    if (node) return node.parent === null || skip(node) ? [] : [node.parent];
    // A newcomer's way up begins at the first of his line who is already stored.
    const seen = new Set<bigint>();
    for (let id = referrers.get(memberId) ?? null; id !== null && !seen.has(id); id = referrers.get(id) ?? null) {
      seen.add(id);
      const found = byMember.get(id);
      if (found) return [found.ordinal];
    }
    return [];
  };
  await addAncestors(sql, { nodes, from: needed.activating.flatMap((id) => above(id, (node) => node.activatedAt !== null)), stopAt: NEVER });
  await addAncestors(sql, { nodes, from: needed.refunding.flatMap((id) => above(id, () => false)), stopAt: NEVER });
  await addAncestors(sql, { nodes, from: needed.earning.flatMap((id) => above(id, () => false)), stopAt: rankOf(needed.stopAt) });
  const reached = needed.refunding.length === 0 ? [] : await store.levelsReached(sql, [...nodes.keys()]);
  return makeForest([...nodes.values()], await store.lastOrdinal(sql), reached);
}

/** Adds the nodes on the way up from `from` that are not there yet. */
async function addAncestors(sql: Sql, input: { nodes: Map<number, Node>; from: readonly number[]; stopAt: number }): Promise<void> {
  const { nodes, stopAt } = input;
  let frontier = missing(nodes, input.from, stopAt);
  while (frontier.length > 0) {
    const found = await store.walkUp(sql, frontier, stopAt);
    assert(found.length > 0, 'every parent is a node');
    for (const node of found) if (!nodes.has(node.ordinal)) nodes.set(node.ordinal, node);
    frontier = missing(nodes, frontier, stopAt);
  }
}

/** Where the ways up from `from` leave the loaded nodes before they end. */
function missing(nodes: ReadonlyMap<number, Node>, from: readonly number[], stopAt: number): number[] {
  const out = new Set<number>();
  const seen = new Set<number>();
  for (const start of from) {
    for (let ordinal: number | null = start; ordinal !== null && !seen.has(ordinal);) {
      seen.add(ordinal);
      const node: Node | undefined = nodes.get(ordinal);
      if (!node) out.add(ordinal);
      ordinal = node && rankOf(heldLevel(node)) < stopAt ? node.parent : null;
    }
  }
  return [...out];
}

/** Writes what a batch changed and reports the levels reached, and those lost, in one event each: every member once, lowest first. */
export async function saveForest(ctx: Ctx, forest: Forest): Promise<void> {
  const { added, changed, promotions, losses, moved } = forest.changes();
  await store.insertNodes(ctx.tx, added);
  await store.updateNodes(ctx.tx, changed);
  await store.markLost(ctx.tx, losses);
  await store.insertPromotions(ctx.tx, promotions);
  const lowestFirst = [...moved].sort((a, b) => b.node.depth - a.node.depth || a.node.ordinal - b.node.ordinal);
  const told = (which: (from: number, to: number) => boolean) => lowestFirst.filter(({ from, to }) => which(rankOf(from), rankOf(to)))
    .map(({ node, from, to }) => ({ memberId: node.memberId.toString(), from, to }));
  const up = told((from, to) => to > from);
  const down = told((from, to) => to < from);
  if (up[0]) ctx.emit({ type: 'referral.promoted', bucket: bucketOf(BigInt(up[0].memberId)), payload: { promotions: up } });
  if (down[0]) ctx.emit({ type: 'referral.demoted', bucket: bucketOf(BigInt(down[0].memberId)), payload: { demotions: down } });
}

/** The levels members hold; a member whose registration has not been applied yet is absent and counts as registered. */
export async function levelsOf(sql: Sql, memberIds: readonly bigint[]): Promise<Map<bigint, Level>> {
  return new Map((await store.nodesOf(sql, memberIds)).map((node) => [node.memberId, heldLevel(node)]));
}

export type NodeView = Omit<Node, 'level' | 'purchased' | 'parent' | 'manual'> & {
  readonly level: Level;
  /** What he reached by himself, which counts for those above him. */
  readonly earned: Level;
  /** Whether the level was set by hand. */
  readonly byHand: boolean;
};

/** The places of members: level, depth and counters. Absent until a registration has been applied. */
export async function nodesOf(sql: Sql, memberIds: readonly bigint[]): Promise<Map<bigint, NodeView>> {
  if (memberIds.length === 0) return new Map();
  return new Map((await store.nodesOf(sql, memberIds)).map(({ purchased: _purchased, parent: _parent, level, manual, ...rest }) =>
    [rest.memberId, { ...rest, level: heldLevel({ level, manual }), earned: levelAt(level), byHand: manual !== null }]));
}

/** A member's place; undefined until his registration has been applied. */
export async function nodeOf(sql: Sql, memberId: bigint): Promise<NodeView | undefined> {
  return (await nodesOf(sql, [memberId])).get(memberId);
}

/** The levels a member reached and has not lost, lowest first, each with the event and the rule version that gave it. */
export async function promotionsOf(sql: Sql, memberId: bigint): Promise<{ from: Level; to: Level; position: bigint; ruleVersion: number; at: Date }[]> {
  return (await store.promotionsOf(sql, memberId)).map(({ fromLevel, level, ...rest }) => ({ from: levelAt(fromLevel), to: levelAt(level), ...rest }));
}

/** Ids of the members at a level, newest first, at most `limit` below `before`. */
export function memberIdsAt(sql: Sql, input: { level: Level; before: bigint | null; limit: number }): Promise<bigint[]> {
  return store.memberIdsAt(sql, { ...input, level: rankOf(input.level) });
}

/** How many members hold each level. */
export async function countByLevel(sql: Sql): Promise<Map<Level, number>> {
  return new Map((await store.countByLevel(sql)).map(({ level, members }) => [levelAt(level), Number(members)]));
}

/** Compares the whole stored forest with a full recomputation; returns the members that differ (none, unless there is a bug or a rule changed). */
export async function findDifferences(sql: Sql, rules: Rules): Promise<{ memberId: bigint; stored: Derived; derived: Derived }[]> {
  const nodes: Node[] = [];
  for (let page = await store.nodesAfter(sql, 0); page.length > 0; page = await store.nodesAfter(sql, page.at(-1)?.ordinal ?? 0)) nodes.push(...page);
  const derived = recompute(nodes, rules);
  return nodes.flatMap(({ memberId, level, directVip, directShopkeeper, directDealer, teamVip }, index) => {
    const stored: Derived = { level, directVip, directShopkeeper, directDealer, teamVip };
    const expected = derived[index];
    assert(expected, 'the recomputation covers the forest');
    const same = (Object.keys(stored) as (keyof Derived)[]).every((key) => stored[key] === expected[key]);
    return same ? [] : [{ memberId, stored, derived: expected }];
  });
}
