/** Who invited whom, team counters, levels and promotion. */
import type { Module } from '#infra/module.ts';
import texts from './texts.json' with { type: 'json' };

export type { Ancestor, Cause, Forest, Node, Promotion } from './domain.ts';
export { countByLevel, findDifferences, levelsOf, memberIdsAt, type Needed, nodeOf, nodesOf, type NodeView, openForest, promotionsOf, saveForest } from './service.ts';

/** The module of an app. It has no routes yet and no subscription of its own: `engine` in rewards folds it (ARCHITECTURE 4.8). */
export function referralModule(): Module {
  return { name: 'referral', texts };
}
