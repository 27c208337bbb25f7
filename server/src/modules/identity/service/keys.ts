/** API keys: what lets a program act for an organisation, within scopes, until a day. The key itself is shown once and stored nowhere. */
import { assert } from '#kernel/assert.ts';
import { DAY_MS } from '#kernel/day.ts';
import { bucketOf } from '#kernel/id.ts';
import type { Actor, Ctx } from '#infra/context.ts';
import type { Infra } from '#infra/infra.ts';
import { digest, newToken } from '#infra/secrets.ts';
import type { Sql } from '#infra/sql.ts';
import { errors } from '#modules/identity/domain/errors.ts';
import { KEY_SCOPES, type KeyScope } from '#modules/identity/domain/roles.ts';
import { bucketOfToken, composeToken } from '#modules/identity/domain/session.ts';
import * as store from '#modules/identity/store/keys.ts';
import { audit } from './approvals.ts';
import { stateOf } from './state.ts';

const VISITOR: Actor = { kind: 'visitor' };
/** Living keys of one organisation. */
const KEYS = 20;

/** Makes a key for the caller's organisation and returns it, for the only time. Throws foreignScope, tooManyKeys. */
export async function createKey(ctx: Ctx, input: { name: string; scopes: readonly KeyScope[]; days: number }): Promise<{ id: store.ApiKeyId; key: string; endsAt: Date }> {
  const { actor } = ctx;
  assert(actor.kind === 'staff', 'people make keys');
  const allowed: readonly string[] = KEY_SCOPES[actor.orgKind];
  if (input.scopes.some((scope) => !allowed.includes(scope))) throw errors.foreignScope();
  if ((await store.countKeys(ctx.tx, { orgId: actor.orgId, now: ctx.wallNow })) >= KEYS) throw errors.tooManyKeys({ most: KEYS });
  const bucket = bucketOf(actor.orgId);
  const id = ctx.newId<'apiKey'>(bucket);
  const key = composeToken('ak', bucket, newToken());
  const endsAt = new Date(ctx.wallNow.getTime() + input.days * DAY_MS);
  const scopes = [...new Set(input.scopes)].sort();
  await store.insertKey(ctx.tx, { id, orgId: actor.orgId, name: input.name.trim(), keyHash: digest(key), scopes, createdBy: actor.accountId, createdAt: ctx.wallNow, endsAt });
  await audit(ctx, { act: 'identity.keyCreated', target: `key:${id}`, detail: { scopes: scopes.join(' '), endsAt: endsAt.toISOString() } });
  return { id, key, endsAt };
}

/** Revokes a key of the caller's organisation; its next request is a stranger's. Throws notFound. */
export async function revokeKey(ctx: Ctx, id: store.ApiKeyId): Promise<void> {
  assert(ctx.actor.kind === 'staff', 'people revoke keys');
  if (!(await store.revokeKey(ctx.tx, { id, orgId: ctx.actor.orgId, at: ctx.wallNow }))) throw errors.notFound();
  await audit(ctx, { act: 'identity.keyRevoked', target: `key:${id}`, detail: {}, before: { state: 'active' }, after: { state: 'revoked' } });
}

/** Keys of an organisation, newest first. */
export function listKeys(sql: Sql, query: Parameters<typeof store.listKeys>[1]): Promise<store.ApiKey[]> {
  return store.listKeys(sql, query);
}

/** The program that holds the key; a visitor when the key is none, has ended or was revoked. Throws tooManyRequests. Read on every request, as staff are. */
export async function actorOfKey(infra: Infra, key: string): Promise<Actor> {
  const bucket = bucketOfToken('ak', key);
  if (bucket === undefined) return VISITOR;
  const now = infra.clock.wall();
  const row = await store.findKey(infra.sql, { bucket, hash: digest(key), now });
  if (!row) return VISITOR;
  chargeKey(infra, row.id);
  const day = now.toISOString().slice(0, 10);
  if (row.usedOn !== day) await store.touchKey(infra.sql, { id: row.id, day });
  return { kind: 'key', keyId: row.id, orgId: row.orgId, orgKind: row.orgKind, scopes: row.scopes };
}

function chargeKey(infra: Infra, id: store.ApiKeyId): void {
  const { keyUses, limits } = stateOf(infra);
  const nowMs = infra.clock.wall().getTime();
  const uses = keyUses.get(id);
  if (!uses || nowMs >= uses.sinceMs + limits.keyUses.windowMs) return void keyUses.set(id, { sinceMs: nowMs, count: 1 });
  uses.count += 1;
  if (uses.count > limits.keyUses.limit) throw errors.tooManyRequests({ retryAfterMs: uses.sinceMs + limits.keyUses.windowMs - nowMs });
}
