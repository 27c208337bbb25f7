/** Guide price, release, noon and the fund. */
import { api } from '#shared/api.ts';
import { setBusinessTime } from '#shared/clock.ts';
import type { Ask, Page } from '#shared/list.ts';

export interface Person { readonly id: string; readonly name: string }
export interface Plan { readonly day: string; readonly priceAtoms: string; readonly amountPts: string }
/** A day's guide price with who set it. */
export interface SetPrice extends Plan { readonly proposedBy: Person; readonly approvedBy: Person | null; readonly approvedAt: string | null }
export interface PendingPrice extends Plan { readonly approvalId: string; readonly proposedBy: Person; readonly askedAt: string }
export interface NoonRun { readonly day: string; readonly priceAtoms: string; readonly plannedPts: string; readonly issuedPts: string; readonly burnedSv: string; readonly eligibleSv: string; readonly yieldPpm: number; readonly capApplied: boolean; readonly runAt: string }
export interface Fund {
  readonly eligibleSv: string; readonly pausedSv: string; readonly lockedSv: string; readonly outstandingSv: string; readonly burnedSv: string;
  readonly poolPts: string; readonly circulatingPts: string; readonly destroyedPts: string; readonly foundersPts: string; readonly totalPts: string; readonly ceilingAtoms: string | null;
}
export interface Economy {
  readonly clock: { readonly now: string; readonly today: string; readonly nextNoonAt: string };
  readonly fund: Fund; readonly band: { readonly lowPpm: number; readonly highPpm: number }; readonly scheduledPts: string;
  readonly today: SetPrice | null; readonly pending: readonly PendingPrice[]; readonly upcoming: readonly SetPrice[]; readonly history: readonly NoonRun[];
}
export interface Finding { readonly code: string; readonly severity: 'block' | 'warn' | 'note'; readonly message: string }
export interface Preview extends Plan {
  readonly eligibleSv: string; readonly outstandingSv: string; readonly yieldPpm: number; readonly planYieldPpm: number; readonly band: { readonly lowPpm: number; readonly highPpm: number };
  readonly issuedPts: string; readonly burnSv: string; readonly capApplied: boolean; readonly ceilingAtoms: string | null; readonly previousPriceAtoms: string | null; readonly findings: readonly Finding[];
}

/** The state of the economy; also sets the business clock of this console. */
export async function findEconomy(): Promise<Economy> {
  const economy = (await api('get', '/api/console/economy')) as Economy;
  setBusinessTime(economy.clock.now);
  return economy;
}
export const preview = (plan: Plan) => api('post', '/api/console/economy/preview', { body: { ...plan } }) as Promise<Preview>;
export const propose = (plan: Plan) => api('post', '/api/console/economy/proposals', { body: { ...plan } });
export const decide = (approvalId: string, decision: 'approve' | 'reject', reason: string) =>
  api('post', '/api/console/economy/proposals/{approvalId}/decision', { path: { approvalId }, body: { decision, reason } });
export const listNoons = (ask: Ask) => api('get', '/api/console/economy/noons', { query: ask }) as Promise<Page<NoonRun>>;
/** Demo only: business time goes to the next noon, and what falls due on the way happens. */
export const advanceToNoon = () => api('post', '/api/console/demo/advance-to-noon', { body: {} });
