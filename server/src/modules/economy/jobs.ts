/** Noon is a sweep that any process may attempt and one commits. */
import type { Infra } from '#infra/infra.ts';
import type { Sweep } from '#infra/module.ts';
import { runDueNoon } from './service.ts';

/** Runs the noon that is due by business time, one a call, and so catches up day by day. */
export function noonSweep(infra: Infra): Sweep {
  return { name: 'economy.noon', run: async () => ((await runDueNoon(infra)) ? 1 : 0) };
}
