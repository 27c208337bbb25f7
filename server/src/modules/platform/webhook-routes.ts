/** Webhooks of an organisation: of the platform below /api/console, of a supplier below /api/supplier. */
import { Type } from 'typebox';
import { type Http, staffOf } from '#infra/http.ts';
import type { Infra } from '#infra/infra.ts';
import { IdText, Instant, Nullable, Page, PageQuery } from '#infra/schemas.ts';
import { parseId } from '#kernel/id.ts';
import { type AccountId, namesOf } from '#modules/identity/index.ts';
import { WEBHOOK_KINDS } from './webhook-facts.ts';
import { changeKinds, createWebhook, listDeliveries, listWebhooks, pauseWebhook, redeliver, removeWebhook, renewSecret, resumeWebhook, tryWebhook } from './webhook-service.ts';
import type { DeliveryRow } from './webhook-store.ts';

const PAGE = 20;
const WebhookView = Type.Object({
  id: IdText, url: Type.String(), description: Type.String(), kinds: Type.Array(Type.String()), state: Type.Enum(['active', 'paused']),
  failingSince: Nullable(Type.String({ format: 'date-time', description: 'Since when nothing has arrived' })), oldSecretUntil: Nullable(Instant), createdBy: Type.String(), createdAt: Instant,
});
const DeliveryView = Type.Object({
  id: IdText, messageId: Type.String({ description: 'What is sent as webhook-id' }), kind: Type.String(), body: Type.String(), state: Type.Enum(['waiting', 'delivered', 'failed']), tries: Type.Integer(),
  status: Nullable(Type.Integer({ description: 'Status of the last answer' })), failure: Nullable(Type.String()), tookMs: Nullable(Type.Integer()), triedAt: Nullable(Instant), nextAt: Nullable(Instant), createdAt: Instant,
});
const Secret = Type.String({ description: 'whsec_ and the key in base64; answered once' });
const Params = Type.Object({ id: IdText });
const Kinds = Type.Array(Type.Enum([...WEBHOOK_KINDS]), { minItems: 1, maxItems: 20 });

const deliveryView = (row: DeliveryRow) => ({
  id: String(row.id), messageId: `msg_${row.id}`, kind: row.kind, body: row.body, state: row.state, tries: row.tries, status: row.lastStatus, failure: row.lastError, tookMs: row.lastMs,
  triedAt: row.triedAt?.toISOString() ?? null, nextAt: row.nextAt?.toISOString() ?? null, createdAt: row.createdAt.toISOString(),
});

/** Mounts the routes of both desks. */
export function webhookRoutes(http: Http, infra: Infra): void {
  mount(http, infra, { desk: '/api/console', of: 'platform' });
  mount(http, infra, { desk: '/api/supplier', of: 'supplier' });
}

type Desk = { readonly desk: string; readonly of: 'platform' | 'supplier' };

function mount(http: Http, infra: Infra, { desk, of }: Desk): void {
  const base = `${desk}/webhooks`;
  const guard = { act: 'keys.write', of } as const;
  http.get(base, {
    schema: { tags: ['platform'], summary: 'Webhooks of one’s organisation, newest first; never their secrets', response: { 200: Page(WebhookView) } }, config: { guard },
  }, async (request) => {
    const rows = await listWebhooks(infra.sql, staffOf(request).orgId);
    const names = await namesOf(infra.sql, rows.map(({ createdBy }) => createdBy as AccountId));
    const now = infra.clock.wall();
    return {
      items: rows.map((row) => ({
        id: String(row.id), url: row.url, description: row.description, kinds: [...row.kinds], state: row.state === 'paused' ? 'paused' as const : 'active' as const, failingSince: row.failingSince?.toISOString() ?? null,
        oldSecretUntil: row.oldUntil && now < row.oldUntil ? row.oldUntil.toISOString() : null, createdBy: names.get(row.createdBy as AccountId) ?? '', createdAt: row.createdAt.toISOString(),
      })),
      nextCursor: null,
    };
  });
  http.post(base, {
    schema: {
      tags: ['platform'], summary: 'Make a webhook; its secret is answered once',
      body: Type.Object({ url: Type.String({ minLength: 10, maxLength: 400 }), description: Type.Optional(Type.String({ maxLength: 100, description: 'For people' })), kinds: Kinds }),
      response: { 201: Type.Object({ id: IdText, secret: Secret }) },
    },
    config: { guard: { ...guard, stepUp: true } },
  }, async (request, reply) => {
    const { id, secret } = await request.unit((ctx) => createWebhook(infra, ctx, { ...request.body, description: request.body.description?.trim() ?? '' }));
    return reply.code(201).send({ id: String(id), secret });
  });
  http.post(`${base}/:id/kinds`, {
    schema: { tags: ['platform'], summary: 'Tell a webhook of other kinds from now on', params: Params, body: Type.Object({ kinds: Kinds }), response: { 204: Type.Null() } },
    config: { guard: { ...guard, stepUp: true } },
  }, async (request, reply) => {
    await request.unit((ctx) => changeKinds(ctx, { id: BigInt(request.params.id), kinds: request.body.kinds }));
    return reply.code(204).send(null);
  });
  http.post(`${base}/:id/secret`, {
    schema: { tags: ['platform'], summary: 'Give a webhook a new secret; the one before signs as well for a day', params: Params, response: { 200: Type.Object({ secret: Secret, oldUntil: Instant }) } },
    config: { guard: { ...guard, stepUp: true } },
  }, async (request) => {
    const { secret, oldUntil } = await request.unit((ctx) => renewSecret(infra, ctx, BigInt(request.params.id)));
    return { secret, oldUntil: oldUntil.toISOString() };
  });
  http.post(`${base}/:id/remove`, {
    schema: { tags: ['platform'], summary: 'Remove a webhook; what waits for it is given up', params: Params, response: { 204: Type.Null() } }, config: { guard },
  }, async (request, reply) => {
    await request.unit((ctx) => removeWebhook(ctx, BigInt(request.params.id)));
    return reply.code(204).send(null);
  });
  http.post(`${base}/:id/pause`, {
    schema: { tags: ['platform'], summary: 'Tell a webhook of nothing more until it is resumed; what waits for it is given up', params: Params, response: { 204: Type.Null() } }, config: { guard },
  }, async (request, reply) => {
    await request.unit((ctx) => pauseWebhook(ctx, BigInt(request.params.id)));
    return reply.code(204).send(null);
  });
  http.post(`${base}/:id/resume`, {
    schema: { tags: ['platform'], summary: 'Resume a webhook that was paused', params: Params, response: { 204: Type.Null() } }, config: { guard },
  }, async (request, reply) => {
    await request.unit((ctx) => resumeWebhook(ctx, BigInt(request.params.id)));
    return reply.code(204).send(null);
  });
  mountDeliveries(http, infra, { desk, of });
}

function mountDeliveries(http: Http, infra: Infra, { desk, of }: Desk): void {
  const guard = { act: 'keys.write', of } as const;
  http.post(`${desk}/webhooks/:id/test`, {
    schema: { tags: ['platform'], summary: 'Send a message that means nothing, to see whether it arrives', params: Params, response: { 201: Type.Object({ deliveryId: IdText }) } }, config: { guard },
  }, async (request, reply) => {
    const { deliveryId } = await request.unit((ctx) => tryWebhook(ctx, BigInt(request.params.id)));
    return reply.code(201).send({ deliveryId: String(deliveryId) });
  });
  http.get(`${desk}/webhooks/:id/deliveries`, {
    schema: { tags: ['platform'], summary: 'Messages to a webhook of the last 30 days, newest first', params: Params, querystring: Type.Object(PageQuery), response: { 200: Page(DeliveryView) } }, config: { guard },
  }, async (request) => {
    const { limit = PAGE, cursor } = request.query;
    const rows = await listDeliveries(infra.sql, { webhookId: BigInt(request.params.id), orgId: staffOf(request).orgId, before: cursor === undefined ? undefined : parseId(cursor), limit: limit + 1 });
    const shown = rows.slice(0, limit);
    return { items: shown.map(deliveryView), nextCursor: rows.length > limit ? String(shown.at(-1)?.id) : null };
  });
  http.post(`${desk}/webhook-deliveries/:id/redeliver`, {
    schema: { tags: ['platform'], summary: 'Send a message once more, under the same id', params: Params, response: { 204: Type.Null() } }, config: { guard },
  }, async (request, reply) => {
    await request.unit((ctx) => redeliver(ctx, BigInt(request.params.id)));
    return reply.code(204).send(null);
  });
}
