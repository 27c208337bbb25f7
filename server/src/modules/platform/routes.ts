/** The console's view of the event log and what people do about events that could not be applied. */
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { type Http, staffOf } from '#infra/http.ts';
import type { Infra } from '#infra/infra.ts';
import { findEvent, listParked } from '#infra/poisoned.ts';
import { IdText, Instant, Page, PageQuery } from '#infra/schemas.ts';
import { parseId } from '#kernel/id.ts';
import { type AccountId, errors as identityErrors, listApprovals, namesOf } from '#modules/identity/index.ts';
import { errors, parkingIn, REASON } from './domain.ts';
import { decideParking, mayApplyLater, proposeParking, retry, retryParked } from './service.ts';
import * as store from './store.ts';
import { EventView, ParkedView, parkedView, PositionText, type Proposal, SubscriberName, SubscribersView, subscriberView } from './views.ts';

const PENDING = 50;
const Cursor = Type.Optional(Type.String({ pattern: '^[1-9][0-9]{0,17}:[a-zA-Z.]{1,60}$' }));
/** The reason of a proposal, without blanks at its ends. */
const Reason = Type.String({ pattern: `^\\S[\\s\\S]{${REASON.min - 2},${REASON.max - 2}}\\S$`, minLength: REASON.min, maxLength: REASON.max, description: 'Why the event may be passed over; stays on record' });
const Params = Type.Object({ name: SubscriberName });
const read = { act: 'platform.read', of: 'platform' } as const;
const operate = { act: 'platform.operate', of: 'platform' } as const;

/** All routes of the module. */
export function platformRoutes(http: Http, infra: Infra): void {
  readRoutes(http, infra);
  stoppedRoutes(http, infra);
  parkedRoutes(http, infra);
}

/** Proposals to park that wait for a second person, by subscriber and position. */
async function pendingProposals(infra: Infra, request: FastifyRequest): Promise<Map<string, Proposal>> {
  const { orgId } = staffOf(request);
  const rows = await listApprovals(infra.sql, { orgId, state: 'pending', now: infra.clock.now(), limit: PENDING, before: undefined });
  return new Map(rows.filter(({ act }) => act === 'platform.park').flatMap((row) => {
    const parking = parkingIn(row.input);
    return parking ? [[`${parking.position}:${parking.subscriber}`, { approvalId: row.id, reason: parking.reason, proposedBy: { id: row.askedBy, name: row.askedByName }, proposedAt: row.askedAt }] as const] : [];
  }));
}

function readRoutes(http: Http, infra: Infra): void {
  http.get('/api/console/subscribers', {
    schema: { tags: ['platform'], summary: 'The head of the event log; position, lag and health of every subscriber', response: { 200: SubscribersView } },
    config: { guard: read },
  }, async (request) => {
    const { head, waiting } = await infra.events.head(infra.sql);
    const proposals = await pendingProposals(infra, request);
    const items = await Promise.all((await infra.events.states(infra.sql)).map(async (state) => {
      const event = state.failedPosition === null ? undefined : await findEvent(infra.sql, state.failedPosition);
      return subscriberView(state, { money: infra.events.subscriber(state.name)?.money === true, event, proposal: proposals.get(`${state.failedPosition}:${state.name}`) });
    }));
    return { head: head.toString(), waiting: Number(waiting), items };
  });

  http.get('/api/console/events/:position', {
    schema: { tags: ['platform'], summary: 'One event of the log with its payload', params: Type.Object({ position: PositionText }), response: { 200: EventView } },
    config: { guard: read },
  }, async (request) => {
    const event = await findEvent(infra.sql, BigInt(request.params.position));
    if (!event) throw errors.noEvent({ position: request.params.position });
    return { position: event.position.toString(), type: event.type, version: event.version, happenedAt: event.at.toISOString(), payload: event.payload };
  });
}

function stoppedRoutes(http: Http, infra: Infra): void {
  http.post('/api/console/subscribers/:name/retry', {
    schema: { tags: ['platform'], summary: 'Let a stopped subscriber try again from the same event', params: Params, body: Type.Object({ position: PositionText }), response: { 200: Type.Object({}) } },
    config: { guard: operate },
  }, (request) => request.unit(async (ctx) => {
    await retry(infra, ctx, { subscriber: request.params.name, position: BigInt(request.body.position) });
    return {};
  }));

  http.post('/api/console/subscribers/:name/parkings', {
    schema: {
      tags: ['platform'], summary: 'Ask a second person to park the event at which a subscriber stopped', params: Params, body: Type.Object({ position: PositionText, reason: Reason }),
      response: { 200: Type.Object({ approvalId: IdText, expiresAt: Instant }) },
    },
    config: { guard: operate },
  }, (request) => request.unit(async (ctx) => {
    const { position, reason } = request.body;
    const { approvalId, endsAt } = await proposeParking(infra, ctx, { subscriber: request.params.name, position: BigInt(position), reason });
    return { approvalId: String(approvalId), expiresAt: endsAt.toISOString() };
  }));

  http.post('/api/console/parkings/:approvalId/decision', {
    schema: {
      tags: ['platform'], summary: 'Approve or reject parking an event, as another person proposed', params: Type.Object({ approvalId: IdText }),
      body: Type.Object({ decision: Type.Enum(['approve', 'reject']), reason: Type.String({ maxLength: 500 }) }),
      response: { 200: Type.Object({ approved: Type.Boolean(), subscriber: SubscriberName, position: PositionText }) },
    },
    config: { guard: { act: 'platform.park', of: 'platform', stepUp: true, second: true } },
  }, (request) => request.unit(async (ctx) => {
    const { decision, reason: note } = request.body;
    const approvalId = parseId<'approval'>(request.params.approvalId);
    if (approvalId === undefined) throw identityErrors.notFound();
    const { approved, parking } = await decideParking(infra, ctx, { approvalId, decision, note });
    return { approved, subscriber: parking.subscriber, position: parking.position };
  }));
}

function parkedRoutes(http: Http, infra: Infra): void {
  http.get('/api/console/parked-events', {
    schema: { tags: ['platform'], summary: 'Events set aside, latest first, with who parked them and why', querystring: Type.Object({ ...PageQuery, cursor: Cursor }), response: { 200: Page(ParkedView) } },
    config: { guard: read },
  }, async (request) => {
    const { limit = 20, cursor } = request.query;
    const [position, subscriber] = cursor?.split(':') ?? [];
    const rows = await listParked(infra.sql, { after: position === undefined || subscriber === undefined ? undefined : { position: BigInt(position), subscriber }, limit: limit + 1 });
    const shown = rows.slice(0, limit);
    const parkings = await store.findParkings(infra.sql, shown);
    const names = await namesOf(infra.sql, [...new Set(parkings.flatMap(({ proposedBy, approvedBy }) => [proposedBy, approvedBy]))] as AccountId[]);
    const last = shown.at(-1);
    return {
      items: shown.map((row) => parkedView(row, {
        mayRetry: mayApplyLater(infra, row.subscriber), names, parking: parkings.find((one) => one.position === row.position && one.subscriber === row.subscriber),
      })),
      nextCursor: rows.length > limit && last ? `${last.position}:${last.subscriber}` : null,
    };
  });

  http.post('/api/console/parked-events/:name/:position/retry', {
    schema: { tags: ['platform'], summary: 'Apply a parked event now, if order does not matter to its subscriber', params: Type.Object({ name: SubscriberName, position: PositionText }), response: { 200: Type.Object({}) } },
    config: { guard: operate },
  }, async (request) => {
    await retryParked(infra, (work) => request.unit(work), { subscriber: request.params.name, position: BigInt(request.params.position) });
    return {};
  });
}
