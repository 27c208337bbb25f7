/** All SQL of webhooks: who is told of what, and every message to them. */
import type { Sql, Tx } from '#infra/sql.ts';

export type WebhookState = 'active' | 'paused' | 'removed';
export type DeliveryState = 'waiting' | 'delivered' | 'failed';

export interface WebhookRow {
  readonly id: bigint;
  readonly orgId: bigint;
  readonly supplierId: bigint | null;
  readonly url: string;
  readonly description: string;
  readonly kinds: readonly string[];
  readonly state: WebhookState;
  readonly secretBox: string;
  readonly oldBox: string | null;
  readonly oldUntil: Date | null;
  readonly failingSince: Date | null;
  /** Nothing is sent before then. */
  readonly restsUntil: Date | null;
  readonly createdBy: bigint;
  readonly createdAt: Date;
}

export interface DeliveryRow {
  readonly id: bigint;
  readonly webhookId: bigint;
  readonly kind: string;
  readonly body: string;
  readonly state: DeliveryState;
  readonly tries: number;
  readonly nextAt: Date | null;
  readonly lastStatus: number | null;
  readonly lastError: string | null;
  readonly lastMs: number | null;
  readonly triedAt: Date | null;
  readonly createdAt: Date;
}

const WEBHOOK = `w.id, w.org_id as "orgId", w.supplier_id as "supplierId", w.url, w.description, w.kinds, w.state, w.secret_box as "secretBox", w.old_box as "oldBox",
  w.old_until as "oldUntil", w.failing_since as "failingSince", w.rests_until as "restsUntil", w.created_by as "createdBy", w.created_at as "createdAt"`;
const DELIVERY = `d.id, d.webhook_id as "webhookId", d.kind, d.body, d.state, d.tries, d.next_at as "nextAt", d.last_status as "lastStatus", d.last_error as "lastError",
  d.last_ms as "lastMs", d.tried_at as "triedAt", d.created_at as "createdAt"`;

/** Serialises what one organisation registers, so that the limit holds; released at the end of the unit. */
export async function lockOrganisation(tx: Tx, orgId: bigint): Promise<void> {
  await tx.run(`select pg_advisory_xact_lock(hashtextextended('webhooks ' || $1::bigint, 0))`, [orgId]);
}

export async function countWebhooks(tx: Tx, orgId: bigint): Promise<number> {
  const { count } = await tx.one<{ count: bigint }>(`select count(*) as count from platform.webhook where org_id = $1 and state <> 'removed'`, [orgId]);
  return Number(count);
}

export async function insertWebhook(tx: Tx, row: Omit<WebhookRow, 'state' | 'oldBox' | 'oldUntil' | 'failingSince' | 'restsUntil'>): Promise<void> {
  await tx.run(
    `insert into platform.webhook (id, org_id, supplier_id, url, description, kinds, state, secret_box, created_by, created_at) values ($1, $2, $3, $4, $5, $6, 'active', $7, $8, $9)`,
    [row.id, row.orgId, row.supplierId, row.url, row.description, row.kinds, row.secretBox, row.createdBy, row.createdAt]);
}

/** Webhooks of an organisation, newest first; there are few. */
export function listWebhooks(sql: Sql, query: { orgId: bigint; limit: number }): Promise<WebhookRow[]> {
  return sql.rows<WebhookRow>(`select ${WEBHOOK} from platform.webhook w where w.org_id = $1 and w.state <> 'removed' order by w.id desc limit $2`, [query.orgId, query.limit]);
}

export function findWebhook(sql: Sql, key: { id: bigint; orgId: bigint }): Promise<WebhookRow | undefined> {
  return sql.maybe<WebhookRow>(`select ${WEBHOOK} from platform.webhook w where w.id = $1 and w.org_id = $2 and w.state <> 'removed'`, [key.id, key.orgId]);
}

/** The same, locked until the unit of work ends; messages to it may be written meanwhile. */
export function lockWebhook(tx: Tx, key: { id: bigint; orgId: bigint }): Promise<WebhookRow | undefined> {
  return tx.maybe<WebhookRow>(`select ${WEBHOOK} from platform.webhook w where w.id = $1 and w.org_id = $2 and w.state <> 'removed' for no key update`, [key.id, key.orgId]);
}

export async function setWebhook(tx: Tx, change: Pick<WebhookRow, 'id' | 'state' | 'failingSince' | 'restsUntil'>): Promise<void> {
  await tx.run('update platform.webhook set state = $2, failing_since = $3, rests_until = $4 where id = $1', [change.id, change.state, change.failingSince, change.restsUntil]);
}

export async function setKinds(tx: Tx, change: Pick<WebhookRow, 'id' | 'kinds'>): Promise<void> {
  await tx.run('update platform.webhook set kinds = $2 where id = $1', [change.id, change.kinds]);
}

export async function setSecret(tx: Tx, change: Pick<WebhookRow, 'id' | 'secretBox' | 'oldBox' | 'oldUntil'>): Promise<void> {
  await tx.run('update platform.webhook set secret_box = $2, old_box = $3, old_until = $4 where id = $1', [change.id, change.secretBox, change.oldBox, change.oldUntil]);
}

/** Who is to be told of these kinds of things: the platform's own, and those of the suppliers. */
export function listening(sql: Sql, query: { kinds: readonly string[]; supplierIds: readonly bigint[] }): Promise<Pick<WebhookRow, 'id' | 'supplierId' | 'kinds'>[]> {
  return sql.rows(
    `select w.id, w.supplier_id as "supplierId", w.kinds from platform.webhook w
     where w.state = 'active' and w.kinds && $1::text[] and (w.supplier_id is null or w.supplier_id = any($2::bigint[])) order by w.id`,
    [query.kinds, query.supplierIds]);
}

/** Writes messages that are due at once. */
export async function insertDeliveries(tx: Tx, at: Date, rows: readonly Pick<DeliveryRow, 'id' | 'webhookId' | 'kind' | 'body'>[]): Promise<void> {
  await tx.run(
    `insert into platform.delivery (id, webhook_id, kind, body, state, next_at, created_at)
     select id, webhook_id, kind, body, 'waiting', $1, $1 from unnest($2::bigint[], $3::bigint[], $4::text[], $5::text[]) as n (id, webhook_id, kind, body)`,
    [at, rows.map(({ id }) => id), rows.map(({ webhookId }) => webhookId), rows.map(({ kind }) => kind), rows.map(({ body }) => body)]);
}

const DUE = `d.next_at <= $1 and w.state <> 'removed' and (w.rests_until is null or w.rests_until <= $1)`;

/** Webhooks that something is due to. */
export async function listDue(sql: Sql, query: { now: Date; limit: number }): Promise<bigint[]> {
  const rows = await sql.rows<{ id: bigint }>(
    `select w.id from platform.webhook w where exists (select 1 from platform.delivery d where d.webhook_id = w.id and ${DUE}) order by w.id limit $2`, [query.now, query.limit]);
  return rows.map(({ id }) => id);
}

/** The eldest message that is due to a webhook, with where to and how to sign it. */
export function nextDue(sql: Sql, query: { now: Date; webhookId: bigint }): Promise<(Pick<DeliveryRow, 'id' | 'body' | 'tries'> & Pick<WebhookRow, 'url' | 'secretBox' | 'oldBox' | 'oldUntil' | 'orgId'>) | undefined> {
  return sql.maybe(
    `select d.id, d.body, d.tries, w.org_id as "orgId", w.url, w.secret_box as "secretBox", w.old_box as "oldBox", w.old_until as "oldUntil"
     from platform.delivery d join platform.webhook w on w.id = d.webhook_id where d.webhook_id = $2 and ${DUE} order by d.next_at, d.id limit 1`, [query.now, query.webhookId]);
}

/** Notes what came of a try, unless the message was given up meanwhile. */
export async function noteTry(tx: Tx, row: Pick<DeliveryRow, 'id' | 'state' | 'tries' | 'nextAt' | 'lastStatus' | 'lastError' | 'lastMs' | 'triedAt'>): Promise<void> {
  await tx.run(
    `update platform.delivery set state = $2, tries = $3, next_at = $4, last_status = $5, last_error = $6, last_ms = $7, tried_at = $8 where id = $1 and state = 'waiting'`,
    [row.id, row.state, row.tries, row.nextAt, row.lastStatus, row.lastError, row.lastMs, row.triedAt]);
}

/** Gives up every message that waits for a webhook. */
export async function giveUp(tx: Tx, webhookId: bigint): Promise<void> {
  await tx.run(`update platform.delivery set state = 'failed', next_at = null where webhook_id = $1 and state = 'waiting'`, [webhookId]);
}

/** Messages to a webhook, newest first. */
export function listDeliveries(sql: Sql, query: { webhookId: bigint; before: bigint | undefined; limit: number }): Promise<DeliveryRow[]> {
  return sql.rows<DeliveryRow>(`select ${DELIVERY} from platform.delivery d where d.webhook_id = $1 and ($2::bigint is null or d.id < $2) order by d.id desc limit $3`,
    [query.webhookId, query.before ?? null, query.limit]);
}

/** A message to a webhook of the organisation, locked until the unit of work ends. */
export function lockDelivery(tx: Tx, key: { id: bigint; orgId: bigint }): Promise<DeliveryRow | undefined> {
  return tx.maybe<DeliveryRow>(
    `select ${DELIVERY} from platform.delivery d join platform.webhook w on w.id = d.webhook_id where d.id = $1 and w.org_id = $2 and w.state <> 'removed' for update of d`, [key.id, key.orgId]);
}

/** Makes a message that is done with due again. */
export async function sendAgain(tx: Tx, change: { id: bigint; at: Date }): Promise<void> {
  await tx.run(`update platform.delivery set state = 'waiting', tries = 0, next_at = $2 where id = $1`, [change.id, change.at]);
}

/** Forgets messages from before; returns how many. */
export function deleteOld(sql: Sql, query: { before: Date; limit: number }): Promise<number> {
  return sql.run(
    `delete from platform.delivery where id in (select id from platform.delivery where created_at < $1 and state <> 'waiting' order by created_at limit $2)`, [query.before, query.limit]);
}

/** How many webhooks there are, and how many of them do not work. */
export function countStates(sql: Sql): Promise<{ webhooks: bigint; paused: bigint; failing: bigint }> {
  return sql.one(
    `select count(*) as webhooks, count(*) filter (where state = 'paused') as paused, count(*) filter (where state = 'active' and failing_since is not null) as failing
     from platform.webhook where state <> 'removed'`);
}
