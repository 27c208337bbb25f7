/** The JSON of platform: schemas and the values that fill them. */
import { Type } from 'typebox';
import type { LoggedEvent } from '#app/events.ts';
import type { SubscriberState } from '#infra/event-log.ts';
import type { ParkedEvent } from '#infra/poisoned.ts';
import { IdText, Instant, Nullable } from '#infra/schemas.ts';
import type { ParkingRow } from './store.ts';

/** A position of the log: dense from 1. */
export const PositionText = Type.String({ pattern: '^[1-9][0-9]{0,17}$', description: 'Position in the event log, a decimal string' });
export const SubscriberName = Type.String({ pattern: '^[a-zA-Z.]{1,60}$' });
const Person = Type.Object({ id: IdText, name: Type.String() });
const EVENT = { position: PositionText, type: Type.String(), happenedAt: Instant };

export const EventView = Type.Object({ ...EVENT, version: Type.Integer(), payload: Type.Unknown({ description: 'Facts of the event: ids and amounts, never personal data' }) });
const Failed = Type.Object({
  ...EVENT, failedAt: Instant, error: Type.String(),
  proposal: Nullable(Type.Object({ approvalId: IdText, reason: Type.String(), proposedBy: Person, proposedAt: Instant }, { description: 'A proposal to park it that waits for a second person' })),
});
export const SubscribersView = Type.Object({
  head: Type.String({ description: 'The last position given' }), waiting: Type.Integer({ description: 'Events committed that have no position yet' }),
  items: Type.Array(Type.Object({
    name: SubscriberName, money: Type.Boolean({ description: 'Stops at an event it cannot apply; others set it aside' }), position: Type.String(),
    lag: Type.String({ description: 'Events in the log that are not applied yet' }),
    state: Type.Enum(['running', 'stopped']), failed: Nullable(Failed),
  })),
});
export const ParkedView = Type.Object({
  ...EVENT, subscriber: SubscriberName, parkedAt: Instant, error: Type.String(),
  mayRetry: Type.Boolean({ description: 'Whether it may be applied out of its place' }),
  parking: Nullable(Type.Object({ reason: Type.String(), proposedBy: Person, proposedAt: Instant, approvedBy: Person, approvedAt: Instant }, { description: 'The two people who decided; null when the program set it aside by itself' })),
});

export interface Proposal {
  readonly approvalId: bigint;
  readonly reason: string;
  readonly proposedBy: { readonly id: bigint; readonly name: string };
  readonly proposedAt: Date;
}

/** A subscriber with the event it failed at. */
export function subscriberView(state: SubscriberState, facts: { money: boolean; event: LoggedEvent | undefined; proposal: Proposal | undefined }) {
  const { event, proposal } = facts;
  return {
    name: state.name, money: facts.money, position: state.position.toString(), lag: state.lag.toString(), state: state.state,
    failed: event === undefined || state.failedAt === null ? null : {
      position: event.position.toString(), type: event.type, happenedAt: event.at.toISOString(), failedAt: state.failedAt.toISOString(), error: state.error ?? '',
      proposal: proposal ? {
        approvalId: proposal.approvalId.toString(), reason: proposal.reason, proposedBy: { id: proposal.proposedBy.id.toString(), name: proposal.proposedBy.name },
        proposedAt: proposal.proposedAt.toISOString(),
      } : null,
    },
  };
}

/** A parked event with who decided so. */
export function parkedView(row: ParkedEvent, facts: { mayRetry: boolean; parking: ParkingRow | undefined; names: ReadonlyMap<bigint, string> }) {
  const person = (id: bigint) => ({ id: id.toString(), name: facts.names.get(id) ?? '' });
  const { parking } = facts;
  return {
    subscriber: row.subscriber, position: row.position.toString(), type: row.type, happenedAt: row.happenedAt.toISOString(), parkedAt: row.parkedAt.toISOString(), error: row.error,
    mayRetry: facts.mayRetry,
    parking: parking ? {
      reason: parking.reason, proposedBy: person(parking.proposedBy), proposedAt: parking.proposedAt.toISOString(), approvedBy: person(parking.approvedBy),
      approvedAt: parking.approvedAt.toISOString(),
    } : null,
  };
}
