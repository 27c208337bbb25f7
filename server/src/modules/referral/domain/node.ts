/** A member in the forest: what he bought, whom he invited, the level that follows, and how it came and went. */
import { dayOf } from '#kernel/day.ts';
import { type Level, levelAt } from '#kernel/level.ts';
import type { Rules } from '#modules/rules/index.ts';

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

/** When a member reached a level, and under which version of the rules. */
export interface Reached { readonly ordinal: number; readonly level: number; readonly ruleVersion: number }

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
