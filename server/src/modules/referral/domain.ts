/**
 * The referral forest and its levels (R4.3, ENGINE B).
 *
 * A member's level follows from what he bought and from counters over those he invited. When a member rises, exactly the counters whose
 * threshold he crossed go up: his parent's direct counters, and the team counter of every ancestor when he crosses VIP. Only members on the
 * path to the root can be touched, and each depends only on the one below him, so one walk upwards settles everything, lowest first.
 * `recompute` is the same meaning said differently (one pass from the last ordinal to the first) and serves as the check.
 */
import { assert } from '#kernel/assert.ts';
import { dayOf } from '#kernel/day.ts';
import { defineRefusals } from '#kernel/errors.ts';
import { LEVELS, type Level, levelAt, rankOf } from '#kernel/level.ts';
import type { Counter, RuleBook, Rules } from '#modules/rules/index.ts';

export const errors = defineRefusals('referral', {
  /** No such member, or his registration is still being applied. */
  notFound: 404,
  /** The level is set so already, or is not set by hand. */
  nothingToChange: 409,
  /** Minors hold no level above the first. */
  minor: 409,
  /** The level changed since it was proposed to set another. */
  levelChanged: 409,
});

export interface Counters {
  /** Directly invited members at or above the level. */
  directVip: number;
  directShopkeeper: number;
  directDealer: number;
  /** All below him, at any depth and without himself, at or above VIP (AMB-16). */
  teamVip: number;
}

export interface Node extends Counters {
  /** Dense number in the order of registration; a parent's is smaller than his children's. */
  readonly ordinal: number;
  readonly memberId: bigint;
  readonly parent: number | null;
  readonly depth: number;
  readonly registeredAt: Date;
  /** Of a minor: the first business day on which he may earn; null for adults. */
  readonly adultOn: number | null;
  /** Rank reached by buying alone. */
  purchased: number;
  /** Rank reached by himself: what counts for those above him. */
  level: number;
  /** Rank that two people of staff set, which he holds instead until they give it back to the rules (R4.9.2, AMB-36). */
  manual: number | null;
  /** Since when he holds a package. */
  activatedAt: Date | null;
}

export interface Promotion {
  readonly node: Node;
  readonly from: Level;
  readonly to: Level;
  readonly position: bigint;
  readonly ruleVersion: number;
  readonly at: Date;
  /** The event that took the level away again (N6). */
  readonly lostPosition: bigint | null;
}

/** Levels from `above` upwards that a member lost by an event. */
export interface Loss { readonly node: Node; readonly above: Level; readonly position: bigint }

/** The level a member holds: the one set by hand, else the one he reached. */
export function heldLevel(node: Pick<Node, 'level' | 'manual'>): Level {
  return levelAt(node.manual ?? node.level);
}

/** Whether a member is a minor at an instant, and so earns nothing (LAW 9.9). */
export function isMinor({ adultOn }: Pick<Node, 'adultOn'>, at: Date): boolean {
  return adultOn !== null && dayOf(at) < adultOn;
}

/** What happened and when: the event that causes a change, and the rules in force then. */
export interface Cause {
  readonly position: bigint;
  readonly at: Date;
  readonly rules: Rules;
}

export interface Ancestor {
  readonly memberId: bigint;
  readonly level: Level;
  /** 1 for the direct referrer. */
  readonly distance: number;
  readonly adultOn: number | null;
}

const VIP = rankOf('vip');
const SHOPKEEPER = rankOf('shopkeeper');
const DEALER = rankOf('dealer');

/** The part of the forest that one batch of events touches, held in memory; changes are collected for one write at the end. */
export interface Forest {
  /** Adds a member below his referrer; false when he is already there (nothing changes). Asserts that the referrer is there. */
  register(input: { memberId: bigint; referrerId: bigint | null; at: Date; adultOn?: number | null }): boolean;
  /** The node of a member; asserts that it was loaded. */
  node(memberId: bigint): Readonly<Node>;
  /** The level a member holds. */
  levelOf(memberId: bigint): Level;
  /** Sets the level a member holds whatever is counted; null gives it back to the rules. It counts for nobody above (AMB-36). */
  setLevel(memberId: bigint, level: Level | null): void;
  /** His ancestors from the direct referrer upwards, with the levels they hold now. */
  ancestors(memberId: bigint): Generator<Ancestor>;
  /**
   * A confirmed purchase that lifts its buyer to `to` at least (R4.2); a package also activates him, once.
   * Returns whether this was his first package, and every promotion that follows, the buyer first, then upwards.
   */
  purchase(input: { memberId: bigint; to: Level; package: boolean }, cause: Cause): { activated: boolean; promotions: readonly Promotion[] };
  /**
   * A purchase was refunded (N6): its buyer keeps what his other purchases lift him to and is activated only if one of them holds a package; he and
   * everyone above him falls as far as the counters say, and no further. Returns whether he was activated and is no more.
   */
  refund(input: { memberId: bigint; to: Level; package: boolean }, cause: Omit<Cause, 'rules'> & { book: RuleBook }): { deactivated: boolean };
  changes(): ForestChanges;
}

export interface ForestChanges {
  readonly added: readonly Node[];
  readonly changed: readonly Node[];
  readonly promotions: readonly Promotion[];
  /** Of levels that were reached before this batch. */
  readonly losses: readonly Loss[];
  /** Everyone whose level is another than when the batch began. */
  readonly moved: readonly { readonly node: Node; readonly from: Level; readonly to: Level }[];
}

/** When a member reached a level, and under which version of the rules. */
export interface Reached { readonly ordinal: number; readonly level: number; readonly ruleVersion: number }

/** A forest over nodes already stored; `last` is the highest ordinal in the database, `reached` tells of the levels that a refund may put in question. */
export function makeForest(stored: readonly Node[], last: number, reached: readonly Reached[] = []): Forest {
  const { nodeOf, parentOf, has, add } = nodeIndex(stored);
  const added: Node[] = [];
  const changed = new Set<Node>();
  const history = levelHistory(reached, last);
  const levelBefore = new Map([...stored].map((node) => [node, node.level]));
  const touch = (node: Node): void => { if (node.ordinal <= last) changed.add(node); };
  return {
    register({ memberId, referrerId, at, adultOn = null }) {
      if (has(memberId)) return false;
      const parent = referrerId === null ? undefined : nodeOf(referrerId);
      const node: Node = {
        ordinal: last + added.length + 1, memberId, parent: parent?.ordinal ?? null, depth: parent ? parent.depth + 1 : 0, registeredAt: at, adultOn,
        purchased: 0, level: 0, manual: null, activatedAt: null, directVip: 0, directShopkeeper: 0, directDealer: 0, teamVip: 0,
      };
      add(node);
      added.push(node);
      return true;
    },
    node: nodeOf,
    levelOf: (memberId) => heldLevel(nodeOf(memberId)),
    setLevel(memberId, level) {
      const node = nodeOf(memberId);
      node.manual = level === null ? null : rankOf(level);
      touch(node);
    },
    *ancestors(memberId) {
      let distance = 0;
      for (let node = parentOf(nodeOf(memberId)); node; node = parentOf(node)) {
        distance += 1;
        yield { memberId: node.memberId, level: heldLevel(node), distance, adultOn: node.adultOn };
      }
    },
    purchase(input, cause) {
      const buyer = nodeOf(input.memberId);
      const activated = input.package && buyer.activatedAt === null;
      const before = buyer.level;
      const bought = rankOf(input.to);
      if (activated) {
        buyer.activatedAt = cause.at;
        touch(buyer);
      }
      // Only a purchase that lifts him is evaluated: buying again neither counts again nor looks at anybody above.
      if (bought <= buyer.purchased) return { activated, promotions: [] };
      buyer.purchased = bought;
      const rises = settle(buyer, { before, parentOf, rules: cause.rules });
      for (const { node } of rises) touch(node);
      const mine = promotionsBy(rises, cause);
      history.reach(mine);
      return { activated, promotions: mine };
    },
    refund(input, { position, at, book }) {
      const buyer = nodeOf(input.memberId);
      const deactivated = buyer.activatedAt !== null && !input.package;
      if (deactivated) buyer.activatedAt = null;
      buyer.purchased = rankOf(input.to);
      touch(buyer);
      for (const { node, from, to } of unsettle(buyer, { parentOf, rulesOf: (one, level) => history.rulesOf(one, level, { book, at }) })) {
        touch(node);
        if (to < from) history.lose({ node, above: levelAt(to), position });
      }
      return { deactivated };
    },
    changes: () => ({
      added, changed: [...changed].sort((a, b) => a.ordinal - b.ordinal), promotions: history.promotions, losses: history.losses,
      moved: [...changed, ...added].map((node) => ({ node, from: levelAt(levelBefore.get(node) ?? 0), to: levelAt(node.level) })).filter(({ from, to }) => from !== to),
    }),
  };
}

/** The nodes in memory, by member and by ordinal. */
function nodeIndex(stored: readonly Node[]) {
  const byOrdinal = new Map(stored.map((node) => [node.ordinal, node]));
  const byMember = new Map(stored.map((node) => [node.memberId, node]));
  return {
    has: (memberId: bigint): boolean => byMember.has(memberId),
    add(node: Node): void {
      byOrdinal.set(node.ordinal, node);
      byMember.set(node.memberId, node);
    },
    nodeOf(memberId: bigint): Node {
      const node = byMember.get(memberId);
      assert(node, `member ${memberId} stands in the forest`);
      return node;
    },
    parentOf(node: Node): Node | undefined {
      if (node.parent === null) return undefined;
      const parent = byOrdinal.get(node.parent);
      assert(parent, `the batch has loaded node ${node.parent}`);
      return parent;
    },
  };
}

function promotionsBy(rises: readonly Step[], { position, at, rules }: Cause): Promotion[] {
  return rises.filter(({ from, to }) => to > from)
    .map(({ node, from, to }) => ({ node, from: levelAt(from), to: levelAt(to), position, ruleVersion: rules.version, at, lostPosition: null }));
}

/** Levels reached and lost: those of before that a refund may put in question, and those of the batch. */
function levelHistory(reached: readonly Reached[], last: number) {
  const promotions: Promotion[] = [];
  const losses: Loss[] = [];
  return {
    promotions, losses,
    reach: (some: readonly Promotion[]): void => void promotions.push(...some),
    lose(loss: Loss): void {
      const { node, above, position } = loss;
      for (const [index, one] of promotions.entries()) {
        if (one.node === node && rankOf(one.to) > rankOf(above) && one.lostPosition === null) promotions[index] = { ...one, lostPosition: position };
      }
      if (node.ordinal <= last) losses.push(loss);
    },
    /** Today's rules, and those under which a member reached a level that he has not lost. */
    rulesOf(node: Node, level: number, { book, at }: { book: RuleBook; at: Date }): Rules[] {
      const version = promotions.findLast((one) => one.node === node && rankOf(one.to) === level && one.lostPosition === null)?.ruleVersion
        ?? reached.find((one) => one.ordinal === node.ordinal && one.level === level)?.ruleVersion;
      return version === undefined ? [book.at(at)] : [book.at(at), book.version(version)];
    },
  };
}

interface Step {
  readonly node: Node;
  readonly from: number;
  readonly to: number;
}

/**
 * Lifts the buyer and everyone above him as far as the rules say; returns whoever's counters or level changed, lowest first.
 * Whoever crosses no counted threshold concerns nobody above, so the walk ends there without looking further.
 */
function settle(buyer: Node, context: { before: number; parentOf: (node: Node) => Node | undefined; rules: Rules }): Step[] {
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
function unsettle(buyer: Node, context: { parentOf: (node: Node) => Node | undefined; rulesOf: (node: Node, level: number) => readonly Rules[] }): Step[] {
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
