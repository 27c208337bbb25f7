/** Who invited whom, team counters, levels and promotion. */
import type { Infra } from '#infra/infra.ts';
import type { Module } from '#infra/module.ts';
import { referralPersonal } from './personal.ts';
import { referralRoutes } from './routes.ts';
import texts from './texts.json' with { type: 'json' };

export type { Forest } from './domain/forest.ts';
export { type Ancestor, type Cause, isMinor, type Node, type Promotion } from './domain/node.ts';
export { countByLevel, findDifferences, levelsOf, memberIdsAt, type Needed, nodeOf, nodesOf, type NodeView, openForest, promotionsOf, saveForest } from './service.ts';

/** The module of an app. It has no subscription of its own: `engine` in rewards folds it (ARCHITECTURE 4.8). */
export function referralModule(infra: Infra): Module {
  return { name: 'referral', routes: (http) => referralRoutes(http, infra), texts, personal: referralPersonal };
}
