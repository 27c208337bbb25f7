/** What level counters and purchases give, and the walk upwards that settles a rise or a fall. */
import { assert } from '#kernel/assert.ts';
import { LEVELS, levelAt, rankOf } from '#kernel/level.ts';
import type { Counter, Rules } from '#modules/rules/index.ts';
import type { Counters, Node } from './node.ts';

const VIP = rankOf('vip');
const SHOPKEEPER = rankOf('shopkeeper');
const DEALER = rankOf('dealer');

/** A node whose counters or level changed, with its ranks before and after. */
export interface Step {
  readonly node: Node;
  readonly from: number;
  readonly to: number;
}

/**
 * Lifts the buyer and everyone above him as far as the rules say; returns whoever's counters or level changed, lowest first.
 * Whoever crosses no counted threshold concerns nobody above, so the walk ends there without looking further.
 */
export function settle(buyer: Node, context: { before: number; parentOf: (node: Node) => Node | undefined; rules: Rules }): Step[] {
  const { before, parentOf, rules } = context;
  buyer.level = reachedBy(buyer, rules);
  let child: Step = { node: buyer, from: before, to: buyer.level };
  const steps: Step[] = [child];
  let newVips = 0;
  for (;;) {
    const crossed = (rank: number): number => (child.from < rank && rank <= child.to ? 1 : 0);
    newVips += crossed(VIP);
    if (newVips + crossed(SHOPKEEPER) + crossed(DEALER) === 0) return steps;
    const node = parentOf(child.node);
    if (!node) return steps;
    // A jump crosses several thresholds at once; a member already above one does not count for it again.
    node.directVip += crossed(VIP);
    node.directShopkeeper += crossed(SHOPKEEPER);
    node.directDealer += crossed(DEALER);
    node.teamVip += newVips;
    const from = node.level;
    node.level = reachedBy(node, rules);
    child = { node, from, to: node.level };
    steps.push(child);
  }
}

/**
 * Lowers the buyer and everyone above him as far as a refund takes away what held them; the mirror of `settle`. Whoever falls below no counted
 * threshold concerns nobody above.
 */
export function unsettle(buyer: Node, context: { parentOf: (node: Node) => Node | undefined; rulesOf: (node: Node, level: number) => readonly Rules[] }): Step[] {
  const { parentOf, rulesOf } = context;
  const fall = (node: Node): Step => {
    const from = node.level;
    while (node.level > node.purchased && !rulesOf(node, node.level).some((rules) => holds(node, node.level, rules))) node.level -= 1;
    return { node, from, to: node.level };
  };
  let child = fall(buyer);
  const steps: Step[] = [child];
  let fewerVips = 0;
  for (;;) {
    const crossed = (rank: number): number => (child.to < rank && rank <= child.from ? 1 : 0);
    fewerVips += crossed(VIP);
    if (fewerVips + crossed(SHOPKEEPER) + crossed(DEALER) === 0) return steps;
    const node = parentOf(child.node);
    if (!node) return steps;
    node.directVip -= crossed(VIP);
    node.directShopkeeper -= crossed(SHOPKEEPER);
    node.directDealer -= crossed(DEALER);
    node.teamVip -= fewerVips;
    child = fall(node);
    steps.push(child);
  }
}

/** Whether a level above what was bought stands on the counters, under these rules. Thresholds that have risen since take nothing away (N6). */
function holds(node: Readonly<Counters & { purchased: number }>, level: number, rules: Rules): boolean {
  return node.purchased >= rankOf(rules.climbFrom) && meets(node, level, rules);
}

function meets(node: Readonly<Counters>, level: number, rules: Rules): boolean {
  const required = Object.entries(rules.levels[levelAt(level)].requires) as [Counter, number][];
  return required.length > 0 && required.every(([counter, least]) => node[counter] >= least);
}

/** The rank a member holds by what he bought and whom he invited; never below the one he has (N6). */
function reachedBy(node: Readonly<Counters & { purchased: number; level: number }>, rules: Rules): number {
  const held = Math.max(node.level, node.purchased);
  // Whoever has no package does not climb, whomever he invited (R4.3.1, AMB-17).
  if (held < rankOf(rules.climbFrom)) return held;
  for (let rank = LEVELS.length - 1; rank > held; rank--) {
    if (meets(node, rank, rules)) return rank;
  }
  return held;
}

/** What a node should hold. */
export type Derived = Counters & { readonly level: number };

/**
 * Levels and counters of a whole forest from parents and purchases alone: when an ordinal is visited all his descendants are final.
 * `nodes` in ascending dense ordinals from 1. The naive model against which the incremental one is checked (ENGINE B.1).
 */
export function recompute(nodes: readonly { readonly parent: number | null; readonly purchased: number }[], rules: Rules): Derived[] {
  const derived = nodes.map(({ purchased }) => ({ purchased, level: 0, directVip: 0, directShopkeeper: 0, directDealer: 0, teamVip: 0 }));
  for (let index = nodes.length - 1; index >= 0; index--) {
    const node = derived[index];
    const parent = nodes[index]?.parent;
    assert(node, 'the pass stays within the forest');
    node.level = reachedBy(node, rules);
    if (parent === null || parent === undefined) continue;
    const above = derived[parent - 1];
    assert(above && parent - 1 < index, 'a parent has a smaller ordinal');
    above.directVip += node.level >= VIP ? 1 : 0;
    above.directShopkeeper += node.level >= SHOPKEEPER ? 1 : 0;
    above.directDealer += node.level >= DEALER ? 1 : 0;
    above.teamVip += node.teamVip + (node.level >= VIP ? 1 : 0);
  }
  return derived.map(({ level, directVip, directShopkeeper, directDealer, teamVip }) => ({ level, directVip, directShopkeeper, directDealer, teamVip }));
}
