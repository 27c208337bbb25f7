/** Guide price, release, noon and the fund. */
import { api, type Got, type Posted, queryOf } from '#shared/api.ts';
import { setBusinessTime } from '#shared/clock.ts';
import type { Ask } from '#shared/filters.ts';

const NOONS = '/api/console/economy/noons';
export type Economy = Got<'/api/console/economy'>;
export type Fund = Economy['fund'];
export type NoonRun = Got<typeof NOONS>['items'][number];
export type Preview = Posted<'/api/console/economy/preview'>;
export type Finding = Preview['findings'][number];
/** Price and release of a day, as typed and as proposed. */
export interface Plan { readonly day: string; readonly priceAtoms: string; readonly amountPts: string }

/** The state of the economy; also sets the business clock of this console. */
export async function findEconomy(): Promise<Economy> {
  const economy = await api('get', '/api/console/economy');
  setBusinessTime(economy.clock.now);
  return economy;
}
export const preview = (plan: Plan) => api('post', '/api/console/economy/preview', { body: { ...plan } });
export const propose = (plan: Plan) => api('post', '/api/console/economy/proposals', { body: { ...plan } });
export const decide = (approvalId: string, decision: 'approve' | 'reject', reason: string) =>
  api('post', '/api/console/economy/proposals/{approvalId}/decision', { path: { approvalId }, body: { decision, reason } });
export const listNoons = (ask: Ask) => api('get', NOONS, { query: queryOf(NOONS, ask) });
/** Demo only: business time goes to the next noon, and what falls due on the way happens. */
export const advanceToNoon = () => api('post', '/api/console/demo/advance-to-noon');
