/** API keys of an organisation: of the platform at /api/console/api-keys, of a supplier at /api/supplier/api-keys. */
import { Type } from 'typebox';
import { type Http, staffOf } from '#infra/http.ts';
import type { Infra } from '#infra/infra.ts';
import { IdText, Instant, Nullable, Page, PageQuery } from '#infra/schemas.ts';
import { parseId } from '#kernel/id.ts';
import { KEY_SCOPES, type KeyScope } from '#modules/identity/domain/roles.ts';
import { createKey, listKeys, revokeKey } from '#modules/identity/service/keys.ts';
import { namesOf } from '#modules/identity/store/accounts.ts';
import type { ApiKeyId } from '#modules/identity/store/keys.ts';

const PAGE = 20;
const LONGEST_DAYS = 365;
const Scope = Type.Enum([...new Set<KeyScope>([...KEY_SCOPES.platform, ...KEY_SCOPES.supplier])]);
const KeyView = Type.Object({
  id: IdText, name: Type.String(), scopes: Type.Array(Type.String()), createdBy: Type.String(), createdAt: Instant, endsAt: Instant,
  usedOn: Nullable(Type.String({ description: 'The last day of use, in UTC' })), state: Type.Enum(['active', 'expired', 'revoked']),
});

export function keyRoutes(http: Http, infra: Infra): void {
  mount(http, infra, { base: '/api/console/api-keys', of: 'platform' });
  mount(http, infra, { base: '/api/supplier/api-keys', of: 'supplier' });
}

function mount(http: Http, infra: Infra, { base, of }: { base: string; of: 'platform' | 'supplier' }): void {
  http.get(base, {
    schema: { tags: ['identity'], summary: 'API keys of one’s organisation, newest first; never the keys themselves', querystring: Type.Object(PageQuery), response: { 200: Page(KeyView) } },
    config: { guard: { act: 'keys.write', of } },
  }, async (request) => {
    const { limit = PAGE, cursor } = request.query;
    const rows = await listKeys(infra.sql, { orgId: staffOf(request).orgId, limit: limit + 1, before: cursor === undefined ? undefined : parseId(cursor) });
    const shown = rows.slice(0, limit);
    const names = await namesOf(infra.sql, shown.map(({ createdBy }) => createdBy));
    const now = infra.clock.wall();
    return {
      items: shown.map(({ id, name, scopes, createdBy, createdAt, endsAt, usedOn, revokedAt }) => ({
        id: String(id), name, scopes: [...scopes], createdBy: names.get(createdBy) ?? '', createdAt: createdAt.toISOString(), endsAt: endsAt.toISOString(), usedOn,
        state: revokedAt !== null ? 'revoked' as const : endsAt <= now ? 'expired' as const : 'active' as const,
      })),
      nextCursor: rows.length > limit ? String(shown.at(-1)?.id) : null,
    };
  });

  http.post(base, {
    schema: {
      tags: ['identity'], summary: 'Make a key; it is answered once',
      body: Type.Object({ name: Type.String({ minLength: 1, maxLength: 60, pattern: '\\S' }), scopes: Type.Array(Scope, { minItems: 1, maxItems: 10 }), days: Type.Integer({ minimum: 1, maximum: LONGEST_DAYS, description: 'How many days it is good for' }) }),
      response: { 201: Type.Object({ id: IdText, key: Type.String({ description: 'To be sent as Authorization: Bearer' }), endsAt: Instant }) },
    },
    config: { guard: { act: 'keys.write', of, stepUp: true } },
  }, async (request, reply) => {
    const { id, key, endsAt } = await request.unit((ctx) => createKey(ctx, request.body));
    return reply.code(201).send({ id: String(id), key, endsAt: endsAt.toISOString() });
  });

  http.post(`${base}/:id/revoke`, {
    schema: { tags: ['identity'], summary: 'Revoke a key; its next request is refused', params: Type.Object({ id: IdText }), response: { 204: Type.Null() } },
    config: { guard: { act: 'keys.write', of } },
  }, async (request, reply) => {
    await request.unit((ctx) => revokeKey(ctx, BigInt(request.params.id) as ApiKeyId));
    return reply.code(204).send(null);
  });
}
