/** The schedules that the source allows, each with its sums (N2): shown before anybody chooses one. */
import { Type } from 'typebox';
import type { Http } from '#infra/http.ts';
import { Atoms } from '#infra/schemas.ts';
import { closingAmount, PRESETS, readPack, rulesFrom } from '#modules/rules/index.ts';
import { plannedCeiling } from './domain.ts';

const Preset = Type.Object({
  pack: Type.String(), dailyPts: Atoms, days: Type.Integer(), halveDays: Type.Integer({ description: 'Days after which the daily amount halves; 0 for never' }),
  closingPts: Type.Object({ amount: Atoms, ofPool: Atoms }, { description: 'What the last day releases: the days before it and this come to the pool' }),
  foundersPts: Atoms, totalPts: Atoms, ceilingAtoms: Type.String({ description: 'The highest price that the plan bears, 1e-8 yuan a point' }),
});

export function presetRoutes(http: Http): void {
  http.get('/api/console/economy/presets', {
    schema: { tags: ['economy'], summary: 'The three schedules of the source with their sums', response: { 200: Type.Object({ items: Type.Array(Preset) }) } },
    config: { guard: { act: 'rules.read', of: 'platform' } },
  }, () => ({ items: PRESETS.map(presetView) }));
}

function presetView(value: unknown) {
  const rules = rulesFrom(readPack(value), 0);
  const { airdrop, supply, plan } = rules;
  return {
    pack: rules.pack, dailyPts: String(airdrop.dailyPts), days: airdrop.days, halveDays: airdrop.halveDays,
    closingPts: { amount: String(closingAmount(rules)), ofPool: String(supply.totalPts - supply.foundersPts) },
    foundersPts: String(supply.foundersPts), totalPts: String(supply.totalPts),
    ceilingAtoms: String(plannedCeiling({ budgetFen: plan.budgetFen, totalPts: supply.totalPts, planConsumedPpm: plan.consumedPpm })),
  };
}
