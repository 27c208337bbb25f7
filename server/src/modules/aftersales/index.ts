/** After-sales: money back before shipping, cases about what was shipped, the platform's last word. */
import type { Infra } from '#infra/infra.ts';
import type { Module } from '#infra/module.ts';
import type { Exported } from '#infra/personal.ts';
import { formatAtoms } from '#kernel/amount.ts';
import type { OrdersModule } from '#modules/orders/index.ts';
import { aftersalesChecks } from './checks.ts';
import { aftersalesSweeps } from './jobs.ts';
import { memberRoutes } from './routes/member.ts';
import { staffRoutes } from './routes/staff.ts';
import { casesOf, eraseWords, hasOpenCase, listSteps } from './store.ts';
import texts from './texts.json' with { type: 'json' };

export { errors as aftersalesErrors } from './domain.ts';
export { actAsMember, decideCase, openCase, refundForMember, refundUnshipped, sendParcel } from './service.ts';

/** The module of an app. */
export function aftersalesModule(infra: Infra, { orders }: OrdersModule): Module {
  return {
    name: 'aftersales', texts, sweeps: aftersalesSweeps(orders), checks: aftersalesChecks(infra),
    personal: {
      async export(sql, { memberId }) {
        const told: Exported[] = [];
        for (const { amountFen, supplierId: _supplier, memberId: _member, pictures, ...one } of await casesOf(sql, memberId)) {
          const steps = await listSteps(sql, one.caseId);
          told.push({ ...one, pictures: [...pictures], amount: `${formatAtoms(amountFen, 2)} CNY`, steps: steps.map(({ at, party, act, message }) => ({ at, party, act, message })) });
        }
        return { aftersales: told };
      },
      blockers: async (sql, { memberId }) => ((await hasOpenCase(sql, memberId)) ? ['openCase'] : []),
      erase: (ctx, memberId) => eraseWords(ctx.tx, memberId),
    },
    routes(http) {
      memberRoutes(http, orders);
      staffRoutes(http, orders);
    },
  };
}
