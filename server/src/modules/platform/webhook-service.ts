/** Webhooks of an organisation: made, told of other kinds, given a new secret, tried, paused by people or by the program, resumed, removed. */
import { assert } from '#kernel/assert.ts';
import { DAY_MS } from '#kernel/day.ts';
import { bucketOf } from '#kernel/id.ts';
import type { Actor, Ctx } from '#infra/context.ts';
import type { Infra } from '#infra/infra.ts';
import { type Keys, makeKeys } from '#infra/secrets.ts';
import type { Sql } from '#infra/sql.ts';
import { newWebhookSecret, parseWebhookUrl } from '#infra/webhook.ts';
import { audit } from '#modules/identity/index.ts';
import { supplierOfOrganisation } from '#modules/suppliers/index.ts';
import { errors } from './domain.ts';
import { bodyOf, TEST_KIND, WEBHOOK_KINDS, type WebhookKind } from './webhook-facts.ts';
import * as store from './webhook-store.ts';

/** Living webhooks of one organisation. */
export const WEBHOOKS = 10;
/** How long both secrets sign after a change. */
const OVERLAP_MS = DAY_MS;

const keysOf = (infra: Infra): Keys => makeKeys(infra.config.secretKey, 'platform');
/** Each kind once, in the order of the catalogue. */
const inOrder = (kinds: readonly WebhookKind[]): WebhookKind[] => WEBHOOK_KINDS.filter((kind) => kinds.includes(kind));
const owner = (id: bigint): string => `webhook:${id}`;

/** What a message is signed with now: the secret, and the one before as long as both count. */
export function secretsOf(infra: Infra, hook: { id: bigint } & Pick<store.WebhookRow, 'secretBox' | 'oldBox' | 'oldUntil'>): string[] {
  const boxes = hook.oldBox !== null && hook.oldUntil !== null && infra.clock.wall() < hook.oldUntil ? [hook.secretBox, hook.oldBox] : [hook.secretBox];
  return boxes.map((box) => keysOf(infra).open(box, owner(hook.id)));
}

function staffIn(ctx: Ctx): Extract<Actor, { kind: 'staff' }> {
  assert(ctx.actor.kind === 'staff', 'people keep webhooks');
  return ctx.actor;
}

async function lockOwn(ctx: Ctx, id: bigint): Promise<store.WebhookRow> {
  const hook = await store.lockWebhook(ctx.tx, { id, orgId: staffIn(ctx).orgId });
  if (!hook) throw errors.webhookNotFound();
  return hook;
}

/** Makes a webhook for the caller's organisation; the secret is answered this one time. Refusals: badWebhookUrl, tooManyWebhooks. */
export async function createWebhook(infra: Infra, ctx: Ctx, input: { url: string; description: string; kinds: readonly WebhookKind[] }): Promise<{ id: bigint; secret: string }> {
  const { orgId, orgKind, accountId } = staffIn(ctx);
  const url = parseWebhookUrl(input.url, { demo: infra.config.mode === 'demo' });
  if (url === undefined) throw errors.badWebhookUrl();
  await store.lockOrganisation(ctx.tx, orgId);
  if ((await store.countWebhooks(ctx.tx, orgId)) >= WEBHOOKS) throw errors.tooManyWebhooks({ most: WEBHOOKS });
  const supplierId = orgKind === 'supplier' ? (await supplierOfOrganisation(ctx.tx, orgId)).id : null;
  const id = ctx.newId<'webhook'>(bucketOf(orgId));
  const secret = newWebhookSecret();
  const kinds = inOrder(input.kinds);
  await store.insertWebhook(ctx.tx, { id, orgId, supplierId, url, description: input.description, kinds, secretBox: keysOf(infra).seal(secret, owner(id)), createdBy: accountId, createdAt: ctx.wallNow });
  await audit(ctx, { act: 'platform.webhookCreated', target: `webhook:${id}`, detail: { host: new URL(url).host, kinds: kinds.join(' ') } });
  return { id, secret };
}

/** Tells a webhook of these kinds from now on; what was written of others is still sent. Refusal: webhookNotFound. */
export async function changeKinds(ctx: Ctx, input: { id: bigint; kinds: readonly WebhookKind[] }): Promise<void> {
  const before = await lockOwn(ctx, input.id);
  const kinds = inOrder(input.kinds);
  await store.setKinds(ctx.tx, { id: input.id, kinds });
  await audit(ctx, { act: 'platform.webhookKinds', target: `webhook:${input.id}`, detail: {}, before: { kinds: before.kinds.join(' ') }, after: { kinds: kinds.join(' ') } });
}

/** Gives a webhook a new secret; for a day everything is signed with the one before as well. Refusal: webhookNotFound. */
export async function renewSecret(infra: Infra, ctx: Ctx, id: bigint): Promise<{ secret: string; oldUntil: Date }> {
  const hook = await lockOwn(ctx, id);
  const secret = newWebhookSecret();
  const oldUntil = new Date(ctx.wallNow.getTime() + OVERLAP_MS);
  await store.setSecret(ctx.tx, { id, secretBox: keysOf(infra).seal(secret, owner(id)), oldBox: hook.secretBox, oldUntil });
  await audit(ctx, { act: 'platform.webhookRenewed', target: `webhook:${id}`, detail: {} });
  return { secret, oldUntil };
}

/** Removes a webhook; what waits for it is given up. Refusal: webhookNotFound. */
export async function removeWebhook(ctx: Ctx, id: bigint): Promise<void> {
  const { state } = await lockOwn(ctx, id);
  await store.setWebhook(ctx.tx, { id, state: 'removed', failingSince: null, restsUntil: null });
  await store.giveUp(ctx.tx, id);
  await audit(ctx, { act: 'platform.webhookRemoved', target: `webhook:${id}`, detail: {}, before: { state }, after: { state: 'removed' } });
}

/** Tells a webhook of nothing more until it is resumed; what waits for it is given up. Refusals: webhookNotFound, webhookNotActive. */
export async function pauseWebhook(ctx: Ctx, id: bigint): Promise<void> {
  const hook = await lockOwn(ctx, id);
  if (hook.state !== 'active') throw errors.webhookNotActive();
  await store.setWebhook(ctx.tx, { ...hook, state: 'paused', restsUntil: null });
  await store.giveUp(ctx.tx, id);
  await audit(ctx, { act: 'platform.webhookPaused', target: `webhook:${id}`, detail: {}, before: { state: 'active' }, after: { state: 'paused' } });
}

/** Lets a paused webhook be told again, of what happens from now on. Refusals: webhookNotFound, webhookNotPaused. */
export async function resumeWebhook(ctx: Ctx, id: bigint): Promise<void> {
  if ((await lockOwn(ctx, id)).state !== 'paused') throw errors.webhookNotPaused();
  await store.setWebhook(ctx.tx, { id, state: 'active', failingSince: null, restsUntil: null });
  await audit(ctx, { act: 'platform.webhookResumed', target: `webhook:${id}`, detail: {}, before: { state: 'paused' }, after: { state: 'active' } });
}

/** Sends a message that means nothing, to see whether it arrives: at once, also to a receiver that rests. Refusal: webhookNotFound. */
export async function tryWebhook(ctx: Ctx, webhookId: bigint): Promise<{ deliveryId: bigint }> {
  const hook = await lockOwn(ctx, webhookId);
  if (hook.restsUntil !== null) await store.setWebhook(ctx.tx, { ...hook, restsUntil: null });
  const id = ctx.newId<'delivery'>(bucketOf(webhookId));
  await store.insertDeliveries(ctx.tx, ctx.wallNow, [{ id, webhookId, kind: TEST_KIND, body: bodyOf({ kind: TEST_KIND, at: ctx.now, data: {} }) }]);
  await audit(ctx, { act: 'platform.webhookTried', target: `webhook:${webhookId}`, detail: { delivery: String(id) } });
  return { deliveryId: id };
}

/** Sends a message once more that arrived or was given up, under the same id. Refusals: deliveryNotFound, deliveryWaits. */
export async function redeliver(ctx: Ctx, id: bigint): Promise<void> {
  const delivery = await store.lockDelivery(ctx.tx, { id, orgId: staffIn(ctx).orgId });
  if (!delivery) throw errors.deliveryNotFound();
  if (delivery.state === 'waiting') throw errors.deliveryWaits();
  await store.sendAgain(ctx.tx, { id, at: ctx.wallNow });
  await audit(ctx, { act: 'platform.webhookSentAgain', target: `webhook:${delivery.webhookId}`, detail: { delivery: String(id) }, before: { state: delivery.state }, after: { state: 'waiting' } });
}

/** Webhooks of an organisation, newest first. */
export function listWebhooks(sql: Sql, orgId: bigint): Promise<store.WebhookRow[]> {
  return store.listWebhooks(sql, { orgId, limit: WEBHOOKS });
}

/** Messages to a webhook of the organisation, newest first. Refusal: webhookNotFound. */
export async function listDeliveries(sql: Sql, query: { webhookId: bigint; orgId: bigint; before: bigint | undefined; limit: number }): Promise<store.DeliveryRow[]> {
  if (!(await store.findWebhook(sql, { id: query.webhookId, orgId: query.orgId }))) throw errors.webhookNotFound();
  return store.listDeliveries(sql, query);
}
