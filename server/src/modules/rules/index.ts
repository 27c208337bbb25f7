/** Versioned rule packs: every number of the member's deal. */
import type { Infra } from '#infra/infra.ts';
import type { Module } from '#infra/module.ts';
import { rulesRoutes } from './routes.ts';
import texts from './texts.json' with { type: 'json' };

export { type Level, LEVELS, levelAt, rankOf } from '#kernel/level.ts';
export { closingAmount, type Counter, type LevelRule, type Pack, type ParameterKey, type Rules, rulesErrors, rulesFrom, scheduledAmount, topRatePpm } from './domain.ts';
export { HELD_REASONS, heldBecause, type HeldReason } from './gate.ts';
export { readPack } from './pack.ts';
export { currentRules, installPack, newestPack, type RuleBook, ruleBook } from './service.ts';
export { DEMO_PACK, PRESETS, SAFE_PACK, SEED_2500_PACK, SEED_PACK, SEED_PART4_PACK } from './shipped.ts';

/** The module of an app. */
export function rulesModule(infra: Infra): Module {
  return { name: 'rules', texts, routes: (http) => rulesRoutes(http, infra) };
}
