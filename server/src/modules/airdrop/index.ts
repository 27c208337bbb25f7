/** The share-value fund: stakes, the noon run, repurchase windows, statements. It never asks for a price. */
import type { Infra } from '#infra/infra.ts';
import type { Module } from '#infra/module.ts';
import { formatAtoms } from '#kernel/amount.ts';
import { airdropChecks } from './checks.ts';
import { currentDay } from './reads.ts';
import { airdropRoutes } from './routes.ts';
import { setUntil } from './service.ts';
import { linesOf } from './store.ts';
import texts from './texts.json' with { type: 'json' };

export { errors as airdropErrors } from './domain/stake.ts';
export {
  currentDay, fundTotals, type FundTotals, type KeptReason, listAirdrops, listNoons, noonTotals, type Position, positionOf, positionsOf, previewNoon, reasonsOf, statement, type StatementLine,
} from './reads.ts';
export {
  activate, begin, change, type Changed, type Change, grant, type Grant, type Line, lock, noon, type NoonOrder, type Reason, setUntil, settled, spendShares, type Step, type Undo,
} from './service.ts';
export type { Operation } from './domain/stake.ts';
export type { Purchase, Spending } from './domain/window.ts';
export type { DayRow } from './store.ts';

/** The member's pages of the fund. */
export function airdropModule(infra: Infra): Module {
  return {
    name: 'airdrop', texts, routes: (http) => airdropRoutes(http, infra), checks: airdropChecks(infra),
    personal: {
      async export(sql, memberId) {
        const lines = await linesOf(sql, memberId);
        return {
          'share-value': lines.map(({ at, kind, reason, ...amounts }) => ({
            at, kind, sv: `${formatAtoms(amounts.shares, 8)} SV`, lockedSv: `${formatAtoms(amounts.locked, 8)} SV`, points: `${formatAtoms(amounts.points, 8)} PTS`, reason,
          })),
        };
      },
      /** His window ends with the last noon run: what he holds stays in the books, paused, since only a purchase of his own could resume it. */
      async erase(ctx, memberId) {
        const day = await currentDay(ctx.tx);
        if (day !== undefined) await setUntil(ctx, [{ memberId, until: day }]);
      },
    },
  };
}
