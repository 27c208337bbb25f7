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

/** Whether the shop runs on the rules that a live shop is born with. */
export const isSafe = async (): Promise<boolean> => (await api('get', '/api/console/rules')).pack === 'safe';

export const countMembers = () => countRows((ask) => api('get', MEMBERS, { query: queryOf(MEMBERS, ask) }));
export const countApprovals = () => countRows((ask) => api('get', APPROVALS, { query: queryOf(APPROVALS, { ...ask, state: 'pending' }) }));
const orders = (ask: Ask) => api('get', ORDERS, { query: queryOf(ORDERS, ask) });
export const countToShip = () => countRows((ask) => orders({ ...ask, state: 'paid' }));
/** Orders placed on the business day: the list is newest first, so counting ends at the first of an earlier day. */
export const countOrdersOf = (day: string) => countRows(orders, placedBefore(day));

/** Complaints that wait for the shop, and how many of them too long. */
export const countComplaints = () => api('get', '/api/console/complaints/waiting');

/** Applications of suppliers that wait for a decision. */
export const countApplications = async (): Promise<number> => (await api('get', '/api/console/supplier-applications/waiting')).waiting;
/** Goods that suppliers proposed and nobody has decided about. */
export const countReviews = async (): Promise<number> => Number((await api('get', '/api/console/proposals', { query: { state: 'submitted', limit: 1 } })).total);

/** Subscribers that have stopped, by name. */
export const findStopped = async (): Promise<readonly string[]> => (await api('get', '/api/console/subscribers')).items.filter(({ state }) => state === 'stopped').map(({ name }) => name);
/** Events that the program set aside and that a person may have applied, as far as the latest page of them tells. */
export const countAppliable = async (): Promise<number> => (await api('get', '/api/console/parked-events', { query: { limit: 100 } })).items.filter(({ mayRetry }) => mayRetry).length;
/** After-sales cases that wait for the platform. */
export const countCases = async (): Promise<number> => (await api('get', '/api/console/aftersales-counts')).platform;

const DAYS = '/api/console/reports/days';
export type DayFigures = Got<typeof DAYS>['items'][number];
/** The last days in figures, oldest first. */
export const findDays = (days: 7 | 30 | 90) => api('get', DAYS, { query: { days } });

/** What is granted later, and whether anything is granted at all. */
export const findHeld = () => api('get', '/api/console/rewards/held');
