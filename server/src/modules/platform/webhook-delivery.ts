/**
 * How messages reach webhooks: written with the cursor of the subscriber (so each once), found due by a sweep, sent by a job for each webhook. One that
 * fails is tried again after growing pauses over a day; a receiver that does not answer at all rests for a minute with everything that waits for it, and
 * a job ends after its turn, so that nobody keeps the queue from others; one that has taken nothing for three days is paused until people resume it.
 */
import type { LoggedEvent } from '#app/events.ts';
import type { Ctx } from '#infra/context.ts';
import type { Infra } from '#infra/infra.ts';
import { postWebhook, type WebhookAnswer, webhookHeaders } from '#infra/webhook.ts';
import { DAY_MS } from '#kernel/day.ts';
import { bucketOf } from '#kernel/id.ts';
import { bodyOf, factsOf } from './webhook-facts.ts';
import { secretsOf } from './webhook-service.ts';
import * as store from './webhook-store.ts';

export const DELIVER = 'platform.deliver';
const SYSTEM = { actor: { kind: 'system', name: DELIVER }, requestId: DELIVER } as const;
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
/** Pauses after each failed try: 9 tries in all, within 25 hours. */
export const PAUSES_MS: readonly number[] = [10_000, MINUTE_MS, 5 * MINUTE_MS, 30 * MINUTE_MS, 2 * HOUR_MS, 4 * HOUR_MS, 6 * HOUR_MS, 12 * HOUR_MS];
const REST_MS = MINUTE_MS;
const PAUSED_AFTER_MS = 3 * DAY_MS;
/** A job begins nothing new after this, and ends before the queue takes it for abandoned. */
const TURN_MS = 10_000;
const SWEEP_LIMIT = 500;
/** Half of the queue's workers at most: receivers that dawdle must not hold up codes and refunds. */
const LINES = 2n;
const GONE = 410;

/** Writes the messages that follow from a batch of events. */
export async function announce(ctx: Ctx, events: readonly LoggedEvent[]): Promise<void> {
  const facts = events.flatMap(factsOf);
  if (facts.length === 0) return;
  const hooks = await store.listening(ctx.tx, {
    kinds: [...new Set(facts.map(({ kind }) => kind))], supplierIds: [...new Set(facts.flatMap(({ supplierId }) => (supplierId === null ? [] : [BigInt(supplierId)])))],
  });
  const rows = facts.flatMap((fact) => hooks
    .filter(({ kinds, supplierId }) => kinds.includes(fact.kind) && (supplierId === null || String(supplierId) === fact.supplierId))
    .map(({ id, supplierId }) => ({
      id: ctx.newId<'delivery'>(bucketOf(id)), webhookId: id, kind: fact.kind, body: bodyOf({ ...fact, data: supplierId === null ? { ...fact.data, ...fact.more } : fact.data }),
    })));
  if (rows.length > 0) await store.insertDeliveries(ctx.tx, ctx.wallNow, rows);
}

/** Queues a job for each webhook that something is due to; one that waits already is kept by its key. Returns 0: what is due stays so until it is sent. */
export async function queueDue(infra: Infra): Promise<number> {
  const due = await store.listDue(infra.sql, { now: infra.clock.wall(), limit: SWEEP_LIMIT });
  if (due.length === 0) return 0;
  await infra.unit(SYSTEM, async (ctx) => {
    for (const id of due) await infra.jobs.add(ctx, { name: DELIVER, input: { webhookId: String(id) }, key: `${DELIVER} ${id}`, queue: `webhooks ${id % LINES}` });
  });
  return 0;
}

/** The job: sends what is due to one webhook, as long as it answers and its turn lasts. A process that dies in between sends the message again. */
export async function deliver(infra: Infra, webhookId: bigint): Promise<void> {
  const endsMs = infra.clock.wall().getTime() + TURN_MS;
  while (infra.clock.wall().getTime() < endsMs) {
    const begun = infra.clock.wall();
    const due = await store.nextDue(infra.sql, { webhookId, now: begun });
    if (!due) return;
    const headers = webhookHeaders({ id: `msg_${due.id}`, body: due.body, at: begun }, secretsOf(infra, { ...due, id: webhookId }));
    const answer = await postWebhook({ url: due.url, headers, body: due.body }, { demo: infra.config.mode === 'demo' });
    const tookMs = infra.clock.wall().getTime() - begun.getTime();
    await infra.unit(SYSTEM, (ctx) => settle(ctx, { hook: { id: webhookId, orgId: due.orgId }, delivery: due, answer, tookMs }));
  }
}

interface Tried {
  readonly hook: { readonly id: bigint; readonly orgId: bigint };
  readonly delivery: { readonly id: bigint; readonly tries: number };
  readonly answer: WebhookAnswer;
  readonly tookMs: number;
}

/** Notes what came of a try, for the message and for the webhook. */
async function settle(ctx: Ctx, { hook, delivery, answer, tookMs }: Tried): Promise<void> {
  const found = await store.lockWebhook(ctx.tx, hook);
  if (!found) return;
  const now = ctx.wallNow.getTime();
  const failed = answer.failure !== null;
  const pauseMs = PAUSES_MS[delivery.tries];
  const waits = failed && pauseMs !== undefined;
  await store.noteTry(ctx.tx, {
    id: delivery.id, state: waits ? 'waiting' : failed ? 'failed' : 'delivered', tries: delivery.tries + 1, nextAt: waits ? new Date(now + pauseMs) : null,
    lastStatus: answer.status, lastError: answer.failure, lastMs: tookMs, triedAt: ctx.wallNow,
  });
  const failingSince = failed ? (found.failingSince ?? ctx.wallNow) : null;
  const restsUntil = answer.status === null ? new Date(now + REST_MS) : null;
  const ends = found.state === 'active' && failingSince !== null && (answer.status === GONE || now - failingSince.getTime() >= PAUSED_AFTER_MS);
  if (ends || failingSince !== found.failingSince || restsUntil !== found.restsUntil) await store.setWebhook(ctx.tx, { id: hook.id, state: ends ? 'paused' : found.state, failingSince, restsUntil });
  if (!ends) return;
  await store.giveUp(ctx.tx, hook.id);
  ctx.emit({ type: 'platform.webhookPaused', bucket: bucketOf(hook.id), payload: { webhookId: String(hook.id), supplierId: found.supplierId === null ? null : String(found.supplierId) } });
}
