/** The share-value fund: stakes, the noon run, repurchase windows, statements. It never asks for a price. */
import type { Infra } from '#infra/infra.ts';
import type { Module } from '#infra/module.ts';
import { airdropChecks } from './checks.ts';
import { airdropPersonal } from './personal.ts';
import { airdropRoutes } from './routes.ts';
import texts from './texts.json' with { type: 'json' };

export { errors as airdropErrors } from './domain/stake.ts';
export { listAirdrops } from './reads/daily.ts';
export { currentDay, fundTotals, type FundTotals, listNoons, noonTotals, previewNoon } from './reads/noons.ts';
export { type Position, positionOf, positionsOf } from './reads/position.ts';
export { type KeptReason, reasonsOf } from './reads/reasons.ts';
export { statement, type StatementLine } from './reads/statement.ts';
export { change, type Changed, type Change, type Line, type Reason, type Step, type Undo } from './service/change.ts';
export { activate, grant, type Grant, lock, setUntil, settled, spendShares } from './service/grants.ts';
export { begin, noon, type NoonOrder } from './service/noon.ts';
export type { Operation } from './domain/stake.ts';
export type { Purchase, Spending } from './domain/window.ts';
export type { DayRow } from './store/days.ts';

/** The member's pages of the fund. */
export function airdropModule(infra: Infra): Module {
  return {
    name: 'airdrop', texts, routes: (http) => airdropRoutes(http, infra), checks: airdropChecks(infra), personal: airdropPersonal,
  };
}
