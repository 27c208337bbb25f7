/**
 * The referral forest and its levels (R4.3, ENGINE B).
 *
 * A member's level follows from what he bought and from counters over those he invited. When a member rises, exactly the counters whose
 * threshold he crossed go up: his parent's direct counters, and the team counter of every ancestor when he crosses VIP. Only members on the
 * path to the root can be touched, and each depends only on the one below him, so one walk upwards settles everything, lowest first.
 * `recompute` is the same meaning said differently (one pass from the last ordinal to the first) and serves as the check.
 */
import { assert } from '#kernel/assert.ts';
import { type Level, levelAt, rankOf } from '#kernel/level.ts';
import type { RuleBook, Rules } from '#modules/rules/index.ts';
import { settle, type Step, unsettle } from './levels.ts';
import { type Ancestor, type Cause, heldLevel, type Loss, type Node, type Promotion, type Reached } from './node.ts';

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
