/** Versioned rule packs: every number of the member's deal. */
import type { Infra } from '#infra/infra.ts';
import type { Module } from '#infra/module.ts';
import seed from './packs/seed.json' with { type: 'json' };
import { rulesRoutes } from './routes.ts';
import texts from './texts.json' with { type: 'json' };

export { type Level, LEVELS, levelAt, rankOf } from '#kernel/level.ts';
export { type Counter, type LevelRule, type Pack, type ParameterKey, type Rules, rulesErrors, rulesFrom, topRatePpm } from './domain.ts';
export { readPack } from './pack.ts';
export { currentRules, installPack, type RuleBook, ruleBook } from './service.ts';

/** The pack that is the source document to the digit (ARCHITECTURE 5). */
export const SEED_PACK: unknown = seed;

/** The module of an app. */
export function rulesModule(infra: Infra): Module {
  return { name: 'rules', texts, routes: (http) => rulesRoutes(http, infra) };
}
