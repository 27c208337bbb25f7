/** The event log: who stands where, what failed, and what people do about it. */
import { api, type Got, queryOf } from '#shared/api.ts';
import type { Ask } from '#shared/filters.ts';

const PARKED = '/api/console/parked-events';
export type Subscribers = Got<'/api/console/subscribers'>;
export type SubscriberRow = Subscribers['items'][number];
export type ParkedRow = Got<typeof PARKED>['items'][number];
export type LoggedEvent = Got<'/api/console/events/{position}'>;

/** How long a reason for parking is at least, as the server demands it. */
export const REASON_LENGTH = 10;

export const findSubscribers = () => api('get', '/api/console/subscribers');
export const findEvent = (position: string) => api('get', '/api/console/events/{position}', { path: { position } });
export const listParked = (ask: Ask) => api('get', PARKED, { query: queryOf(PARKED, ask) });
/** Lets a stopped subscriber try again from the same event. */
export const retry = (name: string, position: string) => api('post', '/api/console/subscribers/{name}/retry', { path: { name }, body: { position } });
/** Asks a second person to park the event. */
export const proposeParking = (name: string, position: string, reason: string) => api('post', '/api/console/subscribers/{name}/parkings', { path: { name }, body: { position, reason } });
export const decideParking = (approvalId: string, decision: 'approve' | 'reject', reason: string) =>
  api('post', '/api/console/parkings/{approvalId}/decision', { path: { approvalId }, body: { decision, reason } });
/** Applies a parked event now. */
export const applyParked = (name: string, position: string) => api('post', '/api/console/parked-events/{name}/{position}/retry', { path: { name, position } });

/** A list's row has one key: the subscriber and the position. */
export const keyOf = (row: { readonly subscriber: string; readonly position: string }): string => `${row.position}:${row.subscriber}`;
