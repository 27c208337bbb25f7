/** What the start page asks, from the modules that own it. */
import { api, type Got, queryOf } from '#shared/api.ts';
import { setBusinessTime } from '#shared/clock.ts';
import type { Ask } from '#shared/filters.ts';
import { countRows, placedBefore } from './count.ts';

const MEMBERS = '/api/console/members';
const ORDERS = '/api/console/orders';
const APPROVALS = '/api/console/approvals';
export type Economy = Got<'/api/console/economy'>;

/** The state of the economy; also sets the business clock of this console. */
export async function findEconomy(): Promise<Economy> {
  const economy = await api('get', '/api/console/economy');
  setBusinessTime(economy.clock.now);
  return economy;
}

export const countMembers = () => countRows((ask) => api('get', MEMBERS, { query: queryOf(MEMBERS, ask) }));
export const countApprovals = () => countRows((ask) => api('get', APPROVALS, { query: queryOf(APPROVALS, { ...ask, state: 'pending' }) }));
const orders = (ask: Ask) => api('get', ORDERS, { query: queryOf(ORDERS, ask) });
export const countToShip = () => countRows((ask) => orders({ ...ask, state: 'paid' }));
/** Orders placed on the business day: the list is newest first, so counting ends at the first of an earlier day. */
export const countOrdersOf = (day: string) => countRows(orders, placedBefore(day));

/** Subscribers that have stopped, by name; none when the server does not say. */
export async function findStopped(): Promise<readonly string[]> {
  const answer: unknown = await fetch('/ready').then((response) => response.json(), () => undefined);
  if (typeof answer !== 'object' || answer === null || !('stoppedSubscribers' in answer) || !Array.isArray(answer.stoppedSubscribers)) return [];
  return answer.stoppedSubscribers.map(String);
}
