/** Bills of payment channels beside our records, and refunds whose money is not back. */
import { api, type Got, queryOf } from '#shared/api.ts';
import type { Ask } from '#shared/filters.ts';

const DAYS = '/api/console/reconciliations';
const REFUNDS = '/api/console/refunds';
export type DayRow = Got<typeof DAYS>['items'][number];
export type DifferenceRow = Got<'/api/console/reconciliations/{channel}/{day}'>['items'][number];
export type RefundRow = Got<typeof REFUNDS>['items'][number];
type OfDay = Pick<DayRow, 'channel' | 'day'>;

/** How long an explanation is at least, as the server demands it. */
export const NOTE_LENGTH = 4;

export const listDays = (ask: Ask) => api('get', DAYS, { query: queryOf(DAYS, ask) });
export const findDifferences = ({ channel, day }: OfDay) => api('get', '/api/console/reconciliations/{channel}/{day}', { path: { channel, day } });
/** Fetches the bill of a day and compares it again. */
export const runAgain = ({ channel, day }: OfDay) => api('post', '/api/console/reconciliations/{channel}/{day}/run', { path: { channel, day } });
export const explain = (id: string, note: string) => api('post', '/api/console/differences/{id}/explain', { path: { id }, body: { note } });
export const listRefunds = (ask: Ask) => api('get', REFUNDS, { query: queryOf(REFUNDS, ask) });
export const retryRefund = (id: string) => api('post', '/api/console/refunds/{id}/retry', { path: { id } });

/** The word of a channel in the texts: where no money moves it says so. */
export const channelWord = ({ channel, simulated }: { channel: string; simulated: boolean }): string => (simulated ? `${channel}_simulated` : channel);

/** A list's row has one key: the day and the channel. */
export const keyOf = ({ channel, day }: OfDay): string => `${day}:${channel}`;
